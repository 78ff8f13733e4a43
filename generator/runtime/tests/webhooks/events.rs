//! Which event a body is.

use serde_json::{Value, json};
use simgen_runtime::{EventKind, ToldBy, UnknownEvent, WebhookError, WebhookEvents};

#[derive(Debug, PartialEq)]
enum Event {
    Opened(Value),
    Closed(Value),
    Pinged(Value),
    Unknown(UnknownEvent),
}

const OPENED: EventKind<Event> = EventKind::new(
    "issue-opened",
    &["issue.opened", "issue.reopened"],
    |body| body.read().map(Event::Opened),
);
const CLOSED: EventKind<Event> =
    EventKind::new("issue-closed", &[], |body| body.read().map(Event::Closed));
const PINGED: EventKind<Event> = EventKind::new("ping", &[], |body| body.read().map(Event::Pinged));

fn events(told_by: ToldBy, unnamed: Option<usize>) -> WebhookEvents<Event> {
    WebhookEvents {
        told_by,
        events: &[OPENED, CLOSED, PINGED],
        unnamed,
        unknown: Event::Unknown,
        has_forms: false,
    }
}

fn name(event: &Event) -> String {
    match event {
        Event::Opened(_) => "opened".to_owned(),
        Event::Closed(_) => "closed".to_owned(),
        Event::Pinged(_) => "pinged".to_owned(),
        Event::Unknown(unknown) => format!("unknown {:?}", unknown.name),
    }
}

#[test]
fn a_property_tells_events_apart() {
    let events = events(ToldBy::Property(&["meta", "type"]), None);
    for (kind, expected) in [
        (json!("issue.opened"), "opened"),
        (json!("issue.reopened"), "opened"),
        // The document gives others; in any other form they are other events.
        (json!("issue-opened"), "unknown Some(\"issue-opened\")"),
        // Of this one it says nothing, so its name does.
        (json!("issue.closed"), "closed"),
        (json!("ISSUE_CLOSED"), "closed"),
        (json!("issue.moved"), "unknown Some(\"issue.moved\")"),
        (json!(7), "unknown Some(\"7\")"),
        (json!(null), "unknown None"),
        (json!({}), "unknown None"),
    ] {
        let body = json!({"id": 1, "meta": {"type": kind}});
        let bytes = body.to_string();
        let event = events.from_slice(bytes.as_bytes()).expect("it is JSON");
        assert_eq!(name(&event), expected, "{body}");
        let headers: [(&str, &str); 0] = [];
        let decoded = events.decode(&headers, bytes.as_bytes());
        assert_eq!(decoded.expect("it is JSON"), event);
        let (Event::Opened(kept) | Event::Closed(kept) | Event::Pinged(kept)) = event else {
            continue;
        };
        assert_eq!(kept, body);
    }
}

#[test]
fn an_unknown_event_keeps_its_json() {
    let events = events(ToldBy::Property(&["type"]), None);
    let event = events.from_slice(br#"{"type":"new","token":"hunter2"}"#);
    let Ok(Event::Unknown(unknown)) = event else {
        panic!("{event:?}");
    };
    assert_eq!(unknown.name.as_deref(), Some("new"));
    assert_eq!(unknown.value, json!({"type": "new", "token": "hunter2"}));
    let shown = format!("{unknown:?}");
    assert!(
        shown.contains("token") && !shown.contains("hunter2"),
        "{shown}"
    );
}

#[test]
fn the_only_event_without_a_name_is_the_one_where_it_is_absent() {
    let events = events(ToldBy::Property(&["type"]), Some(2));
    for (body, expected) in [
        (r#"{}"#, "pinged"),
        (r#"{"type":"issue.closed"}"#, "closed"),
        (r#"{"type":"new"}"#, "unknown Some(\"new\")"),
    ] {
        let event = events.from_slice(body.as_bytes()).expect("it is JSON");
        assert_eq!(name(&event), expected, "{body}");
    }
}

#[test]
fn a_header_tells_events_apart_with_a_property_or_without() {
    let header = "X-Event";
    let only = events(ToldBy::Header(header), None);
    let both = events(ToldBy::Both(header, &["action"]), None);
    for (value, body, by_header, by_both) in [
        (
            "issue",
            r#"{"action":"closed"}"#,
            "unknown Some(\"issue\")",
            "closed",
        ),
        (
            "issue",
            r#"{"action":"moved"}"#,
            "unknown Some(\"issue\")",
            "unknown Some(\"issue.moved\")",
        ),
        ("issue.opened", "{}", "opened", "opened"),
        ("ping", "{}", "pinged", "pinged"),
        ("ping", r#"{"action":"sent"}"#, "pinged", "pinged"),
    ] {
        let headers = [("x-event", value)];
        for (events, expected) in [(&only, by_header), (&both, by_both)] {
            let event = events.decode(&headers, body.as_bytes());
            assert_eq!(
                name(&event.expect("it is JSON")),
                expected,
                "{value} {body}"
            );
        }
    }
    let missing = only.decode(&[("x-other", "ping")], b"{}");
    assert!(matches!(missing, Err(WebhookError::MissingHeader(name)) if name == header));
    let malformed = only.decode(&[("x-event", b"\xff")], b"{}");
    assert!(matches!(malformed, Err(WebhookError::MalformedHeader(name)) if name == header));
}

#[test]
fn the_caller_may_say_which_event_it_is() {
    let events = events(ToldBy::Caller, None);
    for (called, expected) in [
        ("issue-opened", "opened"),
        ("issue.opened", "unknown Some(\"issue.opened\")"),
        ("ping", "pinged"),
    ] {
        let event = events.decode_as(called, b"{}").expect("it is JSON");
        assert_eq!(name(&event), expected);
    }
}

#[test]
fn the_only_event_of_a_document_needs_no_name() {
    let events = WebhookEvents {
        told_by: ToldBy::Single,
        events: &[PINGED],
        unnamed: None,
        unknown: Event::Unknown,
        has_forms: false,
    };
    let event = events.from_slice(br#"{"type":"any"}"#).expect("it is JSON");
    assert_eq!(name(&event), "pinged");
}

#[test]
fn what_is_not_json_is_refused_whatever_tells_events_apart() {
    for told_by in [
        ToldBy::Single,
        ToldBy::Property(&["type"]),
        ToldBy::Header("X-Event"),
        ToldBy::Both("X-Event", &["action"]),
    ] {
        let events = events(told_by, None);
        for body in [&b""[..], b"{", b"{\"a\":1,\"a\":2}", b"\xff"] {
            let decoded = events.decode(&[("x-event", "new")], body);
            assert!(matches!(decoded, Err(WebhookError::Decode(_))), "{body:?}");
        }
    }
}

#[test]
fn a_form_is_read_as_what_its_type_has() {
    let read = |body: &str| {
        let events: WebhookEvents<Event> = WebhookEvents {
            has_forms: true,
            ..events(ToldBy::Property(&["kind"]), None)
        };
        events.from_slice(body.as_bytes())
    };
    for (body, expected) in [
        ("kind=issue.opened&text=a+b%21&n=1", "opened"),
        ("kind=new&a=1&a=2", "unknown Some(\"new\")"),
        // An API may send JSON too.
        (r#"{"kind":"issue.closed"}"#, "closed"),
    ] {
        assert_eq!(name(&read(body).expect("it is a form")), expected, "{body}");
    }
    let Ok(Event::Unknown(unknown)) = read("kind=new&a=1&a=2&b=x+y") else {
        panic!("it is unknown");
    };
    assert_eq!(
        unknown.value,
        json!({"kind": "new", "a": ["1", "2"], "b": "x y"})
    );
}
