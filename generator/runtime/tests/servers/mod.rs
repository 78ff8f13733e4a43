//! Where requests go.

mod base_urls;
mod destinations;

use simgen_runtime::{
    ApiDescription, Config, ConfigError, Core, Credentials, RequestBuilder, ServerDescription,
};

use crate::support::*;

/// The URL of a request with these settings, or why there is no client.
async fn url(settings: Config, api: &'static ApiDescription) -> Result<String, String> {
    let transport = FakeTransport::statuses(&[200]);
    let settings = settings
        .with_transport(transport.clone())
        .with_clock(FakeClock::new());
    let core = match Core::new(settings, api) {
        Ok(core) => core,
        Err(ConfigError::InvalidSetting { name, .. }) => return Err(name),
        Err(other) => panic!("{other}"),
    };
    ListThings(RequestBuilder::new(&core))
        .await
        .expect("a response");
    Ok(transport.sent()[0].uri().to_string())
}

static LISTED: ApiDescription = ApiDescription {
    servers: &[ServerDescription {
        url: "https://{region}.test/{stage}",
        description: "",
        variables: &[
            simgen_runtime::ServerVariable {
                name: "region",
                default: "eu",
                values: &["eu", "us"],
            },
            simgen_runtime::ServerVariable {
                name: "stage",
                default: "live/v1",
                values: &[],
            },
        ],
    }],
    ..API
};
