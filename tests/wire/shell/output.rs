//! How responses are written.

use sailpoint_sim::cli::Exit;
use sailpoint_sim::mock::{self, Mock, Reply};
use sailpoint_sim::v2025::sim_integrations::{GetSimIntegration, GetSimIntegrations};

use super::Shell;

const GET: &str = "get-sim-integration 62945a496ef440189b1f03e3623411c8";
const LIST: &str = "get-sim-integrations";

/// Names out of order, numbers and texts as few would write them, and an unknown property.
const ODD: &str = r#"{"zeta":1.50e1,"name":"a\u0041\n","description":"","type":"x","attributes":{},"alpha":12345678901234567890123,"list":[ ]}"#;

fn mock_server(body: &str) -> Mock {
    let mock = mock::start().expect("loopback has a free port");
    let reply =
        Reply::bytes(200, body.as_bytes().to_vec()).with_header("content-type", "application/json");
    mock.on::<GetSimIntegration>()
        .replies(reply.clone())
        .always();
    mock.on::<GetSimIntegrations>().replies(reply).always();
    mock
}

#[test]
fn json_keeps_every_token_and_their_order() {
    let mock = mock_server(ODD);
    let expected = "{\n  \"zeta\": 1.50e1,\n  \"name\": \"a\\u0041\\n\",\n  \"description\": \"\",\n  \"type\": \"x\",\n  \"attributes\": {},\n  \"alpha\": 12345678901234567890123,\n  \"list\": []\n}\n";
    for shell in [Shell::of(&mock), Shell::of(&mock).terminal()] {
        assert_eq!(shell.run(GET).done().stdout, expected);
        assert_eq!(shell.run(&format!("{GET} -o json")).done().stdout, expected);
    }
}

#[test]
fn lists_are_tables_on_a_terminal_and_json_elsewhere() {
    let mock = mock_server(
        r#"[{"id":"1","name":"one","description":"","type":"x","attributes":{"password":"p"}},{"id":"2","name":"two\u001b[2J","description":"d","type":"y","attributes":{},"more":true}]"#,
    );
    let table = Shell::of(&mock).terminal().run(LIST).done().stdout;
    let expected = "\n id  name          type  description  more\n 1   one           x\n 2   two\\u001b[2J  y     d            true\n";
    assert_eq!(format!("\n{table}"), expected);
    let json = Shell::of(&mock).run(LIST).done().stdout;
    assert!(json.starts_with("[\n  {\n    \"id\": \"1\",\n"), "{json}");
    let same = Shell::of(&mock)
        .run(&format!("{LIST} --output table"))
        .done()
        .stdout;
    assert_eq!(same, table);
    let json_at_terminal = Shell::of(&mock).terminal().run(&format!("{LIST} -o json"));
    assert_eq!(json_at_terminal.done().stdout, json);
}

