//! Turns text into text that a URL can hold.
//!
//! It does not know which part of a URL the text is for, save by which function is called.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// All but unreserved characters (RFC 3986 §2.3).
const COMPONENT: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// What may not be in a query value even where reserved characters may: what is not
/// in RFC 3986 §3.4's `query`, what would end the value or change it, and the apostrophe,
/// which URL parsers encode (WHATWG URL §1.3).
const RESERVED_ALLOWED: &AsciiSet = &COMPONENT
    .remove(b':')
    .remove(b'/')
    .remove(b'?')
    .remove(b'@')
    .remove(b'!')
    .remove(b'$')
    .remove(b'(')
    .remove(b')')
    .remove(b'*')
    .remove(b',')
    .remove(b';')
    .remove(b'=');

/// What may not be in a path that a document wrote; its own percent signs stay.
const TEMPLATE: &AsciiSet = &RESERVED_ALLOWED
    .remove(b'&')
    .remove(b'+')
    .remove(b'%')
    .add(b'?');

/// Encodes all but unreserved characters (RFC 3986 §2.3).
pub(super) fn component(text: &str) -> String {
    utf8_percent_encode(text, COMPONENT).to_string()
}

/// Encodes a query value that may hold reserved characters (OpenAPI 3.0.3 `allowReserved`).
pub(super) fn reserved_allowed(text: &str) -> String {
    utf8_percent_encode(text, RESERVED_ALLOWED).to_string()
}

/// Appends a part of a path template.
pub(super) fn push_template(path: &mut String, literal: &str) {
    path.extend(utf8_percent_encode(literal, TEMPLATE));
}
