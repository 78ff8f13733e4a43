//! Turns what a parser finds into a JSON tree, within a budget.

use std::cell::{Cell, RefCell};
use std::fmt;

use serde::Deserialize;
use serde::de::{self, DeserializeSeed, EnumAccess, MapAccess, SeqAccess, VariantAccess, Visitor};
use serde_json::map::Entry;
use serde_json::{Map, Number, Value};

use super::{Pointer, Tree, follow};

/// What an entry of a list or an object costs.
pub(super) const ENTRY: u64 = 24;

/// From here on an integer becomes a fraction, which may lose digits.
const FIRST_INEXACT: f64 = 18_446_744_073_709_551_615.0;

/// The words with which a parser gives up when the budget is spent.
pub(super) const BOMB: &str = "the aliases expand to too much";

/// What one parse may still spend, and what it noticed.
pub(super) struct Budget {
    left: Cell<u64>,
    duplicates: RefCell<Vec<Pointer>>,
    tags: RefCell<Vec<Pointer>>,
    inexact: RefCell<Vec<Pointer>>,
    names_files: Cell<bool>,
    /// What has been read of the objects that are open: each is made once its size is known.
    members: RefCell<Vec<(String, Value)>>,
    /// The same of lists.
    elements: RefCell<Vec<Value>>,
}

impl Budget {
    pub(super) fn new(limit: u64) -> Self {
        Self {
            left: Cell::new(limit),
            duplicates: RefCell::new(Vec::new()),
            tags: RefCell::new(Vec::new()),
            inexact: RefCell::new(Vec::new()),
            names_files: Cell::new(false),
            members: RefCell::new(Vec::new()),
            elements: RefCell::new(Vec::new()),
        }
    }

    pub(super) fn root(&self) -> Node<'_> {
        Node {
            budget: self,
            step: None,
        }
    }

    /// The members that are in an object twice.
    pub(super) fn duplicates(&self) -> Vec<Pointer> {
        self.duplicates.take()
    }

    /// The values with a tag that is not one of YAML's own.
    pub(super) fn tags(&self) -> Vec<Pointer> {
        self.tags.take()
    }

    /// The tree of what was read. Its oddities are the caller's.
    pub(super) fn tree(self, value: Value, is_json: bool) -> Tree {
        let mut tree = Tree::new(value, is_json);
        tree.inexact = self.inexact.into_inner();
        tree.names_files = self.names_files.get();
        tree
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
            Token::Element(index) => parent.element(index),
        }
    }
}

/// Reads one value. Unlike `Value`'s own `Deserialize` it takes YAML's tags,
/// merge keys, infinities and integers of any size.
pub(super) struct Node<'a> {
    budget: &'a Budget,
    step: Option<&'a Step<'a>>,
}

impl Node<'_> {
    fn pointer(&self) -> Pointer {
        self.step.map_or_else(Pointer::root, Step::pointer)
    }

    fn float(&self, value: f64) -> Value {
        if !value.is_finite() || value.abs() >= FIRST_INEXACT {
            self.budget.inexact.borrow_mut().push(self.pointer());
        }
        // JSON has no infinities; nothing is the nearest it has.
        Number::from_f64(value).map_or(Value::Null, Value::Number)
    }

    /// The object of the members that have been read from a number of them on. Of two of one
    /// name the last counts.
    fn object(&self, start: usize) -> Map<String, Value> {
        let mut open = self.budget.members.borrow_mut();
        let mut members = Map::with_capacity(open.len() - start);
        for (name, member) in open.drain(start..) {
            match members.entry(name) {
                Entry::Vacant(free) => drop(free.insert(member)),
                Entry::Occupied(mut known) => {
                    let twice = self.pointer().child(known.key());
                    self.budget.duplicates.borrow_mut().push(twice);
                    known.insert(member);
                }
            }
        }
        members
    }
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
        Ok(self.float(value as f64))
    }

    fn visit_u128<E>(self, value: u128) -> Result<Value, E> {
        Ok(self.float(value as f64))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        Ok(self.float(value))
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
        self.budget.tags.borrow_mut().push(self.pointer());
        content.newtype_variant_seed(self)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut data: A) -> Result<Value, A::Error> {
        let start = self.budget.elements.borrow().len();
        for index in 0.. {
            let step = Step {
                parent: self.step,
                token: Token::Element(index),
            };
            let node = Node {
                budget: self.budget,
                step: Some(&step),
            };
            match data.next_element_seed(node)? {
                Some(element) => self.budget.elements.borrow_mut().push(element),
                None => break,
            }
        }
        let mut open = self.budget.elements.borrow_mut();
        Ok(open.drain(start..).collect())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut data: A) -> Result<Value, A::Error> {
        let start = self.budget.members.borrow().len();
        let mut may_merge = false;
        while let Some(Key(name)) = data.next_key::<Key>()? {
            self.budget.spend(name.len())?;
            may_merge |= name == "<<";
            let step = Step {
                parent: self.step,
                token: Token::Member(&name),
            };
            let member = data.next_value_seed(Node {
                budget: self.budget,
                step: Some(&step),
            })?;
            if follow::in_member(&name, &member).next().is_some() {
                self.budget.names_files.set(true);
            }
            self.budget.members.borrow_mut().push((name, member));
        }
        let mut members = self.object(start);
        if may_merge {
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

/// YAML's merge key: members of the mapping below `<<` count unless they
/// be here too (<https://yaml.org/type/merge.html>).
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
