//! Remembers the properties of objects that no model declares, while somebody wants to know:
//! those who write JSON by hand misspell names.
//!
//! It does not know which models there are.

use std::cell::RefCell;

use serde_json::{Map, Value};

/// A property that a model does not declare.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Undeclared {
    pub(crate) name: String,
    /// The names that it does.
    pub(crate) declared: Vec<&'static str>,
}

thread_local! {
    static FOUND: RefCell<Option<Vec<Undeclared>>> = const { RefCell::new(None) };
}

/// Runs what reads models, and says what they did not declare.
pub(crate) fn found_by<T>(read: impl FnOnce() -> T) -> (T, Vec<Undeclared>) {
    FOUND.replace(Some(Vec::new()));
    let value = read();
    (value, FOUND.take().unwrap_or_default())
}

/// Whether somebody wants to know.
pub(super) fn is_wanted() -> bool {
    FOUND.with_borrow(Option::is_some)
}

/// Remembers the properties that a model left over.
pub(super) fn remember(rest: &Map<String, Value>, declared: &[&'static str]) {
    FOUND.with_borrow_mut(|found| {
        let names = rest
            .keys()
            .filter(|name| !declared.contains(&name.as_str()));
        let names = names.map(|name| Undeclared {
            name: name.clone(),
            declared: declared.to_vec(),
        });
        if let Some(found) = found {
            found.extend(names);
        }
    });
}
