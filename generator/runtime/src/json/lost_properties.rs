//! Turns a value into JSON pointers to what of it another type cannot take.
//!
//! It knows neither type: a conversion says what becomes of each property.

use serde_json::{Map, Value};

use super::convert::{Direction, Json};

/// What a conversion leaves behind of one value.
#[doc(hidden)]
#[derive(Debug)]
pub struct LostProperties {
    object: Map<String, Value>,
    /// What becomes of properties; of those without a rule nothing is lost.
    rules: Vec<(&'static str, Rule)>,
    /// The declared properties, where the undeclared ones stay behind.
    declared: Option<&'static [&'static str]>,
}

#[derive(Clone, Copy, Debug)]
enum Rule {
    /// The other type has no such property.
    Gone,
    /// The other type has it, but not `null`.
    NotNull,
    /// The other type keeps what fits another type than this one.
    As(fn(Value) -> Option<Value>),
}

impl LostProperties {
    /// Starts with a value of which nothing is left behind.
    pub fn of<T: Json>(value: &T) -> Self {
        let object = match value.to_json(Direction::Response) {
            Value::Object(object) => object,
            _ => Map::new(),
        };
        Self {
            object,
            rules: Vec::new(),
            declared: None,
        }
    }

    /// Properties that stay behind.
    #[must_use]
    pub fn gone(self, names: &[&'static str]) -> Self {
        self.ruled(names, Rule::Gone)
    }

    /// Properties that stay behind where they are null.
    #[must_use]
    pub fn null(self, names: &[&'static str]) -> Self {
        self.ruled(names, Rule::NotNull)
    }

    /// A property of which that goes over which fits a type.
    #[must_use]
    pub fn converted<T: Json>(self, name: &'static str) -> Self {
        self.ruled(&[name], Rule::As(rewritten::<T>))
    }

    /// Says that undeclared properties stay behind: all but these.
    #[must_use]
    pub fn all_but(mut self, declared: &'static [&'static str]) -> Self {
        self.declared = Some(declared);
        self
    }

    /// A pointer (RFC 6901) to everything that stays behind, in the order of the value.
    pub fn pointers(self) -> Vec<String> {
        let mut pointers = Vec::new();
        for (name, value) in self.object {
            let rule = self.rules.iter().find(|(ruled, _)| *ruled == name);
            let is_declared = |names: &[&str]| names.contains(&name.as_str());
            let at = below("", &name);
            match rule.map(|(_, rule)| rule) {
                Some(Rule::Gone) => pointers.push(at),
                Some(Rule::NotNull) if value.is_null() => pointers.push(at),
                Some(Rule::As(rewrite)) => match rewrite(value.clone()) {
                    Some(kept) => missing(&mut pointers, &at, &value, &kept),
                    None => pointers.push(at),
                },
                Some(Rule::NotNull) => {}
                None if self.declared.is_none_or(is_declared) => {}
                None => pointers.push(at),
            }
        }
        pointers
    }

    fn ruled(mut self, names: &[&'static str], rule: Rule) -> Self {
        self.rules.extend(names.iter().map(|name| (*name, rule)));
        self
    }
}

/// The same JSON as a type writes it; none where it does not fit.
fn rewritten<T: Json>(value: Value) -> Option<Value> {
    let value = T::from_json(value).ok()?;
    Some(value.to_json(Direction::Response))
}

/// Adds a pointer to each part of a value that is not in what was kept of it.
fn missing(pointers: &mut Vec<String>, at: &str, value: &Value, kept: &Value) {
    match (value, kept) {
        (Value::Object(members), Value::Object(kept)) => {
            for (name, value) in members {
                let at = below(at, name);
                match kept.get(name) {
                    Some(kept) => missing(pointers, &at, value, kept),
                    None => pointers.push(at),
                }
            }
        }
        (Value::Array(elements), Value::Array(kept)) => {
            for (index, value) in elements.iter().enumerate() {
                let at = below(at, &index.to_string());
                match kept.get(index) {
                    Some(kept) => missing(pointers, &at, value, kept),
                    None => pointers.push(at),
                }
            }
        }
        // `3.0` may have become `3`.
        (Value::Number(one), Value::Number(other)) if one.as_f64() == other.as_f64() => {}
        (value, kept) if value == kept => {}
        _ => pointers.push(at.to_owned()),
    }
}

/// A pointer to a member (RFC 6901 §3).
fn below(at: &str, name: &str) -> String {
    format!("{at}/{}", name.replace('~', "~0").replace('/', "~1"))
}
