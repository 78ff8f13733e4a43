//! Turns a report into Markdown: a comment on a pull request, an entry of a changelog.
//!
//! May not know: who reads it.

use super::{Places, groups, heading, summary};
use crate::change::{Change, Class, Report};

/// Prints a report for a pull request.
pub fn markdown(report: &Report, places: &Places) -> String {
    let class = report.class().map_or("no", Class::as_str);
    let mut text = format!(
        "### API changes: {class}\n\n{}.\n",
        capital(&summary(report))
    );
    for (scope, changes) in groups(report) {
        text.push_str(&format!("\n#### {}\n\n", heading(scope)));
        for (index, found) in changes {
            text.push_str(&item(found, places.get(index)));
        }
    }
    text
}

fn item(change: &Change, place: Option<&str>) -> String {
    let mut text = format!(
        "- **{}** {}: {}.",
        change.class.as_str(),
        change.what,
        change.why
    );
    if let Some(place) = place {
        text.push_str(&format!(" (`{place}`)"));
    }
    text.push('\n');
    if change.rust.is_empty() {
        return text;
    }
    text.push_str("  ```diff\n");
    for rust in &change.rust {
        for (sign, side) in [('-', &rust.before), ('+', &rust.after)] {
            if let Some(line) = side {
                text.push_str(&format!("  {sign} {line}\n"));
            }
        }
    }
    text.push_str("  ```\n");
    text
}

/// An entry of a changelog: one line a change, the greatest class first.
pub fn changelog(version: &str, report: &Report) -> String {
    let mut text = format!("## {version}\n");
    for (class, title) in [
        (Class::Major, "Breaking"),
        (Class::Minor, "Added and changed"),
        (Class::Patch, "Mended"),
        (Class::Docs, "Documentation"),
    ] {
        let changes = report.changes.iter().filter(|change| change.class == class);
        let lines: String = changes
            .map(|change| format!("- {}: {}\n", heading(&change.scope), change.what))
            .collect();
        if !lines.is_empty() {
            text.push_str(&format!("\n### {title}\n\n{lines}"));
        }
    }
    text
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}
