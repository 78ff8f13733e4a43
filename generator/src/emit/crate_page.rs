//! Turns a package into the first page of its rustdoc, which teaches a newcomer the crate.

use super::doc::{DocComment, Where, fenced};
use super::{client, ident, manifest, markdown, resource, shell, stream_page, webhook};
use crate::ir::{Api, CredentialFile, Operation, Package};
use crate::names::listed;

/// The page.
pub(super) fn docs(package: &Package) -> DocComment {
    let description = package.description.as_deref().unwrap_or_default();
    let first = match markdown::line(description) {
        text if text.is_empty() => "A client of HTTP APIs.".to_owned(),
        text => text,
    };
    let comment = DocComment::default()
        .block([first])
        .list(package.apis.iter().map(entry))
        .block(["# Install".to_owned()])
        .block(installing(package))
        .block(["# First call".to_owned()])
        .block(example(package, Where::Rustdoc))
        .block([RESPONSE.to_owned()])
        .block(["# Settings".to_owned()])
        .block(settings(package));
    let comment = webhook::chapter(chapters(comment, package), package)
        .block(["# Features".to_owned()])
        .table(["Feature", "What it adds"], features(package));
    alike(package).iter().fold(comment, operations)
}

/// What `.send()` is for.
const RESPONSE: &str = "`.await` gives the value. `.send().await` gives a [`Response`] instead: the value with \
                        status, headers, request id and number of attempts.";

/// The lines of a manifest that use the crate.
fn installing(package: &Package) -> Vec<String> {
    let name = markdown::printable(&package.name);
    let version = toml::Value::String(markdown::printable(&package.version));
    let lines = [
        "[dependencies]".to_owned(),
        format!("{name} = {version}"),
        "tokio = { version = \"1\", features = [\"macros\", \"rt\"] }".to_owned(),
    ];
    fenced("toml", lines)
}

/// Errors, retries, tests, calls without async, and the command-line client.
fn chapters(comment: DocComment, package: &Package) -> DocComment {
    let binary = shell::binary(package);
    stream_page::chapter(comment, package)
        .block(["# Errors".to_owned()])
        .block(["[`Error`] keeps what is known of the call: status, headers, the bytes of the body, \
                 and whether the request may have been applied. Documented statuses have typed bodies.".to_owned()])
        .block(calling(package, &ERRORS))
        .block(["# Retries and time limits".to_owned()])
        .block(["A call is repeated where its method and the failure allow it, with exponential backoff, and \
                 `Retry-After` is obeyed. The client has limits for connecting, for an attempt and for the whole \
                 call ([`Config`]); one call can have its own:".to_owned()])
        .block(calling(package, &LIMITS))
        .block(["# Tests".to_owned()])
        .block(["The feature `mock` has a server for the process of a test. It responds with the examples of the \
                 document, keeps what is created, and checks each request:".to_owned()])
        .block(mock_example(package, Some("mock")))
        .block(["# Without async".to_owned()])
        .block(["The feature `blocking` has the same calls for programs without async:".to_owned()])
        .block(calling(package, &BLOCKING))
        .block(["# Command line".to_owned()])
        .block([format!(
            "The feature `cli` builds the program `{binary}` with a command for each operation: \
             `cargo install {} --features cli`, then `{binary} --help`.",
            markdown::printable(&package.name)
        )])
}

/// An example around one call: what it imports, which client it makes, and what it does
/// with that. `CALL` is the method with its arguments.
struct Snippet {
    uses: &'static str,
    is_blocking: bool,
    lines: &'static [&'static str],
}

const ERRORS: Snippet = Snippet {
    uses: "{Config, Error, MODULE::Client}",
    is_blocking: false,
    lines: &[
        "match client.CALL.await {",
        "    Ok(response) => println!(\"{response:?}\"),",
        "    Err(Error::Api(error)) => println!(\"{}: {:?}\", error.status(), error.body()),",
        "    Err(error) if error.is_retryable() => println!(\"worth another attempt: {error}\"),",
        "    Err(error) => return Err(error.into()),",
        "}",
    ],
};

const LIMITS: Snippet = Snippet {
    uses: "{Config, RetryPolicy, MODULE::Client}",
    is_blocking: false,
    lines: &[
        "let request = client.CALL.with_timeout(std::time::Duration::from_secs(5));",
        "let response = request.with_retry(RetryPolicy::none()).await?;",
        "println!(\"{response:?}\");",
    ],
};

const BLOCKING: Snippet = Snippet {
    uses: "{Config, MODULE::Client}",
    is_blocking: true,
    lines: &[
        "let response = client.CALL.call()?;",
        "println!(\"{response:?}\");",
    ],
};

