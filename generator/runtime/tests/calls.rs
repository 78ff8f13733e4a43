//! What a call returns, by its response.

use std::error::Error as _;
use std::pin::Pin;

use serde_json::{Value, json};
use simgen_runtime::{
    Async, Core, Error, Operation, OperationDescription, RawResponse, RequestBuilder,
    ResponseDecoder, Status, TransportStage,
};

use crate::emitted::CatsError;
use crate::support::*;

/// The phase of an error, for tables.
fn phase<T, E>(result: &Result<T, Error<E>>) -> &'static str {
    match result {
        Ok(_) => "value",
        Err(Error::InvalidInput(_)) => "input",
        Err(Error::Credentials(_)) => "credentials",
        Err(Error::Transport(_)) => "transport",
        Err(Error::Timeout(_)) => "timeout",
        Err(Error::Api(_)) => "api",
        Err(Error::UndocumentedStatus(_)) => "undocumented",
        Err(Error::Decode(_)) => "decode",
        Err(Error::TooLarge(_)) => "too large",
        Err(_) => "another",
    }
}

#[tokio::test]
async fn each_response_has_its_phase() {
    let table: [(MakeReply, &str); 14] = [
        (|| Reply::json(200, "[1]"), "value"),
        (
            || Reply::body(200, "application/vnd.x+json; charset=utf-8", b"1"),
            "value",
        ),
        (|| Reply::Response(200, vec![], b"1".to_vec()), "value"),
        (|| Reply::body(200, "text/html", b"<p>"), "decode"),
        (|| Reply::body(200, "text/plain", b"1"), "decode"),
        (|| Reply::json(200, ""), "decode"),
        (|| Reply::json(204, ""), "undocumented"),
        (|| Reply::status(201), "undocumented"),
        (
            || Reply::status(302).with("location", "https://evil.test"),
            "undocumented",
        ),
        (|| Reply::status(400), "api"),
        (|| Reply::body(400, "text/html", b"<p>"), "decode"),
        (|| Reply::status(404), "undocumented"),
        (|| Reply::body(500, "text/html", b"<p>"), "undocumented"),
        (|| Reply::Lost(TransportStage::Body), "transport"),
    ];
    for (number, (reply, expected)) in table.into_iter().enumerate() {
        let result = call::<PostThings>(&FakeTransport::new(move |_, _| reply())).await;
        assert_eq!(phase(&result), expected, "case {number}");
    }
}

#[tokio::test]
async fn an_error_keeps_all_that_came() {
    let body = r#"{"detailCode":"400 Bad\nrequest","trackingId":"b21","messages":[]}"#;
    let transport = FakeTransport::new(move |_, _| {
        Reply::json(400, body)
            .with("x-request-id", "r-1")
            .with("x-more", "m")
    });
    let error = call::<PostThings>(&transport).await.expect_err("400");
    assert_eq!(error.operation(), "PostThings");
    assert_eq!(error.status().map(|status| status.as_u16()), Some(400));
    assert_eq!(error.headers().expect("came")["x-more"], "m");
    assert_eq!(error.body_bytes().expect("came"), body);
    assert_eq!(error.request_id(), Some("r-1"));
    assert_eq!((error.attempts(), error.retry_after()), (1, None));
    assert!(!error.is_retryable() && !error.may_have_been_applied());
    let shown = r#"PostThings: 400 detailCode="400 Bad\nrequest" trackingId="b21""#;
    assert_eq!(error.to_string(), shown);
    let Error::Api(api) = error else {
        panic!("another phase");
    };
    let AnyError::BadRequest(read) = api.body() else {
        panic!("another case");
    };
    assert_eq!(read["trackingId"], "b21");
}

#[tokio::test]
async fn an_error_fits_in_a_log_line() {
    let long = "x\u{1b}[31m\n".repeat(1_000);
    let reply = move || {
        Reply::json(
            400,
            &json!({"detailCode": long, "trackingId": 7}).to_string(),
        )
    };
    let error = call::<PostThings>(&FakeTransport::new(move |_, _| reply())).await;
    let shown = error.expect_err("400").to_string();
    assert!(
        shown.len() < 1_500 && !shown.contains(['\n', '\u{1b}']),
        "{shown}"
    );
    assert!(shown.ends_with("trackingId=7"));

    let transport = FakeTransport::new(|_, _| Reply::Lost(TransportStage::Connect));
    let error = call::<PostThings>(&transport)
        .await
        .expect_err("no connection");
    assert_eq!(
        error.to_string(),
        "PostThings: the connection failed: lost (after 3 attempts)"
    );
    assert!(
        error.source().and_then(|source| source.source()).is_some(),
        "the chain is kept"
    );
    assert!(error.is_retryable() && !error.may_have_been_applied());
}

