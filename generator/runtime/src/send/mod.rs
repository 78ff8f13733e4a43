//! Sending: attempts, the retry policy, time limits, and the transport, of which `reqwest`
//! is one.
//!
//! Must not know: operations, models, settings. It sends what it is given and says how far
//! that came.

pub(super) mod clock;
pub(super) mod credentials_error;
pub(super) mod default_transport;
pub(super) mod failure_causes;
pub(super) mod headers;
pub(super) mod http_client;
pub(super) mod idle;
pub(super) mod left;
pub(super) mod media_type;
pub(super) mod progress;
pub(super) mod raw_response;
pub(super) mod read_body;
pub(super) mod resolver;
pub(super) mod retry;
pub(super) mod retry_after;
pub(super) mod send_body;
pub(super) mod sender;
pub(super) mod sent_tracker;
pub(super) mod timer;
pub(super) mod tokens;
#[cfg(feature = "tower")]
pub(super) mod tower;
pub(super) mod trace;
pub(super) mod transport;
pub(super) mod transport_faults;
pub(super) mod transport_trait;
pub(super) mod upload;
