//! Compares the named types of two APIs.

use super::matched::{Matched, Matching};
use super::pair::Pair;
use super::pending_change::{PendingChange, scope, type_path};
use super::{Class, Side, Subject, doc, enumeration, structure, union};
use crate::ir::{Api, EnumBase, Field, Shape, TypeDef, TypeRef, ty_text};

/// Types are the same where their schema is; those of inline schemas where
/// their Rust name is.
pub(super) fn compare(old: &Api, new: &Api) -> Vec<PendingChange> {
    let parts = Matching::of(types(old), types(new)).by(key).parts();
    let fresh = parts.iter().filter_map(|part| match part {
        Matched::Added(def) => Some(*def),
        Matched::Removed(_) | Matched::Kept(..) => None,
    });
    let fresh: Vec<&TypeDef> = fresh.collect();
    let changes = parts.iter().flat_map(|part| match part {
        Matched::Removed(before) => vec![removed((old, new), before, &fresh)],
        Matched::Kept(before, after) => {
            let pair = Pair {
                apis: (old, new),
                old: *before,
                new: *after,
            };
            pair.changes()
        }
        Matched::Added(after) => vec![added(new, after)],
    });
    changes.collect()
}

fn types(api: &Api) -> impl Iterator<Item = &TypeDef> {
    api.types.iter().map(|(_, def)| def)
}

/// The component's name, or the Rust name of an inline type.
type Key<'a> = (bool, &'a str);

fn key(def: &TypeDef) -> Key<'_> {
    match &def.origin.schema {
        Some(schema) => (true, schema),
        None => (false, def.name.as_str()),
    }
}

fn added(api: &Api, def: &TypeDef) -> PendingChange {
    let scope = scope(api, Subject::Type, def.name.as_str());
    PendingChange::new(
        &scope,
        "type-added",
        Class::Minor,
        format!("{} is new", called(def)),
        "there is more to use",
    )
    .at(Side::New, &def.origin.place)
    .root(type_path(api, def))
    .serves(inline_name(def))
}

/// How signatures name an inline schema's type.
fn inline_name(def: &TypeDef) -> Option<String> {
    def.origin
        .schema
        .is_none()
        .then(|| format!("models::{}", def.name))
}

fn removed(apis: (&Api, &Api), def: &TypeDef, fresh: &[&TypeDef]) -> PendingChange {
    let scope = scope(apis.0, Subject::Type, def.name.as_str());
    let outline = outline(apis.0, def);
    let successor = fresh
        .iter()
        .find(|other| self::outline(apis.1, other) == outline);
    let what = match successor {
        Some(other) => format!("{} is gone; `{}` looks the same", called(def), other.name),
        None => format!("{} is gone", called(def)),
    };
    PendingChange::new(
        &scope,
        "type-removed",
        Class::Major,
        what,
        "code that names it does not compile",
    )
    .at(Side::Old, &def.origin.place)
    .root(type_path(apis.0, def))
    .serves(inline_name(def))
}

fn called(def: &TypeDef) -> String {
    match &def.origin.schema {
        Some(schema) => format!("the schema `{schema}`"),
        None => format!("the inline schema `{}`", def.name),
    }
}

/// What a type is made of, whatever it is called.
fn outline(api: &Api, def: &TypeDef) -> Vec<String> {
    match &def.shape {
        Shape::Struct(shape) => shape
            .fields
            .iter()
            .map(|field| format!("{} {:?}", field.wire_name.as_str(), field.presence))
            .collect(),
        Shape::Enum(shape) => shape
            .values
            .iter()
            .map(|value| value.value.to_string())
            .collect(),
        Shape::Union(shape) => shape
            .variants
            .iter()
            .map(|variant| ty_text(&api.types, &variant.ty))
            .collect(),
        Shape::Alias(target) => vec![ty_text(&api.types, target)],
    }
}

impl Pair<'_, TypeDef> {
    fn changes(&self) -> Vec<PendingChange> {
        let mut pending_changes = Vec::new();
        let (path, old_path) = self.paths();
        if self.old.name != self.new.name {
            let what = format!(
                "the schema's type is called `{}`, not `{}`",
                self.new.name, self.old.name
            );
            let why = "code that names it does not compile";
            pending_changes.push(
                self.pending("type-renamed", Class::Major, what, why)
                    .root(&path)
                    .root(&old_path),
            );
        }
        pending_changes.extend(self.shape());
        let deprecated = doc::deprecated(
            &self.scope(),
            "the type",
            self.old.deprecated,
            self.new.deprecated,
        );
        let here = |pending| self.here(pending);
        pending_changes.extend(deprecated.map(|pending| here(pending).claims(path)));
        pending_changes.extend(
            doc::compare(&self.scope(), "the type", &self.old.doc, &self.new.doc).map(here),
        );
        pending_changes
    }

    fn shape(&self) -> Vec<PendingChange> {
        match (&self.old.shape, &self.new.shape) {
            (Shape::Struct(old), Shape::Struct(new)) => structure::compare(self, old, new),
            (Shape::Enum(old), Shape::Enum(new)) if old.base == new.base => {
                enumeration::compare(self, old, new)
            }
            (Shape::Union(old), Shape::Union(new)) => union::compare(self, old, new),
            (Shape::Alias(old), Shape::Alias(new)) => {
                let before = ty_text(&self.apis.0.types, old);
                let after = ty_text(&self.apis.1.types, new);
                let is_same = before == after;
                let what = format!("`{}` is another type", self.new.name);
                let why = "code that uses its values does not compile";
                let pending = || {
                    let pending = self.pending("alias-retyped", Class::Major, what, why);
                    let setters = setters(self.apis.1, self.new);
                    setters.fold(pending.claims(self.paths().0), PendingChange::claims)
                };
                (!is_same).then(pending).into_iter().collect()
            }
            (old, new) => {
                let what = format!("it was {} and is {}", kind(old), kind(new));
                let why = "nothing that made or read one compiles";
                vec![
                    self.pending("type-reshaped", Class::Major, what, why)
                        .root(self.paths().0),
                ]
            }
        }
    }
}

/// The setters of the fields that hold a type: of a list, they take its elements, whatever the
/// list's own name is.
fn setters<'a>(api: &'a Api, held: &'a TypeDef) -> impl Iterator<Item = String> + 'a {
    let is_held = move |field: &&Field| matches!(&field.ty, TypeRef::Named { id, .. } if std::ptr::eq(api.types.get(*id), held));
    api.types.iter().flat_map(move |(_, def)| {
        let fields = match &def.shape {
            Shape::Struct(shape) => shape.fields.as_slice(),
            _ => &[],
        };
        let path = type_path(api, def);
        let held = fields.iter().filter(is_held);
        held.map(move |field| {
            let name = field.ident.as_str().trim_matches('_');
            format!("{path}::with_{name}")
        })
    })
}

fn kind(shape: &Shape) -> &'static str {
    match shape {
        Shape::Struct(_) => "a struct",
        Shape::Enum(shape) => match shape.base {
            EnumBase::Text => "an enum of texts",
            EnumBase::Integer => "an enum of integers",
            EnumBase::Json => "an enum of values",
        },
        Shape::Union(_) => "one of several types",
        Shape::Alias(_) => "another name for a type",
    }
}
