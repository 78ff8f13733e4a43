//! What was read is written again: nothing is lost, and nothing occurs twice.

use std::collections::BTreeMap;

use proptest::prelude::*;
use serde_json::{Map, Value, json};
use simgen_runtime::{Direction, Form, Json, model, parse_json};

use crate::emitted::Cat;
use crate::json::any_json;

/// Properties beside a typed map, as the generator emits it for `additionalProperties`.
#[derive(Clone, Debug, PartialEq)]
struct Typed<T> {
    id: Option<String>,
    size: Option<i64>,
    rest: BTreeMap<String, T>,
}

macro_rules! typed {
    ($($element:ty),*) => {$(
        model!(Typed<$element> {
            id: optional("id", read_only),
            size: optional("size"),
            ..rest
        });
    )*};
}

typed!(i64, Option<i64>);

fn text<T: Json>(value: &T, direction: Direction) -> String {
    let mut text = Vec::new();
    value.write_json(direction, &mut text);
    // Refuses a name that occurs twice.
    let read = parse_json(&text).expect("is JSON");
    assert_eq!(read, value.to_json(direction), "both ways of writing agree");
    String::from_utf8(text).expect("is UTF-8")
}

type Again = fn(Value, Direction) -> Option<String>;

fn again<T: Json>(value: Value, direction: Direction) -> Option<String> {
    Some(text(&T::from_json(value).ok()?, direction))
}

/// What is read and what is written; `None` where it does not fit.
fn assert_written(table: &[(Again, Value, Direction, Option<&str>)]) {
    for (again, value, direction, expected) in table {
        let written = again(value.clone(), *direction);
        assert_eq!(written.as_deref(), *expected, "{value} {direction:?}");
    }
}

