//! Time limits and size limits.

use std::time::Duration;

use simgen_runtime::{Error, RequestBuilder, SleepPurpose, TimeoutKind, TransportStage};

use crate::support::server::{Server, response};
use crate::support::*;

fn kind<T: std::fmt::Debug, E>(result: Result<T, Error<E>>) -> TimeoutKind {
    match result.expect_err("takes too long") {
        Error::Timeout(failure) => *failure.cause(),
        other => panic!("{other}"),
    }
}

#[tokio::test]
async fn each_time_limit_has_its_own_error() {
    let silent = FakeTransport::new(|_, _| Reply::Silence);
    for (purpose, seconds, expected, attempts) in [
        (SleepPurpose::AttemptLimit, 120, TimeoutKind::Attempt, 3),
        (SleepPurpose::CallLimit, 30, TimeoutKind::Call, 1),
    ] {
        let settings = config(&silent, &FakeClock::reaching(purpose));
        let core = core(settings.with_timeout(Duration::from_secs(seconds)));
        let error = PutThings(RequestBuilder::new(&core))
            .await
            .expect_err("takes too long");
        assert_eq!(error.attempts(), attempts);
        assert!(error.may_have_been_applied(), "it was under way");
        assert_eq!(kind::<(), _>(Err(error)), expected);
    }
    let slow = FakeTransport::new(|_, _| Reply::Lost(TransportStage::ConnectTimeout));
    let result = call::<PostThings>(&slow).await;
    assert!(
        !result
            .as_ref()
            .expect_err("no connection")
            .may_have_been_applied()
    );
    assert_eq!(kind(result), TimeoutKind::Connect);
    assert_eq!(slow.sent().len(), 3);
}

#[tokio::test]
async fn a_dropped_call_leaves_the_client_usable() {
    let transport = FakeTransport::new(|_, number| match number {
        0 => Reply::Silence,
        _ => Reply::status(200),
    });
    let core = core(config(&transport, &FakeClock::new()));
    let dropped = tokio::spawn(ListThings(RequestBuilder::new(&core)).into_future());
    tokio::task::yield_now().await;
    dropped.abort();
    ListThings(RequestBuilder::new(&core))
        .await
        .expect("a response");
}

#[tokio::test]
async fn a_body_is_read_up_to_its_limit() {
    // Status, length of the body, whether its length is announced, whether it is read.
    let table = [
        (200, 10, false, true),
        (200, 11, false, false),
        (200, 11, true, false),
        (400, 5, false, true),
        (400, 6, false, false),
        (400, 6, true, false),
        (503, 6, false, false),
    ];
    for (status, length, announced, whole) in table {
        let transport = FakeTransport::new(move |_, _| {
            let body = format!("\"{}\"", "x".repeat(length - 2));
            let reply = Reply::json(status, &body);
            match announced {
                true => reply.with("content-length", &length.to_string()),
                false => reply,
            }
        });
        let settings = config(&transport, &FakeClock::new());
        let core = core(settings.with_response_limit(10).with_error_limit(5));
        let result = ListThings(RequestBuilder::new(&core)).send().await;
        let too_large = matches!(result, Err(Error::TooLarge(_)));
        assert_eq!(too_large, !whole, "{status} {length}");
        if let Err(Error::TooLarge(failure)) = result {
            assert_eq!(failure.status().map(|status| status.as_u16()), Some(status));
            let kept = failure.body_bytes().expect("is kept").len();
            assert_eq!(kept, failure.cause().bytes());
            assert_eq!(failure.attempts(), if status == 503 { 3 } else { 1 });
        }
    }
}

/// The HTTP library hands a small body over in one piece, which is not copied.
#[tokio::test]
async fn a_body_that_comes_in_one_piece_is_read_up_to_its_limit() {
    for (status, length, is_whole) in [
        (400, 5, true),
        (400, 6, false),
        (200, 10, true),
        (200, 11, false),
    ] {
        let body = format!("\"{}\"", "x".repeat(length - 2));
        let server = Server::start(vec![response(status, "", body.as_bytes())]).await;
        let settings = server.config().with_response_limit(10).with_error_limit(5);
        let result = ListThings(RequestBuilder::new(&core(settings))).await;
        let Err(Error::TooLarge(failure)) = result else {
            assert!(is_whole, "{status} {length}: {result:?}");
            continue;
        };
        assert!(!is_whole, "{status} {length}");
        let limit = failure.cause().bytes();
        assert_eq!(limit, if status == 200 { 10 } else { 5 });
        let kept = failure.body_bytes().expect("is kept");
        // Nobody waits for the body of a success that is too large.
        assert!(kept.len() == limit || status == 200 && kept.is_empty());
    }
}

