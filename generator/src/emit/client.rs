//! Turns an API into its `Client` and the description that the runtime works from.

use proc_macro2::TokenStream;
use quote::quote;

use super::doc::DocComment;
use super::file::rust_file;
use super::scope::Scope;
use super::{header, markdown, security, server, syntax};
use crate::format::EmittedFile;
use crate::ir::Api;

/// `src/v2025/client.rs`
pub(super) fn file(api: &Api) -> EmittedFile {
    let scope = Scope::of_api(api, ["Client"]);
    let definition = definition(&scope);
    let constructors = constructors(&scope);
    let description = description(&scope);
    let path = format!("src/{}/client.rs", api.module.as_str());
    let items = syntax::items(quote!(#definition #constructors #description));
    let code = scope.code(&DocComment::default(), items);
    rust_file(path, header::of_api(api), code)
}

/// `pub struct Client<M = Async> { pub(super) core: Core<M> }`
fn definition(scope: &Scope<'_>) -> TokenStream {
    let docs = scope.comment(&docs(scope.api()));
    let mode = scope.runtime("Async");
    let core = scope.runtime("Core");
    // Where each operation may be turned off, nothing else reads the field then: rustc does not
    // count what it derives.
    let resources = &scope.api().resources;
    if resources.iter().any(|resource| resource.feature.is_none()) {
        return quote! {
            #docs
            #[derive(Clone, Debug)]
            pub struct Client<M = #mode> { pub(super) core: #core<M> }
        };
    }
    let fmt = scope.import("std", "fmt");
    quote! {
        #docs
        #[derive(Clone)]
        pub struct Client<M = #mode> { pub(super) core: #core<M> }

        impl<M> #fmt::Debug for Client<M> {
            fn fmt(&self, out: &mut #fmt::Formatter<'_>) -> #fmt::Result {
                out.debug_struct("Client").field("core", &self.core).finish()
            }
        }
    }
}

fn docs(api: &Api) -> DocComment {
    DocComment::default()
        .block([format!("A client of {}.", title(api))])
        .block([
            "Cloning is cheap, and clones share connections and tokens. \
                 [The crate's page](crate) has a first call."
                .to_owned(),
        ])
        .section("Servers", server::docs(&api.servers))
        .block(server::choice(api))
        .section("Authentication", security::scheme_docs(api))
}

/// The API's title and version as CommonMark.
pub(super) fn title(api: &Api) -> String {
    let title = match markdown::line(&api.title) {
        title if title.is_empty() => markdown::code(api.module.as_str()),
        title => title,
    };
    match markdown::line(&api.version) {
        version if version.is_empty() => title,
        version => format!("{title} (version {version})"),
    }
}

/// `impl Client { pub fn new(config: Config) -> Result<Self, ConfigError> { … } }`
/// and the same for `Client<Blocking>`.
fn constructors(scope: &Scope<'_>) -> TokenStream {
    let config = scope.import("crate", "Config");
    let error = scope.runtime("ConfigError");
    let core = scope.runtime("Core");
    quote! {
        impl Client {
            #[doc = " A client for asynchronous code."]
            #[doc = ""]
            #[doc = " # Errors"]
            #[doc = ""]
            #[doc = " Returns an error if the configuration contradicts itself or the API's document."]
            pub fn new(config: #config) -> Result<Self, #error> {
                #core::new(config, &API).map(|core| Self { core })
            }
        }

        #[cfg(feature = "blocking")]
        impl Client<crate::runtime::Blocking> {
            #[doc = " A client for code without an asynchronous runtime."]
            #[doc = ""]
            #[doc = " # Errors"]
            #[doc = ""]
            #[doc = " Returns an error if the configuration contradicts itself or the API's document."]
            pub fn blocking(config: #config) -> Result<Self, #error> {
                #core::blocking(config, &API).map(|core| Self { core })
            }
        }
    }
}

/// `static API: ApiDescription = ApiDescription { … };`
fn description(scope: &Scope<'_>) -> TokenStream {
    let ty = scope.runtime("ApiDescription");
    let api = scope.api();
    let (title, version) = (&api.title, &api.version);
    let servers = server::descriptions(scope, &api.servers);
    let operation_servers = api.operation_servers.iter();
    let operation_servers = operation_servers.map(|list| server::descriptions(scope, list));
    let other_paths = api.other_server_paths.iter();
    let own_paths = api.own_paths.iter();
    let own_paths = own_paths.map(|(id, path)| {
        let id = id.as_str();
        quote!((#id, #path))
    });
    let schemes = security::schemes(scope, &api.auth);
    let summary = &api.error_summary;
    let sensitive = api.sensitive.iter();
    quote! {
        pub(super) static API: #ty = #ty {
            title: #title,
            version: #version,
            package: env!("CARGO_PKG_NAME"),
            package_version: env!("CARGO_PKG_VERSION"),
            servers: #servers,
            operation_servers: &[#(#operation_servers),*],
            other_server_paths: &[#(#other_paths),*],
            operation_paths: &[#(#own_paths),*],
            security_schemes: #schemes,
            error_summary: &[#(#summary),*],
            sensitive: &[#(#sensitive),*],
        };
    }
}
