//! Runtimes that end while a call waits in them, and such that lack what calls need.

use sailpoint_sim::Error;
use sailpoint_sim::runtime::TransportStage;
use serde_json::json;
use tokio::runtime::{Builder, Runtime};

use super::token_endpoint::TOKEN_PATH;
use super::{Call, new, success};
use crate::clock::TestClock;
use crate::config;
use crate::server::{Reply, Server, Signal};

/// Gives no token at the first request for one.
async fn server() -> Server {
    let never = Signal::default();
    let mut is_first = true;
    Server::responding(move |request| {
        if request.path != TOKEN_PATH {
            return success();
        }
        let token = Reply::json(200, &json!({"access_token": "t"}));
        match std::mem::take(&mut is_first) {
            true => token.after(&never),
            false => token,
        }
    })
    .await
}

/// Of two callers that wait for one token, the first goes away with its runtime.
#[test]
fn a_renewal_whose_runtime_ends_is_begun_again_by_who_waits_elsewhere() {
    for first in [Builder::new_current_thread(), Builder::new_multi_thread()] {
        let elsewhere = Runtime::new().expect("there are threads");
        let server = elsewhere.block_on(server());
        // With the computer's clock, whose timers belong to a runtime.
        let client = new(config::with_client_credentials_and_real_clock(&server));
        let mut first = first;
        let first = first.enable_all().build().expect("a runtime can be had");
        let caller = client.clone();
        first.spawn(async move { Call::Post.send(&caller).await });
        first.block_on(server.received(1));

        let second = Builder::new_current_thread().enable_all().build();
        let second = second.expect("a runtime can be had");
        let waiter = second.spawn(async move { Call::Post.send(&client).await });
        second.block_on(async {
            for _ in 0..10 {
                tokio::task::yield_now().await;
            }
        });
        assert!(!waiter.is_finished(), "it waits for the token");
        drop(first);
        let outcome = second.block_on(waiter).expect("it does not panic");
        assert_eq!(outcome.expect("a response").attempts(), 1);
        let posts = server.requests().into_iter();
        assert_eq!(
            posts.filter(|request| request.path != TOKEN_PATH).count(),
            1
        );
    }
}

#[test]
fn a_runtime_that_lacks_what_calls_need_is_an_error() {
    let elsewhere = Runtime::new().expect("there are threads");
    let server = elsewhere.block_on(Server::responding(|_| success()));
    let (mut only_io, mut only_time, mut nothing) = (
        Builder::new_current_thread(),
        Builder::new_current_thread(),
        Builder::new_current_thread(),
    );
    only_io.enable_io();
    only_time.enable_time();
    for (builder, named) in [
        (&mut only_io, "no timers"),
        (&mut only_time, "IO is disabled"),
        (&mut nothing, "no timers"),
    ] {
        let runtime = builder.build().expect("a runtime can be had");
        for call in Call::BOTH {
            // A client of its own, and one with a token to fetch.
            let client = new(config::with_token(&server));
            let error = runtime.block_on(call.send(&client)).expect_err(named);
            assert!(error.to_string().contains(named), "{error}");
            assert_eq!((error.attempts(), error.is_retryable()), (1, false));
            assert!(!error.may_have_been_applied());
            match error {
                Error::Transport(failure) => {
                    assert_eq!(failure.cause().stage(), TransportStage::Connect);
                }
                other => panic!("{other}"),
            }
            let client = new(config::with_client_credentials_and_real_clock(&server));
            let error = runtime.block_on(call.send(&client)).expect_err(named);
            assert!(matches!(error, Error::Credentials(_)), "{error}");
            assert!(error.to_string().contains(named), "{error}");
        }
    }
    assert!(server.requests().is_empty());
}

/// A client whose connections are of a runtime that is gone makes new ones.
#[test]
fn a_client_outlives_its_runtimes() {
    let elsewhere = Runtime::new().expect("there are threads");
    let server = elsewhere.block_on(Server::responding(|_| success()));
    let client = new(config::with_clock(server.origin(), &TestClock::new()));
    for count in 1..=3 {
        let runtime = Builder::new_current_thread().enable_all().build();
        let runtime = runtime.expect("a runtime can be had");
        let response = runtime.block_on(Call::Post.send(&client));
        assert_eq!(response.expect("a response").attempts(), 1);
        assert_eq!(server.requests().len(), count);
    }
}
