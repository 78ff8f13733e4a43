//! Turns the headers of Response Objects (OpenAPI 3.0.3 §4.7.21) into structs
//! that are read beside the body.

use foldhash::{HashSet, HashSetExt as _};
use indexmap::IndexMap;
use openapiv3::{Header as Declared, ParameterSchemaOrContent, ReferenceOr};

use super::context::Context;
use super::doc::non_empty;
use super::naming::{self, Naming};
use super::{doc, literal, reference, schema, sendable};
use crate::diagnostic::Code;
use crate::ir::{Header, Primitive, ResponseHeaders, TypeRef, WireName};
use crate::names::{self, Namespace, RustIdent};
use crate::source::Pointer;

/// The headers of one response. A defect costs the one header, and is reported.
pub(super) fn lower<'d>(
    context: &mut Context<'d>,
    declared: &'d IndexMap<String, ReferenceOr<Declared>>,
    at: &Pointer,
    naming: &Naming,
) -> Vec<Header> {
    let at = at.child("headers");
    let mut headers = Vec::new();
    let mut names = HashSet::new();
    for (name, header) in declared {
        // What the media type says already (§4.7.17.1).
        if name.eq_ignore_ascii_case("content-type") {
            let message = format!("the header `{name}` is ignored, as OpenAPI has it");
            context.note(Code::IgnoredHeader, &at.child(name), message);
            let help = "leave it out: the media types of the content say it";
            context.diagnostics.help(help);
            continue;
        }
        if !names.insert(name.to_ascii_lowercase()) {
            let message = format!("`{name}` is a second header of this name, whatever its case");
            context.warning(Code::DuplicateParameter, &at.child(name), message);
        }
        if !sendable::is_token(name) {
            let message = format!("`{name}` can't be the name of a header (RFC 9110 §5.6.2)");
            context.warning(Code::Unsendable, &at.child(name), message);
        }
        if let Ok((header, at)) = reference::header(context, header, &at.child(name)) {
            headers.push(self::header(context, name, header, &at, naming));
        }
    }
    headers
}

fn header<'d>(
    context: &mut Context<'d>,
    name: &str,
    declared: &'d Declared,
    at: &Pointer,
    naming: &Naming,
) -> Header {
    let naming = shared_naming(context, at).unwrap_or_else(|| naming.part(name));
    let (node, is_json) = match &declared.format {
        ParameterSchemaOrContent::Schema(schema) => {
            (Some(context.node(schema, at.child("schema"))), false)
        }
        ParameterSchemaOrContent::Content(content) => {
            let found = content
                .iter()
                .find_map(|(name, media)| Some((name, media.schema.as_ref()?)));
            let node = found.map(|(name, schema)| {
                context.node(schema, at.child("content").child(name).child("schema"))
            });
            (node, content.keys().any(|name| name.contains("json")))
        }
    };
    let ty = match &node {
        Some(node) => schema::lower(context, node, &naming).ty,
        None => TypeRef::Primitive(Primitive::String),
    };
    let mut words = node
        .as_ref()
        .map(|node| doc::node(node, Some(&node.facets())))
        .unwrap_or_default();
    words.summary = None;
    if let Some(text) = non_empty(declared.description.as_deref()) {
        words.text = Some(text);
    }
    let example = literal::example(declared.example.as_ref(), &declared.examples);
    words.notes.extend(example.as_ref().and_then(doc::example));
    Header {
        wire_name: WireName::new(name),
        ident: names::value_name(name),
        ty,
        is_json,
        required: declared.required,
        deprecated: declared.deprecated == Some(true),
        doc: words,
    }
}

/// A shared header's inline type is named for the component.
fn shared_naming(context: &mut Context<'_>, at: &Pointer) -> Option<Naming> {
    let name = naming::component_of(at, "headers")?;
    let file = context.file(&name);
    Some(Naming { words: name, file })
}

/// The headers of several responses together; nothing where none has any. One
/// is required where every response has it and requires it.
pub(super) fn together<'h>(
    name: impl FnOnce() -> RustIdent,
    responses: impl IntoIterator<Item = &'h [Header]>,
) -> Option<ResponseHeaders> {
    let mut all: Vec<Header> = Vec::new();
    let mut idents = Namespace::default();
    for (index, headers) in responses.into_iter().enumerate() {
        for known in &mut all {
            known.required &= headers.iter().any(|header| is_same(header, known));
        }
        for header in headers {
            match all.iter_mut().find(|known| is_same(header, known)) {
                Some(known) => merge(known, header),
                None => all.push(Header {
                    ident: idents.claim(header.ident.clone()),
                    required: header.required && index == 0,
                    ..header.clone()
                }),
            }
        }
    }
    (!all.is_empty()).then(|| ResponseHeaders {
        name: name(),
        headers: all,
    })
}

/// Adds an operation's headers to those of others with the same errors.
pub(super) fn add(all: &mut Vec<Header>, headers: &[Header]) {
    let mut idents = Namespace::default();
    for known in all.iter() {
        idents.claim(known.ident.clone());
    }
    for header in headers {
        match all.iter_mut().find(|known| is_same(header, known)) {
            Some(known) => merge(known, header),
            None => all.push(Header {
                ident: idents.claim(header.ident.clone()),
                required: false,
                ..header.clone()
            }),
        }
    }
}

/// What two responses give two types is kept as the text that both have.
fn merge(known: &mut Header, header: &Header) {
    known.required &= header.required;
    known.deprecated &= header.deprecated;
    if known.ty != header.ty || known.is_json != header.is_json {
        known.ty = TypeRef::Primitive(Primitive::String);
        known.is_json = false;
    }
}

fn is_same(one: &Header, other: &Header) -> bool {
    let (one, other) = (one.wire_name.as_str(), other.wire_name.as_str());
    one.eq_ignore_ascii_case(other)
}
