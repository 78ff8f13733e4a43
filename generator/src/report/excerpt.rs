//! Shows the line of a place, as far as a terminal has room for it.

use std::borrow::Cow;
use std::ops::Range;

use annotate_snippets::{Annotation, AnnotationKind, Element, Origin, Snippet};

use crate::source::{Location, Place, Sources, line_start};

/// Lines longer than this are cut: a minified document is one line.
const LONGEST_LINE: usize = 240;

/// How many characters are kept on both sides of the place, where a line is cut.
const KEPT_AROUND: usize = 50;

/// How many characters of the place itself are kept there.
const KEPT_WITHIN: usize = 80;

/// What there is to show of a place.
pub(super) enum Excerpt<'a> {
    /// The path and the line with a caret; only the path where there is no line.
    Whole(Element<'a>),
    /// The place, and what is around it in a line that is too long to show.
    Cut(Origin<'a>, Snippet<'a, Annotation<'a>>),
}

/// Shows a place in its line.
pub(super) fn excerpt<'a>(
    sources: &'a Sources,
    place: &Place,
    label: Option<&'a str>,
    location: Option<&Location>,
    kind: AnnotationKind,
) -> Excerpt<'a> {
    let file = sources.file(place.file);
    let path = without_controls(&file.path);
    let Some(location) = location else {
        return Excerpt::Whole(Origin::path(path).into());
    };
    let (line, start) = line_at(&file.text, location.span.start);
    let end = (location.span.end - start).min(line.len());
    let span = location.span.start - start..end;
    let annotated = |line: Cow<'a, str>, span| {
        let annotation = kind.span(span);
        Snippet::source(line)
            .line_start(location.line)
            .annotation(annotation.label(label.map(without_controls)))
    };
    if line.len() <= LONGEST_LINE {
        return Excerpt::Whole(annotated(line.into(), span).path(path).into());
    }
    let (line, span) = cut(line, span);
    let origin = Origin::path(path)
        .line(location.line)
        .char_column(location.column);
    Excerpt::Cut(origin, annotated(line.into(), span))
}

/// The line that a byte is in, and where it starts.
fn line_at(text: &str, at: usize) -> (&str, usize) {
    let start = line_start(text, at);
    let line = text.get(start..).unwrap_or_default();
    (line.split(['\n', '\r']).next().unwrap_or_default(), start)
}

/// What is around the place, with dots for what is left out, and the place in it.
fn cut(line: &str, span: Range<usize>) -> (String, Range<usize>) {
    let (before, rest) = line.split_at(span.start);
    let (within, after) = rest.split_at(span.end - span.start);
    let first = before
        .char_indices()
        .rev()
        .nth(KEPT_AROUND - 1)
        .map_or(0, |(at, _)| at);
    let mut cut = String::new();
    if first > 0 {
        cut.push_str("... ");
    }
    cut.push_str(&before[first..]);
    let start = cut.len();
    let kept = begin(within, KEPT_WITHIN);
    cut.push_str(kept);
    let end = cut.len();
    let after = match kept.len() == within.len() {
        true => begin(after, KEPT_AROUND),
        false => "",
    };
    cut.push_str(after);
    if span.start + kept.len() + after.len() < line.len() {
        cut.push_str(" ...");
    }
    (cut, start..end)
}

/// The first characters of a text.
fn begin(text: &str, most: usize) -> &str {
    let end = text.char_indices().nth(most).map(|(at, _)| at);
    &text[..end.unwrap_or(text.len())]
}

/// A text as a terminal may show it: words of a document can hold what moves the cursor
/// or turns the line around.
pub(super) fn without_controls(text: &str) -> Cow<'_, str> {
    let is_harmful =
        |c: char| c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    if !text.contains(is_harmful) {
        return text.into();
    }
    let shown = text.chars().map(|c| match is_harmful(c) {
        true => c.escape_unicode().to_string(),
        false => c.to_string(),
    });
    shown.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_line_is_cut_around_the_place() {
        let long = |text: &str| text.repeat(300);
        let keep = |text: &str| text.repeat(KEPT_AROUND);
        for (before, within, after, expected) in [
            ("", "here", "", "here".to_owned()),
            ("a: ", "here", ", b", "a: here, b".to_owned()),
            (
                &long("ä"),
                "here",
                &long("ö"),
                format!("... {}here{} ...", keep("ä"), keep("ö")),
            ),
            (&long("x"), "here", "}", format!("... {}here}}", keep("x"))),
            (
                "{",
                &long("y"),
                "}",
                format!("{{{} ...", "y".repeat(KEPT_WITHIN)),
            ),
        ] {
            let line = format!("{before}{within}{after}");
            let (shown, span) = cut(&line, before.len()..before.len() + within.len());
            assert_eq!(shown, expected);
            assert!(within.starts_with(&shown[span]), "{shown}");
        }
    }
}
