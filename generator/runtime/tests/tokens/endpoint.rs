//! What a token endpoint responds, and what a token is.

use simgen_runtime::{
    AccessToken, BoxError, BoxFuture, Credentials, Error, RequestBuilder, SleepPurpose, TokenSource,
};

use super::{client, is_token};
use crate::support::*;

#[tokio::test]
async fn a_faulty_token_endpoint_is_told_apart() {
    // The response, how often it is asked for, what is said, and whether to try later.
    let table: [(MakeReply, usize, &str, bool); 8] = [
        (|| Reply::status(401), 1, "returned 401", false),
        // RFC 6749 §5.1 knows one success.
        (
            || Reply::json(201, r#"{"access_token":"t"}"#),
            1,
            "returned 201",
            false,
        ),
        (|| Reply::status(429), 3, "returned 429", true),
        (|| Reply::status(500), 1, "returned 500", true),
        (|| Reply::status(503), 3, "returned 503", true),
        (
            || Reply::body(200, "text/html", b"<p>hi</p>"),
            1,
            "returned no token",
            false,
        ),
        (
            || Reply::json(200, r#"{"access_token":""}"#),
            1,
            "returned no token",
            false,
        ),
        (
            || Reply::json(400, r#"{"error":"a s&cret"}"#),
            1,
            "returned 400 (not sent)",
            false,
        ),
    ];
    for (reply, requests, said, transient) in table {
        let transport = FakeTransport::new(move |_, _| reply());
        let core = client(&transport, &FakeClock::new());
        let error = SecurePost(RequestBuilder::new(&core))
            .await
            .expect_err("no token");
        assert!(error.to_string().contains(said), "{error}");
        assert_eq!(
            (transport.sent().len(), error.is_retryable()),
            (requests, transient),
            "{said}"
        );
        assert_eq!(error.attempts(), 0);
    }
}

#[tokio::test]
async fn only_a_bearer_token_is_used_as_one() {
    // What the response says beside the token, and whether that is used.
    let table = [
        ("", true),
        (r#","token_type":null"#, true),
        (r#","token_type":"Bearer""#, true),
        (r#","token_type":"bEARER""#, true),
        (r#","token_type":"mac""#, false),
        (r#","token_type":"DPoP""#, false),
        (r#","token_type":"""#, false),
        (r#","token_type":" bearer""#, false),
        (r#","token_type":7"#, false),
        (r#","token_type":["bearer"]"#, false),
    ];
    for (kind, is_used) in table {
        let body = format!(r#"{{"access_token":"hunter2"{kind}}}"#);
        let transport = FakeTransport::new(move |request, _| match is_token(request) {
            true => Reply::json(200, &body),
            false => Reply::status(200),
        });
        let outcome = SecurePost(RequestBuilder::new(&client(&transport, &FakeClock::new()))).await;
        assert_eq!(outcome.is_ok(), is_used, "{kind}");
        let Err(error) = outcome else { continue };
        let said = "SecurePost: no token: the token endpoint returned a token that is not a \
                    bearer token (not sent)";
        assert_eq!(error.to_string(), said);
        assert!(!error.is_retryable() && !error.may_have_been_applied());
        let Error::Credentials(failure) = error else {
            panic!("another phase");
        };
        let request = failure.cause().token_request().expect("was asked for");
        assert_eq!(request.status().map(|status| status.as_u16()), Some(200));
        let kept = request.body_bytes().map(|body| body.len());
        assert_eq!(kept, Some(0), "the token is not kept");
    }
}

#[tokio::test]
async fn a_token_has_a_length_that_servers_take() {
    const LIMIT: usize = 64 * 1024;
    let around = br#"{"access_token":""}"#.len();
    for (length, is_used) in [
        (LIMIT - around, true),
        (LIMIT - around + 1, false),
        (8_000_000, false),
    ] {
        let body = format!(r#"{{"access_token":"{}"}}"#, "t".repeat(length));
        let transport = FakeTransport::new(move |request, _| match is_token(request) {
            true => Reply::json(200, &body).with("x-request-id", "7"),
            false => Reply::status(200),
        });
        let outcome = SecurePost(RequestBuilder::new(&client(&transport, &FakeClock::new()))).await;
        assert_eq!(outcome.is_ok(), is_used, "{length}");
        let Err(error) = outcome else { continue };
        assert!(
            error.to_string().contains("larger than 65536 bytes"),
            "{error}"
        );
        let Error::Credentials(failure) = error else {
            panic!("another phase");
        };
        let request = failure.cause().token_request().expect("was asked for");
        assert_eq!(request.request_id(), Some("7"));
        let kept = request.body_bytes().map(|body| body.len());
        assert_eq!(kept, Some(0), "the token is not kept");
    }
    // A source of one's own has the same limit.
    for (length, is_used) in [(LIMIT, true), (LIMIT + 1, false)] {
        let transport = FakeTransport::statuses(&[200]);
        let source = Credentials::token_source(Fixed(length));
        let core = core(config(&transport, &FakeClock::new()).with_credentials(source));
        let outcome = SecurePost(RequestBuilder::new(&core)).await;
        assert_eq!(outcome.is_ok(), is_used, "{length}");
    }
}

/// An error stays one, however long its body is.
#[tokio::test]
async fn a_refusal_with_a_long_body_is_a_refusal() {
    let body = format!(
        r#"{{"error":"invalid_client","text":"{}"}}"#,
        "x".repeat(70_000)
    );
    let transport = FakeTransport::new(move |_, _| Reply::json(400, &body));
    let core = client(&transport, &FakeClock::new());
    let error = SecurePost(RequestBuilder::new(&core))
        .await
        .expect_err("no token");
    let words = "the token endpoint returned 400";
    assert!(error.to_string().contains(words), "{error}");
}

/// A token of this length.
struct Fixed(usize);

impl TokenSource for Fixed {
    fn fetch(&self) -> BoxFuture<'_, Result<AccessToken, BoxError>> {
        let token = "t".repeat(self.0);
        Box::pin(async move { Ok(AccessToken::new(token)) })
    }
}

#[tokio::test]
async fn what_a_token_endpoint_returned_is_kept() {
    let page = b"<p>sign in</p>";
    let replies: [(MakeReply, u16, &[u8]); 3] = [
        (
            || Reply::body(200, "text/html", b"<p>sign in</p>"),
            200,
            page,
        ),
        (
            || Reply::body(403, "text/html", b"<p>sign in</p>"),
            403,
            page,
        ),
        // A part of a success may be a part of a token.
        (|| Reply::Broken(200, vec![b"{"]), 200, b""),
    ];
    for (reply, status, body) in replies {
        let transport = FakeTransport::new(move |_, _| reply().with("x-request-id", "7"));
        let error = SecurePost(RequestBuilder::new(&client(&transport, &FakeClock::new()))).await;
        let error = error.expect_err("no token");
        assert!(
            !format!("{error} {error:?}").contains("sign in"),
            "{error:?}"
        );
        let Error::Credentials(failure) = error else {
            panic!("another phase");
        };
        let request = failure.cause().token_request().expect("was asked for");
        assert_eq!(request.status().map(|status| status.as_u16()), Some(status));
        assert_eq!(request.body_bytes().map(|body| &body[..]), Some(body));
        assert!(request.headers().is_some_and(|headers| !headers.is_empty()));
    }
}

/// A server may echo what it was sent, so only what is like a registered code is shown.
#[tokio::test]
async fn an_error_code_is_shown_only_where_it_is_one() {
    let longest = "a".repeat(60);
    let too_long = "a".repeat(61);
    let table = [
        ("invalid_client", true),
        (longest.as_str(), true),
        (too_long.as_str(), false),
        ("Invalid", false),
        ("a b", false),
        ("s3cret", false),
    ];
    for (code, is_shown) in table {
        let body = serde_json::json!({"error": code}).to_string();
        let transport = FakeTransport::new(move |_, _| Reply::json(400, &body));
        let error = SecurePost(RequestBuilder::new(&client(&transport, &FakeClock::new()))).await;
        let error = error.expect_err("no token");
        assert_eq!(error.to_string().contains(code), is_shown, "{error}");
        let Error::Credentials(failure) = error else {
            panic!("another phase");
        };
        let request = failure.cause().token_request().expect("was asked for");
        assert_eq!(request.code(), is_shown.then_some(code));
    }
}

#[tokio::test]
async fn a_slow_token_endpoint_ends_with_the_time_limit() {
    let transport = FakeTransport::new(|_, _| Reply::Silence);
    let core = client(&transport, &FakeClock::reaching(SleepPurpose::CallLimit));
    let error = SecurePost(RequestBuilder::new(&core))
        .await
        .expect_err("no token");
    assert!(
        matches!(error, Error::Timeout(_) | Error::Credentials(_)),
        "{error}"
    );
    assert!(!error.may_have_been_applied());
}

#[tokio::test]
async fn a_token_that_no_header_can_hold_is_refused() {
    let transport = FakeTransport::new(|_, _| Reply::token("a\\nb", "60"));
    let core = client(&transport, &FakeClock::new());
    let error = SecurePost(RequestBuilder::new(&core))
        .await
        .expect_err("unusable");
    assert_eq!(
        error.to_string(),
        "SecurePost: the token cannot be in a header (not sent)"
    );
}
