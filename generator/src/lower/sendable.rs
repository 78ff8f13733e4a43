//! Finds parameters that no request can have: styles without a form for the value
//! (OpenAPI 3.0.3 §4.7.12.3), and names that no header or cookie can have.
//!
//! Must not know: how a value is written; the runtime does that.

use foldhash::{HashSet, HashSetExt as _};

use super::context::Context;
use crate::diagnostic::Code;
use crate::ir::{
    Access, Field, FormField, Parameter, ParameterPlace, Presence, Shape, Struct, Style, TypeId,
    TypeRef, Types,
};
use crate::source::Pointer;

/// Reports what keeps a parameter out of requests.
pub(super) fn report(context: &mut Context<'_>, parameter: &Parameter, at: &Pointer) {
    report_name(context, parameter, at);
    report_style(context, parameter, at);
}

/// Reports a style that has no form for the values of a parameter.
pub(super) fn report_style(context: &mut Context<'_>, parameter: &Parameter, at: &Pointer) {
    let name = parameter.wire_name.as_str();
    let what = format!("the {} parameter `{name}`", parameter.place.as_str());
    let found = unwritable(&context.types, parameter.style, &parameter.ty);
    report_unwritable(context, &what, found, |member| at.child(member));
}

/// Reports fields of a form whose style has no form for their values. Fields without
/// a style can always be sent: what is nested in them becomes JSON.
pub(super) fn report_fields(
    context: &mut Context<'_>,
    fields: &[FormField],
    ty: &TypeRef,
    at: &Pointer,
) {
    for field in fields {
        let name = field.wire_name.as_str();
        let found = property(&context.types, ty, name)
            .and_then(|ty| unwritable(&context.types, field.style, ty));
        let at = at.child("encoding").child(name);
        let what = format!("the field `{name}` of the form");
        report_unwritable(context, &what, found, |_| at.child("style"));
    }
}

fn report_unwritable(
    context: &mut Context<'_>,
    what: &str,
    found: Option<Unwritable>,
    at: impl FnOnce(&'static str) -> Pointer,
) {
    let Some(found) = found else { return };
    let with = found
        .property
        .map(|name| format!(" with its property `{name}`"));
    let with = with.unwrap_or_default();
    let message = format!("{what} can't be sent{with}: {}", found.reason);
    context.warning(Code::Unsendable, &at(found.member), message);
    context.diagnostics.help(found.help);
}

/// Why a value can't be written in a style.
struct Unwritable {
    /// The member of the parameter that is to blame.
    member: &'static str,
    /// The optional property that requests can only be sent without.
    property: Option<String>,
    reason: &'static str,
    help: &'static str,
}

fn unwritable(types: &Types, style: Style, ty: &TypeRef) -> Option<Unwritable> {
    let nested = |property| Unwritable {
        member: "schema",
        property,
        reason: "its style has no form for lists and objects inside lists and objects",
        help: "describe it by `content` with `application/json`, or make it flat",
    };
    match (style, form(types, ty)) {
        (Style::Json, _) => None,
        (Style::DeepObject, Form::Plain | Form::List | Form::DeepList) => Some(Unwritable {
            member: "style",
            property: None,
            reason: "the style `deepObject` is for objects",
            help: "leave `style` out, or make the schema an object",
        }),
        (Style::DeepObject, _) => {
            let property = holder_of_deep_list(types, ty, &mut HashSet::new())?;
            Some(Unwritable {
                reason: "the style `deepObject` has no form for lists and objects inside lists",
                ..nested(Some(property))
            })
        }
        (_, Form::DeepList | Form::DeepObject) => Some(nested(None)),
        (_, Form::Object(property @ Some(_))) => Some(nested(property)),
        _ => None,
    }
}

/// The kinds of values that styles tell apart.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Form {
    Plain,
    List,
    /// With the first optional property that is a list or an object, if one is.
    Object(Option<String>),
    /// A list whose elements are lists or objects.
    DeepList,
    /// An object that always has a list or an object in it.
    DeepObject,
    /// What it is depends on the value.
    Any,
}

fn form(types: &Types, ty: &TypeRef) -> Form {
    match resolved(types, ty) {
        Some(TypeRef::Primitive(_)) => Form::Plain,
        Some(TypeRef::Nullable(inner)) => form(types, inner),
        Some(TypeRef::List(element)) if is_deep(types, element) => Form::DeepList,
        Some(TypeRef::Tuple(elements)) if elements.iter().any(|ty| is_deep(types, ty)) => {
            Form::DeepList
        }
        Some(TypeRef::List(_) | TypeRef::Tuple(_)) => Form::List,
        Some(TypeRef::Map(value)) if is_deep(types, value) => Form::DeepObject,
        Some(TypeRef::Map(_) | TypeRef::Object) => Form::Object(None),
        Some(TypeRef::Named { id, .. }) => match &types.get(*id).shape {
            Shape::Enum(_) => Form::Plain,
            Shape::Struct(shape) => form_of_struct(types, shape),
            Shape::Union(_) | Shape::Alias(_) => Form::Any,
        },
        Some(TypeRef::Json) | None => Form::Any,
    }
}

