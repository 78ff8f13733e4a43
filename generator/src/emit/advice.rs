//! Turns statuses and methods into what a caller can do about them.
//!
//! What HTTP says (RFC 9110) holds for every API, and so does what the runtime does by default: the build
//! script reads its table.

use crate::ir::{Method, StatusPattern};

mod table {
    include!(concat!(env!("OUT_DIR"), "/retry.rs"));
}

/// What to do when a call ends with this status; nothing where the document
/// alone can tell.
pub(super) fn about(status: StatusPattern) -> Option<&'static str> {
    let StatusPattern::Exact(status) = status else {
        return None;
    };
    Some(match status {
        400 | 422 => "Change the request: an unchanged one fails again.",
        401 => {
            "Check the credentials. A token that can be renewed was renewed, and the request repeated once."
        }
        403 => "Ask for the scopes and rights that the call needs.",
        404 | 410 => "Check the identifiers in the call.",
        409 | 412 => "Read the current state, then decide again.",
        413 => "Send less at once.",
        429 => {
            "Wait as long as `Retry-After` says. The client has done so, as far as its retry policy allows."
        }
        500 => {
            "Check whether the change was made before you repeat the request; report the error if it persists."
        }
        502..=504 => "Try again later.",
        _ => return None,
    })
}

/// When a call is repeated, unless the caller wants another policy.
pub(super) fn retries(method: Method) -> String {
    let method = method.as_str();
    let repeatable = [table::SAFE_METHODS, table::IDEMPOTENT_METHODS];
    let when = if repeatable.concat().contains(&method) {
        let statuses = table::TRANSIENT_STATUSES.join(", ");
        format!("after a lost connection, a timeout, or one of the statuses {statuses}")
    } else {
        let statuses = table::REFUSAL_STATUSES.join(", ");
        format!("only if the request was never sent, or after the status {statuses}")
    };
    let attempts = table::MAX_ATTEMPTS.concat();
    format!(
        "Repeated {when}; at most {attempts} attempts. `with_retry` and the client's policy change that."
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_said_of_retries_is_the_runtimes_table() {
        let tables = [
            table::MAX_ATTEMPTS,
            table::TRANSIENT_STATUSES,
            table::REFUSAL_STATUSES,
            table::SAFE_METHODS,
            table::IDEMPOTENT_METHODS,
        ];
        let expected: [&[&str]; 5] = [
            &["3"],
            &["408", "429", "502", "503", "504"],
            &["429"],
            &["GET", "HEAD", "OPTIONS", "TRACE"],
            &["PUT", "DELETE"],
        ];
        assert_eq!(tables, expected);
        let (get, post) = (retries(Method::Get), retries(Method::Post));
        assert!(get.contains("408, 429, 502, 503, 504; at most 3"), "{get}");
        assert!(
            post.contains("or after the status 429; at most 3"),
            "{post}"
        );
        assert_eq!(retries(Method::Delete), get);
        assert_eq!(retries(Method::Patch), post);
    }
}
