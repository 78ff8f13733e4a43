//! Compressed responses (RFC 9110 §8.4.1.3).

use std::io::Write as _;

use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::json;
use simgen_runtime::{Error, RequestBuilder};

use crate::support::server::{Server, response};
use crate::support::{ListThings, core};

fn compressed(status: u16, body: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(body).expect("memory takes everything");
    let body = encoder.finish().expect("memory takes everything");
    response(status, "content-encoding: gzip\r\n", &body)
}

#[tokio::test]
async fn a_compressed_response_is_asked_for_and_read() {
    let server = Server::start(vec![compressed(200, br#"{"a":1}"#)]).await;
    let core = core(server.config());
    let value = ListThings(RequestBuilder::new(&core))
        .await
        .expect("it is read");
    assert_eq!(value, json!({"a": 1}));
    let head = server.heads().remove(0);
    assert!(head.contains("\r\naccept-encoding: gzip\r\n"), "{head}");
}

#[tokio::test]
async fn a_response_that_swells_stops_being_read_at_the_limit() {
    const MIB: usize = 1024 * 1024;
    let bomb = vec![b' '; 4 * MIB];
    for (status, limit) in [(200, MIB), (400, 1_000)] {
        let sent = compressed(status, &bomb);
        assert!(sent.len() < MIB / 100, "it is small on the wire");
        let server = Server::start(vec![sent]).await;
        let settings = server.config();
        let settings = settings.with_response_limit(MIB).with_error_limit(1_000);
        let outcome = ListThings(RequestBuilder::new(&core(settings))).await;
        let Err(Error::TooLarge(failure)) = outcome else {
            panic!("{status}: {outcome:?}");
        };
        assert_eq!(failure.cause().bytes(), limit, "{status}");
        let kept = failure
            .body_bytes()
            .expect("it is kept as far as it was read");
        assert_eq!(kept.len(), limit, "{status}");
    }
}

#[tokio::test]
async fn a_compressed_response_that_breaks_off_is_an_error() {
    let mut sent = compressed(200, br#"{"a":1}"#);
    // The checksum at its end (RFC 1952 §2.3.1).
    let last = sent.len() - 8;
    sent[last] ^= 1;
    let server = Server::start(vec![sent]).await;
    let settings = server.config();
    let settings = settings.with_retry(simgen_runtime::RetryPolicy::none());
    let outcome = ListThings(RequestBuilder::new(&core(settings))).await;
    assert!(matches!(outcome, Err(Error::Transport(_))), "{outcome:?}");
}