/// A snippet with the operation that the page shows; nothing where there is none.
fn calling(package: &Package, snippet: &Snippet) -> Vec<String> {
    let Some((api, operation)) = shown_last(package) else {
        return Vec::new();
    };
    let krate = package.name.replace('-', "_");
    let module = ident(&api.module).to_string();
    let call = format!("{}()", operation.ident.as_str());
    let uses = snippet.uses.replace("MODULE", &module);
    let (constructor, start): (_, &[&str]) = match snippet.is_blocking {
        true => (
            "blocking",
            &["# #[cfg(feature = \"blocking\")]", "# fn example()"],
        ),
        false => ("new", &["# async fn example()"]),
    };
    let config = config(package);
    let mut code = vec![
        format!("use {krate}::{uses};"),
        String::new(),
        format!("let client = Client::{constructor}({config})?;"),
    ];
    code.extend(snippet.lines.iter().map(|line| line.replace("CALL", &call)));
    fenced("no_run", within(start, code))
}

/// The optional parts of the crate: those of the runtime, with what its manifest says of
/// them, and one for each tag.
fn features(package: &Package) -> Vec<[String; 2]> {
    let row = |(name, text): (String, String)| [format!("`{name}`"), markdown::line(&text)];
    manifest::features(package).into_iter().map(row).collect()
}

/// Where the settings come from.
fn settings(package: &Package) -> Vec<String> {
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

/// The APIs that have operations, those together whose tables say the same.
fn alike(package: &Package) -> Vec<Vec<&Api>> {
    let mut groups: Vec<Vec<&Api>> = Vec::new();
    for api in package
        .apis
        .iter()
        .filter(|api| listing(api).next().is_some())
    {
        match groups
            .iter_mut()
            .find(|group| listing(group[0]).eq(listing(api)))
        {
            Some(group) => group.push(api),
            None => groups.push(vec![api]),
        }
    }
    groups
}

/// What the table says of each operation, but for the module of the API.
fn listing(api: &Api) -> impl Iterator<Item = impl PartialEq> {
    api.resources.iter().flat_map(|resource| {
        resource.operations.iter().map(|operation| {
            let doc = &operation.doc;
            (
                (&resource.module, &operation.type_ident, &operation.ident),
                (operation.method, &operation.path, operation.deprecated),
                doc.summary.as_ref().or(doc.text.as_ref()),
            )
        })
    })
}

/// The table of the operations of APIs that have the same; the links lead into the last one.
fn operations(comment: DocComment, apis: &Vec<&Api>) -> DocComment {
    let modules = listed(apis.iter().map(|api| api.module.as_str()), "and").unwrap_or_default();
    let comment = comment.block([format!("# Operations of {modules}")]);
    let Some(api) = apis.last() else {
        return comment;
    };
    let module = api.module.as_str();
    if api.operations().count() < MANY {
        let rows = api.resources.iter().flat_map(|resource| {
            let within = &resource.module;
            resource.operations.iter().map(move |operation| {
                let name = &operation.type_ident;
                resource::row(operation, &format!("{module}::{within}::{name}"))
            })
        });
        return comment.table(resource::HEADS, rows);
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
    let config = config(package);
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
        Where::Rustdoc => fenced("no_run", program(code)),
    }
}

/// How the examples make their settings.
fn config(package: &Package) -> &'static str {
    match package.credentials.is_some() {
        true => "Config::from_env()?",
        false => "Config::new()",
    }
}

/// The operation that the page shows, with its API.
fn shown_last(package: &Package) -> Option<(&Api, &Operation)> {
    let mut apis = package.apis.iter().rev();
    apis.find_map(|api| Some((api, shown(api)?)))
}

/// The same call of the mock server, and what it records; with the condition of a
/// feature where the text is in a crate that may be built without it.
pub(super) fn mock_example(package: &Package, feature: Option<&str>) -> Vec<String> {
    let Some((api, operation)) = shown_last(package) else {
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
    let Some(feature) = feature else {
        return fenced("", within(&main, code));
    };
    let (with, without) = (
        format!("# #[cfg(feature = \"{feature}\")]"),
        format!("# #[cfg(not(feature = \"{feature}\"))]"),
    );
    let mut lines = within(&[&with, main[0], main[1]], code);
    lines.extend([without, "# fn main() {}".to_owned()]);
    fenced("", lines)
}

/// The code as a program that can be copied whole: imports, and then `main`.
fn program(code: Vec<String>) -> Vec<String> {
    let is_import = |line: &String| line.is_empty() || line.starts_with("use ");
    let (mut lines, body): (Vec<_>, Vec<_>) = code.into_iter().partition(is_import);
    lines.push("#[tokio::main(flavor = \"current_thread\")]".to_owned());
    lines.push("async fn main() -> Result<(), Box<dyn std::error::Error>> {".to_owned());
    lines.extend(body.iter().map(|line| format!("    {line}")));
    lines.extend(["    Ok(())", "}"].map(str::to_owned));
    lines
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
