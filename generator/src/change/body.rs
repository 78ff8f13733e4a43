//! Compares what two operations send.
//!
//! May not know: how a value becomes bytes.

use super::draft::{Draft, setter_path, within};
use super::operation::Pair;
use super::{Class, Side, doc};
use crate::ir::{Api, Body, BodyKind, ty_text};

pub(super) fn compare(pair: &Pair<'_>) -> Vec<Draft> {
    let place = within(&pair.new.place, &["requestBody"]);
    let drafts = match (&pair.old.body, &pair.new.body) {
        (None, None) => Vec::new(),
        (Some(before), None) => vec![removed(pair, before)],
        (None, Some(after)) => vec![added(pair, after)],
        (Some(before), Some(after)) => changed(pair, before, after),
    };
    drafts
        .into_iter()
        .map(|draft| draft.at(Side::New, &place))
        .collect()
}

fn claim(pair: &Pair<'_>, draft: Draft, bodies: (Option<&Body>, Option<&Body>)) -> Draft {
    let is_argument = [bodies.0, bodies.1]
        .into_iter()
        .flatten()
        .any(|body| body.required);
    let mut draft = if is_argument {
        pair.claims_method(draft)
    } else {
        draft
    };
    if let Some(before) = bodies.0 {
        draft = draft.claims(setter_path(pair.apis.0, pair.old, before.ident.as_str()));
    }
    if let Some(after) = bodies.1 {
        draft = draft.claims(setter_path(pair.apis.1, pair.new, after.ident.as_str()));
    }
    draft
}

fn removed(pair: &Pair<'_>, body: &Body) -> Draft {
    let draft = pair.draft(
        "body-removed",
        Class::Major,
        "the request has no body",
        "whoever gives one does not compile",
    );
    claim(pair, draft, (Some(body), None))
}

fn added(pair: &Pair<'_>, body: &Body) -> Draft {
    let draft = if body.required {
        pair.draft(
            "required-body-added",
            Class::Major,
            "the request has a body",
            "every call must give it",
        )
    } else {
        pair.draft(
            "optional-body-added",
            Class::Minor,
            "the request may have a body",
            "there is more to use",
        )
    };
    claim(pair, draft, (None, Some(body)))
}

fn changed(pair: &Pair<'_>, old: &Body, new: &Body) -> Vec<Draft> {
    let mut drafts = Vec::new();
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
        drafts.push(pair.draft(kind, Class::Major, what, why));
    }
    let (before, after) = (kind(pair.apis.0, &old.kind), kind(pair.apis.1, &new.kind));
    if before != after {
        drafts.push(pair.draft(
            "body-retyped",
            Class::Patch,
            "the body has another type",
            "what callers give has another type, or is sent in another form",
        ));
    }
    if old.media_type != new.media_type {
        let what = format!(
            "the body is sent as `{}`, not `{}`",
            new.media_type, old.media_type
        );
        drafts.push(pair.draft(
            "body-media-type-changed",
            Class::Patch,
            what,
            "only what is sent differs",
        ));
    }
    drafts.extend(doc::compare(&pair.scope(), "the body", &old.doc, &new.doc));
    drafts
        .into_iter()
        .map(|draft| claim(pair, draft, (Some(old), Some(new))))
        .collect()
}

/// The form and type of a body, and nothing that its media type says.
fn kind(api: &Api, kind: &BodyKind) -> String {
    match kind {
        BodyKind::Json(ty) => format!("json {}", ty_text(&api.types, ty)),
        BodyKind::Form(ty) => format!("form {}", ty_text(&api.types, ty)),
        BodyKind::Multipart { ty, parts } => {
            let ty = ty.as_ref().map(|ty| ty_text(&api.types, ty));
            format!("parts {ty:?} {parts:?}")
        }
        BodyKind::Text => "text".to_owned(),
        BodyKind::Bytes => "bytes".to_owned(),
    }
}
