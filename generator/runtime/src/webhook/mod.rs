//! What the API sends on its own: which event it is, and whether the API sent it.
//!
//! Must not know: requests, responses, nor how a server receives anything.

pub(super) mod event;
mod form;
pub(super) mod headers;
#[cfg(feature = "webhooks")]
pub(super) mod key_error;
#[cfg(feature = "webhooks")]
mod parts;
#[cfg(feature = "webhooks")]
pub(super) mod scheme;
#[cfg(feature = "webhooks")]
pub(super) mod verifier;
pub(super) mod webhook_error;
