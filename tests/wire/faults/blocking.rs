//! Calls without async, on real sockets.

use sailpoint_sim::Error;
use sailpoint_sim::v2025::Client;
use serde_json::json;
use tokio::runtime::Runtime;

use super::success;
use crate::clock::TestClock;
use crate::config;
use crate::server::{Reply, Server, Step};

#[test]
fn a_call_waits_for_its_response_and_outlives_faults() {
    let elsewhere = Runtime::new().expect("there are threads");
    let responses = [
        Reply::scripted([Step::Reset]),
        Reply::html(503, ""),
        success(),
    ];
    let server = elsewhere.block_on(Server::start(responses));
    let clock = TestClock::new();
    let config = config::with_clock(server.origin(), &clock);
    let client = Client::blocking(config).expect("the settings are complete");
    let response = client.get_sim_integration("1").send().expect("a response");
    assert_eq!(
        (response.attempts(), response.value().name.as_str()),
        (3, "a")
    );
    assert_eq!(clock.pauses(), [250, 500]);
}

#[test]
fn threads_share_a_client_and_its_token() {
    let elsewhere = Runtime::new().expect("there are threads");
    let server = elsewhere.block_on(Server::responding(|request| match request.path.as_str() {
        "/oauth/token" => Reply::json(200, &json!({"access_token": "t", "expires_in": 60})),
        _ => success(),
    }));
    let config = config::with_client_credentials(&server, &TestClock::new());
    let client = Client::blocking(config).expect("the settings are complete");
    std::thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| client.get_sim_integration("1").send().expect("a response"));
        }
    });
    assert_eq!(server.requests().len(), 1 + 8);
}

#[tokio::test]
async fn inside_an_async_runtime_it_is_an_error_and_nothing_is_sent() {
    let server = Server::start([]).await;
    let client = Client::blocking(config::with_token(&server)).expect("the settings are complete");
    match client.get_sim_integration("1").send() {
        Err(Error::InvalidInput(failure)) => {
            assert!(failure.to_string().contains("async runtime"), "{failure}");
        }
        other => panic!("it gave {other:?}"),
    }
    assert!(server.requests().is_empty());
    // Nor does the end of the client panic in here.
    drop(client);
}
