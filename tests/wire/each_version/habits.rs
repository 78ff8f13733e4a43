//! What people write without looking it up: one name for errors, values and lists as they have them
//! at hand, `?`, a closure for tokens, a transport of their own.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use sailpoint_sim::{
    AccessToken, BoxError, BoxFuture, Config, Credentials, TokenSource, Transport, TransportError,
    TransportFuture, TransportRequest, TransportStage, mock,
};
use serde::ser::{Serialize, SerializeStruct as _, Serializer};
use serde_json::{Value, json, to_value};

use super::api::errors::SimIntegrationsError;
use super::api::models::{
    DtoType, JsonPatchBody, JsonPatchOperation, ProvisioningConfig, ServiceDeskSource,
    SimIntegrationDetails,
};
use super::api::{Client, Error};

const NOWHERE: &str = "62945a496ef440189b1f03e362341111";

fn client(mock: &mock::Mock) -> Client {
    Client::new(mock.config()).expect("the settings are complete")
}

/// The error has no parameter to write, and `?` takes it.
async fn first_name(client: &Client) -> Result<Option<String>, Error> {
    let all = client.get_sim_integrations().await?;
    Ok(all.into_iter().next().map(|found| found.name))
}

#[tokio::test]
async fn one_name_stands_for_the_errors_of_all_operations() {
    let mock = mock::start().expect("a free port");
    let name = first_name(&client(&mock)).await.expect("a list");
    assert!(name.is_some());
}

#[test]
fn new_takes_text_and_null_has_a_function() {
    let named = SimIntegrationDetails::new("Tickets");
    assert_eq!(
        to_value(&named).expect("it encodes"),
        json!({"name": "Tickets"})
    );
    let nameless = named.with_null_name();
    assert_eq!(
        to_value(&nameless).expect("it encodes"),
        json!({"name": null})
    );
}

struct Desk {
    url: &'static str,
}

impl Serialize for Desk {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut desk = serializer.serialize_struct("Desk", 1)?;
        desk.serialize_field("url", self.url)?;
        desk.end()
    }
}

#[test]
fn free_form_objects_are_json_pairs_maps_or_structs() {
    let url = "https://tickets.example.com";
    let new = || SimIntegrationDetails::new("Tickets");
    let wanted = json!({"url": url});
    for details in [
        new().with_attributes(json!({"url": url})),
        new().with_attributes([("url", url)]),
        new().with_attributes(vec![("url".to_owned(), json!(url))]),
        new().with_attributes(BTreeMap::from([("url", url)])),
        new().with_attributes(Desk { url }),
        new().with_attributes(&Desk { url }),
    ] {
        let sent = to_value(&details).expect("it encodes");
        assert_eq!(sent["attributes"], wanted);
    }
    let none: [(&str, &str); 0] = [];
    let empty = to_value(new().with_attributes(none)).expect("it encodes");
    assert_eq!(empty["attributes"], json!({}));
}

#[test]
fn a_list_is_an_array_a_vector_or_an_iterator_of_texts() {
    let new = || SimIntegrationDetails::new("Tickets");
    let (one, two) = ("a".to_owned(), "b".to_owned());
    let owned = || vec![one.clone(), two.clone()];
    let kept = owned();
    for details in [
        new().with_sources(["a", "b"]),
        new().with_sources(vec!["a", "b"]),
        new().with_sources([one.clone(), two.clone()]),
        new().with_sources(owned()),
        new().with_sources(&kept),
        new().with_sources(kept.as_slice()),
        new().with_sources(["a", "b"].map(String::from)),
        new().with_sources("a b".split(' ')),
        new().with_sources(owned().iter().map(String::as_str)),
        new().with_sources(BTreeMap::from([("a", 1), ("b", 2)]).into_keys()),
    ] {
        let sent = to_value(&details).expect("it encodes");
        assert_eq!(sent["sources"], json!(["a", "b"]));
    }
    // Nothing says of which type the elements are that become texts.
    for details in [
        new().with_sources(Vec::<String>::new()),
        new().with_sources([""; 0]),
        new().with_sources(None::<&str>),
    ] {
        let sent = to_value(&details).expect("it encodes");
        assert_eq!(sent["sources"], json!([]));
    }
}

