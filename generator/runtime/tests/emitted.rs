//! The seam: code as the generator emits it compiles and works.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};
use simgen_runtime::runtime::{
    Answer, Cases, Core, Direction, ErrorBody, Guard, Json, JsonError, Model, ObjectReader,
    ObjectWriter, Operation, OperationDescription, Parameter, Redacted, Request, Requirement,
    Status, StringEnum, Tagged, Untagged, model, string_enum, union,
};

#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Cat {
    pub id: Option<String>,
    pub name: String,
    pub owner: Option<String>,
    pub home: Option<Option<Box<Cat>>>,
    pub lives: Option<i32>,
    pub rest: Map<String, Value>,
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
pub struct Scores {
    pub rest: BTreeMap<String, i64>,
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
pub enum Mood {
    Happy,
    Unknown(String),
}

impl StringEnum for Mood {
    const KNOWN: &'static [Self] = &[Self::Happy];

    fn as_str(&self) -> &str {
        match self {
            Self::Happy => "HAPPY",
            Self::Unknown(text) => text,
        }
    }

    fn unknown(text: String) -> Self {
        Self::Unknown(text)
    }
}

string_enum!(Mood);

#[derive(Clone, Debug, PartialEq)]
pub enum Pet {
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
}

union!(Pet);

#[derive(Clone, Debug, PartialEq)]
pub enum Body {
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
}

union!(Body);

#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum CatsError {
    BadRequest(Value),
    Server(Value),
    Other(Value),
}

impl ErrorBody for CatsError {
    fn decode(answer: &Answer) -> Cases<'_, Self> {
        Cases::new(answer)
            .json(Status::exactly(400), Self::BadRequest)
            .json(Status::range(5), Self::Server)
            .json(Status::any(), Self::Other)
    }
}

#[derive(Clone, Copy, Debug)]
pub struct PutCat;

impl Operation for PutCat {
    type Output = Cat;
    type Error = CatsError;

    const DESCRIPTION: OperationDescription = OperationDescription {
        id: "putCat",
        method: "PUT",
        path: "/cats/{id}",
        accept: "application/json",
        security: &[&[Requirement {
            scheme: "oauth2",
            scopes: &["cats:write"],
        }]],
    };

    fn decode(answer: &Answer) -> Cases<'_, Self::Output> {
        Cases::new(answer).json(Status::exactly(200), |value| value)
    }
}

#[derive(Clone, Debug)]
pub struct Client<M> {
    core: Core<M>,
}

impl<M> Client<M> {
    pub fn put_cat(&self, id: impl Into<String>, body: impl Into<Cat>) -> Request<PutCat, M> {
        Request::new(&self.core)
            .set(Parameter::path("id"), &id.into())
            .set(
                Parameter::header("X-Experimental").defaulted(),
                &"true".to_owned(),
            )
            .json("application/json", &body.into())
    }
}

pub struct Secretive {
    pub attributes: Option<Value>,
}

impl std::fmt::Debug for Secretive {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Secretive")
            .field("attributes", &Redacted)
            .finish()
    }
}

#[test]
fn a_model_keeps_what_it_does_not_know() {
    let value = json!({"name": "Tom", "owner": null, "colour": "grey", "home": null});
    let cat = Cat::from_json(value.clone()).expect("fits");
    assert_eq!(cat.home, Some(None));
    assert_eq!(cat.to_json(Direction::Response), value);
    let secretive = Secretive { attributes: None };
    assert_eq!(
        format!("{secretive:?}"),
        "Secretive { attributes: [redacted] }"
    );
}
