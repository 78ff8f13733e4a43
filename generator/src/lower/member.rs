//! Turns what an earlier run called the parts of something into names that are
//! taken: a part that is added later can't take them.

use crate::lock::{LEFT, Member};
use crate::names::{Namespace, RustIdent};

/// Names for the parts of something. Those that are still there keep the names
/// they had, and so does what holds the rest, which is usually called `left`.
pub(super) fn names(
    known: Option<&Vec<Member>>,
    left: &str,
    plain: fn(&str) -> RustIdent,
    is_there: impl Fn(&str) -> bool,
) -> Namespace {
    let mut idents = Namespace::default();
    let Some(known) = known else {
        return idents;
    };
    keep(&mut idents, known, plain, |words| {
        words == LEFT || is_there(words)
    });
    // Where it had another name, that is kept by now.
    let is_left = |member: &Member| matches!(member, Member::Left(_));
    if !known.iter().any(is_left) {
        idents.keep([(LEFT, left)]);
    }
    idents
}

/// Keeps the names of the parts that are still there.
pub(super) fn keep(
    idents: &mut Namespace,
    known: &[Member],
    plain: fn(&str) -> RustIdent,
    is_there: impl Fn(&str) -> bool,
) {
    let names = known.iter().map(|member| member.name(plain));
    let kept: Vec<(&str, String)> = names.filter(|(words, _)| is_there(words)).collect();
    idents.keep(kept.iter().map(|(words, name)| (*words, name.as_str())));
}
