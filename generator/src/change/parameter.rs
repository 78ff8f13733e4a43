//! Compares the parameters of two operations.
//!
//! May not know: how a value is written into a URL or a header.

use super::draft::{Draft, setter_path, within};
use super::pair::Pair;
use super::partner::partner;
use super::{Class, Side, doc};
use crate::ir::{Operation, Parameter, ParameterPlace, ty_text};

/// Which parameters are the same, [`partner`] knows.
pub(super) fn compare(pair: &Pair<'_, Operation>) -> Vec<Draft> {
    let mut drafts = Vec::new();
    for before in &pair.old.parameters {
        if partner(pair.old, before, pair.new).is_none() {
            drafts.push(removed(pair, before));
        }
    }
    for after in &pair.new.parameters {
        match partner(pair.new, after, pair.old) {
            Some(before) => drafts.extend(changed(pair, before, after)),
            None => drafts.push(added(pair, after)),
        }
    }
    drafts.extend(order(pair));
    drafts
}

/// ``the query parameter `limit` ``
fn called(parameter: &Parameter) -> String {
    let place = parameter.place.noun();
    format!("the {place} `{}`", parameter.wire_name.as_str())
}

/// The argument or the setter that a parameter is.
fn claim(
    pair: &Pair<'_, Operation>,
    draft: Draft,
    parameters: (Option<&Parameter>, Option<&Parameter>),
) -> Draft {
    let is_argument = [parameters.0, parameters.1]
        .into_iter()
        .flatten()
        .any(Parameter::is_argument);
    let mut draft = if is_argument {
        pair.claims_method(draft)
    } else {
        draft
    };
    if let Some(before) = parameters.0 {
        draft = draft.claims(setter_path(pair.apis.0, pair.old, before.ident.as_str()));
    }
    if let Some(after) = parameters.1 {
        draft = draft.claims(setter_path(pair.apis.1, pair.new, after.ident.as_str()));
    }
    draft
}

fn at(pair: &Pair<'_, Operation>, draft: Draft) -> Draft {
    draft.at(Side::New, &within(&pair.new.place, &["parameters"]))
}

