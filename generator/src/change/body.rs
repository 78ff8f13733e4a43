//! Compares what two operations send.

use super::matched::{Matched, matched};
use super::pair::Pair;
use super::pending_change::{PendingChange, operation_path, setter_path, within};
use super::{Class, Side, doc};
use crate::ir::{Api, Body, BodyChoice, BodyContent, BodyKind, Operation, Parameter, ty_text};

pub(super) fn compare(pair: &Pair<'_, Operation>) -> Vec<PendingChange> {
    let place = within(&pair.new.place, &["requestBody"]);
    let pending_changes = match (&pair.old.body, &pair.new.body) {
        (None, None) => Vec::new(),
        (Some(before), None) => vec![removed(pair, before)],
        (None, Some(after)) => vec![added(pair, after)],
        (Some(before), Some(after)) => changed(pair, before, after),
    };
    pending_changes
        .into_iter()
        .map(|pending| pending.at(Side::New, &place))
        .collect()
}

fn claim(
    pair: &Pair<'_, Operation>,
    pending: PendingChange,
    bodies: (Option<&Body>, Option<&Body>),
) -> PendingChange {
    let is_argument = [bodies.0, bodies.1]
        .into_iter()
        .flatten()
        .any(|body| body.required);
    let mut pending = if is_argument {
        pair.claims_method(pending)
    } else {
        pending
    };
    if let Some(before) = bodies.0 {
        pending = pending.claims(setter_path(pair.apis.0, pair.old, before.ident.as_str()));
    }
    if let Some(after) = bodies.1 {
        pending = pending.claims(setter_path(pair.apis.1, pair.new, after.ident.as_str()));
    }
    pending
}

fn removed(pair: &Pair<'_, Operation>, body: &Body) -> PendingChange {
    let pending = pair.pending(
        "body-removed",
        Class::Major,
        "the request has no body",
        "code that gives one does not compile",
    );
    claim(pair, pending, (Some(body), None))
}

fn added(pair: &Pair<'_, Operation>, body: &Body) -> PendingChange {
    let pending = if body.required {
        pair.pending(
            "required-body-added",
            Class::Major,
            "the request has a body",
            "every call must give it",
        )
    } else {
        pair.pending(
            "optional-body-added",
            Class::Minor,
            "the request may have a body",
            "there is more to use",
        )
    };
    claim(pair, pending, (None, Some(body)))
}

fn changed(pair: &Pair<'_, Operation>, old: &Body, new: &Body) -> Vec<PendingChange> {
    let mut pending_changes = Vec::new();
    if old.required != new.required {
        let (kind, why) = if new.required {
            (
                "body-became-required",
                "it was a method of the request and is an argument",
            )
        } else {
            (
                "body-became-optional",
                "it was an argument and is a method of the request; stricter than the wire, where old calls are fine",
            )
        };
        let what = if new.required {
            "the body must be given"
        } else {
            "the body need not be given"
        };
        pending_changes.push(pair.pending(kind, Class::Major, what, why));
    }
    let (before, after) = (kind(pair.apis.0, &old.kind), kind(pair.apis.1, &new.kind));
    if before != after {
        pending_changes.push(pair.pending(
            "body-retyped",
            Class::Minor,
            "the body has another type",
            "what callers give has another type, or is sent in another form",
        ));
    }
    if old.media_type != new.media_type || old.range != new.range {
        let what = format!(
            "the body is sent as `{}`, not `{}`",
            new.media_type, old.media_type
        );
        pending_changes.push(pair.pending(
            "body-media-type-changed",
            Class::Minor,
            what,
            "no signature differs, but what is sent does",
        ));
    }
    pending_changes.extend(pair.secrecy("the body", old.is_secret(), new.is_secret()));
    pending_changes.extend(doc::compare(&pair.scope(), "the body", &old.doc, &new.doc));
    let pending_changes = pending_changes.into_iter().chain(choice(pair, old, new));
    pending_changes
        .map(|pending| claim(pair, pending, (Some(old), Some(new))))
        .chain(part_headers(pair, old, new))
        .collect()
}

/// The media types beside the one that suits best.
fn choice(pair: &Pair<'_, Operation>, old: &Body, new: &Body) -> Vec<PendingChange> {
    let path = |api: &Api, operation, choice: &BodyChoice| {
        let operation = operation_path(api, operation);
        let module = operation.rsplit_once("::").map_or("", |(module, _)| module);
        format!("{module}::{}", choice.name)
    };
    match (&old.choice, &new.choice) {
        (None, None) => Vec::new(),
        (None, Some(after)) => {
            let what = "the body may be sent in other media types";
            let why = "it converts into an enum; what callers give still does";
            let pending = pair.pending("body-choice-added", Class::Minor, what, why);
            // The enum is made from whatever the best media type's value is made from.
            let is_wider = kind(pair.apis.0, &old.kind) == kind(pair.apis.1, &new.kind);
            let pending = if is_wider {
                pending.compatible()
            } else {
                pending
            };
            vec![pending.root(path(pair.apis.1, pair.new, after))]
        }
        (Some(before), None) => {
            let what = "the body is sent in one media type only";
            let why = "code that names the enum of its media types does not compile";
            let pending = pair.pending("body-choice-removed", Class::Major, what, why);
            vec![pending.root(path(pair.apis.0, pair.old, before))]
        }
        (Some(before), Some(after)) => {
            let paths = [
                path(pair.apis.0, pair.old, before),
                path(pair.apis.1, pair.new, after),
            ];
            let mut pending_changes = contents(pair, before, after);
            if before.name != after.name || before.first != after.first {
                let what = "the enum of its media types has other names";
                let why = "code that names them does not compile";
                pending_changes.push(pair.pending("body-choice-renamed", Class::Major, what, why));
            }
            let claimed = |pending: PendingChange| {
                paths
                    .iter()
                    .fold(pending, |pending, path| pending.root(path))
            };
            pending_changes.into_iter().map(claimed).collect()
        }
    }
}

