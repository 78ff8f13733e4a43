//! Gives each difference of the public APIs to the change that explains it.

use std::collections::BTreeMap;
use std::iter::successors;

use super::lines::{Effect, Line};
use super::pending_change::PendingChange;
use super::{Change, Class, RustChange, Scope, Subject};

/// Why a line of the public API has its class, where the cause alone has a lesser one.
const BREAKS: &str = "an item that programs may use is gone or has another signature";

/// The changes with their lines; lines without a cause become changes.
pub(super) fn changes(pending_changes: Vec<PendingChange>, lines: Vec<Line>) -> Vec<Change> {
    let mut pending_changes = pending_changes;
    let mut left = Vec::new();
    let claims = Claims::of(&pending_changes);
    for line in lines {
        let claimants = claims.on(&line);
        for index in claimants {
            give(&mut pending_changes[*index], &line);
        }
        if claimants.is_empty() {
            left.push(line);
        }
    }
    absorb(&mut pending_changes);
    let mut changes: Vec<Change> = pending_changes
        .into_iter()
        .map(|pending| pending.change)
        .collect();
    changes.extend(left.iter().map(unexplained));
    changes
}

/// The changes by the paths that they explain.
struct Claims {
    single: BTreeMap<String, Vec<usize>>,
    roots: BTreeMap<String, Vec<usize>>,
}

impl Claims {
    fn of(pending_changes: &[PendingChange]) -> Self {
        let mut claims = Self {
            single: BTreeMap::new(),
            roots: BTreeMap::new(),
        };
        for (index, pending) in pending_changes.iter().enumerate() {
            for (paths, known) in [
                (&pending.claims, &mut claims.single),
                (&pending.roots, &mut claims.roots),
            ] {
                for path in paths {
                    let indices = known.entry(path.clone()).or_default();
                    if indices.last() != Some(&index) {
                        indices.push(index);
                    }
                }
            }
        }
        claims
    }

    /// Those who name the line itself; else those below whose root it is.
    fn on(&self, line: &Line) -> &[usize] {
        let above = successors(Some(line.path.as_str()), |path| {
            path.rsplit_once("::").map(|(above, _)| above)
        });
        let mut roots = above.filter_map(|path| self.roots.get(path));
        let claimants = self.single.get(&line.path).or_else(|| roots.next());
        claimants.map_or(&[], Vec::as_slice)
    }
}

fn give(pending: &mut PendingChange, line: &Line) {
    let change = &mut pending.change;
    // An item that is gone is gone, whatever takes its place.
    let is_other = line.before.is_some() && line.after.is_some();
    let class = match line.effect {
        Effect::Breaking if pending.is_compatible && is_other => class(Effect::Addition),
        effect => class(effect),
    };
    if class > change.class {
        raise(change, class);
    }
    change.rust.push(RustChange {
        before: line.before.clone(),
        after: line.after.clone(),
    });
}

fn raise(change: &mut Change, class: Class) {
    change.class = class;
    if class == Class::Major {
        change.why = format!("{}; {BREAKS}", change.why);
    }
}

fn class(effect: Effect) -> Class {
    match effect {
        Effect::None => Class::Patch,
        Effect::Addition => Class::Minor,
        Effect::Breaking => Class::Major,
    }
}

/// What is there only for what names it becomes part of that change: an
/// inline schema's type, and the types inside it.
fn absorb(pending_changes: &mut Vec<PendingChange>) {
    while let Some((of, into)) = absorbed(pending_changes) {
        let lines = std::mem::take(&mut pending_changes[of].change.rust);
        let class = pending_changes[of].change.class;
        let change = &mut pending_changes[into].change;
        if class > change.class {
            raise(change, class);
        }
        for line in lines {
            if !change.rust.contains(&line) {
                change.rust.push(line);
            }
        }
        pending_changes.remove(of);
    }
}

/// The first change that is part of another, and that other.
fn absorbed(pending_changes: &[PendingChange]) -> Option<(usize, usize)> {
    pending_changes
        .iter()
        .enumerate()
        .find_map(|(of, pending)| {
            let name = pending.serves.as_deref()?;
            let module = &pending.change.scope.module;
            let names_it = |(index, other): &(usize, &PendingChange)| {
                *index != of
                    && other.change.scope.module == *module
                    && other.change.rust.iter().any(|line| mentions(line, name))
            };
            let (into, _) = pending_changes.iter().enumerate().find(names_it)?;
            Some((of, into))
        })
}

fn mentions(line: &RustChange, name: &str) -> bool {
    let sides = [&line.before, &line.after];
    sides.into_iter().flatten().any(|text| {
        let is_end = |rest: &str| !rest.starts_with(|c: char| c.is_alphanumeric() || c == '_');
        let is_start = |before: &str| !before.ends_with(|c: char| c.is_alphanumeric() || c == ':');
        text.match_indices(name)
            .any(|(at, _)| is_start(&text[..at]) && is_end(&text[at + name.len()..]))
    })
}

fn unexplained(line: &Line) -> Change {
    let owner: Vec<&str> = line.path.split("::").collect();
    let module = owner.first().copied().unwrap_or_default();
    let name = owner.get(2).or(owner.get(1)).copied().unwrap_or_default();
    Change {
        class: class(line.effect),
        scope: Scope {
            module: module.to_owned(),
            subject: Subject::Type,
            name: name.to_owned(),
        },
        kind: "follows",
        what: format!("`{name}` differs because something that it is made of does"),
        why: match line.effect {
            Effect::Breaking => BREAKS.to_owned(),
            Effect::Addition => "there is more to use".to_owned(),
            Effect::None => "no program need change".to_owned(),
        },
        rust: vec![RustChange {
            before: line.before.clone(),
            after: line.after.clone(),
        }],
        place: None,
    }
}
