//! A mock server: an HTTP server in the test's own process that responds as the API's
//! document says, keeps what it is given, and refuses requests that the document does not allow.
//!
//! Must not know: how the client sends, nor any type of an operation. It knows operations from
//! the metadata.

mod accept;
mod check;
mod collection;
mod collection_examples;
mod condition;
mod configured_reply;
mod default_reply;
mod exchange;
mod expectation;
mod history;
mod limits;
mod negotiate;
mod page;
mod patch;
mod recorded;
mod reply;
mod route;
mod schemas;
mod serve;
mod store;
mod streamed;

use std::error::Error;
use std::io;
use std::sync::{Arc, Mutex, MutexGuard};

pub use self::configured_reply::OnOperation;
use self::exchange::{Log, MockService, State};
pub use self::expectation::Calls;
use self::expectation::Expectation;
use self::limits::Limits;
pub use self::recorded::RecordedRequest;
pub use self::reply::{Reply, ToReply};
use self::serve::Server;
pub use self::streamed::StreamedItems;
use super::auth::credentials::Credentials;
use super::config::client_config::ConfigFor;
use super::metadata::api_metadata::ApiMetadata;
use super::response::operation::Operation;
use super::send::clock::{Clock, SystemClock};

/// A mock server of the API, which runs until it is dropped.
///
/// It responds to each operation with the example of the document, or keeps what is made, put
/// and patched where the document has a collection. It checks each request against the
/// document; one that does not fit is refused with the reason, and remembered: dropping the
/// mock server then panics, so that no test passes that was refused something and did not say
/// so by [`Mock::take_failures`].
#[derive(Debug)]
pub struct Mock {
    service: Arc<MockService>,
    server: Server,
}

/// A mock server that was not started yet.
pub struct MockBuilder {
    apis: &'static [&'static ApiMetadata],
    port: u16,
    is_empty: bool,
    clock: Arc<dyn Clock>,
    has_clock: bool,
    log: Option<Log>,
    limits: Limits,
}

impl MockBuilder {
    /// A mock server of these APIs.
    #[doc(hidden)]
    pub fn new(apis: &'static [&'static ApiMetadata]) -> Self {
        Self {
            apis,
            port: 0,
            is_empty: false,
            clock: Arc::new(SystemClock),
            has_clock: false,
            log: None,
            limits: Limits::default(),
        }
    }

    /// Starts with nothing in its collections, in place of the document's examples.
    #[must_use]
    pub fn empty(mut self) -> Self {
        self.is_empty = true;
        self
    }

    /// Listens on a port of one's choice, in place of any that is free.
    #[must_use]
    pub fn on_port(mut self, port: u16) -> Self {
        self.port = port;
        self
    }

    /// Another clock, for delays and for the times of what is kept. The settings of
    /// [`Mock::config`] have it too.
    #[must_use]
    pub fn with_clock(mut self, clock: impl Clock) -> Self {
        self.clock = Arc::new(clock);
        self.has_clock = true;
        self
    }

    /// Tells each request with its status, and why it was refused where it was.
    #[must_use]
    pub fn with_log(mut self, log: impl Fn(&str) + Send + Sync + 'static) -> Self {
        self.log = Some(Box::new(log));
        self
    }

    /// The largest body that a request may have, in bytes: 16 MiB unless this says
    /// otherwise. A larger one is refused with 413.
    #[must_use]
    pub fn with_body_limit(mut self, bytes: usize) -> Self {
        self.limits.body = bytes;
        self
    }

    /// How many requests [`Mock::requests`] remembers, the newest: 1,000 unless this says
    /// otherwise, with at most 64 MiB of bodies.
    #[must_use]
    pub fn with_request_limit(mut self, requests: usize) -> Self {
        self.limits.requests = requests;
        self
    }

    /// How many items its collections have together: 10,000 unless this says otherwise. A
    /// request that would make one more is refused with 507.
    #[must_use]
    pub fn with_item_limit(mut self, items: usize) -> Self {
        self.limits.items = items;
        self
    }

    /// How long the head of a request may take, and each pause within its body: 30 s unless
    /// this says otherwise. The connection is closed then. It is measured in real time,
    /// whatever the clock is.
    #[must_use]
    pub fn with_read_timeout(mut self, silence: std::time::Duration) -> Self {
        self.limits.silence = silence;
        self
    }

    /// The examples of the APIs' documents that their own types can't hold, each in a
    /// sentence; none where the documents are valid.
    pub fn invalid_examples(&self) -> Vec<String> {
        let operations = self.apis.iter().flat_map(|api| api.operations());
        operations
            .flat_map(default_reply::invalid_examples)
            .collect()
    }

    /// Starts it, on localhost only.
    ///
    /// # Errors
    ///
    /// Where the port is taken, or no thread can be started.
    pub fn start(self) -> io::Result<Mock> {
        let limits = self.limits;
        let listener = serve::listen(self.port)?;
        let origin = format!("http://{}", listener.local_addr()?);
        let service = MockService::new(origin, self).map_err(io::Error::other)?;
        let service = Arc::new(service);
        let server = Server::start(listener, Arc::clone(&service), limits)?;
        Ok(Mock { service, server })
    }
}