/// Elements that nothing else becomes: their type needs no word.
#[test]
fn a_list_of_structs_may_be_empty_without_a_type() {
    let source = || ServiceDeskSource::new().with_name("Employees");
    for (config, count) in [
        (ProvisioningConfig::new().with_managed_resource_refs([]), 0),
        (ProvisioningConfig::new().with_managed_resource_refs(vec![]), 0),
        (ProvisioningConfig::new().with_managed_resource_refs(Vec::new()), 0),
        (ProvisioningConfig::new().with_managed_resource_refs([source()]), 1),
        (ProvisioningConfig::new().with_managed_resource_refs(vec![source()]), 1),
        (
            ProvisioningConfig::new().with_managed_resource_refs((0..2).map(|_| source())),
            2,
        ),
    ] {
        let sent = to_value(&config).expect("it encodes");
        let list = sent["managedResourceRefs"].as_array();
        assert_eq!(list.map(Vec::len), Some(count), "{sent}");
    }
}

/// A setter can't fail, and what it is given is not lost: the server sees it.
#[test]
fn what_is_no_object_is_sent_as_it_is() {
    for value in [
        json!(5),
        json!("text"),
        json!([1, 2]),
        json!([["a", 1, 2]]),
        json!(null),
    ] {
        let details = SimIntegrationDetails::new("Tickets").with_attributes(&value);
        let sent: Value = to_value(details).expect("it encodes");
        assert_eq!(sent["attributes"], value);
    }
}

#[tokio::test]
async fn a_patch_is_one_operation_or_several() {
    let one = || JsonPatchOperation::replace("/description", "New");
    let bare = json!([{"op": "replace", "path": "/description", "value": "New"}]);
    for body in [
        JsonPatchBody::from(one()),
        JsonPatchBody::from([one()]),
        JsonPatchBody::from(vec![one()]),
    ] {
        assert_eq!(to_value(body).expect("it encodes"), bare);
    }
    let mock = mock::start().expect("a free port");
    let client = client(&mock);
    let all = client.get_sim_integrations().await.expect("a list");
    let id = all[0].id.clone().expect("it has one");
    let patched = client
        .patch_sim_attributes(id, one())
        .await
        .expect("patched");
    assert_eq!(patched.description, "New");
}

#[test]
fn enums_become_text_and_text_becomes_enums() {
    let rule: DtoType = "RULE".parse().expect("any text is a value");
    assert_eq!(rule, DtoType::Rule);
    assert_eq!(String::from(rule), "RULE");
    let Ok(other) = "SOMETHING_NEW".parse::<DtoType>();
    assert_eq!(other, DtoType::Unknown("SOMETHING_NEW".to_owned()));
    assert_eq!(String::from(other), "SOMETHING_NEW");
}

#[tokio::test]
async fn a_closure_is_a_source_of_tokens() {
    let count = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&count);
    let source = move || {
        let count = Arc::clone(&counted);
        async move {
            count.fetch_add(1, Ordering::Relaxed);
            Ok(AccessToken::new("from-a-closure"))
        }
    };
    let mock = mock::start().expect("a free port");
    let config: Config = mock
        .config()
        .with_credentials(Credentials::token_source(source));
    let client = Client::new(config).expect("the settings are complete");
    client.get_sim_integrations().await.expect("a list");
    client.get_sim_integrations().await.expect("a list");
    assert_eq!(count.load(Ordering::Relaxed), 1, "it is kept");
    let sent = mock.requests();
    let header = sent[0].header("authorization");
    assert_eq!(header, Some("Bearer from-a-closure"));
}

/// Nobody has to implement the trait.
#[test]
fn the_trait_is_where_people_look() {
    fn takes(_: impl TokenSource) {}
    takes(|| async { Err("none today".into()) });
}

/// A transport and a source of tokens, written with the names of the crate's root alone.
struct Unreachable;

