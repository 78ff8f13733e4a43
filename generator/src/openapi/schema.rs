//! The schemas of a document as trees, repaired, with every reference in them
//! `#/components/schemas/<name>`. What their keywords mean is read from here, in one
//! place (`lower/facets.rs`), whichever version of OpenAPI has them.

use std::sync::LazyLock;

use openapiv3::ReferenceOr;
use serde_json::{Map, Value};

use super::bundle::DEFECT;
use super::lookup;

/// Where the model keeps `itemSchema`, which it does not know. A document's own member of this
/// name is left out.
pub(super) const ITEM: &str = "x-simgen-item-schema";

/// The schemas of one document.
#[derive(Debug, Default)]
pub struct Schemas {
    /// Those that are components, by name.
    components: Map<String, Value>,
    /// Those that are in another object. The model has their numbers in their places.
    others: Vec<Map<String, Value>>,
}

impl Schemas {
    pub(super) fn new(components: Map<String, Value>) -> Self {
        Self {
            components,
            others: Vec::new(),
        }
    }

    /// Keeps a schema that is in another object; returns what is in the model for it.
    pub(super) fn keep(&mut self, schema: Map<String, Value>) -> String {
        self.others.push(schema);
        (self.others.len() - 1).to_string()
    }

    /// The schema that is in the model at a place.
    pub fn at(&self, place: &ReferenceOr<openapiv3::Schema>) -> Schema<'_> {
        let ReferenceOr::Reference { reference } = place else {
            unreachable!("schemas are taken out before the model is read");
        };
        let number: Option<usize> = reference.parse().ok();
        let kept = number.and_then(|number| self.others.get(number));
        Schema(kept.expect("every number is that of a schema"))
    }

    /// The schema of each piece of a stream.
    pub fn item(&self, media: &openapiv3::MediaType) -> Option<Schema<'_>> {
        let number = media.extensions.get(ITEM)?.get("$ref")?.as_str()?;
        let reference = number.to_owned();
        Some(self.at(&ReferenceOr::Reference { reference }))
    }

    /// A component by name, with its name as the document holds it.
    pub fn component(&self, name: &str) -> Option<(&str, Schema<'_>)> {
        let (name, value) = self.components.get_key_value(name)?;
        Some((name, Schema::of(value)?))
    }

    /// The components in document order.
    pub fn components(&self) -> impl Iterator<Item = (&str, Schema<'_>)> {
        let all = self.components.iter();
        all.filter_map(|(name, value)| Some((name.as_str(), Schema::of(value)?)))
    }

    /// Puts every tree back where it was in the document.
    #[cfg(test)]
    pub(super) fn restore(&self, tree: &mut Value) {
        fn fill(schemas: &Schemas, value: &mut Value) {
            let number = value.get("$ref").and_then(Value::as_str);
            if let Some(number) = number.and_then(|text| text.parse::<usize>().ok()) {
                *value = Value::Object(schemas.others[number].clone());
                return;
            }
            match value {
                Value::Object(members) => members.values_mut().for_each(|one| fill(schemas, one)),
                Value::Array(elements) => elements.iter_mut().for_each(|one| fill(schemas, one)),
                _ => {}
            }
        }
        fill(self, tree);
        if !self.components.is_empty() {
            tree["components"]["schemas"] = Value::Object(self.components.clone());
        }
    }
}

/// One Schema Object.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Schema<'d>(&'d Map<String, Value>);

/// `{}`
static ANY: LazyLock<Map<String, Value>> = LazyLock::new(Map::new);

impl<'d> Schema<'d> {
    /// The one that allows any value.
    pub fn any() -> Self {
        Self(&ANY)
    }

    /// The schema in a tree; none where no object is.
    pub fn of(value: &'d Value) -> Option<Self> {
        value.as_object().map(Self)
    }

    /// Its members in document order.
    pub fn members(self) -> impl Iterator<Item = (&'d str, &'d Value)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value))
    }

    /// A member.
    pub fn get(self, name: &str) -> Option<&'d Value> {
        lookup::get(self.0, name)
    }

    /// Whether it has a member.
    pub fn has(self, name: &str) -> bool {
        self.get(name).is_some()
    }

    /// A member that is a text.
    pub fn text(self, name: &str) -> Option<&'d str> {
        self.get(name)?.as_str()
    }

    /// Whether a member is `true`.
    pub fn is(self, name: &str) -> bool {
        self.get(name) == Some(&Value::Bool(true))
    }

    /// A member that is a schema.
    pub fn schema(self, name: &str) -> Option<Self> {
        Self::of(self.get(name)?)
    }

    /// The schemas of a member that is a list of them.
    pub fn schemas(self, name: &str) -> impl Iterator<Item = Self> {
        let list = self.get(name).and_then(Value::as_array);
        list.into_iter().flatten().filter_map(Self::of)
    }

    /// The name of the component that it refers to, whatever it says beside that.
    pub fn reference(self) -> Option<&'d str> {
        self.text("$ref").map(target)
    }

    /// The same where it says nothing else.
    pub fn only_reference(self) -> Option<&'d str> {
        self.reference().filter(|_| self.0.len() == 1)
    }

    /// The value that is meant where there is none. `null` is no other than that.
    pub fn default_value(self) -> Option<&'d Value> {
        self.get("default").filter(|value| !value.is_null())
    }

    /// A value that it shows: its `example`, or the first of its `examples`.
    pub fn example(self) -> Option<&'d Value> {
        let first = || self.get("examples")?.as_array()?.first();
        let example = self.get("example").or_else(first);
        example.filter(|value| !value.is_null())
    }

    /// Whether it stands in for one whose defect has been reported.
    pub fn is_defect(self) -> bool {
        self.0.contains_key(DEFECT)
    }

    /// What tells its alternatives apart.
    pub fn discriminator(self) -> Option<Discriminator<'d>> {
        let members = self.get("discriminator")?;
        Some(Discriminator {
            property: members.get("propertyName")?.as_str()?,
            mapping: members.get("mapping").and_then(Value::as_object),
        })
    }
}

/// What tells the alternatives of a schema apart (OpenAPI 3.0.3 §4.7.25).
#[derive(Clone, Copy, Debug)]
pub struct Discriminator<'d> {
    /// The property that does.
    pub property: &'d str,
    mapping: Option<&'d Map<String, Value>>,
}

impl<'d> Discriminator<'d> {
    /// The values of the property, each with the name of the component that it chooses.
    pub fn mapping(self) -> impl Iterator<Item = (&'d str, &'d str)> {
        let all = self.mapping.into_iter().flatten();
        all.filter_map(|(value, to)| Some((value.as_str(), target(to.as_str()?))))
    }
}

/// The name in `#/components/schemas/<name>`: the only form in a bundle.
fn target(reference: &str) -> &str {
    reference
        .strip_prefix("#/components/schemas/")
        .unwrap_or(reference)
}
