//! When a call is sent again, and after how long.

use std::time::{Duration, SystemTime};

use http::{HeaderMap, HeaderValue, Method, StatusCode};
use proptest::prelude::*;
use simgen_runtime::{
    Decision, Error, Event, Outcome, Repeatable, RequestBuilder, RetryPolicy, TransportStage,
    retry_after,
};

use crate::support::*;

fn status(code: u16) -> Event {
    Event::Status(StatusCode::from_u16(code).expect("is a status"))
}

fn is_retried(method: &Method, event: Event) -> bool {
    let outcome = Outcome {
        event,
        retry_after: None,
    };
    let decision = RetryPolicy::default().decide(1, Repeatable::of(method), &outcome, 0.5);
    decision != Decision::Stop
}

#[test]
fn what_is_sent_again_depends_on_method_and_outcome() {
    use TransportStage::{Body, Connect, ConnectTimeout, Refused, Request};
    // The outcome, and whether it is sent again by GET, PUT and DELETE, and by POST and PATCH.
    let table = [
        (Event::Lost(Connect), true, true),
        (Event::Lost(ConnectTimeout), true, true),
        (Event::Lost(Refused), true, true),
        (Event::Lost(Request), true, false),
        (Event::Lost(Body), true, false),
        (Event::Failed(Connect), false, false),
        (Event::Failed(Request), false, false),
        (Event::Failed(Body), false, false),
        (Event::TimedOut, true, false),
        (status(408), true, false),
        (status(429), true, true),
        (status(502), true, false),
        (status(503), true, false),
        (status(504), true, false),
        (status(400), false, false),
        (status(401), false, false),
        (status(404), false, false),
        (status(409), false, false),
        (status(500), false, false),
        (status(501), false, false),
        (status(302), false, false),
    ];
    for (event, idempotent, other) in table {
        for method in [Method::GET, Method::PUT, Method::DELETE, Method::HEAD] {
            assert_eq!(is_retried(&method, event), idempotent, "{method} {event:?}");
        }
        for method in [Method::POST, Method::PATCH] {
            assert_eq!(is_retried(&method, event), other, "{method} {event:?}");
        }
    }
}

#[test]
fn what_may_have_been_applied_depends_on_method_and_outcome() {
    use TransportStage::{Body, Connect, Refused, Request};
    let table = [
        (Event::Lost(Connect), false),
        (Event::Lost(Refused), false),
        (Event::Lost(Request), true),
        (Event::Lost(Body), true),
        (Event::Failed(Connect), false),
        (Event::Failed(Request), true),
        (Event::Failed(Body), true),
        (Event::TimedOut, true),
        (status(200), true),
        (status(303), true),
        (status(400), false),
        (status(408), true),
        (status(429), false),
        (status(500), true),
    ];
    for (event, applied) in table {
        let of = |method| Repeatable::of(&method).may_have_been_applied(event);
        assert_eq!(of(Method::POST), applied, "{event:?}");
        assert_eq!(of(Method::DELETE), applied, "{event:?}");
        assert!(!of(Method::GET), "{event:?}");
    }
}

#[test]
fn retry_after_is_seconds_or_a_date() {
    let now = SystemTime::UNIX_EPOCH + Duration::from_secs(784_111_777 - 10);
    let table = [
        ("0", Some(0)),
        ("120", Some(120)),
        (" 7 ", Some(7)),
        ("00012", Some(12)),
        ("99999999999999999999999999", Some(u64::MAX)),
        ("Sun, 06 Nov 1994 08:49:37 GMT", Some(10)),
        ("Sunday, 06-Nov-94 08:49:37 GMT", Some(10)),
        ("Sun Nov  6 08:49:37 1994", Some(10)),
        ("Sat, 05 Nov 1994 08:49:37 GMT", Some(0)),
        ("-1", None),
        ("1.5", None),
        ("soon", None),
        ("", None),
        ("1e3", None),
    ];
    for (text, seconds) in table {
        let mut headers = HeaderMap::new();
        headers.insert("retry-after", HeaderValue::from_static(text));
        let expected = seconds.map(Duration::from_secs);
        assert_eq!(retry_after(&headers, now), expected, "{text:?}");
    }
    assert_eq!(retry_after(&HeaderMap::new(), now), None);
}

#[test]
fn the_bound_doubles_with_each_attempt_up_to_the_cap() {
    let policy = RetryPolicy::default();
    let bounds = [1, 2, 3, 4, 5, 6, 7, 8].map(|attempt| policy.backoff_bound(attempt).as_millis());
    assert_eq!(
        bounds,
        [500, 1_000, 2_000, 4_000, 8_000, 16_000, 20_000, 20_000]
    );
    assert_eq!(policy.backoff_bound(0), policy.backoff_bound(1));
    assert_eq!(policy.backoff_bound(u32::MAX), Duration::from_secs(20));
}

