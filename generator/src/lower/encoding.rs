//! Finds encodings (OpenAPI 3.0.3 §4.7.15) that no part of a body has.

use openapiv3::MediaType;

use super::context::Context;
use super::media::Encoding;
use crate::diagnostic::Code;
use crate::ir::{Shape, TypeRef};
use crate::openapi::nearest;
use crate::source::Pointer;

/// Reports encodings of a media type that is not a form: they count for forms only.
pub(super) fn report_unused(
    context: &mut Context<'_>,
    media: &MediaType,
    encoding: Encoding,
    at: &Pointer,
) {
    let is_form = matches!(encoding, Encoding::Form | Encoding::Multipart);
    if !is_form && !media.encoding.is_empty() {
        let message = "`encoding` counts for forms only; it is not read here";
        context.note(Code::UnknownMember, &at.child("encoding"), message);
        context.diagnostics.help("leave it out");
    }
}

/// Reports encodings of properties that the form does not have: the property that is
/// meant is written as any other.
pub(super) fn report_unknown(
    context: &mut Context<'_>,
    media: &MediaType,
    ty: &TypeRef,
    at: &Pointer,
) {
    let TypeRef::Named { id, .. } = context.types.resolve(ty) else {
        return;
    };
    let Shape::Struct(shape) = &context.types.get(*id).shape else {
        return;
    };
    let names = shape.fields.iter().map(|field| field.wire_name.as_str());
    let names: Vec<String> = names.map(str::to_owned).collect();
    for name in media.encoding.keys().filter(|name| !names.contains(name)) {
        let message = format!("the form has no property `{name}` that this could be for");
        let at = at.child("encoding").child(name);
        context.warning(Code::UnknownName, &at, message);
        if let Some(meant) = nearest(name, names.iter().map(String::as_str)) {
            context.diagnostics.help(format!("did you mean `{meant}`?"));
        }
    }
}
