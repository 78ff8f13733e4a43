//! Where bodies come from, and which are refused.

use sailpoint_sim::cli::Exit;
use sailpoint_sim::mock;
use sailpoint_sim::runtime::{Environment as _, SystemEnvironment};
use serde_json::json;

use super::Shell;

const CREATE: &str = "create-sim-integration --body";

#[test]
fn a_body_comes_from_a_file_standard_input_or_the_line_as_json_or_yaml() {
    let yaml = "name: Tickets # a comment\nattributes:\n  port: 8443\n  on: 'yes'\n";
    let json = r#"{"name": "Tickets", "attributes": {"port": 8443, "on": "yes"}}"#;
    for text in [yaml, json] {
        for source in ["@some/body", "-", &shlex::try_quote(text).expect("no NUL")] {
            let mock = mock::start().expect("loopback has a free port");
            let shell = Shell::of(&mock).file("some/body", text).stdin(text);
            shell.run(&format!("{CREATE} {source}")).done();
            let requests = mock.requests();
            let body = requests[0].json();
            let expected = json!({"name": "Tickets", "attributes": {"port": 8443, "on": "yes"}});
            assert_eq!(body, Some(expected), "{source}");
        }
    }
}

#[test]
fn properties_that_only_the_service_sets_stay_behind() {
    let mock = mock::start().expect("loopback has a free port");
    let body = r#"'{"id":"1","created":"2024-01-01T00:00:00Z","name":"Tickets","more":[1]}'"#;
    Shell::of(&mock).run(&format!("{CREATE} {body}")).done();
    assert_eq!(
        mock.requests()[0].json(),
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
        ("'{\"name\": \"a\", \"name\": \"b\"}'", "not valid JSON"),
        ("'name: a\nname: b'", "not valid YAML"),
        ("'{\"name\": \"a\"'", "not valid JSON"),
        ("'name: ]'", "not valid YAML"),
        ("body.json", "a file is given as `--body @FILE`"),
        ("@nowhere", "cannot read the body from `@nowhere`"),
    ] {
        let mock = mock::start().expect("loopback has a free port");
        let ran = Shell::of(&mock).run(&format!("{CREATE} {body}"));
        ran.stopped(Exit::Usage, words);
        assert!(mock.requests().is_empty(), "{body}");
    }
}

/// What is no regular file may have no end, and opening it may wait for ever.
#[test]
#[cfg(unix)]
fn a_body_has_an_end_and_a_limit() {
    let folder = std::env::temp_dir().join(format!("bodies-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("can be made");
    let large = folder.join("large");
    let file = std::fs::File::create(&large).expect("can be made");
    file.set_len(256 * 1024 * 1024 + 1).expect("takes no room");
    let pipe = folder.join("pipe");
    let made = std::process::Command::new("mkfifo").arg(&pipe).status();
    assert!(made.is_ok_and(|status| status.success()));
    for (path, words) in [
        (
            "/dev/zero",
            "it is not a regular file\nhelp: `--body -` reads standard input",
        ),
        (pipe.to_str().expect("UTF-8"), "it is not a regular file"),
        (folder.to_str().expect("UTF-8"), "it is not a regular file"),
        (large.to_str().expect("UTF-8"), "it is larger than 256 MiB"),
    ] {
        let read = SystemEnvironment.read_bytes(path.as_ref());
        let read_text = SystemEnvironment.read(path.as_ref());
        assert_eq!(read.is_err(), read_text.is_err(), "{path}");
        let ran = Shell::at("http://127.0.0.1:9")
            .with_system_files()
            .run(&format!("{CREATE} @{path}"));
        ran.stopped(Exit::Usage, words);
    }
    std::fs::remove_dir_all(&folder).expect("is there");
    let mut endless = std::io::BufReader::new(std::io::repeat(b'x'));
    let shell = Shell::at("http://127.0.0.1:9");
    let (exit, _, stderr) = shell.run_with(&format!("{CREATE} -"), &mut endless);
    let stderr = String::from_utf8_lossy(&stderr);
    assert_eq!(exit, Exit::Usage, "{stderr}");
    assert!(stderr.contains("larger than 256 MiB"), "{stderr}");
}

#[test]
fn a_property_that_the_document_does_not_declare_is_sent_and_named() {
    let notes = |body: &str| {
        let mock = mock::start().expect("loopback has a free port");
        let ran = Shell::of(&mock).run(&format!("{CREATE} '{body}'")).done();
        (ran.stderr, mock.requests()[0].json())
    };
    let (said, sent) =
        notes(r#"{"name":"x","descripton":"d","beforeProvisioningRule":{"tipe":"RULE"},"zzz":1}"#);
    let expected = "\
note: the document does not declare `tipe`; did you mean `type`?
note: the document does not declare `descripton`; did you mean `description`?
note: the document does not declare `zzz`
";
    assert_eq!(said, expected);
    assert_eq!(
        sent,
        Some(json!({"name":"x","descripton":"d","beforeProvisioningRule":{"tipe":"RULE"},"zzz":1}))
    );
    let (said, _) = notes(r#"{"name":"x","description":"d","attributes":{"anything":1}}"#);
    assert_eq!(said, "");
}

#[test]
fn those_who_type_a_body_are_told_how_it_ends() {
    let mock = mock::start().expect("loopback has a free port");
    let shell = Shell::of(&mock).stdin(r#"{"name": "x"}"#);
    let ran = shell.clone().terminal().run(&format!("{CREATE} -")).done();
    let end = if cfg!(windows) {
        "Ctrl-Z and Enter"
    } else {
        "Ctrl-D"
    };
    assert_eq!(
        ran.stderr,
        format!("note: type the body, and end it with {end}\n")
    );
    assert_eq!(shell.run(&format!("{CREATE} -")).done().stderr, "");
}
