//! Models, read from text as calls do and through serde.

use serde_json::{Map, Value, json};
use simgen_runtime::{Direction, Json, UndeclaredProperties, model, read_json};

use crate::emitted::{Body, Cat, Pet, Scores};

/// A struct with these fields, which must be there.
macro_rules! wide {
    ($($field:ident $name:literal,)*) => {
        #[derive(Clone, Debug, PartialEq)]
        struct Wide {
            $($field: i64,)*
            rest: UndeclaredProperties,
        }

        model!(Wide { $($field: required($name),)* ..rest });

        const NAMES: &[&str] = &[$($name),*];
    };
}

// More than one word has bits.
wide! {
    p0 "p0", p1 "p1", p2 "p2", p3 "p3", p4 "p4", p5 "p5", p6 "p6",
    p7 "p7", p8 "p8", p9 "p9", p10 "p10", p11 "p11", p12 "p12", p13 "p13",
    p14 "p14", p15 "p15", p16 "p16", p17 "p17", p18 "p18", p19 "p19", p20 "p20",
    p21 "p21", p22 "p22", p23 "p23", p24 "p24", p25 "p25", p26 "p26", p27 "p27",
    p28 "p28", p29 "p29", p30 "p30", p31 "p31", p32 "p32", p33 "p33", p34 "p34",
    p35 "p35", p36 "p36", p37 "p37", p38 "p38", p39 "p39", p40 "p40", p41 "p41",
    p42 "p42", p43 "p43", p44 "p44", p45 "p45", p46 "p46", p47 "p47", p48 "p48",
    p49 "p49", p50 "p50", p51 "p51", p52 "p52", p53 "p53", p54 "p54", p55 "p55",
    p56 "p56", p57 "p57", p58 "p58", p59 "p59", p60 "p60", p61 "p61", p62 "p62",
    p63 "p63", p64 "p64", p65 "p65", p66 "p66", p67 "p67", p68 "p68", p69 "p69",
}

fn text(names: &[&str]) -> String {
    let properties = names.iter().map(|name| format!("{name:?}:1"));
    format!("{{{}}}", properties.collect::<Vec<_>>().join(","))
}

#[test]
fn each_of_many_properties_is_found_missed_and_refused_twice() {
    let wide: Wide = read_json(text(NAMES).as_bytes()).expect("fits");
    for (number, name) in NAMES.iter().enumerate() {
        let mut names = NAMES.to_vec();
        names.remove(number);
        let error = read_json::<Wide>(text(&names).as_bytes()).expect_err("is absent");
        assert_eq!(error.path().as_deref(), Some(*name));
        // In any other order it is the same.
        names.rotate_left(number);
        names.push(name);
        names.reverse();
        assert_eq!(
            read_json::<Wide>(text(&names).as_bytes()).ok(),
            Some(wide.clone())
        );
        names.insert(number, name);
        let error = read_json::<Wide>(text(&names).as_bytes()).expect_err("occurs twice");
        assert!(error.to_string().contains("occurs twice"), "{error}");
        assert_eq!(error.path(), None);
    }
    let written = serde_json::to_string(&wide).expect("is JSON");
    assert_eq!(written, text(NAMES));
}

/// What is wrong with a text, read as calls do.
fn said<T: Json + std::fmt::Debug>(text: &str) -> String {
    let error = read_json::<T>(text.as_bytes()).expect_err("does not fit");
    error.to_string()
}

