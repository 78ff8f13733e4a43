//! The facts, in words of our own; no text of the vendor's pages is here.

use super::Where::{self, EachOperation, Errors, Index, Model, Of, WithDetails, WithId, WithPatch};

/// One of the seven operations.
pub(super) struct Operation {
    /// The method of the client.
    pub(super) method: &'static str,
    /// Its type.
    pub(super) ty: &'static str,
    /// What the vendor calls its page.
    pub(super) page: &'static str,
    /// The method of HTTP, and the path below the collection.
    pub(super) call: (&'static str, &'static str),
}

pub(super) const OPERATIONS: [Operation; 7] = [
    Operation {
        method: "get_sim_integrations",
        ty: "GetSimIntegrations",
        page: "get-sim-integrations",
        call: ("GET", ""),
    },
    Operation {
        method: "create_sim_integration",
        ty: "CreateSimIntegration",
        page: "create-sim-integration",
        call: ("POST", ""),
    },
    Operation {
        method: "get_sim_integration",
        ty: "GetSimIntegration",
        page: "get-sim-integration",
        call: ("GET", "/{id}"),
    },
    Operation {
        method: "put_sim_integration",
        ty: "PutSimIntegration",
        page: "put-sim-integration",
        call: ("PUT", "/{id}"),
    },
    Operation {
        method: "delete_sim_integration",
        ty: "DeleteSimIntegration",
        page: "delete-sim-integration",
        call: ("DELETE", "/{id}"),
    },
    Operation {
        method: "patch_sim_attributes",
        ty: "PatchSimAttributes",
        page: "patch-sim-attributes",
        call: ("PATCH", "/{id}"),
    },
    Operation {
        method: "patch_before_provisioning_rule",
        ty: "PatchBeforeProvisioningRule",
        page: "patch-before-provisioning-rule",
        call: ("PATCH", "/{id}/beforeProvisioningRule"),
    },
];

/// One module of the crate.
pub(super) struct Version {
    pub(super) module: &'static str,
    /// What its base URLs end with.
    pub(super) base_path: &'static str,
    /// The path of the list.
    pub(super) collection: &'static str,
    /// Whether the vendor's pages of its operations are known.
    pub(super) has_pages: bool,
}

pub(super) const VERSIONS: [Version; 4] = [
    Version {
        module: "v2024",
        base_path: "/v2024",
        collection: "/sim-integrations",
        has_pages: true,
    },
    Version {
        module: "v2025",
        base_path: "/v2025",
        collection: "/sim-integrations",
        has_pages: true,
    },
    Version {
        module: "v2026",
        base_path: "/v2026",
        collection: "/sim-integrations",
        has_pages: false,
    },
    Version {
        module: "v1",
        base_path: "",
        collection: "/sim-integrations/v1",
        has_pages: false,
    },
];

/// The two forms of the base URL, and what stands for their variables by default.
pub(super) const SERVERS: [(&str, &str); 2] = [
    (
        "https://{tenant}.api.identitynow.com",
        "`tenant`, `sailpoint` by default",
    ),
    (
        "https://{apiUrl}",
        "`apiUrl`, `sailpoint.api.identitynow.com` by default",
    ),
];

