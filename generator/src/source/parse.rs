//! Turns text into a JSON tree: JSON through serde_json, everything else
//! through serde_yaml, both within bounds of depth, time and memory.
//!
//! May not know: what the tree means.

use std::cell::{Cell, RefCell};
use std::fmt;

use serde::Deserialize;
use serde::de::{self, DeserializeSeed, EnumAccess, MapAccess, SeqAccess, VariantAccess, Visitor};
use serde_json::{Map, Number, Value};

use super::{Broken, Pointer, Tree};
use crate::diagnostic::Code;

/// How many brackets may be open at once. Both parsers stop at a depth of 128
/// when they build the tree, but the YAML scanner looks at every open bracket
/// again for each token before that.
const MOST_OPEN_BRACKETS: usize = 2_000;

/// What a tree may cost when aliases are expanded: so much, and so much for
/// each byte of the text. An entry costs [`ENTRY`], a text its length.
const BUDGET: u64 = 16 << 20;
const BUDGET_PER_BYTE: u64 = 24;
const ENTRY: u64 = 24;

const BOMB: &str = "the aliases expand to too much";

/// Parses one file. The path decides only which parser's words are reported.
pub(super) fn parse(path: &str, text: &str) -> Result<Tree, Broken> {
    if text.trim().is_empty() {
        return Err(broken(Code::Syntax, "the file is empty", None));
    }
    if most_open_brackets(text) > MOST_OPEN_BRACKETS {
        return Err(broken(
            Code::TooComplex,
            "the file is nested too deep",
            None,
        ));
    }
    let looks_like_json = text.trim_start().starts_with(['{', '[']);
    if !looks_like_json && !path.ends_with(".json") {
        return parse_yaml(text);
    }
    match parse_json(text) {
        // Nearly all JSON is YAML, and some that is not JSON is YAML all the same.
        Err(error) if error.code == Code::Syntax => parse_yaml(text).map_err(|_| error),
        parsed => parsed,
    }
}

fn parse_json(text: &str) -> Result<Tree, Broken> {
    let budget = Budget::new(u64::MAX);
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let value = budget
        .root()
        .deserialize(&mut deserializer)
        .and_then(|value| deserializer.end().map(|()| value));
    match value {
        Ok(value) => Ok(budget.tree(value)),
        Err(error) => {
            let position = (error.line() > 0).then(|| (error.line(), error.column().max(1)));
            let text = error.to_string();
            let message = text.split(" at line ").next().unwrap_or(&text);
            Err(classified(message, position))
        }
    }
}

fn parse_yaml(text: &str) -> Result<Tree, Broken> {
    let limit = BUDGET.saturating_add(BUDGET_PER_BYTE.saturating_mul(text.len() as u64));
    let budget = Budget::new(limit);
    // Only the first document of a stream counts; OpenAPI knows no others.
    let first = serde_yaml::Deserializer::from_str(text)
        .next()
        .map(|document| budget.root().deserialize(document));
    match first {
        Some(Ok(value)) => Ok(budget.tree(value)),
        Some(Err(error)) => {
            let position = error.location().map(|at| (at.line(), at.column()));
            let text = error.to_string();
            let message = text.split(" at line ").next().unwrap_or(&text);
            Err(classified(message, position))
        }
        None => Err(broken(Code::Syntax, "the file is empty", None)),
    }
}

fn classified(message: &str, position: Option<(usize, usize)>) -> Broken {
    if message.contains(BOMB) || message.contains("repetition limit") {
        broken(Code::TooComplex, BOMB, position)
    } else if message.contains("recursion limit") {
        broken(Code::TooComplex, "the file is nested too deep", position)
    } else {
        broken(Code::Syntax, message, position)
    }
}

fn broken(code: Code, message: &str, position: Option<(usize, usize)>) -> Broken {
    Broken {
        code,
        message: message.to_owned(),
        position,
    }
}

/// Counts without looking at quotes or comments, so it is an upper bound;
/// prose never has so many unmatched brackets.
fn most_open_brackets(text: &str) -> usize {
    let mut open = 0_usize;
    let mut most = 0;
    for byte in text.bytes() {
        match byte {
            b'[' | b'{' => {
                open += 1;
                most = most.max(open);
            }
            b']' | b'}' => open = open.saturating_sub(1),
            _ => {}
        }
    }
    most
}

/// What one parse may still spend, and what it noticed.
struct Budget {
    left: Cell<u64>,
    duplicates: RefCell<Vec<Pointer>>,
}

