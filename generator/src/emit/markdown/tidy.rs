//! Turns events into ones that have a spelling in CommonMark: no space and no
//! break at either end of a block, no break after another.

use pulldown_cmark::{Event, Tag, TagEnd};

use super::HARD_BREAK;

/// The events without breaks and spaces that CommonMark can't spell.
pub(super) fn tidy(events: Vec<Event<'_>>) -> Vec<Event<'_>> {
    let mut out: Vec<Event<'_>> = Vec::with_capacity(events.len());
    let mut code = false;
    for event in events {
        match event {
            Event::Start(Tag::CodeBlock(_)) => code = true,
            Event::End(TagEnd::CodeBlock) => code = false,
            _ => {}
        }
        match event {
            Event::Text(text) if !code && at_start(&out) => {
                let text = text.trim_start_matches([' ', HARD_BREAK]).to_owned();
                push_text(&mut out, text);
            }
            Event::SoftBreak if at_start(&out) => {}
            Event::SoftBreak => {
                trim_end(&mut out, &[' ']);
                out.push(Event::SoftBreak);
            }
            Event::End(ref end) if !code && is_block(end) => {
                trim_end(&mut out, &[' ', HARD_BREAK]);
                out.push(event);
            }
            other => out.push(other),
        }
    }
    out
}

fn push_text(out: &mut Vec<Event<'_>>, text: String) {
    if !text.is_empty() {
        out.push(Event::Text(text.into()));
    }
}

/// Whether nothing is in the line yet.
fn at_start(out: &[Event<'_>]) -> bool {
    match out.last() {
        None | Some(Event::SoftBreak) => true,
        Some(Event::Start(tag)) => is_block(&tag.to_end()),
        Some(Event::End(end)) => is_block(end),
        _ => false,
    }
}

fn trim_end(out: &mut Vec<Event<'_>>, what: &[char]) {
    loop {
        match out.last_mut() {
            Some(Event::SoftBreak) if what.contains(&HARD_BREAK) => {
                out.pop();
            }
            Some(Event::Text(text)) => {
                let rest = text.trim_end_matches(what).to_owned();
                if !rest.is_empty() {
                    *text = rest.into();
                    return;
                }
                out.pop();
            }
            _ => return,
        }
    }
}

fn is_block(end: &TagEnd) -> bool {
    !matches!(
        end,
        TagEnd::Emphasis
            | TagEnd::Strong
            | TagEnd::Strikethrough
            | TagEnd::Link
            | TagEnd::CodeBlock
    )
}

/// The events without emphasis, which is what most often has no spelling.
pub(super) fn without_emphasis(events: &[Event<'_>]) -> Vec<Event<'static>> {
    let kept = events.iter().filter(|event| {
        !matches!(
            event,
            Event::Start(Tag::Emphasis | Tag::Strong | Tag::Strikethrough)
                | Event::End(TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough)
        )
    });
    let merged = pulldown_cmark::TextMergeStream::new(kept.cloned());
    merged.map(Event::into_static).collect()
}
