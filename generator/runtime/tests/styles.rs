//! OpenAPI 3.0.3 §4.7.12.3: how strings, lists and objects are written.

use percent_encoding::percent_decode_str;
use serde_json::{Value, json};
use simgen_runtime::{Error, Parameter, RequestBuilder, Style};

use crate::support::*;

operation!(GetColor, "GET", "/c/{color}", &[]);
operation!(GetSpaced, "GET", "/c/{of it}", &[]);
operation!(
    GetOddly,
    "GET",
    "/a:@!$&'()*+,;=-._~%2F/é \"<>[]^`|{id}?#",
    &[]
);

/// What is sent for a parameter: path, query, header or cookie.
async fn written(parameter: Parameter, value: Value) -> Result<String, String> {
    let transport = FakeTransport::statuses(&[200]);
    let core = core(config(&transport, &FakeClock::new()));
    let request = GetColor(
        RequestBuilder::new(&core)
            .set(Parameter::path("color"), &"x".to_owned())
            .set(parameter, &value),
    );
    match request.await {
        Ok(_) => {}
        Err(Error::InvalidInput(failure)) => return Err(failure.cause().reason().to_owned()),
        Err(other) => panic!("{other}"),
    }
    let sent = transport.sent();
    let target = transport.target();
    let (path, query) = target.split_once('?').unwrap_or((&target, ""));
    let header = ["color", "cookie"]
        .into_iter()
        .find_map(|name| sent[0].headers().get(name));
    Ok(match (header, query, path) {
        (Some(header), _, _) => header.to_str().expect("is text").to_owned(),
        (None, "", "/v7/c/x") => String::new(),
        (None, "", path) => path.trim_start_matches("/v7/c/").to_owned(),
        (None, query, _) => query.to_owned(),
    })
}

#[tokio::test]
#[expect(clippy::too_many_lines, reason = "a table")]
async fn the_standard_s_table_of_styles() {
    use Style::{DeepObject, Form, Label, Matrix, PipeDelimited, Simple, SpaceDelimited};
    let path = |style| Parameter::path("color").style(style);
    let query = |style| Parameter::query("color").style(style);
    // The cells of the table, encoding undone: string, array, object.
    let table = [
        (
            path(Matrix),
            false,
            ";color=blue",
            ";color=blue,black,brown",
            ";color=R,100,G,200,B,150",
        ),
        (
            path(Matrix),
            true,
            ";color=blue",
            ";color=blue;color=black;color=brown",
            ";R=100;G=200;B=150",
        ),
        (
            path(Label),
            false,
            ".blue",
            ".blue.black.brown",
            ".R.100.G.200.B.150",
        ),
        (
            path(Label),
            true,
            ".blue",
            ".blue.black.brown",
            ".R=100.G=200.B=150",
        ),
        (
            path(Simple),
            false,
            "blue",
            "blue,black,brown",
            "R,100,G,200,B,150",
        ),
        (
            path(Simple),
            true,
            "blue",
            "blue,black,brown",
            "R=100,G=200,B=150",
        ),
        (
            Parameter::header("color"),
            false,
            "blue",
            "blue,black,brown",
            "R,100,G,200,B,150",
        ),
        (
            Parameter::header("color"),
            true,
            "blue",
            "blue,black,brown",
            "R=100,G=200,B=150",
        ),
        (
            query(Form),
            false,
            "color=blue",
            "color=blue,black,brown",
            "color=R,100,G,200,B,150",
        ),
        (
            query(Form),
            true,
            "color=blue",
            "color=blue&color=black&color=brown",
            "R=100&G=200&B=150",
        ),
        (
            Parameter::cookie("color"),
            false,
            "color=blue",
            "color=blue,black,brown",
            "color=R,100,G,200,B,150",
        ),
        (
            query(SpaceDelimited),
            false,
            "color=blue",
            "color=blue black brown",
            "color=R 100 G 200 B 150",
        ),
        (
            query(PipeDelimited),
            false,
            "color=blue",
            "color=blue|black|brown",
            "color=R|100|G|200|B|150",
        ),
        (
            query(SpaceDelimited),
            true,
            "color=blue",
            "color=blue&color=black&color=brown",
            "R=100&G=200&B=150",
        ),
        (
            query(DeepObject),
            true,
            "!",
            "!",
            "color[R]=100&color[G]=200&color[B]=150",
        ),
    ];
    let object = json!({"R": 100, "G": 200, "B": 150});
    for (parameter, explode, string, array, whole) in table {
        let cells = [
            (json!("blue"), string),
            (json!(["blue", "black", "brown"]), array),
            (object.clone(), whole),
        ];
        for (value, expected) in cells {
            let parameter = parameter.explode(explode);
            let text = written(parameter, value).await.unwrap_or("!".to_owned());
            let text = percent_decode_str(&text)
                .decode_utf8()
                .expect("is UTF-8")
                .into_owned();
            assert_eq!(text, expected, "{parameter:?}");
        }
    }
}

