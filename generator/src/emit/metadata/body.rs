//! Turns bodies into their part of the table.

use syn::Expr;

use super::entry::{Entry, raw};
use super::parameter::plain;
use crate::emit::body::{styled_fields, typed_parts};
use crate::emit::example::json_value;
use crate::emit::ident::joined;
use crate::emit::scope::Scope;
use crate::emit::{syntax, types};
use crate::ir::{BodyKind, Literal, Operation, Shape, TypeRef, Types};

/// `BodyMetadata::new(true, &[…])`
pub(super) fn body(scope: &Scope<'_>, operation: &Operation) -> Option<Expr> {
    let body = operation.body.as_ref()?;
    let ty = scope.runtime("BodyMetadata");
    let shown = body.example.as_ref();
    let first = content(scope, &body.media_type, &body.kind, shown);
    let first = Entry(first).mark("sensitive", body.sensitive).0;
    let others = body.choice.iter().flat_map(|choice| &choice.others);
    let others = others.map(|other| {
        let content = content(scope, &other.media_type, &other.kind, None);
        Entry(content).mark("sensitive", other.sensitive).0
    });
    let contents = std::iter::once(first).chain(others);
    let arguments = [syntax::truth(body.required), syntax::slice(contents)];
    let entry = Entry::of(ty, "new", arguments).words("text", body.doc.text.as_deref());
    Some(entry.0)
}

/// `ContentMetadata::json::<models::Pet>("application/json").example(…)`
fn content(scope: &Scope<'_>, media: &str, kind: &BodyKind, shown: Option<&Literal>) -> Expr {
    let ty = scope.runtime("ContentMetadata");
    let (format, of) = match kind {
        BodyKind::Json(of) => {
            let json = syntax::with_type("json", types::ty(scope, of));
            return Entry(syntax::call(syntax::below(ty, json), [syntax::text(media)]))
                .mark("json_patch", holds_patch(scope.types(), of))
                .with("example", example(scope, of, shown))
                .0;
        }
        BodyKind::Form { ty: of, .. } => ("Form", Some(of)),
        BodyKind::Multipart { ty, .. } => ("Multipart", ty.as_ref()),
        BodyKind::Text => ("Text", None),
        BodyKind::Bytes => ("Bytes", None),
    };
    let example = match of {
        Some(of) => example(scope, of, shown),
        None => plain(shown),
    };
    let name = syntax::below(scope.runtime("Format"), joined(format));
    let arguments = [syntax::text(media), syntax::name(name)];
    let entry = Entry::of(ty, "new", arguments);
    let entry = match kind {
        BodyKind::Form { fields, .. } => entry.list("fields", styled_fields(scope, fields)),
        BodyKind::Multipart { parts, .. } => entry.list("parts", typed_parts(parts)),
        BodyKind::Json(_) | BodyKind::Text | BodyKind::Bytes => entry,
    };
    entry.with("example", example).0
}

/// `r#"{"name":"Tom"}"#`
fn example(scope: &Scope<'_>, ty: &TypeRef, shown: Option<&Literal>) -> Option<Expr> {
    let value = json_value::of(scope.types(), ty, shown)?;
    Some(raw(&value.to_string()))
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
