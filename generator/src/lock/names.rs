//! What everything of a document is called, so that it stays so.
//!
//! Every name has a line of its own, and the lines are sorted, so that two branches that name
//! different things can be merged.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::ir::{Api, Operation, Shape, TypeDef, TypeRef, Types, Webhooks, ty_text};
use crate::names::{RustIdent, type_name, value_name};

/// Identifies what holds the rest of a type: its undeclared properties, its
/// unknown values. No document can call anything so.
pub const LEFT: &str = "\0";

/// Identifies the module of the events, beside them. No document can call anything so.
pub const MODULE: &str = "\0module";

/// What the things of one document are called.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KnownNames {
    /// Types by what identifies their schema.
    #[serde(default)]
    pub types: BTreeMap<String, String>,
    /// The fields or variants of types, by what identifies their schema.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub members: BTreeMap<String, Members>,
    /// The files of schemas that are called otherwise than their schema.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub files: BTreeMap<String, String>,
    /// The modules of resources, by tag.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub resources: BTreeMap<String, String>,
    /// Operations by `operationId`.
    #[serde(default)]
    pub operations: BTreeMap<String, KnownOperation>,
    /// The variants of the events that the API sends, by name, and their module.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub webhooks: Members,
}

/// What one operation is called.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KnownOperation {
    /// The client's method.
    pub method: String,
    /// The type that stands for it.
    #[serde(rename = "type")]
    pub type_name: String,
    /// The resource that the type is in.
    pub tag: String,
    /// The enum of its errors.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub errors: Option<String>,
    /// Its parameters by place and name, and its body.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub parameters: Members,
}

/// What the parts of something are called, by their names in the document.
pub type Members = BTreeMap<String, String>;

impl KnownNames {
    pub(super) fn of(api: &Api) -> Self {
        let mut known = Self::default();
        for (_, def) in api.types.iter() {
            let key = &def.origin.key;
            known.types.insert(key.clone(), def.name.to_string());
            let members = members(&api.types, def);
            if !members.is_empty() {
                known.members.insert(key.clone(), members);
            }
            if def
                .origin
                .schema
                .as_deref()
                .is_some_and(|name| value_name(name) != def.file)
            {
                known.files.insert(key.clone(), def.file.to_string());
            }
        }
        for resource in &api.resources {
            known
                .resources
                .insert(resource.tag.clone(), resource.module.to_string());
            for operation in &resource.operations {
                // Of several with one id, the first keeps its name.
                let known = known.operations.entry(operation.id.to_string());
                known.or_insert_with(|| KnownOperation::of(api, &resource.tag, operation));
            }
        }
        if let Some(webhooks) = &api.webhooks {
            known.webhooks = self::webhooks(webhooks);
        }
        known
    }
}

/// The module is recorded where a resource has taken its usual name.
fn webhooks(webhooks: &Webhooks) -> Members {
    let events = webhooks.events.iter();
    let events = events.map(|event| (event.name.clone(), event.ident.to_string()));
    let left = (webhooks.fallback != type_name("unknown"))
        .then(|| (LEFT.to_owned(), webhooks.fallback.to_string()));
    let module = (webhooks.module != value_name("webhooks"))
        .then(|| (MODULE.to_owned(), webhooks.module.to_string()));
    events.chain(left).chain(module).collect()
}

impl KnownOperation {
    fn of(api: &Api, tag: &str, operation: &Operation) -> Self {
        let parameters = operation.parameters.iter().map(|parameter| {
            let key = parameter_key(parameter.place.as_str(), parameter.wire_name.as_str());
            (key, parameter.ident.to_string())
        });
        let body = operation.body.iter();
        let body = body.map(|body| ("body".to_owned(), body.ident.to_string()));
        Self {
            method: operation.ident.to_string(),
            type_name: operation.type_ident.to_string(),
            tag: tag.to_owned(),
            errors: operation.errors.map(|id| api.errors[id.0].name.to_string()),
            parameters: parameters.chain(body).collect(),
        }
    }
}

/// `query limit`: two places may have parameters of one name.
pub fn parameter_key(place: &str, name: &str) -> String {
    format!("{place} {name}")
}

/// What identifies an alternative of a union.
pub fn alternative_key(types: &Types, ty: &TypeRef) -> String {
    match ty {
        TypeRef::Named { id, .. } => types.get(*id).name.to_string(),
        other => ty_text(types, other),
    }
}

fn members(types: &Types, def: &TypeDef) -> Members {
    // Recorded where a part has taken its usual name.
    let left = |ident: &RustIdent, usual: RustIdent| {
        (*ident != usual).then(|| (LEFT.to_owned(), ident.to_string()))
    };
    let unknown = || type_name("unknown");
    match &def.shape {
        Shape::Struct(shape) => {
            let fields = shape.fields.iter();
            let fields = fields.map(|field| {
                let name = field.wire_name.as_str().to_owned();
                (name, field.ident.to_string())
            });
            fields
                .chain(left(&shape.rest_ident, value_name("rest")))
                .collect()
        }
        Shape::Enum(shape) => {
            let values = shape.values.iter();
            let values = values.map(|value| (value.value.plain(), value.ident.to_string()));
            values.chain(left(&shape.fallback, unknown())).collect()
        }
        Shape::Union(shape) => {
            let variants = shape.variants.iter().map(|variant| {
                let key = alternative_key(types, &variant.ty);
                (key, variant.ident.to_string())
            });
            variants.chain(left(&shape.fallback, unknown())).collect()
        }
        Shape::Alias(_) => Members::new(),
    }
}
