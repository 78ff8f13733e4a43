//! A transport and a clock that do what a test says, and operations to call.

use std::collections::HashMap;
use std::convert::Infallible;
use std::future::pending;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant, SystemTime};

use bytes::Bytes;
use serde_json::Value;
use simgen_runtime::{
    Answer, ApiDescription, Async, Body, BoxFuture, Cases, Clock, Config, Core, Credentials, Error,
    ErrorBody, Jitter, KeyPlace, Operation, OperationDescription, Request, Requirement,
    SecurityScheme, SecuritySchemeKind, ServerDescription, ServerVariable, SleepPurpose, Status,
    Transport, TransportError, TransportStage,
};

/// What a fake server does with a request.
pub(crate) enum Reply {
    Answer(u16, Vec<(&'static str, String)>, Vec<u8>),
    /// The head, these pieces, and then the connection breaks.
    Broken(u16, Vec<&'static [u8]>),
    /// The same, and then nothing.
    Stalled(u16, Vec<&'static [u8]>),
    Lost(TransportStage),
    /// Nothing, for ever.
    Silence,
    /// An answer that comes when the test lets it.
    Held(Arc<tokio::sync::Notify>, Box<Reply>),
}

impl Reply {
    pub(crate) fn status(status: u16) -> Self {
        Self::json(status, "{}")
    }

    pub(crate) fn json(status: u16, body: &str) -> Self {
        Self::body(status, "application/json", body.as_bytes())
    }

    pub(crate) fn body(status: u16, media: &str, body: &[u8]) -> Self {
        Self::Answer(
            status,
            vec![("content-type", media.to_owned())],
            body.to_vec(),
        )
    }

    pub(crate) fn token(token: &str, expires_in: &str) -> Self {
        Self::json(
            200,
            &format!(r#"{{"access_token":"{token}","expires_in":{expires_in}}}"#),
        )
    }

    pub(crate) fn with(mut self, name: &'static str, value: &str) -> Self {
        if let Self::Answer(_, headers, _) = &mut self {
            headers.push((name, value.to_owned()));
        }
        self
    }
}

/// What a fake server answers every time.
pub(crate) type MakeReply = fn() -> Reply;

type Script = dyn FnMut(&http::Request<Bytes>, usize) -> Reply + Send;

/// Answers requests by a script, which sees the request and its number from 0.
#[derive(Clone)]
pub(crate) struct FakeTransport {
    script: Arc<Mutex<Script>>,
    pub(crate) requests: Arc<Mutex<Vec<http::Request<Bytes>>>>,
}

impl FakeTransport {
    pub(crate) fn new(
        script: impl FnMut(&http::Request<Bytes>, usize) -> Reply + Send + 'static,
    ) -> Self {
        Self {
            script: Arc::new(Mutex::new(script)),
            requests: Arc::default(),
        }
    }

    /// These answers in turn, the last one for ever.
    pub(crate) fn statuses(statuses: &'static [u16]) -> Self {
        Self::new(move |_, number| Reply::status(statuses[number.min(statuses.len() - 1)]))
    }

    pub(crate) fn sent(&self) -> Vec<http::Request<Bytes>> {
        self.requests.lock().expect("not poisoned").clone()
    }

    /// Path and query of the only request.
    pub(crate) fn target(&self) -> String {
        let sent = self.sent();
        assert_eq!(sent.len(), 1, "one request is sent");
        sent[0]
            .uri()
            .path_and_query()
            .expect("has a path")
            .to_string()
    }

    pub(crate) fn count(&self, path: &str) -> usize {
        self.sent()
            .iter()
            .filter(|request| request.uri().path() == path)
            .count()
    }
}

impl Transport for FakeTransport {
    fn send(
        &self,
        request: http::Request<Bytes>,
    ) -> BoxFuture<'static, Result<http::Response<Box<dyn Body>>, TransportError>> {
        let number = {
            let mut requests = self.requests.lock().expect("not poisoned");
            requests.push(request.clone());
            requests.len() - 1
        };
        let reply = (self.script.lock().expect("not poisoned"))(&request, number);
        Box::pin(answer(reply))
    }
}

async fn answer(reply: Reply) -> Result<http::Response<Box<dyn Body>>, TransportError> {
    let mut reply = reply;
    while let Reply::Held(gate, inner) = reply {
        gate.notified().await;
        reply = *inner;
    }
    match reply {
        Reply::Lost(stage) => Err(TransportError::new(stage, "lost")),
        Reply::Silence | Reply::Held(..) => pending().await,
        Reply::Broken(status, pieces) => {
            let head = http::Response::builder().status(status);
            let head = head.header("content-type", "application/json");
            let body: Box<dyn Body> = Box::new(Breaking(pieces.into()));
            Ok(head.body(body).expect("is a head"))
        }
        Reply::Stalled(status, pieces) => {
            let head = http::Response::builder().status(status);
            let body: Box<dyn Body> = Box::new(Stalling(pieces.into()));
            Ok(head.body(body).expect("is a head"))
        }
        Reply::Answer(status, headers, body) => {
            let mut head = http::Response::builder().status(status);
            for (name, value) in headers {
                head = head.header(name, value);
            }
            let body: Box<dyn Body> = Box::new(Some(Bytes::from(body)));
            Ok(head.body(body).expect("is a head"))
        }
    }
}

struct Breaking(std::collections::VecDeque<&'static [u8]>);

impl Body for Breaking {
    fn chunk(&mut self) -> BoxFuture<'_, Result<Option<Bytes>, TransportError>> {
        let next = self.0.pop_front().map(Bytes::from_static);
        Box::pin(async move {
            match next {
                Some(piece) => Ok(Some(piece)),
                None => Err(TransportError::new(TransportStage::Body, "broken")),
            }
        })
    }
}

struct Stalling(std::collections::VecDeque<&'static [u8]>);

impl Body for Stalling {
    fn chunk(&mut self) -> BoxFuture<'_, Result<Option<Bytes>, TransportError>> {
        let next = self.0.pop_front().map(Bytes::from_static);
        Box::pin(async move {
            match next {
                Some(piece) => Ok(Some(piece)),
                None => pending().await,
            }
        })
    }
}

/// A clock that stands still, save that pauses before retries pass at once.
#[derive(Clone)]
pub(crate) struct FakeClock {
    start: Instant,
    passed_ms: Arc<AtomicU64>,
    pub(crate) pauses: Arc<Mutex<Vec<Duration>>>,
    /// A limit that is reached at once.
    reached: Option<SleepPurpose>,
}

impl FakeClock {
    pub(crate) fn new() -> Self {
        Self {
            start: Instant::now(),
            passed_ms: Arc::default(),
            pauses: Arc::default(),
            reached: None,
        }
    }

    pub(crate) fn reaching(purpose: SleepPurpose) -> Self {
        Self {
            reached: Some(purpose),
            ..Self::new()
        }
    }

    pub(crate) fn advance(&self, by: Duration) {
        let by = u64::try_from(by.as_millis()).expect("is a short time");
        self.passed_ms.fetch_add(by, Ordering::SeqCst);
    }

    fn passed(&self) -> Duration {
        Duration::from_millis(self.passed_ms.load(Ordering::SeqCst))
    }
}

impl Clock for FakeClock {
    fn now(&self) -> Instant {
        self.start + self.passed()
    }

    fn system_time(&self) -> SystemTime {
        SystemTime::UNIX_EPOCH + Duration::from_secs(1_700_000_000) + self.passed()
    }

    fn sleep(&self, duration: Duration, purpose: SleepPurpose) -> BoxFuture<'static, ()> {
        if purpose == SleepPurpose::Retry {
            self.advance(duration);
            self.pauses
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .push(duration);
            return Box::pin(async {});
        }
        if Some(purpose) == self.reached {
            // The work gets one turn first.
            return Box::pin(tokio::task::yield_now());
        }
        Box::pin(pending())
    }
}

/// Always the same chance.
pub(crate) struct FixedJitter(pub(crate) f64);

impl Jitter for FixedJitter {
    fn sample(&self) -> f64 {
        self.0
    }
}

pub(crate) static API: ApiDescription = ApiDescription {
    title: "Things",
    version: "v7",
    package: "things",
    package_version: "1.2.3",
    servers: &[ServerDescription {
        url: "https://{tenant}.example.com/v7",
        variables: &[ServerVariable {
            name: "tenant",
            default: "main",
            values: &[],
        }],
    }],
    security_schemes: &[
        scheme(
            "oauth2",
            SecuritySchemeKind::OAuth2 {
                client_credentials_token_url: Some("https://main.example.com/oauth/token"),
            },
        ),
        scheme("bearer", SecuritySchemeKind::Bearer),
        scheme("basic", SecuritySchemeKind::Basic),
        scheme("header_key", key(KeyPlace::Header, "X-Key")),
        scheme("query_key", key(KeyPlace::Query, "key")),
        scheme("cookie_key", key(KeyPlace::Cookie, "session")),
    ],
    error_summary: &["detailCode", "trackingId"],
};

const fn scheme(name: &'static str, kind: SecuritySchemeKind) -> SecurityScheme {
    SecurityScheme { name, kind }
}

const fn key(place: KeyPlace, name: &'static str) -> SecuritySchemeKind {
    SecuritySchemeKind::ApiKey { place, name }
}

pub(crate) const fn needs(scheme: &'static str) -> Requirement {
    Requirement {
        scheme,
        scopes: &[],
    }
}

/// Declares an operation that answers any JSON, with documented errors 400 and 429.
macro_rules! operation {
    ($name:ident, $method:literal, $path:literal, $security:expr) => {
        #[derive(Clone, Copy, Debug)]
        pub(crate) struct $name;

        impl simgen_runtime::Operation for $name {
            type Output = serde_json::Value;
            type Error = $crate::support::AnyError;
            type Headers = ();

            const DESCRIPTION: simgen_runtime::OperationDescription =
                simgen_runtime::OperationDescription {
                    id: stringify!($name),
                    method: $method,
                    path: $path,
                    accept: "application/json",
                    security: $security,
                };

            fn decode(answer: &simgen_runtime::Answer) -> simgen_runtime::Cases<'_, Self::Output> {
                simgen_runtime::Cases::new(answer)
                    .json(simgen_runtime::Status::exactly(200), |value| value)
            }
        }
    };
}
pub(crate) use operation;

#[derive(Clone, Debug, PartialEq)]
pub(crate) enum AnyError {
    BadRequest(Value),
    TooMany(Value),
}

impl ErrorBody for AnyError {
    type Headers = ();

    fn decode(answer: &Answer) -> Cases<'_, Self> {
        Cases::new(answer)
            .json(Status::exactly(400), Self::BadRequest)
            .json(Status::exactly(429), Self::TooMany)
    }
}

operation!(GetThing, "GET", "/things/{id}", &[]);
operation!(ListThings, "GET", "/things", &[]);
operation!(PutThings, "PUT", "/things", &[]);
operation!(PostThings, "POST", "/things", &[]);
operation!(HeadThings, "HEAD", "/things", &[]);
operation!(SecureList, "GET", "/things", &[&[needs("oauth2")]]);
operation!(SecurePut, "PUT", "/things", &[&[needs("oauth2")]]);
operation!(SecurePost, "POST", "/things", &[&[needs("oauth2")]]);

/// An operation without a body in its answer, and without documented errors.
pub(crate) struct DeleteThings;

impl Operation for DeleteThings {
    type Output = ();
    type Error = Infallible;
    type Headers = ();

