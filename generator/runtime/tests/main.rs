//! What the support code does, seen from outside.

mod alternatives;
#[cfg(feature = "blocking")]
mod blocking;
mod bodies;
mod calls;
mod emitted;
mod enums;
mod features;
mod formats;
mod headers;
mod json;
mod limits;
mod lost_properties;
#[cfg(feature = "mock")]
mod mock;
#[cfg(feature = "mock")]
mod mock_lists;
mod models;
mod multipart;
mod order;
mod own_servers;
mod paths;
mod retries;
mod round_trips;
mod secrets;
mod security;
mod servers;
mod settings;
#[cfg(feature = "cli")]
mod shell;
mod streaming;
mod streams;
mod styles;
mod support;
mod tokens;
mod unions;
mod webhooks;
