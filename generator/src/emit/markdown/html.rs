//! Turns the raw HTML in a document's CommonMark into CommonMark's events.
//!
//! Tags of HTML go, because they are not part of what is said; anything else in angle brackets
//! stays as text, because it is a placeholder like `<tenant>`.

use pulldown_cmark::{Event, Tag, TagEnd};

/// Tags after which a new line starts.
const BREAKS: &[&str] = &["br", "div", "h1", "h2", "h3", "h4", "li", "p", "tr"];

/// Tags without a line break.
const SILENT: &[&str] = &[
    "a",
    "abbr",
    "b",
    "big",
    "blockquote",
    "body",
    "center",
    "code",
    "dd",
    "details",
    "dl",
    "dt",
    "em",
    "font",
    "hr",
    "html",
    "i",
    "img",
    "ins",
    "kbd",
    "mark",
    "ol",
    "pre",
    "s",
    "samp",
    "script",
    "small",
    "span",
    "strong",
    "style",
    "sub",
    "summary",
    "sup",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "tt",
    "u",
    "ul",
    "var",
];

/// One tag in running text.
pub(super) fn inline<'e>(tag: &str) -> Option<Event<'e>> {
    if tag.starts_with("<!") || tag.starts_with("<?") {
        return None;
    }
    let name = name(tag);
    if name == "br" {
        return Some(Event::HardBreak);
    }
    if is_html(&name) {
        return None;
    }
    Some(Event::Text(tag.to_owned().into()))
}

/// A block of HTML: one paragraph with the text in it.
pub(super) fn block<'e>(html: &str) -> Vec<Event<'e>> {
    let text = text_of(html);
    let lines: Vec<&str> = text
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .collect();
    let mut events = Vec::new();
    for line in &lines {
        if !events.is_empty() {
            events.push(Event::HardBreak);
        } else {
            events.push(Event::Start(Tag::Paragraph));
        }
        events.push(Event::Text((*line).to_owned().into()));
    }
    if !events.is_empty() {
        events.push(Event::End(TagEnd::Paragraph));
    }
    events
}

/// The text between tags, one line per line of the page.
fn text_of(html: &str) -> String {
    let mut out = String::new();
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        out.push_str(&rest[..start].replace('\n', " "));
        let tail = &rest[start..];
        let end = end_of_tag(tail);
        let tag = &tail[..end];
        let name = name(tag);
        if BREAKS.contains(&name.as_str()) {
            out.push('\n');
        } else if !is_html(&name) && !tag.starts_with("<!") && !tag.starts_with("<?") {
            out.push_str(&tag.replace('\n', " "));
        }
        rest = &tail[end..];
    }
    out.push_str(&rest.replace('\n', " "));
    out
}

fn end_of_tag(tail: &str) -> usize {
    let close = if tail.starts_with("<!--") { "-->" } else { ">" };
    tail.find(close)
        .map_or(tail.len(), |position| position + close.len())
}

fn name(tag: &str) -> String {
    tag.trim_start_matches('<')
        .trim_start_matches('/')
        .chars()
        .take_while(char::is_ascii_alphanumeric)
        .collect::<String>()
        .to_ascii_lowercase()
}

fn is_html(name: &str) -> bool {
    SILENT.contains(&name) || BREAKS.contains(&name)
}
