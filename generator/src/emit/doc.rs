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
    text: String,
    /// How many levels its headings are below the first.
    depth: usize,
}

impl DocComment {
    /// What the document says, or the sentence given where it says nothing.
    pub(super) fn of(doc: &Doc, otherwise: &str) -> Self {
        let comment = Self::default().words(doc, Headings::Bold);
        if comment.text.is_empty() {
            return comment.block([otherwise]);
        }
        comment
    }

    /// Our own sentence first, then what the document says.
    pub(super) fn starting_with(sentence: &str, doc: &Doc) -> Self {
        Self::default().block([sentence]).words(doc, Headings::Bold)
    }

    /// Adds what the document says.
    pub(super) fn words(mut self, doc: &Doc, headings: Headings) -> Self {
        let summary = doc.summary.as_deref().map(markdown::line);
        let text = doc.text.as_deref().unwrap_or_default();
        let text = markdown::blocks(text, headings);
        if let Some(summary) = summary.filter(|summary| !summary.is_empty()) {
            // Many documents repeat the summary as the description.
            if text.replace('\n', " ") != summary {
                self = self.block([summary]);
            }
        }
        self = self.maybe((!text.is_empty()).then_some(text));
        self = self.list(doc.notes.iter().map(|note| markdown::line(note)));
        if let Some((text, target)) = &doc.link {
            self = self.block([format!("See {}.", markdown::link(text, target))]);
        }
        self
    }

    /// Adds a paragraph or any other block, given as lines.
    pub(super) fn block(self, lines: impl IntoIterator<Item: AsRef<str>>) -> Self {
        self.lines("", lines)
    }

    /// Adds a block of lines that start like this.
    fn lines(mut self, start: &str, lines: impl IntoIterator<Item: AsRef<str>>) -> Self {
        let mut before = self.before_block();
        for line in lines {
            self.text.extend([before, start, line.as_ref()]);
            before = "\n";
        }
        self
    }

    /// What is between what is there and the next block.
    fn before_block(&self) -> &'static str {
        match self.text.is_empty() {
            true => "",
            false => "\n\n",
        }
    }

    /// Adds a paragraph where there is one.
    pub(super) fn maybe(self, sentence: Option<String>) -> Self {
        self.block(sentence)
    }

    /// Adds a list of single lines.
    pub(super) fn list(self, items: impl IntoIterator<Item: AsRef<str>>) -> Self {
        self.lines("- ", items)
    }

    /// Adds a list of items of any length.
    pub(super) fn items(mut self, items: Vec<String>) -> Self {
        let mut before = self.before_block();
        for item in items {
            for (index, line) in item.split('\n').enumerate() {
                // The rest is below the text of the first line.
                let start = match (index, line) {
                    (0, _) => "- ",
                    (_, "") => "",
                    _ => "  ",
                };
                self.text.extend([before, start, line]);
                before = "\n";
            }
        }
        self
    }

    /// Adds a heading and a list below it, or nothing where the list is empty.
    pub(super) fn section(self, heading: &str, items: Vec<String>) -> Self {
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
        self.lines(&(marks + " "), [heading])
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
    pub(super) fn text(&self) -> &str {
        &self.text
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
pub(super) fn item(label: &str, doc: &Doc) -> String {
    item_with(label, doc, Vec::new())
}

/// The same with sentences of our own below the document's words.
pub(super) fn item_with(label: &str, doc: &Doc, notes: Vec<String>) -> String {
    let notes = (!notes.is_empty()).then(|| notes.join(" "));
    let comment = DocComment::default().words(doc, Headings::Bold);
    let text = comment.maybe(notes).text;
    let before = match text.as_str() {
        "" => "",
        text if starts_paragraph(text) => ": ",
        _ => "\n\n",
    };
    [label, before, &text].concat()
}

/// Whether a label can be before the text without changing what it is:
/// lists, tables, quotes and code need a line of their own.
fn starts_paragraph(text: &str) -> bool {
    let number = text.trim_start_matches(|first: char| first.is_ascii_digit());
    let ordered = number.len() < text.len() && number.starts_with(['.', ')']);
    let bold = text.starts_with("**");
    let code = text.starts_with('`') && !text.starts_with("```");
    let plain = text.starts_with(|first: char| !first.is_ascii_punctuation());
    !ordered && (bold || code || plain || text.starts_with(['(', '"', '\'', '<', '[', '\\']))
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
