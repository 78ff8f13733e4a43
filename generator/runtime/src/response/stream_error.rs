//! Turns what goes wrong with a stream after its response began into an error.
//!
//! It does not know the call.

use std::error::Error;
use std::fmt;

use bytes::Bytes;

use super::super::json::decode_error::DecodeError;
use super::super::send::failure_causes::{SizeLimit, TimeoutKind};
use super::super::send::transport_trait::{BoxError, TransportError};

/// What went wrong with a stream of items. `Display` fits in one line of a log and never shows
/// an item.
///
/// After [`StreamErrorKind::Decode`] the stream goes on with the next item; after any other
/// error it has ended.
pub struct StreamError {
    kind: StreamErrorKind,
    bytes: Bytes,
}

/// What went wrong, by the phase in which it did.
#[derive(Debug)]
#[non_exhaustive]
pub enum StreamErrorKind {
    /// The connection broke.
    Transport(TransportError),
    /// Nothing came for too long.
    Timeout(TimeoutKind),
    /// An item does not fit its type.
    Decode(DecodeError),
    /// An item is larger than the limit.
    TooLarge(SizeLimit),
    /// The stream was to be asked for again, which failed with an
    /// [`Error`](super::error::Error) of the operation.
    Reconnect(BoxError),
    /// A blocking client was to wait inside an async runtime.
    Inside(&'static str),
}

impl StreamError {
    #[cold]
    pub(crate) fn new(kind: StreamErrorKind, bytes: &[u8]) -> Self {
        Self {
            kind,
            bytes: Bytes::copy_from_slice(bytes),
        }
    }

    /// What went wrong.
    pub fn kind(&self) -> &StreamErrorKind {
        &self.kind
    }

    /// The item that does not fit its type, byte for byte, or what came of the one that is
    /// incomplete.
    pub fn bytes(&self) -> &Bytes {
        &self.bytes
    }

    /// Whether the stream has ended.
    pub fn is_end(&self) -> bool {
        !matches!(self.kind, StreamErrorKind::Decode(_))
    }
}

impl fmt::Display for StreamError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.kind {
            StreamErrorKind::Transport(error) => write!(f, "the stream broke off: {error}"),
            StreamErrorKind::Timeout(kind) => write!(f, "the stream broke off: {kind}"),
            StreamErrorKind::Decode(error) => write!(f, "an item of the stream: {error}"),
            StreamErrorKind::TooLarge(limit) => {
                write!(
                    f,
                    "an item of the stream is larger than {} bytes",
                    limit.bytes()
                )
            }
            StreamErrorKind::Reconnect(error) => {
                write!(f, "the stream could not be asked for again: {error}")
            }
            StreamErrorKind::Inside(reason) => write!(f, "the stream {reason}"),
        }
    }
}

/// Without the bytes, so that an error may be logged with `{:?}`.
impl fmt::Debug for StreamError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("StreamError")
            .field("kind", &self.kind)
            .field("bytes", &self.bytes.len())
            .finish()
    }
}

impl Error for StreamError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match &self.kind {
            StreamErrorKind::Transport(error) => Some(error),
            StreamErrorKind::Decode(error) => Some(error),
            StreamErrorKind::Reconnect(error) => Some(&**error),
            StreamErrorKind::Timeout(_)
            | StreamErrorKind::TooLarge(_)
            | StreamErrorKind::Inside(_) => None,
        }
    }
}
