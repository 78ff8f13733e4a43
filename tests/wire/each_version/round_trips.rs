//! What the document does not know survives decoding and encoding, and so
//! does the difference between null and absent.

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, from_value, json, to_value};

use super::api::models;
use super::{calls, client};
use crate::recording;
use crate::server::{Reply, Server};

/// A model, forgotten after it was encoded again.
type Again = fn(Value) -> serde_json::Result<Value>;

fn again<T: DeserializeOwned + Serialize>(value: Value) -> serde_json::Result<Value> {
    to_value(from_value::<T>(value)?)
}

#[track_caller]
fn assert_survives(cases: impl IntoIterator<Item = (&'static str, Again, Value)>) {
    for (name, again, value) in cases {
        let encoded = again(value.clone()).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!(encoded, value, "{name}");
    }
}

/// A stored integration in which nothing but the names of its properties is
/// as the document has it.
fn surprising_integration() -> Value {
    let reference = |kind: &str| json!({"type": kind, "id": "1", "name": "n", "colour": "blue"});
    json!({
        "id": "62945a496ef440189b1f03e3623411c8",
        "name": "aName",
        "created": "2024-01-17T18:45:25.994Z",
        "modified": "last Tuesday",
        "description": "d",
        "type": "Jira",
        "ownerRef": reference("ROBOT"),
        "clusterRef": reference("SWARM"),
        "cluster": null,
        "managedSources": ["1"],
        "provisioningConfig": {
            "universalManager": true,
            "managedResourceRefs": [reference("SOURCE"), reference("SINK")],
            "planInitializerScript": {"source": "<Rule/>", "language": "BeanShell"},
            "noProvisioningRequests": false,
            "provisioningRequestExpiration": 72,
            "priority": 1
        },
        "attributes": {"password": "p", "nested": {"null": null}},
        "beforeProvisioningRule": reference("POLICY"),
        "tenant": {"region": ["eu", 1]}
    })
}

#[test]
fn undeclared_properties_survive() {
    assert_survives([
        (
            "stored",
            again::<models::ServiceDeskIntegrationDto> as Again,
            surprising_integration(),
        ),
        (
            "details",
            again::<models::SimIntegrationDetails>,
            json!({"name": "n", "extraUnknown": 1}),
        ),
        (
            "reference",
            again::<models::OwnerDto>,
            json!({"nickname": null}),
        ),
        (
            "patch",
            again::<models::JsonPatch>,
            json!({"operations": [], "comment": "c"}),
        ),
        (
            "operation",
            again::<models::JsonPatchOperation>,
            json!({"op": "add", "path": "", "x": 1}),
        ),
        (
            "error",
            again::<models::ErrorResponseDto>,
            json!({"messages": [{"x": 1}], "y": {}}),
        ),
        (
            "401",
            again::<models::UnauthorizedError>,
            json!({"error": "e", "error_description": 1}),
        ),
        (
            "429",
            again::<models::TooManyRequestsError>,
            json!({"limit": 100}),
        ),
    ]);
}

#[test]
fn unknown_enum_values_survive() {
    assert_survives([
        ("bare", again::<models::DtoType> as Again, json!("ROBOT")),
        ("empty", again::<models::DtoType>, json!("")),
        ("other case", again::<models::DtoType>, json!("rule")),
        (
            "locale",
            again::<models::ErrorMessageDto>,
            json!({"localeOrigin": "GUESSED"}),
        ),
        ("owner", again::<models::OwnerDto>, json!({"type": "ROBOT"})),
        (
            "cluster",
            again::<models::SourceClusterDto>,
            json!({"type": "ROBOT"}),
        ),
        (
            "source",
            again::<models::ServiceDeskSource>,
            json!({"type": "ROBOT"}),
        ),
        (
            "rule",
            again::<models::BeforeProvisioningRuleDto>,
            json!({"type": "ROBOT"}),
        ),
        (
            "op",
            again::<models::JsonPatchOperation>,
            json!({"op": "merge", "path": "/a"}),
        ),
    ]);
}

#[test]
fn null_and_absent_stay_apart_where_the_document_lets_them() {
    let without = json!({"name": "n", "description": "d", "type": "t", "attributes": {}});
    let with_null = {
        let mut stored = without.clone();
        stored["cluster"] = Value::Null;
        stored
    };
    assert_survives([
        (
            "required",
            again::<models::SimIntegrationDetails> as Again,
            json!({"name": null}),
        ),
        (
            "null",
            again::<models::SimIntegrationDetails>,
            json!({"name": "n", "attributes": null}),
        ),
        (
            "script",
            again::<models::ProvisioningConfig>,
            json!({"planInitializerScript": null}),
        ),
        ("no script", again::<models::ProvisioningConfig>, json!({})),
        (
            "locale",
            again::<models::ErrorMessageDto>,
            json!({"locale": null, "localeOrigin": null}),
        ),
        ("no locale", again::<models::ErrorMessageDto>, json!({})),
        (
            "untyped",
            again::<models::UnauthorizedError>,
            json!({"error": null}),
        ),
        ("not there", again::<models::UnauthorizedError>, json!({})),
        (
            "cluster",
            again::<models::ServiceDeskIntegrationDto>,
            with_null,
        ),
        (
            "no cluster",
            again::<models::ServiceDeskIntegrationDto>,
            without,
        ),
    ]);
}

#[test]
fn null_survives_where_the_document_declares_none() {
    assert_survives([
        (
            "stored",
            again::<models::ServiceDeskIntegrationDto> as Again,
            json!({
                "id": null, "name": "n", "created": null, "description": "d", "type": "t",
                "ownerRef": null, "clusterRef": {"id": null, "type": null}, "managedSources": null,
                "attributes": {"a": null}, "beforeProvisioningRule": null
            }),
        ),
        (
            "details",
            again::<models::SimIntegrationDetails>,
            json!({"name": "n", "id": null, "description": null, "statusMap": null}),
        ),
        (
            "operation",
            again::<models::JsonPatchOperation>,
            json!({"op": "remove", "path": "/a", "from": null}),
        ),
        (
            "error",
            again::<models::ErrorResponseDto>,
            json!({"detailCode": null, "messages": [{"text": null}], "causes": null}),
        ),
    ]);
}

#[tokio::test]
async fn a_free_form_object_goes_out_in_the_order_that_it_came_in() {
    let body =
        r#"{"name":"n","description":"d","type":"t","attributes":{"z":1,"a":{"y":2,"b":3},"m":4}}"#;
    let response = Reply::whole(200, &[("Content-Type", "application/json")], body);
    let server = Server::start([response, Reply::empty(404)]).await;
    let client = client(&server);
    let stored = client.get_sim_integration(recording::ID).await;
    let change = models::SimIntegrationDetails::from(stored.expect("it decodes"));
    let _ = client.put_sim_integration(recording::ID, change).await;
    let sent = &server.requests()[1].body;
    assert_eq!(String::from_utf8_lossy(sent), body);
}

#[tokio::test]
async fn what_a_response_held_is_there_after_encoding() {
    let server = Server::start([Reply::json(200, &surprising_integration())]).await;
    let stored = client(&server)
        .get_sim_integration(recording::ID)
        .await
        .expect("it decodes");
    assert_eq!(
        to_value(stored).expect("it encodes"),
        surprising_integration()
    );
}

#[tokio::test]
async fn what_the_document_does_not_know_is_sent_too() {
    let mut given = recording::integration_sent();
    given["extraUnknown"] = json!(1);
    given["beforeProvisioningRule"] = json!({"type": "ROBOT", "since": null});
    let integration: models::SimIntegrationDetails = from_value(given.clone()).expect("it decodes");

    let server = Server::start([Reply::empty(404)]).await;
    let _ = client(&server)
        .put_sim_integration(recording::ID, integration)
        .await;
    assert_eq!(server.only_request().json(), Some(given));
}

#[test]
fn a_recorded_integration_is_encoded_as_it_came() {
    let encoded = to_value(calls::integration()).expect("it encodes");
    assert_eq!(encoded, recording::integration_given());
}
