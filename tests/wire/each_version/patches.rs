//! What a JSON Patch looks like on the wire.

use serde_json::{Value, from_value, json, to_value};

use super::api::models::{JsonPatch, JsonPatchBody, JsonPatchOperation};
use super::{INTEGRATIONS, client};
use crate::recording;
use crate::server::{Reply, Server};

fn operations() -> Vec<JsonPatchOperation> {
    let replace = JsonPatchOperation::replace("/description", "New description");
    vec![replace.clone(), replace]
}

/// Sends the body with both operations that take a patch, and compares.
async fn assert_sent(body: JsonPatchBody, expected: Value) {
    let server = Server::start([Reply::empty(404), Reply::empty(404)]).await;
    let client = client(&server);
    let _ = client
        .patch_sim_attributes(recording::ID, body.clone())
        .await;
    let _ = client
        .patch_before_provisioning_rule(recording::ID, body)
        .await;

    let requests = server.requests();
    assert_eq!(requests.len(), 2, "{requests:#?}");
    recording::patch_sim_attributes(expected.clone()).assert_matches(INTEGRATIONS, &requests[0]);
    recording::patch_before_provisioning_rule(expected).assert_matches(INTEGRATIONS, &requests[1]);
}

#[tokio::test]
async fn a_list_of_operations_is_sent_bare() {
    assert_sent(operations().into(), recording::patch_operations()).await;

    let replace = JsonPatchOperation::replace("/description", "New description");
    let array = [replace.clone(), replace];
    assert_sent(array.into(), recording::patch_operations()).await;
}

#[tokio::test]
async fn wrapped_operations_are_sent_wrapped() {
    let patch = JsonPatch::new().with_operations(operations());
    assert_sent(patch.into(), recording::wrapped_patch()).await;
}

#[tokio::test]
async fn a_decoded_body_is_sent_in_the_form_it_came_in() {
    for body in [recording::patch_operations(), recording::wrapped_patch()] {
        let decoded: JsonPatchBody = from_value(body.clone()).expect("both forms decode");
        assert_sent(decoded, body).await;
    }
}

/// Each kind of `value`.
fn values() -> Vec<Value> {
    vec![
        json!("New description"),
        json!(""),
        json!(3),
        json!(-9_007_199_254_740_993_i64),
        json!(u64::MAX),
        json!(0.1),
        json!(-1.5e300),
        json!(true),
        json!(false),
        json!([]),
        json!(["a", 1, null, {"b": []}]),
        json!({}),
        json!({"a": null, "b": {"c": 0.25}}),
        Value::Null,
    ]
}

#[tokio::test]
async fn any_json_is_a_value() {
    let operation = |value| JsonPatchOperation::replace("/attributes/x", value);
    let wire = |value| json!({"op": "replace", "path": "/attributes/x", "value": value});

    let patch: Vec<_> = values().into_iter().map(operation).collect();
    let expected: Vec<_> = values().into_iter().map(wire).collect();
    assert_sent(patch.into(), expected.into()).await;
}

#[tokio::test]
async fn each_operation_of_the_standard_can_be_sent() {
    let patch = vec![
        JsonPatchOperation::add("/attributes/a", 1),
        JsonPatchOperation::remove("/attributes/b"),
        JsonPatchOperation::replace("/attributes/c", false),
        JsonPatchOperation::move_("/attributes/d", "/attributes/e"),
        JsonPatchOperation::copy("/attributes/f", "/attributes/g"),
        JsonPatchOperation::test("/attributes/h", Value::Null),
    ];
    let expected = json!([
        {"op": "add", "path": "/attributes/a", "value": 1},
        {"op": "remove", "path": "/attributes/b"},
        {"op": "replace", "path": "/attributes/c", "value": false},
        {"op": "move", "from": "/attributes/d", "path": "/attributes/e"},
        {"op": "copy", "from": "/attributes/f", "path": "/attributes/g"},
        {"op": "test", "path": "/attributes/h", "value": null},
    ]);
    assert_sent(patch.into(), expected).await;
}

#[test]
fn a_value_of_null_is_told_from_no_value() {
    let null = json!({"op": "replace", "path": "/cluster", "value": null});
    let absent = json!({"op": "remove", "path": "/cluster"});
    for (json, value) in [(null, Some(Value::Null)), (absent, None)] {
        let operation: JsonPatchOperation = from_value(json.clone()).expect("it decodes");
        assert_eq!(operation.value, value);
        assert_eq!(to_value(&operation).expect("it encodes"), json);
    }
}
