//! Turns requests into calls that wait for their answer, without async.
//!
//! What they send and how is the same; this only brings a runtime along.

use tokio::runtime::{Builder, Handle, Runtime};

use super::core::{Cause, Shared, unsent};
use super::request::decode;
use super::{
    ApiDescription, Config, ConfigError, Core, Error, InvalidInput, Operation, Request, Response,
};

/// Requests wait for their answer.
#[derive(Clone, Copy, Debug)]
pub struct Blocking;

/// A runtime of the client's own, on the threads that call.
pub(super) struct OwnRuntime(Option<Runtime>);

impl Drop for OwnRuntime {
    fn drop(&mut self) {
        if let Some(runtime) = self.0.take() {
            // Dropping a runtime inside another one panics; this does not.
            runtime.shutdown_background();
        }
    }
}

impl Core<Blocking> {
    /// Makes the core of a client whose requests wait for their answer.
    ///
    /// # Errors
    ///
    /// Where the settings do not fit the API.
    pub fn blocking(config: Config, api: &'static ApiDescription) -> Result<Self, ConfigError> {
        let runtime = Builder::new_current_thread().enable_all().build();
        let runtime = runtime.map_err(|error| ConfigError::Transport(error.into()))?;
        let mut shared = Shared::new(config, api)?;
        shared.runtime = Some(OwnRuntime(Some(runtime)));
        Ok(Self::share(shared))
    }
}

impl<Op: Operation> Request<Op, Blocking> {
    /// Sends it, and waits for the answer.
    ///
    /// # Errors
    ///
    /// By phase; see [`Error`]. Inside an async runtime it is refused as invalid
    /// input, because waiting would hold up everything else there.
    pub fn send(self) -> Result<Response<Op::Output>, Error<Op::Error>> {
        let (core, sending) = match self.prepare() {
            Ok(ready) => ready,
            Err(unanswered) => return decode::<Op>(Err(unanswered)),
        };
        let own = core.shared.runtime.as_ref().and_then(|own| own.0.as_ref());
        let runtime = own.filter(|_| Handle::try_current().is_err());
        let Some(runtime) = runtime else {
            let reason = "cannot be sent by a blocking client inside an async runtime";
            let cause = Cause::Input(InvalidInput::new("request", reason));
            return decode::<Op>(Err(unsent(&Op::DESCRIPTION, cause)));
        };
        decode::<Op>(runtime.block_on(core.shared.call(&sending)))
    }
}
