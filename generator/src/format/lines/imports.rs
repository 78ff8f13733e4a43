//! Sorts imports, and breaks their lines.
//!
//! May not know: what is imported.

use std::cmp::{Ordering, Reverse};

use super::list::{Tactic, written};
use super::shape::{MAX, Shape, width};
use super::tokens::{Gap, Tree, flat, parts};

/// Sorts the imports that stand together, and so the declarations of modules. Attributes go along.
pub(super) fn sort<'s, 't>(units: Vec<&'s [Tree<'t>]>) -> Vec<&'s [Tree<'t>]> {
    let mut sorted: Vec<Entry<'s, 't>> = Vec::with_capacity(units.len());
    let mut begin = 0;
    let mut attributes = Vec::new();
    for unit in units {
        attributes.push(unit);
        if unit[0].is("#") || unit[0].text.starts_with("//") {
            continue;
        }
        let entry = Entry {
            keyword: keyword(unit),
            units: std::mem::take(&mut attributes),
        };
        let goes_on = sorted.last().is_some_and(|last| {
            entry.keyword.is_some() && last.keyword == entry.keyword && !entry.is_apart()
        });
        if !goes_on {
            sort_group(&mut sorted[begin..]);
            begin = sorted.len();
        }
        sorted.push(entry);
    }
    sort_group(&mut sorted[begin..]);
    let sorted = sorted.into_iter().flat_map(|entry| entry.units);
    sorted.chain(attributes).collect()
}

/// An item with its attributes.
struct Entry<'s, 't> {
    keyword: Option<&'t str>,
    units: Vec<&'s [Tree<'t>]>,
}

impl<'s, 't> Entry<'s, 't> {
    fn is_apart(&self) -> bool {
        matches!(self.units[0][0].gap, Gap::Line { blank: true, .. })
    }

    /// What follows the keyword.
    fn path(&self) -> &'s [Tree<'t>] {
        let unit = self.units[self.units.len() - 1];
        let at = unit.iter().position(|tree| Some(tree.text) == self.keyword);
        &unit[at.map_or(0, |at| at + 1)..]
    }
}

fn sort_group(group: &mut [Entry<'_, '_>]) {
    if group.len() > 1 {
        group.sort_by(|left, right| match left.keyword {
            Some("mod") => left.path()[0].text.cmp(right.path()[0].text),
            _ => compare(left.path(), right.path()),
        });
    }
}

/// `use`, or `mod` without a block.
fn keyword<'t>(unit: &[Tree<'t>]) -> Option<&'t str> {
    let is_visibility = |tree: &&Tree<'_>| tree.is("pub") || tree.group("(").is_some();
    let first = unit.iter().find(|tree| !is_visibility(tree))?;
    let is_sorted = first.is("use") || first.is("mod") && unit.last()?.is(";");
    is_sorted.then_some(first.text)
}

/// `self`, `super`, `crate`, names, lists.
fn compare(left: &[Tree<'_>], right: &[Tree<'_>]) -> Ordering {
    let segments = |path: &[Tree<'_>]| -> Vec<(u8, Vec<Chunk>)> {
        let segments = path.iter().filter(|tree| !tree.is("::") && !tree.is(";"));
        segments
            .map(|tree| (rank(tree), chunks(tree.text)))
            .collect()
    };
    segments(left).cmp(&segments(right))
}

/// A part of a name as names are sorted: an underscore is the least, numbers by their value.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Chunk {
    Underscore,
    /// Of one value, the one with more zeros in front comes first.
    Number(usize, String, Reverse<usize>),
    Letter(char),
}

fn chunks(name: &str) -> Vec<Chunk> {
    let mut chunks = Vec::with_capacity(name.len());
    let mut rest = name;
    while let Some(letter) = rest.chars().next() {
        let digits = rest
            .find(|c: char| !c.is_ascii_digit())
            .unwrap_or(rest.len());
        let (chunk, length) = match letter {
            '_' => (Chunk::Underscore, 1),
            _ if digits > 0 => {
                let number = rest[..digits].trim_start_matches('0');
                let zeros = Reverse(digits - number.len());
                (
                    Chunk::Number(number.len(), number.to_owned(), zeros),
                    digits,
                )
            }
            _ => (Chunk::Letter(letter), letter.len_utf8()),
        };
        chunks.push(chunk);
        rest = &rest[length..];
    }
    chunks
}

fn rank(tree: &Tree<'_>) -> u8 {
    match tree.text {
        "self" => 0,
        "super" => 1,
        "crate" => 2,
        "*" => 4,
        "{" => 5,
        _ => 3,
    }
}

/// `use path::{first, second};`
pub(super) fn line(unit: &[Tree<'_>], indent: usize) -> Option<String> {
    let at = unit.iter().position(|tree| tree.group("{").is_some());
    let Some(at) = at else { return flat(unit) };
    let mut names = parts(unit[at].inside.as_deref()?);
    names.sort_by(|left, right| compare(left, right));
    let names: Option<Vec<String>> = names.into_iter().map(flat).collect();
    let (names, before) = (names?, flat(&unit[..at])?);
    let line = format!("{before}{{{}}};", names.join(", "));
    // A list that ends at the last column but one is not on one line.
    if indent + width(&line) + 2 <= MAX {
        return Some(line);
    }
    let (outer, inner) = (Shape::line(indent), Shape::line(indent).deeper());
    let names = written(&names, Tactic::Mixed, inner.before(1)?, true);
    Some(format!(
        "{before}{{{}{names}{}}};",
        inner.break_line(),
        outer.break_line()
    ))
}
