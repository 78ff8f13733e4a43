//! Which variant a value becomes.

use serde::Deserializer;
use serde_json::{Value, json};
use simgen_runtime::{
    Direction, Guard, Json, JsonWriter, Place, Sealed, Tagged, Untagged, write_tagged,
};

use crate::emitted::{Body, Pet};

#[test]
fn a_tag_chooses_the_variant() {
    let name = |pet: &Pet| match pet {
        Pet::Cat(_) => "cat",
        Pet::Dog(_) => "dog",
        Pet::Unknown(_) => "unknown",
    };
    let table = [
        (
            json!({"petType": "cat", "name": "Tom", "owner": null}),
            "cat",
        ),
        (json!({"petType": "fish", "fins": 3}), "unknown"),
        (json!({"name": "Tom", "owner": null}), "unknown"),
        (json!({"petType": 5}), "unknown"),
        (json!("cat"), "unknown"),
    ];
    for (value, expected) in table {
        let pet = Pet::from_json(value.clone()).expect("fits");
        assert_eq!(name(&pet), expected, "{value}");
        assert_eq!(pet.to_json(Direction::Response), value, "nothing is lost");
    }
    let error = Pet::from_json(json!({"petType": "cat", "name": 1})).expect_err("is no cat");
    assert_eq!(error.path(), "name");
    // A dog's other properties are integers, so its tag, which is text, does not fit.
    assert!(Pet::from_json(json!({"petType": "dog"})).is_err());
}

#[test]
fn a_missing_tag_is_written() {
    let scores = crate::emitted::Scores {
        rest: [("a".to_owned(), 1)].into(),
    };
    let written = Pet::Dog(scores).to_json(Direction::Request);
    assert_eq!(written, json!({"petType": "dog", "a": 1}));
}

#[test]
fn the_first_variant_that_fits_is_taken() {
    let cat = json!({"name": "Tom", "owner": null});
    assert!(matches!(Body::from_json(json!([cat])), Ok(Body::Many(_))));
    assert!(matches!(Body::from_json(cat), Ok(Body::One(_))));
    for unknown in [json!({"name": 5}), json!([1]), json!(null), json!({})] {
        let body: Body = serde_json::from_value(unknown.clone()).expect("is JSON");
        assert_eq!(body, Body::Unknown(unknown.clone()));
        assert_eq!(serde_json::to_value(&body).expect("writes"), unknown);
    }
}

#[test]
#[expect(clippy::too_many_lines, reason = "a table")]
fn guards_look_at_kind_and_names() {
    let values = [
        json!(null),
        json!(true),
        json!(3),
        json!(3.0),
        json!(3.5),
        json!("a"),
        json!([1]),
        json!({"a": 1}),
    ];
    let table = [
        (Guard::Any, [true; 8]),
        (
            Guard::OneOfIntegers(&[3]),
            [false, false, true, true, false, false, false, false],
        ),
        (
            Guard::Null,
            [true, false, false, false, false, false, false, false],
        ),
        (
            Guard::Bool,
            [false, true, false, false, false, false, false, false],
        ),
        (
            Guard::Integer,
            [false, false, true, true, false, false, false, false],
        ),
        (
            Guard::Number,
            [false, false, true, true, true, false, false, false],
        ),
        (
            Guard::String,
            [false, false, false, false, false, true, false, false],
        ),
        (
            Guard::OneOf(&["a", "b"]),
            [false, false, false, false, false, true, false, false],
        ),
        (Guard::OneOf(&["b"]), [false; 8]),
        (
            Guard::Array,
            [false, false, false, false, false, false, true, false],
        ),
        (
            Guard::Object(&[]),
            [false, false, false, false, false, false, false, true],
        ),
        (
            Guard::Object(&["a"]),
            [false, false, false, false, false, false, false, true],
        ),
        (Guard::Object(&["a", "b"]), [false; 8]),
    ];
    for (guard, expected) in table {
        assert_eq!(
            values.each_ref().map(|value| guard.fits(value)),
            expected,
            "{guard:?}"
        );
    }
}

/// Any value, as a variant that these tags name.
struct OneOrTwo(Value);

impl Sealed for OneOrTwo {}

impl Json for OneOrTwo {
    fn read<'de, D: Deserializer<'de>>(json: D, place: &Place<'_>) -> Result<Self, D::Error> {
        Value::read(json, place).map(Self)
    }

    fn write<W: JsonWriter>(&self, json: W, direction: Direction) -> Result<W::Ok, W::Error> {
        write_tagged("kind", &["1", "2"], &self.0, json, direction)
    }
}

#[test]
fn a_tag_that_is_no_text_chooses_and_stays_what_it_is() {
    let read = |value| {
        let place = Place::anywhere();
        Tagged::new(value, &place, "kind")
            .expect("is JSON")
            .variant(&["1"], |value: Value| ("one", value))
            .variant(&["2", "true"], |value: Value| ("two", value))
            .finish(|value| ("unknown", value))
    };
    let table = [
        (json!({"kind": 1}), "one"),
        (json!({"kind": "1"}), "one"),
        (json!({"kind": 2}), "two"),
        (json!({"kind": true}), "two"),
        (json!({"kind": 3}), "unknown"),
        (json!({"kind": [1]}), "unknown"),
    ];
    for (value, expected) in table {
        let (name, kept) = read(value.clone()).expect("any JSON fits");
        assert_eq!((name, &kept), (expected, &value), "{value}");
    }
    let write = |value: Value| OneOrTwo(value).to_json(Direction::Request);
    for (value, expected) in [
        (json!({"kind": 2}), json!({"kind": 2})),
        (json!({"kind": 5}), json!({"kind": 1})),
        (json!({"kind": "x"}), json!({"kind": "1"})),
        (json!({}), json!({"kind": "1"})),
    ] {
        assert_eq!(write(value), expected);
    }
}

/// Any JSON decodes as any of these variants, so that only guards tell them apart.
#[test]
fn a_variant_whose_guard_does_not_fit_is_passed_over() {
    let table = [
        (json!("a"), "listed text"),
        (json!("b"), "text"),
        (json!({"a": 1}), "object with a"),
        (json!({"b": 1}), "object with b"),
        (json!([1]), "unknown"),
    ];
    for (value, expected) in table {
        let found = Untagged::new(value.clone(), &Place::anywhere())
            .expect("is JSON")
            .variant(Guard::OneOf(&["a"]), |_: Value| "listed text")
            .variant(Guard::String, |_: Value| "text")
            .variant(Guard::Object(&["a"]), |_: Value| "object with a")
            .variant(Guard::Object(&["b"]), |_: Value| "object with b")
            .finish::<serde_json::Error>(|_| "unknown");
        assert_eq!(found.ok(), Some(expected), "{value}");
    }
}

#[test]
fn a_union_of_which_no_type_fits_leaves_the_value_to_the_next_variant() {
    let cat = json!({"name": "Tom", "owner": null});
    for (value, expected) in [
        (json!([cat]), "body"),
        (cat, "body"),
        (json!({"fins": 3}), "fish"),
        (json!(5), "unknown"),
    ] {
        let found = Untagged::new(value.clone(), &Place::anywhere())
            .expect("is JSON")
            .variant(Guard::Any, |_: Option<Box<Body>>| "body")
            .variant(Guard::Object(&["fins"]), |_: Value| "fish")
            .finish::<serde_json::Error>(|_| "unknown");
        assert_eq!(found.ok(), Some(expected), "{value}");
    }
}
