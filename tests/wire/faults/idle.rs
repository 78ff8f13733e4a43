//! Connections that the server closes, or writes to, while the client keeps them for
//! later. The client's runtime only turns within calls, which is the hard case.

use std::time::Duration;

use sailpoint_sim::Error;
use sailpoint_sim::v2025::Client;
use sailpoint_sim::v2025::errors::SimIntegrationsError;
use sailpoint_sim::v2025::models::{ServiceDeskIntegrationDto, SimIntegrationDetails};
use serde_json::from_value;
use tokio::runtime::{Builder, Runtime};

use super::{Call, Outcome, new, stored};
use crate::server::{Reply, Server, Signal, Step};
use crate::{config, recording};

/// How often: a request that leaves by chance leaves seldom.
const TIMES: usize = 12;

/// What a server does with a connection after it responded.
#[derive(Clone, Copy, Debug)]
enum Then {
    /// It closes it.
    Close,
    /// It sends a second response, which nobody asked for.
    RespondAgain,
}

/// A server that does so when it is told to, after its responses to GET.
struct IdleServer {
    server: Server,
    go_on: Signal,
    done: Signal,
}

impl IdleServer {
    async fn start(then: Then) -> Self {
        let (go_on, done) = (Signal::default(), Signal::default());
        let (wait, tell) = (Signal::clone(&go_on), Signal::clone(&done));
        let server = Server::responding(move |request| {
            if request.method != "GET" {
                return respond(&request.method, vec![]);
            }
            let last = match then {
                Then::Close => vec![Step::Close],
                Then::RespondAgain => respond("nobody", vec![]).into_steps(),
            };
            let wait = Step::Wait(Signal::clone(&wait));
            let tell = Step::Tell(Signal::clone(&tell));
            let steps = [vec![wait], last, vec![tell]].concat();
            respond("GET", steps)
        });
        Self {
            server: server.await,
            go_on,
            done,
        }
    }

    /// Lets it do so, and waits until it did.
    async fn go_on(&self) {
        self.go_on.notify_one();
        self.done.notified().await;
    }

    fn count(&self, method: &str) -> usize {
        let requests = self.server.requests();
        let sent = requests.iter().filter(|request| request.method == method);
        sent.count()
    }
}

/// A success with this name, and then these steps.
fn respond(name: &str, then: Vec<Step>) -> Reply {
    let mut steps = Reply::json(200, &stored(name)).into_steps();
    steps.extend(then);
    Reply::scripted(steps)
}

fn elsewhere() -> Runtime {
    Runtime::new().expect("there are threads")
}

#[track_caller]
fn assert_success(outcome: &Outcome, name: &str) {
    match outcome {
        Ok(response) => {
            assert_eq!(
                (response.value().name.as_str(), response.attempts()),
                (name, 1)
            );
        }
        Err(error) => panic!("{error}"),
    }
}

#[test]
fn a_runtime_that_stood_still_sees_what_became_of_its_connections() {
    for then in [Then::Close, Then::RespondAgain] {
        let elsewhere = elsewhere();
        let server = elsewhere.block_on(IdleServer::start(then));
        let runtime = Builder::new_current_thread().enable_all().build();
        let runtime = runtime.expect("a runtime can be had");
        let client = new(config::with_token(&server.server));
        for time in 1..=TIMES {
            for (call, name) in [(Call::Get, "GET"), (Call::Post, "POST")] {
                let outcome = runtime.block_on(call.send(&client));
                assert_success(&outcome, name);
                if call == Call::Get {
                    elsewhere.block_on(server.go_on());
                }
            }
            assert_eq!(server.count("POST"), time, "{then:?}");
        }
    }
}

/// The only worker of a runtime computes between two calls.
#[test]
fn a_task_that_computed_for_long_sees_what_became_of_its_connections() {
    for then in [Then::Close, Then::RespondAgain] {
        let elsewhere = elsewhere();
        let server = elsewhere.block_on(IdleServer::start(then));
        let runtime = Builder::new_multi_thread()
            .worker_threads(1)
            .enable_all()
            .build();
        let runtime = runtime.expect("a runtime can be had");
        let client = new(config::with_token(&server.server));
        let handle = elsewhere.handle().clone();
        let task = runtime.spawn(async move {
            for time in 1..=TIMES {
                assert_success(&Call::Get.send(&client).await, "GET");
                std::thread::scope(|scope| {
                    let waited = scope.spawn(|| handle.block_on(server.go_on()));
                    waited.join().expect("it does not panic");
                });
                assert_success(&Call::Post.send(&client).await, "POST");
                assert_eq!(server.count("POST"), time);
            }
        });
        elsewhere.block_on(task).expect("it does not panic");
    }
}

#[test]
fn a_blocking_client_sees_what_became_of_its_connections() {
    for then in [Then::Close, Then::RespondAgain] {
        let elsewhere = elsewhere();
        let server = elsewhere.block_on(IdleServer::start(then));
        let client = Client::blocking(config::with_token(&server.server));
        let client = client.expect("the settings are complete");
        for time in 1..=TIMES {
            let outcome = client.get_sim_integration("1").send();
            assert_success(&outcome, "GET");
            elsewhere.block_on(server.go_on());
            let given: SimIntegrationDetails =
                from_value(recording::integration_given()).expect("it decodes");
            assert_success(&client.create_sim_integration(given).send(), "POST");
            assert_eq!(server.count("POST"), time, "{then:?}");
        }
    }
}

/// So that a server which closes idle connections after a second or two does not close
/// them just when they are used.
#[tokio::test]
async fn a_connection_is_kept_for_as_long_as_the_settings_say() {
    for (limit, is_kept) in [(Duration::ZERO, false), (Duration::from_secs(3600), true)] {
        let server = Server::responding(|_| respond("a", vec![])).await;
        let client = new(config::with_token(&server).with_pool_idle_timeout(limit));
        for _ in 0..2 {
            assert_success(&Call::Get.send(&client).await, "a");
        }
        assert_eq!(
            server.connections(),
            if is_kept { 1 } else { 2 },
            "{limit:?}"
        );
    }
}

/// Where the server closes the connection under the request, nobody knows what it did.
#[test]
fn a_blocking_post_that_is_lost_is_told_honestly() {
    let elsewhere = elsewhere();
    let close = Reply::scripted([Step::Close]);
    let server = elsewhere.block_on(Server::start([respond("a", vec![]), close]));
    let client = Client::blocking(config::with_token(&server));
    let client = client.expect("the settings are complete");
    client.get_sim_integration("1").send().expect("a response");
    let given: SimIntegrationDetails =
        from_value(recording::integration_given()).expect("it decodes");
    let outcome: Result<ServiceDeskIntegrationDto, Error<SimIntegrationsError>> = client
        .create_sim_integration(given)
        .send()
        .map(sailpoint_sim::Response::into_value);
    let error = outcome.expect_err("it is lost");
    assert!(error.may_have_been_applied() && !error.is_retryable());
    assert_eq!((error.attempts(), server.requests().len()), (1, 2));
}
