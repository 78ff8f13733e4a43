//! The extensions of OpenAPI that simgen reads. `docs/extensions.md` has an example of each; a test
//! holds the page and this list together, and sees to it that no other file names one.

/// Marks a schema whose values must never be shown.
pub(super) const SENSITIVE: &str = "x-sensitive";

/// List the names of the values of an `enum`, one a value. The first that is there counts.
pub(super) const ENUM_NAMES: &[&str] = &["x-enum-varnames", "x-enumNames", "x-enum-names"];

/// List the descriptions of the values of an `enum`, one a value. The first that is there counts.
pub(super) const ENUM_TEXTS: &[&str] = &["x-enum-descriptions", "x-enumDescriptions"];

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::fs;
    use std::path::{Path, PathBuf};

    use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, Parser, Tag, TagEnd};

    use super::*;
    use crate::config::{Config, Module, Selection, Streams};
    use crate::openapi::extensions::WEBHOOKS_OF_3_0;
    use crate::source::Sources;

    /// A section of the page: the extensions in its heading, and its blocks.
    #[derive(Debug, Default)]
    struct Section {
        extensions: Vec<String>,
        /// Each with its language.
        blocks: Vec<(String, String)>,
    }

    fn all() -> BTreeSet<&'static str> {
        let names = [&[SENSITIVE, WEBHOOKS_OF_3_0], ENUM_NAMES, ENUM_TEXTS].concat();
        names.into_iter().collect()
    }

    fn page() -> String {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/extensions.md");
        fs::read_to_string(path).expect("it is there")
    }

    fn sections(page: &str) -> Vec<Section> {
        let mut sections: Vec<Section> = Vec::new();
        let (mut is_heading, mut is_block) = (false, false);
        for event in Parser::new(page) {
            match (event, sections.last_mut()) {
                (
                    Event::Start(Tag::Heading {
                        level: HeadingLevel::H2,
                        ..
                    }),
                    _,
                ) => {
                    is_heading = true;
                    sections.push(Section::default());
                }
                (Event::End(TagEnd::Heading(_)), _) => is_heading = false,
                (Event::Code(name), Some(section)) if is_heading => {
                    section.extensions.push(name.into_string());
                }
                (Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(kind))), Some(section)) => {
                    is_block = true;
                    section.blocks.push((kind.into_string(), String::new()));
                }
                (Event::Text(text), Some(section)) if is_block => {
                    let (_, block) = section.blocks.last_mut().expect("it has begun");
                    block.push_str(&text);
                }
                (Event::End(TagEnd::CodeBlock), _) => is_block = false,
                _ => {}
            }
        }
        sections
    }

    #[test]
    fn the_page_names_the_extensions_that_are_read_and_no_other() {
        let sections = sections(&page());
        let named = sections.iter().flat_map(|section| &section.extensions);
        let named: BTreeSet<&str> = named.map(String::as_str).collect();
        assert_eq!(named, all());
    }

    /// The schemas of an example, as the components of a document, or members of it; each extension of its section in
    /// place of the first.
    #[test]
    fn each_example_gives_the_rust_below_it() {
        for section in sections(&page()) {
            let [(yaml, schemas), (rust, expected)] = &section.blocks[..] else {
                panic!("{section:?}");
            };
            assert_eq!((yaml.as_str(), rust.as_str()), ("yaml", "rust,ignore"));
            let first = section.extensions.first().expect("it has one");
            assert!(schemas.contains(first.as_str()), "{schemas}");
            for extension in &section.extensions {
                let text = generated(&schemas.replace(first.as_str(), extension));
                assert!(text.contains(expected), "{extension}: {text}");
            }
            // Without it, something else comes of the same schemas.
            let text = generated(&schemas.replace(first.as_str(), "x-other"));
            assert!(!text.contains(expected), "{text}");
        }
    }

    /// The code of a document with these schemas, or members.
    fn generated(schemas: &str) -> String {
        let is_member = schemas.starts_with("x-");
        let (schemas, members) = if is_member {
            (TICKET, schemas)
        } else {
            (schemas, "")
        };
        let schemas: String = schemas
            .lines()
            .map(|line| format!("    {line}\n"))
            .collect();
        let document = format!(
            "openapi: 3.0.3\ninfo: {{title: t, version: '1'}}\npaths:\n  /a:\n    get:\n      \
             operationId: a\n      responses:\n        '200':\n          description: d\n          \
             content:\n            application/json:\n              schema: \
             {{$ref: '#/components/schemas/Ticket'}}\n{members}components:\n  schemas:\n{schemas}"
        );
        let sources = Sources::from_texts([("openapi.yaml", document)]);
        let config = Config {
            name: "tickets".to_owned(),
            version: "0.1.0".to_owned(),
            description: None,
            metadata: crate::ir::Metadata::default(),
            runtime: crate::ir::Runtime::default(),
            modules: vec![Module {
                name: "api".to_owned(),
                document: sources.find("openapi.yaml").expect("it is given"),
                document_name: "openapi.yaml".to_owned(),
                webhooks: Default::default(),
            }],
            credentials: None,
            error_summary: Vec::new(),
            streams: Streams::default(),
            strict: true,
            lists_api: false,
            lock: None,
            selection: Selection::default(),
        };
        let generated = crate::generate(&sources, &config);
        assert!(!generated.files.is_empty(), "{:?}", generated.diagnostics);
        let code = generated.files.into_iter();
        let code = code.filter(|file| file.path.starts_with("src/api/"));
        code.map(|file| file.text).collect()
    }

    /// What examples of members refer to.
    const TICKET: &str = "Ticket: {type: object, properties: {number: {type: string}}}";

    /// What a file other than this one names, it may read, unseen by the page.
    #[test]
    fn no_other_file_names_an_extension() {
        let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
        let own = ["lower", "openapi"].map(|layer| source.join(layer).join("extensions.rs"));
        let mut folders = vec![source];
        let mut seen = 0;
        while let Some(folder) = folders.pop() {
            for path in entries(&folder) {
                if path.is_dir() {
                    folders.push(path);
                } else if path.extension().is_some_and(|kind| kind == "rs") && !own.contains(&path)
                {
                    seen += 1;
                    no_extension(&path);
                }
            }
        }
        assert!(seen > 100, "{seen} files");
    }

    fn entries(folder: &Path) -> Vec<PathBuf> {
        let entries = fs::read_dir(folder).expect("it is a folder");
        let paths = entries.map(|entry| entry.expect("it can be read").path());
        paths.collect()
    }

    fn no_extension(path: &Path) {
        let text = fs::read_to_string(path).expect("it is there");
        let is_test =
            path.ends_with("tests.rs") || path.components().any(|part| part.as_os_str() == "tests");
        let code = text
            .split("#[cfg(test)]\nmod tests {")
            .next()
            .unwrap_or_default();
        let literals = code.split("\"x-").skip(1);
        for literal in literals.filter(|_| !is_test) {
            let name = literal.split('"').next().unwrap_or_default();
            // A prefix of all extensions, and what simgen itself writes into a tree.
            let is_own = name.is_empty() || name.starts_with("simgen-");
            assert!(is_own, "{path:?} names x-{name}");
        }
    }
}