#[test]
fn a_wait_is_the_share_of_its_bound_that_chance_says() {
    let outcome = Outcome {
        event: Event::TimedOut,
        retry_after: None,
    };
    // No source of chance can make a wait longer than its bound, or a time of no meaning.
    let table = [
        (0.0, 0),
        (0.25, 125),
        (1.0, 500),
        (7.0, 500),
        (-1.0, 0),
        (f64::INFINITY, 500),
    ];
    for (jitter, wait) in table {
        let decision = RetryPolicy::default().decide(1, Repeatable::Safe, &outcome, jitter);
        assert_eq!(
            decision,
            Decision::Wait(Duration::from_millis(wait)),
            "{jitter}"
        );
    }
    let longest = RetryPolicy::default()
        .with_base(Duration::MAX)
        .with_cap(Duration::MAX);
    let decision = longest.decide(1, Repeatable::Safe, &outcome, 1.0);
    assert_eq!(decision, Decision::Wait(Duration::MAX));
}

proptest! {
    #[test]
    fn a_wait_is_never_above_its_bound(attempt in 1_u32..9, jitter in 0.0_f64..1.0, base in 0_u64..100_000, cap in 0_u64..100_000) {
        let policy = RetryPolicy::default()
            .with_max_attempts(u32::MAX)
            .with_base(Duration::from_millis(base))
            .with_cap(Duration::from_millis(cap));
        let outcome = Outcome { event: Event::TimedOut, retry_after: None };
        let Decision::Wait(wait) = policy.decide(attempt, Repeatable::Safe, &outcome, jitter) else {
            return Err(TestCaseError::fail("is sent again"));
        };
        prop_assert!(wait <= policy.backoff_bound(attempt));
        prop_assert!(policy.backoff_bound(attempt) <= Duration::from_millis(cap));
        prop_assert!(policy.backoff_bound(attempt) <= policy.backoff_bound(attempt + 1));
    }

    #[test]
    fn no_setting_makes_a_decision_panic(attempt: u32, jitter: f64, base: Duration, cap: Duration, asked: Option<Duration>, limit: Duration, max: u32) {
        let policy = RetryPolicy::default()
            .with_max_attempts(max)
            .with_base(base)
            .with_cap(cap)
            .with_retry_after_cap(limit);
        let outcome = Outcome { event: status(429), retry_after: asked };
        if let Decision::Wait(wait) = policy.decide(attempt, Repeatable::No, &outcome, jitter) {
            prop_assert!(attempt < max);
            prop_assert!(asked.unwrap_or_default() <= limit);
            prop_assert!(wait >= asked.unwrap_or_default());
        }
    }

    #[test]
    fn any_retry_after_is_read_without_panic(text in "[ -~]{0,40}", now in 0_u64..4_000_000_000) {
        let mut headers = HeaderMap::new();
        headers.insert("retry-after", HeaderValue::from_str(&text).expect("is visible ASCII"));
        let _ = retry_after(&headers, SystemTime::UNIX_EPOCH + Duration::from_secs(now));
    }
}

#[tokio::test]
async fn a_call_is_sent_three_times_with_growing_pauses() {
    let (transport, clock) = (FakeTransport::statuses(&[503]), FakeClock::new());
    let core = core(config(&transport, &clock));
    let error = ListThings(RequestBuilder::new(&core))
        .await
        .expect_err("503 for ever");
    assert_eq!(error.attempts(), 3);
    assert_eq!(transport.sent().len(), 3);
    let pauses = clock.pauses.lock().expect("not poisoned").clone();
    assert_eq!(pauses, [250, 500].map(Duration::from_millis));
}

#[tokio::test]
async fn attempts_are_counted_on_success_too() {
    let transport = FakeTransport::statuses(&[503, 200]);
    let core = core(config(&transport, &FakeClock::new()));
    let response = ListThings(RequestBuilder::new(&core))
        .send()
        .await
        .expect("a response");
    assert_eq!(response.attempts(), 2);
}

#[tokio::test]
async fn a_policy_of_none_sends_once() {
    let transport = FakeTransport::statuses(&[503]);
    let client = core(config(&transport, &FakeClock::new()).with_retry(RetryPolicy::none()));
    ListThings(RequestBuilder::new(&client))
        .await
        .expect_err("503");
    assert_eq!(transport.sent().len(), 1);

    let client = core(config(&transport, &FakeClock::new()));
    let request = ListThings(RequestBuilder::new(&client)).with_retry(RetryPolicy::none());
    request.await.expect_err("503");
    assert_eq!(transport.sent().len(), 2);
}

