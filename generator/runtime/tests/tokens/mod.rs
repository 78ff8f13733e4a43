//! One token for all callers.

mod closures;
mod endpoint;
mod refused;

use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use simgen_runtime::{Credentials, Error, RequestBuilder, SleepPurpose, renewal_slack};
use tokio::sync::Notify;

use crate::support::*;

const TOKEN_PATH: &str = "/oauth/token";

fn is_token(request: &http::Request<bytes::Bytes>) -> bool {
    request.uri().path().ends_with(TOKEN_PATH)
}

/// Gives token after token, and takes none of those whose number is below `accepted`.
fn server(lifetime: &'static str, accepted: usize) -> FakeTransport {
    let mut given = 0;
    FakeTransport::new(move |request, _| {
        if is_token(request) {
            given += 1;
            return Reply::token(&given.to_string(), lifetime);
        }
        let header = request.headers()["authorization"]
            .to_str()
            .expect("is text");
        let number: usize = header
            .strip_prefix("Bearer ")
            .expect("is one")
            .parse()
            .expect("is one");
        Reply::status(if number < accepted { 401 } else { 200 })
    })
}

fn client(
    transport: &FakeTransport,
    clock: &FakeClock,
) -> simgen_runtime::Core<simgen_runtime::Async> {
    core(with_client_credentials(config(transport, clock)))
}

#[tokio::test]
async fn the_token_request_is_as_rfc_6749_has_it() {
    let transport = server("60", 0);
    let settings = with_client_credentials(config(&transport, &FakeClock::new()));
    let core = core(settings.with_base_url("https://acme.test/gate/v7"));
    SecureList(RequestBuilder::new(&core))
        .await
        .expect("a response");
    let sent = transport.sent();
    assert_eq!(sent.len(), 2);
    assert_eq!(sent[0].uri(), "https://acme.test/gate/oauth/token");
    assert_eq!(sent[0].method(), "POST");
    assert_eq!(
        sent[0].headers()["content-type"],
        "application/x-www-form-urlencoded"
    );
    let body = "grant_type=client_credentials&client_id=an+id&client_secret=a+s%26cret";
    assert_eq!(sent[0].body(), body);
    assert_eq!(sent[1].headers()["authorization"], "Bearer 1");
    assert!(sent[1].headers()["authorization"].is_sensitive());
}

#[tokio::test]
async fn scopes_are_asked_for_where_the_caller_says_so() {
    let transport = server("60", 0);
    let credentials = Credentials::client_credentials("i", "s")
        .with_scope("read write")
        .with_token_url("https://login.test/oauth/token?tenant=a");
    let settings = config(&transport, &FakeClock::new()).with_credentials(credentials);
    SecureList(RequestBuilder::new(&core(settings)))
        .await
        .expect("a response");
    let sent = &transport.sent()[0];
    assert_eq!(sent.uri(), "https://login.test/oauth/token?tenant=a");
    let body = "grant_type=client_credentials&client_id=i&client_secret=s&scope=read+write";
    assert_eq!(sent.body(), body);
}

#[tokio::test]
async fn a_token_is_kept_and_renewed_before_it_ends() {
    let (transport, clock) = (server("100", 0), FakeClock::new());
    let core = client(&transport, &clock);
    // Seconds that pass before a call, and the tokens asked for by then.
    for (passed, tokens) in [(0, 1), (50, 1), (39, 1), (1, 2), (89, 2), (1, 3)] {
        clock.advance(Duration::from_secs(passed));
        SecureList(RequestBuilder::new(&core))
            .await
            .expect("a response");
        assert_eq!(
            transport.count(TOKEN_PATH),
            tokens,
            "after {passed} seconds more"
        );
    }
}

#[test]
fn slack_is_a_tenth_and_a_minute_at_most() {
    for (lifetime, slack) in [(0, 0), (100, 10), (600, 60), (3600, 60), (u64::MAX, 60)] {
        assert_eq!(
            renewal_slack(Duration::from_secs(lifetime)),
            Duration::from_secs(slack)
        );
    }
}

#[tokio::test]
async fn odd_lifetimes_are_survived() {
    // The lifetime, and the tokens that two calls a day apart ask for.
    let table = [
        ("0", 2),
        ("-5", 2),
        ("1e300", 1),
        ("99999999999999999999", 1),
        ("\"3600\"", 2),
        ("\"soon\"", 1),
        ("null", 1),
        ("[]", 1),
    ];
    for (lifetime, tokens) in table {
        let (transport, clock) = (server(lifetime, 0), FakeClock::new());
        let core = client(&transport, &clock);
        SecureList(RequestBuilder::new(&core))
            .await
            .expect("a response");
        clock.advance(Duration::from_secs(86_400));
        SecureList(RequestBuilder::new(&core))
            .await
            .expect("a response");
        assert_eq!(transport.count(TOKEN_PATH), tokens, "{lifetime}");
    }
}

/// A server whose first token comes only when the gate opens.
fn gated(reply: fn() -> Reply) -> (FakeTransport, Arc<Notify>) {
    let gate = Arc::new(Notify::new());
    let held = Arc::clone(&gate);
    let transport = FakeTransport::new(move |request, _| match is_token(request) {
        true => Reply::Held(Arc::clone(&held), Box::new(reply())),
        false => Reply::status(200),
    });
    (transport, gate)
}

