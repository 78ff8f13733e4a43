//! Turns bytes and streams, one after the other, into one body: the bytes of all of them
//! where there is no stream, or a stream.
//!
//! It does not know what they are parts of.

use std::sync::Arc;

use bytes::Bytes;
use futures_util::stream::{self, StreamExt as _};

use super::super::send::send_body::{BodyReader, ChunkStream, SendBody, Streamed};
use super::super::send::transport_trait::BoxError;

/// What a body is made of, in order.
#[derive(Default)]
pub(crate) struct Parts {
    before: Vec<(Vec<u8>, Arc<Streamed>)>,
    /// What comes after the last stream.
    last: Vec<u8>,
}

impl Parts {
    /// Adds bytes.
    pub(crate) fn write(&mut self, bytes: &[u8]) {
        self.last.extend_from_slice(bytes);
    }

    /// Adds what is a body of its own.
    pub(crate) fn add(&mut self, body: SendBody) {
        match body {
            SendBody::Whole(bytes) => self.write(&bytes),
            SendBody::Streamed(streamed) => {
                self.before.push((std::mem::take(&mut self.last), streamed));
            }
        }
    }

    /// The body. Its length is known where that of every stream is.
    pub(crate) fn finish(self) -> SendBody {
        if self.before.is_empty() {
            return SendBody::Whole(self.last.into());
        }
        let add = |sum: u64, length: Option<u64>| sum.checked_add(length?);
        let lengths = self
            .before
            .iter()
            .flat_map(|(bytes, streamed)| [u64::try_from(bytes.len()).ok(), streamed.length]);
        let length = lengths
            .chain([u64::try_from(self.last.len()).ok()])
            .try_fold(0, add);
        let streams = stream::iter(self.before).flat_map(|(bytes, streamed)| {
            stream::iter([Ok(Bytes::from(bytes))]).chain(pieces(&streamed))
        });
        let whole = streams.chain(stream::iter([Ok(Bytes::from(self.last))]));
        SendBody::Streamed(Arc::new(Streamed::new(Box::pin(whole), length)))
    }
}

/// A stream's own pieces, as many as it has announced; an error where another request
/// has taken them.
fn pieces(streamed: &Streamed) -> ChunkStream {
    match streamed.take() {
        Some(pieces) => Box::pin(BodyReader::taken(pieces, streamed.length).pieces()),
        None => {
            let error = BoxError::from("the stream of a part was sent by another request");
            Box::pin(stream::iter([Err(error)]))
        }
    }
}
