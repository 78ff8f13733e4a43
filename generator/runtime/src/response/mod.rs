//! Responses: reading by status and media type, headers, streams; errors.
//!
//! Must not know: how a request is built, nor settings.

pub(super) mod byte_stream;
pub(super) mod call_context;
pub(super) mod envelope;
pub(super) mod error;
pub(super) mod error_content;
pub(super) mod event;
pub(super) mod event_parser;
pub(super) mod framing;
pub(super) mod item_stream;
pub(super) mod json_lines;
pub(super) mod json_sequence;
pub(super) mod operation;
#[cfg(any(feature = "cli", feature = "mock"))]
pub(super) mod operation_metadata;
pub(super) mod pending_bytes;
pub(super) mod reconnect;
pub(super) mod response_decoder;
pub(super) mod response_headers;
pub(super) mod stream_error;
pub(super) mod streaming;
pub(super) mod summary;
pub(super) mod typed;
