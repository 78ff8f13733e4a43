//! Turns facts of the IR into documentation comments.
//!
//! Everything a document says goes through [`markdown`](super::markdown) first.

use super::markdown::{self, Headings};
use super::primitive;
use super::scope::Scope;
use crate::ir::{Access, Doc, Literal, TypeRef};

/// A documentation comment: paragraphs, lists and headings of CommonMark that
/// is safe already.
#[derive(Default)]
pub(super) struct DocComment {
    lines: Vec<String>,
    /// How many levels its headings are below the first.
    depth: usize,
}

impl DocComment {
    /// What the document says, or the sentence given where it says nothing.
    pub(super) fn of(doc: &Doc, otherwise: &str) -> Self {
        let comment = Self::default().words(doc, Headings::Bold);
        if comment.lines.is_empty() {
            return comment.block([otherwise.to_owned()]);
        }
        comment
    }

    /// Our own sentence first, then what the document says.
    pub(super) fn starting_with(sentence: &str, doc: &Doc) -> Self {
        Self::default()
            .block([sentence.to_owned()])
            .words(doc, Headings::Bold)
    }

    /// Adds what the document says.
    pub(super) fn words(mut self, doc: &Doc, headings: Headings) -> Self {
        let summary = doc.summary.as_deref().map(markdown::line);
        let text = doc.text.as_deref().unwrap_or_default();
        let text = markdown::blocks(text, headings);
        if let Some(summary) = summary.filter(|summary| !summary.is_empty()) {
            // Many documents repeat the summary as the description.
            if text.join(" ") != summary {
                self = self.block([summary]);
            }
        }
        self = self.block(text);
        self = self.list(doc.notes.iter().map(|note| markdown::line(note)));
        if let Some((text, target)) = &doc.link {
            self = self.block([format!("See {}.", markdown::link(text, target))]);
        }
        self
    }

    /// Adds a paragraph or any other block, given as lines.
    pub(super) fn block(mut self, lines: impl IntoIterator<Item = String>) -> Self {
        let mut lines = lines.into_iter().peekable();
        if lines.peek().is_none() {
            return self;
        }
        if !self.lines.is_empty() {
            self.lines.push(String::new());
        }
        self.lines.extend(lines);
        self
    }

    /// Adds a paragraph where there is one.
    pub(super) fn maybe(self, sentence: Option<String>) -> Self {
        self.block(sentence)
    }

    /// Adds a list of single lines.
    pub(super) fn list(self, items: impl IntoIterator<Item = String>) -> Self {
        self.block(items.into_iter().map(|item| format!("- {item}")))
    }

    /// Adds a list of items of any length.
    pub(super) fn items(self, items: Vec<Vec<String>>) -> Self {
        self.block(items.into_iter().flat_map(indented))
    }

    /// Adds a heading and a list below it, or nothing where the list is empty.
    pub(super) fn section(self, heading: &str, items: Vec<Vec<String>>) -> Self {
        if items.is_empty() {
            return self;
        }
        self.heading(heading).items(items)
    }

    /// Adds a heading and a block below it, or nothing where there is none.
    pub(super) fn blocks(self, heading: &str, block: Option<Vec<String>>) -> Self {
        match block {
            Some(block) => self.heading(heading).block(block),
            None => self,
        }
    }

    /// Adds a heading.
    fn heading(self, heading: &str) -> Self {
        let marks = "#".repeat(1 + self.depth);
        self.block([format!("{marks} {heading}")])
    }

    /// Puts the headings that follow some levels below the first.
    pub(super) fn below(mut self, levels: usize) -> Self {
        self.depth = levels;
        self
    }

    /// Adds a table, or nothing where it has no rows.
    pub(super) fn table<const N: usize>(
        self,
        heads: [&str; N],
        rows: impl IntoIterator<Item = [String; N]>,
    ) -> Self {
        let row = |cells: [String; N]| {
            // A bar would end the cell, even within code.
            let cells = cells.map(|cell| cell.replace('|', "\\|"));
            format!("| {} |", cells.join(" | "))
        };
        let mut rows = rows.into_iter().map(row).peekable();
        if rows.peek().is_none() {
            return self;
        }
        let rule = format!("|{}", "---|".repeat(N));
        let heads = row(heads.map(str::to_owned));
        self.block([heads, rule].into_iter().chain(rows))
    }

