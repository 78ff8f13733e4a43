//! What is committed is what the committed documents give.

use std::fs;

use simgen::internal::output::compare;

use crate::{project, spec};

#[test]
fn the_committed_crate_is_what_the_documents_give() {
    let folder = project::root().join("generated");
    let differences = compare(&folder, &spec::files()).unwrap_or_else(|error| panic!("{error}"));
    let shown: String = differences.iter().map(ToString::to_string).collect();
    assert!(
        differences.is_empty(),
        "`generated/` is stale: run `cargo codegen` and commit what it writes\n{shown}"
    );
}

#[test]
fn the_generated_crate_and_the_workspace_name_one_repository() {
    let named = |path: &str| -> Vec<String> {
        let text = fs::read_to_string(project::root().join(path)).expect("it is there");
        let lines = text
            .lines()
            .filter(|line| line.starts_with("repository = "));
        lines.map(str::to_owned).collect()
    };
    let expected = named("Cargo.toml");
    assert_eq!(expected.len(), 1);
    for path in ["spec/simgen.toml", "generated/Cargo.toml"] {
        assert_eq!(named(path), expected, "{path}");
    }
}

/// The pages show commands with what they print, and how many files there are
/// changes more often than anybody runs them all by hand.
#[test]
fn the_files_that_the_pages_count_are_those_that_there_are() {
    let read = |page: &&str| fs::read_to_string(project::root().join(page)).expect("it is there");
    let pages: String = crate::readme::PAGES.iter().map(read).collect();
    let counts: Vec<(&str, usize)> = pages.lines().filter_map(counted).collect();
    assert!(counts.len() > 3, "the pages show what is printed");
    let files = spec::files().len();
    for (line, count) in counts {
        assert_eq!(count, files, "{line}");
    }
}

/// The sum of the numbers in `generated/: 3 files written, 169 unchanged`.
fn counted(line: &str) -> Option<(&str, usize)> {
    let words = line.strip_prefix("generated/: ")?.split(' ');
    let numbers: Vec<usize> = words.filter_map(|word| word.parse().ok()).collect();
    (!numbers.is_empty()).then(|| (line, numbers.iter().sum()))
}
