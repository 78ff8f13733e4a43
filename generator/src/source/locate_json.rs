//! Turns pointers into bytes of a JSON text, in one pass over it. The YAML
//! scanner reads JSON too, but keeps the whole of a document in braces in
//! memory, because it might turn out to be a key.

use std::borrow::Cow;
use std::ops::Range;

use super::token::escaped;

/// Calls back with a value's pointer, the bytes of its key, and the bytes to show
/// for it: the value, or its key where the value is a collection. The result says whether what is
/// in the value matters; if not, it is skipped. `None` where the text is not
/// JSON after all.
///
/// The text has been parsed before, so it is nested no deeper than parsers allow.
pub(super) fn walk(
    text: &str,
    found: impl FnMut(&str, Option<Range<usize>>, Range<usize>) -> bool,
) -> Option<()> {
    let mut walk = Walk {
        text,
        at: 0,
        pointer: String::new(),
        found,
    };
    walk.value(None)?;
    walk.skip_space();
    walk.peek().is_none().then_some(())
}

struct Walk<'t, F> {
    text: &'t str,
    at: usize,
    /// To the value that comes next.
    pointer: String,
    found: F,
}

impl<F: FnMut(&str, Option<Range<usize>>, Range<usize>) -> bool> Walk<'_, F> {
    fn value(&mut self, key: Option<Range<usize>>) -> Option<()> {
        let start = self.skip_space();
        match self.peek()? {
            bracket @ (b'{' | b'[') => {
                let span = key.clone().unwrap_or(start..start + 1);
                if !(self.found)(&self.pointer, key, span) {
                    return self.skip();
                }
                self.at += 1;
                if bracket == b'{' {
                    self.members()
                } else {
                    self.elements()
                }
            }
            _ => {
                let span = self.scalar()?;
                (self.found)(&self.pointer, key, span);
                Some(())
            }
        }
    }

    fn members(&mut self) -> Option<()> {
        let above = self.pointer.len();
        loop {
            self.skip_space();
            match self.peek()? {
                b'}' => break,
                b',' => self.at += 1,
                b'"' => {
                    let key = self.string()?;
                    self.enter(&name(self.text.get(key.clone())?)?);
                    self.skip_space();
                    if self.peek()? != b':' {
                        return None;
                    }
                    self.at += 1;
                    self.value(Some(key))?;
                    self.pointer.truncate(above);
                }
                _ => return None,
            }
        }
        self.at += 1;
        Some(())
    }

    fn elements(&mut self) -> Option<()> {
        let above = self.pointer.len();
        let mut index = 0_usize;
        loop {
            self.skip_space();
            match self.peek()? {
                b']' => break,
                b',' => self.at += 1,
                _ => {
                    self.enter(&index.to_string());
                    index += 1;
                    self.value(None)?;
                    self.pointer.truncate(above);
                }
            }
        }
        self.at += 1;
        Some(())
    }

    /// Steps over a collection without looking at what is in it.
    /// What is in it closes every bracket that it opens.
    fn skip(&mut self) -> Option<()> {
        let opens = self.peek()?;
        let closes = if opens == b'{' { b'}' } else { b']' };
        let mut open = 0_usize;
        loop {
            let rest = self.text.as_bytes().get(self.at..)?;
            self.at += memchr::memchr3(b'"', opens, closes, rest)?;
            let byte = self.peek()?;
            if byte == b'"' {
                self.string()?;
                continue;
            }
            self.at += 1;
            open = if byte == opens { open + 1 } else { open - 1 };
            if open == 0 {
                return Some(());
            }
        }
    }

    fn enter(&mut self, token: &str) {
        self.pointer.push('/');
        self.pointer.push_str(&escaped(token));
    }

    fn scalar(&mut self) -> Option<Range<usize>> {
        if self.peek()? == b'"' {
            return self.string();
        }
        let start = self.at;
        let rest = self.text.as_bytes().get(start..)?;
        let is_end = |byte: &u8| byte.is_ascii_whitespace() || matches!(byte, b',' | b']' | b'}');
        self.at += rest.iter().position(is_end).unwrap_or(rest.len());
        (self.at > start).then_some(start..self.at)
    }

    /// The bytes of a string, quotes included.
    fn string(&mut self) -> Option<Range<usize>> {
        let start = self.at;
        self.at += 1;
        loop {
            // Descriptions are most of a document.
            let rest = self.text.as_bytes().get(self.at..)?;
            let skipped = memchr::memchr2(b'"', b'\\', rest)?;
            self.at += skipped + 1;
            if rest[skipped] == b'"' {
                return Some(start..self.at);
            }
            self.at += 1;
        }
    }

    fn skip_space(&mut self) -> usize {
        while self.peek().is_some_and(|byte| byte.is_ascii_whitespace()) {
            self.at += 1;
        }
        self.at
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }
}

/// What a string means whose quotes are still there.
fn name(quoted: &str) -> Option<Cow<'_, str>> {
    if quoted.contains('\\') {
        return serde_json::from_str(quoted).ok().map(Cow::Owned);
    }
    quoted.get(1..quoted.len() - 1).map(Cow::Borrowed)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn places(text: &str) -> Option<Vec<(String, &str)>> {
        let mut places = Vec::new();
        walk(text, |pointer, _, span| {
            places.push((pointer.to_owned(), &text[span]));
            true
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
    fn what_does_not_matter_is_not_looked_into() {
        let text = r#"{"a": {"b\"}": [1, "]}\\"]}, "c": [[{}], "d"]}"#;
        let mut found = Vec::new();
        let whole = walk(text, |pointer, _, _| {
            found.push(pointer.to_owned());
            pointer != "/a" && pointer != "/c/0"
        });
        assert_eq!(whole, Some(()));
        assert_eq!(found, ["", "/a", "/c", "/c/0", "/c/1"]);
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
