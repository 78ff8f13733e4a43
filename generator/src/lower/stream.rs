//! Turns media types whose content comes item by item into streams, and finds the property of
//! a body that asks for one.
//!
//! The item is what `itemSchema` says (OpenAPI 3.2), or else `schema`: of an array its elements,
//! as the standard models such content since 3.2.

use openapiv3::MediaType;

use super::body::content_type;
use super::context::Context;
use super::media;
use super::naming::Naming;
use super::node::Node;
use super::schema;
use crate::diagnostic::Code;
use crate::ir::{
    Body, BodyKind, EnumBase, EnvelopeData, Field, Literal, Payload, Primitive, Shape, Stream,
    StreamFormat, StreamItem, StreamProperty, TypeRef, Types, WireName,
};
use crate::source::Pointer;

/// What ends the streams of very many services, and is not JSON.
const DONE: &str = "[DONE]";

/// The property that very many services have for it.
const PROPERTY: &str = "stream";

/// The stream that a response of this media type is.
pub(super) fn payload<'d>(
    context: &mut Context<'d>,
    name: &str,
    media: &'d MediaType,
    format: StreamFormat,
    at: &Pointer,
    naming: &Naming,
) -> Payload {
    let ty = item(context, media, at, naming);
    Payload::Stream(of_item(context, name, format, ty))
}

/// The type of an item; none where the document says nothing of it.
fn item<'d>(
    context: &mut Context<'d>,
    media: &'d MediaType,
    at: &Pointer,
    naming: &Naming,
) -> Option<TypeRef> {
    if let Some(item) = context.document.schemas.item(media) {
        let node = Node::new(item, at.child("itemSchema"));
        return Some(schema::element(context, &node, &naming.part("Item")));
    }
    media.schema.as_ref()?;
    let whole = content_type(context, media, at, naming);
    Some(match context.types.resolve(&whole) {
        TypeRef::List(element) => element.as_ref().clone(),
        _ => whole,
    })
}

/// A stream of items of a type.
fn of_item(
    context: &Context<'_>,
    media_type: &str,
    format: StreamFormat,
    ty: Option<TypeRef>,
) -> Stream {
    let types = &context.types;
    let item = match (ty, format) {
        (Some(ty), StreamFormat::Events) => match envelope(types, &ty, 0) {
            Some(data) => StreamItem::Envelope(ty, data),
            None if is_text(types, &ty) || *types.resolve(&ty) == TypeRef::Json => {
                StreamItem::Event
            }
            None => StreamItem::Json(ty),
        },
        (None, StreamFormat::Events) => StreamItem::Event,
        (ty, _) => StreamItem::Json(ty.unwrap_or(TypeRef::Json)),
    };
    let is_json = matches!(
        item,
        StreamItem::Json(_) | StreamItem::Envelope(_, EnvelopeData::Json)
    );
    let settings = &context.stream;
    let by_default = || match (format, is_json) {
        (StreamFormat::Events, true) => vec![DONE.to_owned()],
        _ => Vec::new(),
    };
    Stream {
        media_type: media_type.to_owned(),
        format,
        item,
        ends: settings.end.clone().unwrap_or_else(by_default),
        keep_alives: settings.keep_alive.clone(),
    }
}

/// The stream that `simgen.toml` says a response can be though the document does not.
pub(super) fn from_settings(context: &mut Context<'_>) -> Option<Stream> {
    let name = context.stream.item.clone()?;
    let media_type = context.stream.media_type.clone();
    let media_type = media_type.unwrap_or_else(|| "text/event-stream".to_owned());
    let format = media::stream_format(&media_type).unwrap_or(StreamFormat::Events);
    let Some(id) = context.component(&name) else {
        let at = Pointer::root().child("components").child("schemas");
        let message =
            format!("`simgen.toml` says that an item is `{name}`, and no schema is called so");
        context.warning(Code::UnknownName, &at, message);
        return None;
    };
    let ty = TypeRef::named(id);
    Some(of_item(context, &media_type, format, Some(ty)))
}

/// Unions of unions are followed so far.
const DEEPEST: u8 = 8;

/// What the data is in an object that has the fields of an event as its properties, or in each
/// of several. Nothing of other types, which are the data itself.
fn envelope(types: &Types, ty: &TypeRef, depth: u8) -> Option<EnvelopeData> {
    let TypeRef::Named { id, .. } = types.resolve(ty) else {
        return None;
    };
    match &types.get(*id).shape {
        Shape::Struct(structure) => of_fields(types, &structure.fields),
        Shape::Union(union) if depth < DEEPEST => {
            let kinds = union.variants.iter();
            let kinds: Option<Vec<_>> = kinds
                .map(|variant| envelope(types, &variant.ty, depth + 1))
                .collect();
            kinds?.into_iter().reduce(either)
        }
        Shape::Union(_) | Shape::Enum(_) | Shape::Alias(_) => None,
    }
}

