//! Turns statements into a program with a `main`.

use proc_macro2::TokenStream;
use quote::quote;

use super::choice::Choice;
use crate::emit::doc::DocComment;
use crate::emit::file::rust_file;
use crate::emit::header;
use crate::emit::ident::joined;
use crate::format::{Code, EmittedFile};

/// How a program waits for its responses.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Mode {
    Async,
    Blocking,
}

/// One example.
pub(super) struct Program<'a> {
    /// The file below `examples/`, without its ending.
    pub(super) path: &'a str,
    /// What it shows, one block each.
    pub(super) docs: Vec<String>,
    /// Names of the crate's root.
    pub(super) root: &'a [&'a str],
    pub(super) mode: Mode,
    /// What is between the imports and `main`.
    pub(super) items: TokenStream,
    pub(super) statements: TokenStream,
}

impl Program<'_> {
    /// `examples/<path>.rs`
    pub(super) fn file(self, choice: &Choice<'_>) -> EmittedFile {
        let docs = self
            .docs
            .into_iter()
            .fold(DocComment::default(), |docs, block| docs.block([block]));
        let uses = uses(choice, self.root, &self.items, &self.statements);
        let items = self.items;
        let statements = self.statements;
        let start = match self.mode {
            Mode::Async => quote!(#[tokio::main(flavor = "current_thread")] async),
            Mode::Blocking => TokenStream::new(),
        };
        let tokens = quote! {
            #uses
            #items
            #start fn main() -> Result<(), Box<dyn std::error::Error>> {
                #statements
                Ok(())
            }
        };
        let path = format!("examples/{}.rs", self.path);
        let code = Code::about(&docs).quoted(tokens);
        rust_file(path, header::of_api(choice.api), code)
    }
}

/// `use pets::v1::{Client, models};` and `use pets::Config;`
fn uses(
    choice: &Choice<'_>,
    root: &[&str],
    items: &TokenStream,
    statements: &TokenStream,
) -> TokenStream {
    let krate = choice.site.krate();
    let module = choice.site.module();
    let text = format!("{items} {statements}");
    let mut names = vec![joined("Client")];
    for name in ["errors", "models"] {
        names.extend(text.contains(&format!("{name} ::")).then(|| joined(name)));
    }
    let root = root.iter().map(|name| joined(name));
    let of_module = match names.as_slice() {
        [name] => quote!(use #krate::#module::#name;),
        names => quote!(use #krate::#module::{#(#names),*};),
    };
    let root: Vec<_> = root.collect();
    match root.as_slice() {
        [name] => quote!(#of_module use #krate::#name;),
        names => quote!(#of_module use #krate::{#(#names),*};),
    }
}

/// `Config::load()?`
pub(super) fn settings(choice: &Choice<'_>) -> TokenStream {
    match choice.package.credentials {
        Some(_) => quote!(Config::load()?),
        None => quote!(Config::new()),
    }
}

/// Where the settings come from.
pub(super) fn settings_doc(choice: &Choice<'_>) -> String {
    match &choice.package.credentials {
        Some(sources) => format!(
            "The settings come from the environment (`{}`, `{}`, `{}`) or from a file.",
            sources.env_base_url, sources.env_client_id, sources.env_client_secret
        ),
        None => "Give `Config` a base URL and credentials where the server needs them.".to_owned(),
    }
}
