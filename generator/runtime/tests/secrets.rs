//! Secrets are nowhere to be seen.

use std::collections::BTreeMap;

use http::HeaderMap;
use serde_json::{Map, Value, from_value, json};
use simgen_runtime::{
    AccessToken, Credentials, File, Form, HeaderReader, Hide, Hiding, NamesOnly, Operation,
    OperationDescription, Parameter, PatchValue, Place, RawResponse, Redacted, RequestBuilder,
    ResponseDecoder, Status, TransportStage, Untagged, Upload,
};

use crate::support::*;

#[test]
fn no_debug_shows_a_secret() {
    let credentials = [
        Credentials::token("hunter2"),
        Credentials::client_credentials("id", "hunter2").into(),
        Credentials::basic("user", "hunter2"),
        Credentials::api_key("hunter2"),
        Credentials::token_source(|| async { Ok(AccessToken::new("hunter2")) }),
    ];
    let transport = FakeTransport::statuses(&[200]);
    for credentials in credentials {
        let shown = format!("{credentials:?}");
        assert!(!shown.contains("hunter2"), "{shown}");
        let settings = config(&transport, &FakeClock::new())
            .with_header("X-Secret", "hunter2")
            .with_base_url("https://user:hunter2@acme.test")
            .with_credentials(credentials.clone());
        let shown = format!("{settings:?}");
        assert!(!shown.contains("hunter2"), "{shown}");
        let client = core(config(&transport, &FakeClock::new()).with_credentials(credentials));
        assert!(!format!("{client:?}").contains("hunter2"), "{client:?}");
        let builder =
            RequestBuilder::new(&client).set(Parameter::path("id"), &"hunter2".to_owned());
        assert_eq!(format!("{builder:?}"), "RequestBuilder { .. }");
        let request = GetThing(builder).with_header("X-Secret", "hunter2");
        assert_eq!(format!("{request:?}"), "GetThing { .. }");
    }
    assert!(!format!("{:?}", AccessToken::new("hunter2")).contains("hunter2"));
    assert_eq!(format!("{Redacted:?}"), "[redacted]");
}

#[tokio::test]
async fn a_value_that_was_given_as_the_name_of_a_header_is_not_shown() {
    let transport = FakeTransport::statuses(&[200]);
    let core = core(config(&transport, &FakeClock::new()));
    let request = ListThings(RequestBuilder::new(&core)).with_header("hunter2 ", "X-Key");
    let error = request.await.expect_err("no header has such a name");
    let shown = format!("{error} {error:?}");
    assert!(!shown.contains("hunter2"), "{shown}");
}

/// A transport of one's own may log what it is given.
#[tokio::test]
async fn the_header_of_a_sensitive_parameter_is_marked() {
    let transport = FakeTransport::statuses(&[200]);
    let core = core(config(&transport, &FakeClock::new()));
    let text = "hunter2".to_owned();
    let request = RequestBuilder::new(&core)
        .set(Parameter::header("X-Pin").sensitive(), &text)
        .set(Parameter::header("X-Plain"), &text)
        .set(Parameter::cookie("session"), &text);
    ListThings(request).await.expect("a response");
    let sent = transport.sent().remove(0);
    let is_marked = ["x-pin", "x-plain", "cookie"].map(|name| sent.headers()[name].is_sensitive());
    assert_eq!(is_marked, [true, false, true]);
}

#[tokio::test]
async fn no_response_shows_what_it_holds() {
    let transport = FakeTransport::new(|_, _| {
        Reply::body(204, "text/plain", b"hunter2").with("set-cookie", "hunter2")
    });
    let core = core(config(&transport, &FakeClock::new()));
    let response = DeleteThings(RequestBuilder::new(&core)).send().await;
    let shown = format!("{:?}", response.expect("a response"));
    assert!(
        shown.contains("204") && shown.contains("set-cookie"),
        "{shown}"
    );
    assert!(!shown.contains("hunter2"), "{shown}");
}

/// As the generator emits an operation whose success is a password.
struct GetPassword<M = simgen_runtime::Async>(RequestBuilder<M>);

simgen_runtime::runtime::operation!(GetPassword);

impl Operation for GetPassword {
    type Output = String;
    type Error = std::convert::Infallible;
    type Headers = ();

    const DESCRIPTION: OperationDescription = GetThing::DESCRIPTION;
    const IS_SECRET: bool = true;

    fn decode(response: &RawResponse) -> ResponseDecoder<'_, String> {
        ResponseDecoder::new(response).json(Status::exactly(200), |value| value)
    }
}

