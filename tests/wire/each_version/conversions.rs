//! From what GET gives to what PUT takes: nothing is lost that both can hold.

use serde_json::{Value, from_value, json, to_value};

use super::api::models::{ServiceDeskIntegrationDto, SimIntegrationDetails};
use super::client;
use crate::recording;
use crate::server::{Reply, Server};

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
    let response = || Reply::json(200, &stored());
    let server = Server::start([response(), response()]).await;
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

/// What the target's JSON lacks of the source's, by pointers to its top level.
fn lacking(source: &Value, target: &Value) -> Vec<String> {
    let members = source.as_object().expect("an object").iter();
    let lacking = members.filter(|(name, value)| target.get(name.as_str()) != Some(value));
    lacking.map(|(name, _)| format!("/{name}")).collect()
}

#[test]
fn what_a_conversion_leaves_behind_can_be_asked() {
    let reference = json!({"type": "ROBOT", "id": "1", "new": {"a/b": null}});
    // What is changed in the stored integration, and what stays behind then.
    let table: [(Value, &[&str]); 8] = [
        (json!({}), &["/ownerRef", "/managedSources"]),
        (
            json!({"cluster": null, "description": null}),
            &["/ownerRef", "/cluster", "/managedSources"],
        ),
        (
            json!({"ownerRef": null, "managedSources": null, "clusterRef": null}),
            &["/ownerRef", "/managedSources", "/clusterRef"],
        ),
        (
            json!({"provisioningConfig": {}, "clusterRef": reference}),
            &[
                "/ownerRef",
                "/clusterRef",
                "/managedSources",
                "/provisioningConfig",
            ],
        ),
        (
            json!({"beforeProvisioningRule": reference}),
            &["/ownerRef", "/managedSources"],
        ),
        (
            json!({"beforeProvisioningRule": null}),
            &["/ownerRef", "/managedSources"],
        ),
        (
            json!({"sources": null, "statusMap": 1, "undeclared": null, "more/of~it": [null]}),
            &["/ownerRef", "/managedSources"],
        ),
        (
            json!({"id": null, "created": null, "modified": "last Tuesday"}),
            &["/ownerRef", "/managedSources"],
        ),
    ];
    for (changes, expected) in table {
        let mut value = stored();
        let members = value.as_object_mut().expect("an object");
        members.extend(changes.as_object().cloned().unwrap_or_default());
        if value["description"].is_null() {
            // It must be there and can't be null.
            value["description"] = "d".into();
        }
        let source: ServiceDeskIntegrationDto = from_value(value.clone()).expect("it decodes");
        let left = SimIntegrationDetails::lost_properties(&source);
        let mut found: Vec<_> = left.iter().map(String::as_str).collect();
        let mut expected = expected.to_vec();
        found.sort_unstable();
        expected.sort_unstable();
        assert_eq!(found, expected, "{changes}");

        // It says what the conversion does.
        let target = to_value(SimIntegrationDetails::from(source)).expect("it encodes");
        let lacking = lacking(&value, &target).into_iter();
        let is_server_set = |at: &String| ["/id", "/created", "/modified"].contains(&at.as_str());
        let mut lacking: Vec<_> = lacking.filter(|at| !is_server_set(at)).collect();
        lacking.sort_unstable();
        assert_eq!(lacking, expected, "{changes}");
    }
}

#[tokio::test]
async fn null_where_the_document_declares_none_is_put_again() {
    let mut given = stored();
    for name in ["beforeProvisioningRule", "id", "created", "ownerRef"] {
        given[name] = Value::Null;
    }
    let server = Server::start([Reply::json(200, &given), Reply::empty(404)]).await;
    let client = client(&server);
    let got = client.get_sim_integration(recording::ID).await;
    let change = SimIntegrationDetails::from(got.expect("it is there"));
    let _ = client.put_sim_integration(recording::ID, change).await;
    let sent: Value = serde_json::from_slice(&server.requests()[1].body).expect("JSON");
    assert_eq!(sent.get("beforeProvisioningRule"), Some(&Value::Null));
    for left in ["id", "created", "modified", "ownerRef", "managedSources"] {
        assert_eq!(sent.get(left), None, "{left}");
    }
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
