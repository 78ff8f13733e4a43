//! Turns a document into the IR: the only translator.
//!
//! Must not know: tokens. Whatever OpenAPI says is decided here or reported
//! here; nothing after this layer asks what the document said.

mod all_of;
mod alternative;
mod array;
mod beside;
mod body;
mod collection;
mod combine;
mod constraints;
mod context;
mod conversion;
mod direction;
mod doc;
mod encoding;
mod enumeration;
mod error;
mod extensions;
mod facets;
mod feature;
mod files;
mod guard;
mod json_patch;
mod json_schema;
mod kind;
mod labels;
mod literal;
mod media;
mod member;
mod naming;
mod node;
mod nullable;
mod operation;
mod parameter;
mod primitive;
mod recursion;
mod reference;
mod response;
mod response_headers;
mod schema;
mod security;
mod sendable;
mod sensitive;
mod server;
mod shared;
mod site;
mod stream;
mod structure;
mod union;
mod webhook;

pub use shared::share;

use std::collections::{BTreeMap, BTreeSet};

use crate::config::{Config, Module};
use crate::diagnostic::Diagnostics;
use crate::ir::{Api, Doc, ErrorEnum, JsonSchemas, Resource, Shared, TypeRef, Types};
use crate::lock::KnownNames;
use crate::names;
use crate::openapi::Document;
use crate::parallel;
use context::Context;

/// Lowers one document.
pub fn api(
    document: &Document,
    module: &Module,
    config: &Config,
    diagnostics: &mut Diagnostics,
) -> Api {
    let (mut api, schemas) = parallel::both(
        || without_schemas(document, module, config, diagnostics),
        || json_schema::lower(document),
    );
    api.schemas = schemas.of(&api.resources);
    api
}

/// All but the JSON schemas.
fn without_schemas(
    document: &Document,
    module: &Module,
    config: &Config,
    diagnostics: &mut Diagnostics,
) -> Api {
    let nothing = KnownNames::default();
    let known = config
        .lock
        .as_ref()
        .and_then(|lock| lock.names.get(&module.name));
    let known = known.unwrap_or(&nothing);
    let mut context = Context::new(document, known, &config.streams, diagnostics);
    schema::components(&mut context);
    let auth = security::schemes(&context);
    let servers = server::lower(&document.api.servers);
    let operation::Lowered {
        resources,
        errors,
        servers: operation_servers,
    } = operation::lower(&mut context, &auth, &servers);
    let webhooks = webhook::lower(&mut context);
    files::split(&mut context);
    let other_examples = std::mem::take(&mut context.other_examples);
    let payloads = webhooks.payloads();
    let mut types = context.types;
    finish(&mut types, &resources, &errors, &payloads);
    let webhooks = webhook::finish(
        webhooks,
        &types,
        &resources,
        &module.webhooks,
        context.known,
        context.diagnostics,
    );
    let info = &document.api.info;
    let mut api = Api {
        package: config.name.clone(),
        module: names::value_name(&module.name).for_file(),
        document: module.document_name.clone(),
        title: info.title.clone(),
        version: info.version.clone(),
        doc: words(document),
        servers,
        operation_servers,
        other_server_paths: BTreeSet::new(),
        own_paths: Vec::new(),
        auth,
        collections: collection::find(&types, &resources),
        conversions: conversion::find(&types, &resources),
        schemas: JsonSchemas::default(),
        resources,
        own: None,
        webhooks,
        errors,
        other_examples,
        sensitive: sensitive::names(&types),
        types,
        model_features: BTreeMap::new(),
        error_summary: config.error_summary.clone(),
        shared: Shared::default(),
        is_shared: false,
    };
    feature::assign(&mut api);
    api
}

/// Fills in what needs all types.
fn finish(types: &mut Types, resources: &[Resource], errors: &[ErrorEnum], payloads: &[TypeRef]) {
    recursion::break_alias_cycles(types);
    guard::fill(types);
    direction::relax(types, resources, errors, payloads);
    json_patch::mark(types, resources);
    recursion::box_cycles(types);
    recursion::mark_eq(types);
}

/// What the document says of the API itself.
fn words(document: &Document) -> Doc {
    let info = &document.api.info;
    Doc {
        summary: doc::non_empty(Some(&info.title)),
        text: doc::non_empty(info.description.as_deref()),
        notes: Vec::new(),
        link: document.api.external_docs.as_ref().map(doc::link),
    }
}