fn of_fields(types: &Types, fields: &[Field]) -> Option<EnvelopeData> {
    let field = |name: &str| {
        let mut fields = fields.iter();
        fields.find(|field| field.wire_name.as_str() == name)
    };
    let names = ["event", "data", "id", "retry"];
    let is_known = |field: &Field| names.contains(&field.wire_name.as_str());
    let is_text = |name: &str| field(name).is_none_or(|field| is_text(types, &field.ty));
    let (has_event, data) = (field("event").is_some(), field("data"));
    if !fields.iter().all(is_known) || !is_text("event") || !is_text("id") {
        return None;
    }
    match data {
        Some(data) => Some(data_of(types, &data.ty, 0)),
        // An event without data is none, so what comes as its data may be anything.
        None => has_event.then_some(EnvelopeData::Either),
    }
}

/// What the data of such an object is.
fn data_of(types: &Types, ty: &TypeRef, depth: u8) -> EnvelopeData {
    match types.resolve(ty) {
        ty if is_text(types, ty) => EnvelopeData::Text,
        TypeRef::Json => EnvelopeData::Either,
        TypeRef::Nullable(inner) if depth < DEEPEST => data_of(types, inner, depth + 1),
        TypeRef::Named { id, .. } => match &types.get(*id).shape {
            Shape::Union(union) if depth < DEEPEST => {
                let kinds = union.variants.iter();
                let kinds = kinds.map(|variant| data_of(types, &variant.ty, depth + 1));
                kinds.reduce(either).unwrap_or(EnvelopeData::Either)
            }
            _ => EnvelopeData::Json,
        },
        _ => EnvelopeData::Json,
    }
}

fn either(one: EnvelopeData, other: EnvelopeData) -> EnvelopeData {
    match one == other {
        true => one,
        false => EnvelopeData::Either,
    }
}

/// Whether every value is a text.
fn is_text(types: &Types, ty: &TypeRef) -> bool {
    match types.resolve(ty) {
        TypeRef::Primitive(primitive) => !matches!(
            primitive,
            Primitive::Bool
                | Primitive::I32
                | Primitive::I64
                | Primitive::U32
                | Primitive::U64
                | Primitive::F32
                | Primitive::F64
        ),
        TypeRef::Named { id, .. } => match &types.get(*id).shape {
            Shape::Enum(shape) => shape.base == EnumBase::Text,
            _ => false,
        },
        TypeRef::Nullable(inner) => is_text(types, inner),
        _ => false,
    }
}

/// The property of the body that asks for a stream: the one that `simgen.toml` names, or else a
/// boolean that is called `stream`.
pub(super) fn property(context: &Context<'_>, body: Option<&Body>) -> Option<StreamProperty> {
    let settings = &context.stream;
    let name = settings.property.as_deref().unwrap_or(PROPERTY);
    let field = body?
        .kinds()
        .find_map(|kind| field(&context.types, kind.ty()?, name));
    let is_flag = field.is_some_and(|field| is_flag(&context.types, &field.ty));
    (is_flag || settings.property.is_some()).then(|| StreamProperty {
        wire_name: WireName::new(name),
        value: match &settings.value {
            Some(text) => Literal::String(text.clone()),
            None => Literal::Bool(true),
        },
        is_default: false,
    })
}

/// What the operation that gives no stream says by the same property: that it is none, where
/// the server would otherwise take it for one.
pub(super) fn refusal(
    context: &Context<'_>,
    body: Option<&Body>,
    property: &StreamProperty,
) -> Option<StreamProperty> {
    let name = property.wire_name.as_str();
    let mut types = body?.kinds().filter_map(BodyKind::ty);
    let is_on = types.any(|ty| {
        let field = field(&context.types, ty, name);
        field.is_some_and(|field| field.default == Some(Literal::Bool(true)))
    });
    (is_on && property.value == Literal::Bool(true)).then(|| StreamProperty {
        value: Literal::Bool(false),
        is_default: true,
        ..property.clone()
    })
}

fn field<'t>(types: &'t Types, ty: &TypeRef, name: &str) -> Option<&'t Field> {
    let TypeRef::Named { id, .. } = types.resolve(ty) else {
        return None;
    };
    match &types.get(*id).shape {
        Shape::Struct(structure) => {
            let mut fields = structure.fields.iter();
            fields.find(|field| field.wire_name.as_str() == name)
        }
        Shape::Union(union) => {
            let mut variants = union.variants.iter();
            variants.find_map(|variant| field(types, &variant.ty, name))
        }
        Shape::Enum(_) | Shape::Alias(_) => None,
    }
}

fn is_flag(types: &Types, ty: &TypeRef) -> bool {
    *types.resolve(ty) == TypeRef::Primitive(Primitive::Bool)
}
