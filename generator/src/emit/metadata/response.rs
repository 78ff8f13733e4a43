//! Turns responses into their part of the table, with an example of each.

use proc_macro2::Ident;
use quote::quote;
use syn::{Expr, Item, ItemConst};

use super::entry::{Entry, raw, shared_name};
use super::parameter::plain;
use crate::emit::example::json_value;
use crate::emit::scope::Scope;
use crate::emit::{response, stream, syntax};
use crate::ir::{Operation, Payload, ResponseContent, StatusResponse};
use crate::names::Namespace;

/// What the table says of one response.
#[derive(Clone, PartialEq)]
struct Documented<'r> {
    declared: &'r StatusResponse,
    /// The media types, the preferred one first; none where there is no body.
    contents: Vec<(&'r ResponseContent, &'r Payload)>,
}

/// `ResponseMetadata::json(Status::exactly(200)).example(…)`
pub(super) fn successes(scope: &Scope<'_>, operation: &Operation) -> Vec<Expr> {
    let responses =
        responses(operation).filter(|response| operation.succeeds_with(response.declared.status));
    responses.map(|response| entry(scope, &response)).collect()
}

/// Errors, each written once however many operations have it.
#[derive(Default)]
pub(super) struct Shared<'r>(Vec<(Ident, Documented<'r>)>);

impl<'r> Shared<'r> {
    /// `&[BAD_REQUEST, NOT_FOUND]`
    pub(super) fn of(&mut self, operation: &'r Operation, names: &mut Namespace) -> Option<Expr> {
        let errors = responses(operation)
            .filter(|response| !operation.succeeds_with(response.declared.status));
        let errors: Vec<Expr> = errors
            .map(|response| syntax::name(self.name(response, names)))
            .collect();
        (!errors.is_empty()).then(|| syntax::slice(errors))
    }

    fn name(&mut self, response: Documented<'r>, names: &mut Namespace) -> Ident {
        if let Some((name, _)) = self.0.iter().find(|(_, other)| *other == response) {
            return name.clone();
        }
        let name = shared_name(names, response.declared.ident.as_str());
        self.0.push((name.clone(), response));
        name
    }

    /// `const BAD_REQUEST: ResponseMetadata = …;`
    pub(super) fn items(&self, scope: &Scope<'_>) -> Vec<Item> {
        let item = |(name, response): &(Ident, Documented<'_>)| {
            let ty = scope.runtime("ResponseMetadata");
            Item::Const(ItemConst {
                expr: Box::new(entry(scope, response)),
                ..syntax::parsed(quote!(const #name: #ty = 0;))
            })
        };
        self.0.iter().map(item).collect()
    }
}

fn responses(operation: &Operation) -> impl Iterator<Item = Documented<'_>> {
    operation.responses.iter().map(|declared| {
        let contents = operation.contents_of(declared.status);
        let contents = contents.map(|content| {
            let payload = operation.payload_of(content);
            (content, payload.unwrap_or(&declared.payload))
        });
        Documented {
            declared,
            contents: contents.collect(),
        }
    })
}

fn entry(scope: &Scope<'_>, response: &Documented<'_>) -> Expr {
    let ty = scope.runtime("ResponseMetadata");
    let status = response::status(scope, response.declared.status);
    let mut contents = response.contents.iter();
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
        let is_same = matches!(payload, Payload::Json(_)) && **payload == response.declared.payload;
        other(scope, content, payload).mark("same", is_same).0
    });
    entry
        .list("others", others.collect())
        .mark("sensitive", response.declared.sensitive)
        .words("words", response.declared.doc.text.as_deref())
        .0
}

/// `ResponseContent::bytes("application/pdf").example(…)`
fn other(scope: &Scope<'_>, content: &ResponseContent, payload: &Payload) -> Entry {
    let (kind, _) = kind(payload);
    let media = syntax::text(&content.media_type);
    Entry::of(scope.runtime("ResponseContent"), kind, [media])
        .with("example", example(scope, content, payload))
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

fn example(scope: &Scope<'_>, content: &ResponseContent, payload: &Payload) -> Option<Expr> {
    let shown = content.example.as_ref();
    match payload {
        Payload::Empty => None,
        Payload::Json(of) => {
            let value = json_value::of(scope.types(), of, shown)?;
            Some(raw(&value.to_string()))
        }
        Payload::Text | Payload::Bytes => plain(shown),
        Payload::Stream(found) => Some(syntax::text(&stream::example(scope, found, shown)?)),
    }
}
