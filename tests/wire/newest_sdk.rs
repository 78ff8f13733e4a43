//! The module `v1` sends what SailPoint's newest SDK sends, which knows no other version. May
//! not know what comes of a call.

use sailpoint_sim::v1::{
    Client,
    models::{JsonPatch, SimIntegrationDetails},
};
use serde_json::{from_value, json};

use crate::clock::TestClock;
use crate::config;
use crate::recording::{self, ID};
use crate::server::{Reply, Server};

/// The path of a token, on the host of the base URL, which has no version.
const TOKEN_PATH: &str = "/oauth/token";

fn integration() -> SimIntegrationDetails {
    from_value(recording::integration_of_newest_sdk()).expect("a recorded integration decodes")
}

fn patch() -> JsonPatch {
    from_value(recording::patch_of_newest_sdk()).expect("a recorded patch decodes")
}

/// Sends every operation, in the order of the recordings.
async fn send_all(client: &Client) {
    let _ = client.get_sim_integrations().await;
    let _ = client.create_sim_integration(integration()).await;
    let _ = client.get_sim_integration(ID).await;
    let _ = client.put_sim_integration(ID, integration()).await;
    let _ = client.patch_sim_attributes(ID, patch()).await;
    let _ = client.delete_sim_integration(ID).await;
    let _ = client.patch_before_provisioning_rule(ID, patch()).await;
}

#[tokio::test]
async fn each_request_is_the_one_that_was_recorded() {
    let token = json!({"access_token": "tok-123", "expires_in": 60});
    let server = Server::responding(move |request| match request.path.as_str() {
        TOKEN_PATH => Reply::json(200, &token),
        _ => Reply::empty(404),
    })
    .await;
    let config = config::with_client_credentials(&server, &TestClock::new());
    send_all(&Client::new(config).expect("the settings are complete")).await;

    let requests = server.requests();
    let (first, calls) = requests.split_first().expect("there are requests");
    assert_eq!(
        (first.method.as_str(), first.path.as_str()),
        ("POST", TOKEN_PATH)
    );
    assert_eq!(
        String::from_utf8_lossy(&first.body),
        "grant_type=client_credentials&client_id=cid&client_secret=csecret"
    );
    let recordings = recording::all_of_newest_sdk();
    assert_eq!(calls.len(), recordings.len(), "{calls:#?}");
    for (recording, call) in recordings.iter().zip(calls) {
        recording.assert_matches("/sim-integrations/v1", call);
    }
}

/// Values of one version are those of every other one, so a program moves call by call.
#[test]
fn all_versions_have_the_same_types() {
    use sailpoint_sim::{v1, v2024, v2025, v2026};
    let given = recording::integration_given();
    let oldest: v2024::models::SimIntegrationDetails = from_value(given).expect("it decodes");
    let next: v2025::models::SimIntegrationDetails = oldest;
    let next: v2026::models::SimIntegrationDetails = next;
    let _newest: v1::models::SimIntegrationDetails = next;
    fn error(error: v2024::errors::SimIntegrationsError) -> v1::errors::SimIntegrationsError {
        error
    }
    fn request(
        request: v2026::sim_integrations::GetSimIntegration,
    ) -> v1::sim_integrations::GetSimIntegration {
        request
    }
    let _ = (error, request);
}
