//! The seam: code as the generator emits it compiles and works.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};
use simgen_runtime::runtime::{
    Async, Core, Credentials, Direction, ErrorBody, ErrorContent, Guard, Json, JsonError, Model,
    ObjectReader, ObjectWriter, Operation, OperationDescription, Parameter, RawResponse, Redacted,
    RequestBuilder, Requirement, ResponseDecoder, Status, StringEnum, Tagged, Untagged, error_body,
    model, operation, string_enum, union,
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
    pub(crate) rest: Map<String, Value>,
}

impl Model for Cat {
    fn read(object: &mut ObjectReader) -> Result<Self, JsonError> {
        Ok(Self {
            id: object.optional("id")?,
            name: object.required("name")?,
            owner: object.nullable("owner")?,
            home: object.optional_nullable("home")?,
            lives: object.optional("lives")?,
            rest: object.rest(),
        })
    }

    fn write(&self, object: &mut ObjectWriter) {
        object.read_only().optional("id", &self.id);
        object.required("name", &self.name);
        object.nullable("owner", &self.owner);
        object.optional_nullable("home", &self.home);
        object.optional("lives", &self.lives);
        object.rest(&self.rest);
    }
}

model!(Cat);

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Scores {
    pub(crate) rest: BTreeMap<String, i64>,
}

impl Model for Scores {
    fn read(object: &mut ObjectReader) -> Result<Self, JsonError> {
        Ok(Self {
            rest: object.typed_rest()?,
        })
    }

    fn write(&self, object: &mut ObjectWriter) {
        object.typed_rest(&self.rest);
    }
}

model!(Scores);

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
    fn from_json(value: Value) -> Result<Self, JsonError> {
        Tagged::new(value, "petType")
            .variant(&["cat"], Self::Cat)
            .variant(&["dog", "hound"], Self::Dog)
            .finish(Self::Unknown)
    }

    fn to_json(&self, direction: Direction) -> Value {
        match self {
            Self::Cat(value) => Tagged::write("petType", &["cat"], value, direction),
            Self::Dog(value) => Tagged::write("petType", &["dog", "hound"], value, direction),
            Self::Unknown(value) => value.clone(),
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
    fn from_json(value: Value) -> Result<Self, JsonError> {
        Untagged::new(value)
            .variant(Guard::Array, Self::Many)
            .variant(Guard::Object(&["name"]), Self::One)
            .finish(Self::Unknown)
    }

    fn to_json(&self, direction: Direction) -> Value {
        match self {
            Self::Many(value) => value.to_json(direction),
            Self::One(value) => value.to_json(direction),
            Self::Unknown(value) => value.to_json(direction),
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
