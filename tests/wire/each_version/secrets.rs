//! Attributes hold credentials, so nobody sees them by accident.

use serde_json::{from_value, json};

use super::api::models::ServiceDeskIntegrationDto;
use super::{calls, client};
use crate::server::{Answer, Server};

#[tokio::test]
async fn debug_of_a_response_shows_no_attributes() {
    let body =
        r#"{"name":"aName","description":"d","type":"t","attributes":{"password":"Walter White"}}"#;
    let headers = [("content-type", "application/json")];
    let server = Server::start([Answer::whole(200, &headers, body)]).await;
    let response = client(&server).get_sim_integration("id").send().await;
    let shown = format!("{:?}", response.expect("it is answered"));
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
