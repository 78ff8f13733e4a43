//! Metadata: what a document says of its API, as plain data, and the tables of operations
//! that the mock server and the command-line client work from.
//!
//! Must not know: who reads it, nor how anything is sent.

#[cfg(any(feature = "cli", feature = "mock"))]
pub(super) mod api_metadata;
#[cfg(any(feature = "cli", feature = "mock"))]
pub(super) mod body_metadata;
#[cfg(any(feature = "cli", feature = "mock"))]
pub(super) mod collection_metadata;
pub(super) mod description;
pub(super) mod parameter;
#[cfg(any(feature = "cli", feature = "mock"))]
pub(super) mod parameter_metadata;
pub(super) mod status;
