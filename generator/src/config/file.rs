//! Turns the text of a `simgen.toml` into what it says, checked.
//!
//! May not know: the disk, or any document.

use std::ops::Range;

use serde::Deserialize;
use toml::Spanned;

use crate::ir::{CredentialFile, CredentialSources, FileFormat};

/// What a `simgen.toml` says.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ConfigFile {
    pub(super) output: Option<String>,
    pub(super) package: Package,
    #[serde(rename = "module", default)]
    pub(super) modules: Vec<Module>,
    pub(super) credentials: Option<Credentials>,
    #[serde(default)]
    pub(super) errors: Errors,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Package {
    pub(super) name: Spanned<String>,
    pub(super) version: Spanned<String>,
    pub(super) description: Option<String>,
    pub(super) license: Option<String>,
    pub(super) repository: Option<String>,
    pub(super) strict: Option<bool>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Module {
    pub(super) name: Spanned<String>,
    pub(super) document: Spanned<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Errors {
    #[serde(default)]
    pub(super) summary: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Credentials {
    env: Keys,
    #[serde(rename = "file", default)]
    files: Vec<File>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Keys {
    base_url: String,
    client_id: String,
    client_secret: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct File {
    path: String,
    format: Format,
    environment: Option<String>,
    base_url: String,
    client_id: String,
    client_secret: String,
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Format {
    Json,
    Yaml,
}

/// What is wrong with a configuration, and at which bytes.
pub(super) struct Wrong {
    pub(super) message: String,
    pub(super) span: Range<usize>,
}

/// Parses and checks.
pub(super) fn parse(text: &str) -> Result<ConfigFile, Wrong> {
    let file: ConfigFile = toml::from_str(text).map_err(|error| Wrong {
        message: error.message().trim_end().replace('\n', "; "),
        span: error.span().unwrap_or(0..0),
    })?;
    check(&file)?;
    Ok(file)
}

fn check(file: &ConfigFile) -> Result<(), Wrong> {
    if !is_package_name(file.package.name.get_ref()) {
        let message = "a package's name is letters, digits, `-` and `_`, a letter first, and no \
                       keyword of Rust";
        return Err(wrong(&file.package.name, message));
    }
    if !is_version(file.package.version.get_ref()) {
        return Err(wrong(&file.package.version, "a version is like `1.2.3`"));
    }
    if file.modules.is_empty() {
        return Err(Wrong {
            message: "no `[[module]]` says which documents to read".to_owned(),
            span: 0..0,
        });
    }
    for (index, module) in file.modules.iter().enumerate() {
        let name = module.name.get_ref();
        if !is_module_name(name) {
            let message = "a module's name is small letters, digits and `_`, a letter first, and neither a \
                 keyword of Rust nor `runtime` or `settings`";
            return Err(wrong(&module.name, message));
        }
        let earlier = &file.modules[..index];
        if earlier.iter().any(|other| other.name.get_ref() == name) {
            return Err(wrong(
                &module.name,
                &format!("two modules are called `{name}`"),
            ));
        }
    }
    Ok(())
}

fn wrong(value: &Spanned<String>, message: &str) -> Wrong {
    Wrong {
        message: message.to_owned(),
        span: value.span(),
    }
}

/// Cargo's rule, so that what we write is a package.
pub(crate) fn is_package_name(name: &str) -> bool {
    name.starts_with(|first: char| first.is_ascii_alphabetic())
        && name
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'))
        && syn::parse_str::<syn::Ident>(&name.replace('-', "_")).is_ok()
}

/// A module of Rust whose name needs no mending.
pub(crate) fn is_module_name(name: &str) -> bool {
    name.starts_with(|first: char| first.is_ascii_lowercase())
        && name
            .chars()
            .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
        && syn::parse_str::<syn::Ident>(name).is_ok()
        && !matches!(name, "cli" | "mock" | "runtime" | "settings")
}

/// Semantic Versioning 2.0 §2, §9 and §10.
pub(crate) fn is_version(version: &str) -> bool {
    let (version, build) = version.split_once('+').unwrap_or((version, "0"));
    let (core, pre) = version.split_once('-').unwrap_or((version, "a"));
    let number =
        |part: &str| part.parse::<u64>().is_ok() && (part == "0" || !part.starts_with(['0', '+']));
    let word = |part: &str| {
        !part.is_empty() && part.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
    };
    let pre_word = |part: &str| {
        let digits = part.chars().all(|c| c.is_ascii_digit());
        word(part) && (!digits || number(part))
    };
    core.split('.').count() == 3
        && core.split('.').all(number)
        && pre.split('.').all(pre_word)
        && build.split('.').all(word)
}

impl From<Credentials> for CredentialSources {
    fn from(read: Credentials) -> Self {
        Self {
            env_base_url: read.env.base_url,
            env_client_id: read.env.client_id,
            env_client_secret: read.env.client_secret,
            files: read.files.into_iter().map(CredentialFile::from).collect(),
        }
    }
}

impl From<File> for CredentialFile {
    fn from(read: File) -> Self {
        Self {
            path: read.path,
            format: match read.format {
                Format::Json => FileFormat::Json,
                Format::Yaml => FileFormat::Yaml,
            },
            environment: read.environment,
            base_url: read.base_url,
            client_id: read.client_id,
            client_secret: read.client_secret,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = "\
[package]
name = \"x\"
version = \"0.1.0\"
[[module]]
name = \"v1\"
document = \"v1.yaml\"
";

    #[test]
    fn a_mistake_is_named_with_its_place() {
        for (change, message, at) in [
            (
                ("version = \"0.1.0\"", "version = \"1\""),
                "a version is like",
                "\"1\"",
            ),
            (
                ("name = \"x\"", "name = \"x y\""),
                "a package's name",
                "\"x y\"",
            ),
            (
                ("name = \"x\"", "name = \"fn\""),
                "a package's name",
                "\"fn\"",
            ),
            (
                ("name = \"v1\"", "name = \"V1\""),
                "a module's name",
                "\"V1\"",
            ),
            (
                ("name = \"v1\"", "name = \"type\""),
                "a module's name",
                "\"type\"",
            ),
            (
                ("name = \"v1\"", "nam = \"v1\""),
                "unknown field `nam`",
                "nam",
            ),
            (
                ("[package]", "out = 1\n[package]"),
                "unknown field `out`",
                "out",
            ),
            (("\"0.1.0\"", "1"), "invalid type: integer `1`", "1"),
            (("[[module]]", "[[module"), "", ""),
        ] {
            let text = GOOD.replacen(change.0, change.1, 1);
            let wrong = parse(&text).expect_err(&text);
            assert!(wrong.message.starts_with(message), "{}", wrong.message);
            assert!(
                text[wrong.span.clone()].starts_with(at),
                "{text} {:?}",
                wrong.span
            );
        }
        assert!(parse(GOOD).is_ok());
    }

    #[test]
    fn versions_are_semantic() {
        for (version, expected) in [
            ("0.1.0", true),
            ("1.2.3-rc.1+b.5", true),
            ("1.2", false),
            ("v1.2.3", false),
            ("01.2.3", false),
            ("1.2.3-", false),
            ("1.2.3-01", false),
            ("2024-01-01", false),
        ] {
            assert_eq!(is_version(version), expected, "{version}");
        }
    }
}
