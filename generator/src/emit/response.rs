//! Turns documented answers into the type of an operation's value and the
//! cases that decode it.
//!
//! May not know: how a status is matched or a body read.

use proc_macro2::{Ident, Literal as Number, TokenStream};
use quote::quote;
use syn::{Expr, ImplItem, Type};

use super::doc::{self, DocComment};
use super::example::sample;
use super::scope::Scope;
use super::syntax::{self, Function, Receiver};
use super::{advice, ident, joined, markdown, types};
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
pub(super) fn decode(scope: &Scope<'_>, operation: &Operation) -> ImplItem {
    let none = no_cases(scope);
    let cases = match &operation.output {
        Output::One { statuses, payload } => statuses.iter().fold(none, |cases, status| {
            plain_case(scope, cases, *status, payload)
        }),
        Output::Many(output) => {
            let of = ident(&output.name);
            let all = output.cases.iter();
            all.fold(none, |cases, case| self::case(scope, cases, case, &of))
        }
    };
    let output = syntax::named(syntax::path(["Self", "Output"].map(joined)));
    decoder(scope, output, cases)
}

/// `Cases::new(answer)`
pub(super) fn no_cases(scope: &Scope<'_>) -> Expr {
    let mut new = scope.runtime("Cases");
    new.segments.push(joined("new").into());
    syntax::call(new, [syntax::name(joined("answer"))])
}

/// `fn decode(answer: &Answer) -> Cases<'_, T> { … }`
pub(super) fn decoder(scope: &Scope<'_>, output: Type, cases: Expr) -> ImplItem {
    let answer = syntax::borrowed(syntax::named(scope.runtime("Answer")));
    let function = Function {
        attributes: Vec::new(),
        is_public: false,
        name: joined("decode"),
        receiver: Receiver::None,
        arguments: vec![(joined("answer"), answer)],
        output: syntax::bound(scope.runtime("Cases"), output),
        body: vec![syntax::value(cases)],
    };
    function.member()
}

/// `cases.json(Status::exactly(200), |value| value)`
fn plain_case(scope: &Scope<'_>, cases: Expr, pattern: StatusPattern, payload: &Payload) -> Expr {
    let value = match payload {
        Payload::Empty => quote!(()),
        Payload::Json(_) | Payload::Text | Payload::Bytes => quote!(|value| value),
    };
    let arguments = [status(scope, pattern), syntax::parsed(value)];
    syntax::method(cases, reader(payload), arguments)
}

/// `cases.json(Status::exactly(404), Self::NotFound)`
pub(super) fn case(scope: &Scope<'_>, cases: Expr, case: &ResponseCase, of: &Ident) -> Expr {
    let variant = syntax::path([of.clone(), ident(&case.ident)]);
    let arguments = [status(scope, case.status), syntax::name(variant)];
    syntax::method(cases, reader(&case.payload), arguments)
}

/// What reads a payload.
fn reader(payload: &Payload) -> &'static str {
    match payload {
        Payload::Empty => "empty",
        Payload::Json(_) => "json",
        Payload::Text => "text",
        Payload::Bytes => "bytes",
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
