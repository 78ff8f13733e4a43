//! Turns a package into `Cargo.toml` and what stands beside it.
//!
//! May not know: what the dependencies are; the runtime's manifest says so.

use super::{Content, EmittedFile, example, feature, header, markdown, runtime, shell};
use crate::ir::Package;

/// The oldest compiler that the runtime works with: the workspace's.
const RUST_VERSION: &str = env!("CARGO_PKG_RUST_VERSION");

/// The sections that are the runtime's own.
const SHARED: &[&str] = &["[features]", "[dependencies]"];

/// Lints whose advice would make the API worse, or which depend on a document's words.
const LINTS: &str = "\
[lints.rust]
missing_docs = \"warn\"
unsafe_code = \"forbid\"

[lints.clippy]
# Boxing by size would change the API with every property that is added.
large_enum_variant = \"allow\"
# Modules, methods and variants are called what the document calls them.
module_inception = \"allow\"
should_implement_trait = \"allow\"
";

/// `Cargo.toml`
pub(super) fn file(package: &Package) -> EmittedFile {
    let shared: String = SHARED
        .iter()
        .filter_map(|heading| Some((*heading, section(runtime::manifest(), heading)?)))
        .map(|(heading, section)| match heading {
            "[features]" => format!("{}\n", feature::section(&section, package)),
            _ => format!("{section}\n"),
        })
        .collect();
    let binary = shell::manifest(package);
    let examples = example::manifest(package);
    let text = format!(
        "{}\n{shared}{examples}{binary}{DOCS_RS}\n{LINTS}",
        package_section(package)
    );
    EmittedFile {
        path: "Cargo.toml".to_owned(),
        header: header::in_toml(package),
        content: Content::Text(text),
    }
}

/// The sections of a crate's `Cargo.toml` that any package needs which takes the
/// crate's code in.
pub(crate) fn requirements(manifest: &str) -> String {
    let sections = SHARED.iter();
    let sections = sections.filter_map(|heading| section(manifest, heading));
    sections.collect::<Vec<_>>().join("\n")
}

/// Optional parts are documented too.
const DOCS_RS: &str = "\
[package.metadata.docs.rs]
all-features = true
";

/// `rustfmt.toml`
pub(super) fn formatter_settings(package: &Package) -> EmittedFile {
    let text =
        "# The generator decides how this crate is laid out.\ndisable_all_formatting = true\n";
    EmittedFile {
        path: "rustfmt.toml".to_owned(),
        header: header::in_toml(package),
        content: Content::Text(text.to_owned()),
    }
}

/// `[package]`
fn package_section(package: &Package) -> String {
    let mut text = "[package]\n".to_owned();
    let mut entry = |key: &str, value: &str| {
        let value = markdown::printable(value).trim().replace('\n', " ");
        text.push_str(&format!("{key} = {}\n", toml::Value::String(value)));
    };
    entry("name", &package.name);
    entry("version", &package.version);
    entry("edition", "2024");
    entry("rust-version", RUST_VERSION);
    let metadata = &package.metadata;
    let optional = [
        ("description", &package.description),
        ("license", &metadata.license),
        ("repository", &metadata.repository),
        ("homepage", &metadata.homepage),
        ("documentation", &metadata.documentation),
    ];
    for (key, value) in optional {
        if let Some(value) = value {
            entry(key, value);
        }
    }
    entry("readme", "README.md");
    let lists = [
        ("authors", &metadata.authors),
        ("keywords", &metadata.keywords),
        ("categories", &metadata.categories),
    ];
    for (key, values) in lists {
        if !values.is_empty() {
            let values = values.iter().map(|value| markdown::printable(value).into());
            let values = toml::Value::Array(values.collect());
            text.push_str(&format!("{key} = {values}\n"));
        }
    }
    text
}

/// A section of a manifest as its author wrote it, comments included.
fn section(manifest: &str, heading: &str) -> Option<String> {
    let lines: Vec<&str> = manifest
        .lines()
        .skip_while(|line| line.trim() != heading)
        .collect();
    let (first, rest) = lines.split_first()?;
    let end = rest
        .iter()
        .position(|line| line.starts_with('['))
        .unwrap_or(rest.len());
    // Comments directly above the next section belong to that.
    let own = rest[..end]
        .iter()
        .rposition(|line| !line.is_empty() && !line.starts_with('#'));
    let body = &rest[..own.map_or(0, |last| last + 1)];
    Some(
        std::iter::once(first)
            .chain(body)
            .map(|line| format!("{line}\n"))
            .collect(),
    )
}
