//! Turns one Schema Object into a uniform list of what it says.
//!
//! Must not know: Rust names or the IR.

use indexmap::{IndexMap, IndexSet};
use serde_json::Value;

use super::beside;
use super::constraints::Limits;
use super::kind;
use super::labels::{self, Label};
use super::node::{Node, NodeKind};
use crate::openapi::{Discriminator, Schema};
use crate::source::Pointer;

/// Everything a schema says about values (OpenAPI 3.0.3 §4.7.24).
#[derive(Clone, Debug, Default)]
pub(super) struct Facets<'d> {
    pub(super) kind: Option<JsonType>,
    pub(super) format: Option<String>,
    /// `enum` without `null`.
    pub(super) values: Option<Vec<Value>>,
    /// What the document calls the values.
    pub(super) labels: Vec<Label>,
    /// Whether `enum` lists `null`.
    pub(super) lists_null: bool,
    pub(super) properties: IndexMap<&'d str, Node<'d>>,
    pub(super) required: IndexSet<&'d str>,
    pub(super) additional: Additional<'d>,
    pub(super) items: Option<Node<'d>>,
    /// The elements, where their number is fixed and each has a schema of its own.
    pub(super) elements: Vec<Node<'d>>,
    pub(super) all_of: Vec<Node<'d>>,
    pub(super) one_of: Vec<Node<'d>>,
    pub(super) any_of: Vec<Node<'d>>,
    pub(super) discriminator: Option<Discriminator<'d>>,
    /// Constraints in words, for the documentation.
    pub(super) constraints: Vec<String>,
}

/// The values of `type`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum JsonType {
    String,
    Number,
    Integer,
    Boolean,
    Object,
    Array,
}

/// `additionalProperties`.
#[derive(Clone, Debug, Default)]
pub(super) enum Additional<'d> {
    #[default]
    Unsaid,
    Allowed,
    Forbidden,
    Typed(Node<'d>),
}

impl Facets<'_> {
    /// Whether objects are what it is about.
    pub(super) fn is_object(&self) -> bool {
        self.kind == Some(JsonType::Object)
            || (self.kind.is_none()
                && (!self.properties.is_empty()
                    || !self.required.is_empty()
                    || !matches!(self.additional, Additional::Unsaid)))
    }

    /// Whether `{}` is the only object that it allows.
    pub(super) fn is_empty_object(&self) -> bool {
        self.is_object()
            && matches!(self.additional, Additional::Forbidden)
            && self.properties.is_empty()
            && self.required.is_empty()
            && self.values.is_none()
            && self.all_of.is_empty()
            && self.one_of.is_empty()
            && self.any_of.is_empty()
    }

    /// How much there is to copy.
    pub(super) fn size(&self) -> usize {
        let parts = |node: &Node<'_>| match &node.schema {
            NodeKind::All(parts) => parts.len(),
            _ => 1,
        };
        1 + self.properties.values().map(parts).sum::<usize>()
            + self.required.len()
            + self.values.as_ref().map_or(0, Vec::len)
            + self.labels.len()
            + self.items.as_ref().map_or(0, parts)
            + self.elements.len()
            + self.one_of.len()
            + self.any_of.len()
            + self.constraints.len()
    }

    /// Whether it says nothing about values at all.
    pub(super) fn is_empty(&self) -> bool {
        self.kind.is_none()
            && self.values.is_none()
            && self.format.is_none()
            && self.items.is_none()
            && self.elements.is_empty()
            && self.all_of.is_empty()
            && self.one_of.is_empty()
            && self.any_of.is_empty()
            && !self.is_object()
    }
}

/// Keywords that put a schema together of others.
const COMPOSES: &[&str] = &["$ref", "allOf", "oneOf", "anyOf"];

/// Whether a schema has a type and is not put together of others.
pub(super) fn is_plain(schema: Schema<'_>) -> bool {
    let mut has_type = false;
    for (name, _) in schema.members() {
        if COMPOSES.contains(&name) {
            return false;
        }
        has_type |= name == "type";
    }
    has_type
}

/// Whether `null` is a value of a schema that is not put together of others, whatever its
/// `nullable` says.
pub(super) fn lists_null(schema: Schema<'_>) -> bool {
    let values = schema.get("enum").and_then(Value::as_array);
    values.is_some_and(|values| values.contains(&Value::Null))
        || schema.get("type").is_some_and(kind::allows_null)
        || schema.get("const") == Some(&Value::Null)
}

