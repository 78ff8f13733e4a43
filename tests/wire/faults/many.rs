//! Many calls at once, some of which go wrong, and calls that are given up.

use std::collections::HashMap;

use sailpoint_sim::runtime::Jitter;
use sailpoint_sim::v2025::Client;
use tokio::task::JoinSet;

use super::{Call, client, new, stored, success};
use crate::clock::TestClock;
use crate::config;
use crate::server::{Recorded, Reply, Server, Signal, Step};

const CALLS: usize = 1_000;

/// No pause at all: the calls share one clock, and their pauses would add up on it.
pub(super) struct Never;

impl Jitter for Never {
    fn sample(&self) -> f64 {
        0.0
    }
}

/// Which calls fail: a tenth of them, each tenth of those for ever.
fn is_faulty(id: usize) -> bool {
    id.is_multiple_of(10)
}

fn fails_for_ever(id: usize) -> bool {
    id.is_multiple_of(100)
}

/// A fault, of a different kind for each call.
fn fault(id: usize) -> Reply {
    let json = ("content-type", "application/json");
    match id / 10 % 6 {
        0 => Reply::scripted([Step::Reset]),
        1 => Reply::html(503, "<p>later</p>"),
        2 => Reply::json(429, &serde_json::json!({})),
        3 => Reply::scripted([
            Step::head(200, &[json, ("content-length", "9")]),
            Step::Write(b"{".into()),
            Step::Close,
        ]),
        4 => Reply::scripted([
            Step::head(200, &[json, ("transfer-encoding", "chunked")]),
            Step::Write(b"zz\r\n".into()),
        ]),
        _ => Reply::scripted([Step::Write(b"HTTP/1.1 2".into()), Step::Reset]),
    }
}

/// Whether what comes is not HTTP, so that the call is not sent again.
fn is_malformed(id: usize) -> bool {
    is_faulty(id) && id / 10 % 6 == 4
}

fn id_of(request: &Recorded) -> usize {
    let id = request.path.rsplit('/').next();
    id.and_then(|id| id.parse().ok())
        .expect("the path ends with the call's number")
}

/// The call's number, its name or the end of its error, and its attempts.
async fn call(client: Client, id: usize) -> (usize, Result<String, String>, usize) {
    match client.get_sim_integration(id.to_string()).send().await {
        Ok(response) => {
            let attempts = response.attempts() as usize;
            (id, Ok(response.into_value().name), attempts)
        }
        Err(error) => (id, Err(error.to_string()), error.attempts() as usize),
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_thousand_calls_with_a_tenth_of_faults_are_all_accounted_for() {
    rlimit::increase_nofile_limit(8_192).expect("two sockets a call can be had");
    let mut seen: HashMap<usize, usize> = HashMap::new();
    let server = Server::responding(move |request| {
        let id = id_of(request);
        let earlier = seen.entry(id).or_default();
        *earlier += 1;
        match is_faulty(id) && (*earlier == 1 || fails_for_ever(id)) {
            true => fault(id),
            false => Reply::json(200, &stored(&id.to_string())),
        }
    })
    .await;
    let config = config::with_clock(server.origin(), &TestClock::new()).with_jitter(Never);
    let client = new(config);
    let calls: JoinSet<_> = (0..CALLS).map(|id| call(client.clone(), id)).collect();
    let outcomes = calls.join_all().await;

    assert_eq!(outcomes.len(), CALLS);
    let mut sent: HashMap<usize, usize> = HashMap::new();
    for request in server.requests() {
        *sent.entry(id_of(&request)).or_default() += 1;
    }
    for (id, outcome, attempts) in outcomes {
        let expected = match (is_faulty(id), fails_for_ever(id)) {
            _ if is_malformed(id) => 1,
            (_, true) => 3,
            (true, false) => 2,
            (false, false) => 1,
        };
        assert_eq!(attempts, expected, "call {id}: {outcome:?}");
        assert_eq!(sent.remove(&id), Some(attempts), "call {id}");
        match fails_for_ever(id) || is_malformed(id) {
            true => assert!(outcome.is_err(), "call {id}: {outcome:?}"),
            false => assert_eq!(outcome, Ok(id.to_string())),
        }
    }
    assert!(sent.is_empty(), "requests of nobody: {sent:?}");
}

#[tokio::test]
async fn a_dropped_call_leaves_the_client_usable() {
    let never = Signal::default();
    let head = Step::head(200, &[("content-length", "9")]);
    let stages = [
        success().after(&never),
        Reply::scripted([head.clone(), Step::Wait(Signal::clone(&never))]),
        Reply::scripted([head, Step::Write(b"{".into()), Step::Wait(never)]),
    ];
    let server = Server::start(stages.into_iter().flat_map(|stage| [stage, success()])).await;
    let (client, _) = client(&server);
    for stage in 0..3 {
        let dropped = client.clone();
        let dropped = tokio::spawn(async move { Call::Get.send(&dropped).await });
        server.received(2 * stage + 1).await;
        dropped.abort();
        assert!(dropped.await.is_err_and(|error| error.is_cancelled()));
        let response = Call::Get.send(&client).await.expect("a response");
        assert_eq!(response.attempts(), 1);
    }
    drop(Call::Get.send(&client));
    assert_eq!(
        server.requests().len(),
        6,
        "a call that is not awaited sends nothing"
    );
}
