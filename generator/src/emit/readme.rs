//! Turns a package into the `README.md` beside its manifest.

use super::crate_page;
use super::doc::{DocComment, Where, fenced};
use super::license;
use super::markdown;
use super::{client, feature, header, pages, shell};
use crate::format::{Content, EmittedFile};
use crate::ir::Package;

/// `README.md`
pub(super) fn file(package: &Package) -> EmittedFile {
    let description = package.description.as_deref().unwrap_or_default();
    let docs = DocComment::default()
        .block([format!("# {}", markdown::line(&package.name))])
        .maybe(Some(markdown::line(description)).filter(|text| !text.is_empty()))
        .list(package.apis.iter().map(|api| {
            let module = api.module.as_str();
            format!("`{module}`: {}", client::title(api))
        }))
        .block(dependency(package))
        .block(parts(package))
        .block(crate_page::example(package, Where::Page))
        .block(shell(package))
        .block([guide(package)])
        .block(license(package))
        .block(["This crate is written by simgen. Change the documents and generate it again; an edit here is lost.".to_owned()]);
    EmittedFile {
        path: "README.md".to_owned(),
        header: header::in_markdown(package),
        content: Content::Text(format!("{}\n", docs.text())),
    }
}

/// How a user of few operations compiles only those.
fn parts(package: &Package) -> Vec<String> {
    let Some(tag) = feature::of_tags(package).into_iter().next() else {
        return Vec::new();
    };
    let name = markdown::printable(&package.name);
    let version = toml::Value::String(markdown::printable(&package.version));
    vec![
        "Each tag of the document is a feature, and all are on by default. A program that calls few operations can compile only theirs:".to_owned(),
        String::new(),
        "```toml".to_owned(),
        "[dependencies]".to_owned(),
        format!("{name} = {{ version = {version}, default-features = false, features = [\"rustls\", \"{tag}\"] }}"),
        "```".to_owned(),
    ]
}

/// Under which license the crate is, with links to the texts that come with it.
fn license(package: &Package) -> Vec<String> {
    let Some(license) = &package.metadata.license else {
        return Vec::new();
    };
    let links = license::file_names(package);
    let links: Vec<String> = links
        .iter()
        .map(|name| format!("[{name}]({name})"))
        .collect();
    let license = markdown::line(license);
    vec![match links.is_empty() {
        true => format!("License: {license}."),
        false => format!("License: {license} ({}).", links.join(", ")),
    }]
}

/// Where the guide and the pages of the API are.
fn guide(package: &Package) -> String {
    let links = pages::guide_links(package, "docs/");
    let pages = "[The pages of the API](docs/README.md) have every operation and type.";
    match links.is_empty() {
        true => pages.to_owned(),
        false => format!("Guide: {}. {pages}", links.join(", ")),
    }
}

/// How the command-line client is built.
fn shell(package: &Package) -> Vec<String> {
    let binary = shell::binary(package);
    vec![
        "The feature `cli` builds a command-line client with a command for each operation:"
            .to_owned(),
        String::new(),
        "```console".to_owned(),
        "$ cargo install --path . --features cli".to_owned(),
        format!("$ {binary} --help"),
        "```".to_owned(),
    ]
}

/// How another crate depends on this one.
fn dependency(package: &Package) -> Vec<String> {
    let name = markdown::printable(&package.name);
    let version = toml::Value::String(markdown::printable(&package.version));
    let lines = ["[dependencies]".to_owned(), format!("{name} = {version}")];
    fenced("toml", lines)
}
