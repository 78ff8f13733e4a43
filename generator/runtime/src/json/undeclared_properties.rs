//! Keeps the properties of an object that its type does not declare.
//!
//! It does not know where they come from.

use std::fmt;
use std::hash::{Hash, Hasher};
use std::iter::Flatten;
use std::ops::{Deref, DerefMut};
use std::option;
use std::sync::LazyLock;

use serde_json::{Map, Value, map};

use super::redacted::NamesOnly;

/// The properties of an object that its type does not declare, by name.
///
/// It is a [`Map`] and has all functions of one. Most objects have no such properties, so it takes no more
/// memory than a pointer until one is put in.
///
/// ```
/// # use simgen_runtime::UndeclaredProperties;
/// let mut rest = UndeclaredProperties::new();
/// assert!(rest.get("colour").is_none());
/// rest.insert("colour".to_owned(), "red".into());
/// assert_eq!(rest["colour"], "red");
/// ```
#[derive(Clone, Default)]
pub struct UndeclaredProperties(Option<Box<Map<String, Value>>>);

impl UndeclaredProperties {
    /// None.
    pub const fn new() -> Self {
        Self(None)
    }
}

impl Deref for UndeclaredProperties {
    type Target = Map<String, Value>;

    fn deref(&self) -> &Self::Target {
        static NONE: LazyLock<Map<String, Value>> = LazyLock::new(Map::new);
        self.0.as_deref().unwrap_or_else(|| &NONE)
    }
}

impl DerefMut for UndeclaredProperties {
    fn deref_mut(&mut self) -> &mut Self::Target {
        self.0.get_or_insert_default()
    }
}

/// What was taken out again makes no difference.
impl PartialEq for UndeclaredProperties {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl Eq for UndeclaredProperties {}

impl PartialEq<Map<String, Value>> for UndeclaredProperties {
    fn eq(&self, other: &Map<String, Value>) -> bool {
        **self == *other
    }
}

impl Hash for UndeclaredProperties {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (**self).hash(state);
    }
}

/// Shows the names, and no values: the document does not say which of them are secret. A
/// [`Map`] shows both: `println!("{:?}", *model.rest)`.
impl fmt::Debug for UndeclaredProperties {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        NamesOnly(&**self).fmt(f)
    }
}

impl From<Map<String, Value>> for UndeclaredProperties {
    fn from(properties: Map<String, Value>) -> Self {
        Self(Some(properties).filter(|all| !all.is_empty()).map(Box::new))
    }
}

impl From<UndeclaredProperties> for Map<String, Value> {
    fn from(properties: UndeclaredProperties) -> Self {
        properties.0.map_or_else(Self::new, |all| *all)
    }
}

impl FromIterator<(String, Value)> for UndeclaredProperties {
    fn from_iter<I: IntoIterator<Item = (String, Value)>>(properties: I) -> Self {
        Map::from_iter(properties).into()
    }
}

impl IntoIterator for UndeclaredProperties {
    type Item = (String, Value);
    type IntoIter = map::IntoIter;

    fn into_iter(self) -> Self::IntoIter {
        Map::from(self).into_iter()
    }
}

impl<'a> IntoIterator for &'a UndeclaredProperties {
    type Item = (&'a String, &'a Value);
    type IntoIter = Flatten<option::IntoIter<&'a Map<String, Value>>>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.as_deref().into_iter().flatten()
    }
}

impl<'a> IntoIterator for &'a mut UndeclaredProperties {
    type Item = (&'a String, &'a mut Value);
    type IntoIter = Flatten<option::IntoIter<&'a mut Map<String, Value>>>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.as_deref_mut().into_iter().flatten()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use serde_json::{Map, json};

    use super::UndeclaredProperties;

    #[test]
    fn none_takes_a_pointer_and_is_equal_to_all_taken_out() {
        assert_eq!(size_of::<UndeclaredProperties>(), size_of::<usize>());
        let mut emptied = UndeclaredProperties::new();
        emptied.insert("a".to_owned(), json!(1));
        assert_eq!(format!("{emptied:?}"), r#"{"a": [redacted]}"#);
        assert_eq!(format!("{:?}", *emptied), r#"{"a": Number(1)}"#);
        assert_eq!(emptied.remove("a"), Some(json!(1)));
        let all = [emptied, UndeclaredProperties::new(), Map::new().into()];
        assert_eq!(HashSet::from(all.clone()).len(), 1);
        assert!(all.iter().all(|none| *none == Map::new()));
        assert_eq!(format!("{all:?}"), "[{}, {}, {}]");
        assert!(all.into_iter().flatten().next().is_none());
    }

    #[test]
    fn it_is_a_map_that_keeps_its_order() {
        let pairs = [("b".to_owned(), json!(1)), ("a".to_owned(), json!(null))];
        let mut properties: UndeclaredProperties = pairs.clone().into_iter().collect();
        assert_eq!(properties["b"], 1);
        for (name, value) in &mut properties {
            *value = json!(name);
        }
        let names: Vec<_> = (&properties).into_iter().collect();
        assert_eq!(names.len(), 2);
        assert!(names.iter().all(|(name, value)| *value == name.as_str()));
        properties.extend(pairs.clone());
        assert_ne!(properties, UndeclaredProperties::new());
        assert_eq!(Map::from(properties.clone()).len(), 2);
        assert_eq!(properties.into_iter().collect::<Vec<_>>(), pairs);
    }
}
