//! One part of a JSON pointer, as it is written (RFC 6901 §3).

use std::borrow::Cow;

/// A name as a pointer has it: `a~1b` for `a/b`.
pub(crate) fn escaped(name: &str) -> Cow<'_, str> {
    if memchr::memchr2(b'~', b'/', name.as_bytes()).is_some() {
        let mut text = String::with_capacity(name.len() + 8);
        for character in name.chars() {
            match character {
                '~' => text.push_str("~0"),
                '/' => text.push_str("~1"),
                other => text.push(other),
            }
        }
        Cow::Owned(text)
    } else {
        Cow::Borrowed(name)
    }
}

/// The name that a pointer has as this.
pub(crate) fn unescaped(token: &str) -> Cow<'_, str> {
    if token.contains('~') {
        Cow::Owned(token.replace("~1", "/").replace("~0", "~"))
    } else {
        Cow::Borrowed(token)
    }
}
