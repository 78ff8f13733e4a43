//! How the mock server responds: with what the document shows, and what it is told.

use std::time::Duration;

use sailpoint_sim::mock::{self, Reply};
use sailpoint_sim::runtime::TransportStage;
use sailpoint_sim::{Credentials, Error, RetryPolicy};
use serde_json::{Value, from_value, json, to_value};

use super::super::api::Client;
use super::super::api::errors::SimIntegrationsError;
use super::super::api::models::{ErrorResponseDto, JsonPatchOperation};
use super::super::api::sim_integrations::{DeleteSimIntegration, GetSimIntegration};
use super::super::{INTEGRATIONS, calls};
use super::{SHOWN, mock_and_client};
use crate::clock::TestClock;

/// A client of the mock server that never sends twice.
fn once(mock: &mock::Mock) -> Client {
    let config = mock.config().with_retry(RetryPolicy::none());
    Client::new(config).expect("the settings are complete")
}

#[tokio::test]
async fn every_operation_responds_with_what_the_document_shows() {
    let (mock, client) = mock_and_client();
    let body = calls::integration;
    let patch = || [JsonPatchOperation::replace("/name", "New")];
    client.get_sim_integrations().await.expect("they are shown");
    client.create_sim_integration(body()).await.expect("made");
    client
        .get_sim_integration(SHOWN)
        .await
        .expect("it is there");
    client
        .put_sim_integration(SHOWN, body())
        .await
        .expect("it is there");
    client
        .patch_sim_attributes(SHOWN, patch())
        .await
        .expect("it is there");
    client
        .patch_before_provisioning_rule(SHOWN, patch())
        .await
        .expect("it is there");
    client
        .delete_sim_integration(SHOWN)
        .await
        .expect("it is there");
    let requests = mock.requests();
    let mut asked: Vec<_> = requests
        .iter()
        .filter_map(|request| request.operation)
        .collect();
    asked.dedup();
    assert_eq!(asked.len(), 7, "{asked:?}");
}

#[test]
fn every_example_of_the_document_decodes_into_its_type() {
    let invalid_examples = mock::builder().invalid_examples();
    assert!(invalid_examples.is_empty(), "{invalid_examples:#?}");
}

#[tokio::test]
async fn requests_are_remembered_whole() {
    let (mock, client) = mock_and_client();
    let patch = [JsonPatchOperation::replace("/description", "New")];
    client
        .patch_sim_attributes(SHOWN, patch)
        .await
        .expect("it is there");
    let requests = mock.requests();
    let [request] = requests.as_slice() else {
        panic!("one request: {requests:?}");
    };
    assert_eq!(request.operation, Some("patchSIMAttributes"));
    assert_eq!(request.method, "PATCH");
    assert_eq!(request.path, format!("{INTEGRATIONS}/{SHOWN}"));
    assert_eq!(request.header("x-sailpoint-experimental"), Some("true"));
    assert_eq!(request.header("authorization"), Some("Bearer mock-token"));
    assert_eq!(
        request.json(),
        Some(json!([{"op": "replace", "path": "/description", "value": "New"}]))
    );
    assert!(mock.requests_of::<GetSimIntegration>().is_empty());
}

#[tokio::test]
async fn answers_that_are_told_come_in_turn_and_then_the_usual_one() {
    let (mock, client) = mock_and_client();
    let usual = client
        .get_sim_integration(SHOWN)
        .await
        .expect("it is there");
    let (mut first, mut second) = (usual.clone(), usual.clone());
    first.name = "First".to_owned();
    second.name = "Second".to_owned();
    mock.on::<GetSimIntegration>()
        .responds(first)
        .with_header("x-request-id", "r-7")
        .responds(second)
        .times(2);
    let response = client
        .get_sim_integration(SHOWN)
        .send()
        .await
        .expect("it was told");
    assert_eq!(response.headers()["x-request-id"], "r-7");
    let mut names = vec![response.into_value().name];
    for _ in 0..3 {
        names.push(
            client
                .get_sim_integration(SHOWN)
                .await
                .expect("it is there")
                .name,
        );
    }
    assert_eq!(names, ["First", "Second", "Second", usual.name.as_str()]);
}

