//! Turns parameters into their part of the table.

use proc_macro2::Ident;
use syn::{Expr, Item};

use super::entry::{Entry, raw, shared_name};
use crate::emit::example::json_value;
use crate::emit::ident::joined;
use crate::emit::scope::Scope;
use crate::emit::{parameter, syntax};
use crate::ir::{EnumBase, Literal, Operation, Parameter, Primitive, Shape, TypeRef, Types};
use crate::names::Namespace;

/// Parameters that several operations of a file have, each written once.
pub(super) struct Shared<'r>(Vec<(Ident, &'r Parameter)>);

impl<'r> Shared<'r> {
    /// Those that are equal in all that the table says.
    pub(super) fn of(operations: &'r [Operation], names: &mut Namespace) -> Self {
        let operations = operations.iter();
        let mut once: Vec<&Parameter> = Vec::new();
        let mut shared: Vec<&Parameter> = Vec::new();
        for parameter in operations.flat_map(|operation| &operation.parameters) {
            if shared.contains(&parameter) {
                continue;
            }
            let list = if once.contains(&parameter) {
                &mut shared
            } else {
                &mut once
            };
            list.push(parameter);
        }
        let named = shared.into_iter().map(|parameter| {
            let name = shared_name(names, parameter.ident.as_str());
            (name, parameter)
        });
        Self(named.collect())
    }

    /// `LIMIT, ParameterMetadata::new(Parameter::path("id"), ValueKind::Text)`
    pub(super) fn list(&self, scope: &Scope<'_>, parameters: &[Parameter]) -> Vec<Expr> {
        let entry = |parameter| match self.0.iter().find(|(_, other)| *other == parameter) {
            Some((name, _)) => syntax::name(name.clone()),
            None => entry(scope, parameter),
        };
        parameters.iter().map(entry).collect()
    }

    /// `const LIMIT: ParameterMetadata = …;`
    pub(super) fn items(&self, scope: &Scope<'_>) -> Vec<Item> {
        let item = |(name, parameter): &(Ident, &Parameter)| {
            let ty = scope.runtime("ParameterMetadata");
            syntax::constant_item(name.clone(), syntax::named(ty), entry(scope, parameter))
        };
        self.0.iter().map(item).collect()
    }
}

/// `ParameterMetadata::new(Parameter::path("id"), ValueKind::Text).required()…`
fn entry(scope: &Scope<'_>, parameter: &Parameter) -> Expr {
    let ty = scope.runtime("ParameterMetadata");
    let description = parameter::description(scope, parameter);
    let shown = json_value::of(scope.types(), &parameter.ty, parameter.example.as_ref());
    let values = values(scope.types(), &parameter.ty);
    let values = values.iter().map(|value| syntax::text(value)).collect();
    let doc = &parameter.doc;
    Entry::of(ty, "new", [description, kind(scope, &parameter.ty)])
        .mark("required", parameter.is_required())
        .with("default", plain(parameter.sent_default()))
        .with("example", plain(shown.as_ref()))
        .list("values", values)
        .mark("deprecated", parameter.deprecated)
        .words("text", doc.text.as_deref().or(doc.summary.as_deref()))
        .0
}

/// `"250"`: text as it is, anything else as JSON.
pub(super) fn plain(value: Option<&Literal>) -> Option<Expr> {
    Some(raw(&value?.plain()))
}

/// `ValueKind::Integer`
fn kind(scope: &Scope<'_>, ty: &TypeRef) -> Expr {
    use Primitive::{Base64, Bool, Date, Duration, F32, F64, File, I32, I64};
    use Primitive::{String, Timestamp, U32, U64, Uri, Uuid};
    let types = scope.types();
    let name = match types.resolve(ty) {
        TypeRef::Primitive(primitive) => match primitive {
            Bool => "Boolean",
            I32 | I64 | U32 | U64 => "Integer",
            F32 | F64 => "Number",
            String | Timestamp | Date | Duration | Uuid | Uri | Base64 | File => "Text",
        },
        TypeRef::Nullable(inner) => return kind(scope, inner),
        TypeRef::List(_) | TypeRef::Tuple(_) => "List",
        TypeRef::Map(_) | TypeRef::Object => "Object",
        TypeRef::Json => "Any",
        TypeRef::Named { id, .. } => match &types.get(*id).shape {
            Shape::Enum(shape) => match shape.base {
                EnumBase::Text => "Text",
                EnumBase::Integer => "Integer",
                EnumBase::Json => "Any",
            },
            Shape::Struct(_) => "Object",
            Shape::Union(_) | Shape::Alias(_) => "Any",
        },
    };
    syntax::name(syntax::below(scope.runtime("ValueKind"), joined(name)))
}

/// The known values, those of its elements where it is a list.
fn values(types: &Types, ty: &TypeRef) -> Vec<String> {
    match types.resolve(ty) {
        TypeRef::List(inner) | TypeRef::Nullable(inner) => values(types, inner),
        TypeRef::Named { id, .. } => match &types.get(*id).shape {
            Shape::Enum(shape) => {
                let known = shape.values.iter();
                known.map(|value| value.value.plain()).collect()
            }
            _ => Vec::new(),
        },
        _ => Vec::new(),
    }
}
