//! Turns pointers into places in a YAML text, from the events of a scanner
//! that keeps marks.

use saphyr_parser::{Event, Parser, Span};

use super::lines::Lines;
use super::locate::Wanted;
use super::location::Location;
use super::token::{escaped, unescaped};

/// Finds what is wanted; what is not there stays empty.
pub(super) fn find(text: &str, wanted: &mut Wanted) {
    let mut walk = Walk {
        lines: Lines::new(text),
        pointer: String::new(),
        open: Vec::new(),
        wanted,
    };
    for event in Parser::new_from_str(text) {
        let Ok((event, span)) = event else {
            return search(text, wanted);
        };
        if !walk.step(&event, span) {
            return;
        }
    }
}

/// Finds the rest by looking for keys at the beginning of lines. The tree was
/// read by another scanner, which takes more than this one.
fn search(text: &str, wanted: &mut Wanted) {
    let lines = Lines::new(text);
    let mut open: Vec<String> = wanted
        .iter()
        .filter(|(_, place)| place.is_none())
        .map(|(pointer, _)| pointer.clone())
        .collect();
    // Parents come before their members, so each search starts below the parent.
    open.sort_by_key(String::len);
    for pointer in open {
        let Some((parent, token)) = pointer.rsplit_once('/') else {
            continue;
        };
        let Some(Some(parent)) = wanted.get(parent) else {
            continue;
        };
        let name = unescaped(token);
        let found = lines.key_after(parent.line, &name);
        if let (Some(found), Some(place)) = (found, wanted.get_mut(&pointer)) {
            *place = Some(found);
        }
    }
}

/// A collection that has begun.
struct Open {
    /// How long the pointer to it is.
    pointer: usize,
    kind: Kind,
}

enum Kind {
    List { next: usize },
    Mapping { key: Option<Span> },
}

struct Walk<'a> {
    lines: Lines<'a>,
    /// To the value that comes next, once its key is known.
    pointer: String,
    open: Vec<Open>,
    wanted: &'a mut Wanted,
}

impl Walk<'_> {
    /// Takes one event; false once the first document is over.
    fn step(&mut self, event: &Event<'_>, span: Span) -> bool {
        match event {
            Event::DocumentEnd => return false,
            Event::Scalar(text, ..) => {
                if self.is_key() {
                    self.enter_member(text, span);
                } else {
                    self.value(span, true);
                    self.leave();
                }
            }
            Event::Alias(_) => {
                if self.is_key() {
                    self.enter_member("*", span);
                } else {
                    self.value(span, true);
                    self.leave();
                }
            }
            Event::SequenceStart(..) => self.begin(span, Kind::List { next: 0 }),
            Event::MappingStart(..) => self.begin(span, Kind::Mapping { key: None }),
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
        matches!(
            self.open.last(),
            Some(Open {
                kind: Kind::Mapping { key: None },
                ..
            })
        )
    }

    fn enter_member(&mut self, name: &str, span: Span) {
        if let Some(Open {
            kind: Kind::Mapping { key },
            pointer,
        }) = self.open.last_mut()
        {
            *key = Some(span);
            self.pointer.truncate(*pointer);
            self.pointer.push('/');
            self.pointer.push_str(&escaped(name));
        }
    }

    /// Notes where the value at the current pointer is.
    fn value(&mut self, span: Span, scalar: bool) {
        let mut span = span;
        let mut name = None;
        match self.open.last_mut() {
            Some(Open {
                kind: Kind::List { next },
                pointer,
            }) => {
                self.pointer.truncate(*pointer);
                self.pointer.push_str(&format!("/{next}"));
                *next += 1;
            }
            Some(Open {
                kind: Kind::Mapping { key: Some(key) },
                ..
            }) if !scalar || span.is_empty() => span = *key,
            Some(Open {
                kind: Kind::Mapping { key },
                ..
            }) => name = *key,
            _ => {}
        }
        if let Some(place) = self.wanted.get_mut(self.pointer.as_str()) {
            let key = name.map(|name| Box::new(self.lines.location(name)));
            let found = self.lines.location(span);
            *place = Some(Location { key, ..found });
        }
    }

    fn begin(&mut self, span: Span, kind: Kind) {
        if self.is_key() {
            // A mapping as a key; no pointer leads there.
            self.enter_member("?", span);
            self.open.push(Open {
                pointer: self.pointer.len(),
                kind,
            });
            return;
        }
        self.value(span, false);
        self.open.push(Open {
            pointer: self.pointer.len(),
            kind,
        });
    }

    /// The value is complete: the next scalar of its mapping is a key again.
    fn leave(&mut self) {
        if let Some(Open {
            kind: Kind::Mapping { key },
            pointer,
        }) = self.open.last_mut()
        {
            *key = None;
            self.pointer.truncate(*pointer);
        }
    }
}
