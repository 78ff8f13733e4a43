//! Requests: parameters and their styles, bodies, forms; the head that is sent; and the call
//! from these to the response.
//!
//! Must not know: the mock server and the command-line client, which call it.

#[cfg(feature = "blocking")]
pub(super) mod blocking;
#[cfg(feature = "blocking")]
pub(super) mod blocking_items;
pub(super) mod body_property;
pub(super) mod builder;
pub(super) mod client_core;
pub(super) mod concatenation;
pub(super) mod encoding;
pub(super) mod macros;
pub(super) mod multipart;
pub(super) mod path;
pub(super) mod request_head;
pub(super) mod request_values;
pub(super) mod response_future;
pub(super) mod streaming;
pub(super) mod streaming_macros;
pub(super) mod style;
