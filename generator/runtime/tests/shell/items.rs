//! A response that comes item by item is written a line an item.

use std::ffi::OsString;
use std::sync::{Arc, Mutex};

use serde_json::json;
use simgen_runtime::cli::{Exit, Io, Program, run};
use simgen_runtime::{ApiMetadata, MockBuilder, ServerSentEvent, StreamedItems, SystemClock};

use super::Around;
use crate::streams::mock::METADATA;
use crate::streams::{GetData, GetEvents, GetLines};

static PROGRAM: Program = Program {
    name: "my-streams",
    version: "1.0.0",
    about: "",
    apis: APIS,
    sources: None,
};

static APIS: &[&ApiMetadata] = &[&METADATA];

/// What each flush wrote.
#[derive(Clone, Default)]
struct Flushed(Arc<Mutex<(Vec<u8>, Vec<String>)>>);

impl std::io::Write for Flushed {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0
            .lock()
            .expect("not poisoned")
            .0
            .extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        let (bytes, flushed) = &mut *self.0.lock().expect("not poisoned");
        let text = String::from_utf8(std::mem::take(bytes)).expect("UTF-8");
        flushed.extend((!text.is_empty()).then_some(text));
        Ok(())
    }
}

fn call(origin: &str, words: &[&str]) -> (Exit, Vec<String>, String) {
    let (mut stdout, mut stderr) = (Flushed::default(), Vec::new());
    let written = stdout.clone();
    let mut io = Io {
        stdin: &mut "".as_bytes(),
        stdout: &mut stdout,
        stderr: &mut stderr,
        stdin_is_terminal: false,
        stdout_is_terminal: false,
        stderr_is_terminal: false,
        width: Some(100),
        environment: &Around::default(),
        clock: Arc::new(SystemClock),
    };
    let settings = ["--base-url", origin, "--allow-http"];
    let words = [&[PROGRAM.name], words, &settings].concat();
    let exit = run(&PROGRAM, words.into_iter().map(OsString::from), &mut io);
    let flushed = written.0.lock().expect("not poisoned").1.clone();
    (exit, flushed, String::from_utf8(stderr).expect("UTF-8"))
}

#[test]
fn items_are_written_as_they_come() {
    let mock = MockBuilder::new(APIS).start().expect("a port is free");
    let origin = mock.base_url().to_owned();
    let items = || StreamedItems::new().item(json!({"a": "b"})).item(json!(2));
    mock.on::<GetLines>().streams(items()).times(2);
    let (exit, lines, stderr) = call(&origin, &["get-lines"]);
    assert_eq!(
        (exit, lines),
        (
            Exit::Done,
            vec!["{\"a\":\"b\"}\n".to_owned(), "2\n".to_owned()]
        ),
        "{stderr}"
    );
    let (exit, lines, stderr) = call(&origin, &["get-lines", "--select", "/a"]);
    assert_eq!(
        (exit, lines),
        (Exit::Done, vec!["b\n".to_owned()]),
        "{stderr}"
    );

    let event = ServerSentEvent::new("x").with_event("named");
    let events = StreamedItems::new()
        .item(ServerSentEvent::new("[1]"))
        .item(event);
    mock.on::<GetEvents>()
        .streams(events.raw("data: [DONE]\n\n"));
    let (exit, lines, stderr) = call(&origin, &["get-events"]);
    let expected = vec![
        "[1]\n".to_owned(),
        "{\"event\":\"named\",\"data\":\"x\"}\n".to_owned(),
    ];
    assert_eq!((exit, lines), (Exit::Done, expected), "{stderr}");

    mock.on::<GetData>()
        .streams(StreamedItems::new().item(json!(1)).breaks_off());
    let (exit, lines, stderr) = call(&origin, &["get-data"]);
    assert_eq!((exit, lines), (Exit::NoResponse, vec!["1\n".to_owned()]));
    assert!(stderr.contains("the stream broke off"), "{stderr}");
}
