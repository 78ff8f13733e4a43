//! Finds out which findings are alike, so that a thousand of them don't hide the rest.

use foldhash::{HashMap, HashMapExt as _};

use super::Placed;
use crate::diagnostic::{Code, Diagnostic, Severity};

/// How many findings of one severity are in full, as long as no kind has more than
/// [`MOST_IN_FULL`] and each has one.
const IN_FULL: usize = 15;

/// How many findings that are alike are in full.
const MOST_IN_FULL: usize = 3;

/// What is shown in full, and what is like it.
pub(super) struct Chosen<'p, 'a> {
    pub(super) in_full: Vec<&'p Placed<'a>>,
    pub(super) others: Vec<Likes<'p, 'a>>,
}

/// Findings that are alike, without those that are in full.
pub(super) struct Likes<'p, 'a> {
    /// What all of them say.
    pub(super) message: String,
    pub(super) others: Vec<&'p Placed<'a>>,
}

/// Chooses, in the order of the findings.
pub(super) fn choose<'p, 'a>(pairs: &'p [Placed<'a>], all: bool) -> Chosen<'p, 'a> {
    if all {
        return Chosen {
            in_full: pairs.iter().collect(),
            others: Vec::new(),
        };
    }
    let kinds = kinds(pairs);
    let most = |severity| {
        let kinds = kinds.iter().filter(|kind| kind.0.severity == severity);
        (IN_FULL / kinds.count().max(1)).clamp(1, MOST_IN_FULL)
    };
    let (most_errors, most_others) = (most(Severity::Error), most(Severity::Warning));
    let mut in_full = Vec::new();
    let mut others = Vec::new();
    for (kind, members) in &kinds {
        let most = match kind.severity {
            Severity::Error => most_errors,
            _ => most_others,
        };
        // One more is not longer in full than when it is told that there is one more.
        let most = if members.len() == most + 1 {
            most + 1
        } else {
            most
        };
        let (first, rest) = members.split_at(most.min(members.len()));
        in_full.extend(first);
        if !rest.is_empty() {
            let rest: Vec<&Placed<'a>> = rest.iter().map(|at| &pairs[*at]).collect();
            others.push(Likes {
                message: shared_message(kind, &rest),
                others: rest,
            });
        }
    }
    in_full.sort_unstable();
    Chosen {
        in_full: in_full.into_iter().map(|at: usize| &pairs[at]).collect(),
        others,
    }
}

/// What makes findings alike.
#[derive(Clone, PartialEq, Eq, Hash)]
struct Kind {
    severity: Severity,
    code: Code,
    pattern: String,
}

/// Every kind with the findings of it, in the order of their first ones.
fn kinds(pairs: &[Placed<'_>]) -> Vec<(Kind, Vec<usize>)> {
    let mut known: HashMap<Kind, usize> = HashMap::new();
    let mut kinds: Vec<(Kind, Vec<usize>)> = Vec::new();
    for (at, (found, _)) in pairs.iter().enumerate() {
        let kind = kind(found);
        let index = *known.entry(kind.clone()).or_insert(kinds.len());
        match kinds.get_mut(index) {
            Some((_, members)) => members.push(at),
            None => kinds.push((kind, vec![at])),
        }
    }
    kinds
}

fn kind(found: &Diagnostic) -> Kind {
    Kind {
        severity: found.severity,
        code: found.code,
        pattern: pattern(&found.message),
    }
}

/// A message without the names in it: what is between backticks is `…`.
fn pattern(message: &str) -> String {
    let mut pattern = String::new();
    for (index, part) in message.split('`').enumerate() {
        match index % 2 {
            0 => pattern.push_str(part),
            _ => pattern.push_str("`…`"),
        }
    }
    pattern
}

/// The message itself where all have the same.
fn shared_message(kind: &Kind, rest: &[&Placed<'_>]) -> String {
    let mut messages = rest.iter().map(|(found, _)| &found.message);
    match messages.next() {
        Some(first) if messages.all(|other| other == first) => first.clone(),
        _ => kind.pattern.clone(),
    }
}
