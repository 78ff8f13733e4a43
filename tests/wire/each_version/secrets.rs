//! Attributes hold credentials, so nobody sees them by accident.

use serde_json::{Value, from_value, json};

use super::api::models::{JsonPatch, JsonPatchBody, JsonPatchOperation, ServiceDeskIntegrationDto};
use super::{api, calls, client};
use crate::server::{Reply, Server};

#[tokio::test]
async fn debug_of_a_response_shows_no_attributes() {
    let body =
        r#"{"name":"aName","description":"d","type":"t","attributes":{"password":"Walter White"}}"#;
    let headers = [("content-type", "application/json")];
    let server = Server::start([Reply::whole(200, &headers, body)]).await;
    let response = client(&server).get_sim_integration("id").send().await;
    let shown = format!("{:?}", response.expect("a response"));
    assert!(shown.contains("aName"), "{shown}");
    for secret in ["Walter", "password"] {
        assert!(!shown.contains(secret), "{shown}");
    }
}

#[test]
fn debug_shows_no_attributes() {
    let stored = json!({
        "name": "aName",
        "description": "d",
        "type": "t",
        "attributes": {"password": "Walter White"}
    });
    let stored: ServiceDeskIntegrationDto = from_value(stored).expect("it decodes");
    for shown in [
        format!("{stored:#?}"),
        format!("{:?}", calls::integration()),
    ] {
        assert!(shown.contains("aName"), "{shown}");
        for secret in ["Walter", "password", "firstname"] {
            assert!(!shown.contains(secret), "{shown}");
        }
    }
}

fn read<T: serde::de::DeserializeOwned>(value: Value) -> T {
    from_value(value).expect("it decodes")
}

/// Wherever a value of a sensitive property passes, or one that the document does not know.
#[test]
fn no_debug_shows_a_planted_secret() {
    let replace = |path: &str| JsonPatchOperation::replace(path, "hunter2");
    let whole = json!({"name": "n", "attributes": {"password": "hunter2"}});
    let patches = [
        replace("/attributes"),
        replace("/attributes/password"),
        JsonPatchOperation::add("/attributes/deep/er/-", "hunter2"),
        JsonPatchOperation::test("/attributes/password", "hunter2"),
        JsonPatchOperation::add("", whole),
        JsonPatchOperation::add("/list", json!([{"attributes": "hunter2"}])),
        read(json!({"op": "add", "path": "/a", "extra": "hunter2"})),
    ];
    let mut shown: Vec<String> = patches.iter().map(|patch| format!("{patch:?}")).collect();
    let wrapped = JsonPatch::new().with_operations(patches.to_vec());
    shown.push(format!("{wrapped:#?}"));
    shown.push(format!("{:?}", JsonPatchBody::from(wrapped)));
    shown.push(format!("{:?}", JsonPatchBody::from(patches.to_vec())));
    shown.push(format!("{:?}", read::<JsonPatchBody>(json!("hunter2"))));
    let undeclared = json!({"name": "n", "description": "d", "type": "t", "attributes": {},
        "extra": "hunter2", "ownerRef": {"extra": {"deep": "hunter2"}}});
    shown.push(format!(
        "{:?}",
        read::<ServiceDeskIntegrationDto>(undeclared)
    ));
    for shown in shown {
        assert!(shown.contains("[redacted]"), "{shown}");
        assert!(!shown.contains("hunter2"), "{shown}");
    }
    // What is no secret is there to be seen.
    let plain = format!("{:?}", JsonPatchOperation::replace("/description", "New"));
    assert!(plain.contains("New"), "{plain}");
}

/// The mock server's recordings give all to a test that asks, and nothing to a log.
#[test]
fn a_recorded_request_shows_names_alone() {
    let mock = sailpoint_sim::mock::start().expect("there is a port");
    let config = mock.config().with_header("X-Key", "hunter2");
    let client = api::Client::blocking(config).expect("the settings are complete");
    let patch = JsonPatchOperation::replace("/attributes/password", "hunter2");
    let _ = client.patch_sim_attributes("id", vec![patch]).send();
    let requests = mock.requests();
    let [request] = requests.as_slice() else {
        panic!("{requests:?}");
    };
    let shown = format!("{request:?} {request:#?} {mock:?}");
    for word in ["PATCH", "/id", "authorization", "x-key", "bytes]"] {
        assert!(shown.contains(word), "{word}: {shown}");
    }
    assert!(
        !shown.contains("hunter2") && !shown.contains("Bearer"),
        "{shown}"
    );
    assert_eq!(request.header("x-key"), Some("hunter2"));
    assert!(
        request
            .json()
            .is_some_and(|body| body.to_string().contains("hunter2"))
    );
}
