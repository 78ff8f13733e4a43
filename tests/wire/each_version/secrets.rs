//! Attributes hold credentials, so nobody sees them by accident.

use serde_json::{from_value, json};

use super::api::models::ServiceDeskIntegrationDto;
use super::calls;

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
