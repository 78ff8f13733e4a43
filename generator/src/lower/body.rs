//! Turns a Request Body Object (OpenAPI 3.0.3 §4.7.13) into a body.

use openapiv3::{MediaType, ReferenceOr, RequestBody};

use super::context::Context;
use super::doc::non_empty;
use super::literal;
use super::media::{self, Encoding};
use super::naming::Naming;
use super::{encoding, parameter, reference, response_headers, schema, sendable, sensitive};
use crate::diagnostic::{Code, Reported};
use crate::ir::{
    Body, BodyChoice, BodyContent, BodyKind, Doc, FormField, PartEncoding, Shape, TypeRef, WireName,
};
use crate::names::{self, Namespace, REQUEST_METHODS, RustIdent};
use crate::source::Pointer;

/// The body in every media type that the document lists.
pub(super) fn lower<'d>(
    context: &mut Context<'d>,
    body: &'d ReferenceOr<RequestBody>,
    at: &Pointer,
    naming: &Naming,
    idents: &mut Namespace,
) -> Result<Option<Body>, Reported> {
    let (body, at) = reference::request_body(context, body, at)?;
    let schemas = &context.document.schemas;
    let Some((name, media, encoding)) = media::preferred(schemas, body.content.iter()) else {
        return Ok(None);
    };
    let content_at = at.child("content");
    let kind = kind(
        context,
        media,
        encoding,
        &content_at.child(name),
        naming,
        idents,
    );
    let media_type = media::concrete(name, encoding);
    let mut lowered = Body {
        ident: idents.claim_for("body", names::value_name("body"), REQUEST_METHODS),
        range: range(name).filter(|_| encoding == Encoding::Bytes),
        media_type,
        kind,
        choice: None,
        required: body.required,
        sensitive: sensitive::is_in_any(context, [media]),
        example: literal::shown(media),
        doc: Doc {
            text: non_empty(body.description.as_deref()),
            ..Doc::default()
        },
    };
    if let BodyKind::Json(ty) = &lowered.kind {
        literal::others(context, &media.examples, ty, &content_at.child(name));
    }
    lowered.choice = {
        let first = First {
            name,
            body: &lowered,
        };
        choice(context, body, first, &content_at, naming, idents)
    };
    Ok(Some(lowered))
}

/// The media type that suits best.
struct First<'f> {
    /// As the document spells it.
    name: &'f str,
    /// What is sent in it.
    body: &'f Body,
}

/// One media type of a body, and where it is.
struct Entry<'d> {
    name: &'d str,
    media: &'d MediaType,
    at: Pointer,
}

/// The media types beside the one that suits best, which may be a range that
/// others than it are in.
fn choice<'d>(
    context: &mut Context<'d>,
    body: &'d RequestBody,
    first: First<'_>,
    at: &Pointer,
    naming: &Naming,
    idents: &mut Namespace,
) -> Option<BodyChoice> {
    let mut variants = Namespace::default();
    let First {
        name: best,
        body: first,
    } = first;
    let first_ident = variants.claim(names::type_name(&media::words(&first.media_type)));
    let schemas = &context.document.schemas;
    let schema = body.content[best].schema.as_ref();
    let mut others = Vec::new();
    for (name, media) in &body.content {
        let is_first = name == best && (first.range.is_some() || !media::is_range(name));
        let is_known = |other: &BodyContent| other.media_type.eq_ignore_ascii_case(name);
        if is_first || first.media_type.eq_ignore_ascii_case(name) || others.iter().any(is_known) {
            continue;
        }
        let is_same = media::is_same(schemas, media.schema.as_ref(), schema);
        let shared = Some(&first.kind).filter(|_| is_same);
        let at = at.child(name);
        let ident = variants.claim(names::type_name(&media::words(name)));
        let entry = Entry { name, media, at };
        others.push(other(context, &entry, ident, shared, naming, idents));
    }
    (!others.is_empty()).then(|| BodyChoice {
        name: names::type_name(&format!("{} Content", naming.owner())),
        first: first_ident,
        others,
    })
}

/// One of the media types beside the first. With the same schema it has the same type, which is
/// that of `shared`.
fn other<'d>(
    context: &mut Context<'d>,
    entry: &Entry<'d>,
    ident: RustIdent,
    shared: Option<&BodyKind>,
    naming: &Naming,
    idents: &mut Namespace,
) -> BodyContent {
    let Entry { name, media, at } = entry;
    let own = media::encoding(&context.document.schemas, name, media);
    // The caller says which media type it is, and so how the value is written.
    let encoding = if media::is_range(name) {
        Encoding::Bytes
    } else {
        own
    };
    let kind = match (shared, encoding) {
        (Some(BodyKind::Json(ty) | BodyKind::Form { ty, .. }), Encoding::Json) => {
            BodyKind::Json(ty.clone())
        }
        (Some(BodyKind::Json(ty) | BodyKind::Form { ty, .. }), Encoding::Form) => {
            let (ty, fields) = (ty.clone(), form_fields(media));
            sendable::report_fields(context, &fields, &ty, at);
            BodyKind::Form { ty, fields }
        }
        _ => {
            let naming = naming.part(&media::words(name));
            kind(context, media, encoding, at, &naming, idents)
        }
    };
    let written = if name.ends_with("/*") {
        plainest(own)
    } else {
        own
    };
    BodyContent {
        ident,
        media_type: media::concrete(name, written),
        range: range(name),
        sensitive: sensitive::is_in_any(context, [*media]),
        kind,
    }
}

