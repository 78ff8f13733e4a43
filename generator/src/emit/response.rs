//! Turns documented answers into the type of an operation's value and the
//! cases that decode it.
//!
//! May not know: how a status is matched or a body read.

use proc_macro2::{Literal as Number, TokenStream};
use quote::quote;
use syn::{Expr, Type};

use super::doc::{self, DocComment};
use super::example::sample;
use super::scope::Scope;
use super::{advice, ident, joined, markdown, syntax, types};
use crate::ir::{
    Literal, Operation, Output, OutputEnum, Payload, ResponseCase, StatusPattern, Types,
};

/// `models::Pet`, or the enum where successes differ.
pub(super) fn output_type(scope: &Scope<'_>, operation: &Operation) -> Type {
    match &operation.output {
        Output::One { payload, .. } => payload_type(scope, payload).unwrap_or_else(syntax::unit),
        Output::Many(output) => syntax::named(ident(&output.name)),
    }
}

/// `pub enum PutPetOutput { Ok(models::Pet), Accepted }`, where successes differ.
pub(super) fn output_enum(scope: &Scope<'_>, operation: &Operation) -> TokenStream {
    let Output::Many(OutputEnum { name, cases }) = &operation.output else {
        return TokenStream::new();
    };
    let method = operation.ident.as_str();
    let doc = format!(" What [`{method}`](super::Client::{method}) gives.");
    let name = ident(name);
    let variants = cases.iter().map(|case| variant(scope, case));
    quote! {
        #[doc = #doc]
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        pub enum #name { #(#variants),* }
    }
}

/// `NotFound(models::Problem)`
pub(super) fn variant(scope: &Scope<'_>, case: &ResponseCase) -> TokenStream {
    let docs = scope.comment(&case_doc(case));
    let name = ident(&case.ident);
    match payload_type(scope, &case.payload) {
        Some(ty) => quote!(#docs #name(#ty)),
        None => quote!(#docs #name),
    }
}

/// `fn decode(answer: &Answer) -> Cases<'_, Self::Output> { … }`
pub(super) fn decode(scope: &Scope<'_>, operation: &Operation) -> TokenStream {
    let answer = scope.runtime("Answer");
    let cases_type = scope.runtime("Cases");
    let cases: Vec<_> = match &operation.output {
        Output::One { statuses, payload } => statuses
            .iter()
            .map(|status| plain_case(scope, *status, payload))
            .collect(),
        Output::Many(output) => {
            let name = ident(&output.name);
            let of = quote!(#name);
            output
                .cases
                .iter()
                .map(|case| self::case(scope, case, &of))
                .collect()
        }
    };
    quote! {
        fn decode(answer: &#answer) -> #cases_type<'_, Self::Output> {
            #cases_type::new(answer) #(#cases)*
        }
    }
}

/// `.json(Status::exactly(200), |value| value)`
fn plain_case(scope: &Scope<'_>, pattern: StatusPattern, payload: &Payload) -> TokenStream {
    let status = status(scope, pattern);
    match payload {
        Payload::Empty => quote!(.empty(#status, ())),
        Payload::Json(_) => quote!(.json(#status, |value| value)),
        Payload::Text => quote!(.text(#status, |value| value)),
        Payload::Bytes => quote!(.bytes(#status, |value| value)),
    }
}

/// `.json(Status::exactly(404), Self::NotFound)`
pub(super) fn case(scope: &Scope<'_>, case: &ResponseCase, of: &TokenStream) -> TokenStream {
    let status = status(scope, case.status);
    let variant = ident(&case.ident);
    match &case.payload {
        Payload::Empty => quote!(.empty(#status, #of::#variant)),
        Payload::Json(_) => quote!(.json(#status, #of::#variant)),
        Payload::Text => quote!(.text(#status, #of::#variant)),
        Payload::Bytes => quote!(.bytes(#status, #of::#variant)),
    }
}

/// `Status::exactly(200)`
pub(super) fn status(scope: &Scope<'_>, pattern: StatusPattern) -> Expr {
    let (function, number) = match pattern {
        StatusPattern::Exact(code) => ("exactly", Some(code)),
        StatusPattern::Range(hundreds) => ("range", Some(hundreds.into())),
        StatusPattern::Default => ("any", None),
    };
    let mut status = scope.runtime("Status");
    status.segments.push(joined(function).into());
    let number = number.map(|number| syntax::literal(Number::u16_unsuffixed(number)));
    syntax::call(status, number)
}

/// None where there is no body.
fn payload_type(scope: &Scope<'_>, payload: &Payload) -> Option<Type> {
    match payload {
        Payload::Empty => None,
        Payload::Json(ty) => Some(types::ty(scope, ty)),
        Payload::Text => Some(types::text()),
        Payload::Bytes => Some(syntax::named(scope.import("bytes", "Bytes"))),
    }
}

/// `404: There is no such pet.`
fn case_doc(case: &ResponseCase) -> DocComment {
    let lines = doc::item(&status_text(case.status), &case.doc);
    DocComment::default().block(lines)
}

/// Each documented status with its words and its type.
pub(super) fn docs(scope: &Scope<'_>, operation: &Operation) -> Vec<Vec<String>> {
    operation
        .responses
        .iter()
        .map(|case| {
            let status = status_text(case.status);
            let label = match payload_link(scope, &case.payload) {
                Some(ty) => format!("{status}, {ty}"),
                None => status,
            };
            let advice = advice::about(case.status).map(str::to_owned);
            doc::item_with(&label, &case.doc, advice.into_iter().collect())
        })
        .collect()
}

/// The body of the first success that has one: what the document shows, or one
/// that fits. None where it is too long to be read.
pub(super) fn example(types: &Types, operation: &Operation) -> Option<Vec<String>> {
    const LONGEST: usize = 60;
    let case = operation
        .responses
        .iter()
        .find(|case| operation.succeeds_with(case.status))?;
    let Payload::Json(ty) = &case.payload else {
        return None;
    };
    let value = match sample::of(types, ty, operation.shown_answer(case.status))? {
        Literal::List(mut items) => {
            items.truncate(1);
            Literal::List(items)
        }
        other => other,
    };
    let value: serde_json::Value = serde_json::from_str(&value.to_string()).ok()?;
    let text = markdown::printable(&format!("{value:#}"));
    let block = doc::fenced("json", text.lines().map(str::to_owned));
    (block.len() <= LONGEST).then_some(block)
}

fn status_text(pattern: StatusPattern) -> String {
    match pattern {
        StatusPattern::Exact(code) => code.to_string(),
        StatusPattern::Range(hundreds) => format!("{hundreds}XX"),
        StatusPattern::Default => "Any other status".to_owned(),
    }
}

fn payload_link(scope: &Scope<'_>, payload: &Payload) -> Option<String> {
    match payload {
        Payload::Empty => None,
        Payload::Json(ty) => Some(doc::type_in_words(scope, ty)),
        Payload::Text => Some("text".to_owned()),
        Payload::Bytes => Some("bytes".to_owned()),
    }
}
