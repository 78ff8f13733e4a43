//! What the mock server keeps: a whole program works without a tenant.

use sailpoint_sim::{Error, mock};
use serde_json::{Value, from_value, json, to_value};

use super::super::api::Client;
use super::super::api::errors::SimIntegrationsError;
use super::super::api::models::{JsonPatchOperation, SimIntegrationDetails};
use super::{SHOWN, mock_and_client};

fn integration(name: &str) -> SimIntegrationDetails {
    from_value(json!({
        "name": name,
        "description": "Tickets",
        "type": "ServiceNow Service Desk",
        "attributes": {"url": "https://tickets.example.com"},
        "ours": {"kept": [1, null]}
    }))
    .expect("it decodes")
}

async fn names(client: &Client) -> Vec<String> {
    let all = client
        .get_sim_integrations()
        .await
        .expect("there is a list");
    all.into_iter().map(|found| found.name).collect()
}

async fn is_missing(client: &Client, id: &str) -> bool {
    match client.get_sim_integration(id).await {
        Err(Error::Api(error)) => matches!(error.body(), SimIntegrationsError::NotFound(_)),
        _ => false,
    }
}

#[tokio::test]
async fn a_whole_program_runs_from_creating_to_deleting() {
    let mock = mock::builder().empty().start().expect("a free port");
    let client = Client::new(mock.config()).expect("the settings are complete");
    assert!(names(&client).await.is_empty());

    let made = client
        .create_sim_integration(integration("One"))
        .await
        .expect("made");
    let id = made.id.clone().expect("the mock server chose one");
    assert_eq!(id.len(), SHOWN.len(), "it looks like the document's: {id}");
    assert!(made.created.is_some() && made.modified.is_some());
    assert_eq!(made.rest["ours"], json!({"kept": [1, null]}));
    client
        .create_sim_integration(integration("Two"))
        .await
        .expect("made");
    assert_eq!(names(&client).await, ["One", "Two"]);
    let got = client.get_sim_integration(&id).await.expect("it was kept");
    assert_eq!(got, made);

    let put = client
        .put_sim_integration(&id, integration("Three"))
        .await
        .expect("put");
    assert_eq!((put.id, put.created), (made.id, made.created));
    let patch = [
        JsonPatchOperation::test("/name", "Three"),
        JsonPatchOperation::replace("/name", "Four"),
        JsonPatchOperation::add("/attributes/user", "sim"),
    ];
    let patched = client
        .patch_sim_attributes(&id, patch)
        .await
        .expect("patched");
    assert_eq!(patched.name, "Four");
    assert_eq!(patched.attributes["user"], "sim");
    assert_eq!(names(&client).await, ["Four", "Two"]);

    client.delete_sim_integration(&id).await.expect("deleted");
    assert_eq!(names(&client).await, ["Two"]);
    assert!(is_missing(&client, &id).await);
}

#[tokio::test]
async fn null_where_a_response_has_a_value_counts_as_absent() {
    let (mock, client) = mock_and_client();
    let nulls = || -> SimIntegrationDetails {
        from_value(json!({"name": null, "attributes": null})).expect("it decodes")
    };
    let made = client.create_sim_integration(nulls()).await;
    let made = made.expect("the document allows it");
    assert!(!made.name.is_empty() && !made.attributes.is_empty());
    let put = client.put_sim_integration(SHOWN, nulls()).await;
    put.expect("the document allows it");
    mock.verify();
}

