//! Bytes on the wire have the document's order, whichever features other crates turn on.

use serde_json::json;
use simgen_runtime::{
    Form, Json as _, Parameter, RequestBuilder, Style, UndeclaredProperties, model,
};

use crate::support::*;

/// Declared in an order that is not that of the alphabet, and not the reverse of it.
#[derive(Clone, Debug, Default, PartialEq)]
struct Filter {
    size: Option<i64>,
    name: Option<String>,
    zone: Option<Box<Filter>>,
    rest: UndeclaredProperties,
}

model!(Filter {
    size: optional("size"),
    name: optional("name"),
    zone: optional("zone"),
    ..rest
});

/// What was declared, and after it what the caller put in.
fn filter(zone: Option<Filter>) -> Filter {
    let mut rest = UndeclaredProperties::new();
    for name in ["y", "b", "x"] {
        rest.insert(name.to_owned(), json!(1));
    }
    Filter {
        size: Some(3),
        name: Some("n".to_owned()),
        zone: zone.map(Box::new),
        rest,
    }
}

pub(crate) async fn sent(
    request: impl FnOnce(RequestBuilder) -> RequestBuilder,
) -> (String, String) {
    let transport = FakeTransport::statuses(&[200]);
    let core = core(config(&transport, &FakeClock::new()));
    PutThings(request(RequestBuilder::new(&core)))
        .await
        .expect("a response");
    let body = String::from_utf8(transport.sent()[0].body().to_vec()).expect("is text");
    (transport.target(), body)
}

#[tokio::test]
async fn objects_in_parameters_have_the_order_of_the_document() {
    let query = |style, explode| Parameter::query("q").style(style).explode(explode);
    let deep = "q%5Bsize%5D=3&q%5Bname%5D=n&q%5Bzone%5D%5Bsize%5D=3&q%5Bzone%5D%5Bname%5D=n\
        &q%5Bzone%5D%5By%5D=1&q%5Bzone%5D%5Bb%5D=1&q%5Bzone%5D%5Bx%5D=1\
        &q%5By%5D=1&q%5Bb%5D=1&q%5Bx%5D=1";
    let json = "q=%7B%22size%22%3A3%2C%22name%22%3A%22n%22%2C%22zone%22%3A%7B%22size%22%3A3%2C\
        %22name%22%3A%22n%22%2C%22y%22%3A1%2C%22b%22%3A1%2C%22x%22%3A1%7D%2C\
        %22y%22%3A1%2C%22b%22%3A1%2C%22x%22%3A1%7D";
    let flat = || filter(None);
    let nested = || filter(Some(filter(None)));
    let table = [
        (
            query(Style::Form, true),
            flat(),
            "size=3&name=n&y=1&b=1&x=1",
        ),
        (
            query(Style::Form, false),
            flat(),
            "q=size,3,name,n,y,1,b,1,x,1",
        ),
        (
            query(Style::PipeDelimited, false),
            flat(),
            "q=size%7C3%7Cname%7Cn%7Cy%7C1%7Cb%7C1%7Cx%7C1",
        ),
        (query(Style::DeepObject, true), nested(), deep),
        (query(Style::Json, true), nested(), json),
    ];
    for (parameter, value, expected) in table {
        let (target, _) = sent(|request| request.set(parameter, &value)).await;
        let (_, query) = target.split_once('?').expect("has a query");
        assert_eq!(query, expected, "{parameter:?}");
    }
}

#[tokio::test]
async fn bodies_have_the_order_of_the_document() {
    let value = filter(Some(filter(None)));
    let inner = r#"{"size":3,"name":"n","y":1,"b":1,"x":1}"#;
    let (_, body) = sent(|request| request.json("application/json", &value)).await;
    let whole = format!(r#"{{"size":3,"name":"n","zone":{inner},"y":1,"b":1,"x":1}}"#);
    assert_eq!(body, whole);

    let media = "application/x-www-form-urlencoded";
    let (_, body) = sent(|request| request.form(media, &value)).await;
    let zone: String = url::form_urlencoded::byte_serialize(inner.as_bytes()).collect();
    assert_eq!(body, format!("size=3&name=n&zone={zone}&y=1&b=1&x=1"));

    let form = Form::of(&value);
    let (_, body) = sent(|request| request.multipart("multipart/form-data", form, &[])).await;
    let part = format!("name=\"zone\"\r\nContent-Type: application/json\r\n\r\n{inner}\r\n");
    assert!(body.contains(&part), "{body}");
    let places = ["size", "name", "zone", "y", "b", "x"].map(|name| {
        let found = body.find(&format!("name=\"{name}\""));
        found.expect("is a part")
    });
    assert!(places.is_sorted(), "{body}");
}

#[test]
fn objects_without_a_type_are_written_as_they_came() {
    let text = r#"{"z":1,"a":{"y":null,"b":[{"x":1,"c":2}]},"m":3}"#;
    let value = simgen_runtime::parse_json(text.as_bytes()).expect("is JSON");
    assert_eq!(value.to_string(), text);
    let model = Filter::from_json(value).expect("fits");
    assert_eq!(serde_json::to_string(&model).expect("writes"), text);
}
