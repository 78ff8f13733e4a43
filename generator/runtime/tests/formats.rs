//! Values of one text: enums, dates and times, lengths of time, UUIDs, URIs, Base64.

use std::marker::PhantomData;

use serde_json::json;
#[cfg(feature = "uuid")]
use simgen_runtime::Uuid;
use simgen_runtime::{Base64, Date, Direction, Duration, Json, Timestamp, Uri};

use crate::emitted::Mood;

#[test]
fn enums_and_texts_keep_what_they_do_not_know() {
    assert_eq!(Mood::from("HAPPY"), Mood::Happy);
    let unknown: Mood = serde_json::from_value(json!("GRUMPY")).expect("is text");
    assert_eq!(unknown, Mood::Unknown("GRUMPY".to_owned()));
    assert_eq!(unknown.to_string(), "GRUMPY");
    assert_eq!(
        serde_json::to_value(&unknown).expect("writes"),
        json!("GRUMPY")
    );
    assert!(Mood::from_json(json!(1)).is_err());
    assert_eq!(
        Timestamp::from_json(json!("yesterday")).map(|t| t.to_string()),
        Ok("yesterday".to_owned())
    );
    assert!(Date::from("2024-02-30") < Date::new("2024-03-01"));
    assert_eq!(Base64::encode(b"\xff\xfe"), Base64::from("//4="));
    assert_eq!(Base64::from("//4").decode(), Ok(vec![0xff, 0xfe]));
    assert!(Base64::from("a b").decode().is_err());
}

struct Probe<T>(PhantomData<T>);

impl<T: Ord> Probe<T> {
    fn is_ordered(&self) -> bool {
        true
    }
}

/// What [`Probe`] has where it has nothing of its own.
trait Unordered {
    fn is_ordered(&self) -> bool {
        false
    }
}

impl<T> Unordered for Probe<T> {}

/// 08:00+02:00 is before 07:00Z, and PT60M is PT1H.
#[test]
fn texts_have_an_order_where_it_is_that_of_what_they_mean() {
    assert!(Probe::<Date>(PhantomData).is_ordered());
    assert!(!Probe::<Timestamp>(PhantomData).is_ordered());
    assert!(!Probe::<Duration>(PhantomData).is_ordered());
}

#[cfg(feature = "jiff")]
#[test]
fn dates_and_times_convert() {
    let instant = Timestamp::from("2024-05-06T07:08:09.123+02:00")
        .to_jiff()
        .expect("is one");
    assert_eq!(
        Timestamp::from(instant).as_str(),
        "2024-05-06T05:08:09.123Z"
    );
    let day = Date::from("2024-05-06").to_jiff().expect("is one");
    assert_eq!(Date::from(day).as_str(), "2024-05-06");
    assert!(Timestamp::from("yesterday").to_jiff().is_err());
    let span = Duration::from("P1DT2H").to_jiff().expect("is one");
    assert_eq!(Duration::from(span).as_str(), "P1DT2H");
    assert!(Duration::from("two days").to_jiff().is_err());
}

#[cfg(feature = "uuid")]
#[test]
fn uuids_convert() {
    let text = "67E55044-10b1-426f-9247-bb680e5fe0c8";
    let uuid = Uuid::from(text).to_uuid().expect("is one");
    assert_eq!(Uuid::from(uuid).as_str(), text.to_lowercase());
    assert!(Uuid::from("0").to_uuid().is_err());
}

#[test]
fn uris_convert_and_those_that_are_none_survive() {
    let url = Uri::from("https://example.com").to_url().expect("is one");
    assert_eq!(Uri::from(url).as_str(), "https://example.com/");
    for text in ["../relative", "not a uri"] {
        let uri = Uri::from_json(json!(text)).expect("is text");
        assert!(uri.to_url().is_err(), "{text}");
        assert_eq!(uri.to_json(Direction::Request), json!(text));
    }
}
