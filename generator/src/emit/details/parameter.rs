//! Turns parameters into their part of the table.
//!
//! May not know: which operation they belong to.

use proc_macro2::TokenStream;
use quote::quote;

use super::operation::{plain, text};
use crate::emit::example::sample;
use crate::emit::scope::Scope;
use crate::emit::{joined, parameter};
use crate::ir::{Parameter, Primitive, Shape, TypeRef, Types};

/// `&[ParameterDetails { parameter: Parameter::path("id"), … }]`
pub(super) fn list(scope: &Scope<'_>, parameters: &[Parameter]) -> TokenStream {
    let entries = parameters.iter().map(|parameter| entry(scope, parameter));
    quote!(&[#(#entries),*])
}

fn entry(scope: &Scope<'_>, parameter: &Parameter) -> TokenStream {
    let ty = scope.runtime("ParameterDetails");
    let description = parameter::description(scope, parameter);
    let kind = kind(scope, &parameter.ty);
    let required = parameter.required;
    let default = parameter.default.as_ref().filter(|_| parameter.required);
    let default = plain(default);
    let shown = sample::of(scope.types(), &parameter.ty, parameter.example.as_ref());
    let example = plain(shown.as_ref());
    let values = values(scope.types(), &parameter.ty);
    let deprecated = parameter.deprecated;
    let words = text(
        parameter
            .doc
            .text
            .as_deref()
            .or(parameter.doc.summary.as_deref()),
    );
    quote! {
        #ty {
            parameter: #description,
            kind: #kind,
            required: #required,
            default: #default,
            example: #example,
            values: &[#(#values),*],
            deprecated: #deprecated,
            text: #words,
        }
    }
}

/// `ValueKind::Integer`
fn kind(scope: &Scope<'_>, ty: &TypeRef) -> TokenStream {
    use Primitive::{Base64, Bool, Date, F32, F64, File, I32, I64, String, Timestamp, U32, U64};
    let types = scope.types();
    let name = match types.resolve(ty) {
        TypeRef::Primitive(String | Timestamp | Date | Base64 | File) => "Text",
        TypeRef::Primitive(Bool) => "Boolean",
        TypeRef::Primitive(I32 | I64 | U32 | U64) => "Integer",
        TypeRef::Primitive(F32 | F64) => "Number",
        TypeRef::Nullable(inner) => return kind(scope, inner),
        TypeRef::List(_) => "List",
        TypeRef::Map(_) | TypeRef::Object => "Object",
        TypeRef::Json => "Any",
        TypeRef::Named { id, .. } => match &types.get(*id).shape {
            Shape::StringEnum(_) => "Text",
            Shape::Struct(_) => "Object",
            Shape::Union(_) | Shape::Alias(_) => "Any",
        },
    };
    let (ty, name) = (scope.runtime("ValueKind"), joined(name));
    quote!(#ty::#name)
}

/// The known values, those of its elements where it is a list.
fn values<'t>(types: &'t Types, ty: &'t TypeRef) -> Vec<&'t str> {
    match types.resolve(ty) {
        TypeRef::List(inner) | TypeRef::Nullable(inner) => values(types, inner),
        TypeRef::Named { id, .. } => match &types.get(*id).shape {
            Shape::StringEnum(known) => {
                let known = known.values.iter();
                known.map(|value| value.wire_name.as_str()).collect()
            }
            _ => Vec::new(),
        },
        _ => Vec::new(),
    }
}
