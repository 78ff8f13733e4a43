//! The shorthand for JSON Patch bodies.

use sailpoint_sim::cli::Exit;
use sailpoint_sim::mock;
use serde_json::{Value, json};

use super::Shell;

/// The body that a line sends.
#[track_caller]
fn sent(options: &str) -> Value {
    let mock = mock::start().expect("loopback has a free port");
    mock.on::<sailpoint_sim::v2025::sim_integrations::PatchSimAttributes>()
        .responds_by_default();
    let line = format!("patch-sim-attributes 62945a496ef440189b1f03e3623411c8 {options}");
    let ran = Shell::of(&mock).run(&line);
    let mut requests = mock.requests();
    assert_eq!(requests.len(), 1, "{ran:?}");
    requests.remove(0).json().expect("the body is JSON")
}

#[test]
#[expect(clippy::too_many_lines, reason = "a table")]
fn values_are_json_or_else_text() {
    for (option, operation) in [
        (
            "--replace /name=New",
            json!({"op": "replace", "path": "/name", "value": "New"}),
        ),
        (
            "--replace '/name=two words'",
            json!({"op": "replace", "path": "/name", "value": "two words"}),
        ),
        (
            "--replace '/name=\"5\"'",
            json!({"op": "replace", "path": "/name", "value": "5"}),
        ),
        (
            "--replace /name=5",
            json!({"op": "replace", "path": "/name", "value": 5}),
        ),
        (
            "--replace /name=2.50",
            json!({"op": "replace", "path": "/name", "value": 2.50}),
        ),
        (
            "--replace /name=true",
            json!({"op": "replace", "path": "/name", "value": true}),
        ),
        (
            "--replace /name=null",
            json!({"op": "replace", "path": "/name", "value": null}),
        ),
        (
            "--replace /name=",
            json!({"op": "replace", "path": "/name", "value": ""}),
        ),
        (
            "--replace /name=a=b",
            json!({"op": "replace", "path": "/name", "value": "a=b"}),
        ),
        (
            "--add '/a/-=[1,{\"b\":2}]'",
            json!({"op": "add", "path": "/a/-", "value": [1, {"b": 2}]}),
        ),
        (
            "--add '/a~1b/~0=x'",
            json!({"op": "add", "path": "/a~1b/~0", "value": "x"}),
        ),
        ("--test =x", json!({"op": "test", "path": "", "value": "x"})),
        (
            "--remove /cluster",
            json!({"op": "remove", "path": "/cluster"}),
        ),
        (
            "--replace=/name=x",
            json!({"op": "replace", "path": "/name", "value": "x"}),
        ),
        (
            "--replace /name=-1",
            json!({"op": "replace", "path": "/name", "value": -1}),
        ),
        (
            "--replace /name=-x",
            json!({"op": "replace", "path": "/name", "value": "-x"}),
        ),
        (
            "--replace '/name=it'\\''s\n2 lines'",
            json!({"op": "replace", "path": "/name", "value": "it's\n2 lines"}),
        ),
    ] {
        assert_eq!(sent(option), json!([operation]), "{option}");
    }
}

#[test]
fn operations_keep_the_order_in_which_they_were_given() {
    let body = sent("--test /a=1 --replace /b=2 --remove /c --add /d=3 --test /e=4 --replace /f=5");
    let paths: Vec<_> = body
        .as_array()
        .expect("an array")
        .iter()
        .map(|one| &one["path"])
        .collect();
    assert_eq!(paths, ["/a", "/b", "/c", "/d", "/e", "/f"]);
}

#[test]
fn a_patch_may_be_a_body_like_any_other() {
    for body in [
        r#"[{"op":"copy","from":"/a","path":"/b"}]"#,
        "[{op: copy, from: /a, path: /b}]",
        "- op: copy\n  from: /a\n  path: /b",
    ] {
        let expected = json!([{"op": "copy", "from": "/a", "path": "/b"}]);
        assert_eq!(sent(&format!("--body '{body}'")), expected, "{body}");
    }
}

#[test]
fn what_is_no_operation_is_refused_before_anything_is_sent() {
    for (options, words) in [
        ("", "the body is missing"),
        ("--replace /name", "has no `=`"),
        ("--replace name=x", "not a JSON Pointer"),
        ("--remove name", "not a JSON Pointer"),
        ("--add /a~2b=x", "not a JSON Pointer"),
        ("--add '/a={\"b\":'", "begins like JSON"),
        ("--add '/a={\"b\":1,\"b\":2}'", "begins like JSON"),
        ("--add '/a=\"b'", "begins like JSON"),
        ("--add /a=1 --body []", "cannot be used with"),
    ] {
        let line = format!("patch-sim-attributes 1 {options} --dry-run");
        Shell::new().run(&line).stopped(Exit::Usage, words);
    }
}

#[test]
fn values_are_moved_and_copied_from_one_place_to_another() {
    let body = sent("--copy /name=/description --move /attributes/a=/attributes/b~1=c");
    let expected = json!([
        {"op": "copy", "from": "/name", "path": "/description"},
        {"op": "move", "from": "/attributes/a", "path": "/attributes/b~1=c"},
    ]);
    assert_eq!(body, expected);
    let shell = Shell::at("https://acme.example.com");
    for (option, words) in [
        ("--move /a", "`--move /a` has no `=`: it takes FROM=PATH"),
        ("--copy a=/b", "`--copy a` is not a JSON Pointer"),
        ("--move /a=b", "`--move b` is not a JSON Pointer"),
    ] {
        let ran = shell.run(&format!("patch-sim-attributes 1 {option} --dry-run"));
        ran.stopped(Exit::Usage, words);
    }
}

/// SailPoint's documents do not agree on the form, so both can be sent.
#[test]
fn the_list_of_operations_goes_alone_or_as_a_property_of_an_object() {
    let operation = json!({"op": "remove", "path": "/cluster"});
    assert_eq!(sent("--remove /cluster"), json!([operation]));
    let wrapped = sent("--wrapped-in operations --remove /cluster");
    assert_eq!(wrapped, json!({"operations": [operation]}));
    let mock = mock::start().expect("loopback has a free port");
    for options in [
        "--wrapped-in operations",
        "--wrapped-in operations --body []",
    ] {
        let ran = Shell::of(&mock).run(&format!("patch-sim-attributes 1 {options}"));
        assert_eq!(ran.exit, Exit::Usage, "{ran:?}");
    }
    assert_eq!(mock.requests().len(), 0);
}
