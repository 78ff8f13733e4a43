//! Tokens that the server does not take.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use futures_util::{FutureExt as _, stream};
use simgen_runtime::{
    AccessToken, BoxError, BoxFuture, Credentials, Error, RequestBuilder, SleepPurpose,
    TokenSource, Upload,
};
use tokio::runtime::{Builder, Runtime};
use tokio::sync::Notify;

use super::{TOKEN_PATH, client, is_token, let_others_run, server};
use crate::support::*;

#[tokio::test]
async fn a_refused_token_is_renewed_once_and_the_call_repeated_once() {
    let transport = server("60", 2);
    let core = client(&transport, &FakeClock::new());
    let response = SecurePost(RequestBuilder::new(&core))
        .send()
        .await
        .expect("a response");
    assert_eq!((response.attempts(), transport.sent().len()), (2, 4));

    let transport = server("60", usize::MAX);
    let core = client(&transport, &FakeClock::new());
    let error = SecurePost(RequestBuilder::new(&core))
        .await
        .expect_err("401 for ever");
    assert_eq!(error.status().map(|status| status.as_u16()), Some(401));
    assert_eq!((error.attempts(), transport.sent().len()), (2, 4));
    assert!(!error.may_have_been_applied());
}

#[tokio::test]
async fn callers_refused_with_one_token_renew_it_once() {
    let transport = server("60", 2);
    let core = client(&transport, &FakeClock::new());
    let calls: Vec<_> = (0..20)
        .map(|_| tokio::spawn(SecureList(RequestBuilder::new(&core)).into_future()))
        .collect();
    for call in calls {
        call.await.expect("does not panic").expect("a response");
    }
    assert_eq!(transport.count(TOKEN_PATH), 2);
}

/// A call whose refusal comes late must not cost the others the token that came meanwhile.
#[tokio::test]
async fn a_late_refusal_of_an_old_token_keeps_the_new_one() {
    let gate = Arc::new(Notify::new());
    let held = Arc::clone(&gate);
    let (mut given, mut refused) = (0, 0);
    let transport = FakeTransport::new(move |request, _| {
        if is_token(request) {
            given += 1;
            return Reply::token(&given.to_string(), "60");
        }
        if request.headers()["authorization"] != "Bearer 1" {
            return Reply::status(200);
        }
        refused += 1;
        match refused {
            1 => Reply::Held(Arc::clone(&held), Box::new(Reply::status(401))),
            _ => Reply::status(401),
        }
    });
    let core = client(&transport, &FakeClock::new());
    let late = tokio::spawn(SecurePost(RequestBuilder::new(&core)).send());
    let_others_run().await;
    let other = SecurePost(RequestBuilder::new(&core)).send().await;
    assert_eq!(other.expect("the second token is good").attempts(), 2);
    gate.notify_one();
    let late = late.await.expect("does not panic");
    assert_eq!(late.expect("the second token is good").attempts(), 2);
    assert_eq!(transport.count(TOKEN_PATH), 2);
}

#[tokio::test]
async fn a_renewal_does_not_count_as_an_attempt_for_the_policy() {
    let transport = FakeTransport::new(|request, number| match (is_token(request), number) {
        (true, _) => Reply::token("t", "60"),
        // After the first token.
        (false, 1) => Reply::status(401),
        (false, _) => Reply::status(503),
    });
    let clock = FakeClock::new();
    let error = SecureList(RequestBuilder::new(&client(&transport, &clock))).await;
    assert_eq!(error.expect_err("503 for ever").attempts(), 1 + 3);
    let pauses = clock.pauses.lock().expect("not poisoned").clone();
    assert_eq!(pauses, [250, 500].map(Duration::from_millis));
}

