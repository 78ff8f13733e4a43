//! Turns two surfaces into the lines that differ, and what each difference
//! means to code that was written against the old one.
//!
//! May not know: why anything changed.

use crate::surface::{Item, Surface};

/// What a difference means to code that was written against the old surface
/// (the Cargo Book, "SemVer Compatibility").
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Effect {
    /// It sees no difference.
    None,
    /// There is more to use, or a lint has something to say.
    Addition,
    /// It may not compile.
    Breaking,
}

/// One public item that differs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Line {
    /// The path that identifies it.
    pub(super) path: String,
    /// As it was; none where it is new.
    pub(super) before: Option<String>,
    /// As it is; none where it is gone.
    pub(super) after: Option<String>,
    /// What that means.
    pub(super) effect: Effect,
}

/// Every item that differs, sorted by path.
pub(super) fn compare(old: &Surface, new: &Surface) -> Vec<Line> {
    let (old, new) = (old.items(), new.items());
    let removed = old
        .iter()
        .filter(|(path, _)| !new.contains_key(*path))
        .map(|(path, item)| line(path, Some(item), None));
    let rest = new.iter().filter_map(|(path, item)| {
        let before = old.get(path);
        (before != Some(item)).then(|| line(path, before, Some(item)))
    });
    let mut lines: Vec<Line> = removed.chain(rest).collect();
    lines.sort_by(|one, other| one.path.cmp(&other.path));
    lines
}

fn line(path: &str, before: Option<&Item>, after: Option<&Item>) -> Line {
    Line {
        path: path.to_owned(),
        before: before.map(Item::to_string),
        after: after.map(Item::to_string),
        effect: effect(before, after),
    }
}

/// Structs and enums are `#[non_exhaustive]`, so that whatever is new is an addition.
fn effect(before: Option<&Item>, after: Option<&Item>) -> Effect {
    let (Some(before), Some(after)) = (before, after) else {
        return if before.is_some() {
            Effect::Breaking
        } else {
            Effect::Addition
        };
    };
    if before.signature != after.signature || !before.traits.is_subset(&after.traits) {
        Effect::Breaking
    } else if before.traits != after.traits || after.deprecated {
        Effect::Addition
    } else {
        Effect::None
    }
}
