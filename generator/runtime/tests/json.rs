//! JSON into models and back.

use std::collections::BTreeMap;

use proptest::prelude::*;
use serde_json::{Map, Value, json};
use simgen_runtime::{Direction, Error, Json, RequestBuilder, UndeclaredProperties, model};

use crate::emitted::{Cat, Scores};
use crate::support::*;

/// A property of each kind of presence.
#[derive(Clone, Debug, PartialEq)]
struct Presence {
    required: i64,
    optional: Option<i64>,
    nullable: Option<i64>,
    both: Option<Option<i64>>,
    any: Option<Value>,
    rest: UndeclaredProperties,
}

model!(Presence {
    required: required("required"),
    optional: optional("optional"),
    nullable: nullable("nullable"),
    both: optional_nullable("both"),
    any: optional_json("any"),
    ..rest
});

/// The object in which one property has this value, or is absent.
fn object(name: &str, value: Option<Value>) -> Value {
    let mut object = json!({"required": 1, "nullable": 2});
    let properties = object.as_object_mut().expect("is an object");
    match value {
        Some(value) => properties.insert(name.to_owned(), value),
        None => properties.shift_remove(name),
    };
    object
}

#[test]
fn presence_tells_null_from_absent_where_the_document_does() {
    let null = Some(Value::Null);
    // The property, its value, and what is written back; `None` is a refusal.
    let table = [
        ("required", Some(json!(5)), Some(Some(json!(5)))),
        ("required", null.clone(), None),
        ("required", None, None),
        ("optional", Some(json!(5)), Some(Some(json!(5)))),
        ("optional", null.clone(), Some(null.clone())),
        ("optional", None, Some(None)),
        ("nullable", Some(json!(5)), Some(Some(json!(5)))),
        ("nullable", null.clone(), Some(null.clone())),
        ("nullable", None, None),
        ("both", Some(json!(5)), Some(Some(json!(5)))),
        ("both", null.clone(), Some(null.clone())),
        ("both", None, Some(None)),
        ("any", Some(json!([1])), Some(Some(json!([1])))),
        ("any", null.clone(), Some(null.clone())),
        ("any", None, Some(None)),
        ("undeclared", null.clone(), Some(null)),
        ("undeclared", None, Some(None)),
    ];
    for (name, value, expected) in table {
        let read = Presence::from_json(object(name, value.clone()));
        let written = read.ok().map(|model| model.to_json(Direction::Response));
        let expected = expected.map(|value| object(name, value));
        assert_eq!(written, expected, "{name} {value:?}");
    }
}

#[test]
fn the_text_of_a_model_is_that_of_its_value() {
    let cat = json!({
        "id": "7", "name": "T\"o\u{7}m", "owner": null, "lives": 9, "colour": {"a": [1, 2.5]},
        "home": {"name": "Kit", "owner": "me", "home": null},
    });
    let cat = Cat::from_json(cat).expect("fits");
    for direction in [Direction::Request, Direction::Response] {
        let mut text = Vec::new();
        vec![cat.clone(), cat.clone()].write_json(direction, &mut text);
        let read: Value = serde_json::from_slice(&text).expect("is JSON");
        assert_eq!(read, vec![cat.clone(), cat.clone()].to_json(direction));
    }
}

#[test]
fn read_only_properties_stay_out_of_requests() {
    let cat = Cat::from_json(json!({"id": "7", "name": "Tom", "owner": null})).expect("fits");
    assert_eq!(
        cat.to_json(Direction::Request),
        json!({"name": "Tom", "owner": null})
    );
    let all = json!({"id": "7", "name": "Tom", "owner": null});
    assert_eq!(serde_json::to_value(&cat).expect("writes"), all);
    assert_eq!(serde_json::from_value::<Cat>(all).expect("fits"), cat);
    let absent = Cat { id: None, ..cat };
    assert_eq!(
        absent.to_json(Direction::Request),
        json!({"name": "Tom", "owner": null})
    );
}

