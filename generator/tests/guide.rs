//! `docs/command-line.md`: its commands are run in their order, and print what it shows.

use std::path::Path;
use std::process::{Command, Stdio};
use std::{env, fs};

use pulldown_cmark::{CodeBlockKind, Event, Parser, Tag, TagEnd};
use tempfile::TempDir;

use crate::project::Project;

/// What the shell prints before the output of a command.
const MARK: &str = "--the-output-of-command--";

fn page() -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/command-line.md");
    fs::read_to_string(path).expect("it is there")
}

/// The commands of all consoles, each with what it prints.
fn commands(page: &str) -> Vec<(String, String)> {
    let mut commands: Vec<(String, String)> = Vec::new();
    let mut is_console = false;
    for event in Parser::new(page) {
        match event {
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(kind))) => {
                is_console = &*kind == "console";
                assert!(is_console, "a block is `{kind}`");
            }
            Event::End(TagEnd::CodeBlock) => is_console = false,
            Event::Text(text) if is_console => {
                for line in text.lines() {
                    match (line.strip_prefix("$ "), commands.last_mut()) {
                        (Some(command), _) => commands.push((command.to_owned(), String::new())),
                        (None, Some((_, output))) => *output += &format!("{line}\n"),
                        (None, None) => panic!("a console begins with a command: {text}"),
                    }
                }
            }
            _ => {}
        }
    }
    commands
}

/// What one shell prints for each of the commands; it ends with the first that fails.
fn run(commands: &[(String, String)]) -> Vec<String> {
    let folder = TempDir::new().expect("a folder for the test");
    let simgen = Path::new(env!("CARGO_BIN_EXE_simgen"));
    let own = simgen.parent().expect("it is in a folder").to_owned();
    let before = env::var_os("PATH").unwrap_or_default();
    let paths = [own].into_iter().chain(env::split_paths(&before));
    let lines = commands
        .iter()
        .map(|(command, _)| format!("echo {MARK}\n{command}\n"));
    let script = format!(
        "set -e -o pipefail\nexec 2>&1\n{}",
        lines.collect::<String>()
    );
    let output = Command::new("bash")
        .args(["--norc", "--noprofile", "-c", &script])
        .current_dir(folder.path())
        .env(
            "PATH",
            env::join_paths(paths).expect("these paths can be joined"),
        )
        .env("LC_ALL", "C")
        .stdin(Stdio::null())
        .output()
        .expect("bash starts");
    let printed = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success(), "{printed}");
    let mark = format!("{MARK}\n");
    let outputs = printed.split(&mark).skip(1);
    outputs.map(str::to_owned).collect()
}

/// Without the numbers of files, which change with the runtime.
fn counted(text: &str) -> String {
    let words = text.split_inclusive([' ', '\n']).collect::<Vec<_>>();
    let is_count = |index: usize| {
        let next = words.get(index + 1).map_or("", |word| word.trim_end());
        matches!(next, "file" | "files" | "unchanged")
    };
    let shown = words.iter().enumerate().map(|(index, word)| {
        let is_number = word.trim_end().parse::<usize>().is_ok();
        if is_number && is_count(index) {
            "N "
        } else {
            word
        }
    });
    shown.collect()
}

#[test]
fn the_commands_of_the_guide_print_what_it_shows() {
    let commands = commands(&page());
    let outputs = run(&commands);
    assert_eq!(commands.len(), outputs.len());
    for ((command, expected), output) in commands.iter().zip(outputs) {
        assert_eq!(counted(&output), counted(expected), "$ {command}");
    }
}

#[test]
fn every_command_has_an_example() {
    let project = Project::new();
    let help = project.run(&["--help"]).ends_with_code(0).out();
    let listed = help
        .split("Commands:\n")
        .nth(1)
        .expect("there are commands");
    let listed = listed.split("\n\n").next().unwrap_or_default();
    let names = listed.lines().filter(|line| !line.starts_with("   "));
    let names: Vec<&str> = names
        .filter_map(|line| line.split_whitespace().next())
        .collect();
    assert!(names.len() > 6, "{names:?}");
    let commands = commands(&page());
    for name in names.into_iter().filter(|name| *name != "help") {
        let example = format!("simgen {name}");
        let has = commands
            .iter()
            .any(|(command, _)| command.starts_with(&example));
        assert!(has, "the guide has no example of `simgen {name}`");
    }
}