impl Budget {
    fn new(limit: u64) -> Self {
        Self {
            left: Cell::new(limit),
            duplicates: RefCell::new(Vec::new()),
        }
    }

    fn root(&self) -> Node<'_> {
        Node {
            budget: self,
            step: None,
        }
    }

    fn tree(self, value: Value) -> Tree {
        Tree {
            value,
            duplicates: self.duplicates.into_inner(),
        }
    }

    fn spend<E: de::Error>(&self, text: usize) -> Result<(), E> {
        let left = self.left.get().checked_sub(ENTRY + text as u64);
        self.left.set(left.ok_or_else(|| E::custom(BOMB))?);
        Ok(())
    }
}

/// One step from the root, kept on the stack; text only once it is needed.
struct Step<'a> {
    parent: Option<&'a Step<'a>>,
    token: Token<'a>,
}

#[derive(Clone, Copy)]
enum Token<'a> {
    Member(&'a str),
    Element(usize),
}

impl Step<'_> {
    fn pointer(&self) -> Pointer {
        let parent = self.parent.map_or_else(Pointer::root, Step::pointer);
        match self.token {
            Token::Member(name) => parent.child(name),
            Token::Element(index) => parent.child(index),
        }
    }
}

/// Reads one value. Unlike `Value`'s own `Deserialize` it takes YAML's tags,
/// merge keys, infinities and integers of any size.
struct Node<'a> {
    budget: &'a Budget,
    step: Option<&'a Step<'a>>,
}

impl<'de> DeserializeSeed<'de> for Node<'_> {
    type Value = Value;

    fn deserialize<D: de::Deserializer<'de>>(self, from: D) -> Result<Value, D::Error> {
        self.budget.spend(0)?;
        from.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Node<'_> {
    type Value = Value;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("any value")
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(Value::Number(value.into()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(Value::Number(value.into()))
    }

    fn visit_i128<E>(self, value: i128) -> Result<Value, E> {
        Ok(float(value as f64))
    }

    fn visit_u128<E>(self, value: u128) -> Result<Value, E> {
        Ok(float(value as f64))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        Ok(float(value))
    }

    fn visit_str<E: de::Error>(self, value: &str) -> Result<Value, E> {
        self.visit_string(value.to_owned())
    }

    fn visit_string<E: de::Error>(self, value: String) -> Result<Value, E> {
        self.budget.spend(value.len())?;
        Ok(Value::String(value))
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_none<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_some<D: de::Deserializer<'de>>(self, from: D) -> Result<Value, D::Error> {
        from.deserialize_any(self)
    }

    fn visit_newtype_struct<D: de::Deserializer<'de>>(self, from: D) -> Result<Value, D::Error> {
        from.deserialize_any(self)
    }

    fn visit_enum<A: EnumAccess<'de>>(self, data: A) -> Result<Value, A::Error> {
        // `!Tag value`: JSON has no tags, so the value stands for itself.
        let (_, content) = data.variant::<Tag>()?;
        content.newtype_variant_seed(self)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut data: A) -> Result<Value, A::Error> {
        let mut elements = Vec::new();
        loop {
            let step = Step {
                parent: self.step,
                token: Token::Element(elements.len()),
            };
            let node = Node {
                budget: self.budget,
                step: Some(&step),
            };
            match data.next_element_seed(node)? {
                Some(element) => elements.push(element),
                None => return Ok(Value::Array(elements)),
            }
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, mut data: A) -> Result<Value, A::Error> {
        let mut members = Map::new();
        while let Some(Key(name)) = data.next_key::<Key>()? {
            self.budget.spend(name.len())?;
            let step = Step {
                parent: self.step,
                token: Token::Member(&name),
            };
            let member = data.next_value_seed(Node {
                budget: self.budget,
                step: Some(&step),
            })?;
            if members.contains_key(&name) {
                self.budget.duplicates.borrow_mut().push(step.pointer());
            }
            members.insert(name, member);
        }
        if members.contains_key("<<") {
            merge(&mut members);
        }
        Ok(Value::Object(members))
    }
}

/// A tag, which nobody looks at.
struct Tag;

impl<'de> Deserialize<'de> for Tag {
    fn deserialize<D: de::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        de::IgnoredAny::deserialize(from).map(|_| Self)
    }
}

/// A member's name; YAML may write a number or a boolean there.
struct Key(String);

impl<'de> Deserialize<'de> for Key {
    fn deserialize<D: de::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        String::deserialize(from).map(Self)
    }
}

