//! Turns the header `Retry-After` into a time to wait (RFC 9110 §10.2.3).
//!
//! It does not know what the time of day is; the caller says it.

use std::time::{Duration, SystemTime};

use http::{HeaderMap, header};

use super::headers::text;

/// Reads `Retry-After`: seconds, or a date, of which a past one is no wait at all.
/// Anything else is as if the header were absent. Seconds beyond what can be counted
/// are a very long time.
pub fn retry_after(headers: &HeaderMap, now: SystemTime) -> Option<Duration> {
    let text = text(headers, &header::RETRY_AFTER)?.trim();
    if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Some(Duration::from_secs(text.parse().unwrap_or(u64::MAX)));
    }
    let date = httpdate::parse_http_date(text).ok()?;
    Some(date.duration_since(now).unwrap_or_default())
}
