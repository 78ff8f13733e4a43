//! Finds parameters that no request can have: styles without a form for the value
//! (OpenAPI 3.0.3 §4.7.12.3), and names that no header or cookie can have.
//!
//! May not know: how a value is written; the runtime does that.

use super::context::Context;
use crate::diagnostic::Code;
use crate::ir::{Parameter, ParameterPlace, Presence, Shape, Style, TypeRef, Types};
use crate::source::Pointer;

/// Reports what keeps a parameter out of every request.
pub(super) fn report(context: &mut Context<'_>, parameter: &Parameter, at: &Pointer) {
    report_name(context, parameter, at);
    let form = form(&context.types, &parameter.ty);
    if let Some((member, reason, help)) = unwritable(parameter.style, form) {
        let name = parameter.wire_name.as_str();
        let place = parameter.place.as_str();
        let message = format!("the {place} parameter `{name}` can't be sent: {reason}");
        context.warning(Code::Unsendable, &at.child(member), message);
        context.diagnostics.help(help);
    }
}

/// The kinds of values that styles tell apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    Plain,
    List,
    Object,
    /// A list or an object in a list or an object, always.
    Nested,
    /// What it is depends on the value.
    Any,
}

/// The member that is to blame, why, and what to do.
type Unwritable = (&'static str, &'static str, &'static str);

fn unwritable(style: Style, form: Form) -> Option<Unwritable> {
    match (style, form) {
        (Style::DeepObject, Form::Plain | Form::List) => Some((
            "style",
            "the style `deepObject` is for objects",
            "leave `style` out, or make the schema an object",
        )),
        (Style::DeepObject | Style::Json, _) => None,
        (_, Form::Nested) => Some((
            "schema",
            "its style has no form for lists and objects inside lists and objects",
            "describe it by `content` with `application/json`, or make it flat",
        )),
        _ => None,
    }
}

fn form(types: &Types, ty: &TypeRef) -> Form {
    match resolved(types, ty) {
        Some(TypeRef::Primitive(_)) => Form::Plain,
        Some(TypeRef::Nullable(inner)) => form(types, inner),
        Some(TypeRef::List(element)) if is_deep(types, element) => Form::Nested,
        Some(TypeRef::List(_)) => Form::List,
        Some(TypeRef::Map(value)) if is_deep(types, value) => Form::Nested,
        Some(TypeRef::Map(_) | TypeRef::Object) => Form::Object,
        Some(TypeRef::Named { id, .. }) => match &types.get(*id).shape {
            Shape::Enum(_) => Form::Plain,
            Shape::Struct(shape) => {
                let mut fields = shape.fields.iter();
                let is_always_deep = fields
                    .any(|field| field.presence == Presence::Required && is_deep(types, &field.ty));
                if is_always_deep {
                    Form::Nested
                } else {
                    Form::Object
                }
            }
            Shape::Union(_) | Shape::Alias(_) => Form::Any,
        },
        Some(TypeRef::Json) | None => Form::Any,
    }
}

/// Whether a value of the type is a list or an object, whichever it is.
fn is_deep(types: &Types, ty: &TypeRef) -> bool {
    match resolved(types, ty) {
        Some(TypeRef::List(_) | TypeRef::Map(_) | TypeRef::Object) => true,
        Some(TypeRef::Named { id, .. }) => matches!(types.get(*id).shape, Shape::Struct(_)),
        _ => false,
    }
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
