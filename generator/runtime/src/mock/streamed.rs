//! Turns items into the pieces of a response that the mock server sends one after the other.
//!
//! It does not know when a response is given.

use std::fmt;
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, HeaderValue, StatusCode, header};

use super::super::metadata::api_metadata::OperationMetadata;
use super::super::metadata::body_metadata::{Format, ResponseContent};
use super::super::response::item_stream::ItemStream;
use super::super::response::operation::Operation;
use super::super::response::streaming::Streaming;
use super::super::send::raw_response::RawResponse;
use super::default_reply;
use super::reply::Reply;

/// A stream of items that the mock server sends.
///
/// ```
/// # use simgen_runtime::StreamedItems;
/// use std::time::Duration;
///
/// let items: StreamedItems<String> = StreamedItems::new()
///     .item("one")
///     .after(Duration::from_secs(5))
///     .item("two")
///     .raw("event: unheard of\ndata: {}\n\n")
///     .breaks_off();
/// ```
pub struct StreamedItems<T> {
    parts: Vec<Part<T>>,
    breaks_off: bool,
}

enum Part<T> {
    Item(T),
    Raw(Bytes),
    Wait(Duration),
}

/// Bytes that are sent after a time, measured from those before.
#[derive(Clone, Debug)]
pub(super) struct Piece {
    pub(super) after: Duration,
    pub(super) bytes: Bytes,
}

impl<T> Default for StreamedItems<T> {
    fn default() -> Self {
        Self::new()
    }
}

impl<T> StreamedItems<T> {
    /// A stream without items.
    pub fn new() -> Self {
        Self {
            parts: Vec::new(),
            breaks_off: false,
        }
    }

    /// Adds an item.
    #[must_use]
    pub fn item(mut self, item: impl Into<T>) -> Self {
        self.parts.push(Part::Item(item.into()));
        self
    }

    /// Adds bytes as they are: an event that no document has, a comment, the end of a stream,
    /// or half of an item.
    #[must_use]
    pub fn raw(mut self, bytes: impl Into<Bytes>) -> Self {
        self.parts.push(Part::Raw(bytes.into()));
        self
    }

    /// Waits before what is added next, by the mock server's clock.
    #[must_use]
    pub fn after(mut self, delay: Duration) -> Self {
        self.parts.push(Part::Wait(delay));
        self
    }

    /// Closes the connection after the last item, in the middle of the response.
    #[must_use]
    pub fn breaks_off(mut self) -> Self {
        self.breaks_off = true;
        self
    }

    /// The response of an operation whose items these are.
    pub(super) fn reply<Op>(
        &self,
        metadata: &OperationMetadata,
        content: Option<ResponseContent>,
    ) -> Reply
    where
        Op: Operation<Output = ItemStream<T>>,
    {
        let body = Bytes::new();
        let mut reply = match content {
            Some(content) => default_reply::success_as(metadata, content, body),
            None => default_reply::success_of(metadata, Format::Text, body),
        };
        let streaming = streaming::<Op, T>(&reply);
        let mut after = Duration::ZERO;
        for part in &self.parts {
            let bytes = match (part, &streaming) {
                (Part::Wait(delay), _) => {
                    after += *delay;
                    continue;
                }
                (Part::Raw(bytes), _) => bytes.clone(),
                (Part::Item(item), Some(streaming)) => Bytes::from(streaming.write(item)),
                (Part::Item(_), None) => continue,
            };
            let after = std::mem::take(&mut after);
            reply.pieces.push(Piece { after, bytes });
        }
        reply.pieces.push(Piece {
            after,
            bytes: Bytes::new(),
        });
        reply.breaks_off = self.breaks_off;
        reply
    }
}

/// How the operation reads such a response.
fn streaming<Op, T>(reply: &Reply) -> Option<Streaming<T>>
where
    Op: Operation<Output = ItemStream<T>>,
{
    let mut headers = HeaderMap::new();
    let media = reply.media.map(HeaderValue::from_static);
    headers.extend(media.map(|media| (header::CONTENT_TYPE, media)));
    let status = StatusCode::from_u16(reply.status?).ok()?;
    let response = RawResponse {
        status,
        headers,
        body: Bytes::new(),
        retry_after: None,
        request_id_header: None,
    };
    let items = Op::decode(&response).read()?.ok()?;
    Some(items.streaming())
}

/// Without the items, which may be secret.
impl<T> fmt::Debug for StreamedItems<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("StreamedItems")
            .field("parts", &self.parts.len())
            .field("breaks_off", &self.breaks_off)
            .finish()
    }
}
