//! Turns a source of tokens into one token that all callers share.
//!
//! It does not know where tokens come from.

use std::fmt;
use std::future::{pending, poll_fn};
use std::panic::AssertUnwindSafe;
use std::pin::pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll};
use std::time::{Duration, Instant};

use futures_util::FutureExt as _;
use futures_util::future::{Shared, WeakShared};
use secrecy::{ExposeSecret as _, SecretString};
use tokio::runtime::Handle;
use tokio::task::JoinHandle;

use super::super::json::redacted::Redacted;
use super::super::send::clock::Clock;
use super::super::send::credentials_error::CredentialsError;
use super::super::send::trace;
use super::super::send::transport_faults::panic_message;
use super::super::send::transport_trait::{BoxError, BoxFuture};
use super::secret::secret;

/// Where tokens come from. The client calls it when it needs a token, never twice at
/// a time, and keeps what it gets.
///
/// ```
/// # use simgen_runtime::{AccessToken, BoxError, BoxFuture, Config, Credentials, TokenSource};
/// use std::{path::PathBuf, time::Duration};
///
/// /// Reads tokens from a file that another program keeps up to date.
/// struct TokenFile(PathBuf);
///
/// impl TokenSource for TokenFile {
///     fn fetch(&self) -> BoxFuture<'_, Result<AccessToken, BoxError>> {
///         Box::pin(async {
///             let token = std::fs::read_to_string(&self.0)?;
///             Ok(AccessToken::new(token.trim()).with_lifetime(Duration::from_secs(600)))
///         })
///     }
/// }
///
/// let source = TokenFile("token.txt".into());
/// let config = Config::new().with_credentials(Credentials::token_source(source));
/// ```
pub trait TokenSource: Send + Sync + 'static {
    /// Gets a new token.
    fn fetch(&self) -> BoxFuture<'_, Result<AccessToken, BoxError>>;
}

/// A closure that returns a future is one, and so is an async function without arguments:
/// `|| async { Ok(AccessToken::new(my_vault().await?)) }`. Its errors become a [`BoxError`], which
/// `?` makes of any error.
///
/// ```
/// # use simgen_runtime::{AccessToken, BoxError, Credentials};
/// async fn from_vault() -> Result<String, std::io::Error> {
///     Ok("my-token".to_owned())
/// }
///
/// let source = || async { Ok::<_, BoxError>(AccessToken::new(from_vault().await?)) };
/// let credentials = Credentials::token_source(source);
/// ```
impl<F, T> TokenSource for F
where
    F: Fn() -> T + Send + Sync + 'static,
    T: Future<Output = Result<AccessToken, BoxError>> + Send,
{
    fn fetch(&self) -> BoxFuture<'_, Result<AccessToken, BoxError>> {
        // Called in the future, where a panic of the closure becomes an error.
        Box::pin(async move { self().await })
    }
}

/// A token and how long it lasts.
///
/// ```
/// # use simgen_runtime::AccessToken;
/// use std::time::Duration;
///
/// let token = AccessToken::new("my-token").with_lifetime(Duration::from_secs(3600));
/// assert!(!format!("{token:?}").contains("my-token"));
/// ```
#[derive(Clone)]
pub struct AccessToken {
    secret: SecretString,
    lifetime: Option<Duration>,
}

impl AccessToken {
    /// A token that lasts until the server refuses it with 401.
    pub fn new(token: impl Into<String>) -> Self {
        Self {
            secret: secret(token.into()),
            lifetime: None,
        }
    }

    /// How long it lasts, counted from when it was asked for.
    #[must_use]
    pub fn with_lifetime(mut self, lifetime: Duration) -> Self {
        self.lifetime = Some(lifetime);
        self
    }
}

impl fmt::Debug for AccessToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AccessToken")
            .field("secret", &Redacted)
            .field("lifetime", &self.lifetime)
            .finish()
    }
}

