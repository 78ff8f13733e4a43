//! Turns a document's events into those that rustdoc would not act upon.

use pulldown_cmark::{
    CodeBlockKind, CowStr, Event, HeadingLevel, LinkType, Parser, Tag, TagEnd, TextMergeStream,
};

use super::url::{is_external, link_to};
use super::{HARD_BREAK, Headings, SYNTAX, html};

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

/// The document's events without anything that rustdoc would act upon.
pub(super) fn events<'t>(text: &'t str, headings: Headings) -> Vec<Event<'t>> {
    let mut rewriter = Rewriter {
        headings,
        out: Vec::new(),
        links: Vec::new(),
        html: String::new(),
        in_heading: false,
        in_table: false,
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
    in_table: bool,
}

impl<'t> Rewriter<'t> {
    fn event(&mut self, event: Event<'t>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Html(text) => self.html.push_str(&text),
            Event::InlineHtml(tag) => html::inline(&tag)
                .into_iter()
                .for_each(|event| self.event(event)),
            // The writer of this text chose another width.
            Event::SoftBreak => self.out.push(Event::Text(" ".into())),
            // A cell of a table has one line.
            Event::HardBreak if self.in_table => self.out.push(Event::Text(" ".into())),
            Event::HardBreak => self.out.extend(hard_break()),
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
            Tag::Table(_) => {
                self.in_table = true;
                self.out.push(Event::Start(tag));
            }
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
            TagEnd::HtmlBlock => html::block(&self.html)
                .into_iter()
                .for_each(|event| self.event(event)),
            TagEnd::Strong if self.in_heading => {}
            TagEnd::CodeBlock => self.code_block_end(),
            TagEnd::Table => {
                self.in_table = false;
                self.out.push(Event::End(tag));
            }
            other => self.out.push(Event::End(other)),
        }
    }

    /// A fence needs a line of its own; without one, the writer leaves the
    /// block open, and it would take in whatever follows.
    fn code_block_end(&mut self) {
        if let Some(Event::Text(text)) = self.out.last()
            && !text.ends_with('\n')
        {
            self.out.push(Event::Text("\n".into()));
        }
        self.out.push(Event::End(TagEnd::CodeBlock));
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

fn lowered(level: HeadingLevel) -> HeadingLevel {
    match level {
        HeadingLevel::H1 => HeadingLevel::H2,
        HeadingLevel::H2 => HeadingLevel::H3,
        HeadingLevel::H3 => HeadingLevel::H4,
        HeadingLevel::H4 => HeadingLevel::H5,
        HeadingLevel::H5 | HeadingLevel::H6 => HeadingLevel::H6,
    }
}

/// The writer ends a line with two spaces where it is broken by force, and
/// comments lose those; [`HARD_BREAK`] becomes a backslash later.
fn hard_break<'e>() -> [Event<'e>; 2] {
    [Event::Text(HARD_BREAK.to_string().into()), Event::SoftBreak]
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
