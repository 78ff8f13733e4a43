//! Turns a document's CommonMark into CommonMark that rustdoc reads as meant:
//! no raw HTML, no link that could be an intra-doc link, no bare URL, no code
//! that could be a doctest, no heading among rustdoc's own.
//!
//! May not know: what the text is about.

use pulldown_cmark::{
    CodeBlockKind, CowStr, Event, HeadingLevel, LinkType, Options, Parser, Tag, TagEnd,
    TextMergeStream,
};
use pulldown_cmark_to_cmark as writer;

use super::html;

/// Both ends: what is parsed, and what the writer must expect to be parsed.
const SYNTAX: Options = Options::ENABLE_TABLES
    .union(Options::ENABLE_STRIKETHROUGH)
    .union(Options::ENABLE_TASKLISTS);

/// Where a paragraph's line ends, if it can.
const WIDTH: usize = 92;

/// Languages that rustdoc does not take for Rust.
const LANGUAGES: &[&str] = &[
    "bash",
    "console",
    "csharp",
    "css",
    "curl",
    "go",
    "graphql",
    "html",
    "http",
    "java",
    "javascript",
    "js",
    "json",
    "kotlin",
    "php",
    "powershell",
    "python",
    "ruby",
    "sh",
    "shell",
    "sql",
    "swift",
    "toml",
    "ts",
    "typescript",
    "xml",
    "yaml",
    "yml",
];

/// What becomes of headings.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Headings {
    /// Bold paragraphs, where rustdoc and we have headings of our own.
    Bold,
    /// One level down, below the title of a module.
    Lowered,
}

/// Any CommonMark, as lines without line breaks at their ends.
pub(super) fn blocks(text: &str, headings: Headings) -> Vec<String> {
    let text = printable(text);
    let events = rewrite(&text, headings);
    let written = write(&wrap(link_urls(events)));
    lines(&written.unwrap_or_else(|| fenced(&text)))
}

/// CommonMark in a single line: a summary, a note, an entry of a list.
pub(super) fn line(text: &str) -> String {
    let text = printable(text);
    let inline: Vec<_> = rewrite(&text, Headings::Bold)
        .into_iter()
        .filter_map(inline_only)
        .collect();
    let mut events = vec![Event::Start(Tag::Paragraph)];
    events.extend(link_urls(
        TextMergeStream::new(inline.into_iter()).collect(),
    ));
    events.push(Event::End(TagEnd::Paragraph));
    let written = write(&events).unwrap_or_default();
    written.trim().replace('\n', " ")
}

/// Text as code: `` `limit` ``, whatever backticks stand in it.
pub(super) fn code(text: &str) -> String {
    let text = printable(text).replace('\n', " ");
    let events = [
        Event::Start(Tag::Paragraph),
        Event::Code(text.clone().into()),
        Event::End(TagEnd::Paragraph),
    ];
    match write(&events) {
        Some(written) if !text.trim().is_empty() => written.trim_end().to_owned(),
        _ => "` `".to_owned(),
    }
}

/// A link to somewhere outside, or its text where the target is no such place.
pub(super) fn link(text: &str, target: &str) -> String {
    let text = if text.trim().is_empty() { target } else { text };
    let text = line(text);
    if is_external(target) && !text.contains('<') && !target.contains(['<', '>', ' ', '\n']) {
        format!("[{text}](<{}>)", printable(target))
    } else {
        text
    }
}

/// The text without what editors and terminals act upon: control characters
/// go, and those that reorder text (Trojan Source) are named instead.
pub(super) fn printable(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.replace("\r\n", "\n").chars() {
        match character {
            '\n' => out.push('\n'),
            '\r' | '\u{2028}' | '\u{2029}' | '\u{85}' => out.push('\n'),
            '\t' => out.push_str("    "),
            '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => {
                out.push_str(&format!("U+{:04X}", u32::from(character)));
            }
            '\u{FEFF}' => {}
            other if other.is_control() => {}
            other => out.push(other),
        }
    }
    out
}

/// The document's events without anything that rustdoc would act upon.
fn rewrite<'t>(text: &'t str, headings: Headings) -> Vec<Event<'t>> {
    let mut rewriter = Rewriter {
        headings,
        out: Vec::new(),
        links: Vec::new(),
        html: String::new(),
        in_heading: false,
    };
    for event in TextMergeStream::new(Parser::new_ext(text, SYNTAX)) {
        rewriter.event(event);
    }
    TextMergeStream::new(rewriter.out.into_iter()).collect()
}

struct Rewriter<'t> {
    headings: Headings,
    out: Vec<Event<'t>>,
    /// For each open link whether it is kept.
    links: Vec<bool>,
    /// The HTML block that is open.
    html: String,
    in_heading: bool,
}

