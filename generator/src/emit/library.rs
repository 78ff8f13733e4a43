//! Turns a package into its `lib.rs`.
//!
//! May not know: what the APIs hold, beyond one operation to show.

use proc_macro2::TokenStream;
use quote::quote;

use super::doc::{DocComment, Where, fenced};
use super::{
    Code, EmittedFile, client, header, ident, joined, markdown, resource, rust_file, shell,
};
use crate::ir::{Api, CredentialFile, Operation, Package, Runtime};

/// The runtime's names that most users need.
const EVERYDAY: &[&str] = &[
    "ConfigError",
    "Credentials",
    "Error",
    "Response",
    "RetryPolicy",
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
    // In the order of their paths, as rustfmt sorts them.
    let uses = match package.credentials {
        Some(_) => quote!(#used #config #runtime),
        None => quote!(#config #used #runtime),
    };
    let tokens = quote!(#settings #shared #modules #uses);
    let code = Code::about(&docs(package)).quoted(tokens);
    rust_file("src/lib.rs".to_owned(), header::of_package(package), code)
}

fn docs(package: &Package) -> DocComment {
    let description = package.description.as_deref().unwrap_or_default();
    let first = match markdown::line(description) {
        text if text.is_empty() => "A client of HTTP APIs.".to_owned(),
        text => text,
    };
    let comment = DocComment::default()
        .block([first])
        .list(package.apis.iter().map(entry))
        .block(["# A complete program".to_owned()])
        .block(example(package, Where::Rustdoc))
        .block(["# Configuring".to_owned()])
        .block(configuring(package));
    package.apis.iter().fold(comment, operations)
}

/// Where the settings come from.
fn configuring(package: &Package) -> Vec<String> {
    let first = "[`Config`] takes a base URL, credentials, time limits and a retry policy; \
                 a single call can have its own by the `with_…` methods of its request.";
    let mut lines = vec![first.to_owned()];
    if let Some(sources) = &package.credentials {
        let names = [
            &sources.env_base_url,
            &sources.env_client_id,
            &sources.env_client_secret,
        ];
        let names = names.map(|name| markdown::code(name));
        lines.push(format!(
            "[`Config::load`] reads the environment ({}) first{}.",
            names.join(", "),
            files(&sources.files),
        ));
    }
    lines
}

/// `, then the files …`
fn files(files: &[CredentialFile]) -> String {
    let paths: Vec<_> = files
        .iter()
        .map(|file| markdown::code(&file.path))
        .collect();
    match paths.as_slice() {
        [] => String::new(),
        paths => format!(", then {}", paths.join(" and ")),
    }
}

/// From this many operations on, they are listed by the resources only.
const MANY: usize = 100;

/// The table of an API's operations.
fn operations(comment: DocComment, api: &Api) -> DocComment {
    let module = api.module.as_str();
    let all = || {
        let resources = api.resources.iter();
        resources.flat_map(|resource| {
            let operations = resource.operations.iter();
            operations.map(move |operation| (resource, operation))
        })
    };
    if all().next().is_none() {
        return comment;
    }
    let comment = comment.block([format!("# Operations of `{module}`")]);
    if all().count() < MANY {
        return comment.table(
            resource::HEADS,
            all().map(|(resource, operation)| {
                let (within, name) = (&resource.module, &operation.type_ident);
                resource::row(operation, &format!("{module}::{within}::{name}"))
            }),
        );
    }
    comment.table(
        ["Resource", "Operations"],
        api.resources.iter().map(|resource| {
            let name = resource.module.as_str();
            let link = format!("[`{name}`](mod@{module}::{name})");
            [link, resource.operations.len().to_string()]
        }),
    )
}

/// ``- [`mod@v2025`] for Pet Store (version 1)``
fn entry(api: &Api) -> String {
    format!("[`mod@{}`] for {}", api.module.as_str(), client::title(api))
}

/// A call of the first operation that needs nothing but a client.
pub(super) fn example(package: &Package, place: Where) -> Vec<String> {
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
            code.push(format!("let response = client.{method}().await?;"));
            code.push("println!(\"{response:?}\");".to_owned());
        }
        None => code.push("println!(\"{client:?}\");".to_owned()),
    }
    match place {
        Where::Page => fenced("rust", code),
        Where::Rustdoc => fenced("no_run", within(&["# async fn example()"], code)),
    }
}

/// The same call of the mock server, and what it records.
pub(super) fn double_example(package: &Package) -> Vec<String> {
    let found = package
        .apis
        .iter()
        .rev()
        .find_map(|api| Some((api, shown(api)?)));
    let Some((api, operation)) = found else {
        return Vec::new();
    };
    let krate = package.name.replace('-', "_");
    let (module, method) = (ident(&api.module), operation.ident.as_str());
    let code = vec![
        format!("use {krate}::{{mock, {module}::Client}};"),
        String::new(),
        "let mock = mock::start()?;".to_owned(),
        "let client = Client::new(mock.config())?;".to_owned(),
        format!("let response = client.{method}().await?;"),
        "println!(\"{response:?}\");".to_owned(),
        "assert_eq!(mock.requests().len(), 1);".to_owned(),
    ];
    let main = [
        "# #[tokio::main(flavor = \"current_thread\")]",
        "# async fn main()",
    ];
    fenced("", within(&main, code))
}

/// The code in a function that begins so, which readers do not see.
fn within(start: &[&str], code: Vec<String>) -> Vec<String> {
    let mut lines: Vec<_> = start.iter().map(|line| (*line).to_owned()).collect();
    if let Some(function) = lines.last_mut() {
        function.push_str(" -> Result<(), Box<dyn std::error::Error>> {");
    }
    lines.extend(code);
    lines.extend(["# Ok(())", "# }"].map(str::to_owned));
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
    api.operations()
        .filter(callable)
        .find(|operation| operation.method == crate::ir::Method::Get)
        .or_else(|| api.operations().find(callable))
}
