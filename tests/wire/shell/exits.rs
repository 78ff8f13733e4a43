//! Which exit code says what, and what is beside it.

use sailpoint_sim::cli::Exit;
use sailpoint_sim::mock::{self, Reply};
use sailpoint_sim::v2025::sim_integrations::GetSimIntegration;

use super::Shell;
use crate::clock::TestClock;

const GET: &str = "get-sim-integration 62945a496ef440189b1f03e3623411c8";

#[test]
fn each_class_of_responses_has_its_exit_code() {
    for (status, exit, code) in [
        (400, Exit::Refused, 4),
        (401, Exit::Denied, 5),
        (403, Exit::Denied, 5),
        (404, Exit::NotFound, 6),
        (409, Exit::Refused, 4),
        (410, Exit::NotFound, 6),
        (422, Exit::Refused, 4),
        (429, Exit::TooMany, 7),
        (500, Exit::Failed, 8),
        (501, Exit::Failed, 8),
        (302, Exit::Undescribed, 10),
    ] {
        let mock = mock::start().expect("loopback has a free port");
        let reply = Reply::json(status, &serde_json::json!({}));
        mock.on::<GetSimIntegration>().replies(reply).always();
        let ran = Shell::of(&mock).run(&format!("{GET} --attempts 1"));
        assert_eq!(
            (ran.exit, ran.exit.code()),
            (exit, code),
            "{status}: {ran:?}"
        );
        assert_eq!(ran.stdout, "", "{status}");
        assert!(
            ran.stderr.starts_with("error: get-sim-integration: "),
            "{status}: {ran:?}"
        );
        assert!(ran.stderr.contains("\nhelp: "), "{status}: {ran:?}");
    }
}

#[test]
fn what_is_wrong_before_sending_has_exit_codes_of_its_own() {
    let offline = Shell::at("http://127.0.0.1:9");
    for (shell, line, exit, words) in [
        (
            Shell::new(),
            "get-sim-integrations",
            Exit::Settings,
            "SAIL_CLIENT_ID",
        ),
        (Shell::new(), "get-sim-integration", Exit::Usage, "<id>"),
        (
            Shell::new(),
            "get-sim-integration-s",
            Exit::Usage,
            "get-sim-integration",
        ),
        (
            Shell::new(),
            "get-sim-integrations --output xml",
            Exit::Usage,
            "table",
        ),
        (
            Shell::new(),
            "get-sim-integrations --api-version v3",
            Exit::Usage,
            "v2024",
        ),
        (
            Shell::new(),
            "get-sim-integrations --attempts 0",
            Exit::Usage,
            "0",
        ),
        (
            Shell::new(),
            "get-sim-integration .. --dry-run",
            Exit::Usage,
            "`id` may not be",
        ),
        (
            offline,
            "get-sim-integrations --attempts 1",
            Exit::NoResponse,
            "check the network",
        ),
    ] {
        shell.run(line).stopped(exit, words);
    }
}

#[test]
fn a_response_that_the_document_does_not_describe_is_written_and_told() {
    for (status, body) in [(200, r#"{"name":1}"#), (202, r#"{"a":1}"#), (200, "<html>")] {
        let mock = mock::start().expect("loopback has a free port");
        mock.on::<GetSimIntegration>()
            .replies(Reply::text(status, body));
        let ran = Shell::of(&mock).run(GET);
        let ran = ran.stopped(Exit::Undescribed, "the response above is what came");
        assert_eq!(ran.stdout, body);
    }
}

#[test]
fn an_error_tells_all_that_the_service_says_and_what_to_do() {
    let mock = mock::start().expect("loopback has a free port");
    let reply = Reply::json(
        429,
        &serde_json::json!({
            "detailCode": "429", "trackingId": "t-1",
            "messages": [{"locale": "en-US", "text": "Slow\u{1b}[31m down."}, {"text": "Slow down, please."}],
        }),
    );
    mock.on::<GetSimIntegration>()
        .replies(reply.with_header("retry-after", "7"));
    let ran = Shell::of(&mock).run(&format!("{GET} --attempts 1 --include"));
    let ran = ran.stopped(Exit::TooMany, "detailCode=\"429\" trackingId=\"t-1\"");
    for words in [
        "  Slow\\u001b[31m down.\n",
        "  Slow down, please.\n",
        "help: try again in 7 s\n",
        "HTTP 429 Too Many Requests\n",
        "retry-after: 7\n",
        "  \"trackingId\": \"t-1\"",
    ] {
        assert!(
            ran.stderr.contains(words),
            "{words} is not in {}",
            ran.stderr
        );
    }
}

#[test]
fn calls_are_repeated_as_the_client_does() {
    let clock = TestClock::new();
    let mock = mock::builder()
        .with_clock(clock)
        .start()
        .expect("loopback has a free port");
    let reply = Reply::empty(503).with_header("retry-after", "0");
    mock.on::<GetSimIntegration>().replies(reply).times(2);
    Shell::of(&mock).run(GET).done();
    assert_eq!(mock.requests().len(), 3);
}

#[test]
fn what_is_wrong_with_settings_names_what_helps() {
    let line = "get-sim-integrations";
    for (shell, options, help) in [
        (
            Shell::new(),
            "",
            "help: set `SAILPOINT_SIM_BASE_URL`, or give `--base-url URL`; to sign in, set `SAILPOINT_SIM_TOKEN`, or `SAIL_CLIENT_ID` and `SAIL_CLIENT_SECRET`\n",
        ),
        (
            Shell::new(),
            "--base-url http://127.0.0.1:1 --dry-run",
            "help: `--allow-http` allows plain http to localhost\n",
        ),
        (
            Shell::new(),
            "--base-url http://acme.example.com --allow-http --dry-run",
            "must be https: plain http is for localhost alone\nhelp: `sailpoint-sim --help` says",
        ),
    ] {
        let ran = shell.run(&format!("{line} {options}"));
        ran.stopped(Exit::Settings, help);
    }
}
