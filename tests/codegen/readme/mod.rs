//! What the README and the pages it leads to print is run: their commands, one after the
//! other, in a clone.
//!
//! `trycmd` runs the commands of a page, too, but each on its own; here a shell's variables,
//! aliases and servers go on from block to block, as they do for somebody who follows the page.

mod blocks;
mod session;

use std::fs;
use std::net::TcpListener;
use std::path::Path;

use snapbox::Redactions;
use snapbox::data::{DataFormat, IntoData};

use self::blocks::{Command, blocks, commands};
use self::session::{Server, Session, clone, commit, git, try_git};
use crate::project;

/// Words after the fence of commands that this test leaves out.
const NOT_RUN: &str = "console not-run";

/// The pages whose commands are run, in the order in which a reader meets them.
pub(crate) const PAGES: &[&str] = &[
    "README.md",
    "generated/docs/guide/client.md",
    "generated/docs/guide/errors-and-retries.md",
    "generated/docs/guide/testing.md",
    "generated/docs/guide/command-line.md",
    "generated/docs/guide/changing-the-api.md",
];

/// The port that the pages use.
const PORT: &str = "8080";

/// Where the pages say that the hook goes.
const HOOK: &str = ".git/hooks/pre-commit";

#[test]
fn what_the_pages_print_is_what_their_commands_print() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("readme/clone");
    clone(&folder);
    let pages = pages();
    let blocks = || pages.iter().flat_map(|page| blocks(page));
    for block in blocks().filter(|block| block.kind == "diff") {
        before_the_walk(&folder, &block.text);
    }
    tag_release(&folder);
    let mut session = Session::new(&folder);
    ready(session.run("cargo build --quiet --package sailpoint-sim --features cli"));
    let mut servers = Vec::new();
    for block in blocks() {
        match block.kind.as_str() {
            "console" => run_all(&mut session, &commands(&block.text)),
            "diff" => apply(&folder, &block.text, &[]),
            "sh" => {
                let hook = folder.join(HOOK);
                fs::create_dir_all(hook.parent().expect("a folder")).expect("a folder");
                fs::write(&hook, block.text).expect("a file");
            }
            "console in-background" => {
                let commands = commands(&block.text);
                servers.extend(commands.iter().map(|command| started(&folder, command)));
            }
            NOT_RUN | "toml" | "yaml" => {}
            rust if rust.starts_with("rust") => {}
            other => panic!("a block of the pages is `{other}`, which this test does not know"),
        }
    }
    the_hook_looks_at_what_is_staged(&folder);
}

/// The texts of the pages, with another port than theirs, which may be taken.
fn pages() -> Vec<String> {
    let free = TcpListener::bind("127.0.0.1:0").and_then(|found| found.local_addr());
    let port = free.expect("a port is free").port().to_string();
    let text = |page: &&str| {
        let text = fs::read_to_string(project::root().join(page)).expect("it is there");
        text.replace("\r\n", "\n").replace(PORT, &port)
    };
    PAGES.iter().map(text).collect()
}

/// The tree in which the pages' change is still to be made: somebody may have
/// followed it before the tests run.
fn before_the_walk(folder: &Path, patch: &str) {
    let file = folder.join("../walk.patch");
    fs::write(&file, patch).expect("a file");
    let file = file.to_string_lossy().into_owned();
    if try_git(folder, &["apply", "--check", &file]).0 {
        return;
    }
    apply(folder, patch, &["--reverse"]);
    let mut session = Session::new(folder);
    ready(session.run("cargo codegen"));
    ready(session.run("INSTA_UPDATE=always cargo test -q -p codegen-tests spec::"));
    commit(folder, "Before the walk");
    // As in a clone, no file of the last run is left that git ignores.
    git(folder, &["clean", "--quiet", "--force", "-d", "-X"]);
}

fn apply(folder: &Path, patch: &str, arguments: &[&str]) {
    let file = folder.join("../walk.patch");
    fs::write(&file, patch).expect("a file");
    let file = file.to_string_lossy();
    git(folder, &[&["apply"], arguments, &[&file]].concat());
}

/// The clone is a release, with the version that it has.
fn tag_release(folder: &Path) {
    let config = fs::read_to_string(folder.join("spec/simgen.toml")).expect("it is there");
    let version = simgen::internal::config::version_of(&config).expect("it has a version");
    git(folder, &["tag", &format!("v{version}")]);
}

fn run_all(session: &mut Session, commands: &[Command]) {
    for command in commands {
        let ran = session.run(&command.line);
        if command.output.is_empty() {
            assert_eq!(ran.code, "0", "$ {}\n{}", command.line, ran.output);
            continue;
        }
        let shown = format!("$ {}\n", command.line);
        let [expected, printed] = [&command.output, &ran.output]
            .map(|text| format!("{shown}{}", normal(&without_cargo(text))));
        snapbox::assert_data_eq!(printed, expected.is(DataFormat::Text).raw());
    }
}

/// A command that runs on beside those after it, once it has printed what the page shows.
fn started(folder: &Path, command: &Command) -> Server {
    let mut server = Server::start(folder, &command.line);
    server.wait_for(command.output.trim_end());
    server
}

#[track_caller]
fn ready(ran: session::Ran) {
    assert_eq!(ran.code, "0", "{}", ran.output);
}

/// Without what cargo says of its own work.
fn without_cargo(text: &str) -> String {
    let words = [
        "Compiling",
        "Finished",
        "Running",
        "Blocking",
        "Adding",
        "Updating",
        "Locking",
        "Checking",
        "Downloading",
        "Downloaded",
        "Dirty",
        "Fresh",
    ];
    let is_cargo = |line: &str| {
        let word = line.trim_start();
        line.starts_with("   ") && words.iter().any(|known| word.starts_with(known))
    };
    let lines = text.lines().filter(|line| !is_cargo(line));
    lines.map(|line| format!("{}\n", line.trim_end())).collect()
}

/// Without what differs from run to run.
fn normal(text: &str) -> String {
    let mut redactions = Redactions::new();
    for (name, pattern) in [
        ("[TIME]", r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d+Z"),
        ("[DATE]", r"\d{4}-\d\d-\d\d"),
        ("[ID]", r"\b[0-9a-f]{32}\b"),
        ("[VERSION]", r"\d+\.\d+\.\d+"),
    ] {
        let pattern = regex::Regex::new(pattern).expect("it is an expression");
        redactions.insert(name, pattern).expect("it is a name");
    }
    redactions.redact(text)
}

/// What is committed counts, not what lies beside it in the working tree.
fn the_hook_looks_at_what_is_staged(folder: &Path) {
    let document = folder.join("spec/sim-integrations.yaml");
    let text = fs::read_to_string(&document).expect("it is there");
    let stale = text.replace("How soon a ticket", "When a ticket");
    assert_ne!(stale, text);
    // Not staged: no matter.
    fs::write(&document, &stale).expect("a file");
    git(
        folder,
        &["commit", "--quiet", "--allow-empty", "-m", "Nothing"],
    );
    // Staged, and put right only in the working tree.
    git(folder, &["add", "spec"]);
    fs::write(&document, &text).expect("a file");
    let (is_done, said) = try_git(folder, &["commit", "--quiet", "-m", "Stale"]);
    assert!(!is_done, "a stale crate was committed");
    assert!(said.contains("is stale"), "{said}");
}
