//! Who is asked before something is changed or deleted.

use sailpoint_sim::cli::Exit;
use sailpoint_sim::mock;

use super::Shell;

const DELETE: &str = "delete-sim-integration 62945a496ef440189b1f03e3623411c8";
const PUT: &str = "put-sim-integration 62945a496ef440189b1f03e3623411c8 --body @body.json";
const PATCH: &str = "patch-sim-attributes 62945a496ef440189b1f03e3623411c8 --replace /name=x";
const BODY: &str = r#"{"name": "Tickets"}"#;

#[test]
fn the_person_at_the_terminal_is_asked_before_put_and_delete() {
    for (line, reply, is_sent) in [
        (DELETE, "y\n", true),
        (DELETE, "Yes\n", true),
        (DELETE, "n\n", false),
        (DELETE, "\n", false),
        (DELETE, "", false),
        (PUT, "y\n", true),
        (PUT, "no\n", false),
    ] {
        let mock = mock::start().expect("loopback has a free port");
        let shell = Shell::of(&mock).terminal().file("body.json", BODY);
        let ran = shell.stdin(reply).run(line);
        let question = "continue? [y/N]";
        assert!(ran.stderr.contains(question), "{line} {reply:?}: {ran:?}");
        assert_eq!(
            mock.requests().len(),
            usize::from(is_sent),
            "{line} {reply:?}"
        );
        match is_sent {
            true => drop(ran.done()),
            false => drop(ran.stopped(Exit::Unsaid, "nothing was sent")),
        }
    }
}

#[test]
fn the_question_says_what_would_be_done_to_what() {
    let shell = Shell::at("https://acme.example.com").terminal();
    let ran = shell.run(DELETE).stopped(Exit::Unsaid, "nothing was sent");
    let url = "https://acme.example.com/sim-integrations/v1/62945a496ef440189b1f03e3623411c8";
    let question = format!("DELETE {url}\nDelete a SIM integration: continue? [y/N] ");
    assert!(ran.stderr.starts_with(&question), "{}", ran.stderr);
}

#[test]
fn nobody_is_asked_where_there_is_no_reason() {
    let mock = mock::start().expect("loopback has a free port");
    for shell in [Shell::of(&mock), Shell::of(&mock).terminal()] {
        let ran = shell.run(PATCH).done();
        assert_eq!(ran.stderr, "");
    }
}

#[test]
fn where_nobody_can_be_asked_yes_must_be_said() {
    for (line, method) in [(DELETE, "DELETE"), (PUT, "PUT")] {
        let mock = mock::start().expect("loopback has a free port");
        let shell = Shell::of(&mock).file("body.json", BODY);
        let words = format!(
            "error: {method} asks for confirmation, and standard input is not a terminal: pass `--yes`\n"
        );
        let ran = shell.run(line).stopped(Exit::Usage, &words);
        assert_eq!(ran.stdout, "");
        assert!(mock.requests().is_empty(), "{line}");
        shell.run(&format!("{line} --dry-run")).done();
        shell.run(&format!("{line} --yes")).done();
        assert_eq!(mock.requests().len(), 1, "{line}");
    }
}

#[test]
fn what_was_deleted_is_said() {
    let mock = mock::start().expect("loopback has a free port");
    let ran = Shell::of(&mock).run(&format!("{DELETE} --yes")).done();
    assert_eq!(
        (ran.stdout.as_str(), ran.stderr.as_str()),
        ("", "deleted\n")
    );
}

#[test]
fn yes_and_dry_runs_ask_nothing() {
    let mock = mock::start().expect("loopback has a free port");
    let shell = Shell::of(&mock).terminal();
    for option in ["--yes", "-y", "--dry-run"] {
        let ran = shell.run(&format!("{DELETE} {option}"));
        assert!(!ran.stderr.contains("continue?"), "{option}: {ran:?}");
    }
}

#[test]
fn where_standard_input_is_the_body_yes_must_be_said() {
    let mock = mock::start().expect("loopback has a free port");
    let shell = Shell::of(&mock).terminal().stdin(BODY);
    let line = "put-sim-integration 62945a496ef440189b1f03e3623411c8 --body -";
    shell.run(line).stopped(Exit::Usage, "pass `--yes`");
    assert!(mock.requests().is_empty());
    shell.run(&format!("{line} --yes")).done();
}
