//! Turns a report of changes into text: for a terminal, a pull request, a program.
//!
//! Must not know: how a change is found, or where the text goes.

mod json;
mod markdown;
mod places;
mod terminal;

pub use json::json;
pub use markdown::{add_entry, changelog, has_entry, markdown};
pub use places::Places;
pub use terminal::terminal;

use crate::change::{Change, Class, Report, Scope, Subject};

/// The changes of one scope.
type Group<'r> = (&'r Scope, Vec<(usize, &'r Change)>);

/// The changes by what they are about, each with its index in the report.
fn groups(report: &Report) -> Vec<Group<'_>> {
    let mut groups: Vec<Group<'_>> = Vec::new();
    for (index, change) in report.changes.iter().enumerate() {
        match groups.last_mut() {
            Some((scope, changes)) if **scope == change.scope => changes.push((index, change)),
            _ => groups.push((&change.scope, vec![(index, change)])),
        }
    }
    groups
}

/// `v2025: operation putPet`
fn heading(scope: &Scope) -> String {
    let name = &scope.name;
    let subject = match scope.subject {
        Subject::Package => return "the package".to_owned(),
        Subject::Api => return format!("{}: the API", scope.module),
        Subject::Security => format!("security scheme {name}"),
        Subject::Operation => format!("operation {name}"),
        Subject::Type => format!("type {name}"),
        Subject::Event => format!("event {name}"),
        Subject::Error => format!("errors {name}"),
    };
    format!("{}: {subject}", scope.module)
}

/// `2 major, 1 minor`
fn summary(report: &Report) -> String {
    let classes = [Class::Major, Class::Minor, Class::Patch, Class::Docs];
    let counts = classes.iter().filter_map(|class| {
        let count = report.count(*class);
        (count > 0).then(|| format!("{count} {}", class.as_str()))
    });
    let counts: Vec<String> = counts.collect();
    if counts.is_empty() {
        "nothing changes".to_owned()
    } else {
        counts.join(", ")
    }
}
