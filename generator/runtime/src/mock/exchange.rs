//! Turns a request into what is done with it: the one place that remembers.
//!
//! It does not know sockets.

use std::any::TypeId;
use std::collections::{BTreeMap, VecDeque};
use std::fmt;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use super::super::auth::credentials::{Credentials, Kind};
use super::super::config::config_error::ConfigError;
use super::super::config::servers::{ServerSettings, Servers};
use super::super::metadata::api_metadata::{ApiMetadata, OperationMetadata};
use super::super::metadata::description::SecuritySchemeKind;
use super::super::send::clock::Clock;
use super::accept::Accept;
use super::check::{Arrived, Refusal};
use super::collection::timestamp;
use super::condition::all_hold;
use super::configured_reply::{ConfiguredReply, Effect};
use super::expectation::Expectation;
use super::history::History;
use super::limits::Limits;
use super::recorded::RecordedRequest;
use super::reply::Reply;
use super::route::{Matched, Route};
use super::schemas::Schemas;
use super::store::{Store, StoreRequest};
use super::{MockBuilder, check, default_reply, locked, negotiate, route};

/// What is told each request and its status.
pub(super) type Log = Box<dyn Fn(&str) + Send + Sync>;

/// Everything about a mock server but its socket.
pub(super) struct MockService {
    pub(super) origin: String,
    pub(super) clock: Arc<dyn Clock>,
    pub(super) has_clock: bool,
    pub(super) state: Mutex<State>,
    log: Option<Log>,
    is_empty: bool,
    apis: &'static [&'static ApiMetadata],
    /// In the order of the APIs.
    schemas: Vec<Schemas>,
    /// Where tokens are asked for.
    token_paths: Vec<String>,
}

/// What changes while it serves.
#[derive(Debug)]
pub(super) struct State {
    pub(super) configured: BTreeMap<TypeId, VecDeque<ConfiguredReply>>,
    pub(super) history: History,
    pub(super) tokens: usize,
    pub(super) expectations: Vec<Expectation>,
    store: Store,
}

/// What is done with a request.
#[derive(Debug)]
pub(super) struct Outcome {
    pub(super) delay: Duration,
    /// None closes the connection.
    pub(super) reply: Option<Reply>,
    /// Whether the connection is closed in the middle of the body.
    pub(super) breaks_off: bool,
}

impl MockService {
    pub(super) fn new(origin: String, settings: MockBuilder) -> Result<Self, ConfigError> {
        let mut token_paths = Vec::new();
        for api in settings.apis {
            let settings = ServerSettings {
                base_url: Some(origin.clone()),
                ..ServerSettings::default()
            };
            let servers = Servers::resolve(api.description, &settings, true)?;
            for scheme in api.description.security_schemes {
                if let SecuritySchemeKind::OAuth2 {
                    client_credentials_token_url: Some(url),
                } = scheme.kind
                    && let Ok(url) = servers.token_url(url)
                    && url.origin().ascii_serialization() == origin
                {
                    token_paths.push(url.path().to_owned());
                }
            }
        }
        Ok(Self {
            origin,
            clock: settings.clock,
            has_clock: settings.has_clock,
            state: Mutex::new(State::new(settings.limits)),
            log: settings.log,
            is_empty: settings.is_empty,
            apis: settings.apis,
            schemas: settings.apis.iter().map(|api| Schemas::of(api)).collect(),
            token_paths,
        })
    }

