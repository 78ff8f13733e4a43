//! What a caller gets when the service said no, or something that it should not.

use std::iter;

use sailpoint_sim::Error;
use serde_json::{Value, json, to_value};

use super::api::errors::SimIntegrationsError;
use super::{calls, client};
use crate::recording;
use crate::server::{Reply, Server};

const JSON: &str = "application/json";

/// `Retry-After` asks for a wait too long to be granted, so that nothing is sent again.
fn response(status: u16, content_type: &str, body: &str) -> Reply {
    let headers = [
        ("content-type", content_type),
        ("retry-after", "86400"),
        ("x-request-id", "r-1"),
    ];
    Reply::whole(status, &headers, body)
}

/// Gives each response to all seven operations before the next one.
async fn server(responses: impl IntoIterator<Item = Reply>) -> Server {
    let operations = recording::all().len();
    let each = responses.into_iter();
    Server::start(each.flat_map(|response| iter::repeat_n(response, operations))).await
}

/// The body that 400, 403, 404 and 500 have in common.
fn error_response(detail_code: &str) -> Value {
    json!({
        "detailCode": detail_code,
        "trackingId": "b21b1f7ce4da4d639f2c62a57171b427",
        "messages": [{"locale": "en-US", "localeOrigin": "DEFAULT", "text": "What went wrong."}],
        "causes": [{"locale": null, "localeOrigin": null, "text": "Why it did."}]
    })
}

