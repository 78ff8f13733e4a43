//! Turns the IR into token streams, one function per Rust thing.
//!
//! Must not know: `openapiv3`, files, diagnostics. Nothing here returns
//! `Result`: whatever can be wrong with a document has been reported before.

mod advice;
mod alias;
mod alternative;
mod api;
mod argument;
mod body;
mod client;
mod code;
mod constructor;
mod conversion;
mod crate_page;
mod debug;
mod deprecation;
mod doc;
mod enumeration;
mod error;
mod example;
mod feature;
mod field;
mod file;
mod header;
mod ident;
mod job;
mod json_patch;
mod library;
mod license;
mod literal;
mod lost_properties;
mod manifest;
mod markdown;
mod metadata;
mod mock;
mod models;
mod operation;
mod operation_doc;
mod pages;
mod parameter;
mod parts;
mod pieces;
mod primitive;
mod readme;
mod reply;
mod request;
mod resource;
mod response;
mod response_headers;
mod route;
mod runtime;
mod scope;
mod security;
mod server;
mod settings;
mod shared;
mod shell;
mod stream;
mod stream_page;
mod structure;
mod syntax;
mod type_doc;
mod types;
mod union;
mod usage;
mod webhook;

#[cfg(test)]
mod sample;
#[cfg(test)]
mod tests;

use self::ident::ident;
use crate::ir::Package;

pub use self::file::text;
pub use job::Job;
pub(crate) use manifest::requirements;

/// Every file of the crate but its code, in no order that matters.
pub fn package(package: &Package) -> impl Iterator<Item = Job<'_>> {
    [manifest::file, manifest::formatter_settings, readme::file]
        .into_iter()
        .map(move |file| Job::one(move || file(package)))
        .chain([
            Job::some(move || example::files(package)),
            Job::some(move || license::files(package)),
            Job::some(move || runtime::files(package)),
        ])
}

/// The documentation as pages of Markdown, for those who read on a code host.
pub fn pages(package: &Package) -> impl Iterator<Item = Job<'_>> {
    pages::files(package)
}

/// The Rust files of the library that depend on the documents.
pub fn code(package: &Package) -> impl Iterator<Item = Job<'_>> {
    [library::file, mock::file]
        .into_iter()
        .map(move |file| Job::one(move || file(package)))
        .chain([
            Job::some(move || settings::file(package)),
            Job::some(move || shell::files(package)),
        ])
        .chain(package.apis.iter().flat_map(api::files))
        .chain(shared::files(&package.shared))
}