    pub(super) fn operation(&self, id: TypeId) -> Option<&'static OperationMetadata> {
        let mut operations = self.apis.iter().flat_map(|api| api.operations());
        operations.find(|metadata| (metadata.operation.id)() == id)
    }

    /// The names of sensitive properties, in the API that has an operation.
    pub(super) fn sensitive(&self, id: TypeId) -> &'static [&'static str] {
        let is_it = |metadata: &OperationMetadata| (metadata.operation.id)() == id;
        let api = self.apis.iter().find(|api| api.operations().any(is_it));
        api.map_or(&[], |api| api.description.sensitive)
    }

    /// None for an API that is not served.
    fn schemas_of(&self, api: &ApiMetadata) -> Option<&Schemas> {
        let mut served = self.apis.iter().zip(&self.schemas);
        let found = served.find(|(other, _)| std::ptr::eq(**other, api));
        found.map(|(_, schemas)| schemas)
    }

    /// Whether some scheme of some API takes such credentials.
    pub(super) fn can_use(&self, credentials: &Credentials) -> bool {
        let schemes = self
            .apis
            .iter()
            .flat_map(|api| api.description.security_schemes);
        let mut kinds = schemes.map(|scheme| scheme.kind);
        kinds.any(|kind| match credentials.0 {
            Kind::Basic(..) => kind == SecuritySchemeKind::Basic,
            Kind::ApiKey(..) => matches!(kind, SecuritySchemeKind::ApiKey { .. }),
            _ => !matches!(
                kind,
                SecuritySchemeKind::Basic | SecuritySchemeKind::ApiKey { .. }
            ),
        })
    }

    /// What is done with a request whose body is larger than the limit.
    pub(super) fn too_large(&self, mut request: RecordedRequest, limit: usize) -> Outcome {
        self.route(&mut request);
        let reason =
            format!("its body is larger than {limit} bytes, the limit of this mock server");
        let mut state = locked(&self.state);
        let outcome = state.refuse(&request, &Refusal::new(413, reason), None);
        state.history.add(request);
        outcome
    }

    /// Decides what is done with a request.
    pub(super) fn outcome(&self, mut request: RecordedRequest) -> Outcome {
        let route = self.route(&mut request);
        let line = format!("{} {}", request.method, request.shown_path());
        let outcome = self.decided(request, &route);
        if let Some(log) = &self.log {
            match &outcome.reply {
                Some(reply) => log(&format!("{line} {}", reply.summary())),
                None => log(&format!("{line} broken")),
            }
        }
        outcome
    }

    /// Finds the operation, and with it what may be shown of the path.
    fn route(&self, request: &mut RecordedRequest) -> Route {
        let route = route::find(self.apis, &request.method, &request.path);
        request.shown_path = route.shown_path();
        route
    }

    fn decided(&self, mut request: RecordedRequest, route: &Route) -> Outcome {
        let mut state = locked(&self.state);
        if request.method == "POST" && self.token_paths.contains(&request.path) {
            return state.token(&request);
        }
        let outcome = match route {
            Route::Found(matched) => {
                request.operation = Some(matched.metadata.operation.description.id);
                request.of = Some((matched.metadata.operation.id)());
                request.path_values.clone_from(&matched.values);
                let arrived = self.arrived(matched, &request);
                check::check(&arrived).map(|()| self.done(&mut state, &arrived))
            }
            Route::OtherMethods(others) => Err(Refusal::of_method(&Route::methods(others))),
            Route::Nowhere => Err(Refusal::new(404, "the document has no such path")),
        };
        let metadata = match route {
            Route::Found(matched) => Some(matched.metadata),
            Route::OtherMethods(_) | Route::Nowhere => None,
        };
        let outcome = outcome.unwrap_or_else(|refusal| state.refuse(&request, &refusal, metadata));
        state.history.add(request);
        outcome
    }

    fn arrived<'r>(&'r self, matched: &'r Matched, request: &'r RecordedRequest) -> Arrived<'r> {
        Arrived {
            matched,
            request,
            schemas: self.schemas_of(matched.api),
        }
    }

    fn done(&self, state: &mut State, arrived: &Arrived<'_>) -> Outcome {
        let Arrived {
            matched, request, ..
        } = *arrived;
        state.see(request);
        let configured = state.next((matched.metadata.operation.id)(), request);
        let by_default = |state: &mut State| self.default_response(state, arrived);
        let Some(configured) = configured else {
            return match by_default(state) {
                Ok(reply) => Outcome::of(reply),
                Err(refusal) => state.refuse(request, &refusal, Some(matched.metadata)),
            };
        };
        let breaks_off = matches!(configured.effect, Effect::BreakOff);
        let reply = match configured.effect {
            Effect::Reply(reply) => Ok(Some(reply)),
            Effect::Default | Effect::BreakOff => by_default(state).map(Some),
            Effect::Break => Ok(None),
        };
        let mut reply = match reply {
            Ok(reply) => reply,
            Err(refusal) => return state.refuse(request, &refusal, Some(matched.metadata)),
        };
        if let Some(reply) = &mut reply {
            reply.status = configured.status.or(reply.status);
            for (name, value) in &configured.headers {
                reply.set_header(name, value);
            }
        }
        Outcome {
            delay: configured.delay,
            reply,
            breaks_off,
        }
    }

    /// The response where the test configured none.
    fn default_response(&self, state: &mut State, arrived: &Arrived<'_>) -> Result<Reply, Refusal> {
        let accept = Accept::of(&arrived.request.headers);
        let metadata = arrived.matched.metadata;
        // Before anything is done, so that a request that is refused changes nothing.
        negotiate::check(metadata, &accept)?;
        let around = StoreRequest {
            arrived: *arrived,
            is_empty: self.is_empty,
            now: timestamp(self.clock.system_time()),
        };
        match state.store.respond(&around) {
            Some(reply) => negotiate::translated(metadata, &accept, reply?),
            None => default_reply::success(metadata, &accept),
        }
    }
}

