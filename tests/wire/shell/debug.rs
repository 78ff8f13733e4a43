//! What `--debug` shows of a request and its response, and what it does not.

use sailpoint_sim::mock::{self, Reply};
use sailpoint_sim::v2025::sim_integrations::{GetSimIntegration, PatchSimAttributes};

use super::Shell;
use crate::clock::TestClock;

const SECRET: &str = "s3cret-of-the-test";
const ID: &str = "62945a496ef440189b1f03e3623411c8";

#[test]
fn request_and_response_are_shown_without_secrets() {
    let mock = mock::start().expect("loopback has a free port");
    let body = format!(
        r#"{{"name":"n","description":"d","type":"x","attributes":{{"password":"{SECRET}"}}}}"#
    );
    let reply = Reply::bytes(200, body)
        .with_header("content-type", "application/json")
        .with_header("set-cookie", SECRET)
        .with_header("x-auth-token", SECRET);
    mock.on::<PatchSimAttributes>().replies(reply);
    let shell = Shell::of(&mock)
        .variable("SAILPOINT_SIM_TOKEN", SECRET)
        .with_clock(&TestClock::new())
        .before(["--api-version=v2025"]);
    let line = format!("patch-sim-attributes {ID} --replace /attributes/password={SECRET} --debug");
    let ran = shell.run(&line).done();
    assert!(!ran.stderr.contains(SECRET), "{}", ran.stderr);
    assert!(
        ran.stdout.contains(SECRET),
        "the response is what was asked for"
    );
    let url = mock.base_url();
    let start = format!("> PATCH {url}/v2025/sim-integrations/{ID}\n> user-agent: sailpoint-sim/");
    assert!(ran.stderr.contains(&start), "{}", ran.stderr);
    for part in [
        "\n> content-type: application/json-patch+json\n",
        "\n> authorization: Bearer $SAILPOINT_SIM_TOKEN\n>\n> [{",
        r#""path":"/attributes/password","value":"[redacted]"}]"#,
        "\n< HTTP 200 OK (0.000 s)\n",
        "\n< set-cookie: [redacted]\n",
        "\n< x-auth-token: [redacted]\n",
        "\n<\n< {\"name\":\"n\"",
        r#""attributes":"[redacted]"}"#,
    ] {
        assert!(ran.stderr.contains(part), "{part} is not in {}", ran.stderr);
    }
}

#[test]
fn an_error_and_a_missing_response_are_shown_too() {
    let mock = mock::start().expect("loopback has a free port");
    mock.on::<GetSimIntegration>().fails_with(403).breaks();
    let shell = Shell::of(&mock).before(["--debug", "--attempts=1"]);
    let ran = shell.run(&format!("get-sim-integration {ID}"));
    assert!(
        ran.stderr.contains("\n< HTTP 403 Forbidden ("),
        "{}",
        ran.stderr
    );
    let ran = shell.run(&format!("get-sim-integration {ID}"));
    assert!(ran.stderr.contains("\n< no response ("), "{}", ran.stderr);
}