impl<'t> Rewriter<'t> {
    fn event(&mut self, event: Event<'t>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Html(text) => self.html.push_str(&text),
            Event::InlineHtml(tag) => self.out.extend(html::inline(&tag)),
            // The writer of this text chose another width.
            Event::SoftBreak => self.out.push(Event::Text(" ".into())),
            other => self.out.push(other),
        }
    }

    fn start(&mut self, tag: Tag<'t>) {
        match tag {
            Tag::Heading { level, .. } => self.heading(level),
            Tag::CodeBlock(kind) => self.out.push(Event::Start(code_block(&kind))),
            Tag::Link {
                dest_url,
                link_type,
                ..
            }
            | Tag::Image {
                dest_url,
                link_type,
                ..
            } => {
                self.link(dest_url, link_type);
            }
            Tag::HtmlBlock => self.html.clear(),
            Tag::Strong if self.in_heading => {}
            other => self.out.push(Event::Start(other)),
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Heading(level) => self.heading_end(level),
            TagEnd::Link | TagEnd::Image => {
                if self.links.pop() == Some(true) {
                    self.out.push(Event::End(TagEnd::Link));
                }
            }
            TagEnd::HtmlBlock => self.out.extend(html::block(&self.html)),
            TagEnd::Strong if self.in_heading => {}
            other => self.out.push(Event::End(other)),
        }
    }

    fn heading(&mut self, level: HeadingLevel) {
        if self.headings == Headings::Lowered {
            self.out.push(Event::Start(Tag::Heading {
                level: lowered(level),
                id: None,
                classes: Vec::new(),
                attrs: Vec::new(),
            }));
        } else {
            self.out.push(Event::Start(Tag::Paragraph));
            self.out.push(Event::Start(Tag::Strong));
            self.in_heading = true;
        }
    }

    fn heading_end(&mut self, level: HeadingLevel) {
        if self.headings == Headings::Lowered {
            self.out.push(Event::End(TagEnd::Heading(lowered(level))));
            return;
        }
        self.in_heading = false;
        if matches!(self.out.last(), Some(Event::Start(Tag::Strong))) {
            self.out.truncate(self.out.len() - 2);
        } else {
            self.out.push(Event::End(TagEnd::Strong));
            self.out.push(Event::End(TagEnd::Paragraph));
        }
    }

    /// Keeps links that lead out; rustdoc would look for a Rust item behind the others.
    fn link(&mut self, target: CowStr<'t>, kind: LinkType) {
        let nested = self.links.contains(&true);
        let kept = is_external(&target) && !nested;
        self.links.push(kept);
        if kept {
            let link_type = match kind {
                LinkType::Autolink => LinkType::Autolink,
                _ => LinkType::Inline,
            };
            self.out.push(Event::Start(link_to(target, link_type)));
        }
    }
}

