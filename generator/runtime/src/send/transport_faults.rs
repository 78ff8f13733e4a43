//! Turns the causes of a lost request into whether another attempt may help.
//!
//! It knows the errors of the libraries below the HTTP client, and not that client.

use std::any::Any;
use std::error::Error;
use std::io;
use std::iter::successors;

use dns_lookup::{LookupError, LookupErrorKind};

/// What a panic said.
pub(crate) fn panic_message(payload: &(dyn Any + Send)) -> String {
    let text = payload.downcast_ref::<String>().map(String::as_str);
    let text = text.or_else(|| payload.downcast_ref::<&str>().copied());
    text.unwrap_or("it panicked").to_owned()
}

/// An error and all that it was caused by. What `io::Error` holds is a cause, too,
/// though its `source` leaves that out.
fn causes<'a>(error: &'a (dyn Error + 'static)) -> impl Iterator<Item = &'a (dyn Error + 'static)> {
    successors(Some(error), |&cause| {
        match cause.downcast_ref::<io::Error>() {
            Some(error) => error.get_ref().map(|inner| inner as &(dyn Error + 'static)),
            None => cause.source(),
        }
    })
}

/// Whether no attempt can ever get a connection: the name does not exist, or the two
/// sides can't agree in TLS, mostly because of a certificate.
pub(super) fn can_not_connect(error: &(dyn Error + 'static)) -> bool {
    let is_unknown_name = |cause: &(dyn Error + 'static)| {
        let error = cause.downcast_ref::<LookupError>();
        error.is_some_and(|error| {
            !matches!(
                error.kind(),
                LookupErrorKind::Again
                    | LookupErrorKind::Memory
                    | LookupErrorKind::System
                    | LookupErrorKind::Unknown
                    | LookupErrorKind::IO
            )
        })
    };
    let is_permanent = |cause| is_unknown_name(cause) || is_tls_failure(cause);
    causes(error).any(is_permanent)
}

/// Whether the two sides can't agree in TLS. The end of the connection during the
/// handshake is not one of these.
fn is_tls_failure(cause: &(dyn Error + 'static)) -> bool {
    is_rustls_failure(cause) || is_native_tls_failure(cause)
}

#[cfg(any(feature = "rustls", feature = "rustls-no-provider"))]
fn is_rustls_failure(cause: &(dyn Error + 'static)) -> bool {
    use rustls::{AlertDescription, Error, pki_types::InvalidDnsNameError};

    match cause.downcast_ref::<Error>() {
        // The server has trouble of its own, or is about to end.
        Some(Error::AlertReceived(
            AlertDescription::InternalError
            | AlertDescription::UserCanceled
            | AlertDescription::CloseNotify,
        )) => false,
        Some(_) => true,
        None => cause.is::<InvalidDnsNameError>(),
    }
}

#[cfg(not(any(feature = "rustls", feature = "rustls-no-provider")))]
fn is_rustls_failure(_: &(dyn Error + 'static)) -> bool {
    false
}

/// The platform's library wraps an `io::Error` where the connection was lost.
#[cfg(feature = "native-tls")]
fn is_native_tls_failure(cause: &(dyn Error + 'static)) -> bool {
    let is_io = |cause: &(dyn Error + 'static)| cause.is::<io::Error>();
    cause.is::<native_tls::Error>() && !causes(cause).any(is_io)
}

#[cfg(not(feature = "native-tls"))]
fn is_native_tls_failure(_: &(dyn Error + 'static)) -> bool {
    false
}

/// Whether bytes came that have no meaning.
fn has_bad_data(cause: &(dyn Error + 'static)) -> bool {
    let error = cause.downcast_ref::<io::Error>();
    error.is_some_and(|error| {
        matches!(
            error.kind(),
            io::ErrorKind::InvalidData | io::ErrorKind::InvalidInput
        )
    })
}

/// Whether the body of a response breaks the rules of its framing or compression.
pub(super) fn is_malformed_body(error: &(dyn Error + 'static)) -> bool {
    is_malformed(error) || causes(error).any(has_bad_data)
}

/// Whether what came is not HTTP.
pub(super) fn is_malformed(error: &(dyn Error + 'static)) -> bool {
    causes(error).any(|cause| {
        cause
            .downcast_ref::<hyper::Error>()
            .is_some_and(hyper::Error::is_parse)
            || breaks_http_2(cause)
    })
}

/// Whether the server broke the rules of HTTP/2, as this side found.
#[cfg(feature = "http2")]
fn breaks_http_2(cause: &(dyn Error + 'static)) -> bool {
    let error = cause.downcast_ref::<h2::Error>();
    error.is_some_and(|error| error.is_library() && !error.is_io())
}

#[cfg(not(feature = "http2"))]
fn breaks_http_2(_: &(dyn Error + 'static)) -> bool {
    false
}

/// Whether the server said that it did not begin with the request (RFC 9113 §8.7):
/// it reset the stream for that reason, or closes the connection and named an earlier
/// stream as the last one that it saw to.
#[cfg(feature = "http2")]
pub(super) fn is_refused(error: &(dyn Error + 'static)) -> bool {
    let mut causes = causes(error).filter_map(|cause| cause.downcast_ref::<h2::Error>());
    causes.any(|cause| match cause.reason() {
        Some(h2::Reason::REFUSED_STREAM) => cause.is_remote() && cause.is_reset(),
        Some(h2::Reason::NO_ERROR) => cause.is_remote() && cause.is_go_away(),
        _ => false,
    })
}

/// HTTP/1.1 has no such words.
#[cfg(not(feature = "http2"))]
pub(super) fn is_refused(_: &(dyn Error + 'static)) -> bool {
    false
}
