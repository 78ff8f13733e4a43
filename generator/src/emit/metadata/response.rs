//! Turns responses into their part of the table, with an example of each.

use proc_macro2::Ident;
use syn::{Expr, Item};

use super::entry::{Entry, raw, shared_name};
use super::parameter::plain;
use crate::emit::example::json_value;
use crate::emit::scope::Scope;
use crate::emit::{response, stream, syntax};
use crate::ir::{Operation, Payload, ResponseContent, StatusResponse};
use crate::names::Namespace;

/// `ResponseMetadata::json(Status::exactly(200)).example(…)`
pub(super) fn successes(scope: &Scope<'_>, operation: &Operation) -> Vec<Expr> {
    let responses = operation.responses();
    let successes = responses.filter(|response| response.status.is_success());
    successes.map(|response| entry(scope, response)).collect()
}

/// Errors, each written once however many operations have it.
#[derive(Default)]
pub(super) struct Shared<'r>(Vec<(Ident, &'r StatusResponse)>);

impl<'r> Shared<'r> {
    /// `&[BAD_REQUEST, NOT_FOUND]`
    pub(super) fn of(&mut self, operation: &'r Operation, names: &mut Namespace) -> Option<Expr> {
        let responses = operation.responses();
        let errors = responses.filter(|response| !response.status.is_success());
        let errors: Vec<Expr> = errors
            .map(|response| syntax::name(self.name(response, names)))
            .collect();
        (!errors.is_empty()).then(|| syntax::slice(errors))
    }

    fn name(&mut self, response: &'r StatusResponse, names: &mut Namespace) -> Ident {
        if let Some((name, _)) = self.0.iter().find(|(_, other)| *other == response) {
            return name.clone();
        }
        let name = shared_name(names, response.ident.as_str());
        self.0.push((name.clone(), response));
        name
    }

    /// `const BAD_REQUEST: ResponseMetadata = …;`
    pub(super) fn items(&self, scope: &Scope<'_>) -> Vec<Item> {
        let item = |(name, response): &(Ident, &StatusResponse)| {
            let ty = scope.runtime("ResponseMetadata");
            syntax::constant_item(name.clone(), syntax::named(ty), entry(scope, response))
        };
        self.0.iter().map(item).collect()
    }
}

fn entry(scope: &Scope<'_>, response: &StatusResponse) -> Expr {
    let ty = scope.runtime("ResponseMetadata");
    let status = response::status(scope, response.status);
    let mut contents = response.contents.iter();
    let entry = match contents.next() {
        None => Entry::of(ty, "empty", [status]),
        Some(content) => {
            let (kind, usual) = kind(&content.payload);
            let media = content.media_type.as_str();
            Entry::of(ty, kind, [status])
                .with("media", (media != usual).then(|| syntax::text(media)))
                .with("example", example(scope, content))
        }
    };
    let others = contents.map(|content| {
        let payload = &content.payload;
        let is_same = matches!(payload, Payload::Json(_)) && payload == response.payload();
        other(scope, content).mark("same", is_same).0
    });
    entry
        .list("others", others.collect())
        .mark("sensitive", response.sensitive)
        .words("words", response.doc.text.as_deref())
        .0
}

/// `ResponseContent::bytes("application/pdf").example(…)`
fn other(scope: &Scope<'_>, content: &ResponseContent) -> Entry {
    let (kind, _) = kind(&content.payload);
    let media = syntax::text(&content.media_type);
    Entry::of(scope.runtime("ResponseContent"), kind, [media])
        .with("example", example(scope, content))
}

/// How the table names what a body holds, and the media type that it means by that.
fn kind(payload: &Payload) -> (&'static str, &'static str) {
    match payload {
        Payload::Empty => ("empty", ""),
        Payload::Json(_) => ("json", "application/json"),
        Payload::Text => ("text", "text/plain"),
        Payload::Bytes => ("bytes", "application/octet-stream"),
        // The mock server and the command-line client have the text of a stream.
        Payload::Stream(_) => ("text", ""),
    }
}

fn example(scope: &Scope<'_>, content: &ResponseContent) -> Option<Expr> {
    let shown = content.example.as_ref();
    match &content.payload {
        Payload::Empty => None,
        Payload::Json(of) => {
            let value = json_value::of(scope.types(), of, shown)?;
            Some(raw(&value.to_string()))
        }
        Payload::Text | Payload::Bytes => plain(shown),
        Payload::Stream(found) => Some(syntax::text(&stream::example(scope, found, shown)?)),
    }
}
