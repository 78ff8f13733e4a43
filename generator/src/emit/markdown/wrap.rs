//! Turns long lines of paragraphs into short ones.

use pulldown_cmark::{Event, Tag, TagEnd};

/// Where a paragraph's line ends, if it can.
const WIDTH: usize = 92;

/// Breaks the lines of paragraphs.
pub(super) fn paragraphs<'e>(events: &'e [Event<'_>]) -> Vec<Event<'e>> {
    let mut out = Vec::with_capacity(events.len());
    let mut column = 0;
    let mut unbreakable = 0_usize;
    for event in events {
        match event {
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
                for (index, line) in lines(text, &mut column).into_iter().enumerate() {
                    if index > 0 {
                        out.push(Event::SoftBreak);
                    }
                    if !line.is_empty() {
                        out.push(Event::Text(line.into()));
                    }
                }
                continue;
            }
            _ => {}
        }
        out.push(event.clone());
    }
    out
}

/// The lines of a text that begins at this column, which becomes the one after it.
pub(super) fn lines<'t>(text: &'t str, column: &mut usize) -> Vec<&'t str> {
    if *column + text.len() <= WIDTH {
        *column += text.chars().count();
        return vec![text];
    }
    let mut lines = Vec::new();
    let (mut start, mut end) = (0, 0);
    for (index, word) in text.split(' ').enumerate() {
        let width = word.chars().count();
        let begin = end + usize::from(index > 0);
        if index > 0 && *column + 1 + width > WIDTH && *column > 0 && may_start_line(word) {
            lines.push(&text[start..end]);
            start = begin;
            *column = 0;
        } else if index > 0 {
            *column += 1;
        }
        *column += width;
        end = begin + word.len();
    }
    lines.push(&text[start..]);
    lines
}

/// At the start of a line, much punctuation and every number may mean a block.
fn may_start_line(word: &str) -> bool {
    word.starts_with(|first: char| first.is_alphabetic() || "('\"".contains(first))
}
