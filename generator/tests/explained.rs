//! Every code has an explanation, and an example that is true.

use std::fs;
use std::path::Path;

use simgen::internal::diagnostic::{Code, Diagnostic};
use simgen::internal::source::ReadOptions;
use simgen::{Project, Single};

use crate::project;

#[test]
fn every_code_is_explained_with_an_example_before_and_after() {
    let project = project::Project::new();
    for code in Code::ALL {
        let ran = project.run(&["explain", code.as_str()]).ends_with_code(0);
        let out = ran.out();
        let example = code.example();
        let fix = format!("\nfix: {}\n", code.fix());
        assert!(out.contains(&fix), "{out}");
        for (title, text) in [("before", example.before), ("after", example.after)] {
            assert!(!text.trim().is_empty(), "{}: {title}", code.as_str());
            let first = text.lines().next().unwrap_or_default();
            let shown = format!("\n{title}:\n\n    {first}\n");
            assert!(out.contains(&shown), "{out}");
        }
    }
}

#[test]
fn each_example_has_its_code_before_and_nothing_to_report_after() {
    let mut failures = Vec::new();
    for code in Code::ALL {
        let name = code.as_str();
        let example = code.example();
        let before = findings(example.before);
        if !before.iter().any(|found| found.code == *code) {
            failures.push(format!("{name} before: {before:#?}"));
        }
        let after = findings(example.after);
        if !after.is_empty() {
            failures.push(format!("{name} after: {after:#?}"));
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

/// What is found in an example, whose files are in a folder of their own.
fn findings(text: &str) -> Vec<Diagnostic> {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let files = match text.strip_prefix("# file: ") {
        None => vec![("openapi.yaml", text)],
        Some(text) => text
            .split("# file: ")
            .filter_map(|file| file.split_once('\n'))
            .collect(),
    };
    for (path, text) in files {
        let path = folder.path().join(path);
        let above = path.parent().expect("a file is in a folder");
        fs::create_dir_all(above).expect("a folder can be made");
        let is_document = path.ends_with("openapi.yaml");
        let text = match is_document {
            true => completed(text),
            false => text.to_owned(),
        };
        fs::write(path, text).expect("a file can be written");
    }
    match project(folder.path()) {
        Ok(project) => project.generate().diagnostics,
        Err(found) => found,
    }
}

fn project(folder: &Path) -> Result<Project, Vec<Diagnostic>> {
    let options = ReadOptions::default();
    let config = folder.join("simgen.toml");
    if config.is_file() {
        return Project::read(&config, &options).map_err(|rejected| rejected.diagnostics);
    }
    let single = Single {
        document: folder.join("openapi.yaml"),
        name: Some("example".to_owned()),
        module: "api".to_owned(),
        strict: false,
    };
    Ok(Project::single(&single, &options).expect("the names can be used"))
}

/// The document with the members that every document has.
fn completed(text: &str) -> String {
    let members = [
        ("openapi:", "openapi: 3.0.3\n"),
        ("info:", "info: {title: Shop, version: \"1\"}\n"),
        ("paths:", "paths: {}\n"),
    ];
    let is_missing = |member: &str| !text.lines().any(|line| line.starts_with(member));
    let missing = members
        .iter()
        .filter(|(member, _)| is_missing(member) && !text.starts_with("swagger:"));
    let head: String = missing.map(|(_, line)| *line).collect();
    head + text
}
