//! Turns a source of tokens into one token that all callers share.
//!
//! It does not know where tokens come from.

use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use futures_util::FutureExt as _;
use futures_util::future::{Shared, WeakShared};
use secrecy::{ExposeSecret as _, SecretString};

use super::{BoxError, BoxFuture, Clock, CredentialsError, Redacted, trace};

/// Where tokens come from. The client calls it when it needs a token, never twice at
/// a time, and keeps what it gets.
pub trait TokenSource: Send + Sync + 'static {
    /// Gets a new token.
    fn fetch(&self) -> BoxFuture<'_, Result<AccessToken, BoxError>>;
}

/// A token and how long it lasts.
#[derive(Clone)]
pub struct AccessToken {
    secret: SecretString,
    lifetime: Option<Duration>,
}

impl AccessToken {
    /// A token that lasts until the server refuses it with 401.
    pub fn new(token: impl Into<String>) -> Self {
        Self {
            secret: token.into().into(),
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
pub(super) struct HeldToken {
    secret: SecretString,
    renew_at: Option<Instant>,
    /// Counts the tokens, so that two callers that were refused with the same one
    /// renew it once.
    pub(super) generation: u64,
}

impl HeldToken {
    pub(super) fn expose(&self) -> &str {
        self.secret.expose_secret()
    }
}

/// The token that all callers of a client share.
pub(super) struct TokenCache(Arc<Inner>);

struct Inner {
    source: Arc<dyn TokenSource>,
    clock: Arc<dyn Clock>,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    held: Option<Arc<HeldToken>>,
    /// The renewal under way. Every waiter polls it, so it goes on whoever gives up;
    /// and it is only held weakly, so it ends when all have given up.
    flight: Option<WeakShared<Flight>>,
    generation: u64,
}

type Flight = BoxFuture<'static, Result<Arc<HeldToken>, CredentialsError>>;

impl TokenCache {
    pub(super) fn new(source: Arc<dyn TokenSource>, clock: Arc<dyn Clock>) -> Self {
        let state = Mutex::default();
        Self(Arc::new(Inner {
            source,
            clock,
            state,
        }))
    }

    /// Forgets a token that the server refused, unless there is a newer one already.
    pub(super) fn refuse(&self, generation: u64) {
        let mut state = self.0.lock();
        state.held.take_if(|held| held.generation <= generation);
    }

    /// The token, renewed first where there is none or where it is about to end.
    pub(super) async fn get(&self) -> Result<Arc<HeldToken>, CredentialsError> {
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
        flight.await
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
        let flight = Arc::clone(self).fetch(state.generation);
        let flight: Flight = Box::pin(flight);
        let flight = flight.shared();
        state.flight = flight.downgrade();
        flight
    }

    async fn fetch(self: Arc<Self>, generation: u64) -> Result<Arc<HeldToken>, CredentialsError> {
        let asked_at = self.clock.now();
        let fetched = self.source.fetch().await;
        trace::token(fetched.is_ok());
        let mut state = self.lock();
        // Whoever comes from now on needs a flight of its own.
        state.flight = None;
        let token = fetched.map_err(CredentialsError::source)?;
        let held = Arc::new(HeldToken {
            renew_at: renew_at(asked_at, token.lifetime),
            secret: token.secret,
            generation,
        });
        state.held = Some(Arc::clone(&held));
        Ok(held)
    }
}

/// When to renew a token; `None` where that is never, or further off than can be counted.
fn renew_at(asked_at: Instant, lifetime: Option<Duration>) -> Option<Instant> {
    let lifetime = lifetime?;
    asked_at.checked_add(lifetime - renewal_slack(lifetime))
}