fn float(value: f64) -> Value {
    // JSON has no infinities; nothing is the nearest it has.
    Number::from_f64(value).map_or(Value::Null, Value::Number)
}

/// YAML's merge key: members of the mapping below `<<` count unless they
/// stand here too (<https://yaml.org/type/merge.html>).
fn merge(members: &mut Map<String, Value>) {
    let merged = match members.get("<<") {
        Some(Value::Object(_)) => true,
        Some(Value::Array(several)) => several.iter().all(Value::is_object),
        _ => false,
    };
    if !merged {
        return;
    }
    let several = match members.shift_remove("<<") {
        Some(Value::Array(several)) => several,
        Some(one) => vec![one],
        None => Vec::new(),
    };
    for value in several {
        if let Value::Object(inherited) = value {
            for (name, member) in inherited {
                members.entry(name).or_insert(member);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn yaml_becomes_the_json_it_means() {
        for (text, expected) in [
            ("200: {a: 1}", json!({"200": {"a": 1}})),
            ("a: !Thing {b: [1]}", json!({"a": {"b": [1]}})),
            ("a: !!str 5", json!({"a": "5"})),
            ("a: 2020-01-02", json!({"a": "2020-01-02"})),
            ("a: .inf\nb: .nan", json!({"a": null, "b": null})),
            (
                "a: 123456789012345678901234567890",
                json!({"a": 1.2345678901234568e29}),
            ),
            (
                "true: x\nnull: y\n1.5: z",
                json!({"true": "x", "null": "y", "1.5": "z"}),
            ),
            (
                "base: &b {x: 1, y: 2}\nc: {<<: *b, y: 3}",
                json!({"base": {"x": 1, "y": 2}, "c": {"y": 3, "x": 1}}),
            ),
            ("--- \na: 1\n---\nb: 2", json!({"a": 1})),
            ("{a: 1,}", json!({"a": 1})),
        ] {
            let tree = parse("x.yaml", text).expect(text);
            assert_eq!(tree.value, expected, "{text}");
        }
    }

    #[test]
    fn the_last_of_two_members_counts_and_is_noticed() {
        for text in ["a: {b: 1, b: 2}", r#"{"a": {"b": 1, "b": 2}}"#] {
            let tree = parse("x.yaml", text).expect(text);
            assert_eq!(tree.value, json!({"a": {"b": 2}}));
            assert_eq!(tree.duplicates, [Pointer::from_escaped("/a/b")]);
        }
    }

    #[test]
    fn broken_files_say_where() {
        for (path, text, code, position) in [
            ("x.yaml", "", Code::Syntax, None),
            ("x.yaml", "a: [1\nb: 2", Code::Syntax, Some((2, 2))),
            ("x.json", "{\"a\": 1\n\"b\": 2}", Code::Syntax, Some((2, 1))),
            ("x.yaml", "a: *nothing", Code::Syntax, Some((1, 4))),
        ] {
            let broken = parse(path, text).expect_err(text);
            assert_eq!((broken.code, broken.position), (code, position), "{text}");
        }
    }

    #[test]
    fn whatever_is_too_deep_or_expands_to_too_much_is_refused() {
        let laughs: String = (1..40)
            .map(|n| {
                format!(
                    "a{n}: &a{n} [{}]\n",
                    vec![format!("*a{}", n - 1); 9].join(", ")
                )
            })
            .collect();
        let wide = format!(
            "a: &a [{}]\nb: [{}]",
            "x, ".repeat(50_000),
            "*a, ".repeat(50_000)
        );
        let long = format!(
            "a: &a {}\nb: [{}]",
            "x".repeat(100_000),
            "*a, ".repeat(50_000)
        );
        for (name, text) in [
            ("billion laughs", format!("a0: &a0 lol\n{laughs}")),
            ("wide", wide),
            ("long", long),
            ("brackets", "[".repeat(100_000)),
            ("braces", "{a: ".repeat(100_000)),
            ("yaml brackets", format!("a: {}", "[".repeat(1_900))),
            ("dashes", "- ".repeat(100_000)),
            ("questions", "? ".repeat(20_000)),
            ("self", "a: &a [*a]".to_owned()),
        ] {
            let started = std::time::Instant::now();
            let broken = parse("x.yaml", &text).expect_err(name);
            eprintln!("{name}: {:?} {broken:?}", started.elapsed());
            assert!(
                matches!(broken.code, Code::TooComplex | Code::Syntax),
                "{name}"
            );
        }
    }
}