impl Transport for Unreachable {
    fn send(&self, _: TransportRequest) -> TransportFuture {
        let error = TransportError::new(TransportStage::Connect, "the cable is out");
        Box::pin(async move { Err(error) })
    }
}

struct Vault;

impl TokenSource for Vault {
    fn fetch(&self) -> BoxFuture<'_, Result<AccessToken, BoxError>> {
        Box::pin(async { Ok(AccessToken::new("from-the-vault")) })
    }
}

#[tokio::test]
async fn a_transport_and_a_source_of_tokens_need_no_name_of_the_runtime() {
    let config = Config::new()
        .with_base_url("https://acme.example.com")
        .with_credentials(Credentials::token_source(Vault))
        .with_retry(sailpoint_sim::RetryPolicy::none())
        .with_transport(Unreachable);
    let client = Client::new(config).expect("the settings are complete");
    let error = client.get_sim_integrations().await.expect_err("no cable");
    assert!(error.to_string().contains("the cable is out"), "{error}");
}

/// What a program does with errors whose type it does not name.
async fn code(client: &Client) -> Result<String, Box<dyn std::error::Error>> {
    match client.get_sim_integration(NOWHERE).await {
        Ok(found) => Ok(found.name),
        Err(Error::Api(error)) if error.body().detail_code().is_some() => Err(error.into_body())?,
        Err(Error::Api(error)) => Err(error)?,
        Err(other) => Err(other)?,
    }
}

#[tokio::test]
async fn bodies_of_errors_are_errors_with_the_codes_that_support_asks_for() {
    let mock = mock::start().expect("a free port");
    let client = client(&mock);
    let error = code(&client).await.expect_err("it is not there");
    let body = error
        .downcast_ref::<SimIntegrationsError>()
        .expect("the body");
    let (detail_code, tracking_id) = (body.detail_code(), body.tracking_id());
    let shown = format!(
        "NotFound detailCode={:?} trackingId={:?}",
        detail_code.expect("the mock server has the document's"),
        tracking_id.expect("the mock server has the document's"),
    );
    assert_eq!(body.to_string(), shown);
    let error = client
        .get_sim_integration(NOWHERE)
        .await
        .expect_err("it is not there");
    assert_eq!(error.body_property("detailCode"), body.detail_code());
    assert_eq!(error.body_property("messages"), None, "it is a list");
}

#[tokio::test]
async fn what_is_not_there_is_none() {
    let mock = mock::start().expect("a free port");
    let client = client(&mock);
    let all = client.get_sim_integrations().await.expect("a list");
    let id = all[0].id.clone().expect("it has one");
    let found = client
        .get_sim_integration(id)
        .optional()
        .await
        .expect("it is there");
    assert_eq!(found.map(|found| found.name), Some(all[0].name.clone()));
    let found = client.get_sim_integration(NOWHERE).optional().await;
    assert!(found.expect("404 is documented").is_none());
}

#[tokio::test]
async fn other_errors_stay_errors() {
    let mock = mock::start().expect("a free port");
    mock.on::<super::api::sim_integrations::GetSimIntegration>()
        .fails_with(403);
    let found = client(&mock).get_sim_integration(NOWHERE).optional().await;
    assert_eq!(
        found
            .expect_err("403")
            .status()
            .map(|status| status.as_u16()),
        Some(403)
    );
}

#[test]
fn a_blocking_call_is_one_word() {
    let mock = mock::start().expect("a free port");
    let client = Client::blocking(mock.config()).expect("the settings are complete");
    let all = client.get_sim_integrations().call().expect("a list");
    let id = all[0].id.clone().expect("it has one");
    let one = client.get_sim_integration(&id).call().expect("it is there");
    assert_eq!(one.name, all[0].name);
    let found = client.get_sim_integration(NOWHERE).optional();
    assert!(found.expect("404 is documented").is_none());
    assert!(
        client
            .get_sim_integration(&id)
            .optional()
            .expect("it is there")
            .is_some()
    );
}
