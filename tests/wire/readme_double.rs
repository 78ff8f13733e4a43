//! The test of a program in `README.md`, so that it runs.

use sailpoint_sim::v2025::models::{ErrorResponseDto, JsonPatchOperation, SimIntegrationDetails};
use sailpoint_sim::v2025::{Client, errors::SimIntegrationsError, sim_integrations::*};
use sailpoint_sim::{RetryPolicy, mock};

#[tokio::test]
async fn tickets_are_renamed() -> Result<(), Box<dyn std::error::Error>> {
    let mock = mock::start()?;
    let client = Client::new(mock.config().with_retry(RetryPolicy::none()))?;
    let id = "62945a496ef440189b1f03e3623411c8"; // the document's example is there

    let rename = [JsonPatchOperation::replace("/name", "Tickets")];
    client.patch_sim_attributes(id, rename).await?;
    let mut change = SimIntegrationDetails::from(client.get_sim_integration(id).await?);
    change.description = Some("Renamed".to_owned());
    assert_eq!(
        client.put_sim_integration(id, change).await?.name,
        "Tickets"
    );

    mock.on::<GetSimIntegration>()
        .fails(SimIntegrationsError::NotFound(ErrorResponseDto::new()))
        .breaks();
    assert!(client.get_sim_integration(id).await.is_err()); // 404, as a type
    assert!(client.get_sim_integration(id).await.is_err()); // no answer at all
    assert!(client.get_sim_integration(id).await.is_ok()); // as ever

    let sent = &mock.requests_of::<PatchSimAttributes>()[0];
    assert_eq!(
        sent.header("content-type"),
        Some("application/json-patch+json")
    );
    Ok(())
}
