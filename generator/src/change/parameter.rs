//! Compares the parameters of two operations.

use super::counterpart::{counterpart, is_same_parameter};
use super::matched::{Matched, matched};
use super::pair::Pair;
use super::pending_change::{PendingChange, setter_path, within};
use super::{Class, Side, doc};
use crate::ir::{Need, Operation, Parameter, ParameterPlace, ty_text};

/// Which parameters are the same, [`counterpart`] knows.
pub(super) fn compare(pair: &Pair<'_, Operation>) -> Vec<PendingChange> {
    let mut pending_changes = Vec::new();
    let is_same = |before: &Parameter, after: &Parameter| {
        is_same_parameter(pair.old, before, pair.new, after)
    };
    for parameter in matched(&pair.old.parameters, &pair.new.parameters, is_same) {
        match parameter {
            Matched::Removed(before) => pending_changes.push(removed(pair, before)),
            Matched::Kept(before, after) => pending_changes.extend(changed(pair, before, after)),
            Matched::Added(after) => pending_changes.push(added(pair, after)),
        }
    }
    pending_changes.extend(order(pair));
    pending_changes
}

/// ``the query parameter `limit` ``
fn called(parameter: &Parameter) -> String {
    let place = parameter.place.noun();
    format!("the {place} `{}`", parameter.wire_name.as_str())
}

/// The argument or the setter that a parameter is.
fn claim(
    pair: &Pair<'_, Operation>,
    pending: PendingChange,
    parameters: (Option<&Parameter>, Option<&Parameter>),
) -> PendingChange {
    let is_argument = [parameters.0, parameters.1]
        .into_iter()
        .flatten()
        .any(Parameter::is_argument);
    let mut pending = if is_argument {
        pair.claims_method(pending)
    } else {
        pending
    };
    if let Some(before) = parameters.0 {
        pending = pending.claims(setter_path(pair.apis.0, pair.old, before.ident.as_str()));
    }
    if let Some(after) = parameters.1 {
        pending = pending.claims(setter_path(pair.apis.1, pair.new, after.ident.as_str()));
    }
    pending
}

fn at(pair: &Pair<'_, Operation>, pending: PendingChange) -> PendingChange {
    pending.at(Side::New, &within(&pair.new.place, &["parameters"]))
}

fn removed(pair: &Pair<'_, Operation>, parameter: &Parameter) -> PendingChange {
    let what = format!("{} is gone", called(parameter));
    let takes_its_place = |found: &&Parameter| {
        let is_new = counterpart(pair.new, found, pair.old).is_none();
        is_new && found.is_argument() == parameter.is_argument()
    };
    let mut successors = pair.new.parameters.iter().filter(takes_its_place);
    let why = if !parameter.is_argument() {
        match successors.any(|found| found.ident == parameter.ident) {
            true => {
                "its method keeps its name and sets another parameter: calls compile, and send something else"
            }
            false => "calls that set it do not compile",
        }
    } else if successors.next().is_some() {
        "another argument takes its place: calls that still compile send something else"
    } else {
        "the method takes one argument less"
    };
    let pending = pair
        .pending("parameter-removed", Class::Major, what, why)
        .at(Side::Old, &within(&pair.old.place, &["parameters"]));
    claim(pair, pending, (Some(parameter), None))
}

fn added(pair: &Pair<'_, Operation>, parameter: &Parameter) -> PendingChange {
    let name = called(parameter);
    let pending = match &parameter.need {
        Need::Argument => pair.pending(
            "required-parameter-added",
            Class::Major,
            format!("{name} is new and required"),
            "every call must give it",
        ),
        Need::Defaulted(default) => pair.pending(
            "defaulted-parameter-added",
            Class::Minor,
            format!("{name} is new, and sent as `{default}` unless set"),
            "calls compile as they are, and send more",
        ),
        Need::Optional { .. } => pair.pending(
            "optional-parameter-added",
            Class::Minor,
            format!("{name} is new and optional"),
            "there is more to use",
        ),
    };
    claim(pair, at(pair, pending), (None, Some(parameter)))
}

fn changed(pair: &Pair<'_, Operation>, old: &Parameter, new: &Parameter) -> Vec<PendingChange> {
    let name = called(new);
    let mut pending_changes = Vec::new();
    pending_changes.extend(presence(pair, old, new, &name));
    pending_changes.extend(type_changed(pair, old, new, &name));
    pending_changes.extend(name_changed(pair, old, new));
    if old.ident != new.ident && !(is_path(new) && old.wire_name != new.wire_name) {
        let what = format!("{name} is `{}` in Rust, not `{}`", new.ident, old.ident);
        let (class, why) = if old.is_argument() && new.is_argument() {
            let why = "the name of an argument is not part of the interface";
            (Class::Patch, why)
        } else {
            let why = "code that sets it does not compile, or sets another one";
            (Class::Major, why)
        };
        pending_changes.push(pair.pending("parameter-ident-changed", class, what, why));
    }
    if (old.style, old.explode, old.allow_reserved) != (new.style, new.explode, new.allow_reserved)
    {
        let what = format!("{name} is written in another style");
        pending_changes.push(pair.pending(
            "parameter-style-changed",
            Class::Minor,
            what,
            "no signature differs, but what is sent does",
        ));
    }
    pending_changes.extend(default_changed(pair, old, new, &name));
    pending_changes.extend(doc::deprecated(
        &pair.scope(),
        &name,
        old.deprecated,
        new.deprecated,
    ));
    pending_changes.extend(doc::compare(&pair.scope(), &name, &old.doc, &new.doc));
    pending_changes
        .into_iter()
        .map(|pending| claim(pair, at(pair, pending), (Some(old), Some(new))))
        .collect()
}

