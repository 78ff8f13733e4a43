//! What a conversion leaves behind can be asked.

use serde::Deserializer;
use serde_json::{Value, json};
use simgen_runtime::{Direction, Json, JsonWriter, LostProperties, Place, Sealed};

use crate::emitted::Cat;

#[test]
fn what_stays_behind_is_named_by_pointers() {
    let all = |left: LostProperties| left;
    let gone = |left: LostProperties| left.gone(&["a", "c/d~e"]);
    let null = |left: LostProperties| left.null(&["a", "b"]);
    let number = |left: LostProperties| left.converted::<i64>("a");
    let maybe = |left: LostProperties| left.converted::<Option<i64>>("a");
    let cat = |left: LostProperties| left.converted::<Vec<Cat>>("a");
    let closed = |left: LostProperties| left.gone(&["b"]).all_but(&["a", "b"]);
    type Ask = fn(LostProperties) -> LostProperties;
    let table: [(Ask, Value, &[&str]); 14] = [
        (all, json!({"a": 1, "b": null}), &[]),
        (all, json!(5), &[]),
        (
            gone,
            json!({"c/d~e": {"x": 1}, "b": 1, "a": null}),
            &["/c~1d~0e", "/a"],
        ),
        (gone, json!({"b": 1}), &[]),
        (null, json!({"b": null, "a": 1, "c": null}), &["/b"]),
        (number, json!({"a": 3.0}), &[]),
        (number, json!({"a": "3"}), &["/a"]),
        (number, json!({"a": null}), &["/a"]),
        (maybe, json!({"a": null}), &[]),
        (
            cat,
            json!({"a": [{"name": "T", "owner": null, "lives": null, "x": [1]}]}),
            &[],
        ),
        (cat, json!({"a": [{"name": "T"}]}), &["/a"]),
        (closed, json!({"a": 1, "b": 2, "c": 3}), &["/b", "/c"]),
        (closed, json!({"z": 1, "": 2}), &["/z", "/"]),
        (closed, json!({"a": null}), &[]),
    ];
    for (ask, value, expected) in table {
        let pointers = ask(LostProperties::of(&value)).pointers();
        assert_eq!(pointers, expected, "{value}");
        let found = pointers
            .iter()
            .all(|pointer| value.pointer(pointer).is_some());
        assert!(found, "{value} {pointers:?}");
    }
}

/// A type that keeps a part of what it read.
struct Narrow(Value);

impl Sealed for Narrow {}

impl Json for Narrow {
    fn read<'de, D: Deserializer<'de>>(_: D, _: &Place<'_>) -> Result<Self, D::Error> {
        Ok(Self(json!({"kept": [1, {"x": 2.0}], "changed": "b"})))
    }

    fn write<W: JsonWriter>(&self, json: W, direction: Direction) -> Result<W::Ok, W::Error> {
        self.0.write(json, direction)
    }
}

#[test]
fn parts_that_a_type_does_not_keep_are_named() {
    let value = json!({"a": {"kept": [1, {"x": 2, "y/z": 3}, 4], "changed": "a", "gone": {}}});
    let left = LostProperties::of(&value)
        .converted::<Narrow>("a")
        .pointers();
    assert_eq!(
        left,
        ["/a/kept/1/y~1z", "/a/kept/2", "/a/changed", "/a/gone"]
    );
}
