//! What holds for every API version. Compiled once in each version's module,
//! which says what `api`, `BASE` and `INTEGRATIONS` are. Must not know: which version it is.

mod calls;
mod conversions;
mod errors;
mod habits;
mod mock;
mod patches;
mod read_only;
mod requests;
mod responses;
mod round_trips;
mod secrets;

use super::{BASE, INTEGRATIONS, api};
use crate::config;
use crate::server::Server;

/// A client with a static token.
fn client(server: &Server) -> api::Client {
    api::Client::new(config::with_token(server)).expect("the settings are complete")
}