fn is_path(parameter: &Parameter) -> bool {
    parameter.place == ParameterPlace::Path
}

/// A name that makes no difference to what is sent.
fn name_changed(
    pair: &Pair<'_, Operation>,
    old: &Parameter,
    new: &Parameter,
) -> Option<PendingChange> {
    if old.wire_name == new.wire_name {
        return None;
    }
    let (before, after) = (called(old), called(new));
    let pending = if is_path(new) {
        let what = format!("{before} is called `{}`", new.wire_name.as_str());
        let why = "its value goes into the same place of the path, and the name of an argument is not \
                   part of the interface";
        pair.pending("path-parameter-renamed", Class::Patch, what, why)
    } else {
        let what = format!("{after} is written in another case");
        let why = "the name of a header has no case: the same is sent";
        pair.pending("header-case-changed", Class::Docs, what, why)
    };
    Some(pending)
}

fn default_changed(
    pair: &Pair<'_, Operation>,
    old: &Parameter,
    new: &Parameter,
    name: &str,
) -> Option<PendingChange> {
    if old.need == new.need {
        return None;
    }
    match (&old.need, &new.need) {
        (Need::Defaulted(_), Need::Defaulted(_)) => Some(pair.pending(
            "parameter-default-changed",
            Class::Minor,
            format!("{name} is sent with another value unless set"),
            "calls that do not set it send something else",
        )),
        (Need::Optional { .. }, Need::Optional { .. }) => Some(pair.pending(
            "server-default-changed",
            Class::Minor,
            format!("the server takes another default for {name}"),
            "the client sends nothing; the server does something else",
        )),
        _ => None,
    }
}

fn presence(
    pair: &Pair<'_, Operation>,
    old: &Parameter,
    new: &Parameter,
    name: &str,
) -> Option<PendingChange> {
    let change = match (&old.need, &new.need) {
        (Need::Argument, Need::Argument)
        | (Need::Defaulted(_), Need::Defaulted(_))
        | (Need::Optional { .. }, Need::Optional { .. }) => return None,
        (_, Need::Argument) => pair.pending(
            "parameter-became-required",
            Class::Major,
            format!("{name} must be given"),
            "it was a method of the request and is an argument",
        ),
        (Need::Argument, _) => pair.pending(
            "parameter-became-optional",
            Class::Major,
            format!("{name} need not be given"),
            "it was an argument and is a method of the request; stricter than the wire, where old calls are fine",
        ),
        (_, Need::Defaulted(_)) => pair.pending(
            "default-sent",
            Class::Minor,
            format!("the default of {name} is sent unless set"),
            "calls compile as they are, and send more",
        ),
        (_, Need::Optional { .. }) => pair.pending(
            "default-not-sent",
            Class::Minor,
            format!("the default of {name} is no longer sent"),
            "calls compile as they are, and send less",
        ),
    };
    Some(change)
}

fn type_changed(
    pair: &Pair<'_, Operation>,
    old: &Parameter,
    new: &Parameter,
    name: &str,
) -> Option<PendingChange> {
    let before = ty_text(&pair.apis.0.types, &old.ty);
    let after = ty_text(&pair.apis.1.types, &new.ty);
    (before != after).then(|| {
        let what = format!("{name} has another type");
        pair.pending(
            "parameter-retyped",
            Class::Patch,
            what,
            "what callers give has another type",
        )
    })
}

/// Arguments that are in another order take each other's values.
fn order(pair: &Pair<'_, Operation>) -> Option<PendingChange> {
    fn named(found: &Parameter) -> String {
        format!("{:?} {}", found.place, found.wire_name.as_str())
    }
    // Those that both sides have, by their new names.
    let kept = |operation: &Operation, found: &Parameter, other: &Operation| {
        let counterpart = counterpart(operation, found, other)?;
        (found.is_argument() && counterpart.is_argument()).then(|| named(counterpart))
    };
    let old = pair.old.parameters.iter();
    let before: Vec<String> = old
        .filter_map(|found| kept(pair.old, found, pair.new))
        .collect();
    let new = pair.new.parameters.iter();
    let after: Vec<String> = new
        .filter(|found| kept(pair.new, found, pair.old).is_some())
        .map(named)
        .collect();
    (before != after).then(|| {
        let pending = pair.pending(
            "parameters-reordered",
            Class::Major,
            "the arguments are in another order",
            "calls that still compile pass one value for another",
        );
        at(pair, pair.claims_method(pending))
    })
}
