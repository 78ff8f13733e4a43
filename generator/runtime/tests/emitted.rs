//! The seam: code as the generator emits it compiles and works.

use std::collections::BTreeMap;

use serde::Deserializer;
use serde_json::{Value, json};
use simgen_runtime::runtime::{
    Async, Core, Credentials, Direction, ErrorBody, ErrorContent, Guard, Json, JsonWriter,
    Operation, OperationDescription, Parameter, Place, RawResponse, Redacted, RequestBuilder,
    Requirement, ResponseDecoder, Status, StringEnum, Tagged, UndeclaredProperties, Untagged,
    error_body, model, operation, string_enum, union, write_tagged,
};

use crate::support::*;

#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub(crate) struct Cat {
    pub(crate) id: Option<String>,
    pub(crate) name: String,
    pub(crate) owner: Option<String>,
    pub(crate) home: Option<Option<Box<Cat>>>,
    pub(crate) lives: Option<i32>,
    pub(crate) rest: UndeclaredProperties,
}

model!(Cat {
    id: optional("id", read_only),
    name: required("name"),
    owner: nullable("owner"),
    home: optional_nullable("home"),
    lives: optional("lives"),
    ..rest
});

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Scores {
    pub(crate) rest: BTreeMap<String, i64>,
}

model!(Scores { ..rest });

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub(crate) enum Mood {
    Happy,
    Unknown(String),
}

impl StringEnum for Mood {
    const KNOWN: &'static [Self] = &[Self::Happy];
    const UNKNOWN: fn(String) -> Self = Self::Unknown;

    fn as_str(&self) -> &str {
        match self {
            Self::Happy => "HAPPY",
            Self::Unknown(text) => text,
        }
    }
}

string_enum!(Mood);

#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Pet {
    Cat(Box<Cat>),
    Dog(Scores),
    Unknown(Value),
}

impl Json for Pet {
    fn read<'de, D: Deserializer<'de>>(json: D, place: &Place<'_>) -> Result<Self, D::Error> {
        Tagged::new(json, place, "petType")?
            .variant(&["cat"], Self::Cat)
            .variant(&["dog", "hound"], Self::Dog)
            .finish(Self::Unknown)
    }

    fn write<W: JsonWriter>(&self, json: W, direction: Direction) -> Result<W::Ok, W::Error> {
        match self {
            Self::Cat(value) => write_tagged("petType", &["cat"], value, json, direction),
            Self::Dog(value) => write_tagged("petType", &["dog", "hound"], value, json, direction),
            Self::Unknown(value) => value.write(json, direction),
        }
    }

    fn is_unknown(&self) -> bool {
        matches!(self, Self::Unknown(_))
    }
}

union!(Pet);

#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Body {
    Many(Vec<Cat>),
    One(Cat),
    Unknown(Value),
}

impl Json for Body {
    fn read<'de, D: Deserializer<'de>>(json: D, place: &Place<'_>) -> Result<Self, D::Error> {
        Untagged::new(json, place)?
            .variant(Guard::Array, Self::Many)
            .variant(Guard::Object(&["name"]), Self::One)
            .finish(Self::Unknown)
    }

    fn write<W: JsonWriter>(&self, json: W, direction: Direction) -> Result<W::Ok, W::Error> {
        match self {
            Self::Many(value) => value.write(json, direction),
            Self::One(value) => value.write(json, direction),
            Self::Unknown(value) => value.write(json, direction),
        }
    }

    fn is_unknown(&self) -> bool {
        matches!(self, Self::Unknown(_))
    }
}

union!(Body);

#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub(crate) enum CatsError {
    BadRequest(Value),
    Server(Value),
    Other(Value),
}

impl ErrorBody for CatsError {
    type Headers = ();
    const SUMMARY: &'static [&'static str] = &["code", "secret"];

    fn decode(response: &RawResponse) -> ResponseDecoder<'_, Self> {
        ResponseDecoder::new(response)
            .json(Status::exactly(400), Self::BadRequest)
            .json(Status::range(5), Self::Server)
            .json(Status::any(), Self::Other)
    }

    fn content(&self) -> ErrorContent {
        match self {
            Self::BadRequest(body) => ErrorContent::json("BadRequest", body),
            Self::Server(body) => ErrorContent::json("Server", body),
            Self::Other(body) => ErrorContent::json("Other", body),
        }
    }
}

