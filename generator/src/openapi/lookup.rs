//! Finds a member of an object by its name.

use serde_json::{Map, Value};

/// Up to so many members are looked through one by one.
const FEW: usize = 8;

/// A member of an object. Few are looked through one by one, which takes less time than to hash
/// the name.
pub(super) fn get<'v>(members: &'v Map<String, Value>, name: &str) -> Option<&'v Value> {
    if members.len() > FEW {
        return members.get(name);
    }
    let found = members.iter().find(|(member, _)| *member == name);
    found.map(|(_, value)| value)
}

/// The same of a value, where that is an object.
pub(super) fn of<'v>(value: &'v Value, name: &str) -> Option<&'v Value> {
    get(value.as_object()?, name)
}
