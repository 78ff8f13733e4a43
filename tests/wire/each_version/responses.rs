//! What a caller gets when a call worked.

use serde_json::{Value, json, to_value};

use super::{calls, client};
use crate::recording;
use crate::server::{Reply, Server, Signal, Step};

fn stored(name: &str) -> Value {
    json!({
        "id": "62945a496ef440189b1f03e3623411c8",
        "name": name,
        "created": "2024-01-17T18:45:25.994Z",
        "description": "d",
        "type": "ServiceNowSDIM",
        "attributes": {"url": "https://tickets.example.com"}
    })
}

/// What the service returns for an operation that worked.
fn success(operation: &str) -> Reply {
    match operation {
        "getSIMIntegrations" => Reply::json(200, &json!([stored("a"), stored("b")])),
        "deleteSIMIntegration" => Reply::empty(200),
        _ => Reply::json(200, &stored("a")),
    }
}

#[tokio::test]
async fn each_operation_takes_its_documented_response() {
    for recording in recording::all() {
        let server = Server::start([success(recording.operation)]).await;
        let outcome = calls::call(&client(&server), recording.operation)
            .outcome
            .await;
        assert!(outcome.is_ok(), "{}: {outcome:?}", recording.operation);
    }
}

#[tokio::test]
async fn awaiting_a_request_gives_the_value() {
    let server = Server::start([success("getSIMIntegrations")]).await;
    let list = client(&server)
        .get_sim_integrations()
        .await
        .expect("it worked");

    let names: Vec<_> = list.iter().map(|stored| stored.name.as_str()).collect();
    assert_eq!(names, ["a", "b"]);
    assert_eq!(
        list[0].id.as_deref(),
        Some("62945a496ef440189b1f03e3623411c8")
    );
    assert_eq!(list[0].type_, "ServiceNowSDIM");
    assert_eq!(list[0].owner_ref, None);
}

#[tokio::test]
async fn sending_a_request_gives_status_and_headers_too() {
    let headers = [
        ("content-type", "application/json"),
        ("x-request-id", "r-1"),
    ];
    let response = Reply::whole(200, &headers, stored("a").to_string());
    let server = Server::start([response]).await;
    let response = client(&server)
        .get_sim_integration(recording::ID)
        .send()
        .await
        .expect("it worked");

    assert_eq!(response.status(), 200);
    assert_eq!(response.headers()["x-request-id"], "r-1");
    let value = response.into_value();
    assert_eq!(to_value(value).expect("it encodes"), stored("a"));
}

#[tokio::test]
async fn a_media_type_may_have_parameters() {
    for media_type in [
        "application/json; charset=utf-8",
        "Application/JSON",
        "application/vnd.x+json",
    ] {
        let headers = [("content-type", media_type)];
        let server = Server::start([Reply::whole(200, &headers, stored("a").to_string())]).await;
        let outcome = client(&server).get_sim_integration(recording::ID).await;
        assert!(outcome.is_ok(), "{media_type}: {outcome:?}");
    }
}

#[tokio::test]
async fn a_response_may_come_in_pieces_and_end_with_its_connection() {
    let body = stored("a").to_string();
    let (first, second) = body.split_at(body.len() / 2);
    let signal = Signal::default();
    let server = Server::start([Reply::scripted([
        Step::head(200, &[("content-type", "application/json")]),
        Step::Write(first.into()),
        Step::Wait(Signal::clone(&signal)),
        Step::Write(second.into()),
        Step::Close,
    ])])
    .await;

    let call = tokio::spawn(
        client(&server)
            .get_sim_integration(recording::ID)
            .into_future(),
    );
    server.received(1).await;
    assert!(!call.is_finished(), "the body is not complete yet");
    signal.notify_one();
    let value = call.await.expect("no panic").expect("it worked");
    assert_eq!(to_value(value).expect("it encodes"), stored("a"));
}

#[tokio::test]
async fn a_slow_call_does_not_hold_up_another_one() {
    let signal = Signal::default();
    let responses = [
        Reply::json(200, &stored("slow")).after(&signal),
        Reply::json(200, &stored("fast")),
    ];
    let server = Server::start(responses).await;
    let client = client(&server);

    let slow = tokio::spawn(client.get_sim_integration("1").into_future());
    server.received(1).await;
    let fast = client.get_sim_integration("2").await.expect("it worked");
    assert_eq!(fast.name, "fast");
    signal.notify_one();
    let slow = slow.await.expect("no panic").expect("it worked");
    assert_eq!(slow.name, "slow");
}
