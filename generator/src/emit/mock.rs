//! Turns a package into the functions that start its mock server.

use proc_macro2::TokenStream;
use quote::quote;

use super::doc::DocComment;
use super::file::rust_file;
use super::{crate_page, header, ident};
use crate::format::{Code, EmittedFile};
use crate::ir::{Api, Package};

/// The feature that turns the mock server on.
pub(super) fn condition() -> TokenStream {
    quote!(#[cfg(feature = "mock")])
}

/// `src/mock.rs`
pub(super) fn file(package: &Package) -> EmittedFile {
    let apis = package.apis.iter().map(|api| {
        let module = ident(&api.module);
        quote!(&crate::#module::metadata::API)
    });
    let operations = || package.apis.iter().flat_map(Api::operations);
    let has_streams =
        operations().any(|found| found.payloads().any(|held| held.stream().is_some()));
    let streamed = has_streams.then(|| quote!(StreamedItems,));
    let tokens = quote! {
        use std::error::Error;
        use std::io;

        use crate::Config;
        use crate::runtime::ApiMetadata;

        pub use crate::runtime::{
            Calls, Mock, MockBuilder, OnOperation, RecordedRequest, Reply, #streamed ToReply,
        };

        #[doc = " Starts a mock server whose collections hold the examples of the document."]
        #[doc = ""]
        #[doc = " # Errors"]
        #[doc = ""]
        #[doc = " Returns an error if no port is free or no thread can be started."]
        pub fn start() -> io::Result<Mock> {
            builder().start()
        }

        #[doc = " Returns a mock server that is not started yet."]
        pub fn builder() -> MockBuilder {
            MockBuilder::new(APIS)
        }

        #[doc = " Runs an example of the documentation against a mock server of its own."]
        #[doc(hidden)]
        pub fn example(program: impl AsyncFnOnce(Config) -> Result<(), Box<dyn Error>>) {
            builder().run(program);
        }

        static APIS: &[&ApiMetadata] = &[#(#apis),*];
    };
    rust_file(
        "src/mock.rs".to_owned(),
        header::of_package(package),
        Code::about(&docs(package)).quoted(tokens),
    )
}

fn docs(package: &Package) -> DocComment {
    DocComment::default()
        .block([
            "A mock server of the API: an HTTP server in the program's own process.".to_owned(),
        ])
        .block([
            "It responds to each operation with the example of the API's document, and stores what"
                .to_owned(),
            "is created, replaced and patched if the document has a collection. It checks each"
                .to_owned(),
            "request against the document and refuses an invalid one with the reason; dropping the"
                .to_owned(),
            "mock server then panics with that reason.".to_owned(),
        ])
        .block(crate_page::mock_example(package, None))
}