#[tokio::test]
async fn retry_after_is_waited_for_up_to_the_cap() {
    // What the server asks for, and the pause in milliseconds, if there is one.
    let table = [
        ("1", Some(1_250)),
        ("60", Some(60_250)),
        ("61", None),
        ("99999999999999999999", None),
        ("garbage", Some(250)),
        ("-5", Some(250)),
        ("Tue, 14 Nov 2023 22:13:30 GMT", Some(10_250)),
        ("Tue, 14 Nov 2017 22:13:30 GMT", Some(250)),
    ];
    for (text, pause) in table {
        let transport = FakeTransport::new(move |_, number| match number {
            0 => Reply::status(429).with("retry-after", text),
            _ => Reply::status(200),
        });
        let clock = FakeClock::new();
        let core = core(config(&transport, &clock));
        let result = PostThings(RequestBuilder::new(&core)).await;
        let pauses = clock.pauses.lock().expect("not poisoned").clone();
        let expected: Vec<_> = pause.into_iter().map(Duration::from_millis).collect();
        assert_eq!(pauses, expected, "{text}");
        assert_eq!(result.is_ok(), pause.is_some(), "{text}");
    }
}

#[tokio::test]
async fn a_wait_that_outlasts_the_call_is_not_begun() {
    let transport = FakeTransport::new(|_, _| Reply::status(429).with("retry-after", "30"));
    let clock = FakeClock::new();
    let core = core(config(&transport, &clock).with_timeout(Duration::from_secs(30)));
    let error = ListThings(RequestBuilder::new(&core))
        .await
        .expect_err("429");
    assert!(matches!(&error, Error::Api(_)));
    assert_eq!(error.retry_after(), Some(Duration::from_secs(30)));
    assert_eq!((error.attempts(), error.is_retryable()), (1, true));
    assert!(clock.pauses.lock().expect("not poisoned").is_empty());
}

#[tokio::test]
async fn a_wait_is_begun_only_where_it_leaves_time_for_an_attempt() {
    // What the call may take in milliseconds, its pauses and its attempts: the pause is
    // 30 s for the server and 250 ms of chance.
    for (limit, pauses, attempts) in [(30_249, 0, 1), (30_250, 0, 1), (30_251, 1, 2)] {
        let transport = FakeTransport::new(|_, _| Reply::status(429).with("retry-after", "30"));
        let clock = FakeClock::new();
        let core = core(config(&transport, &clock).with_timeout(Duration::from_millis(limit)));
        let error = ListThings(RequestBuilder::new(&core))
            .await
            .expect_err("429");
        assert_eq!(error.attempts(), attempts, "{limit}");
        let paused = clock.pauses.lock().expect("not poisoned").len();
        assert_eq!(paused, pauses, "{limit}");
    }
}

#[tokio::test]
async fn an_attempt_that_may_have_been_applied_is_remembered() {
    let transport = FakeTransport::new(|_, number| match number {
        0 => Reply::Lost(TransportStage::Request),
        _ => Reply::status(400),
    });
    let error = call::<PutThings>(&transport).await.expect_err("400");
    assert!(matches!(&error, Error::Api(_)));
    assert!(
        error.may_have_been_applied(),
        "the first attempt may have been"
    );
    let error = call::<PutThings>(&FakeTransport::statuses(&[400]))
        .await
        .expect_err("400");
    assert!(!error.may_have_been_applied());
}

#[tokio::test]
async fn what_is_lost_for_good_is_sent_once() {
    use TransportStage::{Body, Connect, ConnectTimeout, Request as Leaving};
    for stage in [Connect, ConnectTimeout, Leaving, Body] {
        let transport = FakeTransport::new(move |_, _| Reply::Failed(stage));
        let error = call::<ListThings>(&transport).await.expect_err("is lost");
        assert_eq!(
            (error.attempts(), error.is_retryable()),
            (1, false),
            "{stage:?}"
        );
        let error = call::<PostThings>(&transport).await.expect_err("is lost");
        assert_eq!(
            (error.attempts(), error.is_retryable()),
            (1, false),
            "{stage:?}"
        );
        let has_left = matches!(stage, Leaving | Body);
        assert_eq!(error.may_have_been_applied(), has_left, "{stage:?}");
    }
}

/// What time a test's clock shows, an attempt does not begin after the limit of its call.
#[tokio::test]
async fn no_attempt_begins_past_the_limit_of_the_call() {
    let (transport, clock) = (FakeTransport::statuses(&[200]), FakeClock::new());
    let client = core(config(&transport, &clock));
    let request = PostThings(RequestBuilder::new(&client)).with_timeout(Duration::ZERO);
    let error = request.await.expect_err("there is no time");
    assert!(matches!(error, Error::Timeout(_)), "{error}");
    assert_eq!((error.attempts(), transport.sent().len()), (0, 0));
    assert!(error.is_retryable() && !error.may_have_been_applied());

    // The pause takes longer than it was meant to.
    let transport = FakeTransport::statuses(&[503, 200]);
    let clock = FakeClock::new().oversleeping(Duration::from_secs(60));
    let client = core(config(&transport, &clock));
    let request = ListThings(RequestBuilder::new(&client)).with_timeout(Duration::from_secs(60));
    let error = request.await.expect_err("there is no time");
    assert_eq!(error.status(), Some(StatusCode::SERVICE_UNAVAILABLE));
    assert_eq!((error.attempts(), transport.sent().len()), (1, 1));
}