#[tokio::test]
async fn a_length_that_is_a_lie_costs_neither_memory_nor_the_body() {
    let huge = "18446744073709551615";
    let table: [(Option<&'static str>, &'static [&'static [u8]]); 5] = [
        (None, &[b"", b"{}"]),
        (Some("0"), &[b"", b"{}"]),
        (Some("1"), &[b"{", b"}"]),
        (Some("100"), &[b"{}"]),
        (Some(huge), &[b"{", b"}"]),
    ];
    for (length, pieces) in table {
        let transport = FakeTransport::new(move |_, _| Reply::Pieces(length, pieces.to_vec()));
        let settings = config(&transport, &FakeClock::new()).with_response_limit(usize::MAX);
        let value = ListThings(RequestBuilder::new(&core(settings))).await;
        assert_eq!(
            value.expect("is whole"),
            serde_json::json!({}),
            "{length:?}"
        );
    }
}

#[tokio::test]
async fn a_time_limit_that_is_reached_in_the_body_keeps_what_came() {
    // What the head says, and how often GET and POST are sent: an error is an error, even
    // where its body never ends.
    for (status, gets, posts) in [(200, 3, 1), (404, 1, 1), (429, 3, 3), (503, 3, 1)] {
        let stalled = FakeTransport::new(move |_, _| Reply::Stalled(status, vec![b"{\"a\""]));
        let clock = FakeClock::reaching(SleepPurpose::AttemptLimit);
        let core = core(config(&stalled, &clock));
        let errors = [
            (ListThings(RequestBuilder::new(&core)).await, gets),
            (PostThings(RequestBuilder::new(&core)).await, posts),
        ];
        for (result, attempts) in errors {
            let error = result.expect_err("takes too long");
            assert_eq!(error.attempts(), attempts, "{status}");
            assert_eq!(error.status().map(|found| found.as_u16()), Some(status));
            let body = error.body_bytes().map(|bytes| bytes.as_ref());
            assert_eq!(body, Some(&b"{\"a\""[..]));
            assert_eq!(kind::<(), _>(Err(error)), TimeoutKind::Attempt);
        }
    }
}

#[tokio::test]
async fn the_length_of_a_body_that_does_not_come_is_no_matter() {
    let unchanged = || Reply::body(304, "text/plain", b"").with("content-length", "99999999999");
    let error = call::<ListThings>(&FakeTransport::new(move |_, _| unchanged())).await;
    assert!(
        matches!(error, Err(Error::UndocumentedStatus(_))),
        "{error:?}"
    );
    let reply = || Reply::body(200, "text/plain", b"").with("content-length", "99999999999");
    let error = call::<HeadThings>(&FakeTransport::new(move |_, _| reply())).await;
    assert!(
        matches!(error, Err(Error::Decode(_))),
        "it is read, but is no JSON"
    );
}

#[tokio::test]
async fn a_body_that_breaks_off_keeps_status_and_what_came() {
    let transport = FakeTransport::new(|_, _| Reply::Broken(400, vec![b"{\"a\"", b":1"]));
    let error = call::<PostThings>(&transport)
        .await
        .expect_err("breaks off");
    assert!(matches!(error, Error::Transport(_)));
    assert_eq!(error.status().map(|status| status.as_u16()), Some(400));
    assert_eq!(
        error.body_bytes().map(|bytes| bytes.as_ref()),
        Some(&b"{\"a\":1"[..])
    );
    assert!(!error.may_have_been_applied(), "400 is a refusal");
    let transport = FakeTransport::new(|_, _| Reply::Broken(200, vec![b"{"]));
    let error = call::<PostThings>(&transport)
        .await
        .expect_err("breaks off");
    assert!(error.may_have_been_applied() && !error.is_retryable());
    assert_eq!(transport.sent().len(), 1);
}

/// An error says what went wrong, however large its body is.
#[tokio::test]
async fn an_error_above_its_limit_keeps_what_fits() {
    const LIMIT: usize = 64 * 1024;
    let start = r#"{"detailCode":"500.1","more":[{"detailCode":"x"}],"trackingId":7,"text":""#;
    let filler = "x".repeat(70_000);
    let last = r#"{"text":""#;
    // Body, and what is shown of it.
    let table = [
        (
            format!("{start}{filler}\"}}"),
            r#" detailCode="500.1" trackingId=7"#,
        ),
        // What comes after the limit is lost.
        (format!(r#"{last}{filler}","detailCode":"500.1"}}"#), ""),
        (format!(r#"{{"detailCode":"{filler}"}}"#), ""),
        (filler.clone(), ""),
    ];
    for announced in [true, false] {
        for (body, shown) in table.clone() {
            let length = body.len().to_string();
            let sent = body.clone();
            let transport = FakeTransport::new(move |_, _| {
                let reply = Reply::json(500, &body);
                match announced {
                    true => reply.with("content-length", &length),
                    false => reply,
                }
            });
            let error = call::<PutThings>(&transport).await.expect_err("500");
            assert!(matches!(error, Error::TooLarge(_)), "{error}");
            let said = "the body is larger than 65536 bytes";
            assert_eq!(error.to_string(), format!("PutThings: 500{shown} {said}"));
            let kept = error.body_bytes().expect("is kept");
            assert_eq!(&kept[..], &sent.as_bytes()[..LIMIT]);
        }
    }
    // The same where the connection breaks.
    let pieces: Vec<&[u8]> = vec![br#"{"detailCode":"500.1","text":"#];
    let transport = FakeTransport::new(move |_, _| Reply::Broken(500, pieces.clone()));
    let error = call::<PutThings>(&transport).await.expect_err("500");
    assert!(
        error.to_string().contains(r#"500 detailCode="500.1" "#),
        "{error}"
    );
}
