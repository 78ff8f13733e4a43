//! What happens during a call is told as spans and events, and no secret with it.

use std::collections::BTreeMap;
use std::fmt::{self, Write as _};
use std::sync::{Arc, Mutex, MutexGuard};

use simgen_runtime::{Credentials, Parameter, RequestBuilder};
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

use super::{is_run_again, run_again};
use crate::support::server::{Server, response};
use crate::support::{FakeClock, FixedJitter, core, needs, operation};

operation!(
    Keyed,
    "GET",
    "/things",
    &[&[needs("oauth2"), needs("query_key")]]
);

/// Keeps everything that anything in this thread tells.
#[derive(Clone, Default)]
struct Listener(Arc<Mutex<Told>>);

#[derive(Clone, Default)]
struct Told {
    /// By their ids, counted from 1.
    spans: Vec<Span>,
    /// Targets and texts.
    events: Vec<(String, String)>,
    /// The spans that are open here, the innermost last.
    open: Vec<u64>,
}

#[derive(Clone, Debug)]
struct Span {
    target: &'static str,
    name: &'static str,
    /// The number of the span around it, from 0.
    parent: Option<usize>,
    fields: BTreeMap<&'static str, String>,
}

impl Span {
    /// The values of these fields; empty where one has none.
    fn fields<const N: usize>(&self, names: [&str; N]) -> [&str; N] {
        names.map(|name| self.fields.get(name).map_or("", String::as_str))
    }
}

struct Fields<'f>(&'f mut BTreeMap<&'static str, String>);

impl Visit for Fields<'_> {
    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        let text = format!("{value:?}");
        self.0
            .insert(field.name(), text.trim_matches('"').to_owned());
    }
}

#[derive(Default)]
struct Text(String);

impl Visit for Text {
    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        write!(self.0, "{field}={value:?} ").expect("memory takes everything");
    }
}

impl Listener {
    fn told(&self) -> MutexGuard<'_, Told> {
        self.0.lock().expect("nobody panics in here")
    }
}

fn index(id: u64) -> usize {
    usize::try_from(id - 1).expect("there are few")
}

impl Subscriber for Listener {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        true
    }

    fn new_span(&self, attributes: &Attributes<'_>) -> Id {
        let mut told = self.told();
        let mut fields = BTreeMap::new();
        attributes.record(&mut Fields(&mut fields));
        let span = Span {
            target: attributes.metadata().target(),
            name: attributes.metadata().name(),
            parent: told.open.last().map(|id| index(*id)),
            fields,
        };
        told.spans.push(span);
        Id::from_u64(told.spans.len() as u64)
    }

    fn record(&self, id: &Id, values: &Record<'_>) {
        let mut told = self.told();
        let span = &mut told.spans[index(id.into_u64())];
        values.record(&mut Fields(&mut span.fields));
    }

    fn event(&self, event: &Event<'_>) {
        let mut text = Text::default();
        event.record(&mut text);
        let target = event.metadata().target().to_owned();
        self.told().events.push((target, text.0));
    }

    fn enter(&self, id: &Id) {
        self.told().open.push(id.into_u64());
    }

    fn exit(&self, id: &Id) {
        let mut told = self.told();
        let last = told.open.pop();
        assert_eq!(last, Some(id.into_u64()), "spans are left inside out");
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}
}

/// One call with a token to get, that is sent twice.
async fn call() -> (Told, Server) {
    let listener = Listener::default();
    let told = tracing::subscriber::set_default(listener.clone());
    let server = Server::start(vec![
        response(200, "", br#"{"access_token":"hunter2"}"#),
        response(503, "x-request-id: 7\r\n", br#"{"password":"hunter2"}"#),
        response(
            200,
            "x-request-id: 8\r\nset-cookie: session=hunter2\r\n",
            br#""hunter2""#,
        ),
    ])
    .await;
    let settings = server
        .config()
        .with_clock(FakeClock::new())
        .with_jitter(FixedJitter(0.5))
        .with_header("x-secret", "hunter2")
        .with_credentials_for("oauth2", Credentials::client_credentials("i", "hunter2"))
        .with_credentials_for("query_key", Credentials::api_key("hunter2"));
    let request = RequestBuilder::new(&core(settings));
    let value = Keyed(request.set(Parameter::query("a"), &"hunter2".to_owned())).await;
    assert_eq!(value.expect("a response"), "hunter2");
    drop(told);
    let told = listener.told().clone();
    (told, server)
}

#[tokio::test]
async fn attempts_pauses_and_tokens_are_told_without_a_secret() {
    // Whether anybody listens to an event is decided once a process, by whichever test
    // comes to it first; so this one has a process of its own.
    if !is_run_again() {
        let test = "features::tracing::attempts_pauses_and_tokens_are_told_without_a_secret";
        return run_again(test, &[]);
    }
    let (told, server) = call().await;
    let ours = told
        .events
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
    for (target, text) in told.events {
        assert!(!text.contains("hunter2"), "{target}: {text}");
    }
    for span in told.spans {
        assert!(!format!("{span:?}").contains("hunter2"), "{span:?}");
    }
}

#[tokio::test]
async fn calls_and_attempts_are_spans_with_the_names_of_opentelemetry() {
    if !is_run_again() {
        let test =
            "features::tracing::calls_and_attempts_are_spans_with_the_names_of_opentelemetry";
        return run_again(test, &[]);
    }
    let (mut told, server) = call().await;
    told.spans
        .retain(|span| span.target.starts_with("simgen_runtime"));
    let tree: Vec<_> = told
        .spans
        .iter()
        .map(|span| (span.name, span.parent, span.fields["operation"].as_str()))
        .collect();
    let expected = [
        ("call", None, "Keyed"),
        ("call", Some(0), "token"),
        ("attempt", Some(1), "token"),
        ("attempt", Some(0), "Keyed"),
        ("attempt", Some(0), "Keyed"),
    ];
    assert_eq!(tree, expected);
    let port = server.origin.rsplit(':').next().expect("has a port");
    for span in &told.spans {
        let kind = if span.name == "call" {
            "internal"
        } else {
            "client"
        };
        let fields = ["otel.kind", "server.address", "server.port"];
        assert_eq!(span.fields(fields), [kind, "127.0.0.1", port]);
        let (name, method, template) = match span.fields["operation"].as_str() {
            "token" => ("POST token", "POST", ""),
            _ => ("GET /things", "GET", "/things"),
        };
        let fields = ["otel.name", "http.request.method", "url.template"];
        assert_eq!(span.fields(fields), [name, method, template]);
    }
    // Each span at its end: how often it was sent again, what came, and after how long.
    let fields = [
        "http.request.resend_count",
        "http.response.status_code",
        "error.type",
        "request_id",
        "http.client.request.duration",
    ];
    let ends: Vec<_> = told.spans.iter().map(|span| span.fields(fields)).collect();
    let expected = [
        ["1", "200", "", "8", "0.25"],
        ["", "200", "", "", "0.0"],
        ["", "200", "", "", "0.0"],
        ["", "503", "503", "7", "0.0"],
        ["1", "200", "", "8", "0.0"],
    ];
    assert_eq!(ends, expected);
}
