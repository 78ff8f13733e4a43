//! What SailPoint's pages tell of the seven operations, as facts, held against what the
//! generated documentation says: the pages of Markdown and the comments of the code.
//!
//! The table is of facts, in words of our own; no text of the pages is here.

use regex::Regex;

use crate::spec;

/// Where a fact must be.
#[derive(Clone, Copy, Debug)]
enum Where {
    /// In the index of the pages and in the documentation of each module.
    Index,
    /// On the page and on the type of one operation.
    Of(&'static str),
    /// The same for each operation.
    EachOperation,
    /// On the page and in the code of the errors.
    Errors,
    /// On the page and in the code of one schema.
    Model(&'static str),
}

use Where::{EachOperation, Errors, Index, Model, Of};

const OPERATIONS: [(&str, &str, &str); 7] = [
    (
        "get_sim_integrations",
        "GetSimIntegrations",
        "get-sim-integrations",
    ),
    (
        "create_sim_integration",
        "CreateSimIntegration",
        "create-sim-integration",
    ),
    (
        "get_sim_integration",
        "GetSimIntegration",
        "get-sim-integration",
    ),
    (
        "put_sim_integration",
        "PutSimIntegration",
        "put-sim-integration",
    ),
    (
        "delete_sim_integration",
        "DeleteSimIntegration",
        "delete-sim-integration",
    ),
    (
        "patch_sim_attributes",
        "PatchSimAttributes",
        "patch-sim-attributes",
    ),
    (
        "patch_before_provisioning_rule",
        "PatchBeforeProvisioningRule",
        "patch-before-provisioning-rule",
    ),
];

/// Facts as regular expressions; a space is any white space.
const FACTS: &[(Where, &str)] = &[
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
    (Of("get_sim_integrations"), "`GET /sim-integrations`"),
    (Of("create_sim_integration"), "`POST /sim-integrations`"),
    (Of("get_sim_integration"), r"`GET /sim-integrations/\{id\}`"),
    (Of("put_sim_integration"), r"`PUT /sim-integrations/\{id\}`"),
    (
        Of("delete_sim_integration"),
        r"`DELETE /sim-integrations/\{id\}`",
    ),
    (
        Of("patch_sim_attributes"),
        r"`PATCH /sim-integrations/\{id\}`",
    ),
    (
        Of("patch_before_provisioning_rule"),
        r"`PATCH /sim-integrations/\{id\}/beforeProvisioningRule`",
    ),
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
        Of("patch_sim_attributes"),
        "200, .*ServiceDeskIntegrationDto.*: The integration as it is after the patch",
    ),
    (
        Of("patch_before_provisioning_rule"),
        "200, .*ServiceDeskIntegrationDto.*: The integration as it is after the patch",
    ),
    (Of("delete_sim_integration"), "200.*There is no body"),
    (Of("get_sim_integration"), "`id` .path"),
    (Of("put_sim_integration"), "`id` .path"),
    (Of("delete_sim_integration"), "`id` .path"),
    (Of("patch_sim_attributes"), "`id` .path"),
    (Of("patch_before_provisioning_rule"), "`id` .path"),
    (
        Of("create_sim_integration"),
        r"body \(`application/json`, .*SimIntegrationDetails.*\): The integration to create",
    ),
    (
        Of("put_sim_integration"),
        r"body \(`application/json`, .*SimIntegrationDetails.*\): The whole integration",
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
        Of("patch_sim_attributes"),
        "A list of operations is sent as the array; a `JsonPatch` is sent as the object",
    ),
    (
        Of("patch_before_provisioning_rule"),
        "A list of operations is sent as the array; a `JsonPatch` is sent as the object",
    ),
    (Of("patch_sim_attributes"), "/description"),
    (Of("patch_before_provisioning_rule"), "/description"),
    // The examples of both bodies that hold an integration.
    (
        Of("create_sim_integration"),
        r#"closed_cancelled".*"Failed"#,
    ),
    (
        Of("create_sim_integration"),
        r#"closed_complete".*"Committed"#,
    ),
    (
        Of("create_sim_integration"),
        r#"closed_incomplete".*"Failed"#,
    ),
    (Of("create_sim_integration"), r#"closed_rejected".*"Failed"#),
    (Of("create_sim_integration"), r#"in_process".*"Queued"#),
    (Of("create_sim_integration"), r#"requested".*"Queued"#),
    (Of("create_sim_integration"), r#""description""#),
    (Of("create_sim_integration"), r#""req_description""#),
    (Of("create_sim_integration"), r#""req_short_description""#),
    (Of("create_sim_integration"), r#""short_description""#),
    (
        Of("create_sim_integration"),
        r"\$!plan\.arguments\.identityRequestId",
    ),
    (Of("create_sim_integration"), "xyzzy999"),
    (
        Of("create_sim_integration"),
        "2c9180835d191a86015d28455b4a2329",
    ),
    (
        Of("create_sim_integration"),
        "2c5680835d191a85765d28455b4a9823",
    ),
    (Of("create_sim_integration"), "ServiceNow Service Desk"),
    (Of("create_sim_integration"), "Example Rule"),
    (
        Of("create_sim_integration"),
        "2c918085708c274401708c2a8a760001",
    ),
    (Of("put_sim_integration"), r#"closed_rejected".*"Failed"#),
    (Of("put_sim_integration"), r#""req_short_description""#),
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
    (Errors, "ErrorResponseDto"),
    (Errors, "UnauthorizedError"),
    (Errors, "TooManyRequestsError"),
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
const ON_PAGES: &[(Where, &str)] = &[
    (Index, r"https://\{tenant\}\.api\.identitynow\.com/v2025"),
    (Index, r"https://\{tenant\}\.api\.identitynow\.com/v2024"),
    (Index, "`tenant`, `sailpoint` by default"),
    (EachOperation, "`Accept: application/json`"),
];

/// The texts that must have a fact: of Markdown, and of the code's comments.
struct Texts {
    pages: Vec<(String, String)>,
    code: Vec<(String, String)>,
}

impl Texts {
    fn read() -> Self {
        let (mut pages, mut code) = (Vec::new(), Vec::new());
        for file in spec::files() {
            match file.path.rsplit_once('.') {
                Some((_, "md")) if file.path.starts_with("docs/") => {
                    pages.push((file.path, file.text));
                }
                Some((_, "rs")) if file.path.starts_with("src/") => {
                    let text = comments(&file.text);
                    code.push((file.path, text));
                }
                _ => {}
            }
        }
        Self { pages, code }
    }

    /// The Markdown and the comments where facts of an operation are.
    fn of(&self, operation: &str) -> [String; 2] {
        let (_, ty, _) = OPERATIONS
            .iter()
            .find(|(name, ..)| *name == operation)
            .expect("an operation");
        let page = found(&self.pages, "sim_integrations.md");
        let page = page
            .split("\n## ")
            .find(|part| part.starts_with(&format!("`{operation}`")));
        let code = found(&self.code, "shared/sim_integrations.rs");
        let end = format!("\npub struct {ty}<");
        let before = code.split(&end).next().unwrap_or_default();
        let start = before.rfind("\npub struct ").unwrap_or_default();
        [
            page.unwrap_or_default().to_owned(),
            before[start..].to_owned(),
        ]
    }

    fn all(&self, place: Where) -> Vec<[String; 2]> {
        match place {
            Index => {
                let modules = self.code.iter();
                let modules = modules.filter(|(path, _)| is_module(path));
                let index = found(&self.pages, "docs/README.md");
                modules
                    .map(|(_, text)| [index.clone(), text.clone()])
                    .collect()
            }
            Of(operation) => vec![self.of(operation)],
            EachOperation => OPERATIONS.iter().map(|(name, ..)| self.of(name)).collect(),
            Errors => {
                let page = found(&self.pages, "sim_integrations.md");
                let page = page.split("\n## `SimIntegrationsError`").nth(1);
                let code = found(&self.code, "shared/errors.rs");
                vec![[page.unwrap_or_default().to_owned(), code]]
            }
            Model(name) => {
                let code = found(&self.code, &format!("models/{name}.rs"));
                vec![[found(&self.pages, "models.md"), code]]
            }
        }
    }
}

/// `src/v2025/mod.rs`
fn is_module(path: &str) -> bool {
    let module = path
        .strip_prefix("src/v")
        .and_then(|rest| rest.strip_suffix("/mod.rs"));
    module.is_some_and(|year| year.bytes().all(|c| c.is_ascii_digit()))
}

fn found(texts: &[(String, String)], end: &str) -> String {
    let found = texts.iter().filter(|(path, _)| path.ends_with(end));
    found.map(|(_, text)| text.as_str()).collect()
}

/// The code without the marks of its comments.
fn comments(code: &str) -> String {
    let lines = code.lines().map(|line| {
        let line = line.trim_start();
        let comment = line
            .strip_prefix("///")
            .or_else(|| line.strip_prefix("//!"));
        comment.map_or(line, |text| text.strip_prefix(' ').unwrap_or(text))
    });
    lines.flat_map(|line| [line, "\n"]).collect()
}

fn says(text: &str, fact: &str) -> bool {
    let fact = fact.replace(".*", r"(?:.|\s){0,300}?").replace(' ', r"\s+");
    Regex::new(&fact).expect(&fact).is_match(text)
}

#[test]
fn every_fact_of_the_vendors_pages_is_said() {
    let texts = Texts::read();
    let mut missing = Vec::new();
    for (place, fact) in FACTS {
        for [page, code] in texts.all(*place) {
            if !says(&page, fact) {
                missing.push(format!("no page says ({place:?}): {fact}"));
            }
            if !says(&code, fact) {
                missing.push(format!("no comment says ({place:?}): {fact}"));
            }
        }
    }
    for (place, fact) in ON_PAGES {
        for [page, _] in texts.all(*place) {
            if !says(&page, fact) {
                missing.push(format!("no page says ({place:?}): {fact}"));
            }
        }
    }
    for (name, _, slug) in OPERATIONS {
        for version in ["v2024", "v2025"] {
            let link = format!("developer.sailpoint.com/docs/api/{version}/{slug}");
            for text in texts.of(name) {
                if !text.contains(&link) {
                    missing.push(format!("{name}: {link}"));
                }
            }
        }
    }
    missing.dedup();
    assert!(missing.is_empty(), "{}", missing.join("\n"));
}

/// What the vendor's pages have wrong, or nobody knows, is not said.
#[test]
fn what_the_pages_have_wrong_is_not_repeated() {
    let texts = Texts::read();
    for name in ["get_sim_integrations", "create_sim_integration"] {
        for text in texts.of(name) {
            assert!(!says(&text, "integration has this `id`"), "{name}");
        }
    }
    for text in texts.of("patch_before_provisioning_rule") {
        assert!(says(&text, "does not say whether paths count"));
        assert!(!says(&text, r#""/name"#));
    }
    for text in texts.of("delete_sim_integration") {
        assert!(says(&text, "Removes the integration"));
    }
}
