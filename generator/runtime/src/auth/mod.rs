//! Authorization: security schemes, tokens, client credentials, secrets in memory.
//!
//! Must not know: where credentials come from, nor which operation is called.

pub(super) mod authorization;
pub(super) mod client_credentials;
pub(super) mod credentials;
pub(super) mod secret;
pub(super) mod token;
pub(super) mod token_request_error;