#[test]
fn text_that_is_no_json_is_that_even_behind_what_does_not_fit() {
    for (found, expected) in [
        (
            said::<Cat>(r#"{"name":5,"owner":null}"#),
            "name: expected a string, found an integer",
        ),
        (
            said::<Cat>(r#"{"name":5,"owner":null"#),
            "no valid JSON: EOF",
        ),
        (said::<Cat>(r#"{"name":5,"a":1,"a":2}"#), "occurs twice"),
        (said::<Cat>(r#"{"name":5} x"#), "trailing characters"),
        (said::<Cat>(r#"{"owner":null} x"#), "trailing characters"),
        (
            said::<Cat>(r#"{"id":null,"id":"7","name":"T","owner":null}"#),
            "occurs twice",
        ),
        (
            said::<Cat>(r#"{"x":{"a":1,"a":1},"name":"T","owner":null}"#),
            "occurs twice in an object at line 1 column 18",
        ),
        (said::<Scores>(r#"{"a":1,"a":1}"#), "occurs twice"),
        (
            said::<Vec<Cat>>(r#"[{"name":"T","owner":null,"home":{"name":[]}}]"#),
            "[0].home.name: expected a string, found an array",
        ),
        (
            said::<Pet>(r#"{"name":true,"petType":"cat","owner":null}"#),
            "name: expected a string, found a boolean",
        ),
        (
            said::<Vec<Pet>>(r#"[{"petType":"dog"}]"#),
            "[0].petType: expected an integer of 64 bits, found a string",
        ),
        (said::<Vec<Body>>(r#"[{"a":1,"a":2}]"#), "occurs twice"),
        (
            said::<Vec<(i64, String)>>(r#"[[1,2]]"#),
            "[0][1]: expected a string, found an integer",
        ),
    ] {
        assert!(found.contains(expected), "{found:?} has {expected:?}");
    }
}

#[test]
fn serde_reads_and_writes_the_same() {
    let came = r#"{"x":1,"lives":null,"name":"T","owner":null,"id":"7"}"#;
    let cat: Cat = serde_json::from_str(came).expect("fits");
    assert_eq!(read_json::<Cat>(came.as_bytes()).ok(), Some(cat.clone()));
    let written = serde_json::to_string(&cat).expect("is JSON");
    assert_eq!(
        written,
        r#"{"id":"7","name":"T","owner":null,"x":1,"lives":null}"#
    );
    assert_eq!(cat.to_json(Direction::Response).to_string(), written);
    for (wrong, expected) in [
        (
            r#"[{"name":"x","owner":null},{"name":true}]"#,
            "name: expected a string, found a boolean at line 1 column 39",
        ),
        (r#"[{"owner":"a secret","owner":1}]"#, "occurs twice"),
    ] {
        let error = serde_json::from_str::<Vec<Cat>>(wrong).expect_err("does not fit");
        assert!(error.to_string().contains(expected), "{error}");
    }
    // A struct of the program's own may have a model inside, however serde reads it there.
    let value = json!({"name": "T", "owner": null, "home": {"name": "K", "owner": "O"}});
    let cat: Cat = serde_json::from_value(value.clone()).expect("fits");
    assert_eq!(serde_json::to_value(&cat).expect("is JSON"), value);
}

/// `serde_json` hands numbers out as such objects where its feature `arbitrary_precision` is on.
#[test]
fn a_number_is_one_however_it_is_handed_out() {
    let number = |digits: &str| format!(r#"{{"$serde_json::private::Number":"{digits}"}}"#);
    let read = |digits: &str| read_json::<f64>(number(digits).as_bytes()).ok();
    assert_eq!(read("1.5"), Some(1.5));
    assert_eq!(read("x"), None);
    let whole = |digits: &str| read_json::<i64>(number(digits).as_bytes()).ok();
    assert_eq!(
        (whole("-7"), whole("3.0"), whole("1.5")),
        (Some(-7), Some(3), None)
    );
    let expected = "expected an object, found an integer";
    for found in [
        said::<Cat>(&number("5")),
        said::<Scores>(&number("5")),
        said::<Map<String, Value>>(&number("5")),
    ] {
        assert!(found.contains(expected), "{found}");
    }
    let found = said::<Vec<Cat>>(&number("1.5"));
    assert!(
        found.contains("expected an array, found a number"),
        "{found}"
    );
    // A property of that name is one where it holds anything else.
    let cat = format!(r#"{{"name":"T","owner":null,{}"#, &number("x")[1..]);
    let cat: Cat = read_json(cat.as_bytes()).expect("fits");
    assert_eq!(cat.rest.values().collect::<Vec<_>>(), [&json!("x")]);
}
