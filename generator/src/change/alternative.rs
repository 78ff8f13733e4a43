//! Compares the media types that the responses of two operations can be asked for in.
//!
//! May not know: what the responses hold in their own media type.

use super::draft::{Draft, operation_path, setter_path, within};
use super::pair::Pair;
use super::response::{payload, text};
use super::{Class, Side};
use crate::ir::{Alternative, Api, Operation, Output};

/// Alternatives are the same where their media types are.
pub(super) fn compare(pair: &Pair<'_, Operation>) -> Vec<Draft> {
    let (old, new) = (pair.old, pair.new);
    let mut drafts = Vec::new();
    for before in &old.alternatives {
        if partner(new, before).is_none() {
            let what = format!("responses can't be asked for as `{}`", before.media_type);
            let why = "whoever does so does not compile";
            let draft = pair.draft("alternative-removed", Class::Major, what, why);
            let draft = draft.at(Side::Old, &within(&old.place, &["responses"]));
            drafts.push(claim(draft, pair.apis.0, old, before));
        }
    }
    for after in &new.alternatives {
        match partner(old, after) {
            Some(before) => drafts.extend(changed(pair, before, after)),
            None => {
                let what = format!("responses can be asked for as `{}`", after.media_type);
                let why = "there is more to use";
                let draft = pair.draft("alternative-added", Class::Minor, what, why);
                let draft = draft.at(Side::New, &within(&new.place, &["responses"]));
                drafts.push(claim(draft, pair.apis.1, new, after));
            }
        }
    }
    drafts
}

fn partner<'o>(operation: &'o Operation, of: &Alternative) -> Option<&'o Alternative> {
    let mut alternatives = operation.alternatives.iter();
    alternatives.find(|found| found.media_type == of.media_type)
}

fn changed(pair: &Pair<'_, Operation>, old: &Alternative, new: &Alternative) -> Option<Draft> {
    let outputs = (output(pair.apis.0, old), output(pair.apis.1, new));
    let is_renamed = old.ident != new.ident || old.type_ident != new.type_ident;
    if outputs.0 == outputs.1 && !is_renamed {
        return None;
    }
    let what = format!("responses as `{}` are something else", new.media_type);
    let why = "what is decoded has another type, or other names";
    let class = if is_renamed {
        Class::Major
    } else {
        Class::Minor
    };
    let draft = pair.draft("alternative-changed", class, what, why);
    let draft = draft.at(Side::New, &within(&pair.new.place, &["responses"]));
    let draft = claim(draft, pair.apis.0, pair.old, old);
    Some(claim(draft, pair.apis.1, pair.new, new))
}

/// The type that stands for it, the enum that it gives, and the method that asks for it.
fn claim(draft: Draft, api: &Api, operation: &Operation, alternative: &Alternative) -> Draft {
    let path = operation_path(api, operation);
    let module = path.rsplit_once("::").map_or("", |(module, _)| module);
    let draft = draft
        .root(format!("{module}::{}", alternative.type_ident))
        .claims(setter_path(api, operation, alternative.ident.as_str()));
    match &alternative.output {
        Output::Many(output) => draft.root(format!("{module}::{}", output.name)),
        Output::One { .. } => draft,
    }
}

/// Each status with what it holds.
fn output(api: &Api, alternative: &Alternative) -> Vec<(String, String)> {
    let statuses = alternative.output.statuses().into_iter().map(text);
    let mut payloads = alternative.output.payloads().into_iter().cycle();
    statuses
        .map(|status| {
            let held = payloads.next().map(|held| payload(api, held));
            (status, held.unwrap_or_default())
        })
        .collect()
}
