//! Tokens that end, that are refused, and that many callers want at once.

use std::time::Duration;

use sailpoint_sim::Error;
use sailpoint_sim::v2025::errors::SimIntegrationsError;
use serde_json::json;
use tokio::task::JoinSet;

use super::token_endpoint::{TOKEN_PATH, token_requests};
use super::{Call, client, client_with_credentials, success};
use crate::server::{Reply, Server, Signal};

/// Gives the tokens `t1`, `t2`, … of an hour each, of which it takes those from `accepted` on.
async fn server(accepted: usize) -> Server {
    let mut given = 0;
    Server::responding(move |request| {
        if request.path == TOKEN_PATH {
            given += 1;
            let token = json!({"access_token": format!("t{given}"), "expires_in": 3600});
            return Reply::json(200, &token);
        }
        let [authorization] = request.header("authorization")[..] else {
            return Reply::empty(400);
        };
        let number = authorization.trim_start_matches("Bearer t").parse();
        match number.is_ok_and(|number: usize| number >= accepted) {
            true => success(),
            false => Reply::json(401, &json!({"error": "JWT is expired"})),
        }
    })
    .await
}

#[tokio::test]
async fn a_token_refused_once_is_renewed_and_the_call_repeated() {
    for call in Call::BOTH {
        let server = server(2).await;
        let (client, clock) = client_with_credentials(&server);
        let response = call.send(&client).await.expect("the second token is good");
        assert_eq!(response.attempts(), 2, "{call:?}");
        assert_eq!(token_requests(&server).len(), 2, "{call:?}");
        assert!(clock.pauses().is_empty(), "{call:?}");
        call.send(&client).await.expect("the second token is kept");
        assert_eq!(token_requests(&server).len(), 2, "{call:?}");
    }
}

#[tokio::test]
async fn a_token_refused_for_ever_ends_the_call_after_one_renewal() {
    for call in Call::BOTH {
        let server = server(usize::MAX).await;
        let (client, _) = client_with_credentials(&server);
        match call.send(&client).await {
            Err(Error::Api(error)) => {
                let body = error.body();
                assert!(matches!(body, SimIntegrationsError::Unauthorized(_)));
                assert_eq!(error.attempts(), 2, "{call:?}");
                assert!(!error.is_retryable() && !error.may_have_been_applied());
            }
            other => panic!("{call:?} gave {other:?}"),
        }
        assert_eq!(token_requests(&server).len(), 2, "{call:?}");
        assert_eq!(server.requests().len(), 4, "{call:?}");
    }
}

#[tokio::test]
async fn a_static_token_that_is_refused_is_not_tried_again() {
    let server = Server::responding(|_| Reply::json(401, &json!({}))).await;
    let error = Call::Get.send(&client(&server).0).await;
    assert_eq!(error.expect_err("it is refused").attempts(), 1);
    assert_eq!(server.requests().len(), 1);
}

#[tokio::test]
async fn a_token_is_renewed_shortly_before_it_ends() {
    let server = server(1).await;
    let (client, clock) = client_with_credentials(&server);
    // Seconds that pass before a call, and the tokens asked for by then.
    for (seconds, tokens) in [(0, 1), (3539, 1), (1, 2), (3539, 2), (1, 3)] {
        clock.advance(Duration::from_secs(seconds));
        Call::Get.send(&client).await.expect("a response");
        assert_eq!(token_requests(&server).len(), tokens);
    }
}

#[tokio::test]
async fn a_hundred_callers_at_a_token_s_end_make_one_token_request() {
    let release = Signal::default();
    let held = Signal::clone(&release);
    let mut given = 0;
    let server = Server::responding(move |request| {
        if request.path != TOKEN_PATH {
            return success();
        }
        given += 1;
        let token = json!({"access_token": format!("t{given}"), "expires_in": 3600});
        let response = Reply::json(200, &token);
        // Only the renewal is held back, so that further ones would be seen.
        if given == 2 {
            response.after(&held)
        } else {
            response
        }
    })
    .await;
    let (client, clock) = client_with_credentials(&server);
    Call::Get.send(&client).await.expect("a response");

    clock.advance(Duration::from_secs(3600));
    let mut callers = JoinSet::new();
    for _ in 0..100 {
        let client = client.clone();
        callers.spawn(async move { Call::Get.send(&client).await });
    }
    server.received(3).await;
    for _ in 0..100 {
        tokio::task::yield_now().await;
    }
    release.notify_one();
    let outcomes = callers.join_all().await;
    assert!(outcomes.iter().all(Result::is_ok));
    assert_eq!(token_requests(&server).len(), 2);
    assert_eq!(server.requests().len(), 1 + 1 + 1 + 100);
}

#[tokio::test]
async fn a_hundred_callers_share_the_failure_of_one_token_request() {
    let release = Signal::default();
    let held = Signal::clone(&release);
    let mut given = 0;
    let server = Server::responding(move |_| {
        given += 1;
        let response = Reply::json(400, &json!({"error": "invalid_client"}));
        if given == 1 {
            response.after(&held)
        } else {
            response
        }
    })
    .await;
    let (client, _) = client_with_credentials(&server);
    let mut callers = JoinSet::new();
    for _ in 0..100 {
        let client = client.clone();
        callers.spawn(async move { Call::Post.send(&client).await });
    }
    server.received(1).await;
    for _ in 0..100 {
        tokio::task::yield_now().await;
    }
    release.notify_one();
    for outcome in callers.join_all().await {
        assert!(matches!(outcome, Err(Error::Credentials(_))), "{outcome:?}");
    }
    assert_eq!(server.requests().len(), 1);
}

#[tokio::test]
async fn a_caller_that_gives_up_during_a_renewal_holds_up_nobody() {
    let release = Signal::default();
    let held = Signal::clone(&release);
    let server = Server::responding(move |request| match request.path.as_str() {
        TOKEN_PATH => Reply::json(200, &json!({"access_token": "t"})).after(&held),
        _ => success(),
    })
    .await;
    let (client, _) = client_with_credentials(&server);
    let spawn = || {
        let client = client.clone();
        tokio::spawn(async move { Call::Get.send(&client).await })
    };
    let (first, second) = (spawn(), spawn());
    server.received(1).await;
    first.abort();
    assert!(first.await.is_err_and(|error| error.is_cancelled()));
    release.notify_one();
    second.await.expect("no panic").expect("a response");
    assert_eq!(token_requests(&server).len(), 1);
}
