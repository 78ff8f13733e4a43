//! What each operation puts on the wire, and how settings change it.

use super::{BASE, INTEGRATIONS, api, calls, client};
use crate::config;
use crate::recording::{self, Recording};
use crate::server::{Recorded, Reply, Server};

/// The request that a call sends; what comes of the call is of no matter here.
async fn sent(client: &api::Client, server: &Server, operation: &str) -> Recorded {
    let _ = calls::call(client, operation).outcome.await;
    server.only_request()
}

fn recording_of(operation: &str) -> Recording {
    let mut all = recording::all().into_iter();
    all.find(|recording| recording.operation == operation)
        .expect("all seven were recorded")
}

#[tokio::test]
async fn each_operation_sends_what_was_recorded() {
    for recording in recording::all() {
        let server = Server::start([Reply::empty(404)]).await;
        let request = sent(&client(&server), &server, recording.operation).await;
        recording.assert_matches(INTEGRATIONS, &request);
    }
}

#[tokio::test]
async fn features_that_others_turn_on_in_the_http_library_change_no_request() {
    let server = Server::start([Reply::empty(404)]).await;
    let request = sent(&client(&server), &server, "getSIMIntegrations").await;
    let encodings = request.header("accept-encoding");
    assert!(encodings.is_empty(), "{encodings:?}");
}

#[tokio::test]
async fn a_base_url_may_hold_the_version_or_not() {
    for path in ["", "/", BASE, &format!("{BASE}/")] {
        let server = Server::start([Reply::empty(404)]).await;
        let config = config::with_base_url(&format!("{}{path}", server.origin()));
        let client = api::Client::new(config).expect("the settings are complete");
        let request = sent(&client, &server, "getSIMIntegration").await;
        recording_of("getSIMIntegration").assert_matches(INTEGRATIONS, &request);
    }
}

#[tokio::test]
async fn a_default_header_can_be_switched_off_for_the_client() {
    for recording in recording::all() {
        let server = Server::start([Reply::empty(404)]).await;
        let config = config::with_token(&server).without_default("X-SailPoint-Experimental");
        let client = api::Client::new(config).expect("the settings are complete");
        let request = sent(&client, &server, recording.operation).await;
        let header = request.header("x-sailpoint-experimental");
        assert!(header.is_empty(), "{}: {header:?}", recording.operation);
    }
}

#[tokio::test]
async fn a_header_that_the_caller_sets_takes_the_place_of_its_default() {
    for switched_off in [false, true] {
        let server = Server::start([Reply::empty(404)]).await;
        let mut config = config::with_token(&server);
        if switched_off {
            config = config.without_default("X-SailPoint-Experimental");
        }
        let client = api::Client::new(config).expect("the settings are complete");
        let _ = client
            .get_sim_integrations()
            .x_sail_point_experimental("false")
            .await;
        let request = server.only_request();
        assert_eq!(request.header("x-sailpoint-experimental"), ["false"]);
    }
}