#[tokio::test]
async fn what_does_not_decode_names_its_place() {
    struct GetCat<M = Async>(RequestBuilder<M>);

    simgen_runtime::runtime::operation!(GetCat);

    impl Operation for GetCat {
        type Output = Vec<crate::emitted::Cat>;
        type Error = CatsError;
        type Headers = ();

        const DESCRIPTION: OperationDescription = OperationDescription {
            id: "getCats",
            method: "GET",
            path: "/cats",
            accept: "application/json",
            security: &[],
            servers: None,
        };

        fn decode(response: &RawResponse) -> ResponseDecoder<'_, Self::Output> {
            ResponseDecoder::new(response).json(Status::exactly(200), |value| value)
        }
    }

    let transport = FakeTransport::new(|_, _| Reply::json(200, r#"[{"name": null}]"#));
    let error = call::<GetCat>(&transport).await.expect_err("does not fit");
    assert_eq!(
        error.to_string(),
        "getCats: 200 [0].name: expected a string, found null"
    );
    let Error::Decode(failure) = error else {
        panic!("another phase");
    };
    assert_eq!(failure.cause().path().as_deref(), Some("[0].name"));

    for (status, expected) in [
        (400, "BadRequest"),
        (502, "Server"),
        (404, "Other"),
        (204, "Other"),
    ] {
        let transport = FakeTransport::new(move |_, _| Reply::status(status));
        let Err(Error::Api(api)) = call::<GetCat>(&transport).await else {
            panic!("{status} is documented");
        };
        assert!(
            format!("{:?}", api.body()).starts_with(expected),
            "{status}"
        );
    }
}

/// Several media types, and statuses that overlap.
struct Mixed<M = Async>(RequestBuilder<M>);

simgen_runtime::runtime::operation!(Mixed);

impl Operation for Mixed {
    type Output = String;
    type Error = std::convert::Infallible;
    type Headers = ();

    const DESCRIPTION: OperationDescription = OperationDescription {
        id: "mixed",
        method: "GET",
        path: "/mixed",
        accept: "application/json, text/plain",
        security: &[],
        servers: None,
    };

    fn decode(response: &RawResponse) -> ResponseDecoder<'_, Self::Output> {
        ResponseDecoder::new(response)
            .bytes(Status::any(), |bytes| format!("any {}", bytes.len()))
            .text(Status::exactly(200), |text| format!("text {text}"))
            .json(Status::exactly(200), |value: Value| format!("json {value}"))
            .empty(Status::range(2), "range".to_owned())
    }
}

#[tokio::test]
async fn the_most_specific_case_is_read() {
    let table: [(u16, &str, &[u8], &str); 6] = [
        (200, "application/json", b"1", "json 1"),
        (200, "text/plain", b"1", "text 1"),
        (200, "TEXT/PLAIN; charset=utf-8", b"1", "text 1"),
        (201, "text/plain", b"1", "range"),
        (500, "image/png", b"\xff\xfe", "any 2"),
        (404, "application/json", b"{}", "any 2"),
    ];
    for (status, media, body, expected) in table {
        let transport = FakeTransport::new(move |_, _| Reply::body(status, media, body));
        let value = call::<Mixed>(&transport).await;
        assert_eq!(value.expect("is documented"), expected, "{status} {media}");
    }
    let transport = FakeTransport::new(|_, _| Reply::body(200, "text/plain", b"\xff"));
    let error = call::<Mixed>(&transport).await.expect_err("is no UTF-8");
    assert_eq!(phase(&Err::<(), _>(error)), "decode");
}

#[tokio::test]
async fn a_response_has_status_headers_and_request_id() {
    let transport =
        FakeTransport::new(|_, _| Reply::Response(204, vec![("x-mine", "r-7".to_owned())], vec![]));
    let settings = config(&transport, &FakeClock::new()).with_request_id_header("X-Mine");
    let response = DeleteThings(RequestBuilder::new(&core(settings)))
        .send()
        .await
        .expect("a response");
    assert_eq!(response.status().as_u16(), 204);
    assert_eq!(response.headers()["x-mine"], "r-7");
    assert_eq!(response.request_id(), Some("r-7"));
    assert_eq!(response.attempts(), 1);
    response.into_value();
}

