//! Turns errors of the HTTP library into how far a request came, and whether another
//! attempt may help.
//!
//! It does not know the request.

use std::any::Any;
use std::error::Error;
use std::io;
use std::iter::successors;

use dns_lookup::{LookupError, LookupErrorKind};

use super::{TransportError, TransportStage};

/// Why there is no response. The URL is taken out, because its query may hold a key.
pub(super) fn lost_request(error: reqwest::Error, has_left: bool) -> TransportError {
    let (stage, is_permanent) = match has_left {
        false if error.is_timeout() => (TransportStage::ConnectTimeout, false),
        false => (TransportStage::Connect, can_not_connect(&error)),
        true if is_refused(&error) => (TransportStage::Refused, false),
        true => (TransportStage::Request, is_malformed(&error)),
    };
    new(stage, is_permanent, error)
}

/// Why the body of a response does not end.
pub(super) fn lost_body(error: reqwest::Error) -> TransportError {
    let is_permanent = is_malformed(&error) || causes(&error).any(has_bad_data);
    new(TransportStage::Body, is_permanent, error)
}

/// A panic within the HTTP library, as where the runtime has no I/O or was dropped.
pub(super) fn panicked(payload: &(dyn Any + Send), has_left: bool) -> TransportError {
    let stage = match has_left {
        true => TransportStage::Request,
        false => TransportStage::Connect,
    };
    TransportError::permanent(stage, panic_message(payload))
}

fn new(stage: TransportStage, is_permanent: bool, error: reqwest::Error) -> TransportError {
    let error = error.without_url();
    match is_permanent {
        true => TransportError::permanent(stage, error),
        false => TransportError::new(stage, error),
    }
}

/// What a panic said.
pub(super) fn panic_message(payload: &(dyn Any + Send)) -> String {
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
fn can_not_connect(error: &reqwest::Error) -> bool {
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
    error.is_builder() || causes(error).any(is_permanent)
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

/// Whether what came is not HTTP.
fn is_malformed(error: &reqwest::Error) -> bool {
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
fn is_refused(error: &reqwest::Error) -> bool {
    let mut causes = causes(error).filter_map(|cause| cause.downcast_ref::<h2::Error>());
    causes.any(|cause| match cause.reason() {
        Some(h2::Reason::REFUSED_STREAM) => cause.is_remote() && cause.is_reset(),
        Some(h2::Reason::NO_ERROR) => cause.is_remote() && cause.is_go_away(),
        _ => false,
    })
}

/// HTTP/1.1 has no such words.
#[cfg(not(feature = "http2"))]
fn is_refused(_: &reqwest::Error) -> bool {
    false
}