#[tokio::test]
async fn no_response_shows_a_value_that_is_secret_as_a_whole() {
    let transport = FakeTransport::new(|_, _| Reply::json(200, r#""hunter2""#));
    let core = core(config(&transport, &FakeClock::new()));
    let builder = || RequestBuilder::new(&core).set(Parameter::path("id"), &1_i64);
    let response = GetPassword(builder()).send().await.expect("is answered");
    let shown = format!("{response:?}");
    assert!(shown.contains("value: [redacted]"), "{shown}");
    assert!(!shown.contains("hunter2"), "{shown}");
    assert_eq!(response.into_value(), "hunter2");
    // Where it is not, a value is shown.
    let response = GetThing(builder()).send().await.expect("is answered");
    assert!(format!("{response:?}").contains("hunter2"), "{response:?}");
}

#[tokio::test]
async fn no_error_shows_a_secret_or_a_body() {
    let replies: [fn() -> Reply; 6] = [
        || Reply::json(400, r#"{"password":"hunter2"}"#),
        || Reply::json(418, r#"{"password":"hunter2"}"#),
        || Reply::json(200, r#"{"password":"hunter2""#),
        || Reply::body(200, "text/html", b"hunter2"),
        || Reply::Lost(TransportStage::Request),
        || Reply::Broken(200, vec![b"hunter2"]),
    ];
    for reply in replies {
        let transport = FakeTransport::new(move |_, _| reply());
        let settings = config(&transport, &FakeClock::new());
        let settings = settings.with_credentials(Credentials::token("hunter2"));
        let error = SecurePost(RequestBuilder::new(&core(settings)))
            .await
            .expect_err("fails");
        let shown = format!("{error} {error:?}");
        assert!(!shown.contains("hunter2"), "{shown}");
    }
}

fn map(value: Value) -> Map<String, Value> {
    from_value(value).expect("is an object")
}

/// What holds values of its own shows how much there is, and the names.
#[test]
fn no_container_shows_what_it_holds() {
    let form = Form::new()
        .text("text", "hunter2")
        .json("json", json!({"a": "hunter2"}))
        .file("file", File::new("hunter2"));
    let headers = HeaderMap::from_iter([(http::header::COOKIE, "hunter2".parse().expect("fits"))]);
    let undeclared = map(json!({"key": "hunter2", "deep": {"inner": "hunter2"}}));
    let unknown = [
        json!("hunter2"),
        json!(["hunter2"]),
        json!({"key": "hunter2"}),
    ];
    let mut shown: Vec<(&str, String)> = vec![
        ("file", format!("{form:?}")),
        ("7 bytes", format!("{form:#?}")),
        ("length: Some(7)", format!("{:?}", Upload::new("hunter2"))),
        ("size: Some(7)", format!("{:?}", File::new("hunter2"))),
        ("cookie", format!("{:?}", HeaderReader::new(&headers))),
        (
            "Untagged",
            format!(
                "{:?}",
                Untagged::<()>::new(json!({"a": "hunter2"}), &Place::anywhere())
            ),
        ),
        (
            r#"{"key": [redacted], "deep": [redacted]}"#,
            format!("{:?}", NamesOnly(&undeclared)),
        ),
        (
            r#"{"key": [redacted]}"#,
            format!("{:?}", NamesOnly(&unknown[2])),
        ),
    ];
    let unknown = unknown
        .iter()
        .map(|value| format!("{:?}", NamesOnly(value)));
    shown.extend(unknown.map(|shown| ("[redacted]", shown)));
    #[cfg(feature = "mock")]
    {
        use simgen_runtime::Reply;
        let reply = Reply::text(200, "hunter2").with_header("x-key", "hunter2");
        shown.push(("x-key", format!("{reply:?}")));
        shown.push(("204", format!("{:?}", Reply::empty(204))));
    }
    for (word, shown) in shown {
        assert!(shown.contains(word), "{word}: {shown}");
        assert!(!shown.contains("hunter2"), "{shown}");
    }
}

const SENSITIVE: &[&str] = &["password", "a/b", "c~d", "~1"];

fn hiding<T: Hide>(value: &T) -> String {
    format!("{:?}", Hiding(value, SENSITIVE))
}

#[test]
fn json_hides_sensitive_properties_at_any_depth() {
    let deep = json!({"shown": 1, "password": "hunter2", "in": [{"password": {"x": "hunter2"}}]});
    let texts = BTreeMap::from([("password", "hunter2"), ("other", "shown")]);
    let texts: BTreeMap<String, String> = texts
        .into_iter()
        .map(|(a, b)| (a.into(), b.into()))
        .collect();
    let patch = json!([{"op": "add", "path": "/x/password", "value": "hunter2", "shown": 1}]);
    for shown in [
        hiding(&deep),
        hiding(&map(deep.clone())),
        hiding(&Some(deep.clone())),
        hiding(&vec![Some(deep.clone())]),
        hiding(&BTreeMap::from([("x".to_owned(), deep.clone())])),
        hiding(&texts),
        hiding(&patch),
    ] {
        assert!(
            shown.contains("shown") && shown.contains("[redacted]"),
            "{shown}"
        );
        assert!(!shown.contains("hunter2"), "{shown}");
    }
    // All else is as it was.
    for value in [
        json!(null),
        json!("text"),
        json!(1.5),
        json!([true, {}]),
        json!({"a": [1]}),
    ] {
        assert_eq!(hiding(&value), format!("{value:?}"));
    }
    assert_eq!(hiding(&None::<Value>), "None");
}

/// Steps of paths are unescaped (RFC 6901 §4), and none but a whole step counts.
#[test]
fn a_patch_hides_what_it_puts_at_or_below_a_sensitive_property() {
    for (path, is_hidden) in [
        ("/password", true),
        ("/attributes/password", true),
        ("/password/0/inner", true),
        ("/a~1b", true),
        ("/x/c~0d/-", true),
        ("/~01", true),
        ("", false),
        ("/", false),
        ("/a/b", false),
        ("/c~d~0", false),
        ("/passwords", false),
        ("/Password", false),
        ("/~1", false),
    ] {
        let value = PatchValue {
            path,
            value: &"hunter2",
            sensitive: SENSITIVE,
        };
        let shown = format!("{value:?}");
        assert_eq!(!shown.contains("hunter2"), is_hidden, "{path}: {shown}");
        let in_json = hiding(&json!({"op": "test", "path": path, "value": "hunter2"}));
        assert_eq!(!in_json.contains("hunter2"), is_hidden, "{path}: {in_json}");
    }
}
