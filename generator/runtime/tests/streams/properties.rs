//! A property of the body that the operation decides.

use serde_json::json;
use simgen_runtime::{Form, RequestBuilder};

use super::*;

/// The body that is sent.
async fn sent(build: impl FnOnce(RequestBuilder) -> RequestBuilder) -> String {
    let transport = FakeTransport::new(|_, _| Reply::Stream(EVENTS, Vec::new(), Last::End));
    let core = core(config(&transport, &FakeClock::new()));
    let request = GetEvents(build(RequestBuilder::new(&core)));
    request.await.expect("is a success");
    let body = transport.sent()[0].body().clone();
    String::from_utf8(body.to_vec()).expect("is text")
}

#[tokio::test]
async fn a_property_is_set_in_json() {
    for (body, expected_set, expected_default) in [
        (
            json!({"a": 1.5}),
            r#"{"a":1.5,"stream":true}"#,
            r#"{"a":1.5,"stream":true}"#,
        ),
        (
            json!({"stream": false, "a": 1}),
            r#"{"stream":true,"a":1}"#,
            r#"{"stream":false,"a":1}"#,
        ),
        (json!([1]), "[1]", "[1]"),
    ] {
        let media = "application/json";
        let set = sent(|request| request.set_property("stream", true).json(media, &body)).await;
        assert_eq!(set, expected_set);
        let kept =
            sent(|request| request.json(media, &body).default_property("stream", true)).await;
        assert_eq!(kept, expected_default);
    }
    assert_eq!(
        sent(|request| request.set_property("stream", true)).await,
        ""
    );
}

#[tokio::test]
async fn a_property_is_set_in_a_form() {
    let media = "application/x-www-form-urlencoded";
    let body = json!({"stream": "no", "a": "b c"});
    let set = sent(|request| request.form(media, &body).set_property("stream", "yes")).await;
    assert_eq!(set, "a=b+c&stream=yes");
    let kept = sent(|request| request.form(media, &body).default_property("stream", true)).await;
    assert_eq!(kept, "stream=no&a=b+c");
    let form = Form::new().text("stream", "false").text("a", "b");
    let parts = |request: RequestBuilder| request.multipart("multipart/form-data", form, &[]);
    let set = sent(|request| parts(request).set_property("stream", true)).await;
    assert!(set.contains("name=\"stream\"\r\n\r\ntrue\r\n"), "{set}");
    assert!(!set.contains("false"), "{set}");
}
