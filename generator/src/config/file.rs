//! Turns the text of a `simgen.toml` into what it says, checked.
//!
//! Must not know: the disk, or any document.

use toml::Spanned;
use toml::de::DeTable;

use super::keys::ROOT;
use super::rules::{MODULE_RULE, PACKAGE_RULE, is_module_name, is_package_name, is_version};
use super::section::{Found, Section, Wrong};
use super::streams::{self, Streams};
use super::webhooks::{self, WebhookSettings};
use super::{metadata, runtime};
use crate::ir::{
    ConnectionNames, CredentialFile, CredentialSources, FileFormat, Metadata, Runtime,
};

/// What a `simgen.toml` says.
#[derive(Debug)]
pub(super) struct ConfigFile {
    pub(super) output: Option<String>,
    pub(super) package: Package,
    pub(super) runtime: Runtime,
    /// The folder of the runtime, from the configuration's own.
    pub(super) runtime_path: Option<String>,
    pub(super) modules: Vec<Module>,
    pub(super) credentials: Option<CredentialSources>,
    pub(super) error_summary: Vec<String>,
    pub(super) streams: Streams,
}

#[derive(Debug)]
pub(super) struct Package {
    pub(super) name: Spanned<String>,
    pub(super) version: Spanned<String>,
    pub(super) description: Option<String>,
    pub(super) metadata: Metadata,
    /// The paths of the guide's pages.
    pub(super) guide: Vec<Spanned<String>>,
    pub(super) strict: Option<bool>,
}

#[derive(Debug)]
pub(super) struct Module {
    pub(super) name: Spanned<String>,
    pub(super) document: Spanned<String>,
    pub(super) webhooks: WebhookSettings,
}

/// Parses and checks: what it says, or everything that is wrong with it, in the order
/// of the text.
pub(super) fn parse(text: &str) -> Result<ConfigFile, Vec<Wrong>> {
    let (table, errors) = DeTable::parse_recoverable(text);
    let found = Found::default();
    // What does not parse is not read any further: what follows from it is not news.
    let file = match errors.is_empty() {
        true => read(&Section::new(table.get_ref(), 0..0, ROOT, &found)),
        false => None,
    };
    let mut wrong = found.into_inner();
    wrong.extend(errors.into_iter().map(|error| Wrong {
        message: error.message().trim_end().replace('\n', "; "),
        span: error.span().unwrap_or(0..0),
    }));
    wrong.sort_by_key(|wrong| wrong.span.start);
    file.filter(|_| wrong.is_empty()).ok_or(wrong)
}

fn read(file: &Section<'_>) -> Option<ConfigFile> {
    let output = file.text("output").map(Spanned::into_inner);
    let package = file.section("package");
    let package = package.and_then(|package| self::package(&package));
    let (runtime, runtime_path) = runtime::read(file);
    let sections = file.sections("module");
    if sections.is_empty() {
        file.is_wrong("no `[[module]]` says which documents to read", 0..0);
    }
    let modules = modules(&sections);
    let credentials = file.section("credentials");
    let credentials = credentials.and_then(|found| self::credentials(&found));
    let errors = file.section("errors");
    let error_summary = errors.map(|errors| errors.texts("summary"));
    let error_summary = error_summary.unwrap_or_default().into_iter();
    let streams = streams::read(file);
    Some(ConfigFile {
        output,
        package: package?,
        runtime,
        runtime_path,
        modules,
        credentials,
        error_summary: error_summary.map(Spanned::into_inner).collect(),
        streams,
    })
}

fn package(section: &Section<'_>) -> Option<Package> {
    let plain = |key| section.text(key).map(Spanned::into_inner);
    let (name, version) = (section.text("name"), section.text("version"));
    let (description, metadata) = (plain("description"), metadata::read(section));
    let guide = metadata::guide(section);
    let strict = section.flag("strict");
    let check = |value: &Option<Spanned<String>>, is_right: fn(&str) -> bool, message: &str| {
        let found = value.as_ref().filter(|value| !is_right(value.get_ref()));
        if let Some(found) = found {
            section.is_wrong(message, found.span());
        }
    };
    let message = format!("a package's name is {PACKAGE_RULE}");
    check(&name, is_package_name, &message);
    check(&version, is_version, "a version is like `1.2.3`");
    Some(Package {
        name: name?,
        version: version?,
        description,
        metadata,
        guide,
        strict,
    })
}

