//! Whatever text a value holds, a server reads the same text.

use percent_encoding::percent_decode_str;
use proptest::prelude::*;
use serde_json::{Map, Value, json};
use simgen_runtime::{Parameter, Style};
use url::form_urlencoded;

use crate::order::sent;

/// Runs a call to its end.
fn done<T>(call: impl Future<Output = T>) -> T {
    let mut runtime = tokio::runtime::Builder::new_current_thread();
    let runtime = runtime.enable_all().build().expect("starts");
    runtime.block_on(call)
}

/// The query of a call with a parameter.
fn query(parameter: Parameter, value: &Value) -> String {
    let (target, _) = done(sent(|request| request.set(parameter, value)));
    let query = target.split_once('?').map(|(_, query)| query.to_owned());
    query.unwrap_or_default()
}

fn read(pairs: &str) -> Vec<(String, String)> {
    form_urlencoded::parse(pairs.as_bytes())
        .into_owned()
        .collect()
}

fn decoded(text: &str) -> String {
    let text = percent_decode_str(text).decode_utf8();
    text.expect("is UTF-8").into_owned()
}

fn object(pairs: &[(String, String)]) -> Value {
    let members = pairs.iter().cloned();
    let members = members.map(|(name, text)| (name, Value::from(text)));
    Value::Object(members.collect::<Map<_, _>>())
}

/// Names that differ, in any order.
fn any_pairs() -> impl Strategy<Value = Vec<(String, String)>> {
    let pairs = prop::collection::btree_map(any::<String>(), any::<String>(), 0..5);
    let pairs = pairs.prop_map(|pairs| pairs.into_iter().collect::<Vec<_>>());
    pairs.prop_shuffle()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_form_is_read_as_it_was_meant(pairs in any_pairs()) {
        let value = object(&pairs);
        let media = "application/x-www-form-urlencoded";
        let (_, body) = done(sent(|request| request.form(media, &value)));
        prop_assert_eq!(read(&body), pairs);
    }

    #[test]
    fn an_object_in_the_query_is_read_as_it_was_meant(pairs in any_pairs()) {
        let value = object(&pairs);
        let parameter = Parameter::query("q").style(Style::Form).explode(true);
        prop_assert_eq!(read(&query(parameter, &value)), pairs.clone());

        let deep = pairs.iter().cloned().map(|(name, text)| (format!("q[{name}]"), text));
        let parameter = Parameter::query("q").style(Style::DeepObject);
        prop_assert_eq!(read(&query(parameter, &value)), deep.collect::<Vec<_>>());

        let read = read(&query(Parameter::query("q").style(Style::Json), &value));
        let expected = serde_json::to_string(&value).expect("writes");
        prop_assert_eq!(read, [("q".to_owned(), expected)]);
    }

    #[test]
    fn a_list_in_the_query_is_read_as_it_was_meant(texts in prop::collection::vec(any::<String>(), 1..5)) {
        let list = json!(texts);
        let repeated = read(&query(Parameter::query("q"), &list));
        let expected: Vec<_> = texts.iter().map(|text| ("q".to_owned(), text.clone())).collect();
        prop_assert_eq!(repeated, expected);

        for (style, between) in [(Style::Form, ","), (Style::SpaceDelimited, "%20"), (Style::PipeDelimited, "%7C")] {
            // A text with the delimiter in it can't be told from two, unless it is the comma.
            if style != Style::Form && texts.iter().any(|text| text.contains([' ', '|'])) {
                continue;
            }
            let query = query(Parameter::query("q").style(style).explode(false), &list);
            let joined = query.strip_prefix("q=").expect("has a value");
            let parts: Vec<_> = joined.split(between).map(decoded).collect();
            prop_assert_eq!(&parts, &texts);
        }
    }
}
