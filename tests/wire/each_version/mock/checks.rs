//! What the mock server refuses, and that nobody can overlook it.

use std::panic::{AssertUnwindSafe, catch_unwind};

use reqwest::Method;
use sailpoint_sim::mock;

use super::super::INTEGRATIONS;
use super::{SHOWN, mock_and_client};

/// A request that somebody else's client sends.
struct Sent {
    method: Method,
    path: String,
    headers: Vec<(&'static str, &'static str)>,
    body: &'static str,
}

/// As the document has it: each case changes one thing.
fn patch() -> Sent {
    Sent {
        method: Method::PATCH,
        path: format!("{INTEGRATIONS}/{SHOWN}"),
        headers: vec![
            ("authorization", "Bearer any"),
            ("x-sailpoint-experimental", "true"),
            ("content-type", "application/json-patch+json"),
        ],
        body: r#"[{"op":"replace","path":"/name","value":"New"}]"#,
    }
}

fn without(header: &str) -> Sent {
    let mut sent = patch();
    sent.headers.retain(|(name, _)| *name != header);
    sent
}

fn with_media(media: &'static str) -> Sent {
    let mut sent = without("content-type");
    sent.headers.push(("content-type", media));
    sent
}

fn with_header(name: &'static str, value: &'static str) -> Sent {
    let mut sent = without(name);
    sent.headers.push((name, value));
    sent
}

/// The status, why it was refused, and the media type of the response.
async fn send(origin: &str, sent: Sent) -> (u16, String, String) {
    let client = reqwest::Client::new();
    let mut request = client.request(sent.method, format!("{origin}{}", sent.path));
    for (name, value) in sent.headers {
        request = request.header(name, value);
    }
    let response = request.body(sent.body).send().await.expect("a response");
    let header = |name: &str| {
        let value = response.headers().get(name);
        let value = value.map(|value| value.to_str().expect("text"));
        value.unwrap_or_default().to_owned()
    };
    (
        response.status().as_u16(),
        header("mock-refusal"),
        header("content-type"),
    )
}

#[tokio::test]
#[expect(clippy::too_many_lines, reason = "a table")]
async fn a_request_that_does_not_fit_is_refused_with_the_reason() {
    let mock = mock::start().expect("a free port");
    let path = format!("{INTEGRATIONS}/{SHOWN}");
    let cases = [
        (
            Sent {
                path: "/elsewhere".into(),
                ..patch()
            },
            404,
            "has no such path",
        ),
        (
            Sent {
                path: format!("{path}/more/still"),
                ..patch()
            },
            404,
            "has no such path",
        ),
        (
            Sent {
                method: Method::POST,
                ..patch()
            },
            405,
            "only for GET, PUT, DELETE, PATCH",
        ),
        (without("authorization"), 401, "no credentials for oauth2"),
        (
            without("x-sailpoint-experimental"),
            400,
            "lacks the header `X-SailPoint-Experimental`",
        ),
        (
            without("content-type"),
            415,
            "the document has `application/json-patch+json`",
        ),
        (
            with_media("application/json"),
            415,
            "its body is `application/json`",
        ),
        (
            Sent {
                body: "[{",
                ..patch()
            },
            400,
            "does not decode",
        ),
        (
            Sent {
                body: r#"{"operations": 7}"#,
                ..patch()
            },
            400,
            "is not a JSON Patch",
        ),
        (
            Sent {
                body: "",
                ..patch()
            },
            400,
            "does not decode",
        ),
        (
            Sent {
                method: Method::PUT,
                body: r#"{"name": "One", "type": 7}"#,
                ..with_media("application/json")
            },
            400,
            "does not decode",
        ),
        (
            Sent {
                method: Method::DELETE,
                ..patch()
            },
            400,
            "a body where the document has none",
        ),
        (
            with_header("accept", "text/html, application/json;q=0"),
            406,
            "its `Accept` takes none of `application/json`",
        ),
        (
            with_header("x-sailpoint-experimental", "false"),
            400,
            "its `X-SailPoint-Experimental` is not what the document allows",
        ),
        (
            Sent {
                body: r#"[{"op":"move","from":{},"path":"/name"}]"#,
                ..patch()
            },
            400,
            "its body",
        ),
        (
            Sent {
                body: r#"[{"op":"rename","path":"/name"}]"#,
                ..patch()
            },
            400,
            "its body",
        ),
        (
            Sent {
                method: Method::PUT,
                body: r#"{"name": "One", "beforeProvisioningRule": {"type": "SECRET"}}"#,
                ..with_media("application/json")
            },
            400,
            "`/beforeProvisioningRule/type`",
        ),
    ];
    for (sent, expected, reason) in cases {
        let what = format!("{} {}", sent.method, sent.path);
        let (status, text, media) = send(mock.base_url(), sent).await;
        assert_eq!(status, expected, "{what}: {text}");
        // What the document has for the status is returned, or else a problem with the reason.
        let has_error = matches!(status, 400 | 401);
        let of_error = if has_error {
            "application/json"
        } else {
            "application/problem+json"
        };
        assert_eq!(media, of_error, "{what}: {text}");
        assert!(text.contains(reason), "{what}: {text}");
        let failures = mock.take_failures();
        let [failure] = failures.as_slice() else {
            panic!("one failure: {failures:?}");
        };
        assert!(
            failure.starts_with(&what) && failure.contains(reason),
            "{failure}"
        );
        assert!(!failure.contains("SECRET"), "{failure}");
    }
    let (status, text, _) = send(mock.base_url(), patch()).await;
    assert_eq!(status, 200, "{text}");
    let (status, text, _) = send(
        mock.base_url(),
        with_media("application/JSON-Patch+json; charset=utf-8"),
    )
    .await;
    assert_eq!(status, 200, "{text}");
}

#[tokio::test]
async fn a_test_that_overlooks_a_refusal_fails() {
    let (mock, _) = mock_and_client();
    send(mock.base_url(), without("authorization")).await;
    assert_eq!(mock.failures().len(), 1);
    let verified = catch_unwind(AssertUnwindSafe(|| mock.verify()));
    assert!(verified.is_err());
    mock.verify();

    send(mock.base_url(), without("authorization")).await;
    let dropped = catch_unwind(AssertUnwindSafe(|| drop(mock)));
    let message = dropped.expect_err("it panics");
    let message = message.downcast_ref::<String>().expect("with words");
    assert!(
        message.contains("has no credentials for oauth2"),
        "{message}"
    );
}
