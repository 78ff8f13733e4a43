//! What a text has and its tree has not: members that occur twice, tags, and
//! further documents.

use foldhash::{HashMap, HashMapExt as _};
use saphyr_parser::{Event, Parser, ScalarStyle, Span, Tag};

use super::lines::{Cursor, Lines};
use super::token::escaped;
use super::{Location, Pointer, locate_json};

/// Something that the tree does not hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Oddity {
    /// What it is.
    pub kind: OddityKind,
    /// The value that it is at.
    pub pointer: Pointer,
    /// Where it is, if it is not at the value.
    pub spot: Option<Location>,
    /// Where the member of the same name is before it.
    pub first: Option<Location>,
}

/// What the tree does not hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OddityKind {
    /// The member is in the object twice. The last one is in the tree.
    Twice,
    /// A document after the first.
    SecondDocument,
    /// A YAML tag, as it is written. The value is in the tree without it.
    Tag(String),
}

impl Oddity {
    /// One of which only the pointer is known.
    pub(super) fn at(kind: OddityKind, pointer: Pointer) -> Self {
        Self {
            kind,
            pointer,
            spot: None,
            first: None,
        }
    }
}

/// The members of a JSON text that are in an object twice.
pub(super) fn in_json(text: &str, twice: Vec<Pointer>) -> Vec<Oddity> {
    let mut keys: HashMap<String, Option<Location>> = twice
        .iter()
        .map(|pointer| (pointer.as_str().to_owned(), None))
        .collect();
    let mut cursor = Cursor::new(text);
    let mut found = Vec::new();
    let whole = locate_json::walk(text, |pointer, key, _| {
        if let (Some(first), Some(key)) = (keys.get_mut(pointer), key) {
            let spot = cursor.location(key);
            if let Some(before) = first.replace(spot.clone()) {
                let mut oddity =
                    Oddity::at(OddityKind::Twice, Pointer::from_escaped(pointer.to_owned()));
                oddity.spot = Some(spot);
                oddity.first = Some(before);
                found.push(oddity);
            }
        }
        true
    });
    if whole.is_some() {
        return found;
    }
    let twice = twice.into_iter();
    twice
        .map(|pointer| Oddity::at(OddityKind::Twice, pointer))
        .collect()
}

/// Everything of this kind in a YAML text; `None` where the scanner that keeps
/// places does not take it.
pub(super) fn in_yaml(text: &str) -> Option<Vec<Oddity>> {
    let mut walk = Walk {
        lines: Lines::new(text),
        pointer: String::new(),
        open: Vec::new(),
        documents: 0,
        second: None,
        found: Vec::new(),
    };
    for event in Parser::new_from_str(text) {
        let Ok((event, span)) = event else {
            // What is after the first document may be anything.
            return (walk.documents > 1).then_some(walk.found);
        };
        if !walk.step(&event, span) {
            break;
        }
    }
    Some(walk.found)
}

/// A collection that has begun.
struct Open {
    /// How long the pointer to it is.
    pointer: usize,
    kind: Kind,
}

enum Kind {
    List {
        next: usize,
    },
    Mapping {
        keys: HashMap<String, Span>,
        in_value: bool,
    },
}

struct Walk<'a> {
    lines: Lines<'a>,
    /// To the value that comes next, once its key is known.
    pointer: String,
    open: Vec<Open>,
    documents: usize,
    /// Where the second document begins.
    second: Option<Span>,
    found: Vec<Oddity>,
}

