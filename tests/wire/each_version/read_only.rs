//! Properties that only the service may set never leave.

use serde_json::{Value, json, to_value};

use super::{calls, client};
use crate::recording;
use crate::server::{Reply, Server};

const READ_ONLY: [&str; 3] = ["id", "created", "modified"];

#[test]
fn decoding_and_encoding_keeps_them() {
    let encoded = to_value(calls::integration()).expect("it encodes");
    for property in READ_ONLY {
        assert_eq!(encoded[property], recording::integration_given()[property]);
    }
}

#[tokio::test]
async fn a_request_leaves_them_out() {
    for operation in ["createSIMIntegration", "putSIMIntegration"] {
        let server = Server::start([Reply::empty(404)]).await;
        let _ = calls::call(&client(&server), operation).outcome.await;
        let body = server.only_request().json().expect("there is a body");
        for property in READ_ONLY {
            assert_eq!(body.get(property), None, "{operation}");
        }
    }
}

#[tokio::test]
async fn a_free_form_property_may_hold_their_names() {
    let mut integration = calls::integration();
    let attributes = json!({"id": 1, "created": "now", "modified": null});
    let Value::Object(map) = attributes.clone() else {
        unreachable!("an object was written above")
    };
    integration.attributes = Some(Some(map));

    let server = Server::start([Reply::empty(404)]).await;
    let _ = client(&server).create_sim_integration(integration).await;
    let body = server.only_request().json().expect("there is a body");
    assert_eq!(body["attributes"], attributes);
}
