//! Turns a report into Markdown: a comment on a pull request, an entry of a changelog.

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

/// An entry of a changelog in the form of Keep a Changelog: one line a change, the
/// greatest class first. The date is like `2026-11-28`.
pub fn changelog(version: &str, date: &str, report: &Report) -> String {
    let mut text = format!("## {version} - {date}\n");
    for (class, title) in [
        (Class::Major, "Breaking"),
        (Class::Minor, "Added and changed"),
        (Class::Patch, "Fixed"),
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

/// A changelog with one more entry on top, below what is not released yet, or
/// with another entry in the place of that of the same version.
pub fn add_entry(log: &str, version: &str, entry: &str) -> String {
    let log = if log.trim().is_empty() {
        "# Changelog\n"
    } else {
        log
    };
    let (mut entries, mut at) = (Vec::new(), 0);
    for line in log.split_inclusive('\n') {
        if let Some(title) = line.strip_prefix("## ") {
            entries.push((at, title_version(title)));
        }
        at += line.len();
    }
    let is_released = |title: &str| !title.eq_ignore_ascii_case("unreleased");
    let mut released = entries.iter().filter(|(_, title)| is_released(title));
    let first = released.next();
    let start = first.map_or(log.len(), |(at, _)| *at);
    let end = match first {
        Some((_, title)) if *title == version => {
            let next = released.next();
            next.map_or(log.len(), |(at, _)| *at)
        }
        _ => start,
    };
    let (head, rest) = (&log[..start], &log[end..]);
    let gap = if rest.is_empty() { "" } else { "\n" };
    format!("{}\n\n{entry}{gap}{rest}", head.trim_end())
}

/// Whether a changelog has an entry of a version.
pub fn has_entry(log: &str, version: &str) -> bool {
    let mut titles = log.lines().filter_map(|line| line.strip_prefix("## "));
    titles.any(|title| title_version(title) == version)
}

/// `1.2.3` of `1.2.3 - 2026-11-28` and of `[1.2.3] - 2026-11-28`.
fn title_version(title: &str) -> &str {
    let title = title.trim().trim_start_matches('[');
    let end = title.find(|end: char| end == ']' || end.is_whitespace());
    &title[..end.unwrap_or(title.len())]
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
        let entry = |version: &str, text: &str| format!("## {version} - 2026-11-28\n\n- {text}\n");
        let first = add_entry("", "0.1.0", &entry("0.1.0", "one"));
        assert_eq!(first, "# Changelog\n\n## 0.1.0 - 2026-11-28\n\n- one\n");
        let second = add_entry(&first, "0.2.0", &entry("0.2.0", "two"));
        let both = format!(
            "# Changelog\n\n{}\n{}",
            entry("0.2.0", "two"),
            entry("0.1.0", "one")
        );
        assert_eq!(second, both);
        let again = add_entry(&second, "0.2.0", &entry("0.2.0", "2"));
        assert_eq!(again, both.replace("two", "2"));
        let again = add_entry(&first, "0.1.0", &entry("0.1.0", "1"));
        assert_eq!(again, first.replace("one", "1"));
        assert_eq!(
            add_entry(&first, "0.1.0-rc.1", "## 0.1.0-rc.1\n")
                .matches("## ")
                .count(),
            2
        );
    }

    #[test]
    fn entries_of_other_forms_are_recognized() {
        let log = "# Log\n\n## [Unreleased]\n\n- soon\n\n## [0.2.0] - 2026-01-01\n\n- two\n\n## 0.1.0\n\n- one\n";
        let head = "# Log\n\n## [Unreleased]\n\n- soon\n\n";
        let (two, one) = ("## [0.2.0] - 2026-01-01\n\n- two\n", "## 0.1.0\n\n- one\n");
        let new = "## 0.2.0 - 2026-02-02\n\n- 2\n";
        assert_eq!(add_entry(log, "0.2.0", new), format!("{head}{new}\n{one}"));
        let new = "## 0.3.0 - 2026-02-02\n\n- 3\n";
        assert_eq!(
            add_entry(log, "0.3.0", new),
            format!("{head}{new}\n{two}\n{one}")
        );
    }
}