fn removed(pair: &Pair<'_, Operation>, parameter: &Parameter) -> Draft {
    let what = format!("{} is gone", called(parameter));
    let takes_its_place = |found: &&Parameter| {
        let is_new = partner(pair.new, found, pair.old).is_none();
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
    let draft = pair
        .draft("parameter-removed", Class::Major, what, why)
        .at(Side::Old, &within(&pair.old.place, &["parameters"]));
    claim(pair, draft, (Some(parameter), None))
}

fn added(pair: &Pair<'_, Operation>, parameter: &Parameter) -> Draft {
    let name = called(parameter);
    let draft = if parameter.is_argument() {
        let what = format!("{name} is new and required");
        pair.draft(
            "required-parameter-added",
            Class::Major,
            what,
            "every call must give it",
        )
    } else if let Some(default) = parameter.default.as_ref().filter(|_| parameter.required) {
        let what = format!("{name} is new, and sent as `{default}` unless set");
        pair.draft(
            "defaulted-parameter-added",
            Class::Minor,
            what,
            "calls compile as they are, and send more",
        )
    } else {
        let what = format!("{name} is new and optional");
        pair.draft(
            "optional-parameter-added",
            Class::Minor,
            what,
            "there is more to use",
        )
    };
    claim(pair, at(pair, draft), (None, Some(parameter)))
}

fn changed(pair: &Pair<'_, Operation>, old: &Parameter, new: &Parameter) -> Vec<Draft> {
    let name = called(new);
    let mut drafts = Vec::new();
    drafts.extend(presence(pair, old, new, &name));
    drafts.extend(type_changed(pair, old, new, &name));
    drafts.extend(name_changed(pair, old, new));
    if old.ident != new.ident && !(is_path(new) && old.wire_name != new.wire_name) {
        let what = format!("{name} is `{}` in Rust, not `{}`", new.ident, old.ident);
        let (class, why) = if old.is_argument() && new.is_argument() {
            let why = "the name of an argument is not part of the interface";
            (Class::Patch, why)
        } else {
            let why = "whoever sets it does not compile, or sets another one";
            (Class::Major, why)
        };
        drafts.push(pair.draft("parameter-ident-changed", class, what, why));
    }
    if (old.style, old.explode, old.allow_reserved) != (new.style, new.explode, new.allow_reserved)
    {
        let what = format!("{name} is written in another style");
        drafts.push(pair.draft(
            "parameter-style-changed",
            Class::Minor,
            what,
            "no signature differs, but what is sent does",
        ));
    }
    if old.required
        && new.required
        && old.is_argument() == new.is_argument()
        && old.default != new.default
    {
        let what = format!("{name} is sent with another value unless set");
        drafts.push(pair.draft(
            "parameter-default-changed",
            Class::Minor,
            what,
            "calls that do not set it send something else",
        ));
    } else if !old.required && !new.required && old.default != new.default {
        let what = format!("the server takes another default for {name}");
        drafts.push(pair.draft(
            "server-default-changed",
            Class::Minor,
            what,
            "the client sends nothing; the server does something else",
        ));
    }
    drafts.extend(doc::deprecated(
        &pair.scope(),
        &name,
        old.deprecated,
        new.deprecated,
    ));
    drafts.extend(doc::compare(&pair.scope(), &name, &old.doc, &new.doc));
    drafts
        .into_iter()
        .map(|draft| claim(pair, at(pair, draft), (Some(old), Some(new))))
        .collect()
}

fn is_path(parameter: &Parameter) -> bool {
    parameter.place == ParameterPlace::Path
}

/// A name that makes no difference to what is sent.
fn name_changed(pair: &Pair<'_, Operation>, old: &Parameter, new: &Parameter) -> Option<Draft> {
    if old.wire_name == new.wire_name {
        return None;
    }
    let (before, after) = (called(old), called(new));
    let draft = if is_path(new) {
        let what = format!("{before} is called `{}`", new.wire_name.as_str());
        let why = "its value goes into the same place of the path, and the name of an argument is not \
                   part of the interface";
        pair.draft("path-parameter-renamed", Class::Patch, what, why)
    } else {
        let what = format!("{after} is written in another case");
        let why = "the name of a header has no case: the same is sent";
        pair.draft("header-case-changed", Class::Docs, what, why)
    };
    Some(draft)
}

fn presence(
    pair: &Pair<'_, Operation>,
    old: &Parameter,
    new: &Parameter,
    name: &str,
) -> Option<Draft> {
    let change = match (old.is_argument(), new.is_argument()) {
        (false, true) => pair.draft(
            "parameter-became-required",
            Class::Major,
            format!("{name} must be given"),
            "it was a method of the request and is an argument",
        ),
        (true, false) => pair.draft(
            "parameter-became-optional",
            Class::Major,
            format!("{name} need not be given"),
            "it was an argument and is a method of the request; stricter than the wire, where old calls are fine",
        ),
        _ if old.required == new.required => return None,
        _ if new.required => pair.draft(
            "default-sent",
            Class::Minor,
            format!("the default of {name} is sent unless set"),
            "calls compile as they are, and send more",
        ),
        _ => pair.draft(
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
) -> Option<Draft> {
    let before = ty_text(&pair.apis.0.types, &old.ty);
    let after = ty_text(&pair.apis.1.types, &new.ty);
    (before != after).then(|| {
        let what = format!("{name} has another type");
        pair.draft(
            "parameter-retyped",
            Class::Patch,
            what,
            "what callers give has another type",
        )
    })
}

/// Arguments that stand in another order take each other's values.
fn order(pair: &Pair<'_, Operation>) -> Option<Draft> {
    fn named(found: &Parameter) -> String {
        format!("{:?} {}", found.place, found.wire_name.as_str())
    }
    // Those that both sides have, by their new names.
    let kept = |operation: &Operation, found: &Parameter, other: &Operation| {
        let partner = partner(operation, found, other)?;
        (found.is_argument() && partner.is_argument()).then(|| named(partner))
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
        let draft = pair.draft(
            "parameters-reordered",
            Class::Major,
            "the arguments stand in another order",
            "calls that still compile pass one value for another",
        );
        at(pair, pair.claims_method(draft))
    })
}
