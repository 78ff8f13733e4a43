//! How findings look, and how many of them are shown.

use serde_json::{Value, json};

use super::*;
use crate::diagnostic::{Code, Diagnostics};
use crate::source::Pointer;

fn place(sources: &Sources, pointer: &str) -> Place {
    Place {
        file: sources.find("spec/a.yaml").expect("it was given"),
        pointer: Pointer::from_escaped(pointer),
    }
}

/// As the command line has them.
fn options() -> ReportOptions {
    ReportOptions {
        option_for_all: "--verbose",
        ..ReportOptions::default()
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
    let text = render(&sources, &diagnostics.into_vec(), options());
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
    diagnostics.note(Code::Repaired, place(&sources, "/a"), "not shown");
    let text = render(&sources, &diagnostics.into_vec(), options());
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

note: 1 note about what changes only documentation; `--verbose` shows them
";
    assert_eq!(text, expected);
}

#[test]
fn for_programs_each_finding_is_a_line_of_json() {
    let sources = Sources::from_texts([("spec/a.yaml", "a:\n  b: x\nc: y\n")]);
    let mut diagnostics = Diagnostics::new(false);
    diagnostics.note(Code::Repaired, place(&sources, "/c"), "second\nline");
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
                "severity": "note", "code": "repaired", "message": "second\nline",
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
    let text = render(&sources, &diagnostics.into_vec(), options());
    assert!(text.starts_with("error[syntax]: "), "{text}");
    assert!(text.contains("--> spec/a.yaml:2:2"), "{text}");
}

#[test]
fn a_very_long_line_is_cut_around_the_place() {
    let text = format!(
        "{{\"a\": \"{}\", \"b\": 1, \"c\": \"{}\"}}",
        "x".repeat(1_000),
        "y".repeat(1_000)
    );
    let sources = Sources::from_texts([("spec/a.yaml", text)]);
    let mut diagnostics = Diagnostics::new(false);
    diagnostics.warning(Code::Unsupported, place(&sources, "/b"), "far out");
    diagnostics.label("here");
    let text = render(&sources, &diagnostics.into_vec(), options());
    let (xs, ys) = ("x".repeat(42), "y".repeat(42));
    let expected = format!(
        "\
warning[unsupported]: far out
--> spec/a.yaml:1:1016
  |
1 | ... {xs}\", \"b\": 1, \"c\": \"{ys} ...
  | {spaces}^ here
  |
  = help: describe it another way, or leave the operation out

",
        spaces = " ".repeat(54),
    );
    assert_eq!(text, expected);
}

/// So many errors of one kind, one of another, and so many warnings of each of
/// several kinds.
fn many(errors: usize, warnings: usize, kinds: usize) -> (Sources, Vec<Diagnostic>) {
    let lines = 0..errors.max(warnings);
    let text: String = lines.map(|n| format!("k{n}: 1\n")).collect();
    let sources = Sources::from_texts([("spec/a.yaml", text)]);
    let mut found = Diagnostics::new(false);
    for n in 0..errors {
        let place = place(&sources, &format!("/k{n}"));
        found.error(
            Code::InvalidDocument,
            Some(place),
            format!("no `e{n}` here"),
        );
    }
    for n in 0..warnings {
        for kind in 0..kinds {
            let place = place(&sources, &format!("/k{n}"));
            let message = format!("`w{n}` is wrong in way {kind}");
            found.warning(Code::Repaired, place, message);
        }
    }
    (sources, found.into_vec())
}

#[test]
fn of_many_warnings_of_one_kind_the_first_are_in_full_and_the_others_are_counted() {
    let (sources, found) = many(0, 1_000, 1);
    let text = render(&sources, &found, options());
    assert!(text.lines().count() < 30, "{text}");
    for shown in ["`w0` is wrong", "`w2` is wrong", "2 | k1: 1"] {
        assert!(text.contains(shown), "{shown}: {text}");
    }
    let end = "\
warning[repaired]: 997 more like this: `…` is wrong in way 0
  --> spec/a.yaml:4:5, spec/a.yaml:5:5, spec/a.yaml:6:5, …

note: `--verbose` shows every finding with its line
";
    assert!(text.ends_with(end), "{text}");
    let all = ReportOptions {
        verbose: true,
        ..options()
    };
    let all = render(&sources, &found, all);
    assert_eq!(all.matches("warning[repaired]: `w").count(), 1_000);
    assert!(!all.contains("more like this"));
    let objects = render_json(&sources, &found);
    assert_eq!(objects.lines().count(), 1_000);
}

#[test]
fn many_kinds_have_one_finding_in_full_each() {
    let (sources, found) = many(0, 50, 20);
    let text = render(&sources, &found, options());
    assert_eq!(text.matches("warning[repaired]: `w").count(), 20, "{text}");
    assert_eq!(text.matches("49 more like this").count(), 20, "{text}");
}

#[test]
fn one_more_than_those_in_full_is_in_full_too() {
    let (sources, found) = many(0, 4, 1);
    let text = render(&sources, &found, options());
    assert_eq!(text.matches("warning[repaired]: `w").count(), 4, "{text}");
    assert!(!text.contains("more like this"), "{text}");
}

#[test]
fn every_error_is_listed_and_the_first_of_a_kind_are_in_full() {
    let (sources, found) = many(100, 100, 1);
    let text = render(&sources, &found, options());
    for n in 0..100 {
        assert!(text.contains(&format!("no `e{n}` here")), "{n}: {text}");
    }
    assert_eq!(text.matches("error[invalid-document]: no").count(), 3);
    assert!(
        text.contains("error[invalid-document]: 97 more like this: no `…` here\n"),
        "{text}"
    );
    assert!(
        text.contains("  --> spec/a.yaml:100:6: no `e99` here\n"),
        "{text}"
    );
}

#[test]
fn a_second_place_is_shown_and_told_to_programs() {
    let sources = Sources::from_texts([("spec/a.yaml", "a: 1\nb: 2\na: 3\n")]);
    let mut diagnostics = Diagnostics::new(false);
    let root = place(&sources, "");
    let spot = |line, start: usize| Location {
        line,
        column: 1,
        span: start..start + 1,
        key: None,
    };
    diagnostics.defect(Code::DuplicateMember, root, "twice");
    diagnostics.spot(spot(3, 10));
    diagnostics.also(spot(1, 0), "the first one");
    let found = diagnostics.into_vec();
    let text = render(&sources, &found, options());
    assert!(text.contains(" --> spec/a.yaml:3:1\n"), "{text}");
    assert!(text.contains(" ::: spec/a.yaml:1:1\n"), "{text}");
    assert!(text.contains("- the first one"), "{text}");
    let line = render_json(&sources, &found);
    let object: Value = serde_json::from_str(&line).expect("one object");
    assert_eq!(object["line"], json!(3));
    assert_eq!(
        object["also"],
        json!({"line": 1, "column": 1, "label": "the first one"})
    );
}

#[test]
fn only_an_option_that_is_there_is_named() {
    let sources = Sources::from_texts([("spec/a.yaml", "a: 1\n")]);
    let mut diagnostics = Diagnostics::new(false);
    diagnostics.note(Code::Repaired, place(&sources, "/a"), "a note");
    let found = diagnostics.into_vec();
    for (option_for_all, expected) in [
        ("", "note: 1 note about what changes only documentation\n"),
        (
            "--all",
            "note: 1 note about what changes only documentation; `--all` shows them\n",
        ),
    ] {
        let options = ReportOptions {
            option_for_all,
            ..ReportOptions::default()
        };
        assert_eq!(render(&sources, &found, options), expected);
    }
}
