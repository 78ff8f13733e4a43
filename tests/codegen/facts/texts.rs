//! Reads what the generated crate says: its pages of Markdown, and the comments of its code.

use super::Where;
use super::table::{OPERATIONS, Operation, VERSIONS};
use crate::spec;

/// What is said of one thing.
pub(super) struct Said {
    /// The part of a Markdown page.
    pub(super) page: String,
    /// The code without the marks of its comments.
    pub(super) code: String,
}

/// The texts of all files.
pub(super) struct Texts {
    pages: Vec<(String, String)>,
    code: Vec<(String, String)>,
}

impl Texts {
    pub(super) fn read() -> Self {
        let (mut pages, mut code) = (Vec::new(), Vec::new());
        for file in spec::files() {
            match file.path.rsplit_once('.') {
                Some((_, "md")) if file.path.starts_with("docs/") => {
                    pages.push((file.path, file.text));
                }
                Some((_, "rs")) if file.path.starts_with("src/") => {
                    let text = comments(&file.text);
                    code.push((file.path, text));
                }
                _ => {}
            }
        }
        Self { pages, code }
    }

    /// What is said at each of the places that are meant.
    pub(super) fn all(&self, place: Where) -> Vec<Said> {
        match place {
            Where::Index => {
                let modules = VERSIONS.iter().map(|version| version.module);
                modules.map(|module| self.index(module, "mod")).collect()
            }
            Where::Of(method) => self.operations(|operation| operation.method == method),
            Where::EachOperation => self.operations(|_| true),
            Where::WithId => self.operations(|operation| operation.call.1.contains("{id}")),
            Where::WithDetails => {
                self.operations(|operation| matches!(operation.call.0, "POST" | "PUT"))
            }
            Where::WithPatch => self.operations(|operation| operation.call.0 == "PATCH"),
            Where::Errors => vec![Said {
                page: section(&self.page("sim_integrations.md"), "SimIntegrationsError"),
                code: found(&self.code, "src/shared/errors.rs"),
            }],
            Where::Model(name) => vec![Said {
                page: self.page("models.md"),
                code: found(&self.code, &format!("models/{name}.rs")),
            }],
        }
    }

    /// What the index says of a module, and what a file of the module says.
    pub(super) fn index(&self, module: &str, file: &str) -> Said {
        Said {
            page: section(&self.page("docs/README.md"), module),
            code: found(&self.code, &format!("src/{module}/{file}.rs")),
        }
    }

    /// What is said of one operation.
    pub(super) fn of(&self, operation: &Operation) -> Said {
        let code = found(&self.code, "src/shared/sim_integrations.rs");
        let end = format!("\npub struct {}<", operation.ty);
        let before = code.split(&end).next().unwrap_or_default();
        let start = before.rfind("\npub struct ").unwrap_or_default();
        Said {
            page: section(&self.page("sim_integrations.md"), operation.method),
            code: before[start..].to_owned(),
        }
    }

    fn operations(&self, is_meant: impl Fn(&Operation) -> bool) -> Vec<Said> {
        let operations = OPERATIONS.iter().filter(|operation| is_meant(operation));
        operations.map(|operation| self.of(operation)).collect()
    }

    fn page(&self, end: &str) -> String {
        found(&self.pages, end)
    }
}

/// The part of a page below a heading.
fn section(page: &str, heading: &str) -> String {
    let start = format!("`{heading}`\n");
    let section = page.split("\n## ").find(|part| part.starts_with(&start));
    section.unwrap_or_default().to_owned()
}

/// The text of the only file whose path ends so.
fn found(texts: &[(String, String)], end: &str) -> String {
    let mut found = texts.iter().filter(|(path, _)| path.ends_with(end));
    let (_, text) = found.next().unwrap_or_else(|| panic!("no file {end}"));
    assert!(found.next().is_none(), "two files {end}");
    text.clone()
}

/// The code without the marks of its comments.
fn comments(code: &str) -> String {
    let lines = code.lines().map(|line| {
        let line = line.trim_start();
        let comment = line
            .strip_prefix("///")
            .or_else(|| line.strip_prefix("//!"));
        comment.map_or(line, |text| text.strip_prefix(' ').unwrap_or(text))
    });
    lines.flat_map(|line| [line, "\n"]).collect()
}
