//! Turns findings into text for people: rustc's form, with the line and a caret.
//!
//! May not know: where the text goes, or what a finding means.

use std::borrow::Cow;

use annotate_snippets::{AnnotationKind, Element, Group, Level, Origin, Renderer, Snippet};

use serde_json::{Value, json};

use crate::diagnostic::{Also, Diagnostic, Severity};
use crate::source::{Location, Place, Sources};

/// Lines longer than this are not shown: nobody reads a caret in a minified document.
const LONGEST_LINE: usize = 300;

/// What is printed, and how.
#[derive(Clone, Copy, Debug, Default)]
pub struct ReportOptions {
    /// Colours, for a terminal.
    pub colour: bool,
    /// Every note; without it they are only counted.
    pub notes: bool,
}

/// Renders findings sorted by place, those without a place first.
pub fn render(sources: &Sources, diagnostics: &[Diagnostic], options: ReportOptions) -> String {
    let renderer = if options.colour {
        Renderer::styled()
    } else {
        Renderer::plain()
    };
    let (shown, hidden): (Vec<&Diagnostic>, Vec<&Diagnostic>) = diagnostics
        .iter()
        .partition(|found| options.notes || found.severity != Severity::Note);
    let mut text = String::new();
    let mut pairs = sorted(sources, &shown);
    // Documents that share a file find the same things in it.
    pairs.dedup_by(|(one, _), (other, _)| one == other);
    for (found, location) in pairs {
        text.push_str(&one(&renderer, sources, found, location.as_ref()));
        text.push_str("\n\n");
    }
    let hidden = hidden.len();
    if hidden > 0 {
        let notes = if hidden == 1 { "note" } else { "notes" };
        text.push_str(&format!(
            "note: {hidden} {notes} about what was mended or could be clearer; `--verbose` shows them\n"
        ));
    }
    text
}

/// Renders findings for editors and scripts: one JSON object a line, in the
/// order of [`render`], notes included. `line` and `column` count from 1, in
/// lines and characters; they and `file` are missing where there is no place.
/// `also` is a second place in the same file.
pub fn render_json(sources: &Sources, diagnostics: &[Diagnostic]) -> String {
    let shown: Vec<&Diagnostic> = diagnostics.iter().collect();
    let mut pairs = sorted(sources, &shown);
    pairs.dedup_by(|(one, _), (other, _)| one == other);
    pairs
        .into_iter()
        .map(|(found, location)| format!("{}\n", object(sources, found, location.as_ref())))
        .collect()
}

fn object(sources: &Sources, found: &Diagnostic, location: Option<&Location>) -> Value {
    let severity = match found.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    };
    let mut object = json!({
        "severity": severity,
        "code": found.code.as_str(),
        "message": found.message,
    });
    let place = found.place.as_ref();
    let members = [
        (
            "file",
            place.map(|place| json!(sources.file(place.file).path)),
        ),
        ("pointer", place.map(|place| json!(place.pointer.as_str()))),
        ("line", location.map(|location| json!(location.line))),
        ("column", location.map(|location| json!(location.column))),
        ("label", found.label.as_ref().map(|label| json!(label))),
        ("help", found.help.as_ref().map(|help| json!(help))),
        ("also", found.also.as_ref().map(second_place)),
    ];
    for (name, value) in members {
        if let Some(value) = value {
            object[name] = value;
        }
    }
    object
}

fn second_place(also: &Also) -> Value {
    json!({
        "line": also.location.line,
        "column": also.location.column,
        "label": also.label,
    })
}

/// Pairs each finding with its place in the text, in the order of files, lines
/// and columns, then by their words.
fn sorted<'a>(
    sources: &Sources,
    diagnostics: &[&'a Diagnostic],
) -> Vec<(&'a Diagnostic, Option<Location>)> {
    let placed: Vec<&Place> = diagnostics
        .iter()
        .filter_map(|found| found.place.as_ref())
        .collect();
    let mut locations = sources.locate(&placed).into_iter();
    let mut pairs: Vec<_> = diagnostics
        .iter()
        .map(|found| {
            let location = found.place.as_ref().and_then(|_| locations.next());
            (*found, found.spot.clone().or(location.flatten()))
        })
        .collect();
    pairs.sort_by_key(|(found, location)| {
        let file = found.place.as_ref().map(|place| place.file);
        let spot = location.as_ref().map(|at| (at.line, at.column));
        (file, spot, &found.message)
    });
    pairs
}

fn one(
    renderer: &Renderer,
    sources: &Sources,
    found: &Diagnostic,
    location: Option<&Location>,
) -> String {
    let level = match found.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let title = level
        .primary_title(found.message.as_str())
        .id(found.code.as_str());
    let mut group = Group::with_title(title);
    if let Some(place) = &found.place {
        let (label, kind) = (found.label.as_deref(), AnnotationKind::Primary);
        group = group.element(excerpt(sources, place, location, label, kind));
        if let Some(also) = &found.also {
            let (location, label) = (Some(&also.location), Some(also.label.as_str()));
            let kind = AnnotationKind::Context;
            group = group.element(excerpt(sources, place, location, label, kind));
        }
    }
    let way_out = (found.severity != Severity::Note).then(|| found.code.way_out());
    if let Some(help) = found.help.as_deref().or(way_out) {
        group = group.element(Level::HELP.message(without_controls(help)));
    }
    renderer.render(&[group])
}

/// A text as a terminal may show it: words of a document can hold what moves the cursor
/// or turns the line around.
fn without_controls(text: &str) -> Cow<'_, str> {
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