impl Walk<'_> {
    /// Takes one event; false once there is nothing more to see.
    fn step(&mut self, event: &Event<'_>, span: Span) -> bool {
        if let Some(start) = self.second {
            let nothing =
                matches!(event, Event::Scalar(text, ScalarStyle::Plain, ..) if text.is_empty());
            if !nothing {
                let mut oddity = Oddity::at(OddityKind::SecondDocument, Pointer::root());
                oddity.spot = Some(self.lines.location(start));
                self.found.push(oddity);
            }
            return false;
        }
        match event {
            Event::DocumentStart(_) => {
                self.documents += 1;
                self.second = (self.documents > 1).then_some(span);
            }
            Event::Scalar(text, _, _, tag) => {
                if self.is_key() {
                    self.enter_member(text, span);
                    self.tag(tag.as_deref(), span, "str");
                } else {
                    self.enter_element();
                    self.tag(tag.as_deref(), span, "");
                    self.leave();
                }
            }
            Event::Alias(_) if self.is_key() => self.enter_member("*", span),
            Event::Alias(_) => {
                self.enter_element();
                self.leave();
            }
            Event::SequenceStart(_, tag) => {
                self.begin(tag.as_deref(), span, "seq", Kind::List { next: 0 });
            }
            Event::MappingStart(_, tag) => {
                let keys = HashMap::new();
                let kind = Kind::Mapping {
                    keys,
                    in_value: false,
                };
                self.begin(tag.as_deref(), span, "map", kind);
            }
            Event::SequenceEnd | Event::MappingEnd => {
                if let Some(closed) = self.open.pop() {
                    self.pointer.truncate(closed.pointer);
                    self.leave();
                }
            }
            _ => {}
        }
        true
    }

    fn is_key(&self) -> bool {
        let top = self.open.last().map(|open| &open.kind);
        matches!(
            top,
            Some(Kind::Mapping {
                in_value: false,
                ..
            })
        )
    }

    fn enter_member(&mut self, name: &str, span: Span) {
        let Some(Open {
            kind: Kind::Mapping { keys, in_value },
            pointer,
        }) = self.open.last_mut()
        else {
            return;
        };
        *in_value = true;
        self.pointer.truncate(*pointer);
        self.pointer.push('/');
        self.pointer.push_str(&escaped(name));
        // Keys that are aliases or collections have no name to compare.
        if matches!(name, "*" | "?") {
            return;
        }
        if let Some(first) = keys.insert(name.to_owned(), span) {
            let pointer = Pointer::from_escaped(self.pointer.clone());
            let mut oddity = Oddity::at(OddityKind::Twice, pointer);
            oddity.spot = Some(self.lines.location(span));
            oddity.first = Some(self.lines.location(first));
            self.found.push(oddity);
        }
    }

    fn enter_element(&mut self) {
        if let Some(Open {
            kind: Kind::List { next },
            pointer,
        }) = self.open.last_mut()
        {
            self.pointer.truncate(*pointer);
            self.pointer.push_str(&format!("/{next}"));
            *next += 1;
        }
    }

    fn begin(&mut self, tag: Option<&Tag>, span: Span, plain: &str, kind: Kind) {
        if self.is_key() {
            // A collection as a key; no pointer leads there.
            self.enter_member("?", span);
        } else {
            self.enter_element();
        }
        self.tag(tag, span, plain);
        self.open.push(Open {
            pointer: self.pointer.len(),
            kind,
        });
    }

    /// The value is complete: the next scalar of its mapping is a key again.
    fn leave(&mut self) {
        if let Some(Open {
            kind: Kind::Mapping { in_value, .. },
            pointer,
        }) = self.open.last_mut()
        {
            *in_value = false;
            self.pointer.truncate(*pointer);
        }
    }

    /// Notes a tag, unless it says what the value is anyway. `plain` is the one
    /// that does; scalars have several, which the tree's parser obeys.
    fn tag(&mut self, tag: Option<&Tag>, span: Span, plain: &str) {
        let Some(tag) = tag else { return };
        let core = ["str", "int", "float", "bool", "null"];
        let suffix = tag.suffix.as_str();
        let obeyed = suffix == plain || plain.is_empty() && core.contains(&suffix);
        if tag.is_yaml_core_schema() && obeyed {
            return;
        }
        let written = match tag.is_yaml_core_schema() {
            true => format!("!!{suffix}"),
            false => format!("{}{suffix}", tag.handle),
        };
        let pointer = Pointer::from_escaped(self.pointer.clone());
        let mut oddity = Oddity::at(OddityKind::Tag(written.clone()), pointer);
        oddity.spot = self.lines.words_at(span, &written);
        self.found.push(oddity);
    }
}
