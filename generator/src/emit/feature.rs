//! Turns Cargo features into conditions, and into lines of a manifest.

use std::collections::BTreeSet;

use quote::quote;
use syn::Attribute;

use super::syntax;
use crate::ir::{Feature, Package};

/// `#[cfg(any(feature = "pets", feature = "shops"))]`; nothing for what is always there.
pub(super) fn condition<'f>(features: impl IntoIterator<Item = &'f Feature>) -> Option<Attribute> {
    let names = features.into_iter().map(Feature::to_string);
    let names: Vec<_> = names.map(|name| syntax::quoted(&name)).collect();
    let condition = match names.as_slice() {
        [] => return None,
        [name] => quote!(feature = #name),
        names => quote!(any(#(feature = #names),*)),
    };
    Some(syntax::list("cfg", condition))
}

/// The names of all tags' features, sorted; documents share those of equal tags.
pub(super) fn of_tags(package: &Package) -> BTreeSet<String> {
    let resources = package.apis.iter().flat_map(|api| &api.resources);
    let features = resources.filter_map(|resource| resource.feature.as_ref());
    let webhooks = package.apis.iter().filter_map(|api| api.webhooks.as_ref());
    let events = webhooks.filter_map(|webhooks| webhooks.feature.as_ref());
    let features = features.chain(events);
    features.map(Feature::to_string).collect()
}

/// The runtime's `[features]` with those of the tags, all on by default.
pub(super) fn section(runtime: &str, package: &Package) -> String {
    let tags = of_tags(package);
    if tags.is_empty() {
        return runtime.to_owned();
    }
    let full = Feature::Full;
    let mut text = runtime.replacen("default = [", &format!("default = [\"{full}\", "), 1);
    text.push_str("# The operations of every tag, and models that no operation uses.\n");
    text.push_str(&format!("{full} = [\n"));
    for tag in &tags {
        text.push_str(&format!("    \"{tag}\",\n"));
    }
    text.push_str("]\n# The operations of one tag each, and the models that they need.\n");
    for tag in &tags {
        text.push_str(&format!("{tag} = []\n"));
    }
    text
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

    use crate::config::{Config, Module, Selection, Streams};
    use crate::generate;
    use crate::generated_file::GeneratedFile;
    use crate::names::CRATE_FEATURES;
    use crate::source::Sources;

    /// Two tags with so many operations each, with models of their own, shared
    /// ones, and one that nothing uses.
    fn files(operations: usize) -> Vec<GeneratedFile> {
        let mut text = "openapi: 3.0.3\ninfo: {title: A, version: '1'}\npaths:\n".to_owned();
        for tag in ["Pets", "Default"] {
            for number in 0..operations {
                let _ = write!(
                    text,
                    "  /{tag}/{number}:\n    get:\n      operationId: get{tag}{number}\n      tags: [{tag}]\n      responses:\n        '200': {{description: Ok., content: {{application/json: {{schema: {{$ref: '#/components/schemas/Of{tag}'}}}}}}}}\n        '404': {{description: No., content: {{application/json: {{schema: {{$ref: '#/components/schemas/Problem'}}}}}}}}\n"
                );
            }
        }
        text.push_str(
            "components:
  schemas:
    OfPets: {type: object, properties: {a: {$ref: '#/components/schemas/Both'}, b: {$ref: '#/components/schemas/Part'}}}
    OfDefault: {type: object, properties: {a: {$ref: '#/components/schemas/Both'}}}
    Both: {type: object, properties: {a: {type: string}}}
    Part: {type: object, properties: {a: {type: string}}}
    Problem: {type: object, properties: {cause: {$ref: '#/components/schemas/Cause'}}}
    Cause: {type: string, enum: [a]}
    Unused: {type: object, properties: {a: {$ref: '#/components/schemas/Both'}}}
",
        );
        let sources = Sources::from_texts([("api.yaml", text)]);
        let config = Config {
            name: "large".to_owned(),
            version: "1.0.0".to_owned(),
            description: None,
            metadata: crate::ir::Metadata::default(),
            runtime: crate::ir::Runtime::default(),
            modules: vec![Module {
                name: "api".to_owned(),
                document: sources.find("api.yaml").expect("it was given"),
                document_name: "api.yaml".to_owned(),
                webhooks: Default::default(),
            }],
            credentials: None,
            error_summary: Vec::new(),
            streams: Streams::default(),
            lists_api: false,
            lock: None,
            strict: true,
            selection: Selection::default(),
        };
        let generated = generate(&sources, &config);
        assert!(!generated.files.is_empty(), "{:?}", generated.diagnostics);
        generated.files
    }

    fn text<'f>(files: &'f [GeneratedFile], path: &str) -> &'f str {
        let file = files.iter().find(|file| file.path == path);
        &file.unwrap_or_else(|| panic!("{path} is not there")).text
    }

    #[test]
    fn each_tag_of_a_large_api_is_a_feature_with_the_models_it_needs() {
        let files = files(60);
        let manifest: toml::Table = text(&files, "Cargo.toml").parse().expect("it is TOML");
        let features = manifest["features"].as_table().expect("a table");
        assert_eq!(features["full"].to_string(), "[\"default2\", \"pets\"]");
        assert!(features["default"].to_string().contains("\"full\""));
        assert_eq!(features["pets"].to_string(), "[]");
        let modules = text(&files, "src/api/mod.rs");
        assert!(
            modules.contains("#[cfg(feature = \"pets\")]\npub mod pets;"),
            "{modules}"
        );
        assert!(
            modules.contains("pub mod errors;\npub mod models;"),
            "{modules}"
        );
        let models = text(&files, "src/api/models/mod.rs");
        for (file, condition) in [
            ("of_pets", "#[cfg(feature = \"pets\")]\n"),
            ("part", "#[cfg(feature = \"pets\")]\n"),
            ("of_default", "#[cfg(feature = \"default2\")]\n"),
            (
                "both",
                "#[cfg(any(feature = \"default2\", feature = \"pets\"))]\n",
            ),
            ("unused", "#[cfg(feature = \"full\")]\n"),
            (
                "problem",
                "#[cfg(any(feature = \"default2\", feature = \"pets\"))]\n",
            ),
            (
                "cause",
                "#[cfg(any(feature = \"default2\", feature = \"pets\"))]\n",
            ),
        ] {
            for item in ["mod ", "pub use "] {
                let end = if item == "mod " { ";" } else { "::" };
                let line = format!("{condition}{item}{file}{end}");
                assert!(models.contains(&line), "{line}\n{models}");
            }
        }
        let errors = text(&files, "src/api/errors/mod.rs");
        assert!(
            errors.contains("#[cfg(feature = \"pets\")]\npub use pets::PetsError;"),
            "{errors}"
        );
        assert!(text(&files, "src/api/errors/pets.rs").contains("pub enum PetsError"));
    }

    #[test]
    fn a_small_api_has_no_features_of_its_own() {
        let files = files(40);
        assert!(!text(&files, "Cargo.toml").contains("full"));
        assert!(!text(&files, "src/api/models/mod.rs").contains("cfg"));
    }

    #[test]
    fn no_tag_can_take_a_feature_of_the_runtime() {
        let manifest: toml::Table = super::super::runtime::manifest().parse().expect("TOML");
        let dependencies = manifest["dependencies"].as_table().expect("a table");
        let optional = dependencies
            .iter()
            .filter(|(_, value)| value.get("optional").is_some())
            .map(|(name, _)| name);
        for name in manifest["features"]
            .as_table()
            .expect("a table")
            .keys()
            .chain(optional)
        {
            let name = name.replace('-', "_");
            assert!(
                CRATE_FEATURES.contains(&name.as_str()),
                "{name} is not reserved"
            );
        }
    }
}
