//! What SailPoint's own SDKs were seen to send, as facts to compare with: the Python SDK 1.4.2 for
//! v2024 and v2025, the Python SDK 2.1.72 for v1, the TypeScript SDK 1.4.15 for the bare array of a
//! patch.

use serde_json::{Value, json};

use crate::server::Recorded;

/// The path parameter of every recorded call that has one.
pub(crate) const ID: &str = "12345";

/// One recorded request, as far as ours must match it.
#[derive(Debug)]
pub(crate) struct Recording {
    /// The operation that sent it.
    pub(crate) operation: &'static str,
    method: &'static str,
    /// Below that of all integrations.
    path: &'static str,
    content_type: Option<&'static str>,
    body: Option<Value>,
}

impl Recording {
    /// Panics unless `request` is this recording, where this is the path of all integrations.
    #[track_caller]
    pub(crate) fn assert_matches(&self, integrations: &str, request: &Recorded) {
        let operation = self.operation;
        assert_eq!(request.method, self.method, "{operation}");
        assert_eq!(
            request.path,
            format!("{integrations}{}", self.path),
            "{operation}"
        );
        assert_eq!(request.query, None, "{operation}");
        assert_eq!(
            request.header("accept"),
            ["application/json"],
            "{operation}"
        );
        assert_eq!(
            request.header("authorization"),
            ["Bearer tok-123"],
            "{operation}"
        );
        assert_eq!(
            request.header("x-sailpoint-experimental"),
            ["true"],
            "{operation}"
        );
        let content_type: Vec<_> = self.content_type.into_iter().collect();
        assert_eq!(request.header("content-type"), content_type, "{operation}");
        assert_eq!(request.json(), self.body, "{operation}");
    }
}

/// All seven operations.
pub(crate) fn all() -> [Recording; 7] {
    [
        Recording {
            operation: "getSIMIntegrations",
            method: "GET",
            path: "",
            content_type: None,
            body: None,
        },
        Recording {
            operation: "createSIMIntegration",
            method: "POST",
            path: "",
            content_type: Some("application/json"),
            body: Some(integration_sent()),
        },
        Recording {
            operation: "getSIMIntegration",
            method: "GET",
            path: "/12345",
            content_type: None,
            body: None,
        },
        Recording {
            operation: "putSIMIntegration",
            method: "PUT",
            path: "/12345",
            content_type: Some("application/json"),
            body: Some(integration_sent()),
        },
        patch_sim_attributes(wrapped_patch()),
        Recording {
            operation: "deleteSIMIntegration",
            method: "DELETE",
            path: "/12345",
            content_type: None,
            body: None,
        },
        patch_before_provisioning_rule(wrapped_patch()),
    ]
}

/// All seven operations as the SDK 2.1.72 sends them, which knows only v1: with the same
/// methods, paths and headers.
pub(crate) fn all_of_newest_sdk() -> [Recording; 7] {
    all().map(|recording| {
        let body = match recording.content_type {
            Some("application/json") => Some(integration_of_newest_sdk()),
            Some(_) => Some(patch_of_newest_sdk()),
            None => None,
        };
        Recording { body, ..recording }
    })
}

/// What the SDK 2.1.72 was given, and sent as it is.
pub(crate) fn integration_of_newest_sdk() -> Value {
    json!({
        "name": "aName",
        "description": "Integration description",
        "type": "ServiceNow Service Desk",
        "attributes": {"uid": "Walter White"},
        "sources": ["2c9180835d191a86015d28455b4a2329"],
        "cluster": "xyzzy999",
        "statusMap": {"closed_complete": "Committed"},
        "request": {"short_description": "x"},
        "beforeProvisioningRule": {
            "type": "RULE",
            "id": "2c918085708c274401708c2a8a760001",
            "name": "Example Rule"
        }
    })
}

/// The patch that it sent.
pub(crate) fn patch_of_newest_sdk() -> Value {
    json!({"operations": [
        {"op": "replace", "path": "/description", "value": "New description"}
    ]})
}

/// The call as it was recorded, with this body.
pub(crate) fn patch_sim_attributes(body: Value) -> Recording {
    Recording {
        operation: "patchSIMAttributes",
        method: "PATCH",
        path: "/12345",
        content_type: Some("application/json-patch+json"),
        body: Some(body),
    }
}

/// The call as it was recorded, with this body.
pub(crate) fn patch_before_provisioning_rule(body: Value) -> Recording {
    Recording {
        operation: "patchBeforeProvisioningRule",
        method: "PATCH",
        path: "/12345/beforeProvisioningRule",
        content_type: Some("application/json-patch+json"),
        body: Some(body),
    }
}

/// The operations of a recorded patch.
pub(crate) fn patch_operations() -> Value {
    let replace = json!({"op": "replace", "path": "/description", "value": "New description"});
    json!([replace, replace])
}

/// The patch that the Python SDK sent.
pub(crate) fn wrapped_patch() -> Value {
    json!({"operations": patch_operations()})
}

/// What the SDKs were given to create or replace: with the properties that
/// only the service may set.
pub(crate) fn integration_given() -> Value {
    let mut integration = integration_sent();
    integration["id"] = json!("id12345");
    integration["created"] = json!("2015-05-28T14:07:17Z");
    integration["modified"] = json!("2015-05-28T14:07:17Z");
    integration
}

/// What the Python SDK made of it.
pub(crate) fn integration_sent() -> Value {
    json!({
        "name": "aName",
        "description": "Integration description",
        "type": "ServiceNow Service Desk",
        "attributes": {
            "uid": "Walter White",
            "firstname": "walter",
            "cloudStatus": "UNREGISTERED",
            "displayName": "Walter White",
            "identificationNumber": "942",
            "lastSyncDate": 1_470_348_809_380_u64,
            "email": "walter@gmail.com",
            "lastname": "white"
        },
        "sources": ["2c9180835d191a86015d28455b4a2329", "2c5680835d191a85765d28455b4a9823"],
        "cluster": "xyzzy999",
        "statusMap": {
            "closed_cancelled": "Failed",
            "closed_complete": "Committed",
            "closed_incomplete": "Failed",
            "closed_rejected": "Failed",
            "in_process": "Queued",
            "requested": "Queued"
        },
        "request": {
            "description": "SailPoint Access Request,",
            "req_description": "The Service Request created by SailPoint ServiceNow Service Integration Module (SIM).,",
            "req_short_description": "SailPoint New Access Request Created from IdentityNow,",
            "short_description": "SailPoint Access Request $!plan.arguments.identityRequestId"
        },
        "beforeProvisioningRule": {
            "type": "IDENTITY",
            "id": "2c918085708c274401708c2a8a760001",
            "name": "Example Rule"
        }
    })
}
