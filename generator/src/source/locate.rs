//! Turns JSON pointers into lines and columns, once there is something to print.
//!
//! May not know: what is said about the place.

use std::collections::HashMap;
use std::ops::Range;

use saphyr_parser::{Event, Parser, Span};

use super::locate_json::walk;
use super::{FileId, Place, Pointer, SourceFile, Sources};

/// A place in a file's text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Location {
    /// From 1.
    pub line: usize,
    /// In characters, from 1.
    pub column: usize,
    /// The bytes of the value, or of its key where the value is a mapping or a list.
    pub span: Range<usize>,
}

impl Sources {
    /// Finds places in the text, each file scanned once. For a pointer to
    /// something that is not there it is the nearest parent that is; none
    /// where a file could not be read.
    pub fn locate(&self, places: &[&Place]) -> Vec<Option<Location>> {
        let mut wanted: HashMap<FileId, Wanted> = HashMap::new();
        for place in places {
            let wanted = wanted.entry(place.file).or_default();
            for prefix in prefixes(&place.pointer) {
                wanted.entry(prefix.to_owned()).or_insert(None);
            }
        }
        for (file, wanted) in &mut wanted {
            find(self.file(*file), wanted);
        }
        places
            .iter()
            .map(|place| {
                let found = wanted.get(&place.file)?;
                prefixes(&place.pointer).find_map(|prefix| found.get(prefix).cloned().flatten())
            })
            .collect()
    }
}

type Wanted = HashMap<String, Option<Location>>;

/// The pointer, its parent, and so on up to the root.
fn prefixes(pointer: &Pointer) -> impl Iterator<Item = &str> {
    std::iter::successors(Some(pointer.as_str()), |longer| {
        longer.rfind('/').and_then(|end| longer.get(..end))
    })
}

fn find(file: &SourceFile, wanted: &mut Wanted) {
    let lines = Lines::new(&file.text);
    if let Err(broken) = &file.tree {
        for (pointer, place) in wanted.iter_mut() {
            let number = pointer.strip_prefix('/').and_then(|text| text.parse().ok());
            let further =
                number.and_then(|number: usize| broken.further.get(number.checked_sub(1)?));
            let found = further.copied().or(broken.position);
            *place = found.map(|(line, column)| lines.spot(line, column));
        }
        return;
    }
    if file.text.starts_with(['{', '[']) && find_in_json(&lines, wanted).is_some() {
        return;
    }
    let mut walk = Walk {
        lines,
        pointer: String::new(),
        open: Vec::new(),
        wanted,
    };
    for event in Parser::new_from_str(&file.text) {
        let Ok((event, span)) = event else {
            return search(&file.text, wanted);
        };
        if !walk.step(&event, span) {
            return;
        }
    }
}

fn find_in_json(lines: &Lines<'_>, wanted: &mut Wanted) -> Option<()> {
    walk(lines.text, |pointer, span| {
        if let Some(place) = wanted.get_mut(pointer) {
            *place = Some(lines.at_bytes(span));
        }
    })
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
        let name = token.replace("~1", "/").replace("~0", "~");
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
            self.pointer
                .push_str(&name.replace('~', "~0").replace('/', "~1"));
        }
    }

    /// Notes where the value at the current pointer stands.
    fn value(&mut self, span: Span, scalar: bool) {
        let mut span = span;
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
            _ => {}
        }
        if let Some(place) = self.wanted.get_mut(self.pointer.as_str()) {
            *place = Some(self.lines.location(span));
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

/// Where the lines of a text begin.
struct Lines<'a> {
    text: &'a str,
    starts: Vec<usize>,
}

impl<'a> Lines<'a> {
    fn new(text: &'a str) -> Self {
        let after_breaks = text.match_indices('\n').map(|(at, _)| at + 1);
        Self {
            text,
            starts: std::iter::once(0).chain(after_breaks).collect(),
        }
    }

    /// A line and a column in characters, both from 1, as a place of one character.
    fn spot(&self, line: usize, column: usize) -> Location {
        let start = self.byte(line, column.saturating_sub(1));
        let width = self.text.get(start..).and_then(|rest| rest.chars().next());
        let width = width.filter(|c| *c != '\n').map_or(0, char::len_utf8);
        Location {
            line,
            column,
            span: start..start + width,
        }
    }

    fn location(&self, span: Span) -> Location {
        let start = self.byte(span.start.line(), span.start.col());
        let end = self.byte(span.end.line(), span.end.col());
        // Never past the first line; a collection without a key of its own
        // begins with its first word.
        let value = self.text.get(start..end).unwrap_or_default();
        let shown = if value.is_empty() {
            let rest = self.text.get(start..).unwrap_or_default();
            rest.split([':', ',', ' ', '\n', '\r']).next()
        } else {
            value.lines().next()
        };
        Location {
            line: span.start.line(),
            column: span.start.col() + 1,
            span: start..start + shown.unwrap_or_default().trim_end().len(),
        }
    }

