//! Closures and functions as sources of tokens.

use std::error::Error as _;
use std::num::ParseIntError;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use simgen_runtime::{AccessToken, BoxError, Credentials, Error, RequestBuilder};

use crate::support::*;

async fn read(text: &str) -> Result<u8, ParseIntError> {
    text.parse()
}

async fn fetched() -> Result<AccessToken, BoxError> {
    Ok(AccessToken::new(read("7").await?.to_string()))
}

/// What a call sends as `Authorization`, or the error that it fails with.
async fn sent(credentials: Credentials) -> Result<String, Error<AnyError>> {
    let transport = FakeTransport::statuses(&[200]);
    let config = config(&transport, &FakeClock::new()).with_credentials(credentials);
    SecureList(RequestBuilder::new(&core(config))).await?;
    let sent = transport.sent().remove(0);
    let header = sent.headers()["authorization"].to_str().expect("is text");
    Ok(header.to_owned())
}

/// Neither the closure nor its error is given a type.
#[tokio::test]
async fn a_closure_is_a_source() {
    let text = "own".to_owned();
    let own = move || {
        let text = text.clone();
        async move { Ok(AccessToken::new(text)) }
    };
    let table = [
        (
            Credentials::token_source(|| async { Ok(AccessToken::new("plain")) }),
            "Bearer plain",
        ),
        (
            Credentials::token_source(|| async {
                let number = read("5").await?;
                Ok(AccessToken::new(number.to_string()))
            }),
            "Bearer 5",
        ),
        (
            Credentials::token_source(async || Ok(AccessToken::new("async closure"))),
            "Bearer async closure",
        ),
        (Credentials::token_source(own), "Bearer own"),
        (Credentials::token_source(fetched), "Bearer 7"),
    ];
    for (credentials, expected) in table {
        assert_eq!(sent(credentials).await.expect("a response"), expected);
    }
}

#[tokio::test]
async fn what_a_closure_gives_is_kept_as_long_as_it_lasts() {
    static CALLS: AtomicUsize = AtomicUsize::new(0);
    let source = || async {
        let number = CALLS.fetch_add(1, Ordering::Relaxed);
        Ok(AccessToken::new(number.to_string()).with_lifetime(Duration::from_secs(100)))
    };
    let (transport, clock) = (FakeTransport::statuses(&[200, 200, 200]), FakeClock::new());
    let config = config(&transport, &clock).with_credentials(Credentials::token_source(source));
    let core = core(config);
    for (passed, calls) in [(0, 1), (89, 1), (1, 2)] {
        clock.advance(Duration::from_secs(passed));
        SecureList(RequestBuilder::new(&core))
            .await
            .expect("a response");
        assert_eq!(
            CALLS.load(Ordering::Relaxed),
            calls,
            "after {passed} s more"
        );
    }
}

#[expect(clippy::panic, reason = "what a closure of a caller may do")]
fn panics() -> std::future::Ready<Result<AccessToken, BoxError>> {
    panic!("no vault")
}

#[tokio::test]
async fn what_a_closure_fails_with_is_the_source_of_the_error() {
    let table = [
        (
            Credentials::token_source(|| async { Err("no vault".into()) }),
            "no vault",
        ),
        (
            Credentials::token_source(|| async {
                Ok(AccessToken::new(read("x").await?.to_string()))
            }),
            "invalid digit found in string",
        ),
        // Before there is a future.
        (Credentials::token_source(panics), "no vault"),
    ];
    for (credentials, expected) in table {
        let error = sent(credentials).await.expect_err("there is no token");
        let Error::Credentials(failure) = &error else {
            unreachable!("{error}");
        };
        let source = failure.cause().source().expect("the closure's");
        assert!(source.to_string().contains(expected), "{source}");
    }
}
