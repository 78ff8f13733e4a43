//! Turns CommonMark of any length into a single line.

use pulldown_cmark::{Event, Tag, TagEnd, TextMergeStream};

use super::{Headings, plain, printable, rewrite, url, write};

/// CommonMark in a single line: a summary, a note, an entry of a list.
pub(crate) fn line(text: &str) -> String {
    plain::line(text).unwrap_or_else(|| parsed(text))
}

pub(super) fn parsed(text: &str) -> String {
    let text = printable(text);
    let inline = rewrite::events(&text, Headings::Bold)
        .into_iter()
        .filter_map(inline_only);
    let mut events = vec![Event::Start(Tag::Paragraph)];
    events.extend(url::links(squeeze(inline)));
    events.push(Event::End(TagEnd::Paragraph));
    let written = write(&events).unwrap_or_else(|| escape(&text));
    let line = written.trim().replace('\n', " ");
    unescape_version(&line).unwrap_or(line)
}

/// Runs of spaces become one, and there is none at either end.
fn squeeze<'e>(events: impl Iterator<Item = Event<'e>>) -> Vec<Event<'e>> {
    let mut out: Vec<Event<'e>> = Vec::new();
    let mut after_space = true;
    for event in TextMergeStream::new(events) {
        match event {
            Event::Text(text) => {
                let text = squeeze_text(&text, &mut after_space);
                if !text.is_empty() {
                    out.push(Event::Text(text.into()));
                }
            }
            Event::Code(_) => {
                after_space = false;
                out.push(event);
            }
            other => out.push(other),
        }
    }
    if let Some(Event::Text(text)) = out.last_mut() {
        *text = text.trim_end().to_owned().into();
    }
    if matches!(out.last(), Some(Event::Text(text)) if text.is_empty()) {
        out.pop();
    }
    out
}

fn squeeze_text(text: &str, after_space: &mut bool) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        let space = character.is_whitespace();
        if !(space && *after_space) {
            out.push(if space { ' ' } else { character });
        }
        *after_space = space;
    }
    out
}

/// `1\.0` is not a list, so it needs no escape; versions look better without.
fn unescape_version(line: &str) -> Option<String> {
    let (digits, rest) = line.split_once("\\.")?;
    let is_number = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    let goes_on = rest.starts_with(|next: char| next.is_alphanumeric());
    (is_number && goes_on).then(|| format!("{digits}.{rest}"))
}

/// Plain text on one line, all punctuation escaped.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        for character in word.chars() {
            if character.is_ascii_punctuation() {
                out.push('\\');
            }
            out.push(character);
        }
    }
    out
}

fn inline_only(event: Event<'_>) -> Option<Event<'_>> {
    match event {
        Event::Start(Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. })
        | Event::End(TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link)
        | Event::Text(_)
        | Event::Code(_) => Some(event),
        Event::SoftBreak
        | Event::Start(Tag::Item | Tag::TableCell)
        | Event::End(TagEnd::Paragraph | TagEnd::Item) => Some(Event::Text(" ".into())),
        _ => None,
    }
}
