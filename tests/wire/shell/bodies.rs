//! Where bodies come from, and which are refused. May not know what becomes of them.

use sailpoint_sim::cli::Exit;
use sailpoint_sim::mock;
use serde_json::json;

use super::Shell;

const CREATE: &str = "create-sim-integration --body";

#[test]
fn a_body_comes_from_a_file_standard_input_or_the_line_as_json_or_yaml() {
    let yaml = "name: Tickets # a comment\nattributes:\n  port: 8443\n  on: 'yes'\n";
    let json = r#"{"name": "Tickets", "attributes": {"port": 8443, "on": "yes"}}"#;
    for text in [yaml, json] {
        for source in ["@some/body", "-", &shlex::try_quote(text).expect("no NUL")] {
            let double = mock::start().expect("loopback has a free port");
            let shell = Shell::of(&double).file("some/body", text).stdin(text);
            shell.run(&format!("{CREATE} {source}")).done();
            let requests = double.requests();
            let body = requests[0].json();
            let expected = json!({"name": "Tickets", "attributes": {"port": 8443, "on": "yes"}});
            assert_eq!(body, Some(expected), "{source}");
        }
    }
}

#[test]
fn properties_that_only_the_service_sets_stay_behind() {
    let double = mock::start().expect("loopback has a free port");
    let body = r#"'{"id":"1","created":"2024-01-01T00:00:00Z","name":"Tickets","more":[1]}'"#;
    Shell::of(&double).run(&format!("{CREATE} {body}")).done();
    assert_eq!(
        double.requests()[0].json(),
        Some(json!({"name": "Tickets", "more": [1]}))
    );
}

#[test]
fn a_body_that_does_not_fit_is_refused_before_anything_is_sent() {
    for (body, words) in [
        ("''", "the body is empty"),
        ("'{}'", "name"),
        ("'{\"name\": 5}'", "name"),
        ("'[]'", "does not fit the document"),
        ("'{\"name\": \"a\", \"name\": \"b\"}'", "no JSON"),
        ("'name: a\nname: b'", "no YAML"),
        ("'{\"name\": \"a\"'", "no JSON"),
        ("'name: ]'", "no YAML"),
        ("body.json", "a file is given as `--body @FILE`"),
        ("@nowhere", "cannot read the body from `@nowhere`"),
    ] {
        let double = mock::start().expect("loopback has a free port");
        let ran = Shell::of(&double).run(&format!("{CREATE} {body}"));
        ran.stopped(Exit::Usage, words);
        assert!(double.requests().is_empty(), "{body}");
    }
}
