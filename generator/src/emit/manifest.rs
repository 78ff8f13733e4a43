//! Turns a package into `Cargo.toml` and what is beside it.

use super::{example, feature, header, markdown, runtime, shell};
use crate::format::{Content, EmittedFile};
use crate::ir::{Package, Runtime};

/// The oldest compiler that the runtime works with: the workspace's.
const RUST_VERSION: &str = env!("CARGO_PKG_RUST_VERSION");

/// The sections that are the runtime's own.
const SHARED: [&str; 2] = ["[features]", "[dependencies]"];

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
    let [features, dependencies] = SHARED.map(|heading| {
        let section = section(runtime::manifest(), heading).unwrap_or_default();
        match &package.runtime {
            Runtime::Vendored => section,
            Runtime::Crate { version, path } => match heading {
                "[features]" => forwarded(&needed(&section, package)),
                _ => depending(&section, version, path.as_deref()),
            },
        }
    });
    let features = feature::section(&features, package);
    let shared = format!("{features}\n{dependencies}\n");
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

/// The features of the runtime that the crate has a use for: a copy has them all, because its code
/// names them.
fn needed(features: &str, package: &Package) -> String {
    let is_copy = package.runtime == Runtime::Vendored;
    if is_copy || package.has_webhooks() {
        return features.to_owned();
    }
    let mut text = String::new();
    let mut reason = String::new();
    for line in features.lines() {
        if line.starts_with('#') {
            reason.push_str(&format!("{line}\n"));
            continue;
        }
        let reason = std::mem::take(&mut reason);
        if !line.starts_with(WEBHOOKS) {
            text.push_str(&format!("{reason}{line}\n"));
        }
    }
    text
}

/// The feature of crates whose APIs send something.
const WEBHOOKS: &str = "webhooks = ";

/// The runtime's features, each as one that turns on the runtime's.
fn forwarded(features: &str) -> String {
    let mut is_inside = false;
    let mut text = String::new();
    for line in features.lines() {
        let name = line.split_once(" = [").map(|(name, _)| name);
        match name {
            Some(name) if name != "default" => {
                text.push_str(&format!("{name} = [\"{}/{name}\"]\n", runtime::NAME));
                is_inside = !line.ends_with(']');
            }
            _ if is_inside => is_inside = line != "]",
            _ => text.push_str(&format!("{line}\n")),
        }
    }
    text
}

/// What generated code names itself, beside the runtime.
const NAMED: [&str; 2] = ["serde = ", "serde_json = "];

/// The runtime as a dependency, and those of its own that generated code names, each
/// with its reason.
fn depending(dependencies: &str, version: &str, path: Option<&str>) -> String {
    let text = |text: &str| toml::Value::String(markdown::printable(text));
    let path = path.map(|path| format!("path = {}, ", text(path)));
    let mut section = format!(
        "[dependencies]\n# What sends requests and reads responses, whatever the API.\n\
         {} = {{ version = {}, {}default-features = false }}\n",
        runtime::NAME,
        text(version),
        path.unwrap_or_default(),
    );
    let mut reason = String::new();
    for line in dependencies.lines() {
        if line.starts_with('#') {
            reason.push_str(&format!("{line}\n"));
            continue;
        }
        if NAMED.iter().any(|name| line.starts_with(name)) {
            section.push_str(&format!("{reason}{line}\n"));
        }
        reason.clear();
    }
    section
}

/// The sections of a crate's `Cargo.toml` that any package needs which takes the
/// crate's code in.
pub(crate) fn requirements(manifest: &str) -> String {
    let sections = SHARED.iter();
    let sections = sections.filter_map(|heading| section(manifest, heading));
    sections.collect::<Vec<_>>().join("\n")
}

/// The features of the crate that people choose, and what each adds.
pub(super) fn features(package: &Package) -> Vec<(String, String)> {
    let section = section(runtime::manifest(), "[features]").unwrap_or_default();
    let text = feature::section(&needed(&section, package), package);
    let is_default = |name: &str| {
        text.lines()
            .any(|line| line.starts_with("default = [") && line.contains(&format!("\"{name}\"")))
    };
    let mut found: Vec<(String, String)> = Vec::new();
    let mut reason = String::new();
    for line in text.lines() {
        if let Some(words) = line.strip_prefix("# ") {
            reason = match reason.is_empty() {
                true => words.to_owned(),
                false => format!("{reason} {words}"),
            };
        } else if let Some((name, _)) = line.split_once(" = [") {
            let default = if is_default(name) {
                " On by default."
            } else {
                ""
            };
            if name != "default" && !reason.is_empty() {
                found.push((name.to_owned(), format!("{reason}{default}")));
            }
            reason.clear();
        }
    }
    found
}

/// Optional parts are documented too, each with its feature.
const DOCS_RS: &str = "\
[package.metadata.docs.rs]
all-features = true
rustdoc-args = [\"--cfg\", \"docsrs\"]
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

#[cfg(test)]
mod tests {
    use toml::Table;

    use super::file;
    use crate::emit::{runtime, sample};
    use crate::format::Content;
    use crate::ir::Runtime;

    fn manifest(runtime: Runtime) -> Table {
        let mut package = sample::package();
        package.runtime = runtime;
        match file(&package).content {
            Content::Text(text) => text.parse().expect("it is TOML"),
            Content::Rust(_) => panic!("a manifest is not a program"),
        }
    }

    #[test]
    fn a_crate_beside_the_runtime_passes_every_feature_on() {
        let own: Table = runtime::manifest().parse().expect("it is TOML");
        let made = manifest(Runtime::Crate {
            version: "0.1".to_owned(),
            path: Some("../a \"b\"".to_owned()),
        });
        let features = made["features"].as_table().expect("a table");
        let runtime = own["features"].as_table().expect("a table");
        assert_eq!(features["default"], runtime["default"]);
        let names = |table: &Table| table.keys().cloned().collect::<Vec<_>>();
        let needed = names(runtime).into_iter().filter(|name| name != "webhooks");
        assert_eq!(names(features), needed.collect::<Vec<_>>());
        for (name, turned_on) in features.iter().filter(|(name, _)| *name != "default") {
            assert_eq!(
                turned_on.to_string(),
                format!("[\"simgen-runtime/{name}\"]")
            );
        }
        let dependencies = made["dependencies"].as_table().expect("a table");
        assert_eq!(
            names(dependencies),
            ["serde", "serde_json", "simgen-runtime"]
        );
        let dependency = dependencies["simgen-runtime"].as_table().expect("a table");
        assert_eq!(dependency["path"].as_str(), Some("../a \"b\""));
        assert_eq!(dependency["version"].as_str(), Some("0.1"));
        assert_eq!(dependency["default-features"].as_bool(), Some(false));
        for name in ["serde", "serde_json"] {
            assert_eq!(dependencies[name], own["dependencies"][name]);
        }
    }

    #[test]
    fn a_crate_with_a_copy_needs_what_the_runtime_needs() {
        let own: Table = runtime::manifest().parse().expect("it is TOML");
        let made = manifest(Runtime::Vendored);
        for section in ["features", "dependencies"] {
            assert_eq!(made[section], own[section]);
        }
    }
}
