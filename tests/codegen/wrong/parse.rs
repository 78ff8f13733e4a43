//! Turns the text of a theme into its cases.

use std::fs;
use std::path::Path;

use super::{Expected, Mark, Words};

/// One wrong document.
#[derive(Debug)]
pub(super) struct Case {
    pub(super) theme: String,
    pub(super) base: &'static str,
    /// How many lines of the base are before those of the case, how far these are
    /// indented, and how many lines are after them.
    pub(super) around: (usize, usize, usize),
    pub(super) name: String,
    /// The root document first.
    pub(super) files: Vec<File>,
    pub(super) expected: Vec<Expected>,
}

#[derive(Debug)]
pub(super) struct File {
    pub(super) path: String,
    pub(super) text: String,
}

/// What is around the lines of a case, and how far they are indented.
struct Base {
    name: &'static str,
    path: &'static str,
    before: &'static str,
    indent: usize,
    after: &'static str,
}

/// The bases that the README describes.
const BASES: &[Base] = &[
    Base {
        name: "document",
        path: "root.yaml",
        before: "",
        indent: 0,
        after: "",
    },
    Base {
        name: "json",
        path: "root.json",
        before: "",
        indent: 0,
        after: "",
    },
    Base {
        name: "root",
        path: "root.yaml",
        before: "openapi: 3.0.3\ninfo: {title: T, version: '1'}\npaths: {}\n",
        indent: 0,
        after: "",
    },
    Base {
        name: "info",
        path: "root.yaml",
        before: "openapi: 3.0.3\npaths: {}\ninfo:\n",
        indent: 2,
        after: "",
    },
    Base {
        name: "paths",
        path: "root.yaml",
        before: "openapi: 3.0.3\ninfo: {title: T, version: '1'}\npaths:\n",
        indent: 2,
        after: "",
    },
    Base {
        name: "path",
        path: "root.yaml",
        before: "openapi: 3.0.3\ninfo: {title: T, version: '1'}\npaths:\n  /a:\n",
        indent: 4,
        after: "",
    },
    Base {
        name: "operation",
        path: "root.yaml",
        before: "openapi: 3.0.3\ninfo: {title: T, version: '1'}\npaths:\n  /a:\n    get:\n",
        indent: 6,
        after: "",
    },
    Base {
        name: "parameter",
        path: "root.yaml",
        before: "openapi: 3.0.3\ninfo: {title: T, version: '1'}\npaths:\n  /a:\n    get:\n      responses: {'204': {description: D}}\n      parameters:\n        - name: p\n          in: query\n",
        indent: 10,
        after: "",
    },
    Base {
        name: "response",
        path: "root.yaml",
        before: "openapi: 3.0.3\ninfo: {title: T, version: '1'}\npaths:\n  /a:\n    get:\n      responses:\n        '200':\n          description: D\n",
        indent: 10,
        after: "",
    },
    Base {
        name: "components",
        path: "root.yaml",
        before: "openapi: 3.0.3\ninfo: {title: T, version: '1'}\npaths: {}\ncomponents:\n",
        indent: 2,
        after: "",
    },
    Base {
        name: "schema",
        path: "root.yaml",
        before: "openapi: 3.0.3\ninfo: {title: T, version: '1'}\npaths: {}\ncomponents:\n  schemas:\n    X:\n",
        indent: 6,
        after: "    B: {type: object}\n",
    },
    Base {
        name: "json schema",
        path: "root.yaml",
        before: "openapi: 3.1.0\ninfo: {title: T, version: '1'}\npaths: {}\ncomponents:\n  schemas:\n    X:\n",
        indent: 6,
        after: "    B: {type: object}\n",
    },
];

/// Reads the cases of one theme.
pub(super) fn parse(path: &Path) -> Vec<Case> {
    let theme = path.file_stem().unwrap_or_default().to_string_lossy();
    let text = fs::read_to_string(path).unwrap_or_else(|error| panic!("{path:?}: {error}"));
    let mut cases = text.split("\n=== ");
    // What is before the first case is a comment.
    cases.next();
    cases.map(|case| one(&theme, case)).collect()
}

fn one(theme: &str, text: &str) -> Case {
    let (title, body) = text.split_once('\n').unwrap_or((text, ""));
    let (base, name) = title
        .split_once(": ")
        .unwrap_or_else(|| panic!("`{title}` names no base"));
    let base = BASES
        .iter()
        .find(|known| known.name == base)
        .unwrap_or_else(|| panic!("there is no base `{base}`"));
    let mut case = Case {
        theme: theme.to_owned(),
        base: base.name,
        around: (
            base.before.lines().count(),
            base.indent,
            base.after.lines().count(),
        ),
        name: name.to_owned(),
        files: vec![File {
            path: base.path.to_owned(),
            text: base.before.to_owned(),
        }],
        expected: Vec::new(),
    };
    let mut indent = base.indent;
    for line in body.lines() {
        if let Some(path) = line.strip_prefix(">>> ") {
            case.end(base.after);
            case.files.push(File {
                path: path.to_owned(),
                text: String::new(),
            });
            indent = 0;
        } else if let Some(expected) = case.expected_of(line, indent) {
            case.expected.push(expected);
        } else if let Some(file) = case.files.last_mut() {
            let indented = format!("{}{line}", " ".repeat(indent));
            file.text.push_str(indented.trim_end());
            file.text.push('\n');
        }
    }
    case.end(base.after);
    case
}

impl Case {
    /// The base's last lines, which only the root document has.
    fn end(&mut self, after: &str) {
        if let [root] = self.files.as_mut_slice() {
            root.text.push_str(after);
        }
    }

    /// `  ^^^^ warning[code] words`, below the line that it is about.
    fn expected_of(&self, line: &str, indent: usize) -> Option<Expected> {
        let marked = line.trim_start_matches(' ');
        let rest = marked.trim_start_matches('^');
        let width = marked.len() - rest.len();
        let (severity, rest) = rest.strip_prefix(' ')?.split_once('[')?;
        let (code, words) = rest.split_once(']')?;
        if width == 0 || !matches!(severity, "error" | "warning" | "note") {
            return None;
        }
        let file = self.files.last()?;
        let words = words.trim();
        let message = words
            .strip_prefix('"')
            .and_then(|words| words.strip_suffix('"'));
        Some(Expected {
            mark: Mark {
                file: file.path.clone(),
                line: file.text.lines().count(),
                column: line.len() - marked.len() + indent + 1,
                width,
                severity: severity.to_owned(),
                code: code.to_owned(),
            },
            words: match message {
                Some(part) => Words::Message(part.to_owned()),
                None => Words::Help(words.to_owned()),
            },
        })
    }
}