#[tokio::test]
async fn errors_have_their_status_and_their_type() {
    let (mock, _) = mock_and_client();
    let client = once(&mock);
    let body: ErrorResponseDto = from_value(json!({"detailCode": "400.1"})).expect("it decodes");
    let errors = [
        (400, SimIntegrationsError::BadRequest(body.clone())),
        (403, SimIntegrationsError::Forbidden(body.clone())),
        (500, SimIntegrationsError::InternalServerError(body)),
    ];
    for (status, expected) in errors {
        mock.on::<GetSimIntegration>().fails(expected.clone());
        match client.get_sim_integration(SHOWN).await {
            Err(Error::Api(error)) => {
                assert_eq!(error.status(), status);
                assert_eq!(*error.body(), expected);
            }
            other => panic!("{status}: {other:?}"),
        }
    }
}

#[tokio::test]
async fn errors_by_status_have_the_body_that_the_document_shows() {
    let (mock, _) = mock_and_client();
    let client = once(&mock);
    for status in [400, 401, 403, 404, 429, 500] {
        mock.on::<DeleteSimIntegration>()
            .fails_with(status)
            .always();
        match client.delete_sim_integration(SHOWN).await {
            Err(Error::Api(error)) => assert_eq!(error.status(), status),
            other => panic!("{status}: {other:?}"),
        }
        mock.on::<DeleteSimIntegration>().times(0);
    }
}

#[tokio::test]
async fn a_call_that_was_turned_away_is_repeated() {
    let clock = TestClock::new();
    let mock = mock::builder()
        .with_clock(clock.clone())
        .start()
        .expect("a free port");
    let client = Client::new(mock.config()).expect("the settings are complete");
    mock.on::<GetSimIntegration>()
        .fails_with(429)
        .with_header("retry-after", "3");
    client
        .get_sim_integration(SHOWN)
        .await
        .expect("the second time");
    assert_eq!(mock.requests().len(), 2);
    assert!(clock.pauses()[0] >= 3_000, "{:?}", clock.pauses());
}

#[tokio::test]
async fn anything_can_be_returned() {
    let (mock, _) = mock_and_client();
    let client = once(&mock);
    mock.on::<GetSimIntegration>()
        .replies(Reply::text(503, "out of order"));
    match client.get_sim_integration(SHOWN).await {
        Err(Error::UndocumentedStatus(failure)) => {
            assert_eq!(failure.status().map(|status| status.as_u16()), Some(503))
        }
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_delay_is_as_long_as_the_clock_says() {
    let clock = TestClock::new();
    let mock = mock::builder()
        .with_clock(clock.clone())
        .start()
        .expect("a free port");
    let client = once(&mock);
    let minute = Duration::from_secs(60);
    mock.on::<GetSimIntegration>()
        .responds_by_default()
        .after(2 * minute);
    let call = tokio::spawn(async move { client.get_sim_integration(SHOWN).await });
    while mock.requests().is_empty() {
        tokio::task::yield_now().await;
    }
    clock.advance(minute);
    match call.await.expect("no panic") {
        Err(Error::Timeout(_)) => {}
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_connection_breaks_before_or_within_the_response() {
    let (mock, _) = mock_and_client();
    let client = once(&mock);
    mock.on::<GetSimIntegration>().breaks().breaks_off();
    for expected in [TransportStage::Request, TransportStage::Body] {
        match client.get_sim_integration(SHOWN).await {
            Err(Error::Transport(failure)) => assert_eq!(failure.cause().stage(), expected),
            other => panic!("{expected:?}: {other:?}"),
        }
    }
}

#[tokio::test]
async fn client_credentials_get_their_token_from_the_mock_server() {
    let (mock, _) = mock_and_client();
    let credentials = Credentials::client_credentials("id", "secret");
    let config = mock.config().with_credentials(credentials);
    let client = Client::new(config).expect("the settings are complete");
    for _ in 0..2 {
        client
            .get_sim_integrations()
            .await
            .expect("there is a token");
    }
    assert_eq!(mock.tokens(), 1);
    let requests = mock.requests();
    assert_eq!(requests.len(), 2);
    assert_eq!(
        requests[0].header("authorization"),
        Some("Bearer mock-token-1")
    );
}

#[test]
fn calls_without_async_are_served_too() {
    let (mock, _) = mock_and_client();
    let client = Client::blocking(mock.config()).expect("the settings are complete");
    let response = client
        .get_sim_integration(SHOWN)
        .send()
        .expect("it is there");
    let shown: Value = to_value(response.value()).expect("JSON");
    assert_eq!(shown["id"], SHOWN);
}