/// Reads one schema; does not follow references. This is the one list of the keywords that
/// say what values are, those of OpenAPI 3.0 and those of JSON Schema 2020-12.
pub(super) fn read<'d>(schema: Schema<'d>, at: &Pointer) -> Facets<'d> {
    let mut facets = Facets::default();
    let mut limits = Limits::default();
    let mut beside = Beside::default();
    for (name, value) in schema.members() {
        let here = || at.child(name);
        match name {
            "$ref" => facets.all_of.extend(reference(schema, at)),
            "type" => beside.types = Some(value),
            "format" => facets.format = text(value),
            "enum" => facets.list(value),
            "const" => beside.constant = Some(value),
            "properties" => facets.properties = properties(value, &here()),
            "required" => facets.required = texts(value).collect(),
            "additionalProperties" => facets.additional = additional(value, here()),
            "unevaluatedProperties" => beside.unevaluated = additional(value, here()),
            "patternProperties" => beside.by_pattern = properties(value, &here()),
            "items" => beside.items = Some((value, here())),
            "prefixItems" => beside.prefix = nodes(value, &here()).collect(),
            "allOf" => facets.all_of.extend(nodes(value, &here())),
            "oneOf" => facets.one_of = nodes(value, &here()).collect(),
            "anyOf" => facets.any_of = nodes(value, &here()).collect(),
            "discriminator" => facets.discriminator = schema.discriminator(),
            "contentEncoding" => beside.encoding = value.as_str(),
            "contentMediaType" => beside.media_type = value.as_str(),
            _ => limits.read(name, value),
        }
    }
    beside.counts = limits.items();
    facets.constraints = limits.words();
    facets.labels = labels::labels(schema);
    beside.add_to(&mut facets, at);
    if facets.kind == Some(JsonType::Number) {
        facets.values.iter_mut().flatten().for_each(as_fraction);
        let labels = facets.labels.iter_mut();
        labels.for_each(|label| as_fraction(&mut label.value));
    }
    facets
}

impl Facets<'_> {
    /// `enum`: the values that are not `null`, and whether `null` was among them.
    fn list(&mut self, value: &Value) {
        let Some(listed) = value.as_array().filter(|listed| !listed.is_empty()) else {
            return;
        };
        let (nulls, values): (Vec<&Value>, Vec<&Value>) =
            listed.iter().partition(|value| value.is_null());
        let values: IndexSet<&Value> = values.into_iter().collect();
        self.lists_null |= !nulls.is_empty();
        self.values = Some(values.into_iter().cloned().collect());
    }
}

/// Keywords that mean something only together with others.
#[derive(Debug, Default)]
struct Beside<'d> {
    types: Option<&'d Value>,
    constant: Option<&'d Value>,
    unevaluated: Additional<'d>,
    by_pattern: IndexMap<&'d str, Node<'d>>,
    items: Option<(&'d Value, Pointer)>,
    prefix: Vec<Node<'d>>,
    counts: [Option<usize>; 2],
    encoding: Option<&'d str>,
    media_type: Option<&'d str>,
}

impl<'d> Beside<'d> {
    fn add_to(self, facets: &mut Facets<'d>, at: &Pointer) {
        if let Some(value) = self.constant {
            facets.lists_null |= value.is_null();
            let value = Some(value).filter(|value| !value.is_null());
            facets.values = Some(value.into_iter().cloned().collect());
        }
        if matches!(facets.additional, Additional::Unsaid) {
            facets.additional = self.unevaluated;
        }
        beside::by_pattern(facets, self.by_pattern, at);
        beside::elements(facets, self.items, self.prefix, self.counts, at);
        if facets.format.is_none() {
            facets.format = beside::format(self.encoding, self.media_type).map(str::to_owned);
        }
        beside::content(facets, self.encoding, self.media_type);
        if let Some(types) = self.types {
            kind::read(facets, types, at);
        }
    }
}

/// `1` as `1.0`, which is how a number is read.
fn as_fraction(value: &mut Value) {
    if let Some(number) = value.as_f64() {
        *value = number.into();
    }
}

fn text(value: &Value) -> Option<String> {
    let text = value.as_str().filter(|text| !text.is_empty());
    text.map(str::to_owned)
}

fn texts(value: &Value) -> impl Iterator<Item = &str> {
    value
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
}

/// A reference that other keywords are beside.
fn reference<'d>(schema: Schema<'d>, at: &Pointer) -> Option<Node<'d>> {
    Some(Node {
        schema: NodeKind::Reference(schema.reference()?),
        at: at.clone(),
    })
}

pub(super) fn node(value: &Value, at: Pointer) -> Option<Node<'_>> {
    Some(Node::new(Schema::of(value)?, at))
}

fn nodes<'d>(list: &'d Value, at: &Pointer) -> impl Iterator<Item = Node<'d>> {
    let all = list.as_array().into_iter().flatten().enumerate();
    all.filter_map(|(index, schema)| node(schema, at.element(index)))
}

fn properties<'d>(properties: &'d Value, at: &Pointer) -> IndexMap<&'d str, Node<'d>> {
    let all = properties.as_object().into_iter().flatten();
    all.filter_map(|(name, schema)| Some((name.as_str(), node(schema, at.child(name))?)))
        .collect()
}

fn additional(value: &Value, at: Pointer) -> Additional<'_> {
    match value {
        Value::Bool(true) => Additional::Allowed,
        Value::Bool(false) => Additional::Forbidden,
        schema => node(schema, at).map_or(Additional::Unsaid, Additional::Typed),
    }
}