    /// The place of these bytes, never past the first line.
    fn at_bytes(&self, span: Range<usize>) -> Location {
        let line = self.starts.partition_point(|start| *start <= span.start);
        let start = self.starts.get(line - 1).copied().unwrap_or_default();
        let before = self.text.get(start..span.start).unwrap_or_default();
        Location {
            line,
            column: before.chars().count() + 1,
            span,
        }
    }

    /// The first line below this one that begins with the key.
    fn key_after(&self, line: usize, name: &str) -> Option<Location> {
        let rest = self.text.get(*self.starts.get(line)?..)?;
        rest.lines().enumerate().find_map(|(offset, text)| {
            let indent = text.len() - text.trim_start_matches([' ', '-', '"', '\'']).len();
            let after = text.get(indent..)?.strip_prefix(name)?;
            if !after.trim_start_matches(['"', '\'']).starts_with(':') {
                return None;
            }
            let line = line + 1 + offset;
            let start = self.starts.get(line - 1)? + indent;
            Some(Location {
                line,
                column: text.get(..indent)?.chars().count() + 1,
                span: start..start + name.len(),
            })
        })
    }

    fn byte(&self, line: usize, column: usize) -> usize {
        let Some(&start) = self.starts.get(line.saturating_sub(1)) else {
            return self.text.len();
        };
        let rest = self.text.get(start..).unwrap_or_default();
        let within = rest
            .char_indices()
            .nth(column)
            .map_or(rest.len(), |(at, _)| at);
        start + within
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const YAML: &str = "\
openapi: 3.0.3
paths:
  /a/b:
    get:
      tags: [x, \"ü y\", z]
      list:
        - first
        - name: n
    empty:
last: |
  text
";

    #[test]
    fn pointers_become_the_place_of_the_value_or_of_its_key() {
        for (pointer, line, column, text) in [
            ("/openapi", 1, 10, "3.0.3"),
            ("/paths", 2, 1, "paths"),
            ("/paths/~1a~1b", 3, 3, "/a/b"),
            ("/paths/~1a~1b/get/tags/1", 5, 17, "\"ü y\""),
            ("/paths/~1a~1b/get/tags/2", 5, 24, "z"),
            ("/paths/~1a~1b/get/list/1/name", 8, 17, "n"),
            ("/paths/~1a~1b/get/list/1", 8, 11, "name"),
            ("/paths/~1a~1b/get/nothing/here", 4, 5, "get"),
            ("/paths/~1a~1b/empty", 9, 5, "empty"),
        ] {
            let sources = Sources::from_texts([("x.yaml", YAML)]);
            let file = sources.find("x.yaml").expect("it was given");
            let place = Place {
                file,
                pointer: Pointer::from_escaped(pointer),
            };
            let found = sources.locate(&[&place]).remove(0).expect(pointer);
            let shown = &YAML[found.span.clone()];
            assert_eq!(
                (found.line, found.column, shown),
                (line, column, text),
                "{pointer}"
            );
        }
    }

    #[test]
    fn what_only_the_other_scanner_takes_is_searched_by_its_keys() {
        let text = "a:\n  b: [\n    1\n]\n  c:\n    'd': 5\n";
        let sources = Sources::from_texts([("x.yaml", text)]);
        let file = sources.find("x.yaml").expect("it was given");
        assert!(sources.file(file).tree.is_ok());
        let place = Place {
            file,
            pointer: Pointer::from_escaped("/a/c/d"),
        };
        let found = sources.locate(&[&place]).remove(0).expect("a place");
        assert_eq!((found.line, &text[found.span]), (6, "d"));
    }

    #[test]
    fn json_is_located_like_yaml() {
        let text = "{\n\t\"a\": {\"b\": [1, true]}\n}";
        let sources = Sources::from_texts([("x.json", text)]);
        let file = sources.find("x.json").expect("it was given");
        for (pointer, line, column, shown) in [
            ("/a", 2, 2, "\"a\""),
            ("/a/b", 2, 8, "\"b\""),
            ("/a/b/1", 2, 17, "true"),
        ] {
            let place = Place {
                file,
                pointer: Pointer::from_escaped(pointer),
            };
            let found = sources.locate(&[&place]).remove(0).expect(pointer);
            assert_eq!(
                (found.line, found.column, &text[found.span.clone()]),
                (line, column, shown)
            );
        }
    }
}
