//! Finds the same parameter in two operations.

use crate::ir::{Operation, Parameter, ParameterPlace};

/// The parameter of `other` that is the same as one of `own`: in a path the one
/// in its place, because names there are the document's own; among headers the
/// one whose name differs at most in case; else the one with the same name.
pub(super) fn counterpart<'o>(
    own: &Operation,
    parameter: &Parameter,
    other: &'o Operation,
) -> Option<&'o Parameter> {
    let is_same = |found: &&Parameter| is_same_parameter(own, parameter, other, found);
    other.parameters.iter().find(is_same)
}

/// Whether two parameters, each of its operation, are the same, as [`counterpart`] says.
pub(super) fn is_same_parameter(
    own: &Operation,
    parameter: &Parameter,
    other: &Operation,
    found: &Parameter,
) -> bool {
    let (name, found_name) = (parameter.wire_name.as_str(), found.wire_name.as_str());
    found.place == parameter.place
        && match parameter.place {
            ParameterPlace::Header => found_name.eq_ignore_ascii_case(name),
            ParameterPlace::Path => Some(found_name) == in_its_place(own, name, other),
            ParameterPlace::Query | ParameterPlace::Cookie => found_name == name,
        }
}

/// The name in the other path that is where a name is in this one. Where more
/// of the path differs than names, a name that both have is the same.
fn in_its_place<'o>(own: &Operation, name: &str, other: &'o Operation) -> Option<&'o str> {
    let (own_names, other_names) = (names(&own.path), names(&other.path));
    let place = own_names.iter().position(|found| *found == name)?;
    if is_same_path(&own.path, &other.path) {
        return other_names.get(place).copied();
    }
    if let Some(same) = other_names.iter().find(|found| **found == name) {
        return Some(same);
    }
    let is_free = |found: &&&str| !own_names.contains(*found);
    let in_place = other_names.get(place).filter(is_free);
    in_place
        .filter(|_| own_names.len() == other_names.len())
        .copied()
}

/// Whether two paths differ at most in the names of their parameters.
pub(super) fn is_same_path(one: &str, other: &str) -> bool {
    fixed_parts(one) == fixed_parts(other)
}

/// What a path has around the names of its parameters.
pub(super) fn fixed_parts(path: &str) -> Vec<&str> {
    let pieces = path.split('{').enumerate();
    let parts = pieces.map(|(number, piece)| match (number, piece.split_once('}')) {
        (0, _) | (_, None) => piece,
        (_, Some((_, text))) => text,
    });
    parts.collect()
}

/// The names in `{…}`, in their order.
fn names(path: &str) -> Vec<&str> {
    let pieces = path.split('{').skip(1);
    let names = pieces.filter_map(|piece| Some(piece.split_once('}')?.0));
    names.collect()
}