    const DESCRIPTION: OperationDescription = OperationDescription {
        id: "deleteThings",
        method: "DELETE",
        path: "/things",
        accept: "",
        security: &[],
    };

    fn decode(answer: &Answer) -> Cases<'_, Self::Output> {
        Cases::new(answer).empty(Status::exactly(204), ())
    }
}

pub(crate) fn config(transport: &FakeTransport, clock: &FakeClock) -> Config {
    Config::new()
        .with_server_variable("tenant", "main")
        .with_transport(transport.clone())
        .with_clock(clock.clone())
        .with_jitter(FixedJitter(0.5))
}

pub(crate) fn with_client_credentials(config: Config) -> Config {
    config.with_credentials(Credentials::client_credentials("an id", "a s&cret"))
}

pub(crate) fn core(config: Config) -> Core<Async> {
    Core::new(config, &API).expect("the settings fit")
}

/// Sends one request of an operation through a script.
pub(crate) async fn call<Op: Operation>(
    transport: &FakeTransport,
) -> Result<Op::Output, Error<Op::Error>> {
    let core = core(config(transport, &FakeClock::new()));
    Request::<Op>::new(&core).await
}

/// Surroundings with these variables and files.
#[derive(Default)]
pub(crate) struct FakeSurroundings {
    pub(crate) variables: HashMap<&'static str, &'static str>,
    pub(crate) files: HashMap<&'static str, &'static str>,
}

impl simgen_runtime::Surroundings for FakeSurroundings {
    fn variable(&self, name: &str) -> Option<std::ffi::OsString> {
        self.variables.get(name).map(Into::into)
    }

    fn read(&self, path: &std::path::Path) -> std::io::Result<String> {
        let text = path.to_str().and_then(|path| self.files.get(path));
        let text = text.ok_or(std::io::ErrorKind::NotFound)?;
        match *text {
            "unreadable" => Err(std::io::ErrorKind::PermissionDenied.into()),
            text => Ok(text.to_owned()),
        }
    }
}
