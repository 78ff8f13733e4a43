//! What the mock server does. Must not know: which version it is.

mod checks;
mod collection;
mod expectations;
mod limits;
mod responses;

use sailpoint_sim::mock::{self, Mock};

use super::api::Client;

/// The id that the document shows.
const SHOWN: &str = "62945a496ef440189b1f03e3623411c8";

/// A mock server with the document's examples, and a client that talks to it.
fn mock_and_client() -> (Mock, Client) {
    let mock = mock::start().expect("loopback has a free port");
    let client = Client::new(mock.config()).expect("the settings are complete");
    (mock, client)
}