#[tokio::test]
#[expect(clippy::too_many_lines, reason = "a table")]
async fn values_are_encoded_and_delimiters_are_not() {
    let list = json!(["a,b", "c d", "e&f"]);
    let table = [
        (
            Parameter::query("q"),
            json!("a b&c=d+e#f"),
            "q=a%20b%26c%3Dd%2Be%23f",
        ),
        (
            Parameter::query("q").explode(false),
            list.clone(),
            "q=a%2Cb,c%20d,e%26f",
        ),
        (Parameter::query("q r"), json!(true), "q%20r=true"),
        (
            Parameter::query("q").allow_reserved(),
            json!(":/?#[]@!$&'()*+,;= %"),
            "q=:/?%23%5B%5D@!$%26%27()*%2B,;=%20%25",
        ),
        (
            Parameter::query("q")
                .style(Style::PipeDelimited)
                .explode(false),
            json!(["a", "b|c"]),
            "q=a%7Cb%7Cc",
        ),
        (
            Parameter::query("q").style(Style::Json),
            json!({"a": [1, null]}),
            "q=%7B%22a%22%3A%5B1%2Cnull%5D%7D",
        ),
        (
            Parameter::query("q").style(Style::DeepObject),
            json!({"a": {"b": [1, 2]}}),
            "q%5Ba%5D%5Bb%5D=1&q%5Ba%5D%5Bb%5D=2",
        ),
        (
            Parameter::query("q").style(Style::DeepObject),
            json!({"a": {"b": ["c&d", null]}}),
            "q%5Ba%5D%5Bb%5D=c%26d",
        ),
        (Parameter::query("q"), json!({"a&b": "c&d"}), "a%26b=c%26d"),
        (
            Parameter::query("q").explode(false),
            json!({"a,b": "c,d"}),
            "q=a%2Cb,c%2Cd",
        ),
        (
            Parameter::path("color").style(Style::Json),
            json!({"a": "b/c"}),
            "%7B%22a%22%3A%22b%2Fc%22%7D",
        ),
        (
            Parameter::path("color").style(Style::Json),
            json!("blue"),
            "%22blue%22",
        ),
        (
            Parameter::header("color").style(Style::Json),
            json!({"a": [1, "b"]}),
            r#"{"a":[1,"b"]}"#,
        ),
        (
            Parameter::header("color").style(Style::Json),
            json!("blue"),
            r#""blue""#,
        ),
        (
            Parameter::path("color").style(Style::Matrix),
            json!(""),
            ";color",
        ),
        (
            Parameter::path("color").style(Style::Matrix).explode(true),
            json!(["", "x"]),
            ";color;color=x",
        ),
        (Parameter::query("q").explode(false), json!([]), ""),
        (Parameter::query("q").explode(false), json!({}), ""),
        (Parameter::query("q").explode(false), json!(null), ""),
        (Parameter::query("q"), json!({}), ""),
        (Parameter::query("q"), json!(""), "q="),
        (Parameter::query("q"), json!([]), ""),
        (Parameter::query("q"), json!(null), ""),
        (Parameter::query("q"), json!(1.5), "q=1.5"),
        (Parameter::cookie("q"), json!("a;b c"), "q=a%3Bb%20c"),
        (Parameter::header("color"), json!("a, b"), "a, b"),
    ];
    for (parameter, value, expected) in table {
        assert_eq!(
            written(parameter, value).await.as_deref(),
            Ok(expected),
            "{parameter:?}"
        );
    }
}

#[tokio::test]
async fn a_name_within_the_path_is_encoded() {
    let transport = FakeTransport::statuses(&[200]);
    let core = core(config(&transport, &FakeClock::new()));
    let parameter = Parameter::path("of it").style(Style::Matrix);
    let request = GetSpaced(RequestBuilder::new(&core).set(parameter, &"x y".to_owned()));
    request.await.expect("a response");
    assert_eq!(transport.target(), "/v7/c/;of%20it=x%20y");
}

#[tokio::test]
async fn what_a_document_writes_in_a_path_stays_as_far_as_a_path_can_hold_it() {
    let transport = FakeTransport::statuses(&[200]);
    let core = core(config(&transport, &FakeClock::new()));
    let request = GetOddly(RequestBuilder::new(&core).set(Parameter::path("id"), &1_i64));
    request.await.expect("a response");
    assert_eq!(
        transport.target(),
        "/v7/a:@!$&%27()*+,;=-._~%2F/%C3%A9%20%22%3C%3E%5B%5D%5E%60%7C1%3F%23"
    );
}

#[tokio::test]
async fn what_a_style_cannot_write_is_refused() {
    let table = [
        (Parameter::query("q"), json!([[1]])),
        (Parameter::query("q"), json!({"a": {"b": 1}})),
        (Parameter::query("q").style(Style::DeepObject), json!([1])),
        (Parameter::header("color"), json!("line\nbreak")),
        (Parameter::header("color"), json!("é")),
        (Parameter::header("not a name"), json!("x")),
        (Parameter::header("Authorization"), json!("Bearer mine")),
        (Parameter::header("Content-Length"), json!("3")),
        (Parameter::path("color"), json!([])),
        (Parameter::path("color"), json!(null)),
        (Parameter::path("color").style(Style::Label), json!(".")),
        (Parameter::path("color").style(Style::Label), json!("")),
    ];
    for (parameter, value) in table {
        let refused = written(parameter, value.clone()).await;
        assert!(refused.is_err(), "{parameter:?} {value} gave {refused:?}");
    }
}

#[tokio::test]
async fn a_later_value_takes_the_place_of_an_earlier_one() {
    let transport = FakeTransport::statuses(&[200]);
    let core = core(config(&transport, &FakeClock::new()));
    let request = ListThings(
        RequestBuilder::new(&core)
            .set(Parameter::query("a"), &1_i64)
            .set(Parameter::query("b"), &2_i64)
            .set(Parameter::query("a"), &3_i64),
    );
    request.await.expect("a response");
    assert_eq!(transport.target(), "/v7/things?a=3&b=2");
}
