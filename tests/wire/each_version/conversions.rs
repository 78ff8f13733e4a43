//! From what GET gives to what PUT takes: nothing is lost that both can hold.

use serde_json::{Value, from_value, json, to_value};

use super::api::models::{ServiceDeskIntegrationDto, SimIntegrationDetails};
use super::client;
use crate::recording;
use crate::server::{Answer, Server};

/// With everything that the document declares, and with what it does not.
fn stored() -> Value {
    json!({
        "id": recording::ID,
        "created": "2024-01-17T18:45:25.994Z",
        "modified": "2024-02-18T18:45:25.994Z",
        "name": "Tickets",
        "description": "Opens tickets.",
        "type": "ServiceNowSDIM",
        "ownerRef": {"type": "IDENTITY", "id": "1", "name": "Support Desk"},
        "cluster": "xyzzy999",
        "managedSources": ["1"],
        "attributes": {"url": "https://tickets.example.com", "deep": {"a": [1, null, 2.50]}},
        "beforeProvisioningRule": {"type": "RULE", "id": "7", "name": "R", "more": null},
        // Declared for PUT only; the service sends it all the same.
        "sources": ["2c9180835d191a86015d28455b4a2329"],
        "statusMap": {"closed_complete": "Committed"},
        "request": 7,
        "undeclared": {"kept": [true]}
    })
}

#[tokio::test]
async fn get_change_and_put_loses_nothing_that_both_types_can_hold() {
    let answer = || Answer::json(200, &stored());
    let server = Server::start([answer(), answer()]).await;
    let client = client(&server);
    let got = client
        .get_sim_integration(recording::ID)
        .await
        .expect("it is there");
    let mut change = SimIntegrationDetails::from(got);
    change.description = Some("New".to_owned());
    client
        .put_sim_integration(recording::ID, change)
        .await
        .expect("it is put");
    let sent: Value = serde_json::from_slice(&server.requests()[1].body).expect("JSON");
    let mut expected = stored();
    expected["description"] = "New".into();
    let members = expected.as_object_mut().expect("an object");
    for left in ["id", "created", "modified", "ownerRef", "managedSources"] {
        members.remove(left);
    }
    assert_eq!(sent, expected);
}

#[test]
fn what_came_undeclared_gets_its_type() {
    let stored: ServiceDeskIntegrationDto = from_value(stored()).expect("it decodes");
    let change = SimIntegrationDetails::from(stored);
    assert_eq!(change.sources.as_deref().map(<[String]>::len), Some(1));
    let rule = change
        .before_provisioning_rule
        .as_ref()
        .expect("it went over");
    assert_eq!(to_value(rule).expect("JSON")["more"], Value::Null);
    // What does not fit its type stays undeclared.
    assert_eq!(change.rest["request"], 7);
    assert_eq!(change.rest["undeclared"], json!({"kept": [true]}));
    assert_eq!(change.id, None);
}
