//! Turns the words that most descriptions are into lines, without the detour
//! over a parser and a writer of CommonMark: sentences and code, nothing that
//! means anything else. That detour takes a seventh of the time of a run.

use super::wrap;

/// Paragraphs as lines with an empty one between them; none where the text is
/// more than words.
pub(super) fn blocks(text: &str) -> Option<String> {
    let text = text.trim_matches('\n');
    let mut out = String::with_capacity(text.len());
    if text.is_empty() {
        return Some(out);
    }
    for paragraph in text.split("\n\n") {
        if !out.is_empty() {
            out.push_str("\n\n");
        }
        wrapped(&line_of(paragraph)?, &mut out);
    }
    Some(out)
}

/// The text as one line; none where it is more than words.
pub(super) fn line(text: &str) -> Option<String> {
    let text = text.trim_end_matches('\n');
    let is_line = !text.contains("\n\n") && !text.contains("  ");
    is_line.then(|| line_of(text))?
}

/// Text as code, where nothing in it could end the code.
pub(super) fn code(text: &str) -> Option<String> {
    is_code(text).then(|| ["`", text, "`"].concat())
}

/// A paragraph whose lines are words, on one line.
fn line_of(paragraph: &str) -> Option<String> {
    let mut joined = String::with_capacity(paragraph.len());
    for line in paragraph.split('\n') {
        // One space at the end of a line means nothing; more break the line by force.
        let line = line.strip_suffix(' ').unwrap_or(line);
        if !is_words(line) {
            return None;
        }
        if !joined.is_empty() {
            joined.push(' ');
        }
        joined.push_str(line);
    }
    Some(joined)
}

/// Words, and code between pairs of backticks. A line that begins with a letter
/// is no list, no heading and no rule.
fn is_words(line: &str) -> bool {
    let mut parts = 0;
    let are_known = line.split('`').all(|part| {
        parts += 1;
        match parts % 2 {
            0 => is_code(part),
            _ => is_text(part.as_bytes()),
        }
    });
    let begins = line.starts_with(|first: char| first.is_ascii_alphabetic());
    begins && !line.ends_with(' ') && are_known && parts % 2 == 1
}

/// What has no meaning in a line that begins with a letter.
fn is_text(text: &[u8]) -> bool {
    let is_letter = |at: usize| text.get(at).is_some_and(u8::is_ascii_alphanumeric);
    text.iter().enumerate().all(|(at, byte)| match byte {
        b' ' | b',' | b'.' | b';' | b':' | b'(' | b')' | b'\'' | b'"' | b'%' | b'?' => true,
        b'-' | b'+' | b'=' | b'@' => true,
        // A URL is a link.
        b'/' => !text[..at].ends_with(b":/"),
        // Emphasis begins and ends beside something else.
        b'_' => at > 0 && is_letter(at - 1) && is_letter(at + 1),
        _ => byte.is_ascii_alphanumeric(),
    })
}

fn is_code(text: &str) -> bool {
    !text.is_empty()
        && !text.starts_with(' ')
        && !text.ends_with(' ')
        && text
            .bytes()
            .all(|byte| matches!(byte, b' '..=b'~') && byte != b'`')
}

/// Writes a paragraph, whose code has no line breaks.
fn wrapped(paragraph: &str, out: &mut String) {
    let mut column = 0;
    for (index, part) in paragraph.split('`').enumerate() {
        if index % 2 == 1 {
            out.extend(["`", part, "`"]);
            column += part.len() + 2;
            continue;
        }
        for (index, line) in wrap::lines(part, &mut column).into_iter().enumerate() {
            if index > 0 {
                out.push('\n');
            }
            out.push_str(line);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Headings, line, parsed, parsed_code};
    use super::*;

    const WORDS: &[&str] = &[
        "the",
        "pet's",
        "(or",
        "both)",
        "1.",
        "2)",
        "-",
        "a-b",
        "-1",
        "e.g.",
        "x:",
        "\"y\"",
        "50%",
        "a/b",
        "`code`",
        "`a * b`",
        "`<T>`",
        "why?",
        "2024-01-02,",
        "`|`",
        "---",
        "",
        "a_b_c",
        "A_B:",
        "+1",
        "=",
        "x==",
        "+",
        "@me",
        "a@b.c",
        "'",
        "extraordinarily",
        "\n",
        "\n\n",
        "a\nb",
    ];

    /// Texts of these words in an order that looks random and is always the same.
    fn texts() -> impl Iterator<Item = String> {
        let mut state = 7_u64;
        let mut next = move |below: usize| {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1);
            usize::try_from(state >> 33).expect("31 bits") % below
        };
        (0..2_000).map(move |_| {
            let words: Vec<&str> = (0..next(40)).map(|_| WORDS[next(WORDS.len())]).collect();
            format!("A {}", words.join(" ")).replace("\n ", "\n")
        })
    }

    #[test]
    fn words_become_what_the_parser_and_the_writer_make_of_them() {
        let mut seen = 0;
        for text in texts() {
            let Some(words) = blocks(&text) else { continue };
            seen += 1;
            assert_eq!(words, parsed(&text, Headings::Bold), "{text:?}");
        }
        assert!(seen > 200, "only {seen} texts are words");
    }

    #[test]
    fn lines_of_words_become_the_same() {
        for text in texts() {
            let Some(words) = super::line(&text) else {
                continue;
            };
            assert_eq!(words, line::parsed(&text), "{text:?}");
        }
    }

    #[test]
    fn code_becomes_the_same() {
        for text in [
            "a",
            "a b",
            "<T>",
            "*",
            "\\",
            "a|b",
            "{\"a\": [1]}",
            "'",
            "#",
        ] {
            assert_eq!(code(text), Some(parsed_code(text)), "{text:?}");
        }
        for text in ["", " a", "a ", "`", "a`b", "\u{202e}", "ü"] {
            assert_eq!(code(text), None, "{text:?}");
        }
    }

    #[test]
    fn all_else_is_left_to_the_parser() {
        for text in [
            "- a",
            "1. a",
            "# a",
            "a *b*",
            "a_b_",
            "a__b",
            "<b>",
            "see https://example.com",
            "a  \nb",
            "a\n- b",
            "a\n===",
            "a `b",
            "a & b",
            "[a](b)",
            "a\n\n\nb",
            "| a |",
        ] {
            assert_eq!(blocks(text), None, "{text:?}");
        }
    }
}