async fn let_others_run() {
    for _ in 0..50 {
        tokio::task::yield_now().await;
    }
}

#[tokio::test]
async fn a_hundred_callers_make_one_token_request() {
    let (transport, gate) = gated(|| Reply::token("t", "60"));
    let core = client(&transport, &FakeClock::new());
    let calls: Vec<_> = (0..100)
        .map(|_| tokio::spawn(SecureList(RequestBuilder::new(&core)).into_future()))
        .collect();
    let_others_run().await;
    assert_eq!(transport.sent().len(), 1);
    gate.notify_one();
    for call in calls {
        call.await.expect("does not panic").expect("a response");
    }
    assert_eq!(
        (transport.count(TOKEN_PATH), transport.sent().len()),
        (1, 101)
    );
}

#[tokio::test]
async fn a_failure_is_shared_and_not_kept() {
    let (transport, gate) = gated(|| Reply::json(400, r#"{"error":"invalid_client"}"#));
    let core = client(&transport, &FakeClock::new());
    let calls: Vec<_> = (0..10)
        .map(|_| tokio::spawn(SecureList(RequestBuilder::new(&core)).into_future()))
        .collect();
    let_others_run().await;
    gate.notify_one();
    for call in calls {
        let error = call.await.expect("does not panic").expect_err("no token");
        let expected =
            "SecureList: no token: the token endpoint returned 400 invalid_client (not sent)";
        assert_eq!(error.to_string(), expected);
        assert!(!error.is_retryable() && !error.may_have_been_applied());
        let Error::Credentials(failure) = error else {
            panic!("another phase");
        };
        let refusal = failure.cause().token_request().expect("was asked for");
        assert_eq!(refusal.code(), Some("invalid_client"));
    }
    assert_eq!(transport.sent().len(), 1);
    gate.notify_one();
    SecureList(RequestBuilder::new(&core))
        .await
        .expect_err("asks anew, and fails anew");
    assert_eq!(transport.sent().len(), 2);
}

#[tokio::test]
async fn a_caller_that_gives_up_holds_up_nobody() {
    let (transport, gate) = gated(|| Reply::token("t", "60"));
    let core = client(&transport, &FakeClock::new());
    let first = tokio::spawn(SecureList(RequestBuilder::new(&core)).into_future());
    let_others_run().await;
    let second = tokio::spawn(SecureList(RequestBuilder::new(&core)).into_future());
    let_others_run().await;
    first.abort();
    let_others_run().await;
    gate.notify_one();
    second.await.expect("does not panic").expect("a response");
    assert_eq!(
        transport.count(TOKEN_PATH),
        1,
        "the request under way went on"
    );
}

#[tokio::test]
async fn a_caller_that_is_never_polled_again_holds_up_nobody() {
    let (transport, gate) = gated(|| Reply::token("t", "60"));
    let core = client(&transport, &FakeClock::new());
    let mut stalled = SecureList(RequestBuilder::new(&core)).into_future();
    let once = std::future::poll_fn(|context| {
        assert!(Pin::new(&mut stalled).poll(context).is_pending());
        std::task::Poll::Ready(())
    });
    once.await;
    gate.notify_one();
    SecureList(RequestBuilder::new(&core))
        .await
        .expect("a response");
    stalled.await.expect("a response as well");
    assert_eq!(transport.count(TOKEN_PATH), 1);
}

#[tokio::test]
async fn when_all_give_up_the_next_starts_anew() {
    let (transport, gate) = gated(|| Reply::token("t", "60"));
    let core = client(&transport, &FakeClock::new());
    let only = tokio::spawn(SecureList(RequestBuilder::new(&core)).into_future());
    let_others_run().await;
    only.abort();
    let_others_run().await;
    gate.notify_one();
    SecureList(RequestBuilder::new(&core))
        .await
        .expect("a response");
    assert_eq!(transport.count(TOKEN_PATH), 2);
}

#[tokio::test]
async fn a_call_that_waits_too_long_for_its_token_was_not_sent() {
    let silent = FakeTransport::new(|_, _| Reply::Silence);
    let clock = FakeClock::reaching(SleepPurpose::CallLimit);
    let error = SecurePost(RequestBuilder::new(&client(&silent, &clock))).await;
    let error = error.expect_err("takes too long");
    assert!(matches!(error, Error::Timeout(_)), "{error}");
    assert_eq!(error.attempts(), 0);
    assert!(error.is_retryable() && !error.may_have_been_applied());
}

/// Whether it was just fetched or is held.
#[tokio::test]
async fn the_longest_token_is_what_servers_take() {
    const LONGEST: usize = 64 * 1024;
    for (length, is_sent) in [(LONGEST, true), (LONGEST + 1, false)] {
        let transport = FakeTransport::statuses(&[200, 200]);
        let credentials = Credentials::token_source(move || async move {
            Ok(simgen_runtime::AccessToken::new("a".repeat(length)))
        });
        let settings = config(&transport, &FakeClock::new()).with_credentials(credentials);
        let core = core(settings);
        for call in 1..=2 {
            let called = SecureList(RequestBuilder::new(&core)).await;
            assert_eq!(called.is_ok(), is_sent, "{length}, call {call}");
            if let Err(error) = called {
                assert!(matches!(error, Error::Credentials(_)), "{error}");
            }
        }
        let expected = if is_sent { 2 } else { 0 };
        assert_eq!(transport.sent().len(), expected, "{length}");
    }
}