/// The first two columns are what passes before a call, and how often the call is sent;
/// the last one is how many tokens were asked for by then.
#[tokio::test]
async fn a_server_that_refuses_token_after_token_is_not_flooded_with_requests_for_them() {
    let (transport, clock) = (server("999999", usize::MAX), FakeClock::new());
    let core = client(&transport, &clock);
    let table = [
        (0, 2, 2),
        (0, 1, 2),
        (999, 1, 2),
        (1, 2, 3),
        (1_999, 1, 3),
        (1, 2, 4),
        (4_000, 2, 5),
        (8_000, 2, 6),
        (16_000, 2, 7),
        (32_000, 2, 8),
        (59_999, 1, 8),
        (1, 2, 9),
        (59_999, 1, 9),
        // Long after the last one it begins anew.
        (121_000, 2, 10),
        (1_000, 2, 11),
        (1_000, 1, 11),
        // A minute after its end, a pause is still doubled.
        (61_000, 2, 12),
        (3_999, 1, 12),
        (1, 2, 13),
    ];
    for (row, (passed, attempts, tokens)) in table.into_iter().enumerate() {
        clock.advance(Duration::from_millis(passed));
        let error = SecurePost(RequestBuilder::new(&core))
            .await
            .expect_err("401 for ever");
        assert_eq!(error.status().map(|status| status.as_u16()), Some(401));
        assert_eq!(error.attempts(), attempts, "row {row}");
        assert_eq!(transport.count(TOKEN_PATH), tokens, "row {row}");
    }
}

/// The attempts take longer than the pause between two renewals.
#[tokio::test]
async fn a_call_renews_its_token_once_however_long_its_attempts_take() {
    let clock = FakeClock::new();
    let passing = clock.clone();
    let transport = FakeTransport::new(move |request, _| match is_token(request) {
        true => Reply::token("t", "999999"),
        false => {
            passing.advance(Duration::from_secs(10));
            Reply::status(401)
        }
    });
    let error = SecurePost(RequestBuilder::new(&client(&transport, &clock))).await;
    assert_eq!(error.expect_err("401 for ever").attempts(), 2);
    assert_eq!(transport.count(TOKEN_PATH), 2);
}

/// The body of a 401 takes all the time that the call has.
#[tokio::test]
async fn a_refusal_that_takes_the_whole_time_is_the_end_of_the_call() {
    let transport = FakeTransport::new(|request, _| match is_token(request) {
        true => Reply::token("t", "60"),
        false => Reply::Stalled(401, vec![b"{"]),
    });
    let clock = FakeClock::reaching(SleepPurpose::CallLimit);
    let core = client(&transport, &clock);
    let request = SecurePost(RequestBuilder::new(&core)).with_timeout(Duration::from_secs(30));
    let error = request.await.expect_err("there is no time");
    assert_eq!(error.status().map(|status| status.as_u16()), Some(401));
    assert_eq!((error.attempts(), transport.sent().len()), (1, 2));
}

/// A source that takes all the time that the call has.
struct Slow(FakeClock);

impl TokenSource for Slow {
    fn fetch(&self) -> BoxFuture<'_, Result<AccessToken, BoxError>> {
        self.0.advance(Duration::from_secs(180));
        Box::pin(async { Ok(AccessToken::new("t")) })
    }
}

#[tokio::test]
async fn a_token_that_takes_the_whole_time_is_not_used() {
    let (transport, clock) = (FakeTransport::statuses(&[200]), FakeClock::new());
    let source = Credentials::token_source(Slow(clock.clone()));
    let core = core(config(&transport, &clock).with_credentials(source));
    let error = SecurePost(RequestBuilder::new(&core))
        .await
        .expect_err("there is no time");
    assert!(matches!(error, Error::Timeout(_)), "{error}");
    assert_eq!((error.attempts(), transport.sent().len()), (0, 0));
    assert!(error.is_retryable() && !error.may_have_been_applied());
}

struct Panicking;

impl TokenSource for Panicking {
    fn fetch(&self) -> BoxFuture<'_, Result<AccessToken, BoxError>> {
        Box::pin(async { panic!("out of order") })
    }
}

#[tokio::test]
async fn a_source_that_panics_is_an_error_for_all_its_callers() {
    let transport = FakeTransport::statuses(&[200]);
    let source = Credentials::token_source(Panicking);
    let core = core(config(&transport, &FakeClock::new()).with_credentials(source));
    let calls = [(); 3].map(|()| SecurePost(RequestBuilder::new(&core)).into_future());
    for call in calls {
        let error = call.await.expect_err("no token");
        assert_eq!(
            error.to_string(),
            "SecurePost: no token: out of order (not sent)"
        );
    }
}

/// Ends the runtime that it was first polled in, and panics as that one's timers do; gives
/// a token from then on.
struct Ending(Mutex<Option<Runtime>>);

impl TokenSource for Ending {
    fn fetch(&self) -> BoxFuture<'_, Result<AccessToken, BoxError>> {
        let runtime = self.0.lock().expect("not poisoned").take();
        Box::pin(async move {
            if let Some(runtime) = runtime {
                tokio::task::yield_now().await;
                drop(runtime);
                panic!("the timers are gone");
            }
            Ok(AccessToken::new("t"))
        })
    }
}

