//! How answers are written. May not know how errors are.

use sailpoint_sim::mock::{self, Mock, Reply};
use sailpoint_sim::v2025::sim_integrations::{GetSimIntegration, GetSimIntegrations};

use super::Shell;

const GET: &str = "get-sim-integration 62945a496ef440189b1f03e3623411c8";
const LIST: &str = "get-sim-integrations";

/// Names out of order, numbers and texts as few would write them, and an unknown property.
const ODD: &str = r#"{"zeta":1.50e1,"name":"a\u0041\n","description":"","type":"x","attributes":{},"alpha":12345678901234567890123,"list":[ ]}"#;

fn double(body: &str) -> Mock {
    let double = mock::start().expect("loopback has a free port");
    let reply =
        Reply::bytes(200, body.as_bytes().to_vec()).with_header("content-type", "application/json");
    double
        .on::<GetSimIntegration>()
        .replies(reply.clone())
        .always();
    double.on::<GetSimIntegrations>().replies(reply).always();
    double
}

#[test]
fn json_keeps_every_token_and_their_order() {
    let double = double(ODD);
    let expected = "{\n  \"zeta\": 1.50e1,\n  \"name\": \"a\\u0041\\n\",\n  \"description\": \"\",\n  \"type\": \"x\",\n  \"attributes\": {},\n  \"alpha\": 12345678901234567890123,\n  \"list\": []\n}\n";
    for shell in [Shell::of(&double), Shell::of(&double).terminal()] {
        assert_eq!(shell.run(GET).done().stdout, expected);
        assert_eq!(shell.run(&format!("{GET} -o json")).done().stdout, expected);
    }
}

#[test]
fn lists_are_tables_on_a_terminal_and_json_elsewhere() {
    let double = double(
        r#"[{"id":"1","name":"one","description":"","type":"x","attributes":{"password":"p"}},{"id":"2","name":"two\u001b[2J","description":"d","type":"y","attributes":{},"more":true}]"#,
    );
    let table = Shell::of(&double).terminal().run(LIST).done().stdout;
    let expected = "\n id  name    type  description  more\n 1   one     x\n 2   two[2J  y     d            true\n";
    assert_eq!(format!("\n{table}"), expected);
    let json = Shell::of(&double).run(LIST).done().stdout;
    assert!(json.starts_with("[\n  {\n    \"id\": \"1\",\n"), "{json}");
    let same = Shell::of(&double)
        .run(&format!("{LIST} --output table"))
        .done()
        .stdout;
    assert_eq!(same, table);
    let json_at_terminal = Shell::of(&double)
        .terminal()
        .run(&format!("{LIST} -o json"));
    assert_eq!(json_at_terminal.done().stdout, json);
}

#[test]
fn an_object_is_a_table_of_its_properties() {
    let double = double(r#"{"name":"n","description":"d","type":"x","attributes":{"a":[1]}}"#);
    let table = Shell::of(&double)
        .run(&format!("{GET} -o table"))
        .done()
        .stdout;
    insta::assert_snapshot!(table, @r#"
     name         n
     description  d
     type         x
     attributes   {
                    "a": [
                      1
                    ]
                  }
    "#);
}

#[test]
fn yaml_keeps_the_order_and_what_is_text() {
    let double = double(
        r#"{"zeta":1.5,"name":"no","description":"1","type":"x: y","attributes":{"t":"2024-01-17T18:45:25.994Z","n":null}}"#,
    );
    let yaml = Shell::of(&double)
        .run(&format!("{GET} --output yaml"))
        .done()
        .stdout;
    insta::assert_snapshot!(yaml, @r"
    zeta: 1.5
    name: no
    description: '1'
    type: 'x: y'
    attributes:
      t: 2024-01-17T18:45:25.994Z
      n: null
    ");
}

#[test]
fn an_empty_list_says_so_only_where_a_person_reads() {
    let double = double("[]");
    assert_eq!(
        Shell::of(&double).terminal().run(LIST).done().stdout,
        "none\n"
    );
    assert_eq!(Shell::of(&double).run(LIST).done().stdout, "[]\n");
}

#[test]
fn status_and_headers_go_to_standard_error_so_that_the_body_stays_whole() {
    let double = double("[]");
    let ran = Shell::of(&double).run(&format!("{LIST} --include")).done();
    assert_eq!(ran.stdout, "[]\n");
    assert!(ran.stderr.starts_with("HTTP 200 OK\n"), "{}", ran.stderr);
    assert!(
        ran.stderr.contains("\ncontent-type: application/json\n"),
        "{}",
        ran.stderr
    );
}

#[test]
fn completions_know_commands_options_and_values() {
    for (shell, words) in [
        (
            "bash",
            &["get-sim-integrations", "--api-version", "v2024"][..],
        ),
        (
            "zsh",
            &["Replace a SIM integration", "--base-url", "table"][..],
        ),
        ("fish", &["patch-sim-attributes", "dry-run"][..]),
        ("powershell", &["delete-sim-integration"][..]),
        ("elvish", &["create-sim-integration"][..]),
    ] {
        let script = Shell::new()
            .run(&format!("completions {shell}"))
            .done()
            .stdout;
        for word in words {
            assert!(script.contains(word), "{shell} does not know {word}");
        }
    }
}
