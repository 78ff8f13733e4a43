//! Turns the places where a client finds its settings into `settings.rs`.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::code::Comments;
use super::doc::{DocComment, fenced};
use super::file::rust_file;
use super::ident::joined;
use super::{header, markdown};
use crate::format::Code;
use crate::format::EmittedFile;
use crate::ir::{ConnectionNames, CredentialFile, CredentialSources, FileFormat, Package};

/// `src/settings.rs`; nothing where no sources are configured.
pub(super) fn file(package: &Package) -> Option<EmittedFile> {
    let sources = package.credentials.as_ref()?;
    let docs = DocComment::default()
        .block(["The environment variables and files that hold settings.".to_owned()]);
    let comments = Comments::default();
    let uses = uses(sources);
    let types = types(&comments, package, sources);
    let constant = constant(sources);
    Some(rust_file(
        "src/settings.rs".to_owned(),
        header::of_package(package),
        Code::about(&docs)
            .quoted(quote!(#uses #types #constant))
            .commented(comments),
    ))
}

/// `use crate::runtime::{ConfigFor, CredentialFile, …};`
fn uses(sources: &CredentialSources) -> TokenStream {
    if sources.files.is_empty() {
        return quote!(
            use crate::runtime::{
                ConfigFor, ConnectionNames, CredentialSources, Sealed, SettingSources,
            };
        );
    }
    quote! {
        use crate::runtime::{
            ConfigFor, ConnectionNames, CredentialFile, CredentialSources, FileFormat, Sealed,
            SettingFiles, SettingSources,
        };
    }
}

/// `pub type Config = ConfigFor<Sources>;`, and the type that stands for the sources.
fn types(comments: &Comments, package: &Package, sources: &CredentialSources) -> TokenStream {
    let docs = config(sources).blocks("Example", Some(example(package)));
    let docs = comments.add(docs.text());
    let files = (!sources.files.is_empty()).then(|| quote!(impl SettingFiles for Sources {}));
    quote! {
        #docs
        pub type Config = ConfigFor<Sources>;

        #[doc = " The environment variables and files that can hold the settings of this crate's"]
        #[doc = " clients: those that [`Config`] names."]
        #[derive(Clone, Copy, Debug)]
        pub enum Sources {}

        impl Sealed for Sources {}

        impl SettingSources for Sources {
            const SOURCES: CredentialSources = SOURCES;
        }

        #files
    }
}

/// What is said of `Config`.
fn config(sources: &CredentialSources) -> DocComment {
    let docs = DocComment::default()
        .block(["The settings of a client.".to_owned()])
        .block(["[`Config::from_env`] reads these environment variables:".to_owned()])
        .list([
            format!("{}: the base URL", markdown::code(&sources.env_base_url)),
            format!(
                "{}: the client's id",
                markdown::code(&sources.env_client_id)
            ),
            format!(
                "{}: the client's secret",
                markdown::code(&sources.env_client_secret)
            ),
        ])
        .maybe(servers(sources))
        .maybe(connections(sources).next().map(|_| CONNECTIONS.to_owned()))
        .list(connections(sources));
    if sources.files.is_empty() {
        return docs;
    }
    let files = sources.files.iter().map(|file| markdown::code(&file.path));
    let load = "[`Config::load`] reads these variables, or else the first of these files that \
                there is:";
    let from_file = "[`Config::from_file`] reads another file that is written like one of them.";
    docs.block([load.to_owned()])
        .list(files)
        .block([from_file.to_owned()])
}

/// Settings from the environment, and the same in code.
fn example(package: &Package) -> Vec<String> {
    let krate = package.name.replace('-', "_");
    let lines = [
        &format!("use {krate}::{{Config, Credentials}};"),
        "use std::time::Duration;",
        "",
        "# fn example() -> Result<(), Box<dyn std::error::Error>> {",
        "let from_variables = Config::from_env()?;",
        "let in_code = Config::new()",
        "    .with_base_url(\"https://api.example.com\")",
        "    .with_credentials(Credentials::client_credentials(\"id\", \"secret\"))",
        "    .with_timeout(Duration::from_secs(30));",
        "# Ok(())",
        "# }",
    ];
    fenced("no_run", lines.map(str::to_owned))
}

/// What may be set in place of the base URL.
fn servers(sources: &CredentialSources) -> Option<String> {
    let server = sources.env_server.as_deref();
    let server = server.map(|name| format!("{} (which server)", markdown::code(name)));
    let variables = sources.env_server_variables.iter();
    let variables = variables.map(|(variable, name)| {
        let (variable, name) = (markdown::code(variable), markdown::code(name));
        format!("{name} (the server's variable {variable})")
    });
    let names: Vec<_> = server.into_iter().chain(variables).collect();
    let names = names.join(", ");
    (!names.is_empty()).then(|| {
        format!("In place of the base URL, these choose a server of the document: {names}.")
    })
}

const CONNECTIONS: &str =
    "These say how connections are made, and go before what a file says of that:";

/// What says how connections are made.
fn connections(sources: &CredentialSources) -> impl Iterator<Item = String> {
    sources.env_connections.named().map(|(setting, name)| {
        let words = match setting {
            "proxy" => "the URL of a proxy",
            "ca_certificate" => "a file with certificate authorities",
            "client_certificate" => "a file with a client certificate",
            "client_key" => "a file with its key",
            "pool_max_idle_per_host" => "how many idle connections to a host are kept",
            _ => "for how many seconds an idle connection is kept",
        };
        format!("{}: {words}", markdown::code(name))
    })
}

/// `ConnectionNames { proxy: Some("PETS_PROXY"), ..ConnectionNames::NONE }`
fn connection_names(names: &ConnectionNames) -> TokenStream {
    let mut named = names.named().peekable();
    if named.peek().is_none() {
        return quote!(ConnectionNames::NONE);
    }
    let (settings, names): (Vec<_>, Vec<_>) =
        named.map(|(setting, name)| (joined(setting), name)).unzip();
    let rest = (settings.len() < 6).then(|| quote!(..ConnectionNames::NONE));
    quote!(ConnectionNames { #(#settings: Some(#names),)* #rest })
}

/// `pub(crate) const SOURCES: CredentialSources = CredentialSources { … };`
fn constant(sources: &CredentialSources) -> TokenStream {
    let CredentialSources {
        env_base_url,
        env_client_id,
        env_client_secret,
        env_server,
        env_server_variables,
        env_connections,
        files,
    } = sources;
    let env_server = maybe(env_server.as_deref());
    let env_server_variables = pairs(env_server_variables);
    let env_connections = connection_names(env_connections);
    let files = files.iter().map(file_description);
    quote! {
        pub(crate) const SOURCES: CredentialSources = CredentialSources {
            env_base_url: #env_base_url,
            env_client_id: #env_client_id,
            env_client_secret: #env_client_secret,
            env_server: #env_server,
            env_server_variables: #env_server_variables,
            env_connections: #env_connections,
            files: &[#(#files),*],
        };
    }
}

/// `CredentialFile { path: "./config.json", format: FileFormat::Json, … }`
fn file_description(file: &CredentialFile) -> TokenStream {
    let CredentialFile {
        path,
        base_url,
        client_id,
        client_secret,
        ..
    } = file;
    let format = joined(match file.format {
        FileFormat::Json => "Json",
        FileFormat::Yaml => "Yaml",
    });
    let environment = maybe(file.environment.as_deref());
    let server = maybe(file.server.as_deref());
    let server_variables = pairs(&file.server_variables);
    let connections = connection_names(&file.connections);
    quote! {
        CredentialFile {
            path: #path,
            format: FileFormat::#format,
            environment: #environment,
            base_url: #base_url,
            client_id: #client_id,
            client_secret: #client_secret,
            server: #server,
            server_variables: #server_variables,
            connections: #connections,
        }
    }
}

/// `Some("activeenvironment")`
fn maybe(key: Option<&str>) -> TokenStream {
    match key {
        Some(key) => {
            let key = Literal::string(key);
            quote!(Some(#key))
        }
        None => quote!(None),
    }
}

/// `&[("tenant", "ACME_TENANT")]`
fn pairs(pairs: &[(String, String)]) -> TokenStream {
    let pairs = pairs.iter().map(|(name, place)| quote!((#name, #place)));
    quote!(&[#(#pairs),*])
}
