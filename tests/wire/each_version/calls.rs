//! Turns a client into one ready call of each operation, with the arguments that were recorded.

use std::pin::Pin;

use sailpoint_sim::Error;
use serde_json::from_value;

use super::api::models::{JsonPatch, SimIntegrationDetails};
use super::api::{Client, errors::SimIntegrationsError};
use crate::recording;

/// What a call fails with.
pub(super) type CallError = Error<SimIntegrationsError>;

/// A call that was not sent yet.
pub(super) struct Call {
    /// The document's name of the operation.
    pub(super) operation: &'static str,
    /// Sends it and forgets the value.
    pub(super) outcome: Pin<Box<dyn Future<Output = Result<(), CallError>> + Send>>,
}

/// The operation of this name, ready to be sent.
pub(super) fn call(client: &Client, operation: &str) -> Call {
    let mut calls = all(client);
    let found = calls.iter().position(|call| call.operation == operation);
    calls.swap_remove(found.expect("there is a call of each operation"))
}

/// All seven operations, ready to be sent.
pub(super) fn all(client: &Client) -> Vec<Call> {
    let id = recording::ID;
    macro_rules! ready {
        ($operation:literal, $request:expr) => {{
            let request = $request;
            let outcome = Box::pin(async move { request.await.map(drop) });
            Call {
                operation: $operation,
                outcome,
            }
        }};
    }
    vec![
        ready!("getSIMIntegrations", client.get_sim_integrations()),
        ready!(
            "createSIMIntegration",
            client.create_sim_integration(integration())
        ),
        ready!("getSIMIntegration", client.get_sim_integration(id)),
        ready!(
            "putSIMIntegration",
            client.put_sim_integration(id, integration())
        ),
        ready!(
            "patchSIMAttributes",
            client.patch_sim_attributes(id, wrapped_patch())
        ),
        ready!("deleteSIMIntegration", client.delete_sim_integration(id)),
        ready!(
            "patchBeforeProvisioningRule",
            client.patch_before_provisioning_rule(id, wrapped_patch())
        ),
    ]
}

/// What the recorded calls were given, the service's own properties included.
pub(super) fn integration() -> SimIntegrationDetails {
    from_value(recording::integration_given()).expect("a recorded integration decodes")
}

fn wrapped_patch() -> JsonPatch {
    from_value(recording::wrapped_patch()).expect("a recorded patch decodes")
}
