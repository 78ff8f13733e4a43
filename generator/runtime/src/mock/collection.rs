//! Keeps the items of one collection under their ids, and makes ids and times for new ones.
//!
//! It does not know requests.

use std::time::{Duration, SystemTime};

use serde_json::{Map, Value};

use super::super::metadata::collection_metadata::CollectionMetadata;

/// An item of a collection.
pub(super) type Item = Map<String, Value>;

/// The items of one collection, in the order in which they were made.
#[derive(Debug)]
pub(super) struct Collection {
    metadata: &'static CollectionMetadata,
    items: Vec<(String, Item)>,
    /// How many ids were made.
    made: u64,
    /// The id that others are made after, where the document shows one.
    model: Option<String>,
}

impl Collection {
    pub(super) fn new(metadata: &'static CollectionMetadata) -> Self {
        Self {
            metadata,
            items: Vec::new(),
            made: 0,
            model: None,
        }
    }

    pub(super) fn get(&self, id: &str) -> Option<&Item> {
        let mut items = self.items.iter();
        items.find(|(other, _)| other == id).map(|(_, item)| item)
    }

    pub(super) fn len(&self) -> usize {
        self.items.len()
    }

    pub(super) fn list(&self) -> impl Iterator<Item = &Item> {
        self.items.iter().map(|(_, item)| item)
    }

    /// Puts an item under an id, in the place of the one that is there.
    pub(super) fn put(&mut self, id: &str, item: Item) {
        self.model.get_or_insert_with(|| id.to_owned());
        match self.items.iter_mut().find(|(other, _)| other == id) {
            Some((_, old)) => *old = item,
            None => self.items.push((id.to_owned(), item)),
        }
    }

    /// Whether there was one.
    pub(super) fn remove(&mut self, id: &str) -> bool {
        let before = self.items.len();
        self.items.retain(|(other, _)| other != id);
        self.items.len() < before
    }

    /// Says what ids look like without keeping an item.
    pub(super) fn set_model(&mut self, id: String) {
        self.model.get_or_insert(id);
    }

    /// An id that no item has, as long as the document's and made of the same characters.
    pub(super) fn new_id(&mut self) -> String {
        loop {
            self.made += 1;
            let id = like(self.model.as_deref(), self.made, self.metadata.id_is_number);
            if self.get(&id).is_none() {
                return id;
            }
        }
    }

    /// An id as the item's property holds it.
    pub(super) fn id_value(&self, id: &str) -> Value {
        let number = self.metadata.id_is_number.then(|| id.parse::<i64>().ok());
        match number.flatten() {
            Some(number) => Value::from(number),
            None => Value::from(id),
        }
    }
}

/// The id that an item says it has.
pub(super) fn id_of(item: &Item, name: &str) -> Option<String> {
    match item.get(name)? {
        Value::String(text) if !text.is_empty() => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// The number at the end of an id like the model: `00…0a`, `b-0001`, `7`.
fn like(model: Option<&str>, number: u64, is_number: bool) -> String {
    let model = model.unwrap_or_default();
    if is_number || model.is_empty() {
        return number.to_string();
    }
    let is_digit = |found: char| found.is_ascii_hexdigit();
    let digits = model.chars().filter(|found| is_digit(*found)).count();
    if digits < 8 {
        return format!("{model}-{number}");
    }
    let mut rest = format!("{number:x}")
        .chars()
        .rev()
        .collect::<Vec<_>>()
        .into_iter();
    let id = model.chars().rev().map(|found| match is_digit(found) {
        true => rest.next().unwrap_or('0'),
        false => found,
    });
    id.collect::<Vec<_>>().into_iter().rev().collect()
}

/// A time as RFC 3339 §5.6 writes it, to the millisecond.
pub(super) fn timestamp(time: SystemTime) -> String {
    let since = time.duration_since(SystemTime::UNIX_EPOCH);
    let since = since.unwrap_or(Duration::ZERO);
    let (seconds, millis) = (since.as_secs(), since.subsec_millis());
    let (year, month, day) = date(seconds / 86_400);
    let (hour, minute, second) = (seconds / 3_600 % 24, seconds / 60 % 60, seconds % 60);
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}.{millis:03}Z")
}

/// The date so many days after 1970-01-01, by the lengths of years and months.
fn date(mut days: u64) -> (u64, u64, u64) {
    let is_leap = |year: u64| {
        year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400))
    };
    let mut year = 1970;
    loop {
        let length = if is_leap(year) { 366 } else { 365 };
        if days < length {
            break;
        }
        days -= length;
        year += 1;
    }
    let february = if is_leap(year) { 29 } else { 28 };
    let mut month = 1;
    for length in [31, february, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] {
        if days < length {
            break;
        }
        days -= length;
        month += 1;
    }
    (year, month, days + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_those_of_the_calendar() {
        for (seconds, expected) in [
            (0, "1970-01-01T00:00:00.000Z"),
            (951_782_400, "2000-02-29T00:00:00.000Z"),
            (1_700_000_000, "2023-11-14T22:13:20.000Z"),
            (4_102_444_799, "2099-12-31T23:59:59.000Z"),
        ] {
            let time = SystemTime::UNIX_EPOCH + Duration::from_secs(seconds);
            assert_eq!(timestamp(time), expected);
        }
    }

    #[test]
    fn ids_look_like_those_of_the_document() {
        let uuid = "b7c1e2aa-0000-4000-8000-0242ac120002";
        for (model, is_number, expected) in [
            (
                Some("62945a496ef440189b1f03e3623411c8"),
                false,
                "0000000000000000000000000000001a",
            ),
            (Some(uuid), false, "00000000-0000-0000-0000-00000000001a"),
            (Some("cat"), false, "cat-26"),
            (Some("7"), true, "26"),
            (None, false, "26"),
        ] {
            assert_eq!(like(model, 26, is_number), expected);
        }
    }
}
