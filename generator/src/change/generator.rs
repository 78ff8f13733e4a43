//! Turns two lists of public items into what changes for users because the
//! generator, and not a document, is another one.
//!
//! The lists are texts, because one of them was written by another generator.

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
        (true, false) if fresh.iter().any(|line| is_asked_for(line, &old)) => (
            Class::Major,
            "code that implements a trait must give more than before",
        ),
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

/// Whether it is what implementors of a trait that was there before must give: members
/// of traits have no `pub`, and `{ … }` or a value where they may be left out.
fn is_asked_for(line: &str, old: &BTreeSet<&str>) -> bool {
    let mut words = ["fn ", "const ", "type "].into_iter();
    let Some(member) = words.find_map(|word| line.strip_prefix(word)) else {
        return false;
    };
    let is_name = |c: char| c.is_alphanumeric() || matches!(c, '_' | ':');
    let end = member.find(|c| !is_name(c)).unwrap_or(member.len());
    let path = member[..end].trim_end_matches(':');
    let Some((owner, _)) = path.rsplit_once("::") else {
        return false;
    };
    let is_owner = |known: &&str| {
        let rest = known.strip_prefix("pub trait ");
        rest.is_some_and(|rest| names(rest, owner))
    };
    let may_be_left_out = line.ends_with("{ … }") || line.contains(" = ");
    !may_be_left_out && old.iter().any(is_owner)
}

/// Whether a signature begins with a path.
fn names(signature: &str, path: &str) -> bool {
    let rest = signature.strip_prefix(path);
    rest.is_some_and(|rest| !rest.starts_with(|c: char| c.is_alphanumeric() || c == '_'))
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

    const ASKED: &str = "pub trait r::T\nfn r::T::a(&self)\n";

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
            (ASKED, "pub trait r::T\nfn r::T::a(&self)\n", None),
            (
                ASKED,
                "pub trait r::T\nfn r::T::a(&self)\nfn r::T::b(&self)\n",
                Some(Class::Major),
            ),
            (
                ASKED,
                "pub trait r::T\nfn r::T::a(&self)\nconst r::T::B: u8\n",
                Some(Class::Major),
            ),
            (
                ASKED,
                "pub trait r::T\nfn r::T::a(&self)\ntype r::T::B\n",
                Some(Class::Major),
            ),
            (
                ASKED,
                "pub trait r::T\nfn r::T::a(&self)\nfn r::T::b(&self) { … }\n",
                Some(Class::Minor),
            ),
            // A trait of its own asks nobody who was there before.
            (
                ASKED,
                "pub trait r::T\nfn r::T::a(&self)\npub trait r::Tt\nfn r::Tt::b()\n",
                Some(Class::Minor),
            ),
            // What a type of an implementation is.
            (
                ASKED,
                "pub trait r::T\nfn r::T::a(&self)\ntype r::S::Target = u8\n",
                Some(Class::Minor),
            ),
        ] {
            let found = of_generator(old, new, &report).map(|change| change.class);
            assert_eq!(found, expected, "{old:?} {new:?}");
        }
    }
}
