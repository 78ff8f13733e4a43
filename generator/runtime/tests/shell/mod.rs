//! The client for the shell with an API that has what few have.

#[cfg(feature = "mock")]
mod items;
mod things;

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::io;
use std::path::Path;
use std::sync::Arc;

use simgen_runtime::cli::{Exit, Io, run};
use simgen_runtime::{Environment, SystemClock};

use things::PROGRAM;

#[derive(Default)]
struct Around(BTreeMap<&'static str, &'static str>);

impl Environment for Around {
    fn variable(&self, name: &str) -> Option<OsString> {
        self.0.get(name).map(OsString::from)
    }

    fn read(&self, path: &Path) -> io::Result<String> {
        let found = path.to_str().and_then(|path| self.0.get(path));
        found
            .map(|text| (*text).to_owned())
            .ok_or(io::ErrorKind::NotFound.into())
    }
}

fn call(words: &[&str], around: &Around) -> (Exit, String, String) {
    called(words, None, around)
}

/// What somebody at a terminal who replies so is shown beside the response.
fn asked(words: &[&str], answer: &str) -> (Exit, String) {
    let (exit, _, stderr) = called(words, Some(answer), &Around::default());
    (exit, stderr)
}

/// Where there is a reply, somebody sits at a terminal.
fn called(words: &[&str], answer: Option<&str>, around: &Around) -> (Exit, String, String) {
    let (mut stdout, mut stderr) = (Vec::new(), Vec::new());
    let mut io = Io {
        stdin: &mut answer.unwrap_or_default().as_bytes(),
        stdout: &mut stdout,
        stderr: &mut stderr,
        stdin_is_terminal: answer.is_some(),
        stdout_is_terminal: false,
        stderr_is_terminal: false,
        width: Some(100),
        environment: around,
        clock: Arc::new(SystemClock),
    };
    let words = std::iter::once(&PROGRAM.name).chain(words);
    let exit = run(&PROGRAM, words.map(OsString::from), &mut io);
    let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
    (exit, text(stdout), text(stderr))
}

/// The curl command that a line becomes.
#[track_caller]
fn shown(words: &[&str]) -> String {
    shown_with(words, &[])
}

#[track_caller]
fn shown_with(words: &[&str], around: &[(&'static str, &'static str)]) -> String {
    let around = Around(around.iter().copied().collect());
    let (exit, stdout, stderr) = call(&[words, &["--dry-run"]].concat(), &around);
    assert_eq!(exit, Exit::Done, "{stderr}");
    stdout
}

#[track_caller]
fn has(text: &str, words: &str) {
    assert!(text.contains(words), "{words} is not in:\n{text}");
}

#[test]
fn a_parameter_whose_name_is_taken_says_its_place() {
    let shown = shown(&[
        "taken",
        "1",
        "--query-id=2",
        "--query-output=3",
        "--query-body=4",
        "--query-body-2=5",
        "--header-yes=6",
        "--x-somevendor-flag=7",
        "--filter-limit-count=8",
        "--größe=9",
    ]);
    has(
        &shown,
        "/1?id=2&output=3&queryBody=4&body=5&filter%5BlimitCount%5D=8'",
    );
    has(&shown, "--header 'yes: 6'");
    has(&shown, "--header 'x-somevendor-flag: 7'");
    has(&shown, "--header 'cookie: gr%C3%B6%C3%9Fe=9'");
}

#[test]
fn values_are_what_the_document_says() {
    let shown = shown(&[
        "kinds",
        "a,b c",
        "--integer=-5",
        "--number",
        "-1.5e3",
        "--flag=true",
        "--tags=red",
        "--tags=blue",
        "--tags",
        r#"["x,y"]"#,
        "--where",
        r#"{"a":{"b":1}}"#,
        "--any",
        "text",
    ]);
    has(&shown, "/kinds/a,b%20c?integer=-5&number=");
    has(
        &shown,
        "&flag=true&tags=red&tags=blue&tags=x%2Cy&where%5Ba%5D%5Bb%5D=1&any=%22text%22'",
    );
}

