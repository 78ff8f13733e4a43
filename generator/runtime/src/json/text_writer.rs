//! Turns values into JSON text.
//!
//! It does what `serde_json` does, and leaves to it what is rare or difficult: escapes and numbers.
//! Most of the time of writing goes into looking for characters to escape, of which there are
//! none in most texts. `serde_json` looks at them one by one, and here it is eight at a time.

use std::convert::Infallible;

use serde::ser::Serialize;

use super::convert::{Direction, Json};
use super::writer::{ArrayWriter, JsonWriter, Target};

/// The end of a text that is being written.
pub(super) struct TextWriter<'t>(pub(super) &'t mut Vec<u8>);

impl<'t> JsonWriter for TextWriter<'t> {
    type Ok = ();
    type Error = Infallible;
    type Array = Inside<'t>;
    type Object = Inside<'t>;

    fn scalar(self, value: impl Serialize) -> Result<(), Infallible> {
        by_serde(self.0, &value);
        Ok(())
    }

    fn text(self, text: &str) -> Result<(), Infallible> {
        match has_escapes(text.as_bytes()) {
            true => by_serde(self.0, text),
            false => {
                self.0.push(b'"');
                self.0.extend_from_slice(text.as_bytes());
                self.0.push(b'"');
            }
        }
        Ok(())
    }

    fn array(self, _: usize) -> Result<Inside<'t>, Infallible> {
        self.0.push(b'[');
        Ok(Inside {
            text: self.0,
            close: b']',
        })
    }

    fn object(self, _: Option<usize>) -> Result<Inside<'t>, Infallible> {
        self.0.push(b'{');
        Ok(Inside {
            text: self.0,
            close: b'}',
        })
    }
}

/// An array or an object that is being written. Each part is followed by a comma, and the end
/// takes the place of the last one.
pub(super) struct Inside<'t> {
    text: &'t mut Vec<u8>,
    close: u8,
}

impl Inside<'_> {
    fn add<T: Json>(&mut self, value: &T, direction: Direction) -> Result<(), Infallible> {
        value.write(TextWriter(self.text), direction)?;
        self.text.push(b',');
        Ok(())
    }

    fn end(self) -> Result<(), Infallible> {
        match self.text.last_mut() {
            Some(last) if *last == b',' => *last = self.close,
            _ => self.text.push(self.close),
        }
        Ok(())
    }
}

impl ArrayWriter for Inside<'_> {
    type Ok = ();
    type Error = Infallible;

    fn add<T: Json>(&mut self, element: &T, direction: Direction) -> Result<(), Infallible> {
        self.add(element, direction)
    }

    fn end(self) -> Result<(), Infallible> {
        self.end()
    }
}

impl Target for Inside<'_> {
    type Ok = ();
    type Error = Infallible;

    fn name(&mut self, name: &str) -> Result<(), Infallible> {
        TextWriter(self.text).text(name)?;
        self.text.push(b':');
        Ok(())
    }

    fn value<T: Json>(&mut self, value: &T, direction: Direction) -> Result<(), Infallible> {
        self.add(value, direction)
    }

    fn end(self) -> Result<(), Infallible> {
        self.end()
    }
}

fn by_serde<T: Serialize + ?Sized>(text: &mut Vec<u8>, value: &T) {
    let written = serde_json::to_writer(text, value);
    written.expect("writing JSON to memory does not fail");
}

/// Whether a text has characters that JSON writes otherwise (RFC 8259 §7).
fn has_escapes(text: &[u8]) -> bool {
    match text.last_chunk() {
        // The last eight overlap those before them, so that there is no remainder.
        Some(last) => {
            let (chunks, _) = text.as_chunks();
            chunks.iter().chain([last]).any(|eight| any_escape(*eight))
        }
        None => {
            let mut eight = [b' '; 8];
            eight
                .iter_mut()
                .zip(text)
                .for_each(|(to, from)| *to = *from);
            any_escape(eight)
        }
    }
}

/// Whether one of eight bytes is a quote, a backslash or below a space: a subtraction then takes
/// a borrow, which sets its highest bit. The byte above may seem to be one, too, but only where
/// there is one.
const fn any_escape(bytes: [u8; 8]) -> bool {
    const fn all(byte: u8) -> u64 {
        u64::from_ne_bytes([byte; 8])
    }
    let bytes = u64::from_ne_bytes(bytes);
    let (quote, backslash) = (bytes ^ all(b'"'), bytes ^ all(b'\\'));
    let found = (bytes.wrapping_sub(all(b' ')) & !bytes)
        | (quote.wrapping_sub(all(1)) & !quote)
        | (backslash.wrapping_sub(all(1)) & !backslash);
    found & all(0x80) != 0
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::super::convert::{Direction, Json as _};

    fn written(value: &Value) -> String {
        let mut text = Vec::new();
        value.write_json(Direction::Request, &mut text);
        String::from_utf8(text).expect("is UTF-8")
    }

    #[test]
    fn a_character_is_escaped_wherever_it_is_in_texts_of_any_length() {
        for character in (0..=0x100)
            .filter_map(char::from_u32)
            .chain(['\u{2028}', '😀'])
        {
            for length in 0..20 {
                for at in 0..=length {
                    let (before, after) = ("a".repeat(at), "~".repeat(length - at));
                    let text = Value::from(format!("{before}{character}{after}"));
                    assert_eq!(written(&text), text.to_string());
                }
            }
        }
        assert_eq!(written(&json!("")), r#""""#);
    }

    #[test]
    fn a_comma_is_between_parts_and_nowhere_else() {
        let value = json!([
            [], {}, [[]], [{}, []], {"": {}, "a\n": [",", 1, -2, 0.5, null], "b": true}, ","
        ]);
        assert_eq!(written(&value), value.to_string());
    }
}
