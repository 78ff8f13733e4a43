//! Compares the alternatives of two unions.
//!
//! May not know: how a variant is told from the others.

use super::Class;
use super::draft::Draft;
use super::pair::Pair;
use crate::ir::{TypeDef, Union, Variant, ty_text};

/// Variants are the same where their names in Rust are.
pub(super) fn compare(pair: &Pair<'_, TypeDef>, old: &Union, new: &Union) -> Vec<Draft> {
    let mut drafts = Vec::new();
    let (path, _) = pair.paths();
    for before in &old.variants {
        if partner(new, before).is_none() {
            let what = format!("the alternative `{}` is gone", before.ident);
            let why = "whoever names the variant does not compile";
            let draft = pair.draft("alternative-removed", Class::Major, what, why);
            drafts.push(
                draft
                    .claims(format!("{path}::{}", before.ident))
                    .claims(&path),
            );
        }
    }
    for after in &new.variants {
        let member = format!("{path}::{}", after.ident);
        match partner(old, after) {
            None => {
                let what = format!("the alternative `{}` is new", after.ident);
                let why = "the enum is `#[non_exhaustive]`, so that it may grow";
                let draft = pair.draft("alternative-added", Class::Minor, what, why);
                drafts.push(draft.claims(member).claims(&path));
            }
            Some(before) => {
                let same = ty_text(&pair.apis.0.types, &before.ty)
                    == ty_text(&pair.apis.1.types, &after.ty);
                let what = format!("the alternative `{}` holds another type", after.ident);
                let why = "whoever uses what it holds does not compile";
                let draft = || {
                    pair.draft("alternative-retyped", Class::Major, what, why)
                        .claims(member)
                        .claims(&path)
                };
                drafts.extend((!same).then(draft));
            }
        }
    }
    drafts.extend(telling(pair, old, new));
    drafts
}

fn partner<'u>(shape: &'u Union, variant: &Variant) -> Option<&'u Variant> {
    shape
        .variants
        .iter()
        .find(|found| found.ident == variant.ident)
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
fn telling(pair: &Pair<'_, TypeDef>, old: &Union, new: &Union) -> Vec<Draft> {
    let mut drafts = Vec::new();
    if old.discriminator != new.discriminator {
        let what = "another property tells the alternatives apart";
        let why = "no signature differs; what is decoded may become another alternative";
        drafts.push(pair.draft("discriminator-changed", Class::Minor, what, why));
    }
    let kept = || {
        new.variants
            .iter()
            .filter_map(|after| Some((partner(old, after)?, after)))
    };
    if old.discriminator == new.discriminator
        && kept().any(|(before, after)| before.tags != after.tags)
    {
        drafts.push(match moved_tag(old, new) {
            Some((tag, before, after)) => {
                let what = format!(
                    "the value `{tag}` means `{}`, not `{}`",
                    after.ident, before.ident
                );
                let why =
                    "programs compile, and what they decode and send becomes another alternative";
                pair.draft("tags-moved", Class::Major, what, why)
            }
            None => {
                let what = "other values tell the alternatives apart";
                let why = "no signature differs; what is decoded may become another alternative";
                pair.draft("tags-changed", Class::Minor, what, why)
            }
        });
    }
    let order = |shape: &Union, other: &Union| -> Vec<String> {
        let kept = shape
            .variants
            .iter()
            .filter(|variant| partner(other, variant).is_some());
        kept.map(|variant| variant.ident.to_string()).collect()
    };
    if new.discriminator.is_none() && order(old, new) != order(new, old) {
        let what = "the alternatives are tried in another order";
        let why = "no signature differs; a value that fits several becomes another alternative";
        drafts.push(pair.draft("alternatives-reordered", Class::Patch, what, why));
    }
    drafts
}
