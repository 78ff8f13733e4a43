//! What the API sends: which event it is, and whether the API sent it.

mod events;
#[cfg(feature = "webhooks")]
mod vectors;
#[cfg(feature = "webhooks")]
mod verification;
