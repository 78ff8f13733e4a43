//! Turns answers into their part of the table, with an example of each.
//!
//! May not know: which operations share their errors; equal ones do.

use quote::quote;
use syn::{Expr, Item, ItemStatic};

use super::operation::{Entry, raw};
use super::parameter::plain;
use crate::emit::example::sample;
use crate::emit::scope::Scope;
use crate::emit::{joined, response, syntax};
use crate::ir::{Literal, Operation, Payload, ResponseCase};

/// What the table says of one answer.
#[derive(Clone, Copy, PartialEq)]
struct Answer<'r> {
    case: &'r ResponseCase,
    media: &'r str,
    shown: Option<&'r Literal>,
}

/// `AnswerDetails::json(Status::exactly(200)).example(…)`
pub(super) fn successes(scope: &Scope<'_>, operation: &Operation) -> Vec<Expr> {
    let answers = answers(operation).filter(|answer| operation.succeeds_with(answer.case.status));
    answers.map(|answer| entry(scope, answer)).collect()
}

/// Lists of errors, each written once however many operations have it.
#[derive(Default)]
pub(super) struct Shared<'r>(Vec<Vec<Answer<'r>>>);

impl<'r> Shared<'r> {
    /// `ERRORS_1`
    pub(super) fn of(&mut self, operation: &'r Operation) -> Option<Expr> {
        let errors =
            answers(operation).filter(|answer| !operation.succeeds_with(answer.case.status));
        let errors: Vec<_> = errors.collect();
        if errors.is_empty() {
            return None;
        }
        let number = self.0.iter().position(|other| *other == errors);
        let number = number.unwrap_or_else(|| {
            self.0.push(errors);
            self.0.len() - 1
        });
        Some(syntax::name(name(number)))
    }

    /// `static ERRORS_1: &[AnswerDetails] = &[…];`
    pub(super) fn items(&self, scope: &Scope<'_>) -> Vec<Item> {
        let item = |(number, list): (usize, &Vec<Answer<'_>>)| {
            let ty = scope.runtime("AnswerDetails");
            let name = name(number);
            let entries = list.iter().map(|answer| entry(scope, *answer));
            Item::Static(ItemStatic {
                expr: Box::new(syntax::slice(entries)),
                ..syntax::parsed(quote!(static #name: &[#ty] = &[];))
            })
        };
        self.0.iter().enumerate().map(item).collect()
    }
}

fn name(number: usize) -> proc_macro2::Ident {
    joined(&format!("ERRORS_{}", number + 1))
}

fn answers(operation: &Operation) -> impl Iterator<Item = Answer<'_>> {
    operation.responses.iter().map(|case| Answer {
        case,
        media: media(operation, &case.payload),
        shown: operation.shown_answer(case.status),
    })
}

fn entry(scope: &Scope<'_>, answer: Answer<'_>) -> Expr {
    let Answer { case, media, shown } = answer;
    let ty = scope.runtime("AnswerDetails");
    let status = response::status(scope, case.status);
    let (kind, usual, example) = match &case.payload {
        Payload::Empty => ("empty", "", None),
        Payload::Json(of) => {
            let value = sample::of(scope.types(), of, shown);
            let example = value.map(|value| raw(&value.to_string()));
            ("json", "application/json", example)
        }
        Payload::Text => ("text", "text/plain", plain(shown)),
        Payload::Bytes => ("bytes", "application/octet-stream", plain(shown)),
    };
    Entry::of(ty, kind, [status])
        .with("media", (media != usual).then(|| syntax::text(media)))
        .with("example", example)
        .words("words", case.doc.text.as_deref())
        .0
}

/// The first of the operation's media types that can hold the payload.
fn media<'o>(operation: &'o Operation, payload: &Payload) -> &'o str {
    let is_json = |media: &str| media.contains("json");
    let is_text = |media: &str| media.starts_with("text/") && !is_json(media);
    let find = |fits: &dyn Fn(&str) -> bool, otherwise: &'o str| {
        let mut accepted = operation.accept.iter().map(String::as_str);
        let found = accepted.find(|media| fits(media) && !media.contains('*'));
        found.unwrap_or(otherwise)
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
