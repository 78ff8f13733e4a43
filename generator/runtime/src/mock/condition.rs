//! Turns what a test says of requests into questions that each of them is asked.
//!
//! It does not know what follows from that.

use std::fmt;
use std::sync::Arc;

use serde_json::Value;

use super::super::json::redacted::{REDACTED, leads_to_secret, redact};
use super::super::metadata::api_metadata::OperationMetadata;
use super::accept::Accept;
use super::recorded::RecordedRequest;
use super::{default_reply, negotiate};

/// Something that must hold of a request.
#[derive(Clone)]
pub(super) struct Condition {
    words: String,
    holds: Arc<Question>,
}

type Question = dyn Fn(&RecordedRequest) -> bool + Send + Sync;

impl Condition {
    pub(super) fn new(
        words: impl Into<String>,
        holds: impl Fn(&RecordedRequest) -> bool + Send + Sync + 'static,
    ) -> Self {
        Self {
            words: words.into(),
            holds: Arc::new(holds),
        }
    }

    pub(super) fn path(name: String, value: String, is_secret: bool) -> Self {
        let shown = shown(&value, is_secret);
        Self::new(format!("`{name}` in the path is {shown}"), move |request| {
            request.path_value(&name) == Some(&value)
        })
    }

    pub(super) fn query(name: String, value: String, is_secret: bool) -> Self {
        let shown = shown(&value, is_secret);
        Self::new(
            format!("`{name}` in the query is {shown}"),
            move |request| {
                let mut pairs = request.query.iter();
                pairs.any(|(other, found)| *other == name && *found == value)
            },
        )
    }

    pub(super) fn header(name: String, value: String, is_secret: bool) -> Self {
        let shown = shown(&value, is_secret);
        Self::new(format!("the header `{name}` is {shown}"), move |request| {
            request.header(&name) == Some(&value)
        })
    }

    /// The words have no values of properties with these names.
    pub(super) fn body(value: Value, sensitive: &[&str]) -> Self {
        let mut shown = value.clone();
        redact(&mut shown, sensitive);
        Self::new(format!("the body is {shown}"), move |request| {
            request.json().as_ref() == Some(&value)
        })
    }

    pub(super) fn secret_body(value: Value) -> Self {
        Self::new(format!("the body is {REDACTED}"), move |request| {
            request.json().as_ref() == Some(&value)
        })
    }

    /// The words have no values of properties with these names.
    pub(super) fn body_at(pointer: String, value: Value, sensitive: &[&str]) -> Self {
        let mut shown = value.clone();
        if leads_to_secret(&pointer, sensitive) {
            shown = REDACTED.into();
        } else {
            redact(&mut shown, sensitive);
        }
        Self::at(pointer, value, &shown.to_string())
    }

    pub(super) fn secret_body_at(pointer: String, value: Value) -> Self {
        Self::at(pointer, value, REDACTED)
    }

    fn at(pointer: String, value: Value, shown: &str) -> Self {
        Self::new(
            format!("`{pointer}` in the body is {shown}"),
            move |request| {
                let body = request.json();
                body.as_ref().and_then(|body| body.pointer(&pointer)) == Some(&value)
            },
        )
    }

    /// The request asks for one of these media types of the operation's success.
    pub(super) fn asks_for(metadata: &'static OperationMetadata, accept: &'static str) -> Self {
        Self::new(format!("it asks for `{accept}`"), move |request| {
            let accepted = Accept::of(&request.headers);
            let chosen = default_reply::chosen(metadata)
                .and_then(|(response, _)| negotiate::chosen(response, &accepted));
            chosen.is_some_and(|chosen| names(accept, chosen.content.media))
        })
    }

    pub(super) fn holds(&self, request: &RecordedRequest) -> bool {
        (self.holds)(request)
    }
}

/// A value in words.
fn shown(value: &str, is_secret: bool) -> String {
    match is_secret {
        true => REDACTED.to_owned(),
        false => format!("`{value}`"),
    }
}

/// Whether an `Accept` header of the client names a media type of the document.
pub(super) fn names(accept: &str, media: &str) -> bool {
    accept.split(", ").any(|named| named == media)
}

/// Whether all of them hold.
pub(super) fn all_hold(conditions: &[Condition], request: &RecordedRequest) -> bool {
    conditions.iter().all(|condition| condition.holds(request))
}

impl fmt::Display for Condition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.words)
    }
}

impl fmt::Debug for Condition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Condition").field(&self.words).finish()
    }
}
