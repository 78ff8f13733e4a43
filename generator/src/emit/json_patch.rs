//! Turns the operation object of a JSON Patch (RFC 6902 §4) into one
//! constructor per operation.

use proc_macro2::{Ident, TokenStream};
use quote::quote;
use syn::{Expr, FieldValue};

use super::argument::argument;
use super::ident::joined;
use super::scope::Scope;
use super::{constructor, deprecation, field, ident, syntax};
use crate::ir::{Field, JsonPatch, Presence, Struct, TypeDef, TypeRef};

/// What an operation is called, what it takes, and what it does.
struct Operation {
    wire_name: &'static str,
    function: &'static str,
    takes: &'static [&'static str],
    doc: &'static str,
}

/// RFC 6902 §4.1 to §4.6.
const OPERATIONS: &[Operation] = &[
    Operation {
        wire_name: "add",
        function: "add",
        takes: &["path", "value"],
        doc: " Adds a value, or replaces the one that is there (RFC 6902 §4.1).",
    },
    Operation {
        wire_name: "remove",
        function: "remove",
        takes: &["path"],
        doc: " Removes the value at `path` (RFC 6902 §4.2).",
    },
    Operation {
        wire_name: "replace",
        function: "replace",
        takes: &["path", "value"],
        doc: " Replaces the value at `path`, which must be there (RFC 6902 §4.3).",
    },
    Operation {
        wire_name: "move",
        function: "move_",
        takes: &["from", "path"],
        doc: " Moves the value at `from` to `path` (RFC 6902 §4.4).",
    },
    Operation {
        wire_name: "copy",
        function: "copy",
        takes: &["from", "path"],
        doc: " Copies the value at `from` to `path` (RFC 6902 §4.5).",
    },
    Operation {
        wire_name: "test",
        function: "test",
        takes: &["path", "value"],
        doc: " Makes the patch fail unless `path` has this value (RFC 6902 §4.6).",
    },
];

/// `impl JsonPatchOperation { pub fn replace(path: …, value: …) -> Self … }`
pub(super) fn block(scope: &Scope<'_>, def: &TypeDef, shape: &Struct) -> TokenStream {
    let Some(patch) = &shape.json_patch else {
        return TokenStream::new();
    };
    let name = ident(&def.name);
    let mut functions = OPERATIONS
        .iter()
        .filter_map(|operation| function(scope, shape, patch, operation))
        .peekable();
    if functions.peek().is_none() {
        return TokenStream::new();
    }
    // Each has a literal with all fields.
    let expect = deprecation::expect(field::has_deprecated(shape));
    quote! {
        #[doc = " The operations of RFC 6902."]
        #expect
        impl #name { #(#functions)* }

        #[doc = " One operation is a patch."]
        impl From<#name> for Vec<#name> {
            fn from(operation: #name) -> Self { vec![operation] }
        }
    }
}

/// `pub fn remove(path: impl Into<String>) -> Self { … }`, unless this object
/// has no such operation.
fn function(
    scope: &Scope<'_>,
    shape: &Struct,
    patch: &JsonPatch,
    operation: &Operation,
) -> Option<TokenStream> {
    let op = op_value(scope, shape, patch, operation)?;
    let taken: Option<Vec<&Field>> = operation
        .takes
        .iter()
        .map(|wire_name| field(shape, wire_name))
        .collect();
    let arguments = taken?;
    let fields: Option<Vec<_>> = shape
        .fields
        .iter()
        .map(|field| initializer(scope, field, &arguments, &op))
        .collect();
    let fields = fields?;
    let parameters = arguments.iter().map(|field| parameter(scope, field));
    let (doc, name) = (operation.doc, joined(operation.function));
    let empty = constructor::empty_rest(scope, shape);
    let rest = syntax::assigned(ident(&shape.rest_ident), empty);
    let value = syntax::record(joined("Self"), fields.into_iter().chain([rest]));
    Some(quote! {
        #[doc = #doc]
        pub fn #name(#(#parameters),*) -> Self { #value }
    })
}

/// `JsonPatchOperationOp::Replace`, or `"replace".to_owned()`.
fn op_value(
    scope: &Scope<'_>,
    shape: &Struct,
    patch: &JsonPatch,
    operation: &Operation,
) -> Option<Expr> {
    let name = operation.wire_name;
    let Some(ops) = &patch.ops else {
        return Some(syntax::method(syntax::text(name), "to_owned", []));
    };
    let (_, variant) = ops.iter().find(|(wire_name, _)| wire_name == name)?;
    let variant = ident(variant);
    match scope.types().resolve(&field(shape, "op")?.ty) {
        TypeRef::Named { id, .. } => {
            let path = syntax::below(scope.model(*id), variant);
            Some(syntax::name(path))
        }
        _ => None,
    }
}

/// `path: path.into()`; none where a field must be there that the operation does not have.
fn initializer(
    scope: &Scope<'_>,
    field: &Field,
    arguments: &[&Field],
    op: &Expr,
) -> Option<FieldValue> {
    let name = ident(&field.ident);
    let presence = field::presence(scope, field);
    let is_taken = arguments
        .iter()
        .any(|taken| taken.wire_name == field.wire_name);
    let value = if field.wire_name.as_str() == "op" {
        constructor::present(presence, op.clone())
    } else if is_taken {
        constructor::present(presence, argument(scope, &name, &field.ty).value)
    } else if presence == Presence::Required {
        return None;
    } else {
        constructor::none()
    };
    Some(syntax::assigned(name, value))
}

/// `path: impl Into<String>`
fn parameter(scope: &Scope<'_>, field: &Field) -> TokenStream {
    let name: Ident = ident(&field.ident);
    let ty = argument(scope, &name, &field.ty).ty;
    quote!(#name: #ty)
}

fn field<'s>(shape: &'s Struct, wire_name: &str) -> Option<&'s Field> {
    shape
        .fields
        .iter()
        .find(|field| field.wire_name.as_str() == wire_name)
}
