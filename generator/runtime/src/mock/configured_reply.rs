//! Turns what a test says of an operation into what the mock server will do for a request.
//!
//! It does not know when that is.

use std::any::TypeId;
use std::marker::PhantomData;
use std::time::Duration;

use super::super::json::convert::{Direction, Json};
use super::super::metadata::api_metadata::OperationMetadata;
use super::super::metadata::body_metadata::{Format, ResponseContent};
use super::super::metadata::parameter::{Location, Parameter};
use super::super::response::item_stream::ItemStream;
use super::super::response::operation::Operation;
use super::condition::{Condition, all_hold};
use super::expectation::{Calls, Expectation};
use super::recorded::RecordedRequest;
use super::reply::{Reply, ToReply};
use super::streamed::StreamedItems;
use super::{Mock, default_reply};

/// What the mock server does with one request.
#[derive(Clone, Debug)]
pub(super) struct ConfiguredReply {
    pub(super) effect: Effect,
    pub(super) delay: Duration,
    /// How often it is done; none is always.
    pub(super) times: Option<usize>,
    /// What must hold of the request.
    pub(super) conditions: Vec<Condition>,
    /// Set on every response.
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
    /// The default response.
    Default,
    Reply(Reply),
    /// Closes the connection without a response.
    Break,
    /// Closes the connection in the middle of the default response's body.
    BreakOff,
}

/// The responses of an operation: each method adds one to those that are given one after the
/// other, or changes the one that was added last. After them the operation has its default
/// response again.
///
/// Methods that begin with `when` say which requests the replies and expectations after them
/// are for: those of which all of it holds. Such replies go before those for all requests.
#[derive(Debug)]
pub struct OnOperation<'m, Op> {
    mock: &'m Mock,
    /// The operation, in whichever media type its response is asked for.
    id: TypeId,
    metadata: &'static OperationMetadata,
    /// What the response is asked for as, where that is not the operation's own type.
    content: Option<ResponseContent>,
    conditions: Vec<Condition>,
    operation: PhantomData<fn() -> Op>,
}

impl<'m, Op: Operation> OnOperation<'m, Op> {
    pub(super) fn new(mock: &'m Mock, metadata: &'static OperationMetadata) -> Self {
        let accept = Op::DESCRIPTION.accept;
        let is_alternative = TypeId::of::<Op>() != (Op::BASE)();
        let asked = is_alternative.then(|| Condition::asks_for(metadata, accept));
        Self {
            mock,
            id: (Op::BASE)(),
            metadata,
            content: is_alternative
                .then(|| default_reply::content(metadata, accept))
                .flatten(),
            conditions: asked.into_iter().collect(),
            operation: PhantomData,
        }
    }

    /// Only requests with this value of a parameter in the path.
    pub fn when_path(self, name: impl Into<String>, value: impl ToString) -> Self {
        let name = name.into();
        let is_secret = self.is_secret(Location::Path, &name);
        self.when_condition(Condition::path(name, value.to_string(), is_secret))
    }

    /// Only requests with this value of a parameter in the query, as text; of several values,
    /// with this one among them.
    pub fn when_query(self, name: impl Into<String>, value: impl ToString) -> Self {
        let name = name.into();
        let is_secret = self.is_secret(Location::Query, &name);
        self.when_condition(Condition::query(name, value.to_string(), is_secret))
    }

    /// Only requests with this value of a header.
    pub fn when_header(self, name: impl Into<String>, value: impl ToString) -> Self {
        let name = name.into();
        let is_secret = self.is_secret(Location::Header, &name);
        self.when_condition(Condition::header(name, value.to_string(), is_secret))
    }

    /// Only requests whose body is this value: a model as the client sends it, or any JSON.
    /// The order of properties is no matter.
    pub fn when_body<T: Json>(self, body: &T) -> Self {
        let value = body.to_json(Direction::Request);
        let condition = match self.metadata.hides_body() {
            true => Condition::secret_body(value),
            false => Condition::body(value, self.mock.service.sensitive(self.id)),
        };
        self.when_condition(condition)
    }

    /// Only requests whose body has this value at a JSON Pointer (RFC 6901): `/name`.
    pub fn when_body_at<T: Json>(self, pointer: impl Into<String>, value: &T) -> Self {
        let value = value.to_json(Direction::Request);
        let pointer = pointer.into();
        let condition = match self.metadata.hides_body() {
            true => Condition::secret_body_at(pointer, value),
            false => Condition::body_at(pointer, value, self.mock.service.sensitive(self.id)),
        };
        self.when_condition(condition)
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
            operation: self.metadata.operation.description.id,
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

    /// Responds with a value, by the status that the document has for it.
    pub fn responds(self, value: impl Into<Op::Output>) -> Self
    where
        Op::Output: ToReply,
    {
        let mut reply = value.into().to_reply();
        if reply.status.is_none() {
            let body = self.written(&reply);
            let headers = std::mem::take(&mut reply.headers);
            reply = match self.content {
                Some(content) => default_reply::success_as(self.metadata, content, body),
                None => default_reply::success_of(self.metadata, reply.format, body),
            };
            reply.headers = headers;
        }
        self.add(Effect::Reply(reply))
    }

    /// Responds with a stream of these items, by the status that the document has for it.
    pub fn streams<T>(self, items: StreamedItems<T>) -> Self
    where
        Op: Operation<Output = ItemStream<T>>,
    {
        let reply = items.reply::<Op>(self.metadata, self.content);
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
        let reply = default_reply::error(self.metadata, status);
        self.add(Effect::Reply(reply))
    }

    /// Responds with anything, whether the document has it or not.
    pub fn replies(self, reply: Reply) -> Self {
        self.add(Effect::Reply(reply))
    }

    /// Responds as it would by default, to add a delay or a header to that.
    pub fn responds_by_default(self) -> Self {
        self.add(Effect::Default)
    }

    /// Takes the request, then closes the connection without a response.
    pub fn breaks(self) -> Self {
        self.add(Effect::Break)
    }

    /// Responds as it would by default, but closes the connection in the middle of the body.
    pub fn breaks_off(self) -> Self {
        self.add(Effect::BreakOff)
    }

    /// Waits before the last one added, by the mock server's clock.
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

    /// Text is not JSON where the document says so.
    fn written(&self, reply: &Reply) -> bytes::Bytes {
        let is_text = |format: Format| matches!(format, Format::Text | Format::Bytes);
        let mut responses = self.metadata.successes.iter();
        let is_text = match self.content {
            Some(content) => is_text(content.format),
            None => responses.any(|response| is_text(response.format)),
        };
        if reply.format == Format::Json
            && is_text
            && let Ok(text) = serde_json::from_slice::<String>(&reply.body)
        {
            return text.into();
        }
        reply.body.clone()
    }

    /// Whether the document marks a parameter as sensitive.
    fn is_secret(&self, location: Location, name: &str) -> bool {
        let is_it = |parameter: &Parameter| match location {
            Location::Header => parameter.name.eq_ignore_ascii_case(name),
            _ => parameter.name == name,
        };
        let parameters = self.metadata.parameters.iter();
        let mut parameters = parameters.map(|metadata| metadata.parameter);
        parameters.any(|one| one.location == location && one.sensitive && is_it(&one))
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