impl State {
    fn new(limits: Limits) -> Self {
        Self {
            configured: BTreeMap::new(),
            history: History::new(limits),
            tokens: 0,
            expectations: Vec::new(),
            store: Store::new(limits.items),
        }
    }

    /// Counts a request where calls of it are expected.
    fn see(&mut self, request: &RecordedRequest) {
        let expectations = self.expectations.iter_mut();
        expectations.for_each(|expectation| expectation.see(request));
    }

    /// What is to be done with this request of an operation, if anything was said: what was
    /// said of such requests in particular goes before what was said of all.
    fn next(&mut self, id: TypeId, request: &RecordedRequest) -> Option<ConfiguredReply> {
        let queue = self.configured.get_mut(&id)?;
        while queue.front().is_some_and(ConfiguredReply::is_over) {
            queue.pop_front();
        }
        let is_for = |configured: &ConfiguredReply| {
            !configured.is_over() && all_hold(&configured.conditions, request)
        };
        let mut fitting = (0..queue.len()).filter(|index| is_for(&queue[*index]));
        let first = fitting.clone().next()?;
        let particular = fitting.find(|index| !queue[*index].conditions.is_empty());
        let chosen = queue.get_mut(particular.unwrap_or(first))?;
        let configured = chosen.clone();
        if let Some(times) = &mut chosen.times {
            *times -= 1;
        }
        Some(configured)
    }

    /// Refuses a request with the error that the document shows for the status, or else
    /// with a problem (RFC 9457). A header has the reason in either case.
    fn refuse(
        &mut self,
        request: &RecordedRequest,
        refusal: &Refusal,
        metadata: Option<&OperationMetadata>,
    ) -> Outcome {
        let (method, path) = (&request.method, request.shown_path());
        let reason = format!("{method} {path}: {}", refusal.reason);
        let shown =
            metadata.and_then(|metadata| default_reply::shown_error(metadata, refusal.status));
        let reply = refusal.reply.as_deref().cloned().or(shown);
        let problem = || {
            let detail = format!("The mock server refused {reason}.");
            Reply::problem(refusal.status, &detail)
        };
        let mut reply = reply.unwrap_or_else(problem);
        reply.set_reason(&refusal.reason);
        if let Some(methods) = &refusal.allowed {
            reply.set_header("allow", methods);
        }
        self.history.fail(reason);
        Outcome::of(reply)
    }

    /// The client credentials grant (RFC 6749 §4.4), for any client.
    fn token(&mut self, request: &RecordedRequest) -> Outcome {
        let body = url::form_urlencoded::parse(&request.body);
        let in_query = request
            .query
            .iter()
            .map(|(name, value)| (name.into(), value.into()));
        let mut pairs = body.chain(in_query);
        if !pairs.any(|(name, value)| name == "grant_type" && value == "client_credentials") {
            let refusal = Refusal::new(400, "its `grant_type` is not `client_credentials`");
            return self.refuse(request, &refusal, None);
        }
        self.tokens += 1;
        let token = serde_json::json!({
            "access_token": format!("mock-token-{}", self.tokens),
            "token_type": "Bearer",
            "expires_in": 3600,
        });
        let mut reply = Reply::json(200, &token);
        reply.set_header("cache-control", "no-store");
        Outcome::of(reply)
    }
}

impl Outcome {
    fn of(reply: Reply) -> Self {
        Self {
            delay: Duration::ZERO,
            reply: Some(reply),
            breaks_off: false,
        }
    }
}

impl fmt::Debug for MockService {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MockService")
            .field("origin", &self.origin)
            .finish_non_exhaustive()
    }
}