/// How long before its end a token is renewed: a tenth of its life, a minute at most,
/// so that it does not end on its way to the server.
pub fn renewal_slack(lifetime: Duration) -> Duration {
    (lifetime / 10).min(Duration::from_secs(60))
}

/// A token in use.
pub(crate) struct HeldToken {
    secret: SecretString,
    renew_at: Option<Instant>,
    /// Counts the tokens, so that two callers that were refused with the same one
    /// renew it once.
    pub(crate) generation: u64,
}

impl HeldToken {
    pub(super) fn expose(&self) -> &str {
        self.secret.expose_secret()
    }
}

/// The token that all callers of a client share.
pub(crate) struct TokenCache(Arc<Inner>);

struct Inner {
    source: Arc<dyn TokenSource>,
    clock: Arc<dyn Clock>,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    held: Option<Arc<HeldToken>>,
    /// The renewal under way. Every waiter polls it, so it goes on when one gives up;
    /// and it is only held weakly, so it ends when all have given up.
    flight: Option<WeakShared<Flight>>,
    generation: u64,
    refusals: RefusalPause,
}

type Flight = BoxFuture<'static, Result<Arc<HeldToken>, FlightError>>;

/// Why a renewal gave no token.
#[derive(Clone)]
enum FlightError {
    Credentials(CredentialsError),
    /// The runtime that it was begun in ended, which says nothing about tokens.
    RuntimeEnded,
}

/// How many renewals a caller waits for where each ends with its runtime.
const FLIGHTS: usize = 3;

impl TokenCache {
    pub(crate) fn new(source: Arc<dyn TokenSource>, clock: Arc<dyn Clock>) -> Self {
        let state = Mutex::default();
        Self(Arc::new(Inner {
            source,
            clock,
            state,
        }))
    }

    /// Forgets a token that the server refused, unless there is a newer one already.
    /// Whether there may be another: where the server refuses token after token, they
    /// are renewed after a pause only, and until then the refused one stays in use.
    pub(crate) fn refuse(&self, generation: u64) -> bool {
        let mut state = self.0.lock();
        let is_held = |held: &Arc<HeldToken>| held.generation <= generation;
        if !state.held.as_ref().is_some_and(is_held) {
            return true;
        }
        let may_renew = state.refusals.allow(self.0.clock.now());
        if may_renew {
            state.held = None;
        }
        may_renew
    }

    /// The token in use, where it need not be renewed first.
    pub(super) fn held(&self) -> Option<Arc<HeldToken>> {
        self.0.usable(&self.0.lock())
    }

    /// The token, renewed first where there is none or where it is about to end.
    pub(crate) async fn get(&self) -> Result<Arc<HeldToken>, CredentialsError> {
        for _ in 0..FLIGHTS {
            let flight = {
                let mut state = self.0.lock();
                if let Some(held) = self.0.usable(&state) {
                    return Ok(held);
                }
                match state.flight.as_ref().and_then(WeakShared::upgrade) {
                    Some(flight) => flight,
                    None => self.0.depart(&mut state),
                }
            };
            match flight.await {
                Ok(held) => return Ok(held),
                Err(FlightError::Credentials(error)) => return Err(error),
                Err(FlightError::RuntimeEnded) => {}
            }
        }
        Err(CredentialsError::source("the runtime ended".into()))
    }
}

