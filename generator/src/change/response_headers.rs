//! Compares the headers that two responses have.

use super::Class;
use super::matched::{Matched, matched};
use super::pending_change::PendingChange;
use crate::ir::{Api, Header, ResponseHeaders, ty_text};

/// One struct of headers on both sides, where it is on each, and the
/// associated type that names it.
pub(super) struct Pair<'a> {
    pub(super) apis: (&'a Api, &'a Api),
    pub(super) old: Option<&'a ResponseHeaders>,
    pub(super) new: Option<&'a ResponseHeaders>,
    /// The module of the struct.
    pub(super) modules: (String, String),
    /// `v1::pets::ListPets::Headers`
    pub(super) alias: String,
    /// Whose responses they are, in words.
    pub(super) whose: &'a str,
}

/// Headers are the same where their names on the wire are.
pub(super) fn compare(
    pair: &Pair<'_>,
    pending: impl Fn(&'static str, Class, String, &'static str) -> PendingChange,
) -> Vec<PendingChange> {
    let path = |module: &str, headers: &ResponseHeaders| format!("{module}::{}", headers.name);
    match (pair.old, pair.new) {
        (None, None) => Vec::new(),
        (Some(old), None) => {
            let what = format!("{} have no headers any more", pair.whose);
            let why = "code that reads them does not compile";
            let pending = pending("headers-removed", Class::Major, what, why);
            vec![pending.root(path(&pair.modules.0, old)).claims(&pair.alias)]
        }
        (None, Some(new)) => {
            let what = format!("{} have headers", pair.whose);
            let why = "there is more to use";
            let pending = pending("headers-added", Class::Minor, what, why);
            vec![pending.root(path(&pair.modules.1, new)).claims(&pair.alias)]
        }
        (Some(old), Some(new)) => {
            let paths = [path(&pair.modules.0, old), path(&pair.modules.1, new)];
            let claimed = |made: PendingChange, headers: &[&Header]| {
                let mut made = made.claims(&pair.alias);
                for path in &paths {
                    let fields = headers.iter().map(|header| &header.ident);
                    made = fields.fold(made.claims(path), |made, field| {
                        made.claims(format!("{path}::{field}"))
                    });
                }
                made
            };
            both(pair, old, new)
                .into_iter()
                .map(|found| {
                    let made = pending(found.kind, found.class, found.what, found.why);
                    claimed(made, &found.headers)
                })
                .collect()
        }
    }
}

/// One change of a header.
struct Found<'a> {
    kind: &'static str,
    class: Class,
    what: String,
    why: &'static str,
    headers: Vec<&'a Header>,
}

fn both<'a>(pair: &Pair<'_>, old: &'a ResponseHeaders, new: &'a ResponseHeaders) -> Vec<Found<'a>> {
    let mut all = Vec::new();
    let called = |header: &Header| header.wire_name.as_str().to_owned();
    if old.name != new.name {
        all.push(Found {
            kind: "headers-renamed",
            class: Class::Major,
            what: format!("the headers' type is `{}`, not `{}`", new.name, old.name),
            why: "code that names it does not compile",
            headers: Vec::new(),
        });
    }
    for header in matched(&old.headers, &new.headers, is_same) {
        match header {
            Matched::Removed(before) => all.push(Found {
                kind: "header-removed",
                class: Class::Major,
                what: format!("the header `{}` is gone", called(before)),
                why: match new.headers.iter().any(|after| after.ident == before.ident) {
                    true => "the field keeps its Rust name and is another header",
                    false => "code that reads it does not compile",
                },
                headers: vec![before],
            }),
            Matched::Kept(before, after) => all.extend(changed(pair, before, after)),
            Matched::Added(after) => all.push(Found {
                kind: "header-added",
                class: Class::Minor,
                what: format!("the header `{}` is new", called(after)),
                why: "there is more to use",
                headers: vec![after],
            }),
        }
    }
    all
}

fn changed<'a>(pair: &Pair<'_>, old: &'a Header, new: &'a Header) -> Option<Found<'a>> {
    let types = (&pair.apis.0.types, &pair.apis.1.types);
    let name = new.wire_name.as_str();
    let same_type = ty_text(types.0, &old.ty) == ty_text(types.1, &new.ty);
    let (kind, class, what, why) = if !same_type || old.required != new.required {
        let what = format!("the header `{name}` has another type");
        let why = "code that reads it does not compile";
        ("header-retyped", Class::Major, what, why)
    } else if old.ident != new.ident {
        let what = format!("the header `{name}` has another name in Rust");
        let why = "code that reads it does not compile";
        ("header-ident-changed", Class::Major, what, why)
    } else if old.is_json != new.is_json {
        let what = format!("the header `{name}` is read in another way");
        let why = "no signature differs; what is decoded does";
        ("header-encoding-changed", Class::Minor, what, why)
    } else if old.deprecated != new.deprecated || old.doc != new.doc {
        let what = format!("the words on the header `{name}` changed");
        let why = "only the documentation differs";
        ("words-changed", Class::Docs, what, why)
    } else {
        return None;
    };
    Some(Found {
        kind,
        class,
        what,
        why,
        headers: vec![old, new],
    })
}

fn is_same(one: &Header, other: &Header) -> bool {
    let (one, other) = (one.wire_name.as_str(), other.wire_name.as_str());
    one.eq_ignore_ascii_case(other)
}