error_body!(CatsError);

pub(crate) struct PutCat<M = Async>(RequestBuilder<M>);

operation!(PutCat);

impl Operation for PutCat {
    type Output = Cat;
    type Error = CatsError;
    type Headers = ();

    const DESCRIPTION: OperationDescription = OperationDescription {
        id: "putCat",
        method: "PUT",
        path: "/cats/{id}",
        accept: "application/json",
        security: &[&[Requirement {
            scheme: "oauth2",
            scopes: &["cats:write"],
        }]],
        servers: None,
    };

    fn decode(response: &RawResponse) -> ResponseDecoder<'_, Self::Output> {
        ResponseDecoder::new(response).json(Status::exactly(200), |value| value)
    }
}

#[derive(Clone, Debug)]
pub(crate) struct Client<M> {
    core: Core<M>,
}

impl<M> Client<M> {
    pub(crate) fn put_cat(&self, id: impl Into<String>, body: impl Into<Cat>) -> PutCat<M> {
        PutCat(
            RequestBuilder::new(&self.core)
                .set(Parameter::path("id"), &id.into())
                .set_default(Parameter::header("X-Experimental"), "true")
                .json("application/json", &body.into()),
        )
    }
}

pub(crate) struct Secretive {
    pub(crate) attributes: Option<Value>,
}

impl std::fmt::Debug for Secretive {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Secretive")
            .field("attributes", &Redacted)
            .finish()
    }
}

#[tokio::test]
async fn an_emitted_method_sends_its_operation() {
    let transport =
        FakeTransport::new(|_, _| Reply::json(200, r#"{"name": "Tom", "owner": null}"#));
    let settings = with_client_credentials(config(&transport, &FakeClock::new()));
    let settings = settings.with_credentials(Credentials::token("t"));
    let client = Client {
        core: core(settings),
    };
    let cat = Cat::from_json(json!({"name": "Tom", "owner": null})).expect("fits");
    let response = client
        .put_cat("a b", cat.clone())
        .await
        .expect("a response");
    assert_eq!(response, cat);
    let sent = transport.sent();
    assert_eq!(sent[0].uri().path(), "/v7/cats/a%20b");
    assert_eq!(sent[0].headers()["x-experimental"], "true");
}

#[tokio::test]
async fn an_operation_is_a_small_request_whose_methods_need_no_import() {
    fn is_sent<T: Send>(value: T) -> T {
        value
    }
    let transport =
        FakeTransport::new(|_, _| Reply::json(200, r#"{"name": "Tom", "owner": null}"#));
    let settings = config(&transport, &FakeClock::new()).with_credentials(Credentials::token("t"));
    let client = Client {
        core: core(settings),
    };
    let cat = Cat::from_json(json!({"name": "Tom", "owner": null})).expect("fits");
    let request = || client.put_cat("a", cat.clone()).with_header("X-Mine", "b");
    let pointer = size_of::<usize>();
    assert_eq!(size_of_val(&request()), 2 * pointer);

    let sending = is_sent(request().send());
    assert_eq!(size_of_val(&sending), 2 * pointer);
    assert_eq!(sending.await.expect("a response").status(), 200);
    let waiting = is_sent(request().into_future());
    assert_eq!(waiting.await.expect("a response"), cat);
    let streamed = is_sent(request().send_streaming()).await;
    let mut streamed = streamed.expect("a response").into_value();
    assert!(streamed.chunk().await.expect("arrives").is_some());
    for sent in transport.sent() {
        assert_eq!(sent.headers()["x-mine"], "b");
    }
}

#[test]
fn a_model_keeps_what_it_does_not_know() {
    let value = json!({"name": "Tom", "owner": null, "colour": "grey", "home": null});
    let cat = Cat::from_json(value.clone()).expect("fits");
    assert_eq!(cat.home, Some(None));
    assert_eq!(cat.to_json(Direction::Response), value);
}

#[test]
fn a_sensitive_field_does_not_show() {
    let secretive = Secretive {
        attributes: Some(json!("hunter2")),
    };
    let shown = format!("{secretive:?}");
    assert_eq!(shown, "Secretive { attributes: [redacted] }");
    assert!(secretive.attributes.is_some());
}
