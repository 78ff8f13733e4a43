//! Turns bodies and answers into their part of the table, with an example of each.
//!
//! May not know: which operations share their errors; equal ones do.

use std::collections::BTreeMap;

use proc_macro2::TokenStream;
use quote::quote;

use super::operation::{json, plain, text};
use crate::emit::example::sample;
use crate::emit::scope::Scope;
use crate::emit::{joined, response, types};
use crate::ir::{
    Body, BodyKind, Literal, Operation, Output, Payload, ResponseCase, Shape, StatusPattern,
    TypeRef, Types,
};

/// `Some(BodyDetails { required: true, … })`
pub(super) fn body(scope: &Scope<'_>, operation: &Operation) -> TokenStream {
    let Some(body) = &operation.body else {
        return quote!(None);
    };
    let ty = scope.runtime("BodyDetails");
    let required = body.required;
    let words = text(body.doc.text.as_deref());
    let content = content(scope, body);
    quote!(Some(#ty { required: #required, text: #words, alternatives: &[#content] }))
}

/// `ContentDetails { media: "application/json", … }`
fn content(scope: &Scope<'_>, body: &Body) -> TokenStream {
    let ty = scope.runtime("ContentDetails");
    let format = scope.runtime("Format");
    let media = &body.media_type;
    let (name, of) = match &body.kind {
        BodyKind::Json(of) => ("Json", Some(of)),
        BodyKind::Form(of) => ("Form", Some(of)),
        BodyKind::Multipart { ty, .. } => ("Multipart", ty.as_ref()),
        BodyKind::Text => ("Text", None),
        BodyKind::Bytes => ("Bytes", None),
    };
    let name = joined(name);
    let example = match of {
        Some(of) => json(sample::of(scope.types(), of, body.example.as_ref()).as_ref()),
        None => plain(body.example.as_ref()),
    };
    let check = match &body.kind {
        BodyKind::Json(of) => {
            let (check, of) = (scope.runtime("check_json"), types::ty(scope, of));
            quote!(Some(#check::<#of>))
        }
        _ => quote!(None),
    };
    let json_patch = of.is_some_and(|of| holds_patch(scope.types(), of));
    quote! {
        #ty {
            media: #media,
            format: #format::#name,
            example: #example,
            check: #check,
            json_patch: #json_patch,
        }
    }
}

/// Whether a body is a list of the operations of RFC 6902, however it is wrapped.
fn holds_patch(types: &Types, ty: &TypeRef) -> bool {
    match types.resolve(ty) {
        TypeRef::List(element) => is_patch(types, element),
        TypeRef::Named { id, .. } => match &types.get(*id).shape {
            Shape::Union(union) => {
                let mut variants = union.variants.iter();
                variants.any(|variant| holds_patch(types, &variant.ty))
            }
            Shape::Struct(shape) => shape.fields.iter().any(|field| {
                let ty = types.resolve(&field.ty);
                matches!(ty, TypeRef::List(element) if is_patch(types, element))
            }),
            _ => false,
        },
        _ => false,
    }
}

fn is_patch(types: &Types, ty: &TypeRef) -> bool {
    let TypeRef::Named { id, .. } = types.resolve(ty) else {
        return false;
    };
    matches!(&types.get(*id).shape, Shape::Struct(shape) if shape.json_patch.is_some())
}

/// `&[AnswerDetails { status: Status::exactly(200), … }]`
pub(super) fn successes(scope: &Scope<'_>, operation: &Operation) -> TokenStream {
    let successes = operation
        .responses
        .iter()
        .filter(|case| succeeds(operation, case));
    list(scope, operation, successes)
}

/// Lists of errors, each written once however many operations have it.
#[derive(Default)]
pub(super) struct Shared {
    names: BTreeMap<String, usize>,
    items: Vec<TokenStream>,
}

impl Shared {
    /// `ERRORS_1`
    pub(super) fn errors(&mut self, scope: &Scope<'_>, operation: &Operation) -> TokenStream {
        let errors = operation
            .responses
            .iter()
            .filter(|case| !succeeds(operation, case));
        let list = list(scope, operation, errors);
        let next = self.items.len();
        let number = *self.names.entry(list.to_string()).or_insert(next);
        if number == next {
            self.items.push(list);
        }
        let name = name(number);
        quote!(#name)
    }

    /// `static ERRORS_1: &[AnswerDetails] = &[…];`
    pub(super) fn items(&self, scope: &Scope<'_>) -> TokenStream {
        let ty = scope.runtime("AnswerDetails");
        let items = self.items.iter().enumerate().map(|(number, list)| {
            let name = name(number);
            quote!(static #name: &[#ty] = #list;)
        });
        quote!(#(#items)*)
    }
}

fn name(number: usize) -> proc_macro2::Ident {
    joined(&format!("ERRORS_{}", number + 1))
}

fn succeeds(operation: &Operation, case: &ResponseCase) -> bool {
    match &operation.output {
        Output::One { statuses, .. } => statuses.contains(&case.status),
        Output::Many(output) => output.cases.iter().any(|other| other.status == case.status),
    }
}

fn list<'o>(
    scope: &Scope<'_>,
    operation: &Operation,
    cases: impl Iterator<Item = &'o ResponseCase>,
) -> TokenStream {
    let entries = cases.map(|case| entry(scope, operation, case));
    quote!(&[#(#entries),*])
}

fn entry(scope: &Scope<'_>, operation: &Operation, case: &ResponseCase) -> TokenStream {
    let ty = scope.runtime("AnswerDetails");
    let format = scope.runtime("Format");
    let status = response::status(scope, case.status);
    let shown = shown(operation, case.status);
    let (name, example) = match &case.payload {
        Payload::Empty => ("Empty", quote!(None)),
        Payload::Json(of) => ("Json", json(sample::of(scope.types(), of, shown).as_ref())),
        Payload::Text => ("Text", plain(shown)),
        Payload::Bytes => ("Bytes", plain(shown)),
    };
    let name = joined(name);
    let media = media(operation, &case.payload);
    let words = text(case.doc.text.as_deref());
    quote! {
        #ty {
            status: #status,
            media: #media,
            format: #format::#name,
            example: #example,
            text: #words,
        }
    }
}

fn shown(operation: &Operation, status: StatusPattern) -> Option<&Literal> {
    let found = operation
        .examples
        .iter()
        .find(|(other, _)| *other == status);
    found.map(|(_, example)| example)
}

/// The first of the operation's media types that can hold the payload.
fn media<'o>(operation: &'o Operation, payload: &Payload) -> &'o str {
    let is_json = |media: &str| media.contains("json");
    let is_text = |media: &str| media.starts_with("text/") && !is_json(media);
    let find = |fits: &dyn Fn(&str) -> bool, otherwise: &'o str| {
        let mut accepted = operation.accept.iter().map(String::as_str);
        accepted
            .find(|media| fits(media) && !media.contains('*'))
            .unwrap_or(otherwise)
    };
    match payload {
        Payload::Empty => "",
        Payload::Json(_) => find(&is_json, "application/json"),
        Payload::Text => find(&is_text, "text/plain"),
        Payload::Bytes => find(
            &|media| !is_json(media) && !is_text(media),
            "application/octet-stream",
        ),
    }
}
