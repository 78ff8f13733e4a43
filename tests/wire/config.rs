//! Turns a test server into the settings of a client that talks to it. May
//! not know API versions.

use sailpoint_sim::Config;
use sailpoint_sim::runtime::{Credentials, Jitter};

use crate::clock::TestClock;
use crate::server::Server;

/// Half of what a pause may be at most.
struct Half;

impl Jitter for Half {
    fn sample(&self) -> f64 {
        0.5
    }
}

/// A static access token, no credentials.
pub(crate) fn with_token(server: &Server) -> Config {
    with_base_url(server.origin())
}

/// The same for a base URL that is more than an origin.
pub(crate) fn with_base_url(base_url: &str) -> Config {
    Config::new()
        .with_base_url(base_url)
        .with_credentials(Credentials::token("tok-123"))
        .with_http_on_loopback()
}

/// The same with a time of its own.
pub(crate) fn with_clock(base_url: &str, clock: &TestClock) -> Config {
    with_base_url(base_url)
        .with_clock(clock.clone())
        .with_jitter(Half)
}

/// Client credentials, as the recorded token request had them, in place of a token.
pub(crate) fn with_client_credentials(server: &Server, clock: &TestClock) -> Config {
    with_client_credentials_and_real_clock(server)
        .with_clock(clock.clone())
        .with_jitter(Half)
}

/// The same with the computer's clock.
pub(crate) fn with_client_credentials_and_real_clock(server: &Server) -> Config {
    Config::new()
        .with_base_url(server.origin())
        .with_credentials(Credentials::client_credentials("cid", "csecret"))
        .with_http_on_loopback()
}
