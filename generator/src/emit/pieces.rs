//! Cuts what is too much for one file into pieces.
//!
//! Where to cut is decided by the names alone, so that a document which grows by
//! one thing changes the piece that it comes to, and at most the next one.

use proc_macro2::Ident;

use super::{Job, ident};
use crate::format::EmittedFile;
use crate::ir::{Api, Operation, Resource};
use crate::names::number_of;

/// So much is in one file.
pub(super) const MANY: usize = 500;

/// One name in so many begins a piece.
const USUAL: u32 = 256;

/// A piece has at least so much, and at most [`MANY`].
const LEAST: usize = 64;

/// The pieces of a list; the list itself where it is short.
pub(super) fn pieces<T>(mut all: &[T], name: impl Fn(&T) -> &str) -> Vec<&[T]> {
    let mut pieces = Vec::new();
    while all.len() > MANY {
        let candidates = &all[LEAST..MANY];
        let begins = candidates.iter().position(|next| begins(name(next)));
        let (piece, rest) = all.split_at(begins.map_or(MANY, |found| LEAST + found));
        pieces.push(piece);
        all = rest;
    }
    if !all.is_empty() {
        pieces.push(all);
    }
    pieces
}

/// The file of the operations that an API has itself in a resource. Where they are very
/// many, it is one that is made from the pieces, and a file for each piece follows.
pub(super) fn files<'o>(
    api: &'o Api,
    resource: &Resource,
    file: impl FnOnce(&'o [Operation]) -> EmittedFile + Send + 'o,
    outline: impl FnOnce(&[&'o [Operation]]) -> EmittedFile + Send + 'o,
    piece: impl Fn(&'o [Operation]) -> EmittedFile + Copy + Send + 'o,
) -> impl Iterator<Item = Job<'o>> {
    let own = api.own_resource(resource);
    let own = own.map_or(&[][..], |own| &own.operations);
    let mut pieces = pieces(own, |operation| operation.ident.as_str());
    let whole = match pieces.as_slice() {
        [_, _, ..] => {
            let all = pieces.clone();
            Job::one(move || outline(&all))
        }
        _ => {
            pieces.clear();
            Job::one(move || file(own))
        }
    };
    let pieces = pieces.into_iter();
    std::iter::once(whole).chain(pieces.map(move |own| Job::one(move || piece(own))))
}

/// A piece is called as its first operation.
pub(super) fn file_name(piece: &[Operation]) -> Ident {
    ident(&piece[0].ident.clone().for_file())
}

/// Whether a piece begins with this name.
fn begins(name: &str) -> bool {
    number_of(name).is_multiple_of(USUAL)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    fn names(from: usize, to: usize) -> Vec<String> {
        (from..to)
            .map(|number| format!("get_thing{number}"))
            .collect()
    }

    fn cut(names: &[String]) -> BTreeSet<Vec<String>> {
        let pieces = pieces(names, String::as_str).into_iter();
        pieces.map(<[String]>::to_vec).collect()
    }

    #[test]
    fn what_fits_into_one_file_stays_one_piece() {
        assert_eq!(cut(&names(0, 0)).len(), 0);
        assert_eq!(cut(&names(0, MANY)).len(), 1);
        assert_eq!(cut(&names(0, MANY + 1)).len(), 2);
    }

    #[test]
    fn nothing_is_lost_and_no_piece_is_too_large() {
        let all = names(0, 10_000);
        let pieces = pieces(&all, String::as_str);
        assert!(pieces.iter().all(|piece| piece.len() <= MANY));
        assert_eq!(pieces.concat(), all);
    }

    #[test]
    fn a_further_name_changes_the_pieces_around_it_only() {
        let before = names(0, 10_000);
        for place in [0, 1, 777, 5_000, 9_999] {
            let mut after = before.clone();
            after.insert(place, "get_more".to_owned());
            let (before, after) = (cut(&before), cut(&after));
            let changed = before.symmetric_difference(&after).count();
            assert!(
                changed <= 8,
                "{changed} pieces differ, from {}",
                before.len()
            );
        }
    }
}