#[test]
fn a_source_that_panics_because_its_runtime_ended_is_asked_again() {
    let runtime = Builder::new_current_thread().build().expect("can be had");
    let handle = runtime.handle().clone();
    let transport = FakeTransport::statuses(&[200]);
    let source = Credentials::token_source(Ending(Mutex::new(Some(runtime))));
    let core = core(config(&transport, &FakeClock::new()).with_credentials(source));
    let mut call = SecurePost(RequestBuilder::new(&core)).send();
    {
        let _inside = handle.enter();
        assert!((&mut call).now_or_never().is_none(), "it waits");
    }
    let response = call.now_or_never().expect("nothing is waited for");
    assert_eq!(response.expect("a response").attempts(), 1);
}

#[tokio::test]
async fn a_static_token_is_not_renewed() {
    let transport = FakeTransport::statuses(&[401]);
    let settings = config(&transport, &FakeClock::new()).with_credentials(Credentials::token("t"));
    let error = SecureList(RequestBuilder::new(&core(settings)))
        .await
        .expect_err("401");
    assert_eq!((error.attempts(), transport.sent().len()), (1, 1));
}

struct Counting(Arc<AtomicUsize>);

impl TokenSource for Counting {
    fn fetch(&self) -> BoxFuture<'_, Result<AccessToken, BoxError>> {
        let number = self.0.fetch_add(1, Ordering::SeqCst);
        Box::pin(async move {
            match number {
                0 => Ok(AccessToken::new("first")),
                _ => Err("no\nmore".into()),
            }
        })
    }
}

#[tokio::test]
async fn a_source_of_one_s_own_is_used_like_any_other() {
    let count = Arc::new(AtomicUsize::new(0));
    let transport = FakeTransport::statuses(&[200, 200, 401]);
    let source = Credentials::token_source(Counting(Arc::clone(&count)));
    let core = core(config(&transport, &FakeClock::new()).with_credentials(source));
    SecureList(RequestBuilder::new(&core))
        .await
        .expect("a response");
    SecureList(RequestBuilder::new(&core))
        .await
        .expect("a response");
    assert_eq!(count.load(Ordering::SeqCst), 1);
    assert_eq!(
        transport.sent()[1].headers()["authorization"],
        "Bearer first"
    );
    let error = SecureList(RequestBuilder::new(&core))
        .await
        .expect_err("401, and no new token");
    // With the response that refused the old one.
    assert_eq!(error.to_string(), "SecureList: 401 no token: no more");
    assert_eq!(error.body_bytes().map(|body| &body[..]), Some(&b"{}"[..]));
    assert_eq!(error.attempts(), 1);
}

#[tokio::test]
async fn a_refusal_whose_body_breaks_off_renews_the_token_too() {
    let replies: [MakeReply; 2] = [
        || Reply::Broken(401, vec![b"{"]),
        || Reply::Stalled(401, vec![b"{"]),
    ];
    for reply in replies {
        let mut given = 0;
        let transport = FakeTransport::new(move |request, _| {
            if is_token(request) {
                given += 1;
                return Reply::token(&given.to_string(), "60");
            }
            match request.headers()["authorization"] == "Bearer 1" {
                true => reply(),
                false => Reply::status(200),
            }
        });
        let clock = FakeClock::reaching(SleepPurpose::AttemptLimit);
        let response = SecurePost(RequestBuilder::new(&client(&transport, &clock))).send();
        assert_eq!(response.await.expect("a response").attempts(), 2);
    }
}

#[tokio::test]
async fn a_refused_token_is_not_used_again_though_its_call_cannot_be_repeated() {
    let transport = server("60", 2);
    let client = client(&transport, &FakeClock::new());
    let pieces = stream::iter([Ok::<_, std::io::Error>("a")]);
    let upload =
        SecurePost(RequestBuilder::new(&client).bytes("text/plain", Upload::from_stream(pieces)));
    let error = upload.await.expect_err("its body is spent");
    assert_eq!((error.attempts(), transport.count(TOKEN_PATH)), (1, 1));
    let next = SecurePost(RequestBuilder::new(&client)).send().await;
    assert_eq!(next.expect("a response").attempts(), 1);
}
