//! Compares the alternatives of two unions.

use super::Class;
use super::matched::{Matched, matched};
use super::pair::Pair;
use super::pending_change::PendingChange;
use crate::ir::{TypeDef, Union, Variant, ty_text};

/// Variants are the same where their names in Rust are.
pub(super) fn compare(pair: &Pair<'_, TypeDef>, old: &Union, new: &Union) -> Vec<PendingChange> {
    let mut pending_changes = Vec::new();
    let (path, _) = pair.paths();
    for variant in matched(&old.variants, &new.variants, is_same) {
        match variant {
            Matched::Removed(before) => {
                let member = format!("{path}::{}", before.ident);
                let what = format!("the alternative `{}` is gone", before.ident);
                let why = "code that names the variant does not compile";
                let pending = pair.pending("alternative-removed", Class::Major, what, why);
                pending_changes.push(pending.claims(member).claims(&path));
            }
            Matched::Added(after) => {
                let member = format!("{path}::{}", after.ident);
                let what = format!("the alternative `{}` is new", after.ident);
                let why = "the enum is `#[non_exhaustive]`, so that it may grow";
                let pending = pair.pending("alternative-added", Class::Minor, what, why);
                pending_changes.push(pending.claims(member).claims(&path));
            }
            Matched::Kept(before, after) => {
                let member = format!("{path}::{}", after.ident);
                let same = ty_text(&pair.apis.0.types, &before.ty)
                    == ty_text(&pair.apis.1.types, &after.ty);
                let what = format!("the alternative `{}` holds another type", after.ident);
                let why = "code that uses what it holds does not compile";
                let pending = || {
                    pair.pending("alternative-retyped", Class::Major, what, why)
                        .claims(member)
                        .claims(&path)
                };
                pending_changes.extend((!same).then(pending));
            }
        }
    }
    pending_changes.extend(telling(pair, old, new));
    pending_changes
}

fn counterpart<'u>(shape: &'u Union, variant: &Variant) -> Option<&'u Variant> {
    shape.variants.iter().find(|found| is_same(found, variant))
}

fn is_same(one: &Variant, other: &Variant) -> bool {
    one.ident == other.ident
}

/// A value that stood for one alternative and stands for another one.
fn moved_tag<'u>(old: &'u Union, new: &'u Union) -> Option<(&'u str, &'u Variant, &'u Variant)> {
    let has = |variant: &&Variant, tag: &String| variant.tags.contains(tag);
    let tags = old
        .variants
        .iter()
        .flat_map(|before| before.tags.iter().map(move |tag| (before, tag)));
    let mut moved = tags.filter_map(|(before, tag)| {
        let after = new.variants.iter().find(|after| has(after, tag))?;
        (after.ident != before.ident).then_some((tag.as_str(), before, after))
    });
    moved.next()
}

/// How variants are told apart, which no signature shows.
fn telling(pair: &Pair<'_, TypeDef>, old: &Union, new: &Union) -> Vec<PendingChange> {
    let mut pending_changes = Vec::new();
    if old.discriminator != new.discriminator {
        let what = "another property tells the alternatives apart";
        let why = "no signature differs; what is decoded may become another alternative";
        pending_changes.push(pair.pending("discriminator-changed", Class::Minor, what, why));
    }
    let kept = || {
        new.variants
            .iter()
            .filter_map(|after| Some((counterpart(old, after)?, after)))
    };
    if old.discriminator == new.discriminator
        && kept().any(|(before, after)| before.tags != after.tags)
    {
        pending_changes.push(match moved_tag(old, new) {
            Some((tag, before, after)) => {
                let what = format!(
                    "the value `{tag}` means `{}`, not `{}`",
                    after.ident, before.ident
                );
                let why =
                    "programs compile, and what they decode and send becomes another alternative";
                pair.pending("tags-moved", Class::Major, what, why)
            }
            None => {
                let what = "other values tell the alternatives apart";
                let why = "no signature differs; what is decoded may become another alternative";
                pair.pending("tags-changed", Class::Minor, what, why)
            }
        });
    }
    let order = |shape: &Union, other: &Union| -> Vec<String> {
        let kept = shape
            .variants
            .iter()
            .filter(|variant| counterpart(other, variant).is_some());
        kept.map(|variant| variant.ident.to_string()).collect()
    };
    if new.discriminator.is_none() && order(old, new) != order(new, old) {
        let what = "the alternatives are tried in another order";
        let why = "no signature differs; a value that fits several becomes another alternative";
        pending_changes.push(pair.pending("alternatives-reordered", Class::Patch, what, why));
    }
    pending_changes
}
