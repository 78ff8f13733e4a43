//! Turns what a test says of an operation into what the double will do when it is asked.
//!
//! It does not know when that is.

use std::any::TypeId;
use std::marker::PhantomData;
use std::time::Duration;

use super::super::json::convert::{Direction, Json};
use super::super::metadata::api_metadata::OperationDetails;
use super::super::metadata::body_metadata::{AnswerContent, Format};
use super::super::response::operation::Operation;
use super::condition::{Condition, all_hold};
use super::expectation::{Calls, Expectation};
use super::recorded::RecordedRequest;
use super::reply::{Reply, ToReply};
use super::{Mock, default_reply};

/// What the double does with one request.
#[derive(Clone, Debug)]
pub(super) struct ConfiguredReply {
    pub(super) effect: Effect,
    pub(super) delay: Duration,
    /// How often it is done; none is always.
    pub(super) times: Option<usize>,
    /// What must hold of the request.
    pub(super) conditions: Vec<Condition>,
    /// Set on whatever is answered.
    pub(super) status: Option<u16>,
    pub(super) headers: Vec<(String, String)>,
}

impl ConfiguredReply {
    /// Whether it was done as often as it should be.
    pub(super) fn is_over(&self) -> bool {
        self.times == Some(0)
    }
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
///
/// Methods that begin with `when` say which requests the replies and expectations after them
/// are for: those of which all of it holds. Such replies go before those for all requests.
#[derive(Debug)]
pub struct OnOperation<'m, Op> {
    mock: &'m Mock,
    /// The operation, in whichever media type its response is asked for.
    id: TypeId,
    details: &'static OperationDetails,
    /// What the response is asked for as, where that is not the operation's own type.
    content: Option<AnswerContent>,
    conditions: Vec<Condition>,
    operation: PhantomData<fn() -> Op>,
}

impl<'m, Op: Operation> OnOperation<'m, Op> {
    pub(super) fn new(mock: &'m Mock, details: &'static OperationDetails) -> Self {
        let accept = Op::DESCRIPTION.accept;
        let is_alternative = TypeId::of::<Op>() != (Op::BASE)();
        let asked = is_alternative.then(|| Condition::asks_for(details, accept));
        Self {
            mock,
            id: (Op::BASE)(),
            details,
            content: is_alternative
                .then(|| default_reply::content(details, accept))
                .flatten(),
            conditions: asked.into_iter().collect(),
            operation: PhantomData,
        }
    }

    /// Only requests with this value of a parameter in the path.
    pub fn when_path(self, name: impl Into<String>, value: impl ToString) -> Self {
        self.when_condition(Condition::path(name.into(), value.to_string()))
    }

    /// Only requests with this value of a parameter in the query, as text; of several values,
    /// with this one among them.
    pub fn when_query(self, name: impl Into<String>, value: impl ToString) -> Self {
        self.when_condition(Condition::query(name.into(), value.to_string()))
    }

    /// Only requests with this value of a header.
    pub fn when_header(self, name: impl Into<String>, value: impl ToString) -> Self {
        self.when_condition(Condition::header(name.into(), value.to_string()))
    }

    /// Only requests whose body is this value: a model as the client sends it, or any JSON.
    /// The order of properties is no matter.
    pub fn when_body<T: Json>(self, body: &T) -> Self {
        self.when_condition(Condition::body(body.to_json(Direction::Request)))
    }

    /// Only requests whose body has this value at a JSON Pointer (RFC 6901): `/name`.
    pub fn when_body_at<T: Json>(self, pointer: impl Into<String>, value: &T) -> Self {
        let value = value.to_json(Direction::Request);
        self.when_condition(Condition::body_at(pointer.into(), value))
    }

    /// Only requests of which this holds; the words say what that is where an expectation
    /// is not met.
    pub fn when(
        self,
        words: impl Into<String>,
        holds: impl Fn(&RecordedRequest) -> bool + Send + Sync + 'static,
    ) -> Self {
        self.when_condition(Condition::new(words, holds))
    }

    /// Expects so many calls from here on, a number or a range: `2`, `1..`, `..=3`.
    /// [`Mock::verify`] panics where there were fewer or more, and so does dropping the
    /// mock server. Requests that it refuses are no calls.
    pub fn expect(self, calls: impl Into<Calls>) -> Self {
        let expectation = Expectation {
            of: self.id,
            operation: self.details.operation.description.id,
            conditions: self.conditions.clone(),
            expected: calls.into(),
            count: 0,
        };
        self.mock.state().expectations.push(expectation);
        self
    }

    /// The requests of the operation that came so far, of which the conditions hold.
    pub fn requests(&self) -> Vec<RecordedRequest> {
        let mut requests = self.mock.requests();
        requests
            .retain(|request| request.of == Some(self.id) && all_hold(&self.conditions, request));
        requests
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
            reply = match self.content {
                Some(content) => default_reply::success_as(self.details, content, body),
                None => default_reply::success_of(self.details, reply.format, body),
            };
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
        let is_text = match self.content {
            Some(content) => is_text(content.format),
            None => answers.any(|answer| is_text(answer.format)),
        };
        if reply.format == Format::Json
            && is_text
            && let Ok(text) = serde_json::from_slice::<String>(&reply.body)
        {
            return text.into();
        }
        reply.body.clone()
    }

    fn when_condition(mut self, condition: Condition) -> Self {
        self.conditions.push(condition);
        self
    }

    fn add(self, effect: Effect) -> Self {
        let configured = ConfiguredReply {
            effect,
            delay: Duration::ZERO,
            times: Some(1),
            conditions: self.conditions.clone(),
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
