//! Turns the names of hosts into addresses, by the platform's resolver.
//!
//! It only exists because the standard library does not tell a name that does not exist
//! from one that could not be looked up for now.

use std::io;

use dns_lookup::{AddrInfoHints, LookupError, SockType, getaddrinfo};
use reqwest::dns::{Addrs, Name, Resolve, Resolving};

/// The platform's resolver.
pub(super) struct PlatformResolver;

impl Resolve for PlatformResolver {
    fn resolve(&self, name: Name) -> Resolving {
        Box::pin(async move {
            let looking = tokio::task::spawn_blocking(move || look_up(name.as_str()));
            Ok(looking.await??)
        })
    }
}

fn look_up(host: &str) -> Result<Addrs, LookupError> {
    let hints = AddrInfoHints {
        socktype: SockType::Stream.into(),
        ..AddrInfoHints::default()
    };
    let found = getaddrinfo(Some(host), None, Some(hints))?;
    let found: io::Result<Vec<_>> = found.map(|found| Ok(found?.sockaddr)).collect();
    Ok(Box::new(found?.into_iter()))
}
