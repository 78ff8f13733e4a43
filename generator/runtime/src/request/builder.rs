//! Turns the values of an operation into a request, and its response into the operation's types.
//!
//! The type of an operation is a thin shell around [`RequestBuilder`], written by the macro
//! `operation!`; what both call knows no operation.

use std::borrow::Cow;
use std::fmt;
use std::time::Duration;

use bytes::Bytes;
use http::StatusCode;
use serde_json::Value;

use super::super::json::convert::{Direction, Json};
use super::super::json::file;
use super::super::json::form::Form;
use super::super::metadata::description::OperationDescription;
use super::super::metadata::parameter::Parameter;
use super::super::response::byte_stream::ByteStream;
use super::super::response::error::{ApiError, Error, Failure, UndocumentedStatus};
use super::super::response::operation::{ErrorBody, Operation};
use super::super::response::typed::{CallResult, Response};
use super::super::send::left::Left;
use super::super::send::retry::RetryPolicy;
use super::super::send::sender::PreparedRequest;
use super::super::send::upload::Upload;
use super::body_property::BodyProperty;
use super::client_core::{Async, Cause, CompletedCall, Core, FailedCall};
use super::request_values::{Content, RequestValues};
use super::response_future::{OptionalFuture, ResponseFuture, ValueFuture};

/// The request that the type of an operation holds. Only generated code calls its methods.
pub struct RequestBuilder<M = Async> {
    core: Core<M>,
    /// In a box, because a request goes through the hands of everything that sets a part of it.
    pub(super) values: Box<RequestValues>,
}

/// A body that can be sent in several media types.
pub trait RequestBody {
    /// Sets it as the body of a request.
    fn attach<M>(self, request: RequestBuilder<M>) -> RequestBuilder<M>;
}

/// A request that is ready to be sent, and the client that sends it.
pub(crate) struct ReadyRequest<M> {
    pub(crate) core: Core<M>,
    pub(crate) prepared: Box<PreparedRequest>,
}

impl<M> RequestBuilder<M> {
    /// A request without any parameter.
    pub fn new(core: &Core<M>) -> Self {
        Self {
            core: core.clone(),
            values: Box::default(),
        }
    }

    /// Sets a parameter, in place of an earlier value.
    pub fn set<V: Json>(mut self, parameter: Parameter, value: &V) -> Self {
        self.values
            .set(parameter, value.to_json(Direction::Request));
        self
    }

    /// Sets a parameter to the document's default, which a caller may override
    /// here or switch off for the client.
    pub fn set_default(mut self, parameter: Parameter, value: impl Into<Value>) -> Self {
        self.values.set(parameter.defaulted(), value.into());
        self
    }

    /// Sets a body in one of its media types.
    pub fn set_body<B: RequestBody>(self, body: B) -> Self {
        body.attach(self)
    }

    /// Sets a JSON body; read-only properties stay out of it.
    pub fn json<V: Json>(mut self, media: &'static str, value: &V) -> Self {
        let written = file::complete(|| {
            let mut text = Vec::new();
            value.write_json(Direction::Request, &mut text);
            text
        });
        self.values.set_written(written, |values, text| {
            values.set_body(media, Bytes::from(text));
        });
        self
    }

    /// Sets a body of form fields (OpenAPI 3.0.3 §4.7.14.4).
    pub fn form<V: Json>(self, media: &'static str, value: &V) -> Self {
        self.styled_form(media, value, &[])
    }

    /// Sets a body of form fields, of which these are written like parameters of the
    /// query (OpenAPI 3.0.3 §4.7.15.1).
    pub fn styled_form<V: Json>(
        mut self,
        media: &'static str,
        value: &V,
        styles: &[Parameter],
    ) -> Self {
        let written = file::complete(|| value.to_json(Direction::Request));
        self.values.set_written(written, |values, value| {
            values.set_form(media, &value, styles);
        });
        self
    }

    /// Sets a multipart body (RFC 7578), with the media types that the document
    /// gives single parts.
    pub fn multipart(
        mut self,
        media: &'static str,
        form: Form,
        parts: &'static [(&'static str, &'static str)],
    ) -> Self {
        self.values.set_multipart(media, form, parts);
        self
    }

    /// Sets a header of the parts with a name, in place of an earlier value.
    pub fn set_part_header<V: Json>(
        mut self,
        part: &'static str,
        header: Parameter,
        value: &V,
    ) -> Self {
        let value = value.to_json(Direction::Request);
        self.values.set_part_header(part, header, &value);
        self
    }

    /// Sets a body of text.
    pub fn text(mut self, media: &'static str, text: impl Into<String>) -> Self {
        self.values.set_body(media, Bytes::from(text.into()));
        self
    }

    /// Sets a body of any bytes; their own media type counts before this one.
    pub fn bytes(mut self, media: &'static str, bytes: impl Into<Upload>) -> Self {
        let (own, body) = bytes.into().into_parts();
        let media = own.map_or(media.into(), Cow::from);
        self.values.body = Some((media, Content::Ready(body)));
        self
    }

    /// Sets a property of the body, in place of what the caller says.
    pub fn set_property(mut self, name: &'static str, value: impl Into<Value>) -> Self {
        self.values.property = Some(BodyProperty::set(name, value.into()));
        self
    }

    /// Sets a property of the body where the caller says nothing of it.
    pub fn default_property(mut self, name: &'static str, value: impl Into<Value>) -> Self {
        self.values.property = Some(BodyProperty::default(name, value.into()));
        self
    }

    /// Sets a header that is no parameter of the operation. Those that frame the
    /// message or carry credentials are refused.
    pub fn with_header(mut self, name: &str, value: &str) -> Self {
        self.values.set_header(name, value);
        self
    }

