//! Finds the examples of a document with the types that they are for.

use serde_json::Value;
use simgen::internal::diagnostic::{Code, Diagnostic};
use simgen::internal::ir::{
    Api, BodyKind, Literal, Package, Payload, Primitive, Shape, TypeDef, TypeRef, Types,
};
use simgen::internal::source::{Place, Sources};

/// One example.
pub(super) struct Example {
    /// Where it is, in words.
    pub(super) place: String,
    /// The type in Rust, as a program outside of the crate writes it.
    pub(super) ty: String,
    /// The JSON.
    pub(super) text: String,
}

/// What a document has.
#[derive(Default)]
pub(super) struct Found {
    /// Those that are values of their types.
    pub(super) examples: Vec<Example>,
    /// How many are no values of their types, which a finding says.
    pub(super) reported: usize,
    /// Those that are no values of their types, and what they belong to.
    misfits: Vec<(String, Place)>,
    /// Those of them that no finding is about.
    pub(super) unsaid: Vec<String>,
}

impl Found {
    pub(super) fn of(package: &Package, sources: &Sources) -> Self {
        let mut found = Self::default();
        for api in &package.apis {
            for (_, def) in api.types.iter() {
                found.of_type(&api.types, def, sources);
            }
            found.of_operations(api);
        }
        found
    }

    /// Looks for the findings that name those that are no values of their types.
    pub(super) fn compared_with(mut self, findings: &[Diagnostic]) -> Self {
        let places = findings
            .iter()
            .filter(|finding| finding.code == Code::InvalidExample);
        let places: Vec<&Place> = places
            .filter_map(|finding| finding.place.as_ref())
            .collect();
        let is_said = |at: &Place| {
            let is_below = |place: &&&Place| {
                let pointer = place.pointer.as_str();
                place.file == at.file && pointer.starts_with(at.pointer.as_str())
            };
            places.iter().find(is_below).is_some()
        };
        let (said, unsaid): (Vec<_>, Vec<_>) = std::mem::take(&mut self.misfits)
            .into_iter()
            .partition(|(_, at)| is_said(at));
        self.reported = said.len();
        self.unsaid = unsaid.into_iter().map(|(words, _)| words).collect();
        self
    }

    fn of_type(&mut self, types: &Types, def: &TypeDef, sources: &Sources) {
        let Shape::Struct(shape) = &def.shape else {
            return;
        };
        for field in &shape.fields {
            let place = format!("{}.{}", def.name, field.wire_name.as_str());
            let of = &def.origin.place;
            if let Some(example) = field
                .example
                .as_ref()
                .filter(|example| **example != Literal::Null)
            {
                self.add(types, place.clone(), of, &field.ty, example);
            }
            let below = ["properties", field.wire_name.as_str(), "examples"];
            for example in listed(sources, &def.origin.place, &below).iter().skip(1) {
                let example = literal(example);
                if types.fits(&field.ty, &example) {
                    self.add(types, place.clone(), of, &field.ty, &example);
                }
            }
        }
    }

    fn of_operations(&mut self, api: &Api) {
        let types = &api.types;
        for operation in api.operations() {
            let name = format!("{} {}", operation.method.as_str(), operation.path);
            let of = &operation.place;
            if let Some(body) = &operation.body
                && let (BodyKind::Json(ty), Some(example)) = (&body.kind, &body.example)
            {
                self.add(types, format!("{name} body"), of, ty, example);
            }
            for response in &operation.responses {
                for content in &response.contents {
                    if let (Payload::Json(ty), Some(example)) = (&content.payload, &content.example)
                    {
                        let place = format!("{name} {:?} {}", response.status, content.media_type);
                        self.add(types, place, of, ty, example);
                    }
                }
            }
        }
        for example in &api.other_examples {
            self.add(
                types,
                format!("example {}", example.name),
                &example.place,
                &example.ty,
                &example.value,
            );
        }
    }

    fn add(&mut self, types: &Types, place: String, of: &Place, ty: &TypeRef, example: &Literal) {
        if types.fits(ty, example) {
            let (ty, text) = (rust(types, ty), json(example).to_string());
            self.examples.push(Example { place, ty, text });
        } else {
            self.misfits.push((place, of.clone()));
        }
    }
}

/// A list in the document below a place.
fn listed(sources: &Sources, place: &Place, below: &[&str]) -> Vec<Value> {
    let pointer = below
        .iter()
        .fold(place.pointer.clone(), |pointer, token| pointer.child(token));
    let tree = sources.file(place.file).tree.as_ref().ok();
    let found = tree.and_then(|tree| tree.value.pointer(pointer.as_str()));
    found.and_then(Value::as_array).cloned().unwrap_or_default()
}

/// `Vec<api::models::Pet>`
fn rust(types: &Types, ty: &TypeRef) -> String {
    match ty {
        TypeRef::Primitive(primitive) => primitive_name(*primitive).to_owned(),
        TypeRef::Named { id, .. } => format!("api::models::{}", types.get(*id).name),
        TypeRef::List(item) => format!("Vec<{}>", rust(types, item)),
        TypeRef::Tuple(elements) => {
            let elements: String = elements.iter().map(|ty| rust(types, ty) + ", ").collect();
            format!("({elements})")
        }
        TypeRef::Map(value) => {
            format!("std::collections::BTreeMap<String, {}>", rust(types, value))
        }
        TypeRef::Nullable(inner) => format!("Option<{}>", rust(types, inner)),
        TypeRef::Object => "serde_json::Map<String, Value>".to_owned(),
        TypeRef::Json => "Value".to_owned(),
    }
}

fn primitive_name(primitive: Primitive) -> &'static str {
    match primitive {
        Primitive::String => "String",
        Primitive::Bool => "bool",
        Primitive::I32 => "i32",
        Primitive::I64 => "i64",
        Primitive::U32 => "u32",
        Primitive::U64 => "u64",
        Primitive::F32 => "f32",
        Primitive::F64 => "f64",
        Primitive::Timestamp => "runtime::Timestamp",
        Primitive::Date => "runtime::Date",
        Primitive::Duration => "runtime::Duration",
        Primitive::Uuid => "runtime::Uuid",
        Primitive::Uri => "runtime::Uri",
        Primitive::Base64 => "runtime::Base64",
        Primitive::File => "runtime::File",
    }
}

fn json(literal: &Literal) -> Value {
    match literal {
        Literal::Null => Value::Null,
        Literal::Bool(value) => Value::Bool(*value),
        Literal::Number(text) => serde_json::from_str(text).expect("it is a number"),
        Literal::String(text) => Value::String(text.clone()),
        Literal::List(items) => items.iter().map(json).collect(),
        Literal::Object(members) => members
            .iter()
            .map(|(name, value)| (name.clone(), json(value)))
            .collect(),
    }
}

fn literal(value: &Value) -> Literal {
    match value {
        Value::Null => Literal::Null,
        Value::Bool(value) => Literal::Bool(*value),
        Value::Number(number) => Literal::Number(number.to_string()),
        Value::String(text) => Literal::String(text.clone()),
        Value::Array(items) => Literal::List(items.iter().map(literal).collect()),
        Value::Object(members) => {
            let members = members
                .iter()
                .map(|(name, value)| (name.clone(), literal(value)));
            Literal::Object(members.collect())
        }
    }
}
