//! What a person would write for the same JSON: structs with serde's derive, plain, and with a
//! flattened map for the properties that they do not name.

use serde_json::{Value, json};

/// A module of them, each with a field more or without.
macro_rules! structs {
    ($module:ident, $(#[$attribute:meta] $rest:ident: $map:ty)?) => {
        mod $module {
            use serde::{Deserialize, Serialize};
            use serde_json::{Map, Value};

            #[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
            #[serde(rename_all = "camelCase")]
            pub(crate) struct Integration {
                #[serde(skip_serializing_if = "Option::is_none")]
                pub(crate) id: Option<String>,
                pub(crate) name: String,
                #[serde(skip_serializing_if = "Option::is_none")]
                pub(crate) created: Option<String>,
                #[serde(skip_serializing_if = "Option::is_none")]
                pub(crate) modified: Option<String>,
                pub(crate) description: String,
                pub(crate) r#type: String,
                #[serde(skip_serializing_if = "Option::is_none")]
                pub(crate) owner_ref: Option<Reference>,
                #[serde(skip_serializing_if = "Option::is_none")]
                pub(crate) cluster_ref: Option<Reference>,
                #[serde(skip_serializing_if = "Option::is_none")]
                pub(crate) cluster: Option<String>,
                #[serde(skip_serializing_if = "Option::is_none")]
                pub(crate) managed_sources: Option<Vec<String>>,
                #[serde(skip_serializing_if = "Option::is_none")]
                pub(crate) provisioning_config: Option<ProvisioningConfig>,
                pub(crate) attributes: Map<String, Value>,
                #[serde(skip_serializing_if = "Option::is_none")]
                pub(crate) before_provisioning_rule: Option<Reference>,
                $(#[$attribute] pub(crate) $rest: $map,)?
            }

            #[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
            pub(crate) struct Reference {
                #[serde(skip_serializing_if = "Option::is_none")]
                pub(crate) r#type: Option<Kind>,
                #[serde(skip_serializing_if = "Option::is_none")]
                pub(crate) id: Option<String>,
                #[serde(skip_serializing_if = "Option::is_none")]
                pub(crate) name: Option<String>,
                $(#[$attribute] pub(crate) $rest: $map,)?
            }

            #[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
            #[serde(rename_all = "UPPERCASE")]
            pub(crate) enum Kind {
                Cluster,
                Identity,
                Rule,
                Source,
            }

            #[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
            #[serde(rename_all = "camelCase")]
            pub(crate) struct ProvisioningConfig {
                #[serde(skip_serializing_if = "Option::is_none")]
                pub(crate) universal_manager: Option<bool>,
                #[serde(skip_serializing_if = "Option::is_none")]
                pub(crate) managed_resource_refs: Option<Vec<Reference>>,
                pub(crate) plan_initializer_script: Option<Script>,
                #[serde(skip_serializing_if = "Option::is_none")]
                pub(crate) no_provisioning_requests: Option<bool>,
                #[serde(skip_serializing_if = "Option::is_none")]
                pub(crate) provisioning_request_expiration: Option<i32>,
                $(#[$attribute] pub(crate) $rest: $map,)?
            }

            #[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
            pub(crate) struct Script {
                #[serde(skip_serializing_if = "Option::is_none")]
                pub(crate) source: Option<String>,
                $(#[$attribute] pub(crate) $rest: $map,)?
            }
        }
    };
}

pub(crate) use structs;

/// An integration with all that servers send.
pub(crate) fn item() -> Value {
    json!({
        "id": "62945a496ef440189b1f03e3623411c8",
        "name": "ServiceNow tickets",
        "created": "2024-01-17T18:45:25.994Z",
        "modified": "2024-02-18T18:45:25.994Z",
        "description": "Opens a ServiceNow ticket for every provisioning action.",
        "type": "ServiceNowSDIM",
        "ownerRef": {"type": "IDENTITY", "id": "2c9180a46faadee4016fb4e018c20639", "name": "Desk"},
        "clusterRef": {"type": "CLUSTER", "id": "2c9180847a7fccdd017aa5896f9f4f6f", "name": "VA"},
        "provisioningConfig": {
            "universalManager": false,
            "managedResourceRefs": [
                {"type": "SOURCE", "id": "2c9180835d191a86015d28455b4a2329", "name": "Employees"}
            ],
            "planInitializerScript": null,
            "noProvisioningRequests": false,
            "provisioningRequestExpiration": 72
        },
        "attributes": {"url": "https://tickets.example.com", "username": "sim-integration"}
    })
}
