//! Enums over other JSON than text.

use serde_json::{Value, json};
use simgen_runtime::runtime::{IntegerEnum, ValueEnum, integer_enum, value_enum};
use simgen_runtime::{Direction, Json};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
enum Level {
    Value1,
    Minus5,
    Unknown(i64),
}

impl IntegerEnum for Level {
    const KNOWN: &'static [Self] = &[Self::Value1, Self::Minus5];
    const UNKNOWN: fn(i64) -> Self = Self::Unknown;

    fn number(&self) -> i64 {
        match self {
            Self::Value1 => 1,
            Self::Minus5 => -5,
            Self::Unknown(number) => *number,
        }
    }
}

integer_enum!(Level);

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
enum Limit {
    Auto,
    Value1,
    Unknown(Value),
}

impl ValueEnum for Limit {
    const KNOWN: &'static [Self] = &[Self::Auto, Self::Value1];
    const UNKNOWN: fn(Value) -> Self = Self::Unknown;

    fn value(&self) -> Value {
        match self {
            Self::Auto => Value::from("auto"),
            Self::Value1 => Value::from(1),
            Self::Unknown(value) => value.clone(),
        }
    }
}

value_enum!(Limit);

#[test]
fn an_enum_of_integers_keeps_what_it_does_not_know() {
    let table = [
        (json!(1), Level::Value1, json!(1)),
        (json!(-5), Level::Minus5, json!(-5)),
        (json!(7), Level::Unknown(7), json!(7)),
        // JSON tells no integers from other numbers.
        (json!(1.0), Level::Value1, json!(1)),
    ];
    for (value, level, written) in table {
        assert_eq!(Level::from_json(value.clone()).ok(), Some(level), "{value}");
        assert_eq!(level.to_json(Direction::Request), written);
        assert_eq!(Level::from(level.number()), level);
        assert_eq!(level.to_string(), written.to_string());
        assert_eq!(serde_json::to_value(level).ok(), Some(written));
    }
    for value in [json!("1"), json!(1.5), json!(null)] {
        assert!(Level::from_json(value.clone()).is_err(), "{value}");
    }
    // A literal is enough where an argument converts.
    let convert = |level: Level| i64::from(level);
    assert_eq!(convert(1.into()), 1);
}

#[test]
fn an_enum_of_values_keeps_what_it_does_not_know() {
    let table = [
        (json!("auto"), Limit::Auto),
        (json!(1), Limit::Value1),
        (json!("1"), Limit::Unknown(json!("1"))),
        (json!([1]), Limit::Unknown(json!([1]))),
    ];
    for (value, limit) in table {
        assert_eq!(
            Limit::from_json(value.clone()).ok(),
            Some(limit.clone()),
            "{value}"
        );
        assert_eq!(limit.to_json(Direction::Request), value);
        assert_eq!(Value::from(limit), value);
    }
    assert_eq!(Limit::from(json!(1.0)), Limit::Value1);
}