impl Inner {
    fn lock(&self) -> MutexGuard<'_, State> {
        // A panic elsewhere leaves nothing half done in here.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn usable(&self, state: &State) -> Option<Arc<HeldToken>> {
        let held = state.held.as_ref()?;
        let lasts = held.renew_at.is_none_or(|end| self.clock.now() < end);
        lasts.then(|| Arc::clone(held))
    }

    fn depart(self: &Arc<Self>, state: &mut State) -> Shared<Flight> {
        state.generation += 1;
        let flight = Arc::clone(self).fly(state.generation);
        let flight: Flight = Box::pin(flight);
        let flight = flight.shared();
        state.flight = flight.downgrade();
        flight
    }

    async fn fly(self: Arc<Self>, generation: u64) -> Result<Arc<HeldToken>, FlightError> {
        let asked_at = self.clock.now();
        let fetched = in_one_runtime(self.source.fetch()).await;
        trace::token(matches!(fetched, Ok(Ok(_))));
        let mut state = self.lock();
        // Callers from now on need a flight of their own.
        state.flight = None;
        let token = fetched?.map_err(CredentialsError::source);
        let token = token.map_err(FlightError::Credentials)?;
        let held = Arc::new(HeldToken {
            renew_at: renew_at(asked_at, token.lifetime),
            secret: token.secret,
            generation,
        });
        state.held = Some(Arc::clone(&held));
        Ok(held)
    }
}

/// Runs `work`, which its waiters may poll in several runtimes, until the runtime ends in
/// which it began: the timers and sockets that it waits for are of that one and panic
/// from then on. A panic of `work` is an error as well, or it would be every waiter's.
async fn in_one_runtime<T>(
    work: impl Future<Output = Result<T, BoxError>>,
) -> Result<Result<T, BoxError>, FlightError> {
    let mut runtime = RuntimeWatch::start();
    let mut work = pin!(AssertUnwindSafe(work).catch_unwind());
    poll_fn(|context| {
        if runtime.has_ended(context) {
            return Poll::Ready(Err(FlightError::RuntimeEnded));
        }
        match work.as_mut().poll(context) {
            Poll::Pending => Poll::Pending,
            Poll::Ready(Ok(result)) => Poll::Ready(Ok(result)),
            // It may have ended meanwhile, with its tasks before its timers.
            Poll::Ready(Err(_)) if runtime.has_ended(context) => {
                Poll::Ready(Err(FlightError::RuntimeEnded))
            }
            Poll::Ready(Err(payload)) => Poll::Ready(Ok(Err(panic_message(&*payload).into()))),
        }
    })
    .await
}

/// A task that does nothing but end with its runtime.
struct RuntimeWatch(Option<JoinHandle<()>>);

impl RuntimeWatch {
    fn start() -> Self {
        let runtime = Handle::try_current().ok();
        Self(runtime.map(|runtime| runtime.spawn(pending())))
    }

    fn has_ended(&mut self, context: &mut Context<'_>) -> bool {
        let task = self.0.as_mut();
        task.is_some_and(|task| task.poll_unpin(context).is_ready())
    }
}

impl Drop for RuntimeWatch {
    fn drop(&mut self) {
        if let Some(task) = &self.0 {
            task.abort();
        }
    }
}

/// When the next refusal may renew the token. A token that has just been renewed and is
/// refused as well will hardly be the last, and an endpoint for tokens has its limits.
#[derive(Default)]
struct RefusalPause {
    /// The earliest time of the next renewal.
    end: Option<Instant>,
    length: Duration,
}

impl RefusalPause {
    const SHORTEST: Duration = Duration::from_secs(1);
    const LONGEST: Duration = Duration::from_secs(60);

    /// Whether a refusal may renew the token now; if so, a pause begins, of twice the
    /// length of the one before it unless that ended long ago.
    fn allow(&mut self, now: Instant) -> bool {
        let since_end = match self.end {
            Some(end) if now < end => return false,
            Some(end) => now.duration_since(end),
            None => Duration::MAX,
        };
        self.length = match since_end > Self::LONGEST {
            true => Self::SHORTEST,
            false => (self.length * 2).min(Self::LONGEST),
        };
        self.end = now.checked_add(self.length);
        true
    }
}

/// When to renew a token; `None` where that is never, or further off than can be counted.
fn renew_at(asked_at: Instant, lifetime: Option<Duration>) -> Option<Instant> {
    let lifetime = lifetime?;
    asked_at.checked_add(lifetime - renewal_slack(lifetime))
}
