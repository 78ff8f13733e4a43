//! Turns a package into the way to its double, and its types into what the double answers.
//!
//! May not know: what the double does; the runtime does it.

use proc_macro2::TokenStream;
use quote::quote;
use syn::Attribute;

use super::doc::DocComment;
use super::library;
use super::{Code, EmittedFile, feature, header, ident, rust_file};
use crate::ir::{
    Api, ErrorEnumId, Feature, Output, Package, Payload, Resource, ResponseCase, StatusPattern,
};
use crate::names::RustIdent;

/// The feature that the double stands behind.
pub(super) fn condition() -> TokenStream {
    quote!(#[cfg(feature = "mock")])
}

/// `src/mock.rs`
pub(super) fn file(package: &Package) -> EmittedFile {
    let apis = package.apis.iter().map(|api| {
        let module = ident(&api.module);
        quote!(&crate::#module::details::API)
    });
    let tokens = quote! {
        use std::error::Error;
        use std::io;

        use crate::runtime::{ApiDetails, Config};

        pub use crate::runtime::{Mock, MockBuilder, OnOperation, RecordedRequest, Reply, ToReply};

        #[doc = " Starts a double that has what the document shows in its collections."]
        #[doc = ""]
        #[doc = " # Errors"]
        #[doc = ""]
        #[doc = " Where no port is free, or no thread can be started."]
        pub fn start() -> io::Result<Mock> {
            builder().start()
        }

        #[doc = " A double that is not started yet."]
        pub fn builder() -> MockBuilder {
            MockBuilder::new(APIS)
        }

        #[doc = " Runs a program of the documentation against a double of its own."]
        #[doc(hidden)]
        pub fn example(program: impl AsyncFnOnce(Config) -> Result<(), Box<dyn Error>>) {
            builder().run(program);
        }

        static APIS: &[&ApiDetails] = &[#(#apis),*];
    };
    rust_file(
        "src/mock.rs".to_owned(),
        header::of_package(package),
        Code::about(&docs(package)).quoted(tokens),
    )
}

fn docs(package: &Package) -> DocComment {
    DocComment::default()
        .block(["A double of the service: an HTTP server in the program's own process.".to_owned()])
        .block([
            "It answers each operation with the example of the API's document, and keeps what is"
                .to_owned(),
            "made, put and patched where the document has a collection. It checks each request;"
                .to_owned(),
            "one that does not fit the document is refused with the reason, and dropping the"
                .to_owned(),
            "double panics with it.".to_owned(),
        ])
        .block(library::double_example(package))
}

/// `src/v1/mock.rs`: how errors and successes of several kinds become answers;
/// nothing where there are none.
pub(super) fn of_api(api: &Api) -> Option<EmittedFile> {
    let errors = (0..api.errors.len()).map(|index| of_error(api, ErrorEnumId(index)));
    let outputs = api.resources.iter().flat_map(of_outputs);
    let items: TokenStream = errors.chain(outputs).collect();
    if items.is_empty() {
        return None;
    }
    let path = format!("src/{}/mock.rs", api.module.as_str());
    let tokens = quote! {
        use crate::runtime::{Reply, ToReply};

        #items
    };
    let docs = "How the double of the service answers with values of these types.";
    let docs = DocComment::default().block([docs.to_owned()]);
    let code = Code::about(&docs).quoted(tokens);
    Some(rust_file(path, header::of_api(api), code))
}

/// `impl ToReply for PetsError { … }`
fn of_error(api: &Api, id: ErrorEnumId) -> TokenStream {
    let error = &api.errors[id.0];
    let name = ident(&error.name);
    let users = api.resources.iter().filter(|resource| {
        let mut operations = resource.operations.iter();
        operations.any(|operation| operation.errors == Some(id))
    });
    let features: Option<Vec<&Feature>> = users.map(|user| user.feature.as_ref()).collect();
    let condition = feature::condition(features.unwrap_or_default());
    implementation(
        condition.as_ref(),
        &quote!(super::errors::#name),
        &error.cases,
        500,
    )
}

/// The same for each enum of successes.
fn of_outputs(resource: &Resource) -> impl Iterator<Item = TokenStream> + use<'_> {
    let condition = feature::condition(resource.feature.as_ref());
    let module = ident(&resource.module);
    let outputs = resource.operations.iter().flat_map(|operation| {
        let others = operation.alternatives.iter().map(|other| &other.output);
        std::iter::once(&operation.output).chain(others)
    });
    let outputs = outputs.filter_map(|output| match output {
        Output::Many(output) => Some(output),
        Output::One { .. } => None,
    });
    outputs.map(move |output| {
        let name = ident(&output.name);
        implementation(
            condition.as_ref(),
            &quote!(super::#module::#name),
            &output.cases,
            200,
        )
    })
}

fn implementation(
    condition: Option<&Attribute>,
    name: &TokenStream,
    cases: &[ResponseCase],
    otherwise: u16,
) -> TokenStream {
    let arms = cases.iter().flat_map(|case| arms(case, otherwise));
    quote! {
        #condition
        impl ToReply for #name {
            fn to_reply(&self) -> Reply {
                match self { #(#arms),* }
            }
        }
    }
}

/// `Self::NotFound(body) => Reply::json(404, body)`, and the same for each media type.
fn arms(case: &ResponseCase, otherwise: u16) -> Vec<TokenStream> {
    let others = case.others.iter().map(|other| {
        let arm = arm(&other.ident, &other.payload, case.status, otherwise);
        let media_type = &other.media_type;
        quote!(#arm.with_header("Content-Type", #media_type))
    });
    std::iter::once(arm(&case.ident, &case.payload, case.status, otherwise))
        .chain(others)
        .collect()
}

fn arm(name: &RustIdent, payload: &Payload, status: StatusPattern, otherwise: u16) -> TokenStream {
    let name = ident(name);
    let status = proc_macro2::Literal::u16_unsuffixed(match status {
        StatusPattern::Exact(status) => status,
        StatusPattern::Range(hundreds) => u16::from(hundreds) * 100,
        StatusPattern::Default => otherwise,
    });
    match payload {
        Payload::Empty => quote!(Self::#name => Reply::empty(#status)),
        Payload::Json(_) => quote!(Self::#name(body) => Reply::json(#status, body)),
        Payload::Text => quote!(Self::#name(body) => Reply::text(#status, body.clone())),
        Payload::Bytes => quote!(Self::#name(body) => Reply::bytes(#status, body.clone())),
    }
}
