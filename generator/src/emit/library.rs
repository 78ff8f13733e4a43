//! Turns a package into its `lib.rs`.

use proc_macro2::TokenStream;
use quote::quote;
use syn::parse_quote;

use super::file::rust_file;
use super::ident::joined;
use super::{crate_page, header, shell};
use crate::format::{Code, EmittedFile};
use crate::ir::{Package, Runtime};

/// The runtime's names that most users need.
const EVERYDAY: &[&str] = &[
    "AccessToken",
    "ApiError",
    "Body",
    "BoxError",
    "BoxFuture",
    "ConfigError",
    "Credentials",
    "Error",
    "File",
    "Response",
    "RetryPolicy",
    "Timestamp",
    "TokenSource",
    "Transport",
    "TransportError",
    "TransportFuture",
    "TransportRequest",
    "TransportResponse",
    "TransportStage",
];

/// `src/lib.rs`
pub(super) fn file(package: &Package) -> EmittedFile {
    let settings = package.credentials.is_some().then(|| {
        quote!(
            mod settings;
        )
    });
    let mut modules: Vec<&str> = package.apis.iter().map(|api| api.module.as_str()).collect();
    modules.extend(["cli", "mock"]);
    let runtime = match package.runtime {
        Runtime::Vendored => {
            modules.push("runtime");
            None
        }
        Runtime::Crate { .. } => Some(quote!(
            pub use simgen_runtime::runtime;
        )),
    };
    modules.sort_unstable();
    let modules: TokenStream = modules
        .into_iter()
        .map(|name| {
            let condition = match name {
                "cli" => Some(shell::condition()),
                "mock" => Some(super::mock::condition()),
                _ => None,
            };
            let name = joined(name);
            quote!(#condition pub mod #name;)
        })
        .collect();
    let names = EVERYDAY.iter().map(|name| joined(name));
    // With sources of settings, the crate has a `Config` that knows them.
    let config = match package.credentials {
        Some(_) => quote!(
            pub use settings::{Config, Sources};
        ),
        None => quote!(
            pub use runtime::Config;
        ),
    };
    let shared = (!package.shared.is_empty()).then(|| {
        quote!(
            mod shared;
        )
    });
    let used = quote!(pub use runtime::{#(#names),*};);
    let json = quote!(
        pub use serde_json;
    );
    // In the order of their paths, as rustfmt sorts them.
    let uses = match package.credentials {
        Some(_) => quote!(#used #json #config #runtime),
        None => quote!(#config #used #json #runtime),
    };
    // On docs.rs every item says which feature it needs.
    let gates = parse_quote!(#![cfg_attr(docsrs, feature(doc_cfg))]);
    let tokens = quote!(#settings #shared #modules #uses);
    let code = Code::about(&crate_page::docs(package))
        .attribute(gates)
        .quoted(tokens);
    rust_file("src/lib.rs".to_owned(), header::of_package(package), code)
}