/// Each documented status, the variant that stands for it, and bodies it has.
fn documented() -> [(u16, &'static str, Value); 12] {
    [
        (
            400,
            "BadRequest",
            error_response("400.1 Bad Request Content"),
        ),
        (
            401,
            "Unauthorized",
            json!({"error": "JWT validation failed: JWT is expired"}),
        ),
        (
            401,
            "Unauthorized",
            json!({"error": {"code": 7, "reasons": ["expired", null]}}),
        ),
        (401, "Unauthorized", json!({"error": null})),
        (401, "Unauthorized", json!({})),
        (403, "Forbidden", error_response("403 Forbidden")),
        (404, "NotFound", error_response("404 Not found")),
        (404, "NotFound", json!({})),
        (
            429,
            "TooManyRequests",
            json!({"message": " Rate Limit Exceeded "}),
        ),
        (
            429,
            "TooManyRequests",
            json!({"message": {"text": "slow down", "after": 1.5}}),
        ),
        (429, "TooManyRequests", json!({"message": ["slow", "down"]})),
        (
            500,
            "InternalServerError",
            error_response("500.0 Internal Fault"),
        ),
    ]
}

/// The variant's name, and its body as JSON again.
fn variant(error: &SimIntegrationsError) -> (&'static str, Value) {
    let (name, body) = match error {
        SimIntegrationsError::BadRequest(body) => ("BadRequest", to_value(body)),
        SimIntegrationsError::Unauthorized(body) => ("Unauthorized", to_value(body)),
        SimIntegrationsError::Forbidden(body) => ("Forbidden", to_value(body)),
        SimIntegrationsError::NotFound(body) => ("NotFound", to_value(body)),
        SimIntegrationsError::TooManyRequests(body) => ("TooManyRequests", to_value(body)),
        SimIntegrationsError::InternalServerError(body) => ("InternalServerError", to_value(body)),
        other => panic!("a variant for a status that is not documented: {other:?}"),
    };
    (name, body.expect("it encodes"))
}

#[tokio::test]
async fn each_documented_status_is_a_variant_with_its_body() {
    let json = |(status, _, body): (u16, _, Value)| response(status, JSON, &body.to_string());
    let server = server(documented().map(json)).await;
    let client = client(&server);
    for (status, name, body) in documented() {
        for call in calls::all(&client) {
            let operation = call.operation;
            match call.outcome.await {
                Err(Error::Api(error)) => {
                    assert_eq!(variant(error.body()), (name, body.clone()), "{operation}");
                    assert_eq!(error.status(), status);
                    assert_eq!(error.operation(), operation);
                    assert_eq!(error.request_id(), Some("r-1"), "{operation}");
                }
                other => panic!("{operation} gave {other:?}"),
            }
        }
    }
}

/// Bodies that no documented error has.
const STRANGE_BODIES: [(&str, &str); 5] = [
    (
        "text/html",
        "<html><body>429 Too Many Requests</body></html>",
    ),
    (JSON, "<html><body>not what it says</body></html>"),
    (JSON, "\"JWT validation failed: JWT is expired\""),
    (JSON, "{\"error\": "),
    (JSON, ""),
];

fn strange(status: u16) -> impl Iterator<Item = Reply> {
    let bodies = STRANGE_BODIES.into_iter();
    bodies.map(move |(content_type, body)| response(status, content_type, body))
}

#[tokio::test]
async fn a_documented_status_with_another_body_keeps_it() {
    let statuses = [400, 401, 403, 404, 429, 500];
    let server = server(statuses.into_iter().flat_map(strange)).await;
    let client = client(&server);
    for status in statuses {
        for (_, body) in STRANGE_BODIES {
            for call in calls::all(&client) {
                match call.outcome.await {
                    Err(Error::Decode(error)) => {
                        assert_eq!(error.status().map(|found| found.as_u16()), Some(status));
                        assert_eq!(
                            error.body_bytes().map(|bytes| &bytes[..]),
                            Some(body.as_bytes())
                        );
                        assert_eq!(error.request_id(), Some("r-1"), "{}", call.operation);
                    }
                    other => panic!("{status} {body} gave {other:?}"),
                }
            }
        }
    }
}

#[tokio::test]
async fn a_status_that_is_not_documented_keeps_its_body() {
    let cases = [
        (201, "<p>made</p>"),
        (204, ""),
        (304, ""),
        (409, "<p>taken</p>"),
        (418, "<p>a teapot</p>"),
        (503, "<p>later</p>"),
    ];
    let server = server(cases.map(|(status, body)| response(status, "text/html", body))).await;
    let client = client(&server);
    for (status, body) in cases {
        for call in calls::all(&client) {
            let takes_any_success = call.operation == "deleteSIMIntegration";
            match call.outcome.await {
                // No body is due, so no success can be misread.
                Ok(_) if takes_any_success && status < 300 => {}
                Err(Error::UndocumentedStatus(error)) => {
                    assert!(!(takes_any_success && status < 300));
                    assert_eq!(error.status().map(|found| found.as_u16()), Some(status));
                    assert_eq!(
                        error.body_bytes().map(|bytes| &bytes[..]),
                        Some(body.as_bytes())
                    );
                    assert_eq!(error.request_id(), Some("r-1"), "{}", call.operation);
                }
                other => panic!("{} {status} gave {other:?}", call.operation),
            }
        }
    }
}

/// A success with one part of it replaced.
fn stored_but(name: &str, value: Value) -> Value {
    let mut stored = json!({"name": "n", "description": "d", "type": "t", "attributes": {}});
    stored[name] = value;
    stored
}

#[tokio::test]
async fn a_success_that_does_not_fit_says_where_and_keeps_its_body() {
    let no_attributes = json!({"name": "n", "description": "d", "type": "t"});
    let cases = [
        (no_attributes, "attributes"),
        (stored_but("name", Value::Null), "name"),
        (stored_but("name", json!(7)), "name"),
        (stored_but("attributes", json!("a")), "attributes"),
        (
            stored_but("managedSources", json!(["1", 2])),
            "managedSources[1]",
        ),
        (stored_but("ownerRef", json!({"id": 1})), "ownerRef.id"),
        (
            stored_but(
                "provisioningConfig",
                json!({"managedResourceRefs": [{"name": []}]}),
            ),
            "provisioningConfig.managedResourceRefs[0].name",
        ),
    ];
    let responses = cases
        .each_ref()
        .map(|(body, _)| response(200, JSON, &body.to_string()));
    let server = Server::start(responses).await;
    let client = client(&server);
    for (body, path) in cases {
        match client.get_sim_integration("1").await {
            Err(Error::Decode(error)) => {
                assert_eq!(error.cause().path().as_deref(), Some(path));
                assert_eq!(error.status().map(|found| found.as_u16()), Some(200));
                let kept = error.body_bytes().map(|bytes| bytes.to_vec());
                assert_eq!(kept, Some(body.to_string().into_bytes()));
            }
            other => panic!("{body} gave {other:?}"),
        }
    }
}

#[tokio::test]
async fn a_success_that_is_not_json_is_an_error() {
    let server = Server::start(strange(200)).await;
    let client = client(&server);
    for (_, body) in STRANGE_BODIES {
        match client.get_sim_integration("1").await {
            Err(Error::Decode(error)) => {
                assert_eq!(error.status().map(|found| found.as_u16()), Some(200));
                assert_eq!(
                    error.body_bytes().map(|bytes| &bytes[..]),
                    Some(body.as_bytes())
                );
            }
            other => panic!("{body} gave {other:?}"),
        }
    }
}

#[tokio::test]
async fn a_line_for_the_log_names_the_error_and_nothing_of_its_text() {
    let body = error_response("404 Not found").to_string();
    let server = Server::start([response(404, JSON, &body)]).await;
    let outcome = client(&server).get_sim_integration("secret-id").await;
    let error = outcome.expect_err("it is a 404");

    let line = error.to_string();
    for part in [
        "getSIMIntegration",
        "404",
        "404 Not found",
        "b21b1f7ce4da4d639f2c62a57171b427",
    ] {
        assert!(line.contains(part), "{line}");
    }
    for text in [line, format!("{error:?}")] {
        for part in ["What went wrong", "tok-123", "\n"] {
            assert!(!text.contains(part), "{text}");
        }
    }
}
