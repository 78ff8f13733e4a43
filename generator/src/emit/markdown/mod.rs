//! Turns a document's CommonMark into CommonMark that rustdoc reads as meant:
//! no raw HTML, no link that could be an intra-doc link, no bare URL, no code
//! that could be a doctest, no heading among rustdoc's own.
//!
//! Must not know: what the text is about.

mod html;
mod line;
mod plain;
mod rewrite;
mod tidy;
mod url;
mod wrap;

#[cfg(test)]
mod tests;

use std::cell::RefCell;
use std::collections::BTreeMap;

use pulldown_cmark::{Event, Options, Tag, TagEnd};
use pulldown_cmark_to_cmark as writer;

pub(super) use line::line;

/// Both ends: what is parsed, and what the writer must expect to be parsed.
const SYNTAX: Options = Options::ENABLE_TABLES
    .union(Options::ENABLE_STRIKETHROUGH)
    .union(Options::ENABLE_TASKLISTS);

/// Stands for a line broken by force, between the parser and the writer.
const HARD_BREAK: char = '\u{E000}';

/// What becomes of headings.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Headings {
    /// Bold paragraphs, where rustdoc and we have headings of our own.
    Bold,
    /// One level down, below the title of a module.
    Lowered,
}

/// Any CommonMark, without line breaks at either end.
pub(super) fn blocks(text: &str, headings: Headings) -> String {
    const MOST: usize = 4_000;
    if let Some(words) = plain::blocks(text) {
        return words;
    }
    WRITTEN.with_borrow_mut(|written| {
        let written = &mut written[usize::from(headings == Headings::Bold)];
        if let Some(known) = written.get(text) {
            return known.clone();
        }
        if written.len() >= MOST {
            written.clear();
        }
        let new = parsed(text, headings);
        written.insert(text.to_owned(), new.clone());
        new
    })
}

thread_local! {
    /// What became of the last texts, with each kind of headings; nothing else has an
    /// influence on it. Documents say the same of a parameter or an error at each operation
    /// that has it, and we say it in several places.
    static WRITTEN: RefCell<[BTreeMap<String, String>; 2]> = RefCell::default();
}

fn parsed(text: &str, headings: Headings) -> String {
    let text = printable(text);
    let events = tidy::tidy(url::links(rewrite::events(&text, headings)));
    let written = write(&wrap::paragraphs(&events))
        .or_else(|| write(&events))
        .or_else(|| write(&tidy::tidy(tidy::without_emphasis(&events))));
    let written = written.unwrap_or_else(|| fenced(&text));
    written.trim_matches('\n').to_owned()
}

/// Text as code: `` `limit` ``, whatever backticks are in it.
pub(super) fn code(text: &str) -> String {
    plain::code(text).unwrap_or_else(|| parsed_code(text))
}

fn parsed_code(text: &str) -> String {
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
    if url::is_external(target) && !text.contains('<') && !target.contains(['<', '>', ' ', '\n']) {
        format!("[{text}](<{}>)", printable(target))
    } else {
        text
    }
}

/// The text without what editors and terminals act upon: control characters
/// go, and those that reorder text (Trojan Source) are named instead.
pub(super) fn printable(text: &str) -> String {
    if text.bytes().all(|byte| matches!(byte, b'\n' | b' '..=b'~')) {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    for character in text.replace("\r\n", "\n").chars() {
        match character {
            '\n' => out.push('\n'),
            '\r' | '\u{2028}' | '\u{2029}' | '\u{85}' => out.push('\n'),
            '\t' => out.push_str("    "),
            '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => {
                out.push_str(&format!("U+{:04X}", u32::from(character)));
            }
            '\u{FEFF}' | HARD_BREAK => {}
            other if other.is_control() => {}
            other => out.push(other),
        }
    }
    out
}

/// None where the events have no spelling in CommonMark.
fn write(events: &[Event<'_>]) -> Option<String> {
    let preferences = writer::Options {
        code_block_token_count: 3,
        list_token: '-',
        increment_ordered_list_bullets: true,
        ..writer::Options::default()
    };
    let mut out = String::new();
    writer::cmark_with_options(events.iter(), &mut out, SYNTAX, preferences).ok()?;
    let at_end = format!("{HARD_BREAK}\n");
    Some(out.replace(&at_end, "\\\n").replace(HARD_BREAK, ""))
}

/// The text as it is, in a code block whose fence it can't close.
fn fenced(text: &str) -> String {
    let mut fence = "```".to_owned();
    while text.contains(&fence) {
        fence.push('`');
    }
    format!("{fence}text\n{text}\n{fence}")
}
