//! The exchange of client credentials for a token, and endpoints that fail at it.

use std::time::Duration;

use sailpoint_sim::Error;
use serde_json::json;

use super::{Call, client_with_credentials, success};
use crate::server::{Recorded, Reply, Server, Step};

pub(super) const TOKEN_PATH: &str = "/oauth/token";

/// An endpoint for tokens that also responses every call.
async fn server(token: impl Fn() -> Reply + Send + 'static) -> Server {
    Server::responding(move |request| match request.path.as_str() {
        TOKEN_PATH => token(),
        _ => success(),
    })
    .await
}

pub(super) fn token_requests(server: &Server) -> Vec<Recorded> {
    let mut requests = server.requests();
    requests.retain(|request| request.path == TOKEN_PATH);
    requests
}

#[tokio::test]
async fn the_token_request_is_the_one_that_was_recorded() {
    let server = server(|| Reply::json(200, &json!({"access_token": "t", "expires_in": 60}))).await;
    let (client, _) = client_with_credentials(&server);
    Call::Get.send(&client).await.expect("a response");

    let [request, call] = server.requests().try_into().expect("a token, and a call");
    assert_eq!(request.method, "POST");
    assert_eq!(request.path, TOKEN_PATH);
    assert_eq!(request.query, None);
    assert_eq!(
        request.header("content-type"),
        ["application/x-www-form-urlencoded"]
    );
    assert_eq!(
        String::from_utf8_lossy(&request.body),
        "grant_type=client_credentials&client_id=cid&client_secret=csecret"
    );
    assert!(request.header("authorization").is_empty());
    assert_eq!(call.header("authorization"), ["Bearer t"]);
}

#[tokio::test]
#[expect(clippy::too_many_lines, reason = "a table")]
async fn an_endpoint_that_fails_is_told_apart_and_asked_again_where_that_may_help() {
    let truncated = || {
        let head = Step::head(200, &[("content-length", "99")]);
        Reply::scripted([head, Step::Write(b"{\"access".into()), Step::Close])
    };
    let refused = |status, code: &str| Reply::json(status, &json!({"error": code}));
    let page = "<html>csecret</html>";
    let json = |body| Reply::json(200, &body);
    // The response, how often it is asked for, what is said, its status, whether to try later.
    let table: [(Reply, usize, &str, Option<u16>, bool); 13] = [
        (
            refused(400, "invalid_client"),
            1,
            "returned 400 invalid_client",
            Some(400),
            false,
        ),
        (
            refused(400, "csecret was wrong"),
            1,
            "returned 400",
            Some(400),
            false,
        ),
        (
            refused(401, "unauthorized_client"),
            1,
            "returned 401 unauthorized_client",
            Some(401),
            false,
        ),
        (
            refused(429, "slow_down"),
            3,
            "returned 429",
            Some(429),
            true,
        ),
        (Reply::html(500, page), 1, "returned 500", Some(500), true),
        (Reply::html(502, page), 3, "returned 502", Some(502), true),
        (
            Reply::html(200, page),
            1,
            "returned no token",
            Some(200),
            false,
        ),
        (Reply::empty(204), 1, "returned 204", Some(204), false),
        (
            json(json!({"access_token": 7})),
            1,
            "returned no token",
            Some(200),
            false,
        ),
        (
            json(json!({"access_token": ""})),
            1,
            "returned no token",
            Some(200),
            false,
        ),
        (
            json(json!({"access_token": "a\nb"})),
            1,
            "cannot be in a header",
            None,
            false,
        ),
        (truncated(), 3, "broke within the response", Some(200), true),
        (
            Reply::scripted([Step::Reset]),
            3,
            "broke before a response",
            None,
            true,
        ),
    ];
    for (response, requests, said, status, transient) in table {
        let always = response.clone();
        let server = server(move || always.clone()).await;
        let (client, _) = client_with_credentials(&server);
        let error = Call::Post
            .send(&client)
            .await
            .expect_err("there is no token");
        let Error::Credentials(failure) = &error else {
            panic!("{said}: {error:?}");
        };
        let told = failure
            .cause()
            .token_request()
            .and_then(|cause| cause.status());
        assert_eq!(told.map(|status| status.as_u16()), status, "{said}");
        assert!(error.to_string().contains(said), "{error}");
        assert_eq!(token_requests(&server).len(), requests, "{said}");
        assert_eq!(server.requests().len(), requests, "no call is sent: {said}");
        assert_eq!(
            (error.attempts(), error.is_retryable()),
            (0, transient),
            "{said}"
        );
        assert!(!error.may_have_been_applied());
        for shown in [error.to_string(), format!("{error:?}")] {
            assert!(!shown.contains("csecret"), "{shown}");
        }
    }
}

#[tokio::test]
async fn an_endpoint_that_recovers_is_outlived() {
    let mut responses = vec![
        Reply::json(200, &json!({"access_token": "t"})),
        Reply::html(503, "<p>"),
        Reply::scripted([Step::Reset]),
    ];
    let server = Server::responding(move |request| match request.path.as_str() {
        TOKEN_PATH => responses.pop().expect("three are enough"),
        _ => success(),
    })
    .await;
    let (client, clock) = client_with_credentials(&server);
    let response = Call::Post.send(&client).await.expect("a token came");
    assert_eq!(response.attempts(), 1);
    assert_eq!(clock.pauses(), [250, 500]);
}

#[tokio::test]
async fn a_lifetime_of_any_kind_is_survived() {
    const DAY: Duration = Duration::from_secs(86_400);
    // The lifetime, and the tokens that two calls at once and one a day later ask for.
    let table = [
        (json!({"access_token": "t", "expires_in": 0}), 3),
        (json!({"access_token": "t", "expires_in": -1}), 3),
        (json!({"access_token": "t"}), 1),
        (json!({"access_token": "t", "expires_in": null}), 1),
        (json!({"access_token": "t", "expires_in": "soon"}), 1),
        (json!({"access_token": "t", "expires_in": 749}), 2),
        (json!({"access_token": "t", "expires_in": "749"}), 2),
        (json!({"access_token": "t", "expires_in": 1e300}), 1),
        (json!({"access_token": "t", "expires_in": u64::MAX}), 1),
    ];
    for (token, requests) in table {
        let response = Reply::json(200, &token);
        let server = server(move || response.clone()).await;
        let (client, clock) = client_with_credentials(&server);
        for pause in [Duration::ZERO, Duration::ZERO, DAY] {
            clock.advance(pause);
            Call::Get.send(&client).await.expect("a response");
        }
        assert_eq!(token_requests(&server).len(), requests, "{token}");
    }
}