/// What bytes of a wide range are unless the caller says.
fn plainest(own: Encoding) -> Encoding {
    match own {
        Encoding::Text => Encoding::Text,
        _ => Encoding::Bytes,
    }
}

/// A range of media types, of which the caller chooses one.
fn range(name: &str) -> Option<String> {
    media::is_range(name).then(|| name.to_owned())
}

fn kind<'d>(
    context: &mut Context<'d>,
    media: &'d MediaType,
    encoding: Encoding,
    at: &Pointer,
    naming: &Naming,
    idents: &mut Namespace,
) -> BodyKind {
    encoding::report_unused(context, media, encoding, at);
    media::report_items(context, media, at);
    if matches!(encoding, Encoding::Stream(_)) && media.schema.is_some() {
        let message = "a body that is a sequence of items is text: the caller writes the items";
        context.note(Code::Unsupported, &at.child("schema"), message);
        context
            .diagnostics
            .help("nothing has to be done; write an item as JSON and a line feed");
    }
    match encoding {
        Encoding::Json => BodyKind::Json(content_type(context, media, at, naming)),
        Encoding::Form => {
            let ty = content_type(context, media, at, naming);
            encoding::report_unknown(context, media, &ty, at);
            let fields = form_fields(media);
            sendable::report_fields(context, &fields, &ty, at);
            BodyKind::Form { ty, fields }
        }
        Encoding::Text | Encoding::Stream(_) => BodyKind::Text,
        Encoding::Bytes => BodyKind::Bytes,
        Encoding::Multipart => BodyKind::Multipart {
            ty: form_type(context, media, at, naming),
            parts: part_encodings(context, media, at, naming, idents),
        },
    }
}

/// The struct whose properties are the parts of a form.
fn form_type<'d>(
    context: &mut Context<'d>,
    media: &'d MediaType,
    at: &Pointer,
    naming: &Naming,
) -> Option<TypeRef> {
    let ty = content_type(context, media, at, naming);
    encoding::report_unknown(context, media, &ty, at);
    match context.types.resolve(&ty) {
        TypeRef::Named { id, .. } if matches!(context.types.get(*id).shape, Shape::Struct(_)) => {
            Some(TypeRef::named(*id))
        }
        _ => None,
    }
}

/// How single fields of a form are written. Without a style they are written as
/// the standard has it for all others.
fn form_fields(media: &MediaType) -> Vec<FormField> {
    let styled = media.encoding.iter().filter_map(|(name, encoding)| {
        let style = encoding.style.as_ref()?;
        Some(FormField {
            wire_name: WireName::new(name),
            style: parameter::query_style(style),
            explode: encoding.explode,
            allow_reserved: encoding.allow_reserved,
        })
    });
    styled.collect()
}

/// What the document says of single parts: the first of several media types,
/// and their headers.
fn part_encodings<'d>(
    context: &mut Context<'d>,
    media: &'d MediaType,
    at: &Pointer,
    naming: &Naming,
    idents: &mut Namespace,
) -> Vec<PartEncoding> {
    let mut parts = Vec::new();
    for (name, encoding) in &media.encoding {
        let media_type = encoding.content_type.as_deref();
        let media_type = media_type.and_then(|types| Some(types.split(',').next()?.trim()));
        // A range is what the server accepts, not what a part is.
        let media_type = media_type.filter(|one| !one.is_empty() && !media::is_range(one));
        let at = at.child("encoding").child(name);
        let naming = naming.part(name);
        let mut headers = Vec::new();
        for header in response_headers::lower(context, &encoding.headers, &at, &naming) {
            // What a form part says of itself anyway (RFC 7578 §4.2).
            let is_ours = header
                .wire_name
                .as_str()
                .eq_ignore_ascii_case("content-disposition");
            if !is_ours {
                let at = at.child("headers").child(header.wire_name.as_str());
                let header = parameter::part_header(name, header, idents);
                sendable::report_style(context, &header, &at);
                headers.push(header);
            }
        }
        if media_type.is_some() || !headers.is_empty() {
            parts.push(PartEncoding {
                wire_name: WireName::new(name),
                media_type: media_type.map(str::to_owned),
                headers,
            });
        }
    }
    parts
}

/// The type of a media type's content; without a schema, any JSON.
pub(super) fn content_type<'d>(
    context: &mut Context<'d>,
    media: &'d MediaType,
    at: &Pointer,
    naming: &Naming,
) -> TypeRef {
    match &media.schema {
        Some(schema) => {
            let node = context.node(schema, at.child("schema"));
            schema::element(context, &node, naming)
        }
        None => TypeRef::Json,
    }
}