    /// The comment as a text of its own.
    pub(super) fn text(&self) -> String {
        self.lines.join("\n")
    }
}

/// Where something is said.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Where {
    /// In rustdoc, which compiles and runs examples.
    Rustdoc,
    /// On a page that people only read.
    Page,
}

/// A block of code in this language.
pub(super) fn fenced(language: &str, lines: impl IntoIterator<Item = String>) -> Vec<String> {
    let start = std::iter::once(format!("```{language}"));
    start.chain(lines).chain(["```".to_owned()]).collect()
}

/// An item of a list: a label, and what the document says of it.
pub(super) fn item(label: &str, doc: &Doc) -> Vec<String> {
    item_with(label, doc, Vec::new())
}

/// The same with sentences of our own below the document's words.
pub(super) fn item_with(label: &str, doc: &Doc, notes: Vec<String>) -> Vec<String> {
    let notes = (!notes.is_empty()).then(|| notes.join(" "));
    let comment = DocComment::default()
        .words(doc, Headings::Bold)
        .maybe(notes);
    let mut lines = comment.lines.into_iter();
    let Some(first) = lines.next() else {
        return vec![label.to_owned()];
    };
    let mut out = if starts_paragraph(&first) {
        vec![format!("{label}: {first}")]
    } else {
        vec![label.to_owned(), String::new(), first]
    };
    out.extend(lines);
    out
}

/// Whether a label can be before the line without changing what it is:
/// lists, tables, quotes and code need a line of their own.
fn starts_paragraph(line: &str) -> bool {
    let number = line.trim_start_matches(|first: char| first.is_ascii_digit());
    let ordered = number.len() < line.len() && number.starts_with(['.', ')']);
    let bold = line.starts_with("**");
    let code = line.starts_with('`') && !line.starts_with("```");
    let plain = line.starts_with(|first: char| !first.is_ascii_punctuation());
    !ordered && (bold || code || plain || line.starts_with(['(', '"', '\'', '<', '[', '\\']))
}

/// `- first line`, and the rest below its text.
fn indented(item: Vec<String>) -> Vec<String> {
    item.into_iter()
        .enumerate()
        .map(|(index, line)| match (index, line.is_empty()) {
            (0, _) => format!("- {line}"),
            (_, true) => line,
            (_, false) => format!("  {line}"),
        })
        .collect()
}

/// In which direction a property travels.
pub(super) fn access(access: Access) -> Option<String> {
    match access {
        Access::ReadWrite => None,
        Access::ReadOnly => Some("Read-only: left out of request bodies.".to_owned()),
        Access::WriteOnly => Some("Write-only: servers leave it out of responses.".to_owned()),
    }
}

/// What an absent value means.
pub(super) fn default(value: Option<&Literal>) -> Option<String> {
    value.map(|value| format!("Default: {}.", markdown::code(&value.to_string())))
}

/// A type in words, with a link where it has a name.
pub(super) fn type_in_words(scope: &Scope<'_>, ty: &TypeRef) -> String {
    match ty {
        TypeRef::Named { id, .. } => scope.link(*id),
        TypeRef::List(element) => format!("a list of {}", type_in_words(scope, element)),
        TypeRef::Tuple(elements) => {
            let elements: Vec<String> = elements
                .iter()
                .map(|element| type_in_words(scope, element))
                .collect();
            format!("a list of exactly {}", enumerated(&elements))
        }
        TypeRef::Map(element) => format!("a map of {}", type_in_words(scope, element)),
        TypeRef::Nullable(inner) => format!("{} or `null`", type_in_words(scope, inner)),
        TypeRef::Primitive(primitive) => markdown::code(primitive::name(*primitive)),
        TypeRef::Object => "a JSON object".to_owned(),
        TypeRef::Json => "any JSON".to_owned(),
    }
}

/// `a, b and c`
pub(super) fn enumerated(names: &[String]) -> String {
    match names {
        [first @ .., last] if !first.is_empty() => format!("{} and {last}", first.join(", ")),
        names => names.concat(),
    }
}
