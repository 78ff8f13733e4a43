//! Turns the IR into token streams, one function per Rust thing.
//!
//! May not know: `openapiv3`, files, diagnostics. Nothing here returns
//! `Result`: whatever can be wrong with a document has been reported before.

mod advice;
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
mod header;
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
mod readme;
mod resource;
mod response;
mod response_headers;
mod runtime;
mod scope;
mod security;
mod server;
mod settings;
mod shared;
mod shell;
mod structure;
mod syntax;
mod types;
mod union;

#[cfg(test)]
mod sample;
#[cfg(test)]
mod tests;

use proc_macro2::{Ident, Span};

use crate::ir::Package;
use crate::names::RustIdent;

pub(crate) use code::COMMENT;
pub use code::Code;
pub use job::Job;
pub(crate) use manifest::requirements;

/// One file before it is text.
pub struct EmittedFile {
    /// Below the crate's folder.
    pub path: String,
    /// Comment lines above everything else, without a line break at the end;
    /// empty where the content brings its own.
    pub header: String,
    /// What stands in it.
    pub content: Content,
}

/// What a file is made of.
pub enum Content {
    /// Rust.
    Rust(Code),
    /// Anything else, as it is.
    Text(String),
}

/// Every file of the crate but its [`code`], in no order that matters.
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

/// A text that is about the whole crate, below the words that say whose it is.
pub fn text(package: &Package, path: &str, text: String) -> EmittedFile {
    EmittedFile {
        path: path.to_owned(),
        header: header::in_toml(package),
        content: Content::Text(text),
    }
}

/// An identifier as a token.
fn ident(name: &RustIdent) -> Ident {
    Ident::new(name.as_str(), Span::call_site())
}

/// An identifier made of parts that are identifiers.
fn joined(text: &str) -> Ident {
    Ident::new(text, Span::call_site())
}

/// A file of Rust.
fn rust_file(path: String, header: String, code: Code) -> EmittedFile {
    EmittedFile {
        path,
        header,
        content: Content::Rust(code),
    }
}
