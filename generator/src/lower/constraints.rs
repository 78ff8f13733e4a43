//! Turns validation keywords (OpenAPI 3.0.3 §4.7.24) into words: a client
//! documents constraints, the server enforces them.

use serde_json::{Number, Value};

use crate::openapi::Schema;

/// What a schema's keywords say of values beside their types.
#[derive(Debug, Default)]
pub(super) struct Limits<'d> {
    pattern: Option<&'d str>,
    length: Range,
    least: Option<&'d Number>,
    most: Option<&'d Number>,
    above: Option<&'d Number>,
    below: Option<&'d Number>,
    is_least_exclusive: bool,
    is_most_exclusive: bool,
    step: Option<&'d Number>,
    excludes: bool,
    items: Range,
    is_unique: bool,
    members: Range,
    names: Option<Schema<'d>>,
}

/// The smallest and the largest count.
#[derive(Clone, Copy, Debug, Default)]
struct Range {
    min: Option<u64>,
    max: Option<u64>,
}

impl<'d> Limits<'d> {
    /// Takes one keyword in; others say nothing of values.
    pub(super) fn read(&mut self, name: &str, value: &'d Value) {
        match name {
            "pattern" => self.pattern = value.as_str(),
            "minLength" => self.length.min = value.as_u64(),
            "maxLength" => self.length.max = value.as_u64(),
            "minimum" => self.least = value.as_number(),
            "maximum" => self.most = value.as_number(),
            // A number in JSON Schema, a flag in OpenAPI 3.0.
            "exclusiveMinimum" => {
                self.above = value.as_number();
                self.is_least_exclusive = value == &Value::Bool(true);
            }
            "exclusiveMaximum" => {
                self.below = value.as_number();
                self.is_most_exclusive = value == &Value::Bool(true);
            }
            "multipleOf" => self.step = value.as_number(),
            "not" => self.excludes = true,
            "minItems" => self.items.min = value.as_u64(),
            "maxItems" => self.items.max = value.as_u64(),
            "uniqueItems" => self.is_unique = value == &Value::Bool(true),
            "minProperties" => self.members.min = value.as_u64(),
            "maxProperties" => self.members.max = value.as_u64(),
            "propertyNames" => self.names = Schema::of(value),
            _ => {}
        }
    }

    /// How many elements there are at least and at most.
    pub(super) fn items(&self) -> [Option<usize>; 2] {
        [self.items.min, self.items.max].map(|count| usize::try_from(count?).ok())
    }

    /// All of it in words.
    pub(super) fn words(&self) -> Vec<String> {
        let mut words = Vec::new();
        words.extend(size("characters", self.length));
        let pattern = self.pattern.map(|pattern| pattern.replace('`', "'"));
        words.extend(pattern.map(|pattern| format!("Matches `{pattern}`.")));
        let (least, most) = match (self.is_least_exclusive, self.is_most_exclusive) {
            (false, false) => ("At least", "At most"),
            (false, true) => ("At least", "Less than"),
            (true, false) => ("More than", "At most"),
            (true, true) => ("More than", "Less than"),
        };
        let bounds = [
            (least, self.least),
            ("More than", self.above),
            (most, self.most),
            ("Less than", self.below),
            ("A multiple of", self.step),
        ];
        for (what, bound) in bounds {
            words.extend(bound.map(|bound| format!("{what} {}.", plain(bound))));
        }
        if self.excludes {
            // No type says what a value must not be.
            let not = "The document rules out some of these values (`not`); the server tells.";
            words.push(not.to_owned());
        }
        words.extend(size("items", self.items));
        if self.is_unique {
            words.push("No two items are equal.".to_owned());
        }
        words.extend(size("properties", self.members));
        words.extend(self.names.and_then(of_names));
        words
    }
}

/// What names of properties may be: no type says that.
fn of_names(names: Schema<'_>) -> Option<String> {
    let mut limits = Limits::default();
    names
        .members()
        .for_each(|(name, value)| limits.read(name, value));
    let mut words = limits.words();
    let listed = names.get("enum").and_then(Value::as_array);
    let listed = listed.map(|all| all.iter().filter_map(Value::as_str));
    words.extend(listed.map(|all| {
        let all: Vec<String> = all
            .map(|name| format!("`{}`", name.replace('`', "'")))
            .collect();
        format!("One of {}.", all.join(", "))
    }));
    words.extend(names.reference().map(|name| format!("As `{name}`.")));
    (!words.is_empty()).then(|| format!("Names of properties: {}", words.join(" ")))
}

/// A number without a fraction that is zero, and without an exponent.
fn plain(number: &Number) -> String {
    match number.as_f64().filter(|_| number.is_f64()) {
        Some(fraction) => fraction.to_string(),
        None => number.to_string(),
    }
}

fn size(what: &str, range: Range) -> Option<String> {
    match (range.min, range.max) {
        (None, None) | (Some(0), None) => None,
        (Some(min), Some(max)) if min == max => Some(format!("Exactly {min} {what}.")),
        (Some(min), Some(max)) => Some(format!("{min} to {max} {what}.")),
        (Some(min), None) => Some(format!("At least {min} {what}.")),
        (None, Some(max)) => Some(format!("At most {max} {what}.")),
    }
}