#[test]
fn an_object_is_a_table_of_its_properties() {
    let mock = mock_server(r#"{"name":"n","description":"d","type":"x","attributes":{"a":[1]}}"#);
    let table = Shell::of(&mock)
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
    let mock = mock_server(
        r#"{"zeta":1.5,"name":"no","description":"1","type":"x: y","attributes":{"t":"2024-01-17T18:45:25.994Z","n":null}}"#,
    );
    let yaml = Shell::of(&mock)
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
    let mock = mock_server("[]");
    assert_eq!(
        Shell::of(&mock).terminal().run(LIST).done().stdout,
        "none\n"
    );
    assert_eq!(Shell::of(&mock).run(LIST).done().stdout, "[]\n");
}

#[test]
fn status_and_headers_go_to_standard_error_so_that_the_body_stays_whole() {
    let mock = mock_server("[]");
    let ran = Shell::of(&mock).run(&format!("{LIST} --include")).done();
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

/// Everything that a terminal acts upon, in each place where a server's words are shown.
#[test]
fn no_word_of_a_server_moves_a_terminal() {
    const EVIL: &str = "\u{1b}]0;pwned\u{7}\u{9b}2J\u{202e}\u{2066}\u{200f}\r\u{7f}";
    let acts = |found: char| {
        found.is_control() && !"\n\t".contains(found)
            || "\u{200e}\u{200f}\u{202a}\u{202e}\u{2066}\u{2069}".contains(found)
    };
    let quoted = serde_json::to_string(EVIL).expect("is text");
    let object = format!(
        r#"{{"name":{quoted},"description":"d","type":"x","attributes":{{{quoted}:{quoted}}}}}"#
    );
    let error = format!(r#"{{"detailCode":{quoted},"messages":[{{"text":{quoted}}}]}}"#);
    for (status, media, body, line) in [
        (200, "text/plain", EVIL, GET.to_owned()),
        (200, "application/json", &object, GET.to_owned()),
        (200, "application/json", &object, format!("{GET} -o yaml")),
        (200, "application/json", &object, format!("{GET} -o table")),
        (
            200,
            "application/json",
            &object,
            format!("{GET} -o json --include"),
        ),
        (400, "application/json", &error, GET.to_owned()),
        (400, "application/json", &error, format!("{GET} --include")),
        (400, "text/plain", EVIL, format!("{GET} --include")),
        (418, "text/plain", EVIL, format!("{GET} --include")),
    ] {
        let mock = mock::start().expect("loopback has a free port");
        let reply = Reply::bytes(status, body.as_bytes().to_vec())
            .with_header("content-type", media)
            .with_header("x-evil", "\u{9b}2J\u{202e}");
        mock.on::<GetSimIntegration>().replies(reply).always();
        let ran = Shell::of(&mock).terminal().run(&line);
        let shown = ran.stdout.clone() + &ran.stderr;
        assert_eq!(shown.find(acts), None, "{line}: {ran:#?}");
        assert!(shown.contains("u202e"), "{line}: {ran:#?}");
        // Standard error has messages, wherever it goes; a body to a pipe stays as it came.
        let piped = Shell::of(&mock).run(&line);
        assert_eq!(piped.stderr.find(acts), None, "{line}: {piped:#?}");
        if status == 200 && media == "text/plain" {
            assert_eq!(piped.stdout, EVIL);
        }
    }
}

/// Words of a file in the folder that was cloned, and of the line itself.
#[test]
fn no_word_of_a_setting_moves_a_terminal() {
    let evil = "\u{1b}]0;pwned\u{7}\u{202e}";
    let config = format!(
        r#"{{"BaseURL":"https://a.test/{}","ClientId":"a"}}"#,
        "\\u001b[2J"
    );
    for shell in [
        Shell::new().file("./config.json", config),
        Shell::new().file("./config.json", format!(r#"{{"BaseURL": {evil}"#)),
        Shell::at(&format!("https://a.test/{evil}")),
        Shell::at("https://a.test").variable("SAILPOINT_SIM_SERVER", evil),
    ] {
        for line in [
            LIST.to_owned(),
            format!("{LIST} --dry-run"),
            format!("{LIST} --base-url 'https://{evil}'"),
            format!("{LIST} --{evil}"),
            format!("get-sim-integration '{evil}' --dry-run"),
        ] {
            let ran = shell.clone().terminal().run(&line);
            let shown = ran.stdout.clone() + &ran.stderr;
            let acts = |found: char| found.is_control() && found != '\n' || found == '\u{202e}';
            assert_eq!(shown.find(acts), None, "{line}: {ran:#?}");
        }
    }
}

#[test]
fn a_body_that_is_no_text_is_not_written_to_a_terminal() {
    for body in [&b"\xff\xfe\x1b[2J"[..], b"text\0with a NUL"] {
        let mock = mock::start().expect("loopback has a free port");
        let reply = Reply::bytes(200, body.to_vec());
        mock.on::<GetSimIntegration>().replies(reply).always();
        let ran = Shell::of(&mock).terminal().run(GET);
        assert_eq!(ran.stdout, "");
        ran.stopped(Exit::Unsaid, "send standard output to a file or a pipe");
        // Its bytes go elsewhere as they are; that they are no JSON is what is wrong then.
        let elsewhere = Shell::of(&mock).run_bytes(GET);
        assert_eq!(elsewhere, body);
    }
}
