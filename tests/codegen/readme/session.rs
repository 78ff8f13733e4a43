//! A clone of the project, and a shell in it that runs one command after the other.

use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::{env, fs};

use crate::project;

/// What the shell prints after each command, with its exit code.
const END: &str = "--the-end-of-a-command--";

/// A copy of what is in the working tree, as a repository of its own.
pub(super) fn clone(folder: &Path) {
    let listed = git(
        &project::root(),
        &[
            "ls-files",
            "--cached",
            "--others",
            "--exclude-standard",
            "-z",
        ],
    );
    let mut wanted = Vec::new();
    for path in listed.split('\0').filter(|path| !path.is_empty()) {
        let (from, to) = (project::root().join(path), folder.join(path));
        // Deleted, and not committed yet.
        let Ok(found) = from.symlink_metadata() else {
            continue;
        };
        if found.is_symlink() {
            copy_link(&from, &to);
        } else {
            copy(&from, &to);
        }
        wanted.push(to);
    }
    for path in project::files_below(folder) {
        let is_kept = wanted.iter().any(|wanted| path.starts_with(wanted));
        if !is_kept && path.symlink_metadata().is_ok() {
            fs::remove_file(&path).unwrap_or_else(|error| panic!("{path:?}: {error}"));
        }
    }
    build_apart(folder.parent().unwrap_or(folder));
    let _ = fs::remove_dir_all(folder.join(".git"));
    git(folder, &["init", "--quiet", "--initial-branch", "main"]);
    commit(folder, "Cloned");
}

/// The packages of the workspace.
const MEMBERS: [&str; 5] = [
    "simgen",
    "simgen-runtime",
    "sailpoint-sim",
    "codegen-tests",
    "wire-tests",
];

/// Lets cargo tell the packages of the clone from those of the tree outside. Both use one
/// target folder, so that dependencies are built once, and cargo identifies a package by its
/// path within its workspace and by its profile. With equal profiles a build of the clone
/// would count as one of the tree outside, and a later edit there would not be seen.
fn build_apart(above: &Path) {
    let profile = |name: &&str| format!("[profile.dev.package.{name}]\ncodegen-units = 255\n");
    let text: String = MEMBERS.iter().map(profile).collect();
    let folder = above.join(".cargo");
    fs::create_dir_all(&folder).unwrap_or_else(|error| panic!("{folder:?}: {error}"));
    let path = folder.join("config.toml");
    fs::write(&path, text).unwrap_or_else(|error| panic!("{path:?}: {error}"));
}

/// Commits everything, and gives it the tag of the release that it is.
pub(super) fn commit(folder: &Path, words: &str) {
    git(folder, &["add", "--all"]);
    git(folder, &["commit", "--quiet", "--allow-empty", "-m", words]);
}

/// Runs git, and gives what it prints.
pub(super) fn git(folder: &Path, arguments: &[&str]) -> String {
    let (is_done, text) = try_git(folder, arguments);
    assert!(is_done, "git {arguments:?}: {text}");
    text
}

/// Whether it succeeds, and what it prints.
pub(super) fn try_git(folder: &Path, arguments: &[&str]) -> (bool, String) {
    let output = environment(&mut Command::new("git"), folder)
        .args(arguments)
        .output()
        .unwrap_or_else(|error| panic!("git does not start: {error}"));
    let mut text = output.stdout;
    text.extend(output.stderr);
    (
        output.status.success(),
        String::from_utf8_lossy(&text).into_owned(),
    )
}

/// Nothing is rewritten that is the same, so that cargo need not build it again.
fn copy(from: &Path, to: &Path) {
    let bytes = fs::read(from).unwrap_or_else(|error| panic!("{from:?}: {error}"));
    if fs::read(to).is_ok_and(|old| old == bytes) {
        return;
    }
    let folder = to.parent().unwrap_or(to);
    fs::create_dir_all(folder).unwrap_or_else(|error| panic!("{folder:?}: {error}"));
    fs::copy(from, to).unwrap_or_else(|error| panic!("{to:?}: {error}"));
}

fn copy_link(from: &Path, to: &Path) {
    let target = fs::read_link(from).unwrap_or_else(|error| panic!("{from:?}: {error}"));
    if fs::read_link(to).is_ok_and(|old| old == target) {
        return;
    }
    let _ = fs::create_dir_all(to.parent().unwrap_or(to));
    std::os::unix::fs::symlink(target, to).unwrap_or_else(|error| panic!("{to:?}: {error}"));
}

