//! Multipart bodies (RFC 7578).

use std::collections::BTreeMap;

use futures_util::stream;
use serde_json::{Value, json};
use simgen_runtime::{Error, File, Form, RequestBuilder, UndeclaredProperties, model};

use crate::support::*;

struct Upload {
    id: Option<String>,
    title: String,
    tags: Vec<String>,
    meta: Option<Value>,
    file: File,
    rest: UndeclaredProperties,
}

model!(Upload {
    id: optional("id", read_only),
    title: required("title"),
    tags: required("tags"),
    meta: optional_json("meta"),
    file: required("file"),
    ..rest
});

fn upload() -> Upload {
    Upload {
        id: Some("never sent".to_owned()),
        title: "A \"title\"".to_owned(),
        tags: vec!["a".to_owned(), "b".to_owned()],
        meta: Some(json!({"deep": [1]})),
        file: File::new(vec![0_u8, 255]).with_name("photo\".png\r\nX: y"),
        rest: UndeclaredProperties::new(),
    }
}

#[test]
fn a_model_becomes_a_part_per_property() {
    let form = Form::of(&upload());
    let expected = Form::new()
        .text("title", "A \"title\"")
        .text("tags", "a")
        .text("tags", "b")
        .json("meta", json!({"deep": [1]}))
        .file("file", upload().file);
    assert_eq!(form, expected);
}

#[test]
fn a_file_shows_its_size_and_not_its_bytes() {
    let shown = format!("{:?}", File::from("secret text").with_name("n"));
    assert!(shown.contains("size: Some(11)"), "{shown}");
    assert!(!shown.contains("secret"), "{shown}");
}

/// A file that comes as a stream.
fn streamed() -> File {
    let pieces = ["one", "two"].map(Ok::<_, std::io::Error>);
    File::from_stream(stream::iter(pieces))
}

#[tokio::test]
async fn a_stream_in_a_model_becomes_a_part() {
    let transport = FakeTransport::statuses(&[200]);
    let core = core(config(&transport, &FakeClock::new()));
    let model = Upload {
        file: streamed().with_media_type("image/png"),
        ..upload()
    };
    let builder = RequestBuilder::new(&core);
    let builder = builder.multipart("multipart/form-data", Form::of(&model), &[]);
    PostThings(builder).await.expect("a response");
    let sent = &transport.sent()[0];
    let body = String::from_utf8_lossy(sent.body());
    assert!(
        body.contains("Content-Type: image/png\r\n\r\nonetwo\r\n"),
        "{body}"
    );
}

#[tokio::test]
async fn a_stream_where_only_text_can_be_is_refused() {
    let transport = FakeTransport::statuses(&[200]);
    let core = core(config(&transport, &FakeClock::new()));
    let request = || RequestBuilder::new(&core);
    let refused = [
        request().json("application/json", &vec![streamed()]),
        request().form("application/x-www-form-urlencoded", &streamed()),
        request().multipart("multipart/form-data", Form::of(&nested(streamed())), &[]),
    ];
    for builder in refused {
        let error = PostThings(builder)
            .await
            .expect_err("would lose the stream");
        assert!(matches!(error, Error::InvalidInput(_)), "{error}");
        assert!(error.to_string().contains("stream"), "{error}");
    }
    let kept = request().json("application/json", &File::new("text"));
    PostThings(kept).await.expect("is text");
    assert_eq!(transport.sent()[0].body(), "\"text\"");
}

/// A form with a file inside an object.
#[derive(Default)]
struct Nested {
    inner: BTreeMap<String, File>,
    rest: UndeclaredProperties,
}

model!(Nested {
    inner: required("inner"),
    ..rest
});

fn nested(file: File) -> Nested {
    Nested {
        inner: BTreeMap::from([("file".to_owned(), file)]),
        ..Nested::default()
    }
}

#[test]
fn a_stream_is_equal_to_itself_alone() {
    let file = streamed();
    assert_eq!(file, file.clone());
    assert_ne!(file, streamed());
    assert_ne!(file, File::new(""));
    assert_eq!(file.bytes(), None);
}
