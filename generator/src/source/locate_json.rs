//! Turns pointers into bytes of a JSON text, in one pass over it. The YAML
//! scanner reads JSON too, but keeps the whole of a document in braces in
//! memory, because it might turn out to be a key.
//!
//! May not know: lines and columns.

use std::ops::Range;

/// Calls back with each value's pointer and the bytes to show for it: the
/// value, or its key where the value is a collection. `None` where the text is
/// not JSON after all; what was found until then may be wrong.
pub(super) fn walk(text: &str, found: impl FnMut(&str, Range<usize>)) -> Option<()> {
    let mut walk = Walk {
        text,
        at: 0,
        pointer: String::new(),
        open: Vec::new(),
        found,
    };
    loop {
        walk.token()?;
        if walk.open.is_empty() {
            return walk.peek().is_none().then_some(());
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
    Object { key: Option<Range<usize>> },
}

struct Walk<'t, F> {
    text: &'t str,
    at: usize,
    pointer: String,
    open: Vec<Open>,
    found: F,
}

impl<F: FnMut(&str, Range<usize>)> Walk<'_, F> {
    /// Takes one token, and the colon after a key.
    fn token(&mut self) -> Option<()> {
        let start = self.skip_space();
        match self.peek()? {
            b'{' => self.begin(start, Kind::Object { key: None }),
            b'[' => self.begin(start, Kind::List { next: 0 }),
            b'}' | b']' => {
                self.at += 1;
                let closed = self.open.pop()?;
                self.pointer.truncate(closed.pointer);
                self.leave();
            }
            b',' => self.at += 1,
            b'"' => {
                let span = self.string()?;
                if self.is_key()? {
                    return self.enter(span);
                }
                self.value(span, true);
                self.leave();
            }
            _ if self.is_key()? => return None,
            _ => {
                let rest = self.text.get(start..)?;
                let is_end = |c: char| c.is_ascii_whitespace() || matches!(c, ',' | ']' | '}');
                let end = start + rest.find(is_end).unwrap_or(rest.len());
                self.at = end;
                self.value(start..end, true);
                self.leave();
            }
        }
        Some(())
    }

    fn is_key(&self) -> Option<bool> {
        let open = self.open.last()?;
        Some(matches!(open.kind, Kind::Object { key: None }))
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn skip_space(&mut self) -> usize {
        while self.peek().is_some_and(|byte| byte.is_ascii_whitespace()) {
            self.at += 1;
        }
        self.at
    }

    /// The bytes of a string, quotes included.
    fn string(&mut self) -> Option<Range<usize>> {
        let start = self.at;
        self.at += 1;
        loop {
            match self.peek()? {
                b'"' => break,
                b'\\' => self.at += 2,
                _ => self.at += 1,
            }
        }
        self.at += 1;
        Some(start..self.at)
    }

    fn enter(&mut self, span: Range<usize>) -> Option<()> {
        let name: String = serde_json::from_str(self.text.get(span.clone())?).ok()?;
        self.skip_space();
        if self.peek()? != b':' {
            return None;
        }
        self.at += 1;
        self.skip_space();
        let open = self.open.last_mut()?;
        self.pointer.truncate(open.pointer);
        self.pointer.push('/');
        self.pointer
            .push_str(&name.replace('~', "~0").replace('/', "~1"));
        open.kind = Kind::Object { key: Some(span) };
        Some(())
    }

    fn begin(&mut self, start: usize, kind: Kind) {
        self.at += 1;
        self.value(start..start + 1, false);
        self.open.push(Open {
            pointer: self.pointer.len(),
            kind,
        });
    }

    fn value(&mut self, span: Range<usize>, is_scalar: bool) {
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
                kind: Kind::Object { key: Some(key) },
                ..
            }) if !is_scalar => span = key.clone(),
            _ => {}
        }
        (self.found)(&self.pointer, span);
    }

    /// The value is complete: the next string of its object is a key again.
    fn leave(&mut self) {
        if let Some(open) = self.open.last_mut() {
            self.pointer.truncate(open.pointer);
            if let Kind::Object { key } = &mut open.kind {
                *key = None;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn places(text: &str) -> Option<Vec<(String, &str)>> {
        let mut places = Vec::new();
        walk(text, |pointer, span| {
            places.push((pointer.to_owned(), &text[span]));
        })?;
        Some(places)
    }

    #[test]
    fn each_value_is_found_once_by_its_pointer() {
        let text = r#"{"a/b": {"c\"~": [1, {"d": null}, []]}, "e": "x\\", "f": {} }"#;
        let found = places(text).expect("it is JSON");
        let expected = [
            ("", "{"),
            ("/a~1b", "\"a/b\""),
            ("/a~1b/c\"~0", r#""c\"~""#),
            ("/a~1b/c\"~0/0", "1"),
            ("/a~1b/c\"~0/1", "{"),
            ("/a~1b/c\"~0/1/d", "null"),
            ("/a~1b/c\"~0/2", "["),
            ("/e", r#""x\\""#),
            ("/f", "\"f\""),
        ];
        let expected = expected.map(|(pointer, text)| (pointer.to_owned(), text));
        assert_eq!(found, expected);
    }

    #[test]
    fn what_is_not_json_is_left_to_others() {
        for text in [
            "",
            "{a: 1}",
            "{\"a\" 1}",
            "{\"a",
            "[1",
            "[1]]",
            "{\"a\": \"\\",
        ] {
            assert_eq!(places(text), None, "{text}");
        }
    }
}
