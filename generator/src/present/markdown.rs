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

/// A changelog with one more entry on top, or with another one in the place of
/// that of the same version.
pub fn add_entry(log: &str, version: &str, entry: &str) -> String {
    let title = "# Changelog\n\n";
    let log = if log.trim().is_empty() { title } else { log };
    let (head, entries) = log.split_at(log.find("\n## ").map_or(log.len(), |at| at + 1));
    let is_same = entries.lines().next() == Some(format!("## {version}").as_str());
    let rest = match entries.get(1..).and_then(|below| below.find("\n## ")) {
        Some(next) if is_same => entries.get(next + 2..).unwrap_or_default(),
        None if is_same => "",
        _ => entries,
    };
    let gap = if rest.is_empty() { "" } else { "\n" };
    format!("{}\n\n{entry}{gap}{rest}", head.trim_end())
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}

#[cfg(test)]
mod tests {
    use super::add_entry;

    #[test]
    fn the_newest_entry_is_on_top_and_each_version_has_one() {
        let first = add_entry("", "0.1.0", "## 0.1.0\n\n- one\n");
        assert_eq!(first, "# Changelog\n\n## 0.1.0\n\n- one\n");
        let second = add_entry(&first, "0.2.0", "## 0.2.0\n\n- two\n");
        assert_eq!(
            second,
            "# Changelog\n\n## 0.2.0\n\n- two\n\n## 0.1.0\n\n- one\n"
        );
        let again = add_entry(&second, "0.2.0", "## 0.2.0\n\n- 2\n");
        assert_eq!(
            again,
            "# Changelog\n\n## 0.2.0\n\n- 2\n\n## 0.1.0\n\n- one\n"
        );
        assert_eq!(
            add_entry(&first, "0.1.0", "## 0.1.0\n\n- 1\n"),
            "# Changelog\n\n## 0.1.0\n\n- 1\n"
        );
    }
}
