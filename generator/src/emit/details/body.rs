//! Turns bodies into their part of the table.
//!
//! May not know: how a body is sent.

use proc_macro2::TokenStream;
use quote::quote;

use super::operation::{raw, words};
use super::parameter::plain;
use crate::emit::example::sample;
use crate::emit::scope::Scope;
use crate::emit::{joined, types};
use crate::ir::{BodyKind, Literal, Operation, Shape, TypeRef, Types};

/// `.body(BodyDetails::new(true, &[…]))`
pub(super) fn body(scope: &Scope<'_>, operation: &Operation) -> Option<TokenStream> {
    let body = operation.body.as_ref()?;
    let ty = scope.runtime("BodyDetails");
    let required = body.required;
    let words = words("text", body.doc.text.as_deref());
    let shown = body.example.as_ref();
    let first = content(scope, &body.media_type, &body.kind, shown);
    let others = body.choice.iter().flat_map(|choice| &choice.others);
    let others = others.map(|other| content(scope, &other.media_type, &other.kind, None));
    let contents = std::iter::once(first).chain(others);
    Some(quote!(.body(#ty::new(#required, &[#(#contents),*]) #words)))
}

/// `ContentDetails::json::<models::Pet>("application/json").example(…)`
fn content(
    scope: &Scope<'_>,
    media: &str,
    kind: &BodyKind,
    shown: Option<&Literal>,
) -> TokenStream {
    let ty = scope.runtime("ContentDetails");
    let (format, of) = match kind {
        BodyKind::Json(of) => {
            let example = example(scope, of, shown);
            let patch = holds_patch(scope.types(), of).then(|| quote!(.json_patch()));
            let of = types::ty(scope, of);
            return quote!(#ty::json::<#of>(#media) #patch #example);
        }
        BodyKind::Form { ty: of, .. } => ("Form", Some(of)),
        BodyKind::Multipart { ty, .. } => ("Multipart", ty.as_ref()),
        BodyKind::Text => ("Text", None),
        BodyKind::Bytes => ("Bytes", None),
    };
    let example = match of {
        Some(of) => example(scope, of, shown),
        None => plain("example", shown),
    };
    let (formats, format) = (scope.runtime("Format"), joined(format));
    quote!(#ty::new(#media, #formats::#format) #example)
}

/// `.example(r#"{"name":"Tom"}"#)`
fn example(scope: &Scope<'_>, ty: &TypeRef, shown: Option<&Literal>) -> Option<TokenStream> {
    let value = sample::of(scope.types(), ty, shown)?;
    let text = raw(&value.to_string());
    Some(quote!(.example(#text)))
}

/// Whether a body is a list of the operations of RFC 6902, however it is wrapped.
fn holds_patch(types: &Types, ty: &TypeRef) -> bool {
    let TypeRef::Named { id, .. } = types.resolve(ty) else {
        return lists_operations(types, ty);
    };
    match &types.get(*id).shape {
        Shape::Union(union) => {
            let mut variants = union.variants.iter();
            variants.any(|variant| holds_patch(types, &variant.ty))
        }
        Shape::Struct(shape) => {
            let mut fields = shape.fields.iter();
            fields.any(|field| lists_operations(types, &field.ty))
        }
        Shape::Enum(_) | Shape::Alias(_) => false,
    }
}

fn lists_operations(types: &Types, ty: &TypeRef) -> bool {
    let TypeRef::List(element) = types.resolve(ty) else {
        return false;
    };
    let TypeRef::Named { id, .. } = types.resolve(element) else {
        return false;
    };
    matches!(&types.get(*id).shape, Shape::Struct(shape) if shape.json_patch.is_some())
}
