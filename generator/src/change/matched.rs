//! Pairs the parts of a thing before and after.

use std::collections::{BTreeMap, VecDeque};

/// What became of one part.
pub(super) enum Matched<'a, T> {
    /// It is only on the old side.
    Removed(&'a T),
    /// It is on both sides: the old one and the new one.
    Kept(&'a T, &'a T),
    /// It is only on the new side.
    Added(&'a T),
}

/// What became of each part: first those that are gone, then those of the new side, each in
/// the order of its side. `is_same` gets an old and a new part.
pub(super) fn matched<'a, T>(
    old: &'a [T],
    new: &'a [T],
    is_same: impl Fn(&T, &T) -> bool,
) -> Vec<Matched<'a, T>> {
    let is_gone = |before: &&T| !new.iter().any(|after| is_same(before, after));
    let gone = old.iter().filter(is_gone).map(Matched::Removed);
    let here = new.iter().map(|after| {
        let before = old.iter().find(|before| is_same(before, after));
        before.map_or(Matched::Added(after), |before| Matched::Kept(before, after))
    });
    gone.chain(here).collect()
}

/// Very many parts before and after, which are paired by what tells them apart.
pub(super) struct Matching<'a, T> {
    /// Each, and whether it is on the new side too.
    old: Vec<(&'a T, bool)>,
    /// Each, and what it was.
    new: Vec<(&'a T, Option<&'a T>)>,
}

impl<'a, T> Matching<'a, T> {
    /// Of which nothing is paired.
    pub(super) fn of(old: impl Iterator<Item = &'a T>, new: impl Iterator<Item = &'a T>) -> Self {
        Self {
            old: old.map(|part| (part, false)).collect(),
            new: new.map(|part| (part, None)).collect(),
        }
    }

    /// Pairs those that are not paired yet where their keys are the same; of several with one
    /// key the first of both sides, then the second.
    pub(super) fn by<K: Ord>(mut self, key: impl Fn(&'a T) -> K) -> Self {
        let mut keyed: BTreeMap<K, VecDeque<&mut (&'a T, bool)>> = BTreeMap::new();
        for before in self.old.iter_mut().filter(|(_, is_kept)| !is_kept) {
            keyed.entry(key(before.0)).or_default().push_back(before);
        }
        for (part, was) in self.new.iter_mut().filter(|(_, was)| was.is_none()) {
            let same = keyed.get_mut(&key(part));
            if let Some((before, is_kept)) = same.and_then(VecDeque::pop_front) {
                *is_kept = true;
                *was = Some(*before);
            }
        }
        self
    }

    /// What became of each part: first those that are gone, then those of the new side, each
    /// in the order of its side.
    pub(super) fn parts(self) -> Vec<Matched<'a, T>> {
        let gone = self.old.into_iter().filter(|(_, is_kept)| !is_kept);
        let gone = gone.map(|(before, _)| Matched::Removed(before));
        let here = self.new.into_iter().map(|(after, was)| {
            was.map_or(Matched::Added(after), |before| Matched::Kept(before, after))
        });
        gone.chain(here).collect()
    }
}
