//! Turns what an earlier run called the parts of something into names that are
//! taken: a part that is added later can't take them.

use crate::lock::{LEFT, Members};
use crate::names::Namespace;

/// Names for the parts of something. Those that are still there keep the names
/// they had, and so does what holds the rest, which is usually called `left`.
pub(super) fn names(
    known: Option<&Members>,
    left: &str,
    is_there: impl Fn(&str) -> bool,
) -> Namespace {
    let mut idents = Namespace::default();
    let Some(known) = known else {
        return idents;
    };
    keep(&mut idents, known, |words| words == LEFT || is_there(words));
    // Where it had another name, that is kept by now.
    if !known.contains_key(LEFT) {
        idents.keep([(LEFT, left)]);
    }
    idents
}

/// Keeps the names of the parts that are still there.
pub(super) fn keep(idents: &mut Namespace, known: &Members, is_there: impl Fn(&str) -> bool) {
    let names = known.iter().filter(|(words, _)| is_there(words));
    idents.keep(names.map(|(words, name)| (words.as_str(), name.as_str())));
}
