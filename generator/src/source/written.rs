//! Turns a scalar of a tree back into the words that stand for it in the text:
//! `1.10` is a number to a parser, and a version to the one who wrote it.

use std::borrow::Cow;
use std::fmt;

use foldhash::{HashMap, HashSet, HashSetExt as _};
use serde::de::{self, DeserializeSeed, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::Value;

use super::token::escaped;
use super::{Pointer, SourceFile, locate_json};

/// The scalars of a file that are no texts, where their words are others than
/// those that JSON has for them.
#[derive(Debug, Default)]
pub(super) struct Written {
    words: HashMap<String, String>,
    /// The members that mappings with a merge key have themselves.
    own: HashMap<String, HashSet<String>>,
    /// Mappings of which nobody knows where their members come from.
    merged: Vec<String>,
    /// The text could not be read a second time.
    is_partial: bool,
}

impl SourceFile {
    /// The words that stand for a scalar in the text; `None` where nobody knows.
    pub(crate) fn written(&self, pointer: &Pointer, value: &Value) -> Option<Cow<'_, str>> {
        let tree = self.tree.as_ref().ok()?;
        // Somebody moved the value.
        if tree.value.pointer(pointer.as_str()) != Some(value) {
            return None;
        }
        // JSON has one way of writing anything but a fraction.
        if tree.is_json && !value.is_f64() {
            return Some(Cow::Owned(value.to_string()));
        }
        let written = tree
            .written
            .get_or_init(|| Written::of(&self.text, &tree.value, tree.is_json));
        if let Some(words) = written.words.get(pointer.as_str()) {
            return Some(Cow::Borrowed(words));
        }
        let within = |top: &String| pointer.as_str().starts_with(top.as_str());
        if written.is_partial || written.merged.iter().any(within) {
            return None;
        }
        Some(Cow::Owned(value.to_string()))
    }
}

impl Written {
    fn of(text: &str, tree: &Value, is_json: bool) -> Self {
        let mut written = Self::default();
        if is_json {
            written.read_json(text, tree);
        } else {
            written.read_yaml(text, tree);
        }
        written
    }

    fn read_json(&mut self, text: &str, tree: &Value) {
        let words = &mut self.words;
        let whole = locate_json::walk(text, |pointer, _, span| {
            let found = text.get(span).unwrap_or_default();
            if !found.starts_with(['"', '{', '['])
                && !is_plain(found)
                && tree
                    .pointer(pointer)
                    .is_some_and(|value| !is_written(value, found))
            {
                words.insert(pointer.to_owned(), found.to_owned());
            }
            true
        });
        self.is_partial = whole.is_none();
    }

    fn read_yaml(&mut self, text: &str, tree: &Value) {
        let is_whole = self.pass(text, tree);
        self.is_partial = !is_whole;
        // What a merge key adds depends on the members after it.
        if is_whole && !self.own.is_empty() {
            self.words.clear();
            self.merged.clear();
            self.is_partial = !self.pass(text, tree);
        }
    }

    fn pass(&mut self, text: &str, tree: &Value) -> bool {
        let first = serde_yaml::Deserializer::from_str(text).next();
        let node = Node {
            written: self,
            pointer: &mut String::new(),
            value: tree,
        };
        let read = first.map(|document| node.deserialize(document));
        matches!(read, Some(Ok(())))
    }
}

/// Whether words of JSON can be no other than those that are written for what they stand for:
/// then nobody has to look for that.
fn is_plain(words: &str) -> bool {
    let digits = words.strip_prefix('-').unwrap_or(words);
    let is_short = (1..=18).contains(&digits.len()) && words != "-0";
    let is_integer = is_short && digits.bytes().all(|byte| byte.is_ascii_digit());
    is_integer || matches!(words, "true" | "false" | "null")
}

/// Whether JSON has these words for a scalar.
fn is_written(value: &Value, words: &str) -> bool {
    let text = value.to_string();
    text == words
}

/// One value, read again with its tree in hand: only who knows that a scalar
/// comes can ask for its words.
struct Node<'a> {
    written: &'a mut Written,
    pointer: &'a mut String,
    value: &'a Value,
}

impl<'de> DeserializeSeed<'de> for Node<'_> {
    type Value = ();

    fn deserialize<D: de::Deserializer<'de>>(self, from: D) -> Result<(), D::Error> {
        match self.value {
            Value::String(_) => from.deserialize_ignored_any(IgnoredAny).map(drop),
            Value::Array(_) => from.deserialize_seq(self),
            Value::Object(_) => from.deserialize_map(self),
            _ => from.deserialize_str(self),
        }
    }
}

impl<'de> Visitor<'de> for Node<'_> {
    type Value = ();

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("what the tree has here")
    }

    fn visit_str<E>(self, words: &str) -> Result<(), E> {
        if !is_written(self.value, words) {
            let pointer = self.pointer.clone();
            self.written.words.insert(pointer, words.to_owned());
        }
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut data: A) -> Result<(), A::Error> {
        let length = self.pointer.len();
        for (index, value) in self.value.as_array().into_iter().flatten().enumerate() {
            self.pointer.push_str(&format!("/{index}"));
            data.next_element_seed(Node {
                value,
                ..self.borrowed()
            })?;
            self.pointer.truncate(length);
        }
        // Reads the end of the list.
        data.next_element::<IgnoredAny>().map(drop)
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut data: A) -> Result<(), A::Error> {
        let known = self.written.own.get(self.pointer.as_str()).cloned();
        let mut own = HashSet::new();
        let mut merges = false;
        while let Some(name) = data.next_key::<String>()? {
            if name == "<<" && self.value.get(&name).is_none() {
                merges = true;
                match &known {
                    Some(own) => data.next_value_seed(Merged {
                        node: self.borrowed(),
                        taken: own.clone(),
                    })?,
                    None => drop(data.next_value::<IgnoredAny>()?),
                }
                continue;
            }
            self.member(&name, &mut data)?;
            own.insert(name);
        }
        if merges && known.is_none() {
            self.written.merged.push(format!("{}/", self.pointer));
            self.written.own.insert(self.pointer.clone(), own);
        }
        Ok(())
    }
}

