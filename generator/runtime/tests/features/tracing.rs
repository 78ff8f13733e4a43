//! What happens during a call is told as events, and no secret with it.

use std::fmt::{self, Write as _};
use std::sync::{Arc, Mutex};

use simgen_runtime::{Credentials, RequestBuilder};
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

use super::{is_run_again, run_again};
use crate::support::server::{Server, answer};
use crate::support::{FakeClock, FixedJitter, core, needs, operation};

operation!(
    Keyed,
    "GET",
    "/things",
    &[&[needs("oauth2"), needs("query_key")]]
);

/// Keeps everything that anything in this thread tells.
#[derive(Clone, Default)]
struct Listener(Arc<Mutex<Vec<(String, String)>>>);

impl Listener {
    fn keep(&self, metadata: &Metadata<'_>, record: impl FnOnce(&mut Text)) {
        let mut text = Text::default();
        record(&mut text);
        let mut kept = self.0.lock().expect("nobody panics in here");
        kept.push((metadata.target().to_owned(), text.0));
    }

    /// The targets and texts so far.
    fn kept(&self) -> Vec<(String, String)> {
        self.0.lock().expect("nobody panics in here").clone()
    }
}

#[derive(Default)]
struct Text(String);

impl Visit for Text {
    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        write!(self.0, "{field}={value:?} ").expect("memory takes everything");
    }
}

impl Subscriber for Listener {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        true
    }

    fn new_span(&self, span: &Attributes<'_>) -> Id {
        self.keep(span.metadata(), |text| span.record(text));
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, values: &Record<'_>) {
        let mut text = Text::default();
        values.record(&mut text);
        let mut kept = self.0.lock().expect("nobody panics in here");
        kept.push(("later".to_owned(), text.0));
    }

    fn event(&self, event: &Event<'_>) {
        self.keep(event.metadata(), |text| event.record(text));
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}
    fn enter(&self, _: &Id) {}
    fn exit(&self, _: &Id) {}
}

#[tokio::test]
async fn attempts_pauses_and_tokens_are_told_without_a_secret() {
    // Whether anybody listens to an event is decided once a process, by whichever test
    // comes to it first; so this one has a process of its own.
    if !is_run_again() {
        let test = "features::tracing::attempts_pauses_and_tokens_are_told_without_a_secret";
        return run_again(test, &[]);
    }
    let listener = Listener::default();
    let told = tracing::subscriber::set_default(listener.clone());
    let server = Server::start(vec![
        answer(200, "", br#"{"access_token":"hunter2"}"#),
        answer(503, "", br#"{"password":"hunter2"}"#),
        answer(200, "set-cookie: session=hunter2\r\n", br#""hunter2""#),
    ])
    .await;
    let settings = server
        .config()
        .with_clock(FakeClock::new())
        .with_jitter(FixedJitter(0.5))
        .with_header("x-secret", "hunter2")
        .with_credentials_for("oauth2", Credentials::client_credentials("i", "hunter2"))
        .with_credentials_for("query_key", Credentials::api_key("hunter2"));
    let value = Keyed(RequestBuilder::new(&core(settings))).await;
    assert_eq!(value.expect("it is answered"), "hunter2");
    drop(told);

    let kept = listener.kept();
    let ours = kept
        .iter()
        .filter(|(target, _)| target.starts_with("simgen_runtime"));
    let ours: Vec<_> = ours.map(|(_, text)| text.trim_end()).collect();
    let expected = [
        r#"message=attempt operation="token" attempt=1 event=Status(200)"#,
        r#"message=token received=true"#,
        r#"message=attempt operation="Keyed" attempt=1 event=Status(503)"#,
        r#"message=retry operation="Keyed" pause=250ms"#,
        r#"message=attempt operation="Keyed" attempt=2 event=Status(200)"#,
    ];
    assert_eq!(ours, expected);
    assert!(server.heads()[1].contains("key=hunter2"), "it was sent");
    for (target, text) in kept {
        assert!(!text.contains("hunter2"), "{target}: {text}");
    }
}
