//! Configuration: settings, where they come from, servers and base URLs.
//!
//! Must not know: operations, how anything is sent or read.

pub(super) mod client_config;
pub(super) mod config_error;
mod connection_config;
pub(super) mod connections;
pub(super) mod environment;
pub(super) mod load;
pub(super) mod origin;
pub(super) mod ready_schemes;
pub(super) mod server;
pub(super) mod server_choice;
pub(super) mod server_variables;
pub(super) mod servers;
pub(super) mod settings_file;
pub(super) mod source_values;
