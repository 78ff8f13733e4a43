//! Turns long lines of paragraphs into short ones.

use pulldown_cmark::{Event, Tag, TagEnd};

/// Where a paragraph's line ends, if it can.
const WIDTH: usize = 92;

/// Breaks the lines of paragraphs.
pub(super) fn paragraphs(events: Vec<Event<'_>>) -> Vec<Event<'_>> {
    let mut out = Vec::with_capacity(events.len());
    let mut column = 0;
    let mut unbreakable = 0_usize;
    for event in events {
        match &event {
            Event::Start(Tag::Paragraph | Tag::Item) | Event::SoftBreak => column = 0,
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
