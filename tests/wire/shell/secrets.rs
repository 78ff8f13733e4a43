//! What must not be seen, and what a shell must not take apart.

use std::process::Command;

use sailpoint_sim::cli::Exit;

use super::Shell;

const SECRET: &str = "s3cret-of-the-test";

/// A shell whose every place for secrets has one.
fn full() -> Shell {
    Shell::new()
        .variable("SAIL_BASE_URL", "https://acme.example.com")
        .variable("SAIL_CLIENT_ID", "client")
        .variable("SAIL_CLIENT_SECRET", SECRET)
        .file(
            "body",
            format!(r#"{{"name":"x","attributes":{{"password":"{SECRET}"}}}}"#),
        )
}

#[test]
fn a_dry_run_shows_no_secret() {
    for line in [
        "get-sim-integrations",
        "create-sim-integration --body @body",
        "put-sim-integration 1 --body @body",
        "patch-sim-attributes 1 --replace /attributes/password=s3cret-of-the-test",
        "patch-sim-attributes 1 --replace '/attributes={\"password\":\"s3cret-of-the-test\"}'",
        "patch-sim-attributes 1 --add '/x={\"attributes\":\"s3cret-of-the-test\"}'",
    ] {
        for shell in [full(), full().variable("SAILPOINT_SIM_TOKEN", SECRET)] {
            let ran = shell.run(&format!("{line} --dry-run --include")).done();
            assert!(!ran.stdout.contains(SECRET), "{}", ran.stdout);
            assert!(!ran.stderr.contains(SECRET), "{}", ran.stderr);
            let token = "--header 'authorization: Bearer '\"$SAILPOINT_SIM_TOKEN\"";
            assert!(ran.stdout.contains(token), "{}", ran.stdout);
        }
    }
}

#[test]
fn a_dry_run_goes_where_the_settings_say() {
    for (shell, url) in [
        (
            Shell::new(),
            "https://sailpoint.api.identitynow.com/sim-integrations/v1",
        ),
        (full(), "https://acme.example.com/sim-integrations/v1"),
        (
            full().before(["--api-version", "v2024"]),
            "https://acme.example.com/v2024/",
        ),
        (
            full().before(["--base-url=https://b.example.com"]),
            "https://b.example.com/sim-integrations/v1",
        ),
        (
            Shell::at("https://c.example.com"),
            "https://c.example.com/sim-integrations/v1",
        ),
        (
            Shell::new().file(
                "./config.json",
                r#"{"BaseURL":"https://d.example.com","ClientId":"a","ClientSecret":"b"}"#,
            ),
            "https://d.example.com/sim-integrations/v1",
        ),
    ] {
        let ran = shell.run("get-sim-integrations --dry-run").done();
        assert!(ran.stdout.contains(url), "{}", ran.stdout);
    }
}

#[test]
fn plain_http_is_for_this_computer_and_only_when_asked_for() {
    let line = "get-sim-integrations --dry-run --base-url";
    for (url, option) in [
        ("http://127.0.0.1:1", ""),
        ("http://acme.example.com", ""),
        ("http://acme.example.com", "--allow-http"),
    ] {
        let ran = Shell::new().run(&format!("{line} {url} {option}"));
        ran.stopped(Exit::Settings, "http");
    }
    Shell::new()
        .run(&format!("{line} http://127.0.0.1:1 --allow-http"))
        .done();
}

#[test]
fn a_shell_reads_the_curl_command_as_what_would_be_sent() {
    for value in [
        "it's",
        "two words",
        "two\nlines",
        "\"$HOME\" `id` $(id) \\ ! * ~ # & ; | < >",
        "'; rm -rf x; '",
        "ümläut ✓",
        "",
    ] {
        let body = serde_json::json!([{"op": "replace", "path": "/name", "value": value}]);
        let body = body.to_string();
        let word = shlex::try_quote(&body).expect("no NUL");
        let line = format!("patch-sim-attributes 1 --dry-run --body {word}");
        let script = Shell::new().run(&line).done().stdout;
        // A shell in which `curl` writes its arguments, each with an end of its own.
        let script = format!("curl() {{ printf '%s\\0' \"$@\"; }}\n{script}");
        let mut shell = Command::new("sh");
        shell
            .arg("-c")
            .arg(&script)
            .env("SAILPOINT_SIM_TOKEN", "a token");
        let printed = shell.output();
        let printed = printed.expect("there is a shell").stdout;
        let arguments: Vec<&str> = std::str::from_utf8(&printed)
            .expect("it is UTF-8")
            .split_terminator('\0')
            .collect();
        assert_eq!(arguments.last(), Some(&body.as_str()), "{script}");
        assert!(
            arguments.contains(&"authorization: Bearer a token"),
            "{arguments:?}"
        );
        assert_eq!(arguments.len(), 16, "{arguments:?}");
    }
}
