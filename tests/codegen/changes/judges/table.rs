//! Turns verdicts into the lines of a Markdown table.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use simgen::internal::change::Class;

use super::Verdict;
use crate::changes::Kind;
use crate::project;

const HEAD: &str = "\
# What others say of every kind of change

Written by `.ci/semver`; edit `*.yaml`, not this file. *expected* is what the tables say and *simgen*
what `simgen diff` says. *semver-checks* are the lints of cargo-semver-checks that ask for a major
version. *old program* is the first error of a program that uses every public item of the old side,
built with the new one. Where simgen is stricter, *why* is the reason that it prints.

| kind of change | expected | simgen | semver-checks | old program | why stricter |
|---|---|---|---|---|---|
";

/// One kind of change in one direction.
#[derive(Debug)]
pub(super) struct Row {
    pub(super) kind: String,
    pub(super) expected: String,
    pub(super) class: Option<Class>,
    pub(super) semver: (Verdict, String),
    pub(super) program: (Verdict, String),
    /// Of the first change that is major.
    pub(super) why: Option<String>,
}

impl Row {
    fn is_broken(&self) -> bool {
        self.semver.0.max(self.program.0) == Verdict::Breaks
    }

    /// Whether something breaks that simgen does not call major.
    pub(super) fn is_missed(&self) -> bool {
        self.is_broken() && self.class != Some(Class::Major)
    }

    fn line(&self) -> String {
        let class = self.class.map_or("none", |class| class.as_str());
        let stricter = self.why.as_deref().filter(|_| !self.is_broken());
        format!(
            "| {} | {} | {class} | {} | {} | {} |",
            self.kind,
            self.expected,
            cell(&self.semver),
            cell(&self.program),
            stricter.unwrap_or_default(),
        )
    }
}

fn cell((verdict, words): &(Verdict, String)) -> String {
    match verdict {
        Verdict::Same => "same code".to_owned(),
        Verdict::Fine => "fine".to_owned(),
        Verdict::Breaks => format!(
            "breaks: {}",
            words.trim().replace('|', "\\|").replace('\n', " ")
        ),
    }
}

/// Writes the rows of every kind; those that were not judged keep their lines.
pub(super) fn write(path: &str, kinds: &[Kind], rows: &[Row]) {
    let fresh = rows.iter().map(|row| (row.kind.clone(), row.line()));
    let mut lines: BTreeMap<String, String> = read(path);
    lines.extend(fresh);
    let known = names(kinds)
        .into_iter()
        .filter_map(|(name, _)| lines.remove(&name));
    let text: String = known.map(|line| line + "\n").collect();
    project::write(Path::new(path), &format!("{HEAD}{text}"));
}

/// The kinds of which the table has no line with their class.
pub(super) fn missing(path: &str, kinds: &[Kind]) -> Vec<String> {
    let lines = read(path);
    let is_there = |(name, class): &(String, String)| {
        let start = format!("| {name} | {class} | {class} |");
        lines.get(name).is_some_and(|line| line.starts_with(&start))
    };
    let missing = names(kinds).into_iter().filter(|named| !is_there(named));
    missing.map(|(name, _)| name).collect()
}

/// What each direction of each kind is called, and its class.
fn names(kinds: &[Kind]) -> Vec<(String, String)> {
    let both = kinds.iter().flat_map(|kind| {
        let [there, back] = &kind.classes;
        [
            (kind.name.clone(), there.clone()),
            (format!("{}, back", kind.name), back.clone()),
        ]
    });
    both.collect()
}

/// The lines of a table by the kinds of change.
fn read(path: &str) -> BTreeMap<String, String> {
    let text = fs::read_to_string(path).unwrap_or_default();
    let rows = text.lines().filter_map(|line| {
        let (name, _) = line.strip_prefix("| ")?.split_once(" |")?;
        Some((name.to_owned(), line.to_owned()))
    });
    rows.collect()
}
