//! Names the futures of requests, so that no signature of an operation repeats what is in them.

use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll};

use super::super::response::operation::Operation;
use super::super::response::typed::{CallResult, ValueResult};
use super::super::send::transport_trait::BoxFuture;

/// Sends a request when it is polled, and resolves to the response: a [`CallResult`].
///
/// It can be sent to other threads and does not borrow from the client.
#[must_use = "a future does nothing until it is polled"]
pub struct ResponseFuture<Op: Operation, T = <Op as Operation>::Output>(
    BoxFuture<'static, CallResult<Op, T>>,
);

/// Sends a request when it is polled, and resolves to the value of the response: a
/// [`ValueResult`].
///
/// It can be sent to other threads and does not borrow from the client.
#[must_use = "a future does nothing until it is polled"]
pub struct ValueFuture<Op: Operation, T = <Op as Operation>::Output>(
    BoxFuture<'static, ValueResult<Op, T>>,
);

/// A [`ValueFuture`] that resolves to no value where the service responds with a documented 404.
pub type OptionalFuture<Op> = ValueFuture<Op, Option<<Op as Operation>::Output>>;

/// The future is boxed, so that those of callers stay small.
impl<Op: Operation, T> ResponseFuture<Op, T> {
    pub(super) fn new(future: impl Future<Output = CallResult<Op, T>> + Send + 'static) -> Self {
        Self(Box::pin(future))
    }
}

/// The future is boxed, so that those of callers stay small.
impl<Op: Operation, T> ValueFuture<Op, T> {
    pub(super) fn new(future: impl Future<Output = ValueResult<Op, T>> + Send + 'static) -> Self {
        Self(Box::pin(future))
    }
}

impl<Op: Operation, T> Future for ResponseFuture<Op, T> {
    type Output = CallResult<Op, T>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        self.0.as_mut().poll(context)
    }
}

impl<Op: Operation, T> Future for ValueFuture<Op, T> {
    type Output = ValueResult<Op, T>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        self.0.as_mut().poll(context)
    }
}

impl<Op: Operation, T> fmt::Debug for ResponseFuture<Op, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ResponseFuture").finish_non_exhaustive()
    }
}

impl<Op: Operation, T> fmt::Debug for ValueFuture<Op, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ValueFuture").finish_non_exhaustive()
    }
}
