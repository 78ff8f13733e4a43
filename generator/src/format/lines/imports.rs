//! Sorts imports, and breaks their lines.

use std::borrow::Cow;
use std::cmp::Ordering;

use super::list::{Tactic, written};
use super::shape::{MAX, Shape, width};
use super::tokens::{Gap, Tree, flat, parts};

/// Sorts the imports that are together, and so the declarations of modules. Attributes go along.
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
    let is_segment = |tree: &&Tree<'_>| !tree.is("::") && !tree.is(";");
    let mut left = left.iter().filter(is_segment);
    let mut right = right.iter().filter(is_segment);
    loop {
        let order = match (left.next(), right.next()) {
            (Some(left), Some(right)) => rank(left)
                .cmp(&rank(right))
                .then_with(|| compare_names(left.text, right.text)),
            (left, right) => return left.is_some().cmp(&right.is_some()),
        };
        if order.is_ne() {
            return order;
        }
    }
}

/// Names as they are sorted: an underscore is the least, numbers go by their value and come
/// before letters; of one value, the one with more zeros in front comes first.
fn compare_names(mut left: &str, mut right: &str) -> Ordering {
    while let (Some(one), Some(other)) = (left.chars().next(), right.chars().next()) {
        let class = |letter: char| match letter {
            '_' => 0,
            '0'..='9' => 1,
            _ => 2,
        };
        let order = class(one).cmp(&class(other));
        let order = order.then_with(|| match class(one) {
            1 => compare_numbers(digits(left), digits(right)),
            _ => one.cmp(&other),
        });
        if order.is_ne() {
            return order;
        }
        let length = |name: &str, letter: char| match class(letter) {
            1 => digits(name).len(),
            _ => letter.len_utf8(),
        };
        left = &left[length(left, one)..];
        right = &right[length(right, other)..];
    }
    left.len().cmp(&right.len())
}

fn digits(name: &str) -> &str {
    let end = name.find(|c: char| !c.is_ascii_digit());
    &name[..end.unwrap_or(name.len())]
}

fn compare_numbers(left: &str, right: &str) -> Ordering {
    let [one, other] = [left, right].map(|digits| digits.trim_start_matches('0'));
    let by_value = one.len().cmp(&other.len()).then_with(|| one.cmp(other));
    by_value.then_with(|| right.len().cmp(&left.len()))
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
    let Some(at) = at else {
        return flat(unit).map(Cow::into_owned);
    };
    let mut names = parts(unit[at].inside.as_deref()?);
    names.sort_by(|left, right| compare(left, right));
    let names: Option<Vec<Cow<'_, str>>> = names.into_iter().map(flat).collect();
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
