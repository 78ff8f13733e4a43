//! Turns text that may hold secrets into memory that is wiped when it is freed.
//!
//! It does not know what the secrets are for.

use bytes::Bytes;
use http::HeaderValue;
use secrecy::SecretString;
use secrecy::zeroize::{Zeroize as _, Zeroizing};
use serde_json::Value;

/// Takes a text over. One with room to spare would be moved to smaller memory, and its old
/// memory freed as it is; so it is copied, and wiped.
pub(crate) fn secret(mut text: String) -> SecretString {
    if text.len() == text.capacity() {
        return text.into();
    }
    let copy = SecretString::from(text.as_str());
    text.zeroize();
    copy
}

/// Wipes every text of a value.
pub(super) fn wipe(value: &mut Value) {
    match value {
        Value::String(text) => text.zeroize(),
        Value::Array(elements) => elements.iter_mut().for_each(wipe),
        Value::Object(object) => object.values_mut().for_each(wipe),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// Wipes bytes, unless somebody else has them, too.
pub(super) fn wipe_bytes(bytes: Bytes) {
    if let Ok(mut bytes) = bytes.try_into_mut() {
        bytes.as_mut().zeroize();
    }
}

/// Text that is built of pieces and wiped; with room for so many bytes, so that it never moves.
pub(crate) fn with_capacity(bytes: usize) -> Zeroizing<String> {
    Zeroizing::new(String::with_capacity(bytes))
}

/// These pieces one after the other, wiped when the last owner of the bytes is gone.
fn joined(pieces: &[&str]) -> Bytes {
    let length = pieces.iter().map(|piece| piece.len()).sum();
    let mut text = with_capacity(length);
    pieces.iter().for_each(|piece| text.push_str(piece));
    wiped(text)
}

/// The bytes of a text, wiped when their last owner is gone.
pub(super) fn wiped(text: Zeroizing<String>) -> Bytes {
    Bytes::from_owner(text)
}

/// A header's value of these pieces, which no `Debug` shows; `None` where a header can't
/// hold it. Clones share its memory, which is wiped after the last of them.
pub(crate) fn header(pieces: &[&str]) -> Option<HeaderValue> {
    let mut value = HeaderValue::from_maybe_shared(joined(pieces)).ok()?;
    // It takes UTF-8. `is_ascii` would leave a part of the text on the stack.
    value.to_str().ok()?;
    value.set_sensitive(true);
    Some(value)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn every_text_of_a_value_is_wiped() {
        let mut value = json!({"a": "hunter2", "b": ["hunter2", {"c": "hunter2"}], "d": 1});
        wipe(&mut value);
        assert_eq!(value, json!({"a": "", "b": ["", {"c": ""}], "d": 1}));
    }

    #[test]
    fn bytes_that_somebody_else_has_stay() {
        let bytes = Bytes::from(b"hunter2".to_vec());
        let other = bytes.clone();
        wipe_bytes(bytes);
        assert_eq!(other, "hunter2");
        wipe_bytes(Bytes::from_static(b"hunter2"));
    }
}
