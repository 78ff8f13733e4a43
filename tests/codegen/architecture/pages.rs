//! Pages on the code name files that exist.

use std::fs;

use regex::Regex;

use crate::project;

/// Each page, and the folders in which the files are that it names.
const PAGES: &[(&str, &[&str])] = &[
    ("generator/README.md", GENERATOR),
    ("generator/docs/decisions.md", GENERATOR),
    (
        "generator/runtime/README.md",
        &["generator/runtime/src", "tests/codegen/architecture"],
    ),
];

const GENERATOR: &[&str] = &[
    "generator/src",
    "generator/runtime/src",
    "tests/codegen/architecture",
];

#[test]
fn pages_on_the_code_name_files_that_exist() {
    let named = Regex::new(r"`([\w/.-]+\.rs)`").expect("it is a pattern");
    for (page, folders) in PAGES {
        let folders = folders.iter().map(|folder| project::root().join(folder));
        let files: Vec<String> = folders
            .flat_map(|folder| project::files_below(&folder))
            .map(|path| path.to_string_lossy().replace('\\', "/"))
            .collect();
        let text = fs::read_to_string(project::root().join(page)).expect("the page can be read");
        let mut count = 0;
        for found in named.captures_iter(&text) {
            let ending = format!("/{}", &found[1]);
            let is_there = files.iter().any(|path| path.ends_with(&ending))
                || project::root().join(&found[1]).is_file();
            assert!(is_there, "{page} names `{}`, which is not there", &found[1]);
            count += 1;
        }
        assert!(count > 0, "{page} names no file");
    }
}
