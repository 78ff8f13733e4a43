//! Turns a response's body into bytes, up to a limit.
//!
//! It does not know what the limit is for.

use bytes::{Bytes, BytesMut};
use futures_util::FutureExt as _;

use super::transport::Arriving;
use super::transport_trait::TransportError;

/// How far a body was read.
pub(super) enum Read {
    Whole(Bytes),
    /// Up to the limit.
    Part,
    Broken(TransportError),
}

/// The most memory that is reserved on a server's mere word, in bytes.
const RESERVED: usize = 64 * 1024;

/// How much of a body is read.
pub(super) struct Limit {
    pub(super) bytes: usize,
    /// Whether to wait for what has not come yet.
    pub(super) waits: bool,
}

/// Reads a body up to a limit; `body` has what came when it is not read to its end. The
/// announced length only serves to reserve memory: it may be a lie.
pub(super) async fn read(
    arriving: &mut Arriving,
    limit: Limit,
    announced: usize,
    body: &mut BytesMut,
) -> Read {
    loop {
        let chunk = match limit.waits {
            true => Some(arriving.chunk().await),
            false => arriving.chunk().now_or_never(),
        };
        let chunk = match chunk {
            Some(Ok(Some(chunk))) => chunk,
            Some(Ok(None)) => return Read::Whole(body.split().freeze()),
            Some(Err(error)) => return Read::Broken(error),
            None => return Read::Part,
        };
        let room = limit.bytes - body.len();
        if body.is_empty() {
            // Most responses come in one piece, which then needs no copy.
            if chunk.len() <= room && arriving.is_over() {
                return Read::Whole(chunk);
            }
            body.reserve(announced.min(limit.bytes).min(RESERVED));
        }
        body.extend_from_slice(&chunk[..chunk.len().min(room)]);
        if chunk.len() > room {
            return Read::Part;
        }
    }
}
