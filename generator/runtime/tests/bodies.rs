//! Bodies in several media types, and parts with headers.

use serde_json::Value;
use simgen_runtime::runtime::{Parameter, RequestBody, Style};
use simgen_runtime::{Error, Form, RequestBuilder, Upload};

use crate::support::*;

/// As the generator emits it for a body that the document lists two media types for.
enum AddCatContent {
    Json(Value),
    Multipart(Form),
    AnyText(Upload),
}

impl<T: Into<Value>> From<T> for AddCatContent {
    fn from(value: T) -> Self {
        Self::Json(value.into())
    }
}

impl RequestBody for AddCatContent {
    fn attach<M>(self, request: RequestBuilder<M>) -> RequestBuilder<M> {
        match self {
            Self::Json(value) => request.json("application/json", &value),
            Self::Multipart(value) => {
                request.multipart("multipart/form-data", value, &[("about", "text/markdown")])
            }
            Self::AnyText(value) => request.bytes("text/plain", value),
        }
    }
}

#[tokio::test]
async fn a_body_is_sent_in_the_media_type_that_is_chosen() {
    let form = Form::new().text("name", "Tom");
    let text = Upload::new("# Tom").with_media_type("text/markdown");
    let table: [(AddCatContent, &str, &str); 3] = [
        ("Tom".into(), "application/json", "\"Tom\""),
        (
            AddCatContent::Multipart(form),
            "multipart/form-data; boundary=",
            "name=\"name\"\r\n\r\nTom\r\n",
        ),
        (AddCatContent::AnyText(text), "text/markdown", "# Tom"),
    ];
    for (content, media, part) in table {
        let transport = FakeTransport::statuses(&[200]);
        let core = core(config(&transport, &FakeClock::new()));
        let request = PostThings(RequestBuilder::new(&core).set_body::<AddCatContent>(content));
        request.await.expect("a response");
        let sent = &transport.sent()[0];
        let found = sent.headers()["content-type"].to_str().expect("is text");
        assert!(found.starts_with(media), "{found}");
        let body = String::from_utf8_lossy(sent.body());
        assert!(body.contains(part), "{body}");
    }
}

#[tokio::test]
async fn the_parts_with_a_name_have_its_headers() {
    let transport = FakeTransport::statuses(&[200]);
    let core = core(config(&transport, &FakeClock::new()));
    let form = Form::new()
        .text("about", "a cat")
        .text("name", "Tom")
        .text("about", "a tom");
    let header = |name| Parameter::header(name);
    let request = PostThings(
        RequestBuilder::new(&core)
            .set_part_header("about", header("X-Rate"), &1_i64)
            .set_body(AddCatContent::Multipart(form))
            .set_part_header("about", header("X-Rate"), &2_i64)
            .set_part_header(
                "about",
                header("X-Kinds"),
                &vec!["a".to_owned(), "b".to_owned()],
            )
            .set_part_header("nobody", header("X-Rate"), &3_i64),
    );
    request.await.expect("a response");
    let body = String::from_utf8_lossy(transport.sent()[0].body()).into_owned();
    let headers = "\r\nContent-Type: text/markdown\r\nX-Rate: 2\r\nX-Kinds: a,b\r\n\r\na ";
    assert_eq!(body.matches(headers).count(), 2, "{body}");
    assert_eq!(body.matches("X-Rate").count(), 2, "{body}");

    let value = "a\r\nX-Other: b".to_owned();
    let builder = RequestBuilder::new(&core);
    let builder = builder.set_part_header("about", header("X-Rate"), &value);
    let error = PostThings(builder).await.expect_err("no header holds it");
    assert!(matches!(error, Error::InvalidInput(_)), "{error}");
}

#[tokio::test]
async fn fields_with_a_style_are_written_like_parameters_of_the_query() {
    let transport = FakeTransport::statuses(&[200]);
    let core = core(config(&transport, &FakeClock::new()));
    let value = serde_json::json!({
        "list": ["x", "y z"],
        "meta": {"a b": "c&d", "e": null},
        "none": null,
        "plain": ["p", {"q": 1}],
    });
    let styles = [
        Parameter::query("meta").style(Style::DeepObject),
        Parameter::query("list")
            .style(Style::PipeDelimited)
            .explode(false),
        Parameter::query("absent").style(Style::DeepObject),
    ];
    let media = "application/x-www-form-urlencoded";
    let request = PostThings(RequestBuilder::new(&core).styled_form(media, &value, &styles));
    request.await.expect("a response");
    let sent = &transport.sent()[0];
    assert_eq!(sent.headers()["content-type"], media);
    let expected = "list=x%7Cy%20z&meta%5Ba%20b%5D=c%26d&plain=p&plain=%7B%22q%22%3A1%7D";
    assert_eq!(sent.body(), expected);

    let wrong = serde_json::json!({"meta": "no object"});
    let request = PostThings(RequestBuilder::new(&core).styled_form(media, &wrong, &styles));
    let error = request.await.expect_err("no style writes it");
    assert!(matches!(error, Error::InvalidInput(_)), "{error}");
}
