//! Turns values that may hold secrets into what `Debug` may show of them.
//!
//! It knows which properties are sensitive only by the names that it is given.

use std::collections::BTreeMap;
use std::fmt::{Debug, Formatter, Result};

use serde_json::{Map, Value};

/// What is where a secret was.
pub(crate) const REDACTED: &str = "[redacted]";

/// Stands in `Debug` where a value is not to be seen.
#[derive(Clone, Copy)]
pub struct Redacted;

impl Debug for Redacted {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        f.write_str(REDACTED)
    }
}

/// Shows the names of properties that the document does not declare, and no values: nobody
/// said which of them are secret.
pub struct NamesOnly<'a, T>(pub &'a T);

impl Debug for NamesOnly<'_, Map<String, Value>> {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        let names = self.0.keys();
        f.debug_map()
            .entries(names.map(|name| (name, Redacted)))
            .finish()
    }
}

impl Debug for NamesOnly<'_, Value> {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        match self.0 {
            Value::Object(object) => NamesOnly(object).fmt(f),
            _ => Redacted.fmt(f),
        }
    }
}

/// Shows JSON of any shape without the values of properties with these names, at any depth.
pub struct Hiding<'a, T>(pub &'a T, pub &'static [&'static str]);

impl<T: Hide> Debug for Hiding<'_, T> {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        self.0.show(self.1, f)
    }
}

/// A value that may have properties which only JSON has.
pub trait Hide {
    /// Writes what `Debug` does, but for the values of properties with these names.
    fn show(&self, names: &'static [&'static str], f: &mut Formatter<'_>) -> Result;
}

impl Hide for Value {
    fn show(&self, names: &'static [&'static str], f: &mut Formatter<'_>) -> Result {
        match self {
            Self::Array(elements) => {
                f.write_str("Array ")?;
                elements.show(names, f)
            }
            Self::Object(object) => {
                f.write_str("Object ")?;
                object.show(names, f)
            }
            other => other.fmt(f),
        }
    }
}

impl Hide for Map<String, Value> {
    fn show(&self, names: &'static [&'static str], f: &mut Formatter<'_>) -> Result {
        let hides_value = puts_secret(self, names);
        let is_hidden = |name: &str| names.contains(&name) || hides_value && name == "value";
        entries(self.iter(), is_hidden, names, f)
    }
}

impl<T: Hide> Hide for BTreeMap<String, T> {
    fn show(&self, names: &'static [&'static str], f: &mut Formatter<'_>) -> Result {
        entries(self.iter(), |name| names.contains(&name), names, f)
    }
}

fn entries<'a, T: Hide + 'a>(
    all: impl Iterator<Item = (&'a String, &'a T)>,
    is_hidden: impl Fn(&str) -> bool,
    names: &'static [&'static str],
    f: &mut Formatter<'_>,
) -> Result {
    let mut shown = f.debug_map();
    for (name, value) in all {
        match is_hidden(name) {
            true => shown.entry(name, &Redacted),
            false => shown.entry(name, &Hiding(value, names)),
        };
    }
    shown.finish()
}

impl<T: Hide> Hide for Vec<T> {
    fn show(&self, names: &'static [&'static str], f: &mut Formatter<'_>) -> Result {
        let elements = self.iter().map(|element| Hiding(element, names));
        f.debug_list().entries(elements).finish()
    }
}

impl<T: Hide> Hide for Option<T> {
    fn show(&self, names: &'static [&'static str], f: &mut Formatter<'_>) -> Result {
        match self {
            Some(value) => f.debug_tuple("Some").field(&Hiding(value, names)).finish(),
            None => f.write_str("None"),
        }
    }
}

impl Hide for String {
    fn show(&self, _: &'static [&'static str], f: &mut Formatter<'_>) -> Result {
        self.fmt(f)
    }
}

/// Shows the value of a JSON Patch operation (RFC 6902 §4), unless the operation's path
/// leads to or through a sensitive property.
pub struct PatchValue<'a> {
    /// The operation's path.
    pub path: &'a str,
    /// What is shown where it may be.
    pub value: &'a dyn Debug,
    /// The names of sensitive properties.
    pub sensitive: &'static [&'static str],
}

impl Debug for PatchValue<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        match leads_to_secret(self.path, self.sensitive) {
            true => Redacted.fmt(f),
            false => self.value.fmt(f),
        }
    }
}

/// Takes out the values of sensitive properties, at any depth, and those that a JSON
/// Patch puts under such a path (RFC 6902 §4). Returns whether there were any.
#[cfg(any(feature = "cli", feature = "mock"))]
pub(crate) fn redact(value: &mut Value, sensitive: &[&str]) -> bool {
    match value {
        Value::Array(elements) => elements
            .iter_mut()
            .fold(false, |any, element| redact(element, sensitive) | any),
        Value::Object(object) => {
            let in_patch = puts_secret(object, sensitive);
            let mut any = false;
            for (name, value) in object.iter_mut() {
                let is_secret = sensitive.contains(&name.as_str()) || in_patch && name == "value";
                if is_secret && !value.is_null() {
                    *value = REDACTED.into();
                    any = true;
                } else {
                    any |= redact(value, sensitive);
                }
            }
            any
        }
        _ => false,
    }
}

/// Whether an object is a JSON Patch operation that puts its `value` where a secret is.
pub(crate) fn puts_secret(object: &Map<String, Value>, sensitive: &[&str]) -> bool {
    let path = object.get("path").and_then(Value::as_str);
    object.contains_key("op") && path.is_some_and(|path| leads_to_secret(path, sensitive))
}

/// Whether a step of a JSON Pointer is one of these names. In a step, `~1` is a slash and
/// `~0` a tilde, replaced in this order (RFC 6901 §4).
pub(crate) fn leads_to_secret(path: &str, sensitive: &[&str]) -> bool {
    path.split('/').any(|step| match step.contains('~') {
        true => {
            let step = step.replace("~1", "/").replace("~0", "~");
            sensitive.contains(&step.as_str())
        }
        false => sensitive.contains(&step),
    })
}

#[cfg(all(test, any(feature = "cli", feature = "mock")))]
mod tests {
    use serde_json::json;

    use super::{REDACTED, redact};

    #[test]
    fn whether_there_was_a_secret_does_not_depend_on_how_many_there_were() {
        for (mut value, expected, is_any) in [
            (json!({"a": 1}), json!({"a": 1}), false),
            (json!([{"a": 1}, 2]), json!([{"a": 1}, 2]), false),
            (json!([{"p": 1}, 2]), json!([{"p": REDACTED}, 2]), true),
            (
                json!([{"p": 1}, {"p": [2]}]),
                json!([{"p": REDACTED}, {"p": REDACTED}]),
                true,
            ),
            (
                json!({"a": {"p": 1}, "b": {"p": 2}, "p": null}),
                json!({"a": {"p": REDACTED}, "b": {"p": REDACTED}, "p": null}),
                true,
            ),
        ] {
            assert_eq!(redact(&mut value, &["p"]), is_any, "{expected}");
            assert_eq!(value, expected);
        }
    }
}
