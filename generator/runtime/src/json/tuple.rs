//! Turns tuples into JSON arrays of so many elements and back.
//!
//! It knows no particular tuple.

use serde_json::Value;

use super::convert::{Direction, Json};
use super::json_error::JsonError;
use super::sealed::Sealed;

/// Takes an array of this length apart.
fn elements(value: Value, length: usize) -> Result<impl Iterator<Item = Value>, JsonError> {
    match value {
        Value::Array(elements) if elements.len() == length => Ok(elements.into_iter()),
        other => {
            let expected = format!("an array of length {length}");
            Err(JsonError::expected(expected, &other))
        }
    }
}

/// What comes before each element.
const BEFORE: &[u8; 12] = b"[,,,,,,,,,,,";

macro_rules! tuples {
    ($($length:literal: $($element:ident $index:tt)+,)+) => {
        $(impl<$($element: Json),+> Sealed for ($($element,)+) {}

        impl<$($element: Json),+> Json for ($($element,)+) {
            fn from_json(value: Value) -> Result<Self, JsonError> {
                let mut elements = elements(value, $length)?;
                Ok(($({
                    let element = elements.next().unwrap_or_default();
                    $element::from_json(element).map_err(|error| error.in_element($index))?
                },)+))
            }

            fn to_json(&self, direction: Direction) -> Value {
                Value::Array(vec![$(self.$index.to_json(direction)),+])
            }

            fn write_json(&self, direction: Direction, text: &mut Vec<u8>) {
                $(
                    text.push(BEFORE[$index]);
                    self.$index.write_json(direction, text);
                )+
                text.push(b']');
            }
        })+
    };
}

tuples! {
    1: A 0,
    2: A 0 B 1,
    3: A 0 B 1 C 2,
    4: A 0 B 1 C 2 D 3,
    5: A 0 B 1 C 2 D 3 E 4,
    6: A 0 B 1 C 2 D 3 E 4 F 5,
    7: A 0 B 1 C 2 D 3 E 4 F 5 G 6,
    8: A 0 B 1 C 2 D 3 E 4 F 5 G 6 H 7,
    9: A 0 B 1 C 2 D 3 E 4 F 5 G 6 H 7 I 8,
    10: A 0 B 1 C 2 D 3 E 4 F 5 G 6 H 7 I 8 J 9,
    11: A 0 B 1 C 2 D 3 E 4 F 5 G 6 H 7 I 8 J 9 K 10,
    12: A 0 B 1 C 2 D 3 E 4 F 5 G 6 H 7 I 8 J 9 K 10 L 11,
}
