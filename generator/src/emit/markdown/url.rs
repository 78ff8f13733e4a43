//! Turns bare URLs into links.

use pulldown_cmark::{CowStr, Event, LinkType, Tag, TagEnd};

use super::HARD_BREAK;

/// `https://example.com` in running text becomes `<https://example.com>`.
pub(super) fn links(events: Vec<Event<'_>>) -> Vec<Event<'_>> {
    let mut out = Vec::with_capacity(events.len());
    let mut apart = 0_usize;
    for event in events {
        match &event {
            Event::Start(Tag::Link { .. } | Tag::CodeBlock(_)) => apart += 1,
            Event::End(TagEnd::Link | TagEnd::CodeBlock) => apart -= 1,
            Event::Text(text) if apart == 0 && text.contains("://") => {
                link_urls(text, &mut out);
                continue;
            }
            _ => {}
        }
        out.push(event);
    }
    out
}

fn link_urls(text: &str, out: &mut Vec<Event<'_>>) {
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
        .find(|c: char| c.is_whitespace() || c == HARD_BREAK || "<>\"`".contains(c))
        .unwrap_or(tail.len());
    let mut url = tail[..end].trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', '*', ']']);
    if !url.contains('(') {
        url = url.trim_end_matches([')', '.', ',']);
    }
    Some((&text[..start], url, &tail[url.len()..]))
}

pub(super) fn link_to(target: CowStr<'_>, link_type: LinkType) -> Tag<'_> {
    Tag::Link {
        link_type,
        dest_url: target,
        title: "".into(),
        id: "".into(),
    }
}

pub(super) fn is_external(target: &str) -> bool {
    ["https://", "http://", "mailto:"]
        .iter()
        .any(|scheme| target.starts_with(scheme))
}
