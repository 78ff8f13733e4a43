//! Compares the properties of two structs.

use super::matched::{Matched, matched};
use super::pair::Pair;
use super::pending_change::{PendingChange, within};
use super::{Class, Side, doc};
use crate::ir::{Access, Field, Presence, Rest, Struct, TypeDef, ty_text};

/// Properties are the same where their names on the wire are.
pub(super) fn compare(pair: &Pair<'_, TypeDef>, old: &Struct, new: &Struct) -> Vec<PendingChange> {
    let mut pending_changes = Vec::new();
    for field in matched(&old.fields, &new.fields, is_same) {
        match field {
            Matched::Removed(before) => pending_changes.push(removed(pair, before, new)),
            Matched::Kept(before, after) => pending_changes.extend(changed(pair, before, after)),
            Matched::Added(after) => pending_changes.push(added(pair, after)),
        }
    }
    pending_changes.extend(order(pair, old, new));
    pending_changes.extend(rest(pair, old, new));
    pending_changes.extend(rest_secrecy(pair, old, new));
    pending_changes
}

fn counterpart<'s>(shape: &'s Struct, field: &Field) -> Option<&'s Field> {
    shape.fields.iter().find(|found| is_same(found, field))
}

fn is_same(one: &Field, other: &Field) -> bool {
    one.wire_name == other.wire_name
}

/// Whether a value can't be made without it.
fn is_argument(field: &Field) -> bool {
    matches!(field.presence, Presence::Required | Presence::Nullable)
}

/// What a property is in Rust: a field, a setter or an argument of `new`, and
/// for the struct that it can be made of nothing, or compared, or not.
fn claim(
    pair: &Pair<'_, TypeDef>,
    pending: PendingChange,
    fields: (Option<&Field>, Option<&Field>),
) -> PendingChange {
    let mut pending = pending;
    let (new, old) = pair.paths();
    let types = (&pair.apis.0.types, &pair.apis.1.types);
    for (path, types, field) in [(old, types.0, fields.0), (new, types.1, fields.1)] {
        let Some(field) = field else { continue };
        let name = field.ident.as_str();
        pending = pending
            .claims(format!("{path}::{name}"))
            .claims(format!("{path}::with_{}", name.trim_matches('_')))
            .claims(format!("{path}::with_null_{}", name.trim_matches('_')))
            .claims_if(is_argument(field), format!("{path}::new"))
            .claims_if(is_argument(field) || !types.is_eq(&field.ty), path);
    }
    pending
}

fn at(
    pair: &Pair<'_, TypeDef>,
    pending: PendingChange,
    side: Side,
    field: &Field,
) -> PendingChange {
    let place = match side {
        Side::Old => &pair.old.origin.place,
        Side::New => &pair.new.origin.place,
    };
    pending.at(
        side,
        &within(place, &["properties", field.wire_name.as_str()]),
    )
}

fn removed(pair: &Pair<'_, TypeDef>, field: &Field, new: &Struct) -> PendingChange {
    let name = field.wire_name.as_str();
    let is_new = |found: &&Field| {
        partner_in(pair.old, found).is_none()
            && found.ty == field.ty
            && found.presence == field.presence
    };
    let what = match new.fields.iter().find(is_new) {
        Some(other) => format!(
            "the property `{name}` is gone; `{}` may be its new name",
            other.wire_name.as_str()
        ),
        None => format!("the property `{name}` is gone"),
    };
    let keeps_its_name =
        |found: &&Field| partner_in(pair.old, found).is_none() && found.ident == field.ident;
    let why = match new.fields.iter().find(keeps_its_name) {
        Some(_) => {
            "the field keeps its Rust name and is another property: programs compile, and read and \
                    send something else"
        }
        None => "code that reads or sets the field does not compile",
    };
    let pending = pair.pending("property-removed", Class::Major, what, why);
    claim(
        pair,
        at(pair, pending, Side::Old, field),
        (Some(field), None),
    )
}

fn partner_in<'t>(def: &'t crate::ir::TypeDef, field: &Field) -> Option<&'t Field> {
    match &def.shape {
        crate::ir::Shape::Struct(shape) => counterpart(shape, field),
        _ => None,
    }
}

fn added(pair: &Pair<'_, TypeDef>, field: &Field) -> PendingChange {
    let name = field.wire_name.as_str();
    let pending = if is_argument(field) {
        let what = format!("the property `{name}` is new and required");
        pair.pending(
            "required-property-added",
            Class::Major,
            what,
            "`new` takes it, and a response without it does not decode",
        )
    } else {
        let what = format!("the property `{name}` is new and optional");
        pair.pending(
            "optional-property-added",
            Class::Minor,
            what,
            "the struct is `#[non_exhaustive]`, so that it may grow",
        )
    };
    claim(
        pair,
        at(pair, pending, Side::New, field),
        (None, Some(field)),
    )
}

