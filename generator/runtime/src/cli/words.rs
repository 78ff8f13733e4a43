//! Turns a document's CommonMark into plain text.
//!
//! It does not know where the text will be.

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use super::super::metadata::api_metadata::ApiMetadata;
use super::screen::visible;
use super::subcommand;

/// Paragraphs with an empty line between them. Operations of the API that are named in
/// code are called as their commands are.
pub(super) fn plain(api: &ApiMetadata, text: &str) -> String {
    let mut writer = Writer::of(api);
    let parser = Parser::new_ext(text, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH);
    for event in parser {
        writer.write(event);
    }
    printable(writer.out.trim())
}

/// The first paragraph, on one line.
pub(super) fn line(api: &ApiMetadata, text: &str) -> String {
    let plain = plain(api, text);
    let first = plain.split("\n\n").next().unwrap_or_default();
    first.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The name that was probably meant: the one that is most alike, if any is.
pub(super) fn similar<'n>(name: &str, known: &[&'n str]) -> Option<&'n str> {
    let alike = known
        .iter()
        .map(|known| (strsim::damerau_levenshtein(name, known), *known));
    let (distance, found) = alike.min_by_key(|(distance, _)| *distance)?;
    // Three letters of a long name, one of a short one.
    (distance <= 1.max(name.chars().count() / 4).min(3)).then_some(found)
}

/// Text as it is shown, before its width counts; line breaks stay.
pub(super) fn printable(text: &str) -> String {
    visible(text).replace('\t', " ")
}

struct Writer<'a> {
    api: &'a ApiMetadata,
    out: String,
    /// The next number of each open list; `None` where it has dots.
    lists: Vec<Option<u64>>,
    /// Where open links lead, and where their text begins.
    links: Vec<(String, usize)>,
    in_code: bool,
}

impl<'a> Writer<'a> {
    fn of(api: &'a ApiMetadata) -> Self {
        Self {
            api,
            out: String::new(),
            lists: Vec::new(),
            links: Vec::new(),
            in_code: false,
        }
    }

    fn write(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) if self.in_code => {
                let indented = text.lines().map(|line| format!("    {line}\n"));
                self.out.extend(indented);
            }
            Event::Text(text) => self.out.push_str(&text),
            Event::Code(text) => {
                let mut operations = self.api.operations();
                let named = operations.find(|found| *text == *found.operation.description.id);
                let name = named.map(subcommand::name);
                self.out
                    .push_str(&format!("`{}`", name.as_deref().unwrap_or(&text)));
            }
            Event::SoftBreak => self.out.push(' '),
            Event::HardBreak => self.out.push('\n'),
            Event::Rule => self.block(),
            _ => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Paragraph if self.out.ends_with("- ") || self.out.ends_with(". ") => {}
            Tag::Paragraph | Tag::Heading { .. } | Tag::HtmlBlock | Tag::Table(_) => self.block(),
            Tag::CodeBlock(_) => {
                self.block();
                self.in_code = true;
            }
            Tag::List(first) => {
                if self.lists.is_empty() {
                    self.block();
                }
                self.lists.push(first);
            }
            Tag::Item => self.item(),
            Tag::TableHead | Tag::TableRow => self.line(),
            Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. } => {
                self.links.push((dest_url.into_string(), self.out.len()));
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Heading(HeadingLevel::H1) => self.block(),
            TagEnd::CodeBlock => self.in_code = false,
            TagEnd::List(_) => drop(self.lists.pop()),
            TagEnd::TableCell => self.out.push_str("  "),
            TagEnd::TableHead | TagEnd::TableRow => {
                let length = self.out.trim_end().len();
                self.out.truncate(length);
            }
            TagEnd::Link | TagEnd::Image => {
                if let Some((target, begin)) = self.links.pop()
                    && self.out.get(begin..) != Some(target.as_str())
                    && target.contains("://")
                {
                    self.out.push_str(&format!(" ({target})"));
                }
            }
            _ => {}
        }
    }

    fn item(&mut self) {
        self.line();
        let depth = self.lists.len().saturating_sub(1);
        let mark = match self.lists.last_mut() {
            Some(Some(number)) => {
                let mark = format!("{number}. ");
                *number += 1;
                mark
            }
            _ => "- ".to_owned(),
        };
        self.out.push_str(&format!("{}{mark}", "  ".repeat(depth)));
    }

    /// Ends the line, if there is one.
    fn line(&mut self) {
        if !self.out.is_empty() && !self.out.ends_with('\n') {
            self.out.push('\n');
        }
    }

    /// Leaves an empty line.
    fn block(&mut self) {
        self.line();
        if !self.out.is_empty() && !self.out.ends_with("\n\n") {
            self.out.push('\n');
        }
    }
}
