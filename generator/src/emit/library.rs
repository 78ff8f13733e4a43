//! Turns a package into its `lib.rs`.
//!
//! May not know: what the APIs hold, beyond one operation to show.

use proc_macro2::TokenStream;
use quote::quote;

use super::doc::DocComment;
use super::{EmittedFile, client, header, ident, joined, markdown, rust_file, shell};
use crate::ir::{Api, Operation, Package};

/// The runtime's names that most users need.
const EVERYDAY: &[&str] = &[
    "Config",
    "ConfigError",
    "Credentials",
    "Error",
    "Response",
    "RetryPolicy",
];

/// `src/lib.rs`
pub(super) fn file(package: &Package) -> EmittedFile {
    let docs = docs(package).inner();
    let settings = package.credentials.is_some().then(|| {
        quote!(
            mod settings;
        )
    });
    let mut modules: Vec<&str> = package.apis.iter().map(|api| api.module.as_str()).collect();
    modules.push("runtime");
    modules.sort_unstable();
    let modules: TokenStream = modules
        .into_iter()
        .map(|name| {
            let name = joined(name);
            quote!(pub mod #name;)
        })
        .collect();
    let shell = shell::condition();
    let names = EVERYDAY.iter().map(|name| joined(name));
    let tokens =
        quote!(#docs #settings #shell pub mod cli; #modules pub use runtime::{#(#names),*};);
    rust_file("src/lib.rs".to_owned(), header::of_package(package), tokens)
}

fn docs(package: &Package) -> DocComment {
    let description = package.description.as_deref().unwrap_or_default();
    let first = match markdown::line(description) {
        text if text.is_empty() => "A client of HTTP APIs.".to_owned(),
        text => text,
    };
    DocComment::default()
        .block([first])
        .list(package.apis.iter().map(entry))
        .block(example(package, Language::Doctest))
}

/// ``- [`mod@v2025`] for Pet Store (version 1)``
fn entry(api: &Api) -> String {
    format!("[`mod@{}`] for {}", api.module.as_str(), client::title(api))
}

/// Where an example stands.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Language {
    /// In rustdoc, which compiles it.
    Doctest,
    /// In a page that people only read.
    Page,
}

/// A call of the first operation that needs nothing but a client.
pub(super) fn example(package: &Package, language: Language) -> Vec<String> {
    let Some(api) = package.apis.last() else {
        return Vec::new();
    };
    let krate = package.name.replace('-', "_");
    let module = ident(&api.module);
    let config = if package.credentials.is_some() {
        "Config::from_env()?"
    } else {
        "Config::new()"
    };
    let mut code = vec![
        format!("use {krate}::{{Config, {module}::Client}};"),
        String::new(),
        format!("let client = Client::new({config})?;"),
    ];
    match shown(api) {
        Some(operation) => {
            let method = operation.ident.as_str();
            code.push(format!("let answer = client.{method}().await?;"));
            code.push("println!(\"{answer:?}\");".to_owned());
        }
        None => code.push("println!(\"{client:?}\");".to_owned()),
    }
    fenced(code, language)
}

fn fenced(code: Vec<String>, language: Language) -> Vec<String> {
    let hidden = |line: &str| (language == Language::Doctest).then(|| line.to_owned());
    let fence = match language {
        Language::Doctest => "```no_run",
        Language::Page => "```rust",
    };
    let mut lines = vec![fence.to_owned()];
    lines.extend(hidden(
        "# async fn example() -> Result<(), Box<dyn std::error::Error>> {",
    ));
    lines.extend(code);
    lines.extend(hidden("# Ok(())"));
    lines.extend(hidden("# }"));
    lines.push("```".to_owned());
    lines
}

fn shown(api: &Api) -> Option<&Operation> {
    let callable = |operation: &&Operation| {
        !operation.deprecated
            && !operation
                .parameters
                .iter()
                .any(|parameter| parameter.is_argument())
            && !operation.body.as_ref().is_some_and(|body| body.required)
    };
    let operations = || {
        api.resources
            .iter()
            .flat_map(|resource| &resource.operations)
    };
    operations()
        .filter(callable)
        .find(|operation| operation.method == crate::ir::Method::Get)
        .or_else(|| operations().find(callable))
}