fn changed(pair: &Pair<'_, TypeDef>, old: &Field, new: &Field) -> Vec<PendingChange> {
    let name = format!("the property `{}`", new.wire_name.as_str());
    let mut pending_changes = Vec::new();
    if old.ident != new.ident {
        let what = format!("{name} is `{}` in Rust, not `{}`", new.ident, old.ident);
        pending_changes.push(pair.pending(
            "property-ident-changed",
            Class::Major,
            what,
            "code that names the field does not compile",
        ));
    }
    if old.presence != new.presence {
        let what = format!("{name} {}, and {}", was(old.presence), is(new.presence));
        pending_changes.push(pair.pending(
            "property-presence-changed",
            Class::Patch,
            what,
            "absence and `null` are told apart in the field's type",
        ));
    }
    let before = ty_text(&pair.apis.0.types, &old.ty);
    let after = ty_text(&pair.apis.1.types, &new.ty);
    if before != after {
        let what = format!("{name} has another type");
        pending_changes.push(pair.pending(
            "property-retyped",
            Class::Patch,
            what,
            "what the field holds has another type",
        ));
    }
    pending_changes.extend(quiet(pair, old, new, &name));
    pending_changes.extend(doc::deprecated(
        &pair.scope(),
        &name,
        old.deprecated,
        new.deprecated,
    ));
    pending_changes.extend(doc::compare(&pair.scope(), &name, &old.doc, &new.doc));
    pending_changes
        .into_iter()
        .map(|pending| {
            claim(
                pair,
                at(pair, pending, Side::New, new),
                (Some(old), Some(new)),
            )
        })
        .collect()
}

/// What no signature shows.
fn quiet(pair: &Pair<'_, TypeDef>, old: &Field, new: &Field, name: &str) -> Vec<PendingChange> {
    let mut pending_changes = Vec::new();
    if old.access != new.access {
        let (kind, class, what, why) = match (old.access, new.access) {
            (_, Access::ReadOnly) => (
                "became-read-only",
                Class::Minor,
                "is no longer sent",
                "what is set in it stays here",
            ),
            (Access::ReadOnly, _) => (
                "no-longer-read-only",
                Class::Minor,
                "is sent",
                "what was set in it stayed here and goes out",
            ),
            (_, Access::WriteOnly) => (
                "became-write-only",
                Class::Patch,
                "is only sent",
                "a response does not hold it",
            ),
            (_, Access::ReadWrite) => (
                "no-longer-write-only",
                Class::Patch,
                "comes back too",
                "a response may hold it",
            ),
        };
        pending_changes.push(pair.pending(kind, class, format!("{name} {what}"), why));
    }
    pending_changes.extend(pair.secrecy(name, old.sensitive, new.sensitive));
    if old.default != new.default {
        let what = format!("the default of {name} changed");
        pending_changes.push(pair.pending(
            "property-default-changed",
            Class::Docs,
            what,
            "the client sends no defaults of properties; it is in the documentation",
        ));
    }
    pending_changes
}

fn was(presence: Presence) -> &'static str {
    match presence {
        Presence::Required => "was always there",
        Presence::Optional => "was optional",
        Presence::Nullable => "was there or `null`",
        Presence::OptionalNullable => "was optional or `null`",
    }
}

fn is(presence: Presence) -> &'static str {
    match presence {
        Presence::Required => "is always there",
        Presence::Optional => "is optional",
        Presence::Nullable => "is there or `null`",
        Presence::OptionalNullable => "is optional or `null`",
    }
}

/// Arguments of `new` that are in another order take each other's values.
fn order(pair: &Pair<'_, TypeDef>, old: &Struct, new: &Struct) -> Option<PendingChange> {
    let names = |shape: &Struct, other: &Struct| -> Vec<String> {
        let is_kept = |field: &&Field| {
            is_argument(field) && counterpart(other, field).is_some_and(is_argument)
        };
        let arguments = shape.fields.iter().filter(is_kept);
        arguments
            .map(|field| field.wire_name.as_str().to_owned())
            .collect()
    };
    (names(old, new) != names(new, old)).then(|| {
        let what = "the required properties are in another order";
        let why =
            "`new` takes them in that order; calls that still compile pass one value for another";
        let path = pair.paths().0;
        pair.pending("properties-reordered", Class::Major, what, why)
            .claims(format!("{path}::new"))
    })
}

fn rest_secrecy(pair: &Pair<'_, TypeDef>, old: &Struct, new: &Struct) -> Option<PendingChange> {
    let (old, new) = (old.is_rest_sensitive, new.is_rest_sensitive);
    pair.secrecy("what an undeclared property holds", old, new)
}

fn rest(pair: &Pair<'_, TypeDef>, old: &Struct, new: &Struct) -> Option<PendingChange> {
    let text = |api: &crate::ir::Api, rest: &Rest| match rest {
        Rest::Json => "any".to_owned(),
        Rest::Typed(ty) => ty_text(&api.types, ty),
    };
    let is_same = text(pair.apis.0, &old.rest) == text(pair.apis.1, &new.rest);
    if is_same && old.rest_ident == new.rest_ident {
        return None;
    }
    let what = "undeclared properties have another type or another name in Rust";
    let why = "code that uses them does not compile";
    let path = pair.paths().0;
    let pending = pair
        .pending("additional-properties-changed", Class::Major, what, why)
        .claims(format!("{path}::{}", old.rest_ident))
        .claims(format!("{path}::{}", new.rest_ident));
    Some(pending)
}
