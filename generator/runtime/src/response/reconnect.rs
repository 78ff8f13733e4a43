//! Says when a stream of events that ended is asked for again.
//!
//! It does not know how.

use std::sync::Arc;
use std::time::Duration;

use super::super::send::clock::{Clock, SleepPurpose};
use super::super::send::transport_trait::{BoxError, BoxFuture};
use super::byte_stream::ByteStream;

/// When a stream of events that ended, or whose connection broke, is asked for again: after as
/// long as the server says (`retry`), with the id of the last event in `Last-Event-ID`.
///
/// Without a policy no stream is asked for again. The request is sent anew, whatever it does; a
/// server that knows no `Last-Event-ID` starts over. A stream that ended as the document
/// says (`[DONE]`), or is refused with `204 No Content`, has ended.
///
/// ```
/// # use simgen_runtime::ReconnectPolicy;
/// use std::time::Duration;
///
/// let policy = ReconnectPolicy::new()
///     .with_pause(Duration::from_secs(1))
///     .with_most_in_a_row(5);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReconnectPolicy {
    pause: Duration,
    most_in_a_row: u32,
}

impl Default for ReconnectPolicy {
    fn default() -> Self {
        Self::new()
    }
}

impl ReconnectPolicy {
    /// Ten times in a row without an event between, after three seconds where the server does
    /// not say how long to wait.
    pub fn new() -> Self {
        Self {
            pause: Duration::from_secs(3),
            most_in_a_row: 10,
        }
    }

    /// How long to wait where the server does not say it.
    #[must_use]
    pub fn with_pause(mut self, pause: Duration) -> Self {
        self.pause = pause;
        self
    }

    /// How often in a row, without an event between, the stream is asked for again.
    #[must_use]
    pub fn with_most_in_a_row(mut self, most: u32) -> Self {
        self.most_in_a_row = most;
        self
    }
}

/// Asks for a stream again.
pub(crate) trait Connect: Send {
    /// Sends the request again.
    fn connect(self: Box<Self>, last_id: String) -> BoxFuture<'static, Connected>;
}

/// What asking again came to, and who asks the next time.
pub(crate) struct Connected {
    pub(crate) next: Box<dyn Connect>,
    pub(crate) result: Result<ByteStream, Refused>,
}

/// Why there is no other stream.
pub(crate) enum Refused {
    /// The server says that there is no more.
    Over,
    /// The same may work the next time.
    Lost(BoxError),
    /// It will not.
    Failed(BoxError),
}

/// Asks for a stream again as a policy says.
pub(crate) struct Reconnect {
    pub(crate) policy: ReconnectPolicy,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) connect: Option<Box<dyn Connect>>,
    /// How often in a row it was asked for, without an event between.
    pub(crate) in_a_row: u32,
}

impl Reconnect {
    /// Begins to ask again after a pause, unless that was done often enough.
    pub(crate) fn begin(
        &mut self,
        last_id: &str,
        retry: Option<Duration>,
    ) -> Option<BoxFuture<'static, Connected>> {
        if self.in_a_row >= self.policy.most_in_a_row {
            return None;
        }
        let connect = self.connect.take()?;
        self.in_a_row += 1;
        let pause = retry.unwrap_or(self.policy.pause);
        let sleep = self.clock.sleep(pause, SleepPurpose::Reconnect);
        let last_id = last_id.to_owned();
        Some(Box::pin(async move {
            sleep.await;
            connect.connect(last_id).await
        }))
    }
}