#[tokio::test]
async fn a_patch_that_fails_changes_nothing() {
    let (_mock, client) = mock_and_client();
    let before = client
        .get_sim_integration(SHOWN)
        .await
        .expect("it is shown");
    let failing = [
        json!([{"op": "replace", "path": "/name", "value": "New"}, {"op": "test", "path": "/type", "value": "Other"}]),
        json!([{"op": "replace", "path": "/name", "value": "New"}, {"op": "remove", "path": "/nothing"}]),
        json!([{"op": "replace", "path": "/name", "value": 7}]),
        json!([{"op": "remove", "path": "/name"}]),
        json!([{"op": "add", "path": "/beforeProvisioningRule", "value": {"type": "IDENTITY"}}]),
        json!([{"op": "add", "path": "/ownerRef", "value": {"type": "RULE"}}]),
        json!([{"op": "move", "from": "/attributes", "path": "/attributes/url"}]),
    ];
    for patch in failing {
        let operations: Vec<JsonPatchOperation> = from_value(patch.clone()).expect("operations");
        match client.patch_sim_attributes(SHOWN, operations).await {
            Err(Error::Api(error)) => {
                assert!(
                    matches!(error.body(), SimIntegrationsError::BadRequest(_)),
                    "{patch}"
                );
            }
            other => panic!("{patch}: {other:?}"),
        }
        let after = client
            .get_sim_integration(SHOWN)
            .await
            .expect("it is shown");
        assert_eq!(after, before, "{patch}");
    }
}

#[tokio::test]
async fn patches_do_what_the_standard_says() {
    let (mock, client) = mock_and_client();
    let copied = json!({"type": "RULE", "id": "7", "name": "R"});
    for (patch, pointer, expected) in [
        (
            json!([{"op": "add", "path": "/attributes/a~1b", "value": 1}]),
            "/attributes/a~1b",
            json!(1),
        ),
        (
            json!([{"op": "add", "path": "/list", "value": [1, 3]}, {"op": "add", "path": "/list/1", "value": 2}]),
            "/list",
            json!([1, 2, 3]),
        ),
        (
            json!([{"op": "add", "path": "/list/-", "value": 4}]),
            "/list/3",
            json!(4),
        ),
        (
            json!([{"op": "remove", "path": "/list/0"}]),
            "/list",
            json!([2, 3, 4]),
        ),
        (
            json!([{"op": "replace", "path": "/beforeProvisioningRule", "value": copied}, {"op": "copy", "from": "/beforeProvisioningRule/name", "path": "/description"}]),
            "/description",
            json!("R"),
        ),
        (
            json!([{"op": "move", "from": "/list/0", "path": "/moved"}]),
            "/moved",
            json!(2),
        ),
    ] {
        let operations: Vec<JsonPatchOperation> = from_value(patch.clone()).expect("operations");
        client
            .patch_sim_attributes(SHOWN, operations)
            .await
            .expect("it applies");
        let after = client
            .get_sim_integration(SHOWN)
            .await
            .expect("it is shown");
        let after: Value = to_value(after).expect("JSON");
        assert_eq!(after.pointer(pointer), Some(&expected), "{patch}");
    }
    mock.verify();
}

#[tokio::test]
async fn what_only_the_server_sets_does_not_come_from_requests() {
    let (_mock, client) = mock_and_client();
    let before = client
        .get_sim_integration(SHOWN)
        .await
        .expect("it is shown");
    let patch = [JsonPatchOperation::replace("/id", "mine")];
    let patched = client
        .patch_sim_attributes(SHOWN, patch)
        .await
        .expect("it applies");
    assert_eq!((patched.id, &patched.created), (before.id, &before.created));
    assert_ne!(patched.modified, before.modified);
}

#[tokio::test]
async fn what_is_not_there_is_not_found_by_any_operation() {
    let (_mock, client) = mock_and_client();
    assert!(is_missing(&client, "nope").await);
    let body = integration("One");
    let patch = || [JsonPatchOperation::replace("/name", "New")];
    let missing = [
        client.put_sim_integration("nope", body).await.err(),
        client.patch_sim_attributes("nope", patch()).await.err(),
        client
            .patch_before_provisioning_rule("nope", patch())
            .await
            .err(),
        client.delete_sim_integration("nope").await.err(),
    ];
    for error in missing {
        let status = error
            .and_then(|error| error.status())
            .map(|status| status.as_u16());
        assert_eq!(status, Some(404));
    }
}