/// The line with a caret; only its number where there is no line worth showing.
fn excerpt<'a>(
    sources: &'a Sources,
    place: &Place,
    location: Option<&Location>,
    label: Option<&'a str>,
    kind: AnnotationKind,
) -> Element<'a> {
    let file = sources.file(place.file);
    let Some(location) = location else {
        return Origin::path(without_controls(&file.path)).into();
    };
    let text = file.text.as_str();
    let before = text.get(..location.span.start).unwrap_or_default();
    let start = before.rfind('\n').map_or(0, |at| at + 1);
    let line = text.get(start..).unwrap_or_default();
    let line = line.split(['\n', '\r']).next().unwrap_or_default();
    if line.len() > LONGEST_LINE {
        return Origin::path(without_controls(&file.path))
            .line(location.line)
            .char_column(location.column)
            .into();
    }
    let span = location.span.start - start..(location.span.end - start).min(line.len());
    Snippet::source(line)
        .line_start(location.line)
        .path(without_controls(&file.path))
        .annotation(kind.span(span).label(label.map(without_controls)))
        .into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{Code, Diagnostics};
    use crate::source::Pointer;

    fn place(sources: &Sources, pointer: &str) -> Place {
        Place {
            file: sources.find("spec/a.yaml").expect("it was given"),
            pointer: Pointer::from_escaped(pointer),
        }
    }

    #[test]
    fn nothing_of_a_document_reaches_the_terminal_as_a_control() {
        let path = "a\u{1b}[31m.yaml";
        let sources = Sources::from_texts([(path, "a: \u{1b}[31m\n")]);
        let place = Place {
            file: sources.find(path).expect("it was given"),
            pointer: Pointer::from_escaped("/a"),
        };
        let mut diagnostics = Diagnostics::new(false);
        diagnostics.warning(Code::Unsupported, place, "\u{1b}[2J\u{7}");
        diagnostics.label("\u{1b}[31m");
        diagnostics.help("did you mean `\u{1b}]0;x\u{7}\u{202e}`?");
        let text = render(&sources, &diagnostics.into_vec(), ReportOptions::default());
        let is_control = |c: char| c.is_control() && c != '\n' || c == '\u{202e}';
        assert!(!text.contains(is_control), "{text:?}");
        assert!(
            text.contains("did you mean `\\u{1b}]0;x\\u{7}\\u{202e}`?"),
            "{text}"
        );
    }

    #[test]
    fn findings_look_like_rustc_and_are_sorted_by_place() {
        let sources = Sources::from_texts([("spec/a.yaml", "a:\n  b: x\nc: y\n")]);
        let mut diagnostics = Diagnostics::new(false);
        diagnostics.warning(Code::Unsupported, place(&sources, "/c"), "second");
        diagnostics.defect(Code::UnresolvedReference, place(&sources, "/a/b"), "first");
        diagnostics.label("leads nowhere");
        diagnostics.help("did you mean `z`?");
        diagnostics.note(Code::Mended, place(&sources, "/a"), "not shown");
        let text = render(&sources, &diagnostics.into_vec(), ReportOptions::default());
        let expected = "\
warning[unresolved-reference]: first
 --> spec/a.yaml:2:6
  |
2 |   b: x
  |      ^ leads nowhere
  |
  = help: did you mean `z`?

warning[unsupported]: second
 --> spec/a.yaml:3:4
  |
3 | c: y
  |    ^
  |
  = help: describe it another way, or leave the operation out

note: 1 note about what was mended or could be clearer; `--verbose` shows them
";
        assert_eq!(text, expected);
    }

    #[test]
    fn for_programs_each_finding_is_a_line_of_json() {
        let sources = Sources::from_texts([("spec/a.yaml", "a:\n  b: x\nc: y\n")]);
        let mut diagnostics = Diagnostics::new(false);
        diagnostics.note(Code::Mended, place(&sources, "/c"), "second\nline");
        diagnostics.defect(Code::UnresolvedReference, place(&sources, "/a/b"), "first");
        diagnostics.help("did you mean `z`?");
        let text = render_json(&sources, &diagnostics.into_vec());
        let found: Vec<Value> = text
            .lines()
            .map(|line| serde_json::from_str(line).expect("an object a line"))
            .collect();
        assert_eq!(
            found,
            [
                json!({
                    "severity": "warning", "code": "unresolved-reference", "message": "first",
                    "file": "spec/a.yaml", "pointer": "/a/b", "line": 2, "column": 6,
                    "help": "did you mean `z`?",
                }),
                json!({
                    "severity": "note", "code": "mended", "message": "second\nline",
                    "file": "spec/a.yaml", "pointer": "/c", "line": 3, "column": 4,
                }),
            ]
        );
    }

    #[test]
    fn a_broken_file_shows_where_the_parser_gave_up() {
        let sources = Sources::from_texts([("spec/a.yaml", "a: [1\nb: 2\n")]);
        let mut diagnostics = Diagnostics::new(false);
        let root = place(&sources, "");
        crate::openapi::read(&sources, root.file, &mut diagnostics).expect_err("it is broken");
        let text = render(&sources, &diagnostics.into_vec(), ReportOptions::default());
        assert!(text.starts_with("error[syntax]: "), "{text}");
        assert!(text.contains("--> spec/a.yaml:2:2"), "{text}");
    }

    #[test]
    fn a_very_long_line_is_named_but_not_shown() {
        let text = format!("{{\"a\": \"{}\", \"b\": 1}}", "x".repeat(1_000));
        let sources = Sources::from_texts([("spec/a.yaml", text)]);
        let mut diagnostics = Diagnostics::new(false);
        diagnostics.warning(Code::Unsupported, place(&sources, "/b"), "far out");
        let text = render(&sources, &diagnostics.into_vec(), ReportOptions::default());
        assert!(
            text.starts_with("warning[unsupported]: far out\n--> spec/a.yaml:1:1016\n"),
            "{text}"
        );
        assert!(!text.contains("xxx"), "{text}");
    }
}
