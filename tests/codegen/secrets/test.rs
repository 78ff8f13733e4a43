//! Bodies that are secrets as a whole are nowhere to be seen.

use std::error::Error as StdError;
use std::ffi::OsString;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::{Arc, Mutex};

use sensitive_bodies::api::errors::KeysError;
use sensitive_bodies::api::keys::{GetKey, ImportKey, ImportKeyContent, ListWords, PutKey};
use sensitive_bodies::api::{Client, models::ImportKeyBody};
use sensitive_bodies::cli::{Exit, Io, PROGRAM, run};
use sensitive_bodies::mock::{self, Reply};
use sensitive_bodies::runtime::{Environment, Error, SystemClock};
use serde_json::json;

type Outcome = Result<(), Box<dyn StdError>>;

const SECRET: &str = "hunter2";

#[track_caller]
fn hides(shown: &str) {
    assert!(!shown.contains(SECRET), "{shown}");
    assert!(shown.contains("[redacted]"), "{shown}");
}

#[test]
fn no_success_shows_its_value() -> Outcome {
    let mock = mock::start()?;
    mock.on::<GetKey>()
        .replies(Reply::json(200, &json!(SECRET)));
    mock.on::<PutKey>()
        .replies(Reply::json(200, &json!(SECRET)));
    mock.on::<ListWords>()
        .replies(Reply::json(200, &json!([SECRET])));
    let client = Client::blocking(mock.config())?;
    let key = client.get_key("a").send()?;
    hides(&format!("{key:?}"));
    assert_eq!(key.into_value(), SECRET);
    let request = client.put_key("a", SECRET);
    assert_eq!(format!("{request:?}"), "PutKey { .. }");
    let put = request.send()?;
    hides(&format!("{put:?}"));
    // Of several successes each variant hides its own.
    hides(&format!("{:?}", put.into_value()));
    // The document has no other success than by its `default`.
    hides(&format!("{:?}", client.list_words().send()?));
    Ok(())
}

#[test]
fn no_error_shows_its_body() -> Outcome {
    let mock = mock::start()?;
    mock.on::<GetKey>()
        .replies(Reply::json(409, &json!(SECRET)))
        .replies(Reply::json(404, &json!({"cause": "shown"})))
        .replies(Reply::empty(410));
    let client = Client::blocking(mock.config())?;
    let mut bodies = Vec::new();
    for _ in 0..3 {
        let error = client.get_key("a").call().expect_err("is refused");
        let shown = format!("{error} {error:?}");
        assert!(!shown.contains(SECRET), "{shown}");
        let Error::Api(error) = error else {
            panic!("{shown}");
        };
        bodies.push(error.body().clone());
    }
    assert_eq!(bodies[0], KeysError::Conflict(SECRET.to_owned()));
    hides(&format!("{:?} {}", bodies[0], bodies[0]));
    // What is no secret is shown.
    assert!(format!("{:?}", bodies[1]).contains("shown"), "{bodies:?}");
    assert_eq!(format!("{:?}", bodies[2]), "Gone");
    Ok(())
}

#[test]
fn a_choice_of_bodies_shows_what_is_no_secret() {
    hides(&format!("{:?}", ImportKeyContent::Text(SECRET.to_owned())));
    let plain = ImportKeyContent::Json(ImportKeyBody::new().with_parts(["shown"]));
    assert!(format!("{plain:?}").contains("shown"), "{plain:?}");
}

#[test]
fn the_mock_server_shows_no_body() -> Outcome {
    let lines = Arc::new(Mutex::new(Vec::new()));
    let log = Arc::clone(&lines);
    let mock = mock::builder()
        .with_log(move |line: &str| log.lock().expect("nobody panicked").push(line.to_owned()))
        .start()?;
    let client = Client::blocking(mock.config())?;
    client.put_key("a", SECRET).send()?;
    client
        .import_key("a")
        .body(ImportKeyContent::Text(SECRET.to_owned()))
        .send()?;
    let shown = format!(
        "{:?} {:?} {:?}",
        mock.requests(),
        mock.take_failures(),
        lines.lock().expect("nobody panicked"),
    );
    assert!(!shown.contains(SECRET), "{shown}");
    mock.on::<PutKey>().when_body(&SECRET.to_owned()).expect(1);
    mock.on::<PutKey>()
        .when_body_at("", &SECRET.to_owned())
        .expect(1);
    mock.on::<ImportKey>()
        .when_body(&SECRET.to_owned())
        .expect(1);
    let verified = catch_unwind(AssertUnwindSafe(|| mock.verify()));
    let reason = verified.expect_err("none of these was called");
    let reason = reason.downcast_ref::<String>().expect("is text").clone();
    // It would panic once more when it is dropped.
    std::mem::forget(mock);
    hides(&reason);
    Ok(())
}

/// No variables and no files.
struct Nothing;

impl Environment for Nothing {
    fn variable(&self, _: &str) -> Option<OsString> {
        None
    }

    fn read(&self, _: &Path) -> io::Result<String> {
        Err(io::ErrorKind::NotFound.into())
    }
}

/// Exit, standard output and standard error.
fn called(words: &[&str]) -> (Exit, String, String) {
    let (mut stdout, mut stderr) = (Vec::new(), Vec::new());
    let mut io = Io {
        stdin: &mut io::empty(),
        stdout: &mut stdout,
        stderr: &mut stderr,
        stdin_is_terminal: false,
        stdout_is_terminal: false,
        stderr_is_terminal: false,
        width: Some(100),
        environment: &Nothing,
        clock: Arc::new(SystemClock),
    };
    let words = std::iter::once(&PROGRAM.name).chain(words);
    let exit = run(&PROGRAM, words.map(OsString::from), &mut io);
    let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
    (exit, text(stdout), text(stderr))
}

#[test]
fn the_command_line_client_shows_no_body_but_the_one_that_was_asked_for() -> Outcome {
    let mock = mock::start()?;
    mock.on::<PutKey>()
        .replies(Reply::json(200, &json!(SECRET)))
        .replies(Reply::json(409, &json!(SECRET)));
    let base = format!("--base-url={}", mock.base_url());
    let put = [
        &*base,
        "--allow-http",
        "--yes",
        "put-key",
        "a",
        "--body",
        SECRET,
    ];
    let (exit, stdout, stderr) = called(&[&put[..], &["--dry-run"]].concat());
    assert_eq!(exit, Exit::Done, "{stderr}");
    hides(&stdout);
    assert!(!stderr.contains(SECRET), "{stderr}");
    let (exit, stdout, stderr) = called(&[&put[..], &["--debug"]].concat());
    assert_eq!(exit, Exit::Done, "{stderr}");
    assert!(stdout.contains(SECRET), "{stdout}");
    hides(&stderr);
    // Of an error, what `--debug` shows; the error itself is what the caller asked for.
    let (_, _, stderr) = called(&[&put[..], &["--debug"]].concat());
    let shown: Vec<_> = stderr
        .lines()
        .filter(|line| line.starts_with(['<', '>']))
        .collect();
    hides(&shown.join("\n"));
    assert_eq!(mock.requests_of::<PutKey>().len(), 2);
    Ok(())
}
