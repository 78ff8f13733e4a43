//! One public item, said so that two ways of writing it are equal.

use std::collections::BTreeMap;
use std::fmt;

/// One public item.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Line {
    /// Its path; for functions with the arguments of their type.
    path: String,
    /// `fn`, `field`, `impl`
    kind: String,
    /// What else there is to say: arguments, a type, a trait.
    rest: String,
}

impl Line {
    pub(super) fn new(kind: &str, path: &str, rest: &str) -> Self {
        Self {
            path: path.to_owned(),
            kind: kind.to_owned(),
            rest: spelled(rest),
        }
    }

    /// The same for what a type stands for; in the runtime, where aliases are
    /// for others, rustdoc shows what is behind them, so that only the name counts.
    pub(super) fn alike(kind: &str, path: &str, rest: &str) -> Self {
        let is_shown = !path.starts_with("runtime::") && path.split("::").count() > 2;
        Self::new(kind, path, if is_shown { rest } else { "" })
    }

    /// Two paths of one item.
    pub(super) fn alias(one: &str, other: &str) -> Self {
        let (first, second) = if one < other {
            (one, other)
        } else {
            (other, one)
        };
        Self {
            path: first.to_owned(),
            kind: "use".to_owned(),
            rest: second.to_owned(),
        }
    }

    /// The trait, where this says that a type has one.
    pub(super) fn given(&self) -> Option<&str> {
        let name = self.rest.split('<').next();
        name.filter(|_| self.kind == "impl")
    }

    /// The name of an alias, and what it stands for.
    pub(super) fn target(&self) -> Option<(String, String)> {
        let name = self.path.rsplit("::").next().unwrap_or_default();
        let target = self.rest.strip_prefix('=');
        let target = target.filter(|_| self.kind == "type");
        target.map(|target| (format!("From<{name}>"), format!("From<{target}>")))
    }

    /// The same with what aliases stand for, as rustdoc shows implementations.
    pub(super) fn resolved(&self, aliases: &BTreeMap<String, String>) -> Self {
        let target = aliases.get(&self.rest).filter(|_| self.kind == "impl");
        Self {
            rest: target.unwrap_or(&self.rest).clone(),
            ..self.clone()
        }
    }

    /// The further path of an item, and the one that comes first in the alphabet.
    pub(super) fn other_path(&self) -> Option<(String, String)> {
        (self.kind == "use").then(|| (self.rest.clone(), self.path.clone()))
    }

    /// The same item below the path that comes first in the alphabet.
    pub(super) fn renamed(&self, paths: &BTreeMap<String, String>) -> Self {
        let is_below = |path: &String| {
            let rest = self.path.strip_prefix(path.as_str());
            rest.filter(|rest| rest.is_empty() || rest.starts_with("::") || rest.starts_with('<'))
        };
        let found = paths
            .iter()
            .find_map(|(path, to)| Some((is_below(path)?, to)));
        let path = found.map(|(rest, to)| format!("{to}{rest}"));
        Self {
            path: path.unwrap_or_else(|| self.path.clone()),
            ..self.clone()
        }
    }
}

impl fmt::Display for Line {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{} {}{}", self.kind, self.path, self.rest)
    }
}

/// Without spaces, without the modules before names, without trailing commas.
pub(super) fn spelled(code: &str) -> String {
    let mut text = code.to_owned();
    while let Some(at) = text.find("::") {
        let is_name = |c: &char| c.is_alphanumeric() || *c == '_';
        let name = text[..at].chars().rev().take_while(is_name).count();
        text.replace_range(at - name..at + 2, "");
    }
    let mut text: String = text.split_whitespace().collect();
    for end in [")", ">", "}"] {
        text = text.replace(&format!(",{end}"), end);
    }
    text.trim_end_matches([',', ';']).to_owned()
}