/// The same cargo as outside, its builds beside those of the workspace, and no network.
fn environment<'c>(command: &'c mut Command, folder: &Path) -> &'c mut Command {
    let cargo = Path::new(env!("CARGO")).parent().unwrap_or(Path::new(""));
    let built = target();
    let paths = [cargo.to_owned(), built.join("debug")];
    let before = env::var_os("PATH").unwrap_or_default();
    let paths = paths.into_iter().chain(env::split_paths(&before));
    for variable in ["GIT_DIR", "GIT_INDEX_FILE", "SAIL_BASE_URL", "INSTA_UPDATE"] {
        command.env_remove(variable);
    }
    command
        .current_dir(folder)
        .env(
            "PATH",
            env::join_paths(paths).expect("these paths can be joined"),
        )
        .env("CARGO_TARGET_DIR", built)
        .env("CARGO_NET_OFFLINE", "true")
        .env("CARGO_TERM_COLOR", "never")
        .env("NO_COLOR", "1")
        .env("GIT_AUTHOR_NAME", "A")
        .env("GIT_AUTHOR_EMAIL", "a@example.com")
        .env("GIT_COMMITTER_NAME", "A")
        .env("GIT_COMMITTER_EMAIL", "a@example.com")
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
}

/// That of the workspace, so that what both depend on is built once.
fn target() -> PathBuf {
    let temporary = Path::new(env!("CARGO_TARGET_TMPDIR"));
    temporary.parent().unwrap_or(temporary).to_owned()
}

/// A shell that keeps its variables and aliases from command to command.
pub(super) struct Session {
    shell: Child,
    output: BufReader<ChildStdout>,
}

/// What a command did.
pub(super) struct Ran {
    pub(super) output: String,
    pub(super) code: String,
}

impl Session {
    pub(super) fn new(folder: &Path) -> Self {
        let mut shell = environment(&mut Command::new("bash"), folder)
            .args(["--norc", "--noprofile", "-s"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap_or_else(|error| panic!("bash does not start: {error}"));
        let output = shell.stdout.take().expect("it is piped");
        let mut session = Self {
            shell,
            output: BufReader::new(output),
        };
        session.type_in("exec 2>&1; shopt -s expand_aliases\n");
        session
    }

    /// Runs a command to its end.
    pub(super) fn run(&mut self, command: &str) -> Ran {
        // Commands must not read what is typed in after them.
        self.type_in(&format!(
            "{{ {command}\n}} </dev/null; echo \"\n{END} $?\"\n"
        ));
        let (output, end) = self.lines_until(|line| line.starts_with(END));
        let output = output.strip_suffix('\n').unwrap_or(&output).to_owned();
        let code = end.trim_start_matches(END).trim().to_owned();
        Ran { output, code }
    }

    fn type_in(&mut self, text: &str) {
        let input = self.shell.stdin.as_mut().expect("it is piped");
        input.write_all(text.as_bytes()).expect("the shell listens");
        input.flush().expect("the shell listens");
    }

    /// The lines before the one that is waited for, and that one.
    fn lines_until(&mut self, is_last: impl Fn(&str) -> bool) -> (String, String) {
        let mut lines = String::new();
        loop {
            let mut line = String::new();
            let read = self.output.read_line(&mut line);
            let read = read.expect("the output is text");
            assert!(read > 0, "the shell ended after:\n{lines}");
            if is_last(&line) {
                return (lines, line);
            }
            lines.push_str(&line);
        }
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        // At the end of its input the shell ends.
        drop(self.shell.stdin.take());
        let _ = self.shell.wait();
    }
}

/// A program that runs until the test is over.
pub(super) struct Server {
    program: Child,
    output: BufReader<ChildStdout>,
}

impl Server {
    pub(super) fn start(folder: &Path, command: &str) -> Self {
        let mut program = environment(&mut Command::new("bash"), folder)
            .args(["-c", &format!("exec {command} 2>&1")])
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap_or_else(|error| panic!("bash does not start: {error}"));
        let output = program.stdout.take().expect("it is piped");
        let output = BufReader::new(output);
        Self { program, output }
    }

    /// Reads what it prints up to a line.
    pub(super) fn wait_for(&mut self, line: &str) {
        let mut before = String::new();
        while before.lines().last() != Some(line) {
            let read = self.output.read_line(&mut before);
            let read = read.expect("the output is text");
            assert!(read > 0, "no line `{line}`:\n{before}");
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended.
        let _ = self.program.kill();
        let _ = self.program.wait();
    }
}