fn form_of_struct(types: &Types, shape: &Struct) -> Form {
    let deep = || sent(shape).filter(|field| is_deep(types, &field.ty));
    if deep().any(|field| field.presence == Presence::Required) {
        return Form::DeepObject;
    }
    Form::Object(
        deep()
            .next()
            .map(|field| field.wire_name.as_str().to_owned()),
    )
}

/// The properties that requests have.
fn sent(shape: &Struct) -> impl Iterator<Item = &Field> {
    let fields = shape.fields.iter();
    fields.filter(|field| field.access != Access::ReadOnly)
}

/// Whether a value of the type is a list or an object, whichever it is.
fn is_deep(types: &Types, ty: &TypeRef) -> bool {
    match resolved(types, ty) {
        Some(TypeRef::List(_) | TypeRef::Tuple(_) | TypeRef::Map(_) | TypeRef::Object) => true,
        Some(TypeRef::Nullable(inner)) => is_deep(types, inner),
        Some(TypeRef::Named { id, .. }) => matches!(types.get(*id).shape, Shape::Struct(_)),
        _ => false,
    }
}

/// The property, however deep, that is a list of lists or of objects.
fn holder_of_deep_list(types: &Types, ty: &TypeRef, seen: &mut HashSet<TypeId>) -> Option<String> {
    let id = match resolved(types, ty)? {
        TypeRef::Nullable(inner) => return holder_of_deep_list(types, inner, seen),
        TypeRef::Named { id, .. } if seen.insert(*id) => *id,
        _ => return None,
    };
    let Shape::Struct(shape) = &types.get(id).shape else {
        return None;
    };
    sent(shape).find_map(|field| match form(types, &field.ty) {
        Form::DeepList => Some(field.wire_name.as_str().to_owned()),
        _ => holder_of_deep_list(types, &field.ty, seen),
    })
}

/// The type of a property.
fn property<'t>(types: &'t Types, ty: &'t TypeRef, name: &str) -> Option<&'t TypeRef> {
    let TypeRef::Named { id, .. } = resolved(types, ty)? else {
        return None;
    };
    let Shape::Struct(shape) = &types.get(*id).shape else {
        return None;
    };
    let mut fields = shape.fields.iter();
    let field = fields.find(|field| field.wire_name.as_str() == name)?;
    Some(&field.ty)
}

/// Follows aliases, which may still lead in a circle here.
fn resolved<'t>(types: &'t Types, mut ty: &'t TypeRef) -> Option<&'t TypeRef> {
    for _ in 0..=types.len() {
        match ty {
            TypeRef::Named { id, .. } => match &types.get(*id).shape {
                Shape::Alias(target) => ty = target,
                _ => return Some(ty),
            },
            _ => return Some(ty),
        }
    }
    None
}

/// Headers that frame the message or carry credentials: the client alone writes them.
const OF_THE_CLIENT: &[&str] = &[
    "connection",
    "content-length",
    "expect",
    "host",
    "proxy-authorization",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
];

fn report_name(context: &mut Context<'_>, parameter: &Parameter, at: &Pointer) {
    let name = parameter.wire_name.as_str();
    let is_header = parameter.place == ParameterPlace::Header;
    if !is_header && parameter.place != ParameterPlace::Cookie {
        return;
    }
    let at = at.child("name");
    if !is_token(name) {
        let what = if is_header { "a header" } else { "a cookie" };
        let message = format!("`{name}` can't be the name of {what} (RFC 9110 §5.6.2)");
        context.warning(Code::Unsendable, &at, message);
        context
            .diagnostics
            .help("write letters, digits and hyphens, as in `X-Request-Id`");
    } else if is_header
        && OF_THE_CLIENT
            .iter()
            .any(|own| name.eq_ignore_ascii_case(own))
    {
        let message = format!("only the client itself can write the header `{name}`");
        context.warning(Code::Unsendable, &at, message);
        context.diagnostics.help("leave the parameter out");
    }
}

/// Whether a text is a token (RFC 9110 §5.6.2), as names of headers and cookies are.
pub(super) fn is_token(name: &str) -> bool {
    let is_allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
    !name.is_empty() && name.bytes().all(is_allowed)
}
