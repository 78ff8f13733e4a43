//! Documents with one thing wrong: what is said, how loudly, and where.
//!
//! The cases are in `wrong/`, whose README describes their form.

mod parse;
mod quotes;

use std::collections::BTreeSet;
use std::fmt;
use std::path::Path;

use simgen::internal::diagnostic::{Diagnostic, Diagnostics, Severity};
use simgen::internal::source::Sources;

use crate::case::{self, entries};
use crate::rejected::rendered;
use parse::{Case, parse};

/// What is said of a case, as far as the cases tell it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Mark {
    file: String,
    line: usize,
    column: usize,
    width: usize,
    severity: String,
    code: String,
}

impl fmt::Display for Mark {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            file,
            line,
            column,
            width,
            severity,
            code,
        } = self;
        write!(
            out,
            "{severity}[{code}] at {file}:{line}:{column}, {width} wide"
        )
    }
}

/// A mark, and what must be in the words beside it.
#[derive(Debug)]
struct Expected {
    mark: Mark,
    words: Words,
}

#[derive(Debug)]
enum Words {
    Help(String),
    Message(String),
}

impl Words {
    fn are_in(&self, found: &Diagnostic) -> bool {
        match self {
            Self::Help(part) => {
                let help = found.help.as_deref();
                help.unwrap_or_else(|| found.code.fix()).contains(part)
            }
            Self::Message(part) => found.message.contains(part),
        }
    }
}

#[test]
fn each_wrong_document_is_reported_where_it_is_wrong() {
    let mut failures = Vec::new();
    let cases = cases();
    for case in &cases {
        if let Err(why) = check(case) {
            failures.push(format!("{}: {}\n{why}", case.theme, case.name));
        }
    }
    let (failed, all) = (failures.len(), cases.len());
    assert!(
        failures.is_empty(),
        "{}\n{failed} of {all} cases fail",
        failures.join("\n")
    );
}

#[test]
fn no_two_cases_have_the_same_name() {
    let mut names = BTreeSet::new();
    for case in cases() {
        let name = format!("{}: {}", case.theme, case.name);
        assert!(names.insert(name.clone()), "{name}");
    }
}

fn cases() -> Vec<Case> {
    let files = entries(Path::new("wrong"));
    let themes = files
        .iter()
        .filter(|path| path.extension().is_some_and(|kind| kind == "txt"));
    themes.flat_map(|path| parse(path)).collect()
}

fn check(case: &Case) -> Result<(), String> {
    let (sources, found) = findings(case, false);
    let marks: Vec<Mark> = found
        .iter()
        .map(|found| mark(&sources, case, found))
        .collect();
    let told = || {
        let annotated = annotated(case, &marks, &found);
        format!("{}as a case:\n{annotated}", rendered(&sources, &found))
    };
    for expected in &case.expected {
        let is_meant = |(mark, found): (&Mark, &Diagnostic)| {
            *mark == expected.mark && expected.words.are_in(found)
        };
        if !marks.iter().zip(&found).any(is_meant) {
            let (mark, words) = (&expected.mark, &expected.words);
            return Err(format!("missing: {mark}, {words:?}\nfound:\n{}", told()));
        }
    }
    for (mark, found) in marks.iter().zip(&found) {
        let is_said = case.expected.iter().any(|expected| expected.mark == *mark);
        let is_left_out = found.code.as_str().starts_with("skipped-");
        if found.severity != Severity::Note && !is_left_out && !is_said {
            return Err(format!("not expected: {mark}\n{}", told()));
        }
    }
    let is_refused = |found: &[Diagnostic]| found.iter().any(|one| one.severity == Severity::Error);
    let is_loud = found.iter().any(|one| one.severity != Severity::Note);
    if is_refused(&findings(case, true).1) != is_loud {
        return Err(format!("`strict` refuses: {}\n{}", !is_loud, told()));
    }
    Ok(())
}

/// The case with what is said about it, in the form of its file.
fn annotated(case: &Case, marks: &[Mark], found: &[Diagnostic]) -> String {
    let mut text = format!("=== {}: {}\n", case.base, case.name);
    for (index, file) in case.files.iter().enumerate() {
        let (before, indent, after) = if index == 0 { case.around } else { (0, 0, 0) };
        let count = file.text.lines().count() - after;
        if index > 0 {
            text.push_str(&format!(">>> {}\n", file.path));
        }
        for (number, line) in (1..).zip(file.text.lines().take(count)).skip(before) {
            text.push_str(line.get(indent..).unwrap_or(line));
            text.push('\n');
            let here = marks.iter().zip(found);
            for (mark, found) in
                here.filter(|(mark, _)| (mark.line, &mark.file) == (number, &file.path))
            {
                if found.code.as_str().starts_with("skipped-") {
                    continue;
                }
                let help = found.help.as_deref().unwrap_or(found.code.fix());
                let start = " ".repeat((mark.column - 1).saturating_sub(indent));
                let carets = "^".repeat(mark.width);
                let (severity, code) = (&mark.severity, &mark.code);
                text.push_str(&format!("{start}{carets} {severity}[{code}] {help}\n"));
            }
        }
    }
    text
}

fn findings(case: &Case, strict: bool) -> (Sources, Vec<Diagnostic>) {
    let files = case.files.iter().map(|file| (&file.path, &file.text));
    let sources = Sources::from_texts(files.map(|(path, text)| (path.as_str(), text.as_str())));
    let root = sources.find(&case.files[0].path).expect("it was given");
    let mut diagnostics = Diagnostics::new(strict);
    simgen::internal::lower_all(&sources, &case::config("wrong", root), &mut diagnostics);
    (sources, diagnostics.into_vec())
}

/// Where and how loudly something is said.
fn mark(sources: &Sources, case: &Case, found: &Diagnostic) -> Mark {
    let location = found.location(sources);
    let file = found
        .place
        .as_ref()
        .map(|place| sources.file(place.file).path.clone());
    let file = file.unwrap_or_default();
    let text = case.files.iter().find(|one| one.path == file);
    let width = location.as_ref().map_or(0, |at| {
        let marked = text.and_then(|file| file.text.get(at.span.clone()));
        // Where nothing is, one caret says so.
        marked.map_or(0, |marked| marked.chars().count().max(1))
    });
    Mark {
        file,
        line: location.as_ref().map_or(0, |at| at.line),
        column: location.as_ref().map_or(0, |at| at.column),
        width,
        severity: format!("{:?}", found.severity).to_lowercase(),
        code: found.code.as_str().to_owned(),
    }
}
