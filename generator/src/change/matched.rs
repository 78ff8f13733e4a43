//! Pairs the parts of a thing before and after.

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