#[test]
fn a_mismatch_names_its_place_and_no_value() {
    let table = [
        (
            json!({"name": 5, "owner": null}),
            "name: expected a string, found an integer",
        ),
        (
            json!({"owner": null}),
            "name: expected a value, found nothing",
        ),
        (
            json!({"name": "x", "owner": null, "lives": 1.5}),
            "lives: expected an integer of 32 bits, found a number",
        ),
        (
            json!({"name": "x", "owner": null, "lives": 3_000_000_000_u64}),
            "lives: expected an integer of 32 bits, found an integer",
        ),
        (
            json!({"name": "x", "owner": null, "home": {"name": []}}),
            "home.name: expected a string, found an array",
        ),
        (json!("secret"), "expected an object, found a string"),
    ];
    for (value, expected) in table {
        let error = Cat::from_json(value).expect_err("does not fit");
        assert_eq!(error.to_string(), expected);
    }
    let list = json!([{"name": "x", "owner": null}, {"name": true}]);
    let error = Vec::<Cat>::from_json(list).expect_err("does not fit");
    assert_eq!(error.path(), "[1].name");
    let error = Scores::from_json(json!({"a\nb": "x"})).expect_err("does not fit");
    assert_eq!(
        error.to_string(),
        r"a\nb: expected an integer of 64 bits, found a string"
    );
}

#[test]
fn numbers_are_read_where_they_fit() {
    assert_eq!(i64::from_json(json!(3.0)), Ok(3));
    assert_eq!(i32::from_json(json!(-3.0)), Ok(-3));
    assert_eq!(u64::from_json(json!(u64::MAX)), Ok(u64::MAX));
    assert_eq!(f64::from_json(json!(3)), Ok(3.0));
    assert_eq!(f32::from_json(json!(0.1)), Ok(0.1));
    assert_eq!(0.1_f32.to_json(Direction::Request), json!(0.1));
    assert_eq!(f64::NAN.to_json(Direction::Request), Value::Null);
    assert!(i64::from_json(json!(1e300)).is_err());
    assert!(i64::from_json(json!(u64::MAX)).is_err());
    assert!(u32::from_json(json!(-1)).is_err());
    assert!(f32::from_json(json!(1e300)).is_err());
    assert!(i64::from_json(json!("3")).is_err());
}

/// A number keeps its value as far as `f64` has it, not its spelling.
#[test]
fn numbers_are_written_the_shortest_way_that_reads_back_the_same() {
    for (came, written) in [
        ("1", "1"),
        ("1.0", "1"),
        ("1.10", "1.1"),
        ("-0.0", "-0.0"),
        ("0", "0"),
        ("0.1", "0.1"),
        ("1e3", "1000"),
        ("1e-7", "1e-7"),
        ("9007199254740992", "9007199254740992"),
        ("-9007199254740991", "-9007199254740991"),
        // No `f64` is this one.
        ("9007199254740993", "9007199254740992"),
        ("9007199254740994", "9007199254740994.0"),
        ("1.7976931348623157e308", "1.7976931348623157e+308"),
    ] {
        let value = serde_json::from_str(came).expect("is a number");
        let number = f64::from_json(value).expect("fits");
        let again = number.to_json(Direction::Request).to_string();
        assert_eq!(again, written, "{came}");
        let read = again.parse::<f64>().map(f64::to_bits);
        assert_eq!(read, Ok(number.to_bits()), "{came}");
    }
}

#[test]
fn maps_of_one_type_read_and_write() {
    let scores = Scores::from_json(json!({"b": 2, "a": 1.0})).expect("fits");
    let expected = BTreeMap::from([("a".to_owned(), 1), ("b".to_owned(), 2)]);
    assert_eq!(scores.rest, expected);
    assert_eq!(scores.to_json(Direction::Request), json!({"a": 1, "b": 2}));
}

