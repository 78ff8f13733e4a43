//! Turns the name of a host into addresses, by the platform's resolver.
//!
//! It only exists because the standard library does not tell a name that does not exist
//! from one that could not be looked up for now.

use std::io;
use std::net::SocketAddr;

use dns_lookup::{AddrInfoHints, LookupError, SockType, getaddrinfo};

/// Looks a host up. It waits for the network.
pub(super) fn look_up(host: &str) -> Result<Vec<SocketAddr>, LookupError> {
    let hints = AddrInfoHints {
        socktype: SockType::Stream.into(),
        ..AddrInfoHints::default()
    };
    let found = getaddrinfo(Some(host), None, Some(hints))?;
    let addresses: io::Result<_> = found.map(|found| Ok(found?.sockaddr)).collect();
    Ok(addresses?)
}
