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
use crate::ir::{Operation, Payload, ResponseCase, ResponseContent};

/// What the table says of one answer.
#[derive(Clone, PartialEq)]
struct Answer<'r> {
    case: &'r ResponseCase,
    /// The media types, the preferred one first; none where there is no body.
    contents: Vec<(&'r ResponseContent, &'r Payload)>,
}

/// `AnswerDetails::json(Status::exactly(200)).example(…)`
pub(super) fn successes(scope: &Scope<'_>, operation: &Operation) -> Vec<Expr> {
    let answers = answers(operation).filter(|answer| operation.succeeds_with(answer.case.status));
    answers.map(|answer| entry(scope, &answer)).collect()
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
            let entries = list.iter().map(|answer| entry(scope, answer));
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
    operation.responses.iter().map(|case| {
        let contents = operation.contents_of(case.status);
        let contents = contents.map(|content| {
            let payload = operation.payload_of(content);
            (content, payload.unwrap_or(&case.payload))
        });
        Answer {
            case,
            contents: contents.collect(),
        }
    })
}

fn entry(scope: &Scope<'_>, answer: &Answer<'_>) -> Expr {
    let ty = scope.runtime("AnswerDetails");
    let status = response::status(scope, answer.case.status);
    let mut contents = answer.contents.iter();
    let entry = match contents.next() {
        None => Entry::of(ty, "empty", [status]),
        Some((content, payload)) => {
            let (kind, usual) = kind(payload);
            let media = content.media_type.as_str();
            Entry::of(ty, kind, [status])
                .with("media", (media != usual).then(|| syntax::text(media)))
                .with("example", example(scope, content, payload))
        }
    };
    let others = contents.map(|(content, payload)| {
        let is_same = matches!(payload, Payload::Json(_)) && **payload == answer.case.payload;
        other(scope, content, payload).mark("same", is_same).0
    });
    entry
        .list("others", others.collect())
        .words("words", answer.case.doc.text.as_deref())
        .0
}

/// `AnswerContent::bytes("application/pdf").example(…)`
fn other(scope: &Scope<'_>, content: &ResponseContent, payload: &Payload) -> Entry {
    let (kind, _) = kind(payload);
    let media = syntax::text(&content.media_type);
    Entry::of(scope.runtime("AnswerContent"), kind, [media])
        .with("example", example(scope, content, payload))
}

/// How the table names what a body holds, and the media type that it means by that.
fn kind(payload: &Payload) -> (&'static str, &'static str) {
    match payload {
        Payload::Empty => ("empty", ""),
        Payload::Json(_) => ("json", "application/json"),
        Payload::Text => ("text", "text/plain"),
        Payload::Bytes => ("bytes", "application/octet-stream"),
    }
}

fn example(scope: &Scope<'_>, content: &ResponseContent, payload: &Payload) -> Option<Expr> {
    let shown = content.example.as_ref();
    match payload {
        Payload::Empty => None,
        Payload::Json(of) => {
            let value = sample::of(scope.types(), of, shown)?;
            Some(raw(&value.to_string()))
        }
        Payload::Text | Payload::Bytes => plain(shown),
    }
}
