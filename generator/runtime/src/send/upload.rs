//! Turns what a caller sends into bytes on their way out: all at once, or as they come.
//!
//! It does not know the request that they are the body of.

use std::fmt;
#[cfg(feature = "blocking")]
use std::io::Read;
use std::sync::Arc;

use bytes::Bytes;
use futures_util::{Stream, TryStreamExt as _};

use super::send_body::{ChunkStream, SendBody, Streamed};
use super::transport_trait::BoxError;

/// A body of any bytes, and what they are.
///
/// Everything that converts into [`Bytes`] converts into it.
///
/// ```
/// # use simgen_runtime::Upload;
/// use futures_util::stream;
///
/// let whole = Upload::new("id,name\n");
/// // Sent as it comes, and never in memory as a whole.
/// let pieces = stream::iter([Ok::<_, std::io::Error>("id,"), Ok("name\n")]);
/// let streamed = Upload::from_stream(pieces);
/// ```
pub struct Upload {
    content: Content,
    media_type: Option<String>,
}

enum Content {
    Whole(Bytes),
    Streamed(ChunkStream, Option<u64>),
}

impl Upload {
    /// These bytes.
    pub fn new(bytes: impl Into<Bytes>) -> Self {
        Self {
            content: Content::Whole(bytes.into()),
            media_type: None,
        }
    }

    /// Bytes that are sent as they come. Once the first of them has been taken, the
    /// request can't be sent again, whatever happens to it.
    pub fn from_stream<S, B, E>(stream: S) -> Self
    where
        S: Stream<Item = Result<B, E>> + Send + 'static,
        B: Into<Bytes> + 'static,
        E: Into<BoxError> + 'static,
    {
        let pieces = stream.map_ok(Into::into).map_err(Into::into);
        Self {
            content: Content::Streamed(Box::pin(pieces), None),
            media_type: None,
        }
    }

    /// Bytes that are read as they are sent, piece by piece on the thread that sends: a
    /// blocking client's own. Async callers give [`Self::from_stream`] a stream.
    #[cfg(feature = "blocking")]
    pub fn from_reader<R: Read + Send + 'static>(reader: R) -> Self {
        /// As much as is read at once.
        const PIECE: usize = 64 * 1024;
        let next = |mut reader: Box<dyn Read + Send>| async move {
            let mut piece = vec![0; PIECE];
            loop {
                return match reader.read(&mut piece) {
                    Ok(0) => Ok(None),
                    Ok(length) => {
                        piece.truncate(length);
                        Ok(Some((piece, reader)))
                    }
                    Err(error) if error.kind() == std::io::ErrorKind::Interrupted => continue,
                    Err(error) => Err(error),
                };
            }
        };
        let reader: Box<dyn Read + Send> = Box::new(reader);
        Self::from_stream(futures_util::stream::try_unfold(reader, next))
    }

    /// How many bytes a stream has. Without it the length is not announced; with it, a
    /// stream of another length breaks the request off.
    #[must_use]
    pub fn with_length(mut self, bytes: u64) -> Self {
        if let Content::Streamed(_, length) = &mut self.content {
            *length = Some(bytes);
        }
        self
    }

    /// What the bytes are, where the document leaves that to the caller
    /// (`image/*`, `*/*`) or means something else.
    #[must_use]
    pub fn with_media_type(mut self, media_type: impl Into<String>) -> Self {
        self.media_type = Some(media_type.into());
        self
    }

    /// The caller's media type, and the body.
    pub(crate) fn into_parts(self) -> (Option<String>, SendBody) {
        let body = match self.content {
            Content::Whole(bytes) => SendBody::Whole(bytes),
            Content::Streamed(pieces, length) => {
                SendBody::Streamed(Arc::new(Streamed::new(pieces, length)))
            }
        };
        (self.media_type, body)
    }
}

impl<T: Into<Bytes>> From<T> for Upload {
    fn from(bytes: T) -> Self {
        Self::new(bytes)
    }
}

/// Without the bytes, which may be large or secret.
impl fmt::Debug for Upload {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let length = match &self.content {
            Content::Whole(bytes) => u64::try_from(bytes.len()).ok(),
            Content::Streamed(_, length) => *length,
        };
        f.debug_struct("Upload")
            .field("length", &length)
            .field("media_type", &self.media_type)
            .finish_non_exhaustive()
    }
}
