//! Connections that fail: at which stage, how often the request is sent, and what
//! is told of it.

use sailpoint_sim::Error;
use sailpoint_sim::runtime::{TransportError, TransportStage};

use super::{Call, Outcome, client, new, success};
use crate::clock::TestClock;
use crate::config;
use crate::server::{Reply, Server, Step, refusing};

struct Fault {
    name: &'static str,
    response: fn() -> Reply,
    stage: TransportStage,
    /// Whether what came is not HTTP, which another attempt would not change.
    is_permanent: bool,
    /// What is known of the response: its status, and its body as far as it came.
    seen: Option<(u16, &'static [u8])>,
}

const JSON: (&str, &str) = ("content-type", "application/json");

#[expect(clippy::too_many_lines, reason = "a table")]
fn faults() -> [Fault; 8] {
    [
        Fault {
            name: "reset before the head",
            response: || Reply::scripted([Step::Reset]),
            stage: TransportStage::Request,
            is_permanent: false,
            seen: None,
        },
        Fault {
            name: "closed before the head",
            response: || Reply::scripted([Step::Close]),
            stage: TransportStage::Request,
            is_permanent: false,
            seen: None,
        },
        Fault {
            name: "reset in the head",
            response: || {
                Reply::scripted([Step::Write(b"HTTP/1.1 200 \r\ncont".into()), Step::Reset])
            },
            stage: TransportStage::Request,
            is_permanent: false,
            seen: None,
        },
        Fault {
            name: "no head at all",
            response: || Reply::scripted([Step::Write(b"\x16\x03\x01 nonsense\r\n\r\n".into())]),
            stage: TransportStage::Request,
            is_permanent: true,
            seen: None,
        },
        Fault {
            name: "reset in the body",
            response: || {
                let head = Step::head(200, &[JSON, ("content-length", "100")]);
                Reply::scripted([head, Step::Write(b"{\"name\"".into()), Step::Reset])
            },
            stage: TransportStage::Body,
            is_permanent: false,
            seen: Some((200, b"{\"name\"")),
        },
        Fault {
            name: "shorter than announced",
            response: || {
                let head = Step::head(200, &[JSON, ("content-length", "100")]);
                Reply::scripted([head, Step::Write(b"{}".into()), Step::Close])
            },
            stage: TransportStage::Body,
            is_permanent: false,
            seen: Some((200, b"{}")),
        },
        Fault {
            name: "a chunk without a length",
            response: || {
                let head = Step::head(200, &[JSON, ("transfer-encoding", "chunked")]);
                Reply::scripted([head, Step::Write(b"2\r\n{}\r\nzz\r\n".into())])
            },
            stage: TransportStage::Body,
            is_permanent: true,
            seen: Some((200, b"{}")),
        },
        Fault {
            name: "chunks without an end",
            response: || {
                let head = Step::head(200, &[JSON, ("transfer-encoding", "chunked")]);
                Reply::scripted([head, Step::Write(b"2\r\n{}\r\n".into()), Step::Close])
            },
            stage: TransportStage::Body,
            is_permanent: false,
            seen: Some((200, b"{}")),
        },
    ]
}

#[track_caller]
fn lost(outcome: &Outcome) -> &TransportError {
    match outcome {
        Err(Error::Transport(failure)) => failure.cause(),
        other => panic!("expected a lost connection: {other:?}"),
    }
}

#[tokio::test]
async fn each_fault_is_told_by_its_stage_with_all_that_came() {
    for fault in faults() {
        for call in Call::BOTH {
            let server = Server::responding(move |_| (fault.response)()).await;
            let outcome = call.send(&client(&server).0).await;
            assert_eq!(lost(&outcome).stage(), fault.stage, "{}", fault.name);
            assert!(!lost(&outcome).never_left(), "{}", fault.name);
            let is_permanent = lost(&outcome).is_permanent();
            assert_eq!(is_permanent, fault.is_permanent, "{}", fault.name);
            let error = outcome.expect_err("it was lost");
            let status = error.status().map(|status| status.as_u16());
            let body = error.body_bytes().map(|body| &body[..]);
            assert_eq!(status.zip(body), fault.seen, "{}", fault.name);
        }
    }
}

#[tokio::test]
async fn a_call_that_may_be_repeated_is_and_another_is_sent_once() {
    for fault in faults() {
        for call in Call::BOTH {
            let is_repeated = call == Call::Get && !fault.is_permanent;
            let requests = if is_repeated { 3 } else { 1 };
            let server = Server::responding(move |_| (fault.response)()).await;
            let (client, clock) = client(&server);
            let error = call.send(&client).await.expect_err("it was lost");
            let name = fault.name;
            assert_eq!(server.requests().len(), requests, "{name}, {call:?}");
            assert_eq!(error.attempts() as usize, requests, "{name}, {call:?}");
            assert_eq!(clock.pauses(), [250, 500][..requests - 1], "{name}");
            assert_eq!(error.is_retryable(), is_repeated, "{name}");
            assert_eq!(error.may_have_been_applied(), call == Call::Post, "{name}");
        }
    }
}

#[tokio::test]
async fn a_call_outlives_a_fault_that_passes() {
    for fault in faults().into_iter().filter(|fault| !fault.is_permanent) {
        let server = Server::start([(fault.response)(), success()]).await;
        let response = Call::Get.send(&client(&server).0).await;
        let response = response.unwrap_or_else(|error| panic!("{}: {error}", fault.name));
        assert_eq!(response.attempts(), 2, "{}", fault.name);
        assert_eq!(response.value().name, "a");
    }
}

#[tokio::test]
async fn a_refused_connection_lets_every_call_try_again() {
    let (_port, origin) = refusing();
    for call in Call::BOTH {
        let clock = TestClock::new();
        let client = new(config::with_clock(&origin, &clock));
        let outcome = call.send(&client).await;
        assert_eq!(lost(&outcome).stage(), TransportStage::Connect, "{call:?}");
        assert!(lost(&outcome).never_left(), "{call:?}");
        let error = outcome.expect_err("it was refused");
        assert_eq!(clock.pauses(), [250, 500], "{call:?}");
        assert_eq!(error.attempts(), 3, "{call:?}");
        assert!(error.is_retryable() && !error.may_have_been_applied());
        assert!(error.to_string().contains("refused"), "{error}");
    }
}

/// The server closes a connection that the client keeps for later.
#[tokio::test]
async fn a_kept_connection_that_was_closed_meanwhile_is_not_used() {
    for call in Call::BOTH {
        let body = super::stored("a").to_string();
        let head = Step::head(
            200,
            &[JSON, ("content-length", body.len().to_string().as_str())],
        );
        let closing = Reply::scripted([head, Step::Write(body.into()), Step::Close]);
        let server = Server::start([closing, success()]).await;
        let (client, clock) = client(&server);
        for _ in 0..2 {
            let response = call.send(&client).await.expect("a response");
            assert_eq!(response.attempts(), 1, "{call:?}");
            // The end of the connection comes to the client's notice.
            for _ in 0..50 {
                tokio::task::yield_now().await;
            }
        }
        assert_eq!(server.requests().len(), 2, "{call:?}");
        assert!(clock.pauses().is_empty(), "{call:?}");
    }
}

/// The server closes a kept connection just when the next request comes over it.
#[tokio::test]
async fn a_kept_connection_that_closes_under_a_request_is_a_lost_request() {
    for (call, requests) in [(Call::Get, 3), (Call::Post, 2)] {
        let close = Reply::scripted([Step::Close]);
        let server = Server::start([success(), close, success()]).await;
        let (client, _) = client(&server);
        call.send(&client).await.expect("a response");
        let outcome = call.send(&client).await;
        assert_eq!(server.requests().len(), requests, "{call:?}");
        match call {
            Call::Get => assert_eq!(outcome.expect("sent again").attempts(), 2),
            Call::Post => assert!(outcome.expect_err("lost").may_have_been_applied()),
        }
    }
}
