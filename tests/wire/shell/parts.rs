//! Columns, and parts of a response.

use sailpoint_sim::cli::Exit;
use sailpoint_sim::mock::{self, Mock, Reply};
use sailpoint_sim::v2025::sim_integrations::{GetSimIntegration, GetSimIntegrations};

use super::Shell;

const LIST: &str = "list";
const GET: &str = "get 1";

fn mock_server() -> Mock {
    let mock = mock::start().expect("loopback has a free port");
    let json = |body: &str| {
        let reply = Reply::bytes(200, body.as_bytes().to_vec());
        reply.with_header("content-type", "application/json")
    };
    let one = r#"{"name":"one","description":"d","type":"x","id":"1","attributes":{"url":"u","size":1.50e1}}"#;
    let two =
        r#"{"name":"two\u0007","description":"e","type":"y","attributes":{"tags":["a",{"b":1}]}}"#;
    mock.on::<GetSimIntegration>().replies(json(one)).always();
    let list = json(&format!("[{one},{two}]"));
    mock.on::<GetSimIntegrations>().replies(list).always();
    mock
}

#[test]
fn a_pointer_selects_a_part_as_it_came() {
    let mock = mock_server();
    for (line, expected) in [
        (format!("{GET} --select /name"), "one\n"),
        (format!("{GET} --select /attributes/size"), "1.50e1\n"),
        (
            format!("{GET} --select /attributes/size -o json"),
            "1.50e1\n",
        ),
        (format!("{GET} --select /name -o json"), "\"one\"\n"),
        (
            format!("{GET} --select /attributes -o yaml"),
            "url: u\nsize: 15.0\n",
        ),
        (
            format!("{GET} --select /attributes"),
            "{\n  \"url\": \"u\",\n  \"size\": 1.50e1\n}\n",
        ),
        (format!("{LIST} --select /type"), "x\ny\n"),
        (format!("{LIST} --select /id"), "1\nnull\n"),
        (format!("{LIST} --select /1/attributes/tags/1/b"), "1\n"),
        (
            format!("{LIST} --select /type -o json"),
            "[\n  \"x\",\n  \"y\"\n]\n",
        ),
    ] {
        let ran = Shell::of(&mock).run(&line).done();
        assert_eq!(ran.stdout, expected, "{line}");
    }
    let ran = Shell::of(&mock).run(&format!("{GET} --select /nothing"));
    ran.stopped(Exit::Unsaid, "the response has nothing at `/nothing`");
    let ran = Shell::of(&mock).run(&format!("{GET} --select name"));
    ran.stopped(Exit::Usage, "`--select name` is not a JSON Pointer");
    // A text of a server does nothing to a terminal without quotes either.
    let ran = Shell::of(&mock)
        .terminal()
        .run(&format!("{LIST} --select /1/name"));
    assert_eq!(ran.done().stdout, "two\\u0007\n");
}

#[test]
fn a_table_has_the_columns_that_were_asked_for() {
    let mock = mock_server();
    for shell in [Shell::of(&mock), Shell::of(&mock).terminal()] {
        let ran = shell
            .run(&format!("{LIST} --columns type,/attributes/tags,id"))
            .done();
        let expected =
            "\n type  /attributes/tags  id\n x                       1\n y     [\"a\",{\"b\":1}]\n";
        assert_eq!(format!("\n{}", ran.stdout), expected);
        let ran = shell.run(&format!("{GET} --columns name -o table")).done();
        assert_eq!(ran.stdout, " name\n one\n");
    }
    let shell = Shell::of(&mock);
    let ran = shell.run(&format!("{LIST} --columns name -o json"));
    ran.stopped(Exit::Usage, "`--columns` are those of a table");
    let ran = shell.run(&format!("{GET} --select /name --columns name"));
    ran.stopped(Exit::Unsaid, "has no columns");
}
