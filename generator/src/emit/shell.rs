//! Turns a package into its command-line client: what it is made from, and the few
//! lines of its binary.

use proc_macro2::TokenStream;
use quote::quote;

use super::doc::DocComment;
use super::file::rust_file;
use super::ident::joined;
use super::{header, ident, markdown};
use crate::format::{Code, EmittedFile};
use crate::ir::Package;

/// Names that Cargo keeps from binaries, for folders of its own.
const FOLDERS: &[&str] = &["build", "deps", "examples", "incremental"];

/// `src/cli.rs` and `src/main.rs`
pub(super) fn files(package: &Package) -> impl Iterator<Item = EmittedFile> + use<'_> {
    [module, main].into_iter().map(move |file| file(package))
}

/// The feature that each of them needs.
pub(super) fn condition() -> TokenStream {
    quote!(#[cfg(feature = "cli")])
}

/// The part of the manifest that the binary needs.
pub(super) fn manifest(package: &Package) -> String {
    let name = toml::Value::String(binary(package));
    format!(
        "[[bin]]\nname = {name}\npath = \"src/main.rs\"\nrequired-features = [\"cli\"]\ndoc = false\ntest = false\n\n"
    )
}

/// What the program is called.
pub(super) fn binary(package: &Package) -> String {
    match FOLDERS.contains(&package.name.as_str()) {
        true => format!("{}-cli", package.name),
        false => package.name.clone(),
    }
}

/// `pub static PROGRAM: Program = Program { … };`
fn module(package: &Package) -> EmittedFile {
    let name = markdown::code(&binary(package));
    let docs =
        DocComment::default().block([format!("The command-line client: the binary {name}.")]);
    let name = binary(package);
    let apis = package.apis.iter().map(|api| {
        let module = ident(&api.module);
        quote!(&crate::#module::metadata::API)
    });
    let sources = match &package.credentials {
        Some(_) => quote!(Some(&crate::settings::SOURCES)),
        None => quote!(None),
    };
    let tokens = quote! {
        pub use crate::runtime::cli::{Exit, Io, Program, main, run};

        #[doc = " The program that the binary runs."]
        pub static PROGRAM: Program = Program {
            name: #name,
            version: env!("CARGO_PKG_VERSION"),
            about: env!("CARGO_PKG_DESCRIPTION"),
            apis: &[#(#apis),*],
            sources: #sources,
        };
    };
    let code = Code::about(&docs).quoted(tokens);
    rust_file("src/cli.rs".to_owned(), header::of_package(package), code)
}

/// `fn main() -> ExitCode { … }`
fn main(package: &Package) -> EmittedFile {
    let krate = joined(&package.name.replace('-', "_"));
    let docs =
        DocComment::default().block(["The command-line client; `--help` describes it.".to_owned()]);
    let tokens = quote! {
        use #krate::cli;
        use std::process::ExitCode;

        fn main() -> ExitCode {
            cli::main(&cli::PROGRAM)
        }
    };
    rust_file(
        "src/main.rs".to_owned(),
        header::of_package(package),
        Code::about(&docs).quoted(tokens),
    )
}
