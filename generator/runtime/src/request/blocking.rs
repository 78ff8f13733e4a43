//! Turns requests into calls that wait for their response, without async.
//!
//! What they send and how is the same; this only brings a runtime along.

use std::convert::Infallible;
use std::fmt;
use std::io;
use std::panic::resume_unwind;
use std::sync::Arc;
use std::thread;

use bytes::Bytes;
use tokio::runtime::{Builder, Handle};
use tokio::sync::oneshot;

use super::super::config::client_config::ConfigFor;
use super::super::config::config_error::ConfigError;
use super::super::metadata::description::ApiDescription;
use super::super::response::byte_stream::ByteStream;
use super::super::response::error::Error;
use super::super::response::operation::Operation;
use super::super::response::typed::{CallResult, OptionalResult, Response};
use super::super::send::failure_causes::InvalidInput;
use super::super::send::trace::in_current_span;
use super::builder::{ReadyRequest, RequestBuilder, decode, decode_streamed, failed, optional};
use super::client_core::{Cause, CompletedCall, Core, FailedCall, Shared, unsent};

/// Requests wait for their response. Inside an async runtime they are refused; a thread of
/// `spawn_blocking` is inside one, a thread of one's own is not.
#[derive(Clone, Copy, Debug)]
pub struct Blocking;

/// A runtime of the client's own, on a thread of its own: it also turns between calls, so
/// that it sees when a server closes a connection. It ends with the last clone of the client.
pub(crate) struct OwnRuntime {
    handle: Handle,
    /// Ends the thread when it is dropped.
    _ending: oneshot::Sender<Infallible>,
}

impl OwnRuntime {
    fn start() -> io::Result<Self> {
        let runtime = Builder::new_current_thread().enable_all().build()?;
        let handle = runtime.handle().clone();
        let (ending, ended) = oneshot::channel::<Infallible>();
        let turn = move || {
            // It only ends by an error: the other side never sends.
            let _ = runtime.block_on(ended);
            // Dropping it would wait for names that are still looked up.
            runtime.shutdown_background();
        };
        thread::Builder::new()
            .name("blocking client".to_owned())
            .spawn(turn)?;
        Ok(Self {
            handle,
            _ending: ending,
        })
    }
}

impl Core<Blocking> {
    /// Makes the core of a client whose requests wait for their response.
    ///
    /// # Errors
    ///
    /// Where the settings do not fit the API.
    pub fn blocking<S>(
        config: ConfigFor<S>,
        api: &'static ApiDescription,
    ) -> Result<Self, ConfigError> {
        let mut shared = Shared::new(config.settings, api)?;
        let runtime = OwnRuntime::start();
        shared.runtime = Some(runtime.map_err(|error| ConfigError::Transport(error.into()))?);
        Ok(Self::share(shared))
    }
}

impl RequestBuilder<Blocking> {
    /// Sends it, and waits for the response.
    ///
    /// # Errors
    ///
    /// By phase; see [`Error`](super::super::response::error::Error). Inside an async runtime it is refused as invalid
    /// input, because waiting would hold up everything else there.
    pub fn send<Op: Operation>(self) -> CallResult<Op> {
        let ready = self.prepare(&Op::DESCRIPTION);
        decode::<Op>(ready.and_then(|ready| ready.call().0))
    }

    /// Sends it, waits for the response, and returns the value alone.
    ///
    /// # Errors
    ///
    /// As [`Self::send`].
    pub fn call<Op: Operation>(self) -> Result<Op::Output, Error<Op::Error>> {
        self.send::<Op>().map(Response::into_value)
    }

    /// The same, or none where the service documents 404 and responds with that.
    ///
    /// # Errors
    ///
    /// As [`Self::send`].
    pub fn send_optional<Op: Operation>(self) -> OptionalResult<Op> {
        optional(self.call::<Op>())
    }

    /// Sends it, and returns a success whose body is read as it arrives.
    ///
    /// # Errors
    ///
    /// As [`Self::send`].
    pub fn send_streaming<Op: Operation>(self) -> CallResult<Op, ByteReader> {
        let ready = self.prepare_streamed(&Op::DESCRIPTION).map_err(failed)?;
        let (completed, core) = ready.call();
        let response = decode_streamed::<Op>(completed)?;
        let reader = |stream| ByteReader {
            stream,
            rest: Bytes::new(),
            core,
        };
        Ok(response.map(reader))
    }
}

impl Core<Blocking> {
    /// The client's runtime, where the thread may wait.
    pub(super) fn runtime(&self) -> Option<&Handle> {
        let own = self.shared.runtime.as_ref().map(|own| &own.handle);
        own.filter(|_| Handle::try_current().is_err())
    }
}

impl ReadyRequest<Blocking> {
    /// Waits for the response; the client lives on in the core.
    pub(super) fn call(self) -> (Result<CompletedCall, FailedCall>, Core<Blocking>) {
        let Self { core, prepared } = self;
        let completed = match core.runtime() {
            Some(runtime) => {
                let shared = Arc::clone(&core.shared);
                let call = in_current_span(async move { shared.call(prepared).await });
                // There, so that it looks at its connections before it uses one.
                match runtime.block_on(runtime.spawn(call)) {
                    Ok(result) => result,
                    // Nobody aborts it.
                    Err(error) => resume_unwind(error.into_panic()),
                }
            }
            None => {
                let cause = Cause::Input(InvalidInput::new("request", INSIDE));
                Err(unsent(prepared.operation, cause))
            }
        };
        (completed, core)
    }
}

/// Why a thread may not wait.
pub(super) const INSIDE: &str = "cannot be sent by a blocking client inside an async runtime";

/// A body that is read as it arrives, whatever its size.
///
/// Where nothing comes for as long as one attempt may take, reading ends with
/// [`io::ErrorKind::TimedOut`]; where the connection breaks, with
/// [`io::ErrorKind::ConnectionAborted`].
pub struct ByteReader {
    stream: ByteStream,
    /// What came and was not read yet.
    rest: Bytes,
    /// Keeps the runtime that the connection lives in.
    core: Core<Blocking>,
}

impl fmt::Debug for ByteReader {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ByteReader").finish_non_exhaustive()
    }
}

impl io::Read for ByteReader {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.rest.is_empty() {
            let runtime = self.core.runtime();
            let runtime = runtime.ok_or_else(|| io::Error::other(INSIDE))?;
            match runtime.block_on(self.stream.chunk())? {
                Some(piece) => self.rest = piece,
                None => return Ok(0),
            }
        }
        let length = self.rest.len().min(buffer.len());
        buffer[..length].copy_from_slice(&self.rest.split_to(length));
        Ok(length)
    }
}
