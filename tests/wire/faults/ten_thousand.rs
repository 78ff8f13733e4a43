//! Ten thousand calls, a tenth of which meet a fault. What the client tells of each is
//! compared with what the server saw of it.

use std::collections::HashMap;

use sailpoint_sim::runtime::CallContext;
use sailpoint_sim::v2025::Client;
use sailpoint_sim::v2025::models::{JsonPatchOperation, SimIntegrationDetails};
use serde_json::{from_value, json};
use tokio::task::JoinSet;

use super::{new, stored};
use crate::clock::TestClock;
use crate::config;
use crate::server::{Recorded, Reply, Server, Step};

const CALLS: usize = 10_000;

/// As many at once.
const CALLERS: usize = 16;

/// What each call is, in turns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Get,
    Post,
    Patch,
    Delete,
}

impl Kind {
    const ALL: [Self; 4] = [Self::Get, Self::Post, Self::Patch, Self::Delete];

    fn of(id: usize) -> Self {
        Self::ALL[id % Self::ALL.len()]
    }

    fn is_idempotent(self) -> bool {
        matches!(self, Self::Get | Self::Delete)
    }
}

/// What the client tells of a call.
#[derive(Debug)]
struct Told {
    is_success: bool,
    attempts: usize,
    may_have_been_applied: bool,
}

impl Told {
    fn of(error: &CallContext) -> Self {
        Self {
            is_success: false,
            attempts: error.attempts() as usize,
            may_have_been_applied: error.may_have_been_applied(),
        }
    }

    fn success(attempts: u32) -> Self {
        Self {
            is_success: true,
            attempts: attempts as usize,
            may_have_been_applied: true,
        }
    }
}

async fn call(client: &Client, id: usize) -> Told {
    let text = id.to_string();
    let patch = [JsonPatchOperation::replace("/name", "a")];
    let details = json!({"name": text, "description": "d", "type": "t", "attributes": {}});
    let details: SimIntegrationDetails = from_value(details).expect("it decodes");
    macro_rules! told {
        ($request:expr) => {
            match $request.send().await {
                Ok(response) => Told::success(response.attempts()),
                Err(error) => Told::of(&error),
            }
        };
    }
    match Kind::of(id) {
        Kind::Get => told!(client.get_sim_integration(text)),
        Kind::Post => told!(client.create_sim_integration(details)),
        Kind::Patch => told!(client.patch_sim_attributes(text, patch)),
        Kind::Delete => told!(client.delete_sim_integration(text)),
    }
}

fn id_of(request: &Recorded) -> usize {
    let named = request.json().filter(|_| request.method == "POST");
    let id = match &named {
        Some(body) => body["name"].as_str(),
        None => request.path.rsplit('/').next(),
    };
    id.and_then(|id| id.parse().ok())
        .expect("each call has its number")
}

/// A response, and whether the server acted on the request.
fn respond(id: usize, number: usize) -> (Reply, bool) {
    let success = match Kind::of(id) {
        Kind::Delete => Reply::empty(204),
        _ => Reply::json(200, &stored("a")),
    };
    // Every tenth request of each kind, with a fault of its own.
    if number / Kind::ALL.len() % 10 != 3 {
        return (success, true);
    }
    let then = |step| Reply::scripted(success.clone().into_steps().into_iter().chain([step]));
    match number / (10 * Kind::ALL.len()) % 8 {
        0 => (Reply::scripted([Step::Reset]), true),
        1 => (Reply::scripted([Step::Close]), true),
        2 => (Reply::json(429, &json!({})), false),
        3 => (Reply::json(503, &json!({})), true),
        4 => (
            Reply::scripted([Step::Write(b"HTTP/1.1 2".into()), Step::Reset]),
            true,
        ),
        5 => (
            Reply::scripted([
                Step::head(200, &[("content-length", "9")]),
                Step::Write(b"{".into()),
                Step::Close,
            ]),
            true,
        ),
        // Whole, but the connection can't be used again.
        6 => (then(Step::Close), true),
        _ => (then(Step::Reset), true),
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn ten_thousand_calls_are_told_as_the_server_saw_them() {
    let mut number = 0;
    let (acted, acts) = std::sync::mpsc::channel();
    let server = Server::responding(move |request| {
        number += 1;
        let id = id_of(request);
        let (response, has_acted) = respond(id, number);
        acted.send((id, has_acted)).expect("the test listens");
        response
    })
    .await;
    let client =
        new(config::with_clock(server.origin(), &TestClock::new()).with_jitter(super::many::Never));
    let mut callers = JoinSet::new();
    for caller in 0..CALLERS {
        let client = client.clone();
        callers.spawn(async move {
            let mut told = Vec::new();
            for id in (caller..CALLS).step_by(CALLERS) {
                told.push((id, call(&client, id).await));
            }
            told
        });
    }
    let told: Vec<_> = callers.join_all().await.into_iter().flatten().collect();
    let (mut seen, mut done) = (HashMap::new(), HashMap::new());
    for (id, has_acted) in acts.try_iter() {
        *seen.entry(id).or_insert(0) += 1;
        *done.entry(id).or_insert(0) += usize::from(has_acted);
    }
    assert_eq!(told.len(), CALLS);
    let attempts: usize = told.iter().map(|(_, told)| told.attempts).sum();
    let mut unseen = 0;
    for (id, told) in told {
        let seen = seen.remove(&id).unwrap_or(0);
        let done = done.remove(&id).unwrap_or(0);
        let kind = Kind::of(id);
        // A request that leaves just when the server closes the connection is not seen.
        assert!(
            told.attempts >= seen,
            "call {id}, {kind:?}, seen {seen} times: {told:?}"
        );
        unseen += told.attempts - seen;
        assert!(
            !told.is_success || done > 0,
            "call {id}, {kind:?}: {told:?}"
        );
        if !kind.is_idempotent() {
            assert!(
                done <= 1,
                "call {id}, {kind:?} was done {done} times: {told:?}"
            );
            assert!(
                told.may_have_been_applied || done == 0,
                "call {id}, {kind:?}: {told:?}"
            );
        }
    }
    assert!(seen.is_empty(), "requests of nobody: {seen:?}");
    println!("{CALLS} calls, {attempts} attempts, of which the server did not see {unseen}");
}
