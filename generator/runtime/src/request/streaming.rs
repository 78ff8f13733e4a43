//! Turns a request into the stream of its response's items, and asks for it again.
//!
//! It does not know how the items are read.

use std::marker::PhantomData;
use std::sync::Arc;

use bytes::Bytes;
use http::{HeaderName, HeaderValue, StatusCode};

use super::super::metadata::description::OperationDescription;
use super::super::response::byte_stream::ByteStream;
use super::super::response::error::Error;
use super::super::response::item_stream::ItemStream;
use super::super::response::operation::{ErrorBody, Operation};
use super::super::response::reconnect::{Connect, Connected, Reconnect, ReconnectPolicy, Refused};
use super::super::response::typed::{CallResult, Response};
use super::super::send::sender::PreparedRequest;
use super::super::send::transport_trait::{BoxError, BoxFuture};
use super::builder::{ReadyRequest, RequestBuilder, documented_error, failed, undecodable};
use super::client_core::{Async, Cause, CompletedCall, FailedCall, Shared};
use super::response_future::{ResponseFuture, ValueFuture};

impl<M> RequestBuilder<M> {
    /// When the stream of the response is asked for again.
    pub fn with_reconnect(mut self, policy: ReconnectPolicy) -> Self {
        self.values.reconnect = Some(policy);
        self
    }

    /// What goes on the wire, and who asks for it again.
    pub(super) fn prepare_items<Op: Operation>(
        mut self,
        description: &OperationDescription,
    ) -> Result<ReadyStream<M>, FailedCall> {
        let policy = self.values.reconnect.take();
        let ready = self.prepare_streamed(description)?;
        let reconnect = policy.map(|policy| {
            let shared = &ready.core.shared;
            Reconnect {
                policy,
                clock: shared.clock(),
                connect: Some(Box::new(Again::<Op> {
                    shared: Arc::clone(shared),
                    prepared: ready.prepared.clone(),
                    of: PhantomData,
                })),
                in_a_row: 0,
            }
        });
        Ok(ReadyStream { ready, reconnect })
    }
}

/// A request that is ready to be sent, and who asks for its stream again.
pub(super) struct ReadyStream<M> {
    pub(super) ready: ReadyRequest<M>,
    pub(super) reconnect: Option<Reconnect>,
}

impl RequestBuilder<Async> {
    /// Sends it, and returns a success whose items are read as they arrive.
    pub fn send_items<Op, T>(self) -> ResponseFuture<Op>
    where
        Op: Operation<Output = ItemStream<T>>,
        T: 'static,
    {
        let ready = self.prepare_items::<Op>(&Op::DESCRIPTION);
        ResponseFuture::new(async move {
            let ReadyStream { ready, reconnect } = ready.map_err(failed)?;
            decode_items::<Op, T>(ready.call().await, reconnect)
        })
    }

    /// Sends it, and returns the items alone.
    pub fn send_for_items<Op, T>(self) -> ValueFuture<Op>
    where
        Op: Operation<Output = ItemStream<T>>,
        T: 'static,
    {
        let sent = self.send_items::<Op, T>();
        ValueFuture::new(async move { sent.await.map(Response::into_value) })
    }
}

/// Reads the head of a response, and leaves the items to be read.
pub(super) fn decode_items<Op, T>(
    completed: Result<CompletedCall, FailedCall>,
    reconnect: Option<Reconnect>,
) -> CallResult<Op>
where
    Op: Operation<Output = ItemStream<T>>,
{
    let mut completed = completed.map_err(failed)?;
    match Op::decode(&completed.response).read() {
        Some(Ok(items)) => {
            let (body, limit) = (completed.stream(), completed.response_limit);
            let items = items.reading(body, limit, reconnect);
            Ok(Response::new(items, completed.response, completed.attempts))
        }
        Some(Err(cause)) => Err(undecodable(completed, cause)),
        None => Err(documented_error(completed)),
    }
}

/// Sends a request again for the rest of its stream.
struct Again<Op> {
    shared: Arc<Shared>,
    prepared: Box<PreparedRequest>,
    of: PhantomData<fn() -> Op>,
}

impl<Op: Operation> Connect for Again<Op> {
    fn connect(mut self: Box<Self>, last_id: String) -> BoxFuture<'static, Connected> {
        Box::pin(async move {
            let result = match self.prepare(last_id) {
                Ok(prepared) => resumed::<Op>(self.shared.call(prepared).await),
                Err(error) => Err(Refused::Failed(error)),
            };
            let next = self;
            Connected { next, result }
        })
    }
}

impl<Op> Again<Op> {
    /// The request, which says after which event the stream is to go on.
    fn prepare(&mut self, last_id: String) -> Result<Box<PreparedRequest>, BoxError> {
        if self.prepared.body.is_spent() {
            return Err("the body of the request was read as it was sent".into());
        }
        if !last_id.is_empty() {
            let header = HeaderValue::from_maybe_shared(Bytes::from(last_id));
            let headers = &mut self.prepared.head.headers;
            headers.set(LAST_EVENT_ID, header?);
        }
        Ok(self.prepared.clone())
    }
}

/// Goes on where a stream ended (HTML standard §9.2.3).
const LAST_EVENT_ID: HeaderName = HeaderName::from_static("last-event-id");

/// The body of another response, or why there is none.
fn resumed<Op: Operation>(
    completed: Result<CompletedCall, FailedCall>,
) -> Result<ByteStream, Refused> {
    let mut completed = completed.map_err(|failed_call| {
        let is_lost = matches!(failed_call.cause, Cause::Transport(_) | Cause::Timeout(_));
        let is_lost = is_lost || failed_call.context.is_retryable();
        refused(is_lost, failed::<Op::Error>(failed_call))
    })?;
    if completed.response.status == StatusCode::NO_CONTENT {
        return Err(Refused::Over);
    }
    let error = match Op::decode(&completed.response).read() {
        Some(Ok(_)) => return Ok(completed.stream()),
        Some(Err(cause)) => undecodable::<Op::Error>(completed, cause),
        None => documented_error(completed),
    };
    Err(refused(error.is_retryable(), error))
}

fn refused<E: ErrorBody>(is_lost: bool, error: Error<E>) -> Refused {
    match is_lost {
        true => Refused::Lost(error.into()),
        false => Refused::Failed(error.into()),
    }
}
