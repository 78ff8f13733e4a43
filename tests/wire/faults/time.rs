//! Servers that keep a caller waiting, and the time limits that end it.

use std::iter;
use std::time::Duration;

use sailpoint_sim::Error;
use sailpoint_sim::runtime::TimeoutKind;

use super::{Call, Outcome, client, client_with_credentials, new, stored, success};
use crate::clock::TestClock;
use crate::config;
use crate::server::{Reply, Server, Signal, Step};

/// The limit of one attempt that settings have by default.
const ATTEMPT: Duration = Duration::from_secs(60);

#[track_caller]
fn timed_out(outcome: &Outcome) -> TimeoutKind {
    match outcome {
        Err(Error::Timeout(failure)) => *failure.cause(),
        other => panic!("expected a time limit: {other:?}"),
    }
}

/// Ways of never giving a response.
fn silences() -> [(&'static str, Reply); 2] {
    let never = Signal::default();
    let head = Step::head(
        200,
        &[
            ("content-type", "application/json"),
            ("content-length", "9"),
        ],
    );
    [
        ("nothing", success().after(&never)),
        (
            "the head only",
            Reply::scripted([head, Step::Wait(Signal::clone(&never))]),
        ),
    ]
}

#[tokio::test]
async fn silence_ends_with_the_limit_of_the_attempt() {
    for (name, response) in silences() {
        let server = Server::responding(move |_| response.clone()).await;
        let (client, clock) = client(&server);
        let call = tokio::spawn(async move { Call::Post.send(&client).await });
        server.received(1).await;
        clock.advance(ATTEMPT - Duration::from_millis(1));
        tokio::task::yield_now().await;
        assert!(!call.is_finished(), "{name}: not yet");
        clock.advance(Duration::from_millis(1));
        let outcome = call.await.expect("no panic");
        assert_eq!(timed_out(&outcome), TimeoutKind::Attempt, "{name}");
        let error = outcome.expect_err("it timed out");
        assert!(error.may_have_been_applied() && !error.is_retryable());
        assert_eq!(error.attempts(), 1);
    }
}

#[tokio::test]
async fn the_whole_call_has_a_limit_that_counts_the_pauses() {
    for (name, response) in silences() {
        let server = Server::responding(move |_| response.clone()).await;
        let (client, clock) = client(&server);
        let call = tokio::spawn(async move { Call::Get.send(&client).await });
        for attempt in 1..=2 {
            server.received(attempt).await;
            clock.advance(ATTEMPT);
        }
        server.received(3).await;
        // Two attempts of 60 s and pauses of 0.25 s and 0.5 s leave this much of 180 s.
        clock.advance(Duration::from_millis(59_250));
        let outcome = call.await.expect("no panic");
        assert_eq!(timed_out(&outcome), TimeoutKind::Call, "{name}");
        assert_eq!(clock.pauses(), [250, 500], "{name}");
        assert_eq!(outcome.expect_err("it timed out").attempts(), 3);
    }
}

#[tokio::test]
async fn a_response_that_drips_does_not_keep_a_caller_longer() {
    let drip = Signal::default();
    let head = Step::head(
        200,
        &[
            ("content-type", "application/json"),
            ("content-length", "99"),
        ],
    );
    let drop = [Step::Wait(Signal::clone(&drip)), Step::Write(b" ".into())];
    let drops = iter::repeat_n(drop, 50).flatten();
    let steps = iter::once(head).chain(drops);
    let server = Server::start([Reply::scripted(steps)]).await;
    let (client, clock) = client(&server);
    let call = tokio::spawn(async move { Call::Post.send(&client).await });
    server.received(1).await;
    for passed in 0..6 {
        assert!(!call.is_finished(), "after {passed} drops");
        drip.notify_one();
        tokio::task::yield_now().await;
        clock.advance(ATTEMPT / 6);
    }
    let outcome = call.await.expect("no panic");
    assert_eq!(timed_out(&outcome), TimeoutKind::Attempt);
}

#[tokio::test]
async fn limits_can_be_set_for_one_call() {
    let never = Signal::default();
    let server = Server::responding(move |_| success().after(&never)).await;
    let table = [
        (Some(5), None, TimeoutKind::Call),
        (None, Some(5), TimeoutKind::Attempt),
    ];
    for (number, (whole, attempt, kind)) in table.into_iter().enumerate() {
        let (client, clock) = client(&server);
        let mut request = client
            .get_sim_integration("1")
            .with_retry(sailpoint_sim::RetryPolicy::none());
        if let Some(seconds) = whole {
            request = request.with_timeout(Duration::from_secs(seconds));
        }
        if let Some(seconds) = attempt {
            request = request.with_attempt_timeout(Duration::from_secs(seconds));
        }
        let call = tokio::spawn(request.send());
        server.received(number + 1).await;
        clock.advance(Duration::from_secs(5));
        assert_eq!(timed_out(&call.await.expect("no panic")), kind);
    }
}

#[tokio::test]
async fn a_slow_token_endpoint_ends_with_a_time_limit_and_nothing_is_sent() {
    let never = Signal::default();
    let server = Server::responding(move |_| success().after(&never)).await;
    let (client, clock) = client_with_credentials(&server);
    let call = tokio::spawn(async move { Call::Post.send(&client).await });
    for attempt in 1..=3 {
        server.received(attempt).await;
        clock.advance(ATTEMPT);
    }
    let error = call.await.expect("no panic").expect_err("no token came");
    assert!(
        matches!(error, Error::Timeout(_) | Error::Credentials(_)),
        "{error}"
    );
    assert_eq!(error.attempts(), 0);
    assert!(!error.may_have_been_applied());
    let paths = server.requests().into_iter().map(|request| request.path);
    assert!(paths.into_iter().all(|path| path == "/oauth/token"));
}

/// What a test's clock measures, the real one measures too: without this, a client
/// that never looked at its clock would pass as well.
#[tokio::test]
async fn the_real_clock_keeps_time_as_well() {
    let never = Signal::default();
    let server = Server::responding(move |_| Reply::json(200, &stored("a")).after(&never)).await;
    let config = config::with_token(&server).with_timeout(Duration::ZERO);
    let outcome = Call::Get.send(&new(config)).await;
    assert_eq!(timed_out(&outcome), TimeoutKind::Call);
    let clock = TestClock::new();
    let config = config::with_clock(server.origin(), &clock).with_timeout(Duration::ZERO);
    let outcome = Call::Get.send(&new(config)).await;
    assert_eq!(timed_out(&outcome), TimeoutKind::Call);
}