/// Facts as regular expressions; a space is any white space.
pub(super) const FACTS: &[(Where, &str)] = &[
    // The head of each page.
    (Index, "Service Integration Module"),
    (Index, "provisioning actions into ServiceNow tickets"),
    (Index, "platform for IT service management"),
    (Index, "automates how services are requested"),
    (Index, "Service Desk licence"),
    (Index, "Customer Success Manager"),
    (Index, "legacy"),
    (Index, "no new implementations since July 21, 2021"),
    (
        Index,
        r"support policy\]\(https://community\.sailpoint\.com/\S+/ta-p/79422\)",
    ),
    (Index, "until July 2022"),
    (Index, r"X-SailPoint-Experimental"),
    // Each operation.
    (
        EachOperation,
        "Experimental: SailPoint may change this call",
    ),
    (
        EachOperation,
        r"X-SailPoint-Experimental` \(header, `String`, required and sent by default",
    ),
    (EachOperation, "Enables this experimental call"),
    (EachOperation, "unless it is `true`"),
    (EachOperation, "400, 401, 403, 404, 429, 500"),
    // What each does.
    (Of("get_sim_integrations"), "List all SIM integrations"),
    (Of("create_sim_integration"), "Create a SIM integration"),
    (Of("get_sim_integration"), "Get one SIM integration"),
    (Of("put_sim_integration"), "Replace a SIM integration"),
    (Of("delete_sim_integration"), "Delete a SIM integration"),
    (
        Of("patch_sim_attributes"),
        "Change parts of a SIM integration",
    ),
    (
        Of("patch_before_provisioning_rule"),
        "Change the rule that runs before provisioning",
    ),
    // Successes.
    (
        Of("get_sim_integrations"),
        "200, a list of .*ServiceDeskIntegrationDto",
    ),
    (
        Of("create_sim_integration"),
        "200, .*ServiceDeskIntegrationDto.*: The integration as it was created",
    ),
    (
        Of("get_sim_integration"),
        "200, .*ServiceDeskIntegrationDto.*: The integration as it is stored",
    ),
    (
        Of("put_sim_integration"),
        "200, .*ServiceDeskIntegrationDto.*: The integration as it is after the update",
    ),
    (
        WithPatch,
        "200, .*ServiceDeskIntegrationDto.*: The integration as it is after the patch",
    ),
    (Of("delete_sim_integration"), "200.*There is no body"),
    // Parameters and bodies.
    (WithId, "`id` .path, `String`.: Which integration"),
    (
        Of("create_sim_integration"),
        r"body \(`application/json`, .*SimIntegrationDetails.*\): The integration to create",
    ),
    (
        Of("put_sim_integration"),
        r"body \(`application/json`, .*SimIntegrationDetails.*\): The whole integration",
    ),
    (
        WithDetails,
        "Left out because they are read-only: `id`, `created`, `modified`",
    ),
    (
        Of("patch_sim_attributes"),
        r"body \(`application/json-patch\+json`, .*JsonPatch.*\): The changes of the integration",
    ),
    (
        Of("patch_before_provisioning_rule"),
        r"body \(`application/json-patch\+json`, .*JsonPatch.*\): The changes of `beforeProvisioningRule`",
    ),
    (
        WithPatch,
        "A list of operations is sent as the array; a `JsonPatch` is sent as the object",
    ),
    (WithPatch, r#"replace\( ?"/description", ""#),
    // The example of a body that is an integration.
    (WithDetails, r#""closed_cancelled", "Failed""#),
    (WithDetails, r#""closed_complete", "Committed""#),
    (WithDetails, r#""closed_incomplete", "Failed""#),
    (WithDetails, r#""closed_rejected", "Failed""#),
    (WithDetails, r#""in_process", "Queued""#),
    (WithDetails, r#""requested", "Queued""#),
    (WithDetails, r#""description", ""#),
    (WithDetails, r#""req_description", ""#),
    (WithDetails, r#""req_short_description", ""#),
    (
        WithDetails,
        r#""short_description", ".* \$!plan\.arguments\.identityRequestId""#,
    ),
    (WithDetails, r#"with_cluster\("xyzzy999"\)"#),
    (WithDetails, r#"with_description\( ?""#),
    (WithDetails, "2c9180835d191a86015d28455b4a2329"),
    (WithDetails, "2c5680835d191a85765d28455b4a9823"),
    (WithDetails, r#"with_type\("ServiceNow Service Desk"\)"#),
    (WithDetails, r#"with_name\("Example Rule"\)"#),
    (
        WithDetails,
        r#"with_id\("2c918085708c274401708c2a8a760001"\)"#,
    ),
    // Errors: what each status means, and the type of its body.
    (
        Errors,
        "400.*: The request body is not what the service expects",
    ),
    (
        Errors,
        "401.*: There was no `Authorization` header, or its access token has expired",
    ),
    (Errors, "403.*: The token is valid, but its owner lacks"),
    (Errors, "404.*: The URL names something that does not exist"),
    (Errors, "429.*: Too many calls: .* 100 calls in 10 seconds"),
    (Errors, "`Retry-After` says how long to wait"),
    (Errors, "500.*: The service failed unexpectedly"),
    (Errors, "BadRequest.{1,10}ErrorResponseDto"),
    (Errors, "Unauthorized.{1,10}UnauthorizedError"),
    (Errors, "Forbidden.{1,10}ErrorResponseDto"),
    (Errors, "NotFound.{1,10}ErrorResponseDto"),
    (Errors, "TooManyRequests.{1,10}TooManyRequestsError"),
    (Errors, "InternalServerError.{1,10}ErrorResponseDto"),
    // Models.
    (
        Model("json_patch_operation"),
        "Required for `add` and `replace`",
    ),
    (
        Model("locale_origin"),
        "best match for the `Accept-Language` header",
    ),
    (Model("locale_origin"), "system's default"),
    (
        Model("sim_integration_details"),
        "`closed_incomplete`, `closed_rejected` .`Failed`.",
    ),
    (
        Model("sim_integration_details"),
        "`req_description` and `req_short_description`",
    ),
];

/// Facts that only the pages of Markdown say; in the code the types do.
pub(super) const ON_PAGES: &[(Where, &str)] = &[
    (EachOperation, "`Accept: application/json`"),
    (EachOperation, "Sent as `\"true\"` unless set"),
];