    /// How long this call may take, waits included.
    pub fn with_timeout(mut self, limit: Duration) -> Self {
        self.values.call_limit = Some(limit);
        self
    }

    /// How long one attempt of this call may take, from sending to the end of the body.
    pub fn with_attempt_timeout(mut self, limit: Duration) -> Self {
        self.values.attempt_limit = Some(limit);
        self
    }

    /// When this call is sent again.
    pub fn with_retry(mut self, policy: RetryPolicy) -> Self {
        self.values.retry = Some(policy);
        self
    }

    /// What goes on the wire, and by which client.
    pub(crate) fn prepare(
        mut self,
        description: &OperationDescription,
    ) -> Result<ReadyRequest<M>, FailedCall> {
        let prepared = self.core.shared.prepare(description, &mut self.values)?;
        Ok(ReadyRequest {
            core: self.core,
            prepared,
        })
    }

    /// The same, with a success to be read as it arrives.
    pub(super) fn prepare_streamed(
        mut self,
        description: &OperationDescription,
    ) -> Result<ReadyRequest<M>, FailedCall> {
        self.values.left = Left::Success;
        self.prepare(description)
    }
}

impl ReadyRequest<Async> {
    /// Sends it and waits for the response.
    pub(super) async fn call(self) -> Result<CompletedCall, FailedCall> {
        self.core.shared.call(self.prepared).await
    }
}

impl RequestBuilder<Async> {
    /// Sends it, and returns the response with its value.
    pub fn send<Op: Operation>(self) -> ResponseFuture<Op> {
        let ready = self.prepare(&Op::DESCRIPTION);
        ResponseFuture::new(async move { decode::<Op>(ready.map_err(failed)?.call().await) })
    }

    /// Sends it, and returns the value alone.
    pub fn send_for_value<Op: Operation>(self) -> ValueFuture<Op> {
        let ready = self.prepare(&Op::DESCRIPTION);
        ValueFuture::new(async move {
            let response = decode::<Op>(ready.map_err(failed)?.call().await);
            response.map(Response::into_value)
        })
    }

    /// Sends it, and returns the value alone, or none where the service documents 404 and
    /// responds with that.
    pub fn send_optional<Op: Operation>(self) -> OptionalFuture<Op> {
        let sent = self.send_for_value::<Op>();
        ValueFuture::new(async move { optional(sent.await) })
    }

    /// Sends it, and returns a success whose body is read as it arrives.
    pub fn send_streaming<Op: Operation>(self) -> ResponseFuture<Op, ByteStream> {
        let ready = self.prepare_streamed(&Op::DESCRIPTION);
        ResponseFuture::new(
            async move { decode_streamed::<Op>(ready.map_err(failed)?.call().await) },
        )
    }
}

/// Shows none of the values, which may be secret.
impl<M> fmt::Debug for RequestBuilder<M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RequestBuilder").finish_non_exhaustive()
    }
}

/// None where the error is a documented 404.
pub(crate) fn optional<T, E>(sent: Result<T, Error<E>>) -> Result<Option<T>, Error<E>> {
    match sent {
        Ok(value) => Ok(Some(value)),
        Err(Error::Api(error)) if error.status() == StatusCode::NOT_FOUND => Ok(None),
        Err(error) => Err(error),
    }
}

/// Decodes a response as one that the document lists for the operation.
pub(crate) fn decode<Op: Operation>(
    completed: Result<CompletedCall, FailedCall>,
) -> CallResult<Op> {
    let completed = completed.map_err(failed)?;
    if let Some(value) = Op::decode(&completed.response).read() {
        return match value {
            Ok(value) => {
                let response = Response::new(value, completed.response, completed.attempts);
                Ok(response.hidden(Op::IS_SECRET))
            }
            Err(cause) => Err(undecodable(completed, cause)),
        };
    }
    Err(documented_error(completed))
}

/// The same for a response whose body is still to come, of which the document only tells whether it is a
/// success or not.
pub(super) fn decode_streamed<Op: Operation>(
    completed: Result<CompletedCall, FailedCall>,
) -> CallResult<Op, ByteStream> {
    let mut completed = completed.map_err(failed)?;
    if Op::decode(&completed.response).read().is_none() {
        return Err(documented_error(completed));
    }
    let stream = completed.stream();
    Ok(Response::new(
        stream,
        completed.response,
        completed.attempts,
    ))
}

pub(super) fn documented_error<E: ErrorBody>(completed: CompletedCall) -> Error<E> {
    match E::decode(&completed.response).read() {
        Some(Ok(body)) => Error::Api(ApiError {
            context: completed.context(),
            body: Box::new(body),
        }),
        Some(Err(cause)) => undecodable(completed, cause),
        None => Error::UndocumentedStatus(Failure {
            context: completed.context(),
            cause: UndocumentedStatus,
        }),
    }
}

pub(super) fn undecodable<E>(
    completed: CompletedCall,
    cause: super::super::json::decode_error::DecodeError,
) -> Error<E> {
    Error::Decode(Failure {
        context: completed.context(),
        cause,
    })
}

/// The error of a call that got no response.
pub(crate) fn failed<E>(failed_call: FailedCall) -> Error<E> {
    let context = failed_call.context;
    match failed_call.cause {
        Cause::Input(cause) => Error::InvalidInput(Failure { context, cause }),
        Cause::Credentials(cause) => Error::Credentials(Failure { context, cause }),
        Cause::Transport(cause) => Error::Transport(Failure { context, cause }),
        Cause::Timeout(cause) => Error::Timeout(Failure { context, cause }),
        Cause::TooLarge(cause) => Error::TooLarge(Failure { context, cause }),
    }
}