#[test]
fn values_of_another_kind_are_refused() {
    for (option, words) in [
        ("--integer=x", "`integer` must be an integer"),
        ("--integer=1.5", "`integer` must be an integer"),
        ("--number=1,5", "`number` must be a number"),
        ("--flag=yes", "`flag` must be `true` or `false`"),
        ("--where=[1]", "`where` must be an object of JSON"),
        ("--tags=[1", "`tags` is no array of JSON"),
    ] {
        let line = ["kinds", "a", "--dry-run", option];
        let required: &[&str] = if option.starts_with("--integer") {
            &[]
        } else {
            &["--integer=1"]
        };
        let (exit, _, stderr) = call(&[&line, required].concat(), &Around::default());
        assert_eq!(exit, Exit::Usage, "{option}");
        has(&stderr, words);
    }
}

#[test]
fn known_values_are_offered_and_others_are_taken() {
    let (_, help, _) = call(&["kinds", "--help"], &Around::default());
    has(&help, "[possible values: red, green]");
    let (_, script, _) = call(&["completions", "bash"], &Around::default());
    has(&script, "red green");
}

#[test]
fn credentials_are_shown_as_the_variables_that_hold_them() {
    has(
        &shown(&["basic"]),
        "--user \"$MY_THINGS_USER:$MY_THINGS_PASSWORD\"",
    );
    has(
        &shown(&["header-key"]),
        "--header 'x-key: '\"$MY_THINGS_API_KEY\"",
    );
    has(
        &shown(&["query-key"]),
        "--url 'https://things.example.com/key?key='\"$MY_THINGS_API_KEY\"",
    );
    let secret = [
        ("MY_THINGS_USER", "u"),
        ("MY_THINGS_PASSWORD", "s3cret"),
        ("MY_THINGS_API_KEY", "s3cret"),
    ];
    for command in ["basic", "header-key", "query-key"] {
        let shown = shown_with(&[command], &secret);
        assert!(
            !shown.contains("s3cret") && shown.contains("$MY_THINGS_"),
            "{shown}"
        );
    }
}

#[test]
fn half_of_a_pair_of_credentials_is_told() {
    let around = Around(BTreeMap::from([("MY_THINGS_USER", "u")]));
    let (exit, _, stderr) = call(&["basic"], &around);
    assert_eq!(exit, Exit::Settings);
    has(&stderr, "MY_THINGS_PASSWORD");
}

#[test]
fn bodies_of_every_kind_become_what_is_sent() {
    let files = [("a.txt", "one\ntwo"), ("data", "it's")];
    let form = shown(&["send-form", "--body", "{a: 1, b: [x, y&z]}"]);
    has(&form, "--data-raw 'a=1&b=x&b=y%26z'");
    let styled = shown(&["send-form", "--body", "{piped: [x, y]}"]);
    has(&styled, "--data-raw 'piped=x%7Cy'");
    let upload = shown_with(&["upload", "--body", "{note: hi, file: '@a.txt'}"], &files);
    has(&upload, "content-type: multipart/form-data; boundary=");
    has(&upload, "name=\"file\"; filename=\"a.txt\"");
    has(
        &upload,
        "name=\"note\"\r\nContent-Type: text/markdown\r\n\r\nhi",
    );
    has(&upload, "Content-Type: application/octet-stream\r\n\r\none");
    let image = shown_with(&["upload", "--body", "{image: '@a.txt'}"], &files);
    has(&image, "Content-Type: image/png\r\n\r\none");
    has(&upload, "one\ntwo");
    has(
        &shown(&["send-text", "--body", "just text"]),
        "--data-raw 'just text'",
    );
    has(
        &shown_with(&["send-bytes", "--body", "@data"], &files),
        "--data-raw \"it's\"",
    );
}

#[test]
fn an_operation_cannot_take_a_command_of_the_program() {
    has(&shown(&["operation-completions"]), "/completions");
}

