//! Turns statuses and methods into what a caller can do about them.
//!
//! May not know: which API it is. What HTTP says (RFC 9110) holds for all, and
//! so does what the runtime does by default.

use crate::ir::{Method, StatusPattern};

/// What to do when a call ends with this status; nothing where the document
/// alone can tell.
pub(super) fn about(status: StatusPattern) -> Option<&'static str> {
    let StatusPattern::Exact(status) = status else {
        return None;
    };
    Some(match status {
        400 | 422 => "Change the request; sent again as it is, it fails again.",
        401 => {
            "Check the credentials. A token that can be renewed was renewed, and the call sent once more."
        }
        403 => "Ask for the scopes and rights that the call needs.",
        404 | 410 => "Check the identifiers in the call.",
        409 | 412 => "Read what is there now, then decide again.",
        413 => "Send less at once.",
        429 => "Wait as `Retry-After` says. The client did, as far as its retry policy allows.",
        500 => "Look whether something was done before sending again; report it if it stays.",
        502..=504 => "Try again later.",
        _ => return None,
    })
}

/// When a call is sent again, unless the caller wants another policy.
pub(super) fn retries(method: Method) -> String {
    let when = match method {
        Method::Post | Method::Patch => {
            "Sent again only where the request surely never left, or after 429"
        }
        Method::Get
        | Method::Put
        | Method::Delete
        | Method::Options
        | Method::Head
        | Method::Trace => {
            "Sent again after a lost connection, a timeout, 408, 429, 502, 503 and 504"
        }
    };
    format!(
        "{when}: three times in all, unless `with_retry` or the client's policy says otherwise."
    )
}
