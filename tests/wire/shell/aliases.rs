//! Short names of commands.

use sailpoint_sim::mock;

use super::Shell;

#[test]
fn the_usual_words_are_commands_too() {
    let mock = mock::start().expect("loopback has a free port");
    let shell = Shell::of(&mock).file("body", r#"{"name": "Tickets"}"#);
    let id = "62945a496ef440189b1f03e3623411c8";
    for (line, operation) in [
        ("list".to_owned(), "getSIMIntegrations"),
        (format!("get {id}"), "getSIMIntegration"),
        ("create --body @body".to_owned(), "createSIMIntegration"),
        (format!("put {id} --body @body --yes"), "putSIMIntegration"),
        (
            format!("patch {id} --replace /name=x"),
            "patchSIMAttributes",
        ),
        (format!("delete {id} --yes"), "deleteSIMIntegration"),
    ] {
        shell.run(&line).done();
        let requests = mock.requests();
        let last = requests.last().and_then(|request| request.operation);
        assert_eq!(last, Some(operation), "{line}");
    }
    let help = Shell::new().run("--help").done().stdout;
    assert!(help.contains("[alias: list]"), "{help}");
    let help = Shell::new().run("get --help").done().stdout;
    assert!(
        help.contains("Usage: sailpoint-sim get-sim-integration"),
        "{help}"
    );
}

#[test]
fn a_manual_page_says_what_the_help_says() {
    for (line, parts) in [
        (
            "man",
            &[".TH sailpoint", "get\\-sim\\-integrations", "Exit codes:"][..],
        ),
        (
            "man get-sim-integration",
            &[
                "Get one SIM integration",
                "Example:",
                "62945a496ef440189b1f03e3623411c8",
                "\\-\\-dry\\-run",
            ],
        ),
    ] {
        let page = Shell::new().run(line).done().stdout;
        for part in parts {
            assert!(page.contains(part), "{part} is not in {page}");
        }
        assert!(!page.contains('\u{e000}'), "{page}");
    }
    let ran = Shell::new().run("man nothing");
    ran.stopped(
        sailpoint_sim::cli::Exit::Usage,
        "there is no command nothing",
    );
}