impl MockBuilder {
    /// Starts it, and runs a program against it.
    ///
    /// # Panics
    ///
    /// Where the program fails, or a request of it is refused.
    #[doc(hidden)]
    pub fn run<S>(self, program: impl AsyncFnOnce(ConfigFor<S>) -> Result<(), Box<dyn Error>>) {
        let mock = self.start().expect("a port of localhost is free");
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .expect("a runtime can be made");
        let result = runtime.block_on(program(mock.config()));
        if let Err(error) = result {
            panic!(
                "{error}; the mock server refused: {:?}",
                mock.take_failures()
            );
        }
    }
}

impl Mock {
    /// Its base URL: `http://127.0.0.1:40001`.
    pub fn base_url(&self) -> &str {
        &self.service.origin
    }

    /// Settings of a client that talks to it, signed in. With client credentials in place
    /// of the token, the client gets its tokens from the mock server too.
    pub fn config<S>(&self) -> ConfigFor<S> {
        let mut config = ConfigFor::new()
            .with_base_url(&self.service.origin)
            .with_http_on_loopback();
        if self.service.has_clock {
            config.settings.clock = Arc::clone(&self.service.clock);
        }
        for credentials in [
            Credentials::token("mock-token"),
            Credentials::basic("mock-user", "mock-password"),
            Credentials::api_key("mock-key"),
        ] {
            if self.service.can_use(&credentials) {
                config = config.with_credentials(credentials);
            }
        }
        config
    }

    /// Configures how the mock server responds to an operation, and how many calls of it are
    /// expected. With the type of one media type (`GetInvoiceAsPdf`) it is for the
    /// requests that ask for that.
    ///
    /// # Panics
    ///
    /// Where the operation is of another crate.
    pub fn on<Op: Operation>(&self) -> OnOperation<'_, Op> {
        let metadata = self.service.operation((Op::BASE)());
        let metadata = metadata.unwrap_or_else(|| {
            panic!("the mock server does not have {}", Op::DESCRIPTION.id);
        });
        OnOperation::new(self, metadata)
    }

    /// The requests, refused ones included, in the order in which they came: the newest
    /// 1,000, or as many as [`MockBuilder::with_request_limit`] says.
    pub fn requests(&self) -> Vec<RecordedRequest> {
        self.state().history.requests()
    }

    /// How many requests came before the oldest of [`Self::requests`].
    pub fn forgotten_requests(&self) -> usize {
        self.state().history.forgotten()
    }

    /// The requests of one operation. With the type of one media type (`GetInvoiceAsPdf`),
    /// those that ask for that.
    ///
    /// # Panics
    ///
    /// Where the operation is of another crate.
    pub fn requests_of<Op: Operation>(&self) -> Vec<RecordedRequest> {
        self.on::<Op>().requests()
    }

    /// How many access tokens it gave.
    pub fn tokens(&self) -> usize {
        self.state().tokens
    }

    /// Why requests were refused, each in one sentence.
    pub fn failures(&self) -> Vec<String> {
        self.state().history.failures()
    }

    /// The same, taken away: a test that expects them says so by this.
    pub fn take_failures(&self) -> Vec<String> {
        self.state().history.take_failures()
    }

    /// Panics where a request was refused, or where calls that were expected did not come.
    /// Dropping the mock server does the same.
    ///
    /// # Panics
    ///
    /// Where a request did not fit the document, or an [expectation](OnOperation::expect)
    /// is not met.
    #[track_caller]
    pub fn verify(&self) {
        let failures = self.take_failures();
        let state = self.state();
        let unmet = state.expectations.iter().filter_map(Expectation::unmet);
        let unmet: Vec<String> = unmet.collect();
        drop(state);
        let mut reasons = Vec::new();
        if !failures.is_empty() {
            let (count, list) = (failures.len(), failures.join("\n- "));
            reasons.push(format!(
                "the mock server refused {count} of the requests:\n- {list}"
            ));
        }
        if !unmet.is_empty() {
            let list = unmet.join("\n- ");
            reasons.push(format!(
                "calls of the mock server are not as expected:\n- {list}"
            ));
        }
        assert!(reasons.is_empty(), "{}", reasons.join("\n"));
    }

    /// Waits for the server to end, which it does not: for programs that only serve.
    pub fn serve_forever(mut self) {
        self.server.join();
    }

    fn state(&self) -> MutexGuard<'_, State> {
        locked(&self.service.state)
    }
}

impl Drop for Mock {
    fn drop(&mut self) {
        self.server.stop();
        if !std::thread::panicking() {
            self.verify();
        }
    }
}

/// What a test that panicked left behind is still whole: nothing here stops half way.
fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex
        .lock()
        .unwrap_or_else(std::sync::PoisonError::into_inner)
}