#[tokio::test]
async fn json_that_two_readers_may_read_differently_is_an_error_with_its_bytes() {
    let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    let table: [(&[u8], &str); 13] = [
        (br#"{"a":1,"a":2}"#, "occurs twice"),
        (
            br#"{"$serde_json::private::Number":"{}","$serde_json::private::Number":""}"#,
            "occurs twice",
        ),
        (br#"{"b":[{"a":1,"a":1}]}"#, "occurs twice"),
        (deep.as_bytes(), "recursion limit"),
        (b"\xEF\xBB\xBF{}", "byte order mark"),
        (b"\"\xff\xfe\"", "invalid unicode"),
        (b"1e999", "number out of range"),
        (b"{}x", "trailing characters"),
        (b"{", "EOF"),
        (b"NaN", "expected"),
        (br#""\ud800""#, "hex escape"),
        (b"   ", "EOF"),
        (b"", "empty"),
    ];
    for (body, reason) in table {
        let body = body.to_vec();
        let sent = body.clone();
        let reply = move || Reply::body(200, "application/json", &sent);
        let error = call::<ListThings>(&FakeTransport::new(move |_, _| reply())).await;
        let error = error.expect_err("is refused");
        assert!(matches!(error, Error::Decode(_)), "{error}");
        assert!(error.to_string().contains(reason), "{error}");
        assert_eq!(
            error.body_bytes().map(|bytes| bytes.as_ref()),
            Some(body.as_slice())
        );
    }
}

#[tokio::test]
async fn a_long_number_stays_a_number() {
    let reply = || {
        Reply::json(
            200,
            "[123456789012345678901234567890, 0.1, 18446744073709551615]",
        )
    };
    let value = call::<ListThings>(&FakeTransport::new(move |_, _| reply())).await;
    assert_eq!(
        value.expect("is JSON"),
        json!([1.2345678901234568e29, 0.1, u64::MAX])
    );
}

pub(crate) fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        any::<String>().prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 40, 5, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5).prop_map(Value::from),
            prop::collection::btree_map(any::<String>(), inner, 0..5)
                .prop_map(|map| Value::Object(map.into_iter().collect())),
        ]
    })
}

proptest! {
    #[test]
    fn undeclared_properties_survive_a_round_trip(rest in prop::collection::btree_map(any::<String>(), any_json(), 0..6)) {
        let mut value: Map<String, Value> = rest.into_iter().collect();
        value.insert("required".to_owned(), json!(1));
        value.insert("nullable".to_owned(), Value::Null);
        for declared in ["optional", "both", "any"] {
            value.shift_remove(declared);
        }
        let value = Value::Object(value);
        let model = Presence::from_json(value.clone()).expect("fits");
        let mut text = Vec::new();
        model.write_json(Direction::Request, &mut text);
        prop_assert_eq!(&model.to_json(Direction::Request), &value);
        prop_assert_eq!(serde_json::from_slice::<Value>(&text).expect("is JSON"), value);
    }
}

#[tokio::test]
async fn a_request_s_body_leaves_read_only_properties_out() {
    let transport = FakeTransport::statuses(&[200]);
    let core = core(config(&transport, &FakeClock::new()));
    let cat = Cat::from_json(json!({"id": "7", "name": "Tom", "owner": null})).expect("fits");
    let request = PutThings(RequestBuilder::new(&core).json("application/json", &cat));
    request.await.expect("a response");
    let sent = transport.sent();
    assert_eq!(sent[0].body().as_ref(), br#"{"name":"Tom","owner":null}"#);
    assert_eq!(sent[0].headers()["content-type"], "application/json");
}

#[test]
fn a_tuple_is_an_array_of_its_length() {
    type Entry = (String, Option<i64>, Vec<(i64,)>);
    let value = json!(["a", null, [[1], [2]]]);
    let entry = Entry::from_json(value.clone()).expect("it fits");
    assert_eq!(entry, ("a".to_owned(), None, vec![(1,), (2,)]));
    assert_eq!(entry.to_json(Direction::Request), value);
    let mut text = Vec::new();
    entry.write_json(Direction::Request, &mut text);
    assert_eq!(
        String::from_utf8(text).expect("is UTF-8"),
        value.to_string()
    );
    for (wrong, place) in [
        (json!(["a", null]), ""),
        (json!(["a", null, [], 1]), ""),
        (json!("a"), ""),
        (json!(["a", "b", []]), "[1]"),
        (json!(["a", 1, [[1, 2]]]), "[2][0]"),
    ] {
        let error = Entry::from_json(wrong.clone()).expect_err("it does not fit");
        assert_eq!(error.path(), place, "{wrong}");
    }
}
