//! Turns tuples into JSON arrays of so many elements and back.
//!
//! It knows no particular tuple.

use std::vec::IntoIter;

use serde::de::{Deserializer, Error as _};
use serde_json::Value;

use super::convert::{Direction, Json};
use super::json_error::JsonError;
use super::place::Place;
use super::sealed::Sealed;
use super::writer::{ArrayWriter as _, JsonWriter};

/// Takes an array of this length apart, which is looked at first.
fn elements<'de, D: Deserializer<'de>>(
    json: D,
    place: &Place<'_>,
    length: usize,
) -> Result<IntoIter<Value>, D::Error> {
    match Value::read(json, place)? {
        Value::Array(elements) if elements.len() == length => Ok(elements.into_iter()),
        other => {
            let expected = format!("an array of length {length}");
            Err(place.mismatch(&expected, JsonError::kind(&other)))
        }
    }
}

macro_rules! tuples {
    ($($length:literal: $($element:ident $index:tt)+,)+) => {
        $(impl<$($element: Json),+> Sealed for ($($element,)+) {}

        impl<$($element: Json),+> Json for ($($element,)+) {
            fn read<'de, X: Deserializer<'de>>(
                json: X,
                place: &Place<'_>,
            ) -> Result<Self, X::Error> {
                let mut elements = elements(json, place, $length)?;
                Ok(($({
                    let element = elements.next().unwrap_or_default();
                    $element::read(element, &place.element($index)).map_err(X::Error::custom)?
                },)+))
            }

            fn write<X: JsonWriter>(&self, json: X, direction: Direction) -> Result<X::Ok, X::Error> {
                let mut array = json.array($length)?;
                $(array.add(&self.$index, direction)?;)+
                array.end()
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