#[test]
fn help_is_the_documents_text_made_plain() {
    let (_, help, _) = call(&["operation-completions", "--help"], &Around::default());
    let expected = "\
Lists all `kinds` of things (https://example.com/things)

Title

One two.

- a
- b
  1. c

    code  here

h  i
1  2

bold \\u001b[31mred

GET /completions (Things 1)
";
    assert!(help.starts_with(expected), "{help}");
    has(&help, "Example:\n  my-things operation-completions");
}

#[test]
fn the_programs_own_variables_are_those_that_the_api_has_a_use_for() {
    let (_, help, _) = call(&["--help"], &Around::default());
    assert!(help.starts_with("Things\n"), "{help}");
    for name in [
        "MY_THINGS_BASE_URL",
        "MY_THINGS_USER",
        "MY_THINGS_PASSWORD",
        "MY_THINGS_API_KEY",
    ] {
        has(&help, name);
    }
    assert!(
        !help.contains("MY_THINGS_TOKEN") && !help.contains("MY_THINGS_CLIENT_ID"),
        "{help}"
    );
}

#[test]
fn a_dry_run_shows_no_secret_of_a_part() {
    let shown = shown(&[
        "upload",
        "--body",
        "{note: hi, password: s3cret, more: {password: s3cret, a: 1}}",
    ]);
    assert!(!shown.contains("s3cret"), "{shown}");
    has(&shown, "Content-Type: text/markdown\r\n\r\nhi\r\n--part");
    has(&shown, "name=\"password\"\r\n\r\n[redacted]\r\n--part");
    has(&shown, "{\"password\":\"[redacted]\",\"a\":1}\r\n--part");
}

#[test]
fn a_dry_run_shows_no_body_that_is_a_secret() {
    for (command, given, expected) in [
        (
            "set-password",
            r#""s3cret""#,
            r#"--data-raw '"[redacted]"'"#,
        ),
        ("set-password", "s3cret", r#"--data-raw '"[redacted]"'"#),
        ("set-phrase", "s3cret words", "--data-raw '[redacted]'"),
    ] {
        let words = [command, "--body", given, "--dry-run"];
        let (exit, stdout, stderr) = call(&words, &Around::default());
        assert_eq!(exit, Exit::Done, "{stderr}");
        assert!(!format!("{stdout}{stderr}").contains("s3cret"), "{stdout}");
        has(&stdout, expected);
        has(&stderr, "note: `body` may hold secrets");
    }
}

#[test]
fn a_dry_run_shows_no_secret_of_a_form() {
    let shown = shown(&["send-form", "--body", "{user: a&b, password: s3cret}"]);
    assert!(!shown.contains("s3cret"), "{shown}");
    has(&shown, "--data-raw 'user=a%26b&password=%5Bredacted%5D'");
}

#[test]
fn a_dry_run_shows_no_secret_of_a_parameter() {
    let words = [
        "vault",
        "s3cret",
        "--codes=s3cret",
        "--codes=s3cret",
        "--plain=open",
        r#"--where={"password": "s3cret", "name": "open"}"#,
        "--x-proof=s3cret",
        "--session=s3cret",
        "--dry-run",
    ];
    let (exit, stdout, stderr) = call(&words, &Around::default());
    assert_eq!(exit, Exit::Done, "{stderr}");
    assert!(!stdout.contains("s3cret"), "{stdout}");
    let hidden = "%5Bredacted%5D";
    has(
        &stdout,
        &format!("/vaults/{hidden}?codes={hidden}&codes={hidden}&plain=open"),
    );
    has(
        &stdout,
        &format!("where%5Bpassword%5D={hidden}&where%5Bname%5D=open"),
    );
    has(&stdout, "'x-proof: [redacted]'");
    has(&stdout, &format!("'cookie: session={hidden}'"));
    let names = "note: `pin`, `codes`, `where`, `X-Proof`, `session` may hold secrets";
    has(&stderr, names);
}

#[test]
fn a_question_shows_no_secret_of_a_parameter() {
    let (exit, stderr) = asked(&["vault", "s3cret", "--session=s3cret"], "n\n");
    assert_eq!(exit, Exit::Unsaid, "{stderr}");
    has(&stderr, "DELETE https://things.example.com /vaults/{pin}\n");
    assert!(!stderr.contains("s3cret"), "{stderr}");
}