fn modules(sections: &[Section<'_>]) -> Vec<Module> {
    let mut modules: Vec<Module> = Vec::new();
    for section in sections {
        let (name, document) = (section.text("name"), section.text("document"));
        let webhooks = webhooks::read(section);
        if let Some(name) = &name {
            let text = name.get_ref();
            if !is_module_name(text) {
                let message = format!("a module's name is {MODULE_RULE}");
                section.is_wrong(message, name.span());
            }
            if modules.iter().any(|other| other.name.get_ref() == text) {
                section.is_wrong(format!("two modules are called `{text}`"), name.span());
            }
        }
        if let (Some(name), Some(document)) = (name, document) {
            modules.push(Module {
                name,
                document,
                webhooks,
            });
        }
    }
    modules
}

fn credentials(section: &Section<'_>) -> Option<CredentialSources> {
    let env = section.section("env");
    let (env_server, env_server_variables) = env.as_ref().map(servers).unwrap_or_default();
    let env_connections = env.as_ref().map(connections).unwrap_or_default();
    let keys = env.and_then(|env| keys(&env));
    let files: Vec<_> = section
        .sections("file")
        .iter()
        .map(credential_file)
        .collect();
    let [env_base_url, env_client_id, env_client_secret] = keys?;
    Some(CredentialSources {
        env_base_url,
        env_client_id,
        env_client_secret,
        env_server,
        env_server_variables,
        env_connections,
        files: files.into_iter().collect::<Option<_>>()?,
    })
}

/// Where the three settings are.
fn keys(section: &Section<'_>) -> Option<[String; 3]> {
    let keys = ["base-url", "client-id", "client-secret"].map(|key| section.text(key));
    let [base_url, client_id, client_secret] = keys.map(|key| key.map(Spanned::into_inner));
    Some([base_url?, client_id?, client_secret?])
}

/// Where the choice of a server and the values of its variables are.
fn servers(section: &Section<'_>) -> (Option<String>, Vec<(String, String)>) {
    let server = section.text("server").map(Spanned::into_inner);
    (server, section.text_map("server-variables"))
}

/// What says how connections are made.
fn connections(section: &Section<'_>) -> ConnectionNames {
    let text = |key| section.text(key).map(Spanned::into_inner);
    ConnectionNames {
        proxy: text("proxy"),
        ca_certificate: text("ca-certificate"),
        client_certificate: text("client-certificate"),
        client_key: text("client-key"),
        pool_max_idle_per_host: text("pool-max-idle-per-host"),
        pool_idle_timeout: text("pool-idle-timeout"),
    }
}

fn credential_file(section: &Section<'_>) -> Option<CredentialFile> {
    let (path, format) = (section.text("path"), section.word("format"));
    let environment = section.text("environment");
    let keys = keys(section);
    let (server, server_variables) = servers(section);
    let connections = connections(section);
    let format = match format? {
        "json" => FileFormat::Json,
        _ => FileFormat::Yaml,
    };
    let [base_url, client_id, client_secret] = keys?;
    Some(CredentialFile {
        path: path?.into_inner(),
        format,
        environment: environment.map(Spanned::into_inner),
        base_url,
        client_id,
        client_secret,
        server,
        server_variables,
        connections,
    })
}

/// The version in a text that may be wrong otherwise: that of an older simgen, say.
pub(super) fn version_of(text: &str) -> Option<String> {
    let table = DeTable::parse(text).ok()?;
    let package = table.get_ref().get("package")?.get_ref().as_table()?;
    package
        .get("version")?
        .get_ref()
        .as_str()
        .map(str::to_owned)
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
            (
                ("\"0.1.0\"", "1"),
                "invalid type: integer, expected a string",
                "1",
            ),
            (("[[module]]", "[[module"), "", ""),
        ] {
            let text = GOOD.replacen(change.0, change.1, 1);
            let all = parse(&text).expect_err(&text);
            let mut found = all.iter();
            let wrong = found.find(|wrong| wrong.message.starts_with(message));
            let wrong = wrong.unwrap_or_else(|| panic!("{message}: {all:?}"));
            assert!(
                text[wrong.span.clone()].starts_with(at),
                "{text} {:?}",
                wrong.span
            );
        }
        assert!(parse(GOOD).is_ok());
    }

    #[test]
    fn every_mistake_is_named_in_the_order_of_the_text() {
        let text = "\
output = 1
[package]
name = \"fn\"
colour = \"red\"
[[module]]
name = \"V1\"
[[module]]
nam = \"v1\"
document = true
[credentials]
env = { base-url = \"A\", client-id = 2 }
[[credentials.file]]
path = \"x\"
format = \"ini\"
[errors]
summary = [\"a\", 1]
";
        let wrong = parse(text).expect_err("much is wrong");
        let found: Vec<(&str, usize)> = wrong
            .iter()
            .map(|wrong| {
                let words = wrong
                    .message
                    .split([',', ';', '\''])
                    .next()
                    .unwrap_or_default();
                (words, text[..wrong.span.start].matches('\n').count() + 1)
            })
            .collect();
        assert_eq!(
            found,
            [
                ("invalid type: integer", 1),
                ("missing field `version`", 2),
                ("a package", 3),
                ("unknown field `colour`", 4),
                ("missing field `document`", 5),
                ("a module", 6),
                ("missing field `name`", 7),
                ("unknown field `nam`", 8),
                ("invalid type: boolean", 9),
                ("missing field `client-secret`", 11),
                ("invalid type: integer", 11),
                ("missing field `base-url`", 12),
                ("missing field `client-id`", 12),
                ("missing field `client-secret`", 12),
                ("unknown format `ini`", 14),
                ("invalid type: integer", 16),
            ]
        );
        let broken = parse("[package]\nname = \"x\nversion = 1 2\n").expect_err("is not TOML");
        let starts: Vec<_> = broken.iter().map(|wrong| wrong.span.start).collect();
        assert_eq!(starts, [19, 30], "{broken:?}");
    }

    /// Cargo builds no package of these names, or nothing can depend on it.
    #[test]
    fn names_of_cargo_and_the_toolchain_are_no_names_of_packages() {
        for name in [
            "build", "Build", "deps", "test", "std", "core", "nul", "com1",
        ] {
            assert!(!is_package_name(name), "{name}");
            let text = GOOD.replacen("\"x\"", &format!("\"{name}\""), 1);
            assert!(parse(&text).is_err(), "{name}");
        }
        for name in ["builder", "test-api", "x1", "Pets_api"] {
            assert!(is_package_name(name), "{name}");
        }
    }
}
