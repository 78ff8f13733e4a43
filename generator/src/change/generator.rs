//! Turns two lists of public items into what changes for users because the
//! generator, and not a document, is another one.
//!
//! May not know: how the lists are made. They are texts, because one of them
//! was written by another generator.

use std::collections::BTreeSet;

use super::{Change, Class, Report, RustChange, Scope, Subject};

/// What differs between two `api.txt` and is not in the report of what the
/// documents changed.
pub fn of_generator(old: &str, new: &str, report: &Report) -> Option<Change> {
    let rust = || report.changes.iter().flat_map(|change| &change.rust);
    let known: BTreeSet<&str> = rust()
        .flat_map(|rust| [rust.before.as_deref(), rust.after.as_deref()])
        .flatten()
        .collect();
    let (old, new) = (lines(old), lines(new));
    let left = |one: &BTreeSet<&str>, other: &BTreeSet<&str>| -> Vec<String> {
        let differs = |line: &&&str| !other.contains(**line) && !known.contains(**line);
        one.iter()
            .filter(differs)
            .map(|line| (*line).to_owned())
            .collect()
    };
    let (gone, fresh) = (left(&old, &new), left(&new, &old));
    let (class, why) = match (gone.is_empty(), fresh.is_empty()) {
        (true, true) => return None,
        (true, false) => (Class::Minor, "there is more to use"),
        (false, _) => (
            Class::Major,
            "an item that programs may use is gone or has another signature",
        ),
    };
    let before = gone.into_iter().map(|line| RustChange {
        before: Some(line),
        after: None,
    });
    let after = fresh.into_iter().map(|line| RustChange {
        before: None,
        after: Some(line),
    });
    Some(Change {
        class,
        scope: Scope {
            module: String::new(),
            subject: Subject::Package,
            name: String::new(),
        },
        kind: "generator-changed",
        what: "the generator makes something else of the same documents".to_owned(),
        why: why.to_owned(),
        rust: before.chain(after).collect(),
        place: None,
    })
}

/// The items; not the line that says who wrote the file.
fn lines(text: &str) -> BTreeSet<&str> {
    let lines = text.lines().map(str::trim_end);
    lines
        .filter(|line| !line.is_empty() && !line.starts_with("# "))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_no_document_explains_is_the_generators() {
        let report = Report {
            changes: of_generator("pub a\n", "pub b\n", &Report::default())
                .into_iter()
                .collect(),
        };
        for (old, new, expected) in [
            ("# x\n\npub a\n", "# y\n\npub a\n", None),
            ("pub a\n", "pub b\n", None),
            ("pub a\n", "pub b\npub c\n", Some(Class::Minor)),
            ("pub a\npub c\n", "pub b\n", Some(Class::Major)),
        ] {
            let found = of_generator(old, new, &report).map(|change| change.class);
            assert_eq!(found, expected, "{old:?} {new:?}");
        }
    }
}