/// All that is said of a header, whatever the number of its type.
fn says(api: &Api, header: &Parameter) -> impl PartialEq + use<> {
    let ty = ty_text(&api.types, &header.ty);
    let (required, deprecated) = (header.is_required(), header.deprecated);
    (
        (header.wire_name.clone(), header.style, ty),
        (required, deprecated, header.doc.clone()),
    )
}

/// What was added, removed and changed; media types are the same where their
/// texts are.
fn contents(pair: &Pair<'_, Operation>, old: &BodyChoice, new: &BodyChoice) -> Vec<PendingChange> {
    let is_same = |before: &BodyContent, after: &BodyContent| {
        (&before.media_type, &before.range) == (&after.media_type, &after.range)
    };
    let matched = matched(&old.others, &new.others, is_same);
    let changes = matched.into_iter().filter_map(|content| match content {
        Matched::Removed(before) => {
            let what = format!("the body can't be sent as `{}`", before.media_type);
            let why = "code that names its variant does not compile";
            Some(pair.pending("body-content-removed", Class::Major, what, why))
        }
        Matched::Added(after) => {
            let what = format!("the body can be sent as `{}`", after.media_type);
            let why = "the enum is `#[non_exhaustive]`, so that it may grow";
            Some(pair.pending("body-content-added", Class::Minor, what, why))
        }
        Matched::Kept(before, after) => {
            let kinds = (
                kind(pair.apis.0, &before.kind),
                kind(pair.apis.1, &after.kind),
            );
            (kinds.0 != kinds.1 || before.ident != after.ident).then(|| {
                let what = format!("the body as `{}` has another type", after.media_type);
                let why = "code that names its variant does not compile";
                pair.pending("body-content-changed", Class::Major, what, why)
            })
        }
    });
    changes.collect()
}

/// The headers of parts, which are methods of the request.
fn part_headers(pair: &Pair<'_, Operation>, old: &Body, new: &Body) -> Vec<PendingChange> {
    fn all(body: &Body) -> Vec<&Parameter> {
        body.kinds().flat_map(BodyKind::headers).collect()
    }
    let (old, new) = (all(old), all(new));
    let old_path = |header: &Parameter| setter_path(pair.apis.0, pair.old, header.ident.as_str());
    let new_path = |header: &Parameter| setter_path(pair.apis.1, pair.new, header.ident.as_str());
    let has_same_ident = |before: &&Parameter, after: &&Parameter| before.ident == after.ident;
    let matched = matched(&old, &new, has_same_ident);
    let changes = matched.into_iter().filter_map(|header| match header {
        Matched::Removed(before) => {
            let what = format!("the method `{}` is gone", before.ident);
            let why = "code that sets this header of a part does not compile";
            let pending = pair.pending("part-header-removed", Class::Major, what, why);
            Some(pending.claims(old_path(before)))
        }
        Matched::Added(after) => {
            let what = format!("the method `{}` is new", after.ident);
            let why = "there is more to use";
            let pending = pair.pending("part-header-added", Class::Minor, what, why);
            Some(pending.claims(new_path(after)))
        }
        Matched::Kept(before, after) => (says(pair.apis.0, before) != says(pair.apis.1, after))
            .then(|| {
                let before = ty_text(&pair.apis.0.types, &before.ty);
                let is_same = before == ty_text(&pair.apis.1.types, &after.ty);
                let class = if is_same { Class::Minor } else { Class::Major };
                let what = format!("the header that `{}` sets is another", after.ident);
                let why = "it has another name, type or way of being written";
                let pending = pair.pending("part-header-changed", class, what, why);
                pending.claims(new_path(after))
            }),
    });
    changes.collect()
}

/// The form and type of a body, and nothing that its media type says.
fn kind(api: &Api, kind: &BodyKind) -> String {
    match kind {
        BodyKind::Json(ty) => format!("json {}", ty_text(&api.types, ty)),
        BodyKind::Form { ty, fields } => format!("form {} {fields:?}", ty_text(&api.types, ty)),
        BodyKind::Multipart { ty, parts } => {
            let ty = ty.as_ref().map(|ty| ty_text(&api.types, ty));
            let parts = parts.iter().map(|part| (&part.wire_name, &part.media_type));
            let parts: Vec<_> = parts
                .filter(|(_, media_type)| media_type.is_some())
                .collect();
            format!("parts {ty:?} {parts:?}")
        }
        BodyKind::Text => "text".to_owned(),
        BodyKind::Bytes => "bytes".to_owned(),
    }
}