#[test]
fn null_in_an_optional_property_is_written_again() {
    use Direction::{Request, Response};
    assert_written(&[
        (
            again::<Cat>,
            json!({"x": 1, "lives": null, "name": "T", "owner": null, "a": 2}),
            Request,
            Some(r#"{"name":"T","owner":null,"x":1,"lives":null,"a":2}"#),
        ),
        // Read-only properties never go out, whatever they are.
        (
            again::<Cat>,
            json!({"id": null, "name": "T", "owner": null}),
            Request,
            Some(r#"{"name":"T","owner":null}"#),
        ),
        (
            again::<Cat>,
            json!({"id": null, "name": "T", "owner": null}),
            Response,
            Some(r#"{"name":"T","owner":null,"id":null}"#),
        ),
        (
            again::<Vec<Cat>>,
            json!([{"name": "T", "owner": null, "home": {"name": "K", "owner": "O", "lives": null}}]),
            Request,
            Some(r#"[{"name":"T","owner":null,"home":{"name":"K","owner":"O","lives":null}}]"#),
        ),
    ]);
}

#[test]
fn null_in_a_map_is_written_again_where_its_values_may_be_null() {
    use Direction::{Request, Response};
    assert_written(&[
        (
            again::<Typed<Option<i64>>>,
            json!({"size": null, "b": 2, "a": null}),
            Request,
            Some(r#"{"a":null,"b":2,"size":null}"#),
        ),
        (
            again::<Typed<Option<i64>>>,
            json!({"id": null, "b": 2}),
            Request,
            Some(r#"{"b":2}"#),
        ),
        (
            again::<Typed<Option<i64>>>,
            json!({"id": null, "b": 2}),
            Response,
            Some(r#"{"b":2,"id":null}"#),
        ),
        // A map of numbers has no place for it.
        (
            again::<Typed<i64>>,
            json!({"size": null, "b": 2}),
            Request,
            Some(r#"{"b":2}"#),
        ),
        (again::<Typed<i64>>, json!({"other": null}), Request, None),
        (
            again::<Typed<i64>>,
            json!({"size": 3, "b": 2}),
            Request,
            Some(r#"{"size":3,"b":2}"#),
        ),
    ]);
}

#[test]
fn a_property_that_was_set_is_written_in_place_of_its_null() {
    let came = json!({"lives": null, "id": null, "name": "T", "owner": null, "a": 2});
    let mut cat = Cat::from_json(came).expect("fits");
    cat.lives = Some(9);
    cat.id = Some("7".to_owned());
    let written = r#"{"name":"T","owner":null,"lives":9,"a":2}"#;
    assert_eq!(text(&cat, Direction::Request), written);
    let written = r#"{"id":"7","name":"T","owner":null,"lives":9,"a":2}"#;
    assert_eq!(text(&cat, Direction::Response), written);
    let form = Form::new()
        .text("name", "T")
        .text("lives", "9")
        .text("a", "2");
    assert_eq!(Form::of(&cat), form);

    let came = json!({"size": null, "b": 2});
    let mut typed = Typed::<Option<i64>>::from_json(came).expect("fits");
    typed.size = Some(4);
    assert_eq!(text(&typed, Direction::Request), r#"{"size":4,"b":2}"#);
}

#[test]
fn the_rest_brings_no_declared_property_a_second_time() {
    let mut cat = Cat::from_json(json!({"name": "T", "owner": null})).expect("fits");
    for name in ["id", "name", "owner", "lives"] {
        cat.rest.insert(name.to_owned(), json!(1));
    }
    let written = r#"{"name":"T","owner":null,"lives":1}"#;
    assert_eq!(text(&cat, Direction::Request), written);
}

/// A cat in which every property is absent, null or there, as far as its type has that.
fn any_cat() -> impl Strategy<Value = Map<String, Value>> {
    let name = |name: &'static str, values: Vec<Option<Value>>| {
        prop::sample::select(values).prop_map(move |value| Some((name.to_owned(), value?)))
    };
    let null = || Some(Value::Null);
    let home = json!({"lives": null, "name": "K", "owner": "O", "more": null});
    let declared = (
        name("id", vec![None, null(), Some(json!("7"))]),
        name("name", vec![Some(json!("T"))]),
        name("owner", vec![null(), Some(json!("O"))]),
        name("home", vec![None, null(), Some(home)]),
        name("lives", vec![None, null(), Some(json!(9))]),
    );
    let declared =
        declared.prop_map(|(id, name, owner, home, lives)| [id, name, owner, home, lives]);
    let rest = prop::collection::btree_map("[a-z]{1,2}|[A-Z]", any_json(), 0..4)
        .prop_filter("undeclared", |rest| !rest.contains_key("id"));
    let all = (declared, rest).prop_map(|(declared, rest)| {
        let declared = declared.into_iter().flatten();
        declared.chain(rest).collect::<Vec<_>>()
    });
    all.prop_shuffle().prop_map(|all| all.into_iter().collect())
}

proptest! {
    #[test]
    fn what_was_read_is_written_again(came in any_cat()) {
        let declared = ["id", "name", "owner", "home", "lives"];
        let cat = Cat::from_json(Value::Object(came.clone())).expect("fits");
        let written = parse_json(text(&cat, Direction::Response).as_bytes()).expect("is JSON");
        prop_assert_eq!(&written, &Value::Object(came.clone()));
        // Declared properties come in the order of the document, others as they came.
        let names = |object: &Map<String, Value>, is_declared: bool| {
            let names = object.keys().filter(|name| declared.contains(&name.as_str()) == is_declared);
            names.cloned().collect::<Vec<_>>()
        };
        let object = written.as_object().expect("is an object");
        prop_assert_eq!(names(object, false), names(&came, false));
        prop_assert_eq!(Cat::from_json(written.clone()).expect("fits"), cat);

        let mut sent = came;
        sent.shift_remove("id");
        prop_assert_eq!(text(&Cat::from_json(written).expect("fits"), Direction::Request).is_empty(), false);
        let cat = Cat::from_json(Value::Object(sent.clone())).expect("fits");
        prop_assert_eq!(cat.to_json(Direction::Request), Value::Object(sent));
    }
}
