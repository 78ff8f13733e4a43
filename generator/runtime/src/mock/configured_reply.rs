//! Turns what a test says of an operation into what the double will do when it is asked.
//!
//! It does not know when that is.

use std::any::TypeId;
use std::marker::PhantomData;
use std::time::Duration;

use super::super::metadata::api_details::OperationDetails;
use super::super::metadata::body_details::Format;
use super::super::response::operation::Operation;
use super::reply::{Reply, ToReply};
use super::{Mock, default_reply};

/// What the double does with one request.
#[derive(Clone, Debug)]
pub(super) struct ConfiguredReply {
    pub(super) effect: Effect,
    pub(super) delay: Duration,
    /// How often it is done; none is always.
    pub(super) times: Option<usize>,
    /// Set on whatever is answered.
    pub(super) status: Option<u16>,
    pub(super) headers: Vec<(String, String)>,
}

#[derive(Clone, Debug)]
pub(super) enum Effect {
    /// What it would do anyway.
    Usual,
    Reply(Reply),
    /// Closes the connection without an answer.
    Break,
    /// Closes the connection in the middle of the usual answer's body.
    BreakOff,
}

/// What an operation is to answer: each method adds an answer to those that are to be given
/// one after the other, or changes the one that was added last. After them the operation
/// answers as ever.
#[derive(Debug)]
pub struct OnOperation<'m, Op> {
    mock: &'m Mock,
    id: TypeId,
    details: &'static OperationDetails,
    operation: PhantomData<fn() -> Op>,
}

impl<'m, Op: Operation> OnOperation<'m, Op> {
    pub(super) fn new(mock: &'m Mock, id: TypeId, details: &'static OperationDetails) -> Self {
        Self {
            mock,
            id,
            details,
            operation: PhantomData,
        }
    }

    /// Answers with a value, by the status that the document has for it.
    pub fn answers(self, value: impl Into<Op::Output>) -> Self
    where
        Op::Output: ToReply,
    {
        let mut reply = value.into().to_reply();
        if reply.status.is_none() {
            let body = self.written(&reply);
            let headers = std::mem::take(&mut reply.headers);
            reply = default_reply::success_of(self.details, reply.format, body);
            reply.headers = headers;
        }
        self.add(Effect::Reply(reply))
    }

    /// Fails with a documented error, by its status. Where the document has a range of
    /// statuses or any, [`Self::with_status`] says which.
    pub fn fails(self, error: impl Into<Op::Error>) -> Self
    where
        Op::Error: ToReply,
    {
        let reply = error.into().to_reply();
        self.add(Effect::Reply(reply))
    }

    /// Fails with the error that the document shows for a status; without a body where it
    /// shows none.
    pub fn fails_with(self, status: u16) -> Self {
        let reply = default_reply::error(self.details, status);
        self.add(Effect::Reply(reply))
    }

    /// Answers anything, whether the document has it or not.
    pub fn replies(self, reply: Reply) -> Self {
        self.add(Effect::Reply(reply))
    }

    /// Answers as it would anyway, for a delay or a header beside it.
    pub fn answers_as_ever(self) -> Self {
        self.add(Effect::Usual)
    }

    /// Takes the request, then closes the connection without an answer.
    pub fn breaks(self) -> Self {
        self.add(Effect::Break)
    }

    /// Answers as it would anyway, but closes the connection in the middle of the body.
    pub fn breaks_off(self) -> Self {
        self.add(Effect::BreakOff)
    }

    /// Waits before the last one added, by the double's clock.
    pub fn after(self, delay: Duration) -> Self {
        self.change(|configured| configured.delay = delay)
    }

    /// Gives the last one added so many times.
    pub fn times(self, times: usize) -> Self {
        self.change(|configured| configured.times = Some(times))
    }

    /// Gives the last one added to every request from then on.
    pub fn always(self) -> Self {
        self.change(|configured| configured.times = None)
    }

    /// Gives the last one added another status.
    pub fn with_status(self, status: u16) -> Self {
        self.change(|configured| configured.status = Some(status))
    }

    /// Gives the last one added a header.
    pub fn with_header(self, name: impl Into<String>, value: impl Into<String>) -> Self {
        let header = (name.into(), value.into());
        self.change(|configured| configured.headers.push(header))
    }

    /// Text is no JSON where the document says so.
    fn written(&self, reply: &Reply) -> bytes::Bytes {
        let is_text = |format: Format| matches!(format, Format::Text | Format::Bytes);
        let mut answers = self.details.answers.iter();
        if reply.format == Format::Json
            && answers.any(|answer| is_text(answer.format))
            && let Ok(text) = serde_json::from_slice::<String>(&reply.body)
        {
            return text.into();
        }
        reply.body.clone()
    }

    fn add(self, effect: Effect) -> Self {
        let configured = ConfiguredReply {
            effect,
            delay: Duration::ZERO,
            times: Some(1),
            status: None,
            headers: Vec::new(),
        };
        let mut state = self.mock.state();
        state
            .configured
            .entry(self.id)
            .or_default()
            .push_back(configured);
        drop(state);
        self
    }

    fn change(self, change: impl FnOnce(&mut ConfiguredReply)) -> Self {
        let mut state = self.mock.state();
        if let Some(configured) = state.configured.entry(self.id).or_default().back_mut() {
            change(configured);
        }
        drop(state);
        self
    }
}
