//! Turns documented answers into the type of an operation's value and the
//! cases that decode it.
//!
//! May not know: how a status is matched or a body read.

use proc_macro2::TokenStream;
use quote::quote;

use super::doc::{self, DocComment};
use super::example::sample;
use super::scope::Scope;
use super::{advice, alternative, ident, markdown, types};
use crate::ir::{
    Doc, Literal, Operation, Output, OutputEnum, Payload, ResponseCase, StatusPattern, Types,
};
use crate::names::RustIdent;

/// `models::Pet`, or the enum where successes differ.
pub(super) fn output_type(scope: &Scope<'_>, output: &Output) -> TokenStream {
    match output {
        Output::One { payload, .. } => payload_type(scope, payload).unwrap_or_else(|| quote!(())),
        Output::Many(output) => {
            let name = ident(&output.name);
            quote!(#name)
        }
    }
}

/// `pub enum PutPetOutput { Ok(models::Pet), Accepted }`, where successes differ.
pub(super) fn output_enum(scope: &Scope<'_>, method: &RustIdent, output: &Output) -> TokenStream {
    let Output::Many(OutputEnum { name, cases }) = output else {
        return TokenStream::new();
    };
    let doc = format!(" What [`{method}`](super::Client::{method}) gives.");
    let name = ident(name);
    let variants = cases.iter().flat_map(|case| variants(scope, case));
    quote! {
        #[doc = #doc]
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        pub enum #name { #(#variants),* }
    }
}

/// `NotFound(models::Problem)`, and one for each media type that holds something else.
pub(super) fn variants(scope: &Scope<'_>, case: &ResponseCase) -> Vec<TokenStream> {
    let status = status_text(case.status);
    let first = variant(scope, &case.ident, &case.payload, &case.doc, &status);
    let others = case.others.iter().map(|other| {
        let label = format!("{status} as {}", markdown::code(&other.media_type));
        variant(scope, &other.ident, &other.payload, &case.doc, &label)
    });
    std::iter::once(first).chain(others).collect()
}

fn variant(
    scope: &Scope<'_>,
    name: &RustIdent,
    payload: &Payload,
    doc: &Doc,
    label: &str,
) -> TokenStream {
    // `404: There is no such pet.`
    let lines = doc::item(label, doc);
    let docs = DocComment::default().block(lines).outer();
    let name = ident(name);
    match payload_type(scope, payload) {
        Some(ty) => quote!(#docs #name(#ty)),
        None => quote!(#docs #name),
    }
}

/// `fn decode(answer: &Answer) -> Cases<'_, Self::Output> { … }`
pub(super) fn decode(scope: &Scope<'_>, output: &Output, asked: Option<&str>) -> TokenStream {
    let answer = scope.runtime("Answer");
    let cases_type = scope.runtime("Cases");
    let value = quote!(|value| value);
    let cases: Vec<_> = match output {
        Output::One { statuses, payload } => statuses
            .iter()
            .map(|status| {
                let nothing = quote!(());
                let make = if *payload == Payload::Empty {
                    &nothing
                } else {
                    &value
                };
                read(scope, *status, payload, asked, make)
            })
            .collect(),
        Output::Many(output) => {
            let name = ident(&output.name);
            let cases = output.cases.iter();
            let read = cases.map(|case| {
                let variant = ident(&case.ident);
                read(
                    scope,
                    case.status,
                    &case.payload,
                    asked,
                    &quote!(#name::#variant),
                )
            });
            read.collect()
        }
    };
    quote! {
        fn decode(answer: &#answer) -> #cases_type<'_, Self::Output> {
            #cases_type::new(answer) #(#cases)*
        }
    }
}

/// `.json(Status::exactly(404), Self::NotFound)`, and one for each media type that
/// holds something else.
pub(super) fn cases(scope: &Scope<'_>, case: &ResponseCase) -> Vec<TokenStream> {
    let read_as = |name: &RustIdent, payload, media| {
        let variant = ident(name);
        read(scope, case.status, payload, media, &quote!(Self::#variant))
    };
    let others = case.others.iter();
    let others =
        others.map(|other| read_as(&other.ident, &other.payload, Some(&*other.media_type)));
    std::iter::once(read_as(&case.ident, &case.payload, None))
        .chain(others)
        .collect()
}

/// `.json(Status::exactly(200), |value| value)`, or what reads one media type:
/// `.bytes_as(Status::exactly(200), "application/pdf", |value| value)`
fn read(
    scope: &Scope<'_>,
    pattern: StatusPattern,
    payload: &Payload,
    media: Option<&str>,
    make: &TokenStream,
) -> TokenStream {
    let status = status(scope, pattern);
    let Some(media) = media else {
        return match payload {
            Payload::Empty => quote!(.empty(#status, #make)),
            Payload::Json(_) => quote!(.json(#status, #make)),
            Payload::Text => quote!(.text(#status, #make)),
            Payload::Bytes => quote!(.bytes(#status, #make)),
        };
    };
    match payload {
        Payload::Empty => quote!(.empty(#status, #make)),
        Payload::Json(_) => quote!(.json_as(#status, #media, #make)),
        Payload::Text => quote!(.text_as(#status, #media, #make)),
        Payload::Bytes => quote!(.bytes_as(#status, #media, #make)),
    }
}

/// `Status::exactly(200)`
pub(super) fn status(scope: &Scope<'_>, pattern: StatusPattern) -> TokenStream {
    let status = scope.runtime("Status");
    match pattern {
        StatusPattern::Exact(code) => {
            let code = proc_macro2::Literal::u16_unsuffixed(code);
            quote!(#status::exactly(#code))
        }
        StatusPattern::Range(hundreds) => {
            let hundreds = proc_macro2::Literal::u8_unsuffixed(hundreds);
            quote!(#status::range(#hundreds))
        }
        StatusPattern::Default => quote!(#status::any()),
    }
}

/// None where there is no body.
fn payload_type(scope: &Scope<'_>, payload: &Payload) -> Option<TokenStream> {
    match payload {
        Payload::Empty => None,
        Payload::Json(ty) => Some(types::ty(scope, ty)),
        Payload::Text => Some(quote!(String)),
        Payload::Bytes => Some(scope.import("bytes", "Bytes")),
    }
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
            let mut notes = alternative::docs(scope, operation, case);
            notes.extend(advice::about(case.status).map(str::to_owned));
            doc::item_with(&label, &case.doc, notes)
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

/// `bytes`, or the type.
pub(super) fn payload_link(scope: &Scope<'_>, payload: &Payload) -> Option<String> {
    match payload {
        Payload::Empty => None,
        Payload::Json(ty) => Some(doc::type_in_words(scope, ty)),
        Payload::Text => Some("text".to_owned()),
        Payload::Bytes => Some("bytes".to_owned()),
    }
}