#[tokio::test]
async fn a_request_says_who_sends_it_and_what_it_takes() {
    let transport = FakeTransport::statuses(&[200]);
    let settings = config(&transport, &FakeClock::new())
        .with_user_agent("mine/2")
        .with_header("X-Always", "yes");
    ListThings(RequestBuilder::new(&core(settings)))
        .await
        .expect("a response");
    let headers = transport.sent()[0].headers().clone();
    assert_eq!(headers["user-agent"], "mine/2 things/1.2.3");
    assert_eq!(headers["accept"], "application/json");
    assert_eq!(headers["x-always"], "yes");
    assert!(!headers.contains_key("content-type"));
    for agent in ["é", "a\r\nb"] {
        let settings = config(&transport, &FakeClock::new()).with_user_agent(agent);
        let error = Core::<Async>::new(settings, &API).expect_err(agent);
        assert!(error.to_string().contains("User-Agent"), "{error}");
    }
}

#[tokio::test]
async fn bodies_go_out_as_they_are_meant() {
    let transport = FakeTransport::statuses(&[200]);
    let core = core(config(&transport, &FakeClock::new()));
    let new = || RequestBuilder::new(&core);
    let form = json!({"a": "x y&z", "b": [1, 2], "c": null, "d": {"e": 1}});
    let patch = vec![json!({"op": "test"})];
    for builder in [
        new().form("application/x-www-form-urlencoded", &form),
        new().text("text/plain", "hé"),
        new().bytes("image/png", vec![0xff]),
        new().json("application/json-patch+json", &patch),
    ] {
        PostThings(builder).await.expect("a response");
    }
    let sent = transport.sent();
    let bodies: Vec<&[u8]> = sent.iter().map(|request| request.body().as_ref()).collect();
    let expected: [&[u8]; 4] = [
        b"a=x+y%26z&b=1&b=2&d=%7B%22e%22%3A1%7D",
        "hé".as_bytes(),
        b"\xff",
        br#"[{"op":"test"}]"#,
    ];
    assert_eq!(bodies, expected);
    assert_eq!(
        sent[3].headers()["content-type"],
        "application/json-patch+json"
    );
    let builder = new().form("application/x-www-form-urlencoded", &json!([1]));
    let error = PostThings(builder).await;
    assert_eq!(phase(&error), "input");
}

#[tokio::test]
async fn a_missing_body_is_announced_where_one_is_usual() {
    let transport = FakeTransport::statuses(&[200]);
    call::<PostThings>(&transport).await.expect("a response");
    call::<ListThings>(&transport).await.expect("a response");
    let sent = transport.sent();
    assert_eq!(sent[0].headers()["content-length"], "0");
    assert!(!sent[1].headers().contains_key("content-length"));
}

#[test]
fn errors_can_be_sent_between_threads() {
    fn check<T: Send + Sync + 'static>() {}
    check::<Error<AnyError>>();
    check::<simgen_runtime::ConfigError>();
    check::<simgen_runtime::Response<Value>>();
    check::<ListThings>();
}

#[test]
fn futures_of_requests_can_be_spawned_and_say_what_they_are() {
    fn shown<F: Future + Send + Unpin + std::fmt::Debug + 'static>(future: &F) -> String {
        format!("{future:?}")
    }
    let core = core(simgen_runtime::Config::new().with_base_url("https://127.0.0.1:1"));
    let new = || RequestBuilder::new(&core);
    let sent = new().send::<ListThings>();
    assert_eq!(shown(&sent), "ResponseFuture { .. }");
    let streamed = new().send_streaming::<ListThings>();
    assert_eq!(shown(&streamed), "ResponseFuture { .. }");
    let optional = new().send_optional::<ListThings>();
    assert_eq!(shown(&optional), "ValueFuture { .. }");
    let value = ListThings(new()).into_future();
    assert_eq!(shown(&value), "ValueFuture { .. }");
}

#[test]
fn a_call_outside_a_runtime_is_an_error() {
    let settings = simgen_runtime::Config::new().with_base_url("https://127.0.0.1:1");
    let client = simgen_runtime::Core::new(settings, &API);
    let mut call =
        ListThings(RequestBuilder::new(&client.expect("the settings fit"))).into_future();
    let mut context = std::task::Context::from_waker(std::task::Waker::noop());
    let std::task::Poll::Ready(result) = Pin::new(&mut call).poll(&mut context) else {
        // The pause before the next attempt never ends, but nothing panicked.
        return;
    };
    assert_eq!(phase(&result), "transport");
}
