//! What the generated client makes of faults, on real sockets and in a time that the tests make
//! pass. One API version stands for all, because all of this is the work of code that they share.

mod alternatives;
mod blocking;
mod connection;
mod idle;
mod json;
mod many;
mod parts;
mod paths;
mod rate_limit;
mod responses;
mod runtimes;
mod safety;
mod servers;
mod streaming;
mod ten_thousand;
mod time;
mod tls;
mod token_endpoint;
mod tokens;

use sailpoint_sim::v2025::Client;
use sailpoint_sim::v2025::errors::SimIntegrationsError;
use sailpoint_sim::v2025::models::ServiceDeskIntegrationDto;
use sailpoint_sim::{Config, Error, Response};
use serde_json::{Value, from_value, json};

use crate::clock::TestClock;
use crate::config;
use crate::recording;
use crate::server::{Reply, Server};

/// What a call gives.
type Outcome = Result<Response<ServiceDeskIntegrationDto>, Error<SimIntegrationsError>>;

/// Two calls with the same response, of which one may be sent twice and one may not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Call {
    Get,
    Post,
}

impl Call {
    const BOTH: [Self; 2] = [Self::Get, Self::Post];

    async fn send(self, client: &Client) -> Outcome {
        match self {
            Self::Get => client.get_sim_integration("1").send().await,
            Self::Post => {
                let given = recording::integration_given();
                let given: sailpoint_sim::v2025::models::SimIntegrationDetails =
                    from_value(given).expect("a recorded integration decodes");
                client.create_sim_integration(given).send().await
            }
        }
    }
}

fn new(config: Config) -> Client {
    Client::new(config).expect("the settings are complete")
}

/// A client with a static token, and the clock that it goes by.
fn client(server: &Server) -> (Client, TestClock) {
    let clock = TestClock::new();
    (new(config::with_clock(server.origin(), &clock)), clock)
}

/// A client that has to fetch its token, and the clock that it goes by.
fn client_with_credentials(server: &Server) -> (Client, TestClock) {
    let clock = TestClock::new();
    (new(config::with_client_credentials(server, &clock)), clock)
}

fn stored(name: &str) -> Value {
    json!({"name": name, "description": "d", "type": "t", "attributes": {}})
}

fn success() -> Reply {
    Reply::json(200, &stored("a"))
}