impl Node<'_> {
    /// The value of the member whose name has just been read.
    fn member<'de, A: MapAccess<'de>>(&mut self, name: &str, data: &mut A) -> Result<(), A::Error> {
        let Some(value) = self.value.get(name) else {
            return data.next_value::<IgnoredAny>().map(drop);
        };
        let length = self.pointer.len();
        self.pointer.push('/');
        self.pointer.push_str(&escaped(name));
        data.next_value_seed(Node {
            value,
            ..self.borrowed()
        })?;
        self.pointer.truncate(length);
        Ok(())
    }

    fn borrowed(&mut self) -> Node<'_> {
        Node {
            written: &mut *self.written,
            pointer: &mut *self.pointer,
            value: self.value,
        }
    }
}

/// What is below a merge key: a mapping, or a list of them, of which the first counts.
struct Merged<'a> {
    /// The mapping that has the merge key.
    node: Node<'a>,
    /// The members that are known already.
    taken: HashSet<String>,
}

impl<'de> DeserializeSeed<'de> for &mut Merged<'_> {
    type Value = ();

    fn deserialize<D: de::Deserializer<'de>>(self, from: D) -> Result<(), D::Error> {
        from.deserialize_any(self)
    }
}

impl<'de> DeserializeSeed<'de> for Merged<'_> {
    type Value = ();

    fn deserialize<D: de::Deserializer<'de>>(mut self, from: D) -> Result<(), D::Error> {
        from.deserialize_any(&mut self)
    }
}

impl<'de> Visitor<'de> for &mut Merged<'_> {
    type Value = ();

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a mapping or a list of mappings")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut data: A) -> Result<(), A::Error> {
        while data.next_element_seed(&mut *self)?.is_some() {}
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut data: A) -> Result<(), A::Error> {
        while let Some(name) = data.next_key::<String>()? {
            if name == "<<" {
                // A merged mapping that merges others: its own members count first,
                // and may come later.
                let mapping = format!("{}/", self.node.pointer);
                self.node.written.merged.push(mapping);
                data.next_value::<IgnoredAny>()?;
            } else if self.taken.contains(&name) {
                data.next_value::<IgnoredAny>()?;
            } else {
                self.node.member(&name, &mut data)?;
                self.taken.insert(name);
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Sources;

    #[test]
    fn a_scalar_has_the_words_of_its_text() {
        let yaml = "\
a: [1.10, 1e3, 0o10, 0x1F, True, ~, 5, 1.5, .inf]
b: &b {c/d: 2.00}
e: *b
f: {<<: *b, g: 7}
h: !x 3.0
i:
j: {<<: [{k: 1.20, l: 1e1}, {k: 1.0, m: 0x2}], l: 10}
n: &n {<<: *b, o: 4.0}
p: {<<: *n}
";
        let json = r#"{"a": [1.10, 1E3, 7, -0, -5, 12345678901234567890123], "b": {"c/d": 2.00}}"#;
        for (path, text, pointer, expected) in [
            ("x.yaml", yaml, "/a/0", Some("1.10")),
            ("x.yaml", yaml, "/a/1", Some("1e3")),
            ("x.yaml", yaml, "/a/2", Some("0o10")),
            ("x.yaml", yaml, "/a/3", Some("0x1F")),
            ("x.yaml", yaml, "/a/4", Some("True")),
            ("x.yaml", yaml, "/a/5", Some("~")),
            ("x.yaml", yaml, "/a/6", Some("5")),
            ("x.yaml", yaml, "/a/7", Some("1.5")),
            ("x.yaml", yaml, "/a/8", Some(".inf")),
            ("x.yaml", yaml, "/b/c~1d", Some("2.00")),
            ("x.yaml", yaml, "/e/c~1d", Some("2.00")),
            ("x.yaml", yaml, "/f/c~1d", Some("2.00")),
            ("x.yaml", yaml, "/f/g", Some("7")),
            ("x.yaml", yaml, "/j/k", Some("1.20")),
            ("x.yaml", yaml, "/j/l", Some("10")),
            ("x.yaml", yaml, "/j/m", Some("0x2")),
            ("x.yaml", yaml, "/n/c~1d", Some("2.00")),
            ("x.yaml", yaml, "/p/c~1d", None),
            ("x.yaml", yaml, "/i", Some("")),
            ("x.json", json, "/a/0", Some("1.10")),
            ("x.json", json, "/a/1", Some("1E3")),
            ("x.json", json, "/a/2", Some("7")),
            ("x.json", json, "/a/3", Some("-0")),
            ("x.json", json, "/a/4", Some("-5")),
            ("x.json", json, "/a/5", Some("12345678901234567890123")),
            ("x.json", json, "/b/c~1d", Some("2.00")),
        ] {
            let sources = Sources::from_texts([(path, text)]);
            let file = sources.file(sources.find(path).expect("it was given"));
            let tree = file.tree.as_ref().expect("it can be read");
            let value = tree.value.pointer(pointer).expect(pointer);
            let written = file.written(&Pointer::from_escaped(pointer), value);
            assert_eq!(written.as_deref(), expected, "{path} {pointer}");
            let moved = Value::from("moved");
            assert_eq!(file.written(&Pointer::from_escaped(pointer), &moved), None);
        }
    }
}
