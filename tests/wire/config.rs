//! Turns a test server into the settings of a client that talks to it. May
//! not know API versions.

use sailpoint_sim::Config;
use sailpoint_sim::runtime::Credentials;

use crate::server::Server;

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
