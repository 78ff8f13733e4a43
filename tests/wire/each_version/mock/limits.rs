//! What the mock server does not remember, wait for, or take.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::time::Duration;

use sailpoint_sim::mock;
use serde_json::json;

use super::super::INTEGRATIONS;
use super::super::api::Client;
use super::super::api::models::SimIntegrationDetails;

/// Sends bytes, and gives what comes until the connection is closed.
fn exchanged(origin: &str, request: &str) -> String {
    let address = origin.trim_start_matches("http://");
    let mut stream = TcpStream::connect(address).expect("it listens");
    stream.write_all(request.as_bytes()).expect("it is sent");
    let mut response = String::new();
    // A connection that is reset has ended, too.
    let _ = stream.read_to_string(&mut response);
    response
}

#[test]
fn a_method_that_the_path_lacks_names_those_it_has() {
    let mock = mock::start().expect("a free port");
    let path = INTEGRATIONS;
    let request = format!("DELETE {path} HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n");
    let response = exchanged(mock.base_url(), &request);
    assert!(response.starts_with("HTTP/1.1 405 "), "{response}");
    assert!(response.contains("\r\nallow: GET, POST\r\n"), "{response}");
    assert_eq!(mock.take_failures().len(), 1);
}

#[test]
fn a_body_beyond_the_limit_is_refused_and_not_kept() {
    let mock = mock::builder().with_body_limit(100).start();
    let mock = mock.expect("a free port");
    for (length, status) in [(100, 400), (101, 413)] {
        let body = "x".repeat(length);
        let request = format!(
            "POST {INTEGRATIONS} HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\
             authorization: Bearer any\r\nx-sailpoint-experimental: true\r\n\
             content-type: application/json\r\ncontent-length: {length}\r\n\r\n{body}"
        );
        let response = exchanged(mock.base_url(), &request);
        let expected = format!("HTTP/1.1 {status} ");
        assert!(response.starts_with(&expected), "{length}: {response}");
    }
    let lengths = mock.requests().into_iter().map(|sent| sent.body.len());
    assert_eq!(lengths.collect::<Vec<_>>(), [100, 0]);
    assert_eq!(mock.take_failures().len(), 2);
}

#[test]
fn only_the_newest_requests_are_remembered() {
    let mock = mock::builder().with_request_limit(2).start();
    let mock = mock.expect("a free port");
    for path in ["/a", "/b", "/c"] {
        let request = format!("GET {path} HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n");
        exchanged(mock.base_url(), &request);
    }
    let paths = mock.requests().into_iter().map(|sent| sent.path);
    assert_eq!(paths.collect::<Vec<_>>(), ["/b", "/c"]);
    assert_eq!(mock.forgotten_requests(), 1);
    assert_eq!(mock.take_failures().len(), 3);
}

#[tokio::test]
async fn a_full_collection_takes_no_more() {
    let mock = mock::builder().empty().with_item_limit(2).start();
    let mock = mock.expect("a free port");
    let client = Client::new(mock.config()).expect("the settings are complete");
    let mut statuses = Vec::new();
    for _ in 0..2 {
        let details = serde_json::from_value(json!({"name": "One"}));
        let details: SimIntegrationDetails = details.expect("it decodes");
        let outcome = client.create_sim_integration(details).send().await;
        statuses.push(match outcome {
            Ok(response) => response.status().as_u16(),
            Err(error) => error.status().map_or(0, |status| status.as_u16()),
        });
    }
    assert_eq!(statuses, [200, 507]);
    let failures = mock.take_failures();
    assert!(
        failures[0].contains("the limit of this mock server"),
        "{failures:?}"
    );
}

#[test]
fn a_request_that_never_ends_is_not_waited_for() {
    let mock = mock::builder()
        .with_read_timeout(Duration::from_millis(20))
        .start();
    let mock = mock.expect("a free port");
    for begun in [
        String::new(),
        "GET / HT".to_owned(),
        format!("POST {INTEGRATIONS} HTTP/1.1\r\nhost: a\r\ncontent-length: 9\r\n\r\nx"),
    ] {
        // It returns only because the server closes the connection.
        let response = exchanged(mock.base_url(), &begun);
        assert!(!response.contains(" 200 "), "{begun}: {response}");
    }
    assert!(mock.requests().is_empty());
}