fn link_to(target: CowStr<'_>, link_type: LinkType) -> Tag<'_> {
    Tag::Link {
        link_type,
        dest_url: target,
        title: "".into(),
        id: "".into(),
    }
}

fn is_external(target: &str) -> bool {
    ["https://", "http://", "mailto:"]
        .iter()
        .any(|scheme| target.starts_with(scheme))
}

fn lowered(level: HeadingLevel) -> HeadingLevel {
    match level {
        HeadingLevel::H1 => HeadingLevel::H2,
        HeadingLevel::H2 => HeadingLevel::H3,
        HeadingLevel::H3 => HeadingLevel::H4,
        HeadingLevel::H4 => HeadingLevel::H5,
        HeadingLevel::H5 | HeadingLevel::H6 => HeadingLevel::H6,
    }
}

/// Code without a language is Rust to rustdoc, and a test.
fn code_block(kind: &CodeBlockKind<'_>) -> Tag<'static> {
    let info = match kind {
        CodeBlockKind::Fenced(info) => info.to_ascii_lowercase(),
        CodeBlockKind::Indented => String::new(),
    };
    let known = LANGUAGES
        .iter()
        .find(|language| info.split([' ', ',', '{']).next() == Some(language));
    Tag::CodeBlock(CodeBlockKind::Fenced(CowStr::from(
        *known.unwrap_or(&"text"),
    )))
}

/// `https://example.com` in running text becomes `<https://example.com>`.
fn link_urls(events: Vec<Event<'_>>) -> Vec<Event<'_>> {
    let mut out = Vec::with_capacity(events.len());
    let mut apart = 0_usize;
    for event in events {
        match &event {
            Event::Start(Tag::Link { .. } | Tag::CodeBlock(_)) => apart += 1,
            Event::End(TagEnd::Link | TagEnd::CodeBlock) => apart -= 1,
            Event::Text(text) if apart == 0 && text.contains("://") => {
                link_urls_of(text, &mut out);
                continue;
            }
            _ => {}
        }
        out.push(event);
    }
    out
}

fn link_urls_of(text: &str, out: &mut Vec<Event<'_>>) {
    let mut rest = text;
    while let Some((before, url, after)) = split_at_url(rest) {
        if !before.is_empty() {
            out.push(Event::Text(before.to_owned().into()));
        }
        if url.contains(['{', '}', '\\', '|', '^']) {
            out.push(Event::Code(url.to_owned().into()));
        } else {
            out.push(Event::Start(link_to(
                url.to_owned().into(),
                LinkType::Autolink,
            )));
            out.push(Event::Text(url.to_owned().into()));
            out.push(Event::End(TagEnd::Link));
        }
        rest = after;
    }
    if !rest.is_empty() {
        out.push(Event::Text(rest.to_owned().into()));
    }
}

/// Text before the first URL, the URL, and the text after it.
fn split_at_url(text: &str) -> Option<(&str, &str, &str)> {
    let start = match (text.find("https://"), text.find("http://")) {
        (Some(one), Some(other)) => one.min(other),
        (one, other) => one.or(other)?,
    };
    let tail = &text[start..];
    let end = tail
        .find(|c: char| c.is_whitespace() || c.is_control() || "<>\"`".contains(c))
        .unwrap_or(tail.len());
    let mut url = tail[..end].trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', '*', ']']);
    if !url.contains('(') {
        url = url.trim_end_matches([')', '.', ',']);
    }
    Some((&text[..start], url, &tail[url.len()..]))
}

/// Breaks the lines of paragraphs.
fn wrap(events: Vec<Event<'_>>) -> Vec<Event<'_>> {
    let mut out = Vec::with_capacity(events.len());
    let mut column = 0;
    let mut unbreakable = 0_usize;
    for event in events {
        match &event {
            Event::Start(Tag::Paragraph | Tag::Item) | Event::HardBreak => column = 0,
            Event::Start(Tag::Link { .. } | Tag::CodeBlock(_) | Tag::Heading { .. }) => {
                unbreakable += 1;
            }
            Event::Start(Tag::Table(_)) => unbreakable += 1,
            Event::End(TagEnd::Link | TagEnd::CodeBlock | TagEnd::Heading(_) | TagEnd::Table) => {
                unbreakable -= 1
            }
            Event::Code(text) => column += text.len() + 2,
            Event::Text(text) if unbreakable > 0 => column += text.len(),
            Event::Text(text) => {
                column = wrap_text(text, column, &mut out);
                continue;
            }
            _ => {}
        }
        out.push(event);
    }
    out
}

/// Gives the column after the text.
fn wrap_text(text: &str, mut column: usize, out: &mut Vec<Event<'_>>) -> usize {
    let mut current = String::new();
    for (index, word) in text.split(' ').enumerate() {
        let width = word.chars().count();
        if index > 0 && column + 1 + width > WIDTH && column > 0 && may_start_line(word) {
            if !current.is_empty() {
                out.push(Event::Text(std::mem::take(&mut current).into()));
            }
            out.push(Event::SoftBreak);
            column = 0;
        } else if index > 0 {
            current.push(' ');
            column += 1;
        }
        current.push_str(word);
        column += width;
    }
    if !current.is_empty() {
        out.push(Event::Text(current.into()));
    }
    column
}

/// At the start of a line, much punctuation and every number may mean a block.
fn may_start_line(word: &str) -> bool {
    word.starts_with(|first: char| first.is_alphabetic() || "('\"".contains(first))
}

fn inline_only(event: Event<'_>) -> Option<Event<'_>> {
    match event {
        Event::Start(Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. })
        | Event::End(TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link)
        | Event::Text(_)
        | Event::Code(_) => Some(event),
        Event::HardBreak
        | Event::Start(Tag::Item | Tag::TableCell)
        | Event::End(TagEnd::Paragraph | TagEnd::Item) => Some(Event::Text(" ".into())),
        _ => None,
    }
}

/// None where the events have no spelling in CommonMark.
fn write(events: &[Event<'_>]) -> Option<String> {
    let preferences = writer::Options {
        code_block_token_count: 3,
        list_token: '-',
        ..writer::Options::default()
    };
    let mut out = String::new();
    writer::cmark_with_options(events.iter(), &mut out, SYNTAX, preferences).ok()?;
    Some(out)
}

fn lines(text: &str) -> Vec<String> {
    text.trim_matches('\n').lines().map(str::to_owned).collect()
}

/// The text as it is, in a code block whose fence it can't close.
fn fenced(text: &str) -> String {
    let mut fence = "```".to_owned();
    while text.contains(&fence) {
        fence.push('`');
    }
    format!("{fence}text\n{text}\n{fence}")
}
