//! Turns the words that most descriptions are into lines, without the detour
//! over a parser and a writer of CommonMark: sentences and code, nothing that
//! means anything else. That detour takes a seventh of the time of a run.

use pulldown_cmark::{Event, Tag, TagEnd};

use super::wrap;

/// Paragraphs as lines with an empty one between them; none where the text is
/// more than words.
pub(super) fn blocks(text: &str) -> Option<Vec<String>> {
    let mut lines = Vec::new();
    if text.is_empty() {
        return Some(lines);
    }
    for paragraph in text.trim_matches('\n').split("\n\n") {
        if !lines.is_empty() {
            lines.push(String::new());
        }
        let words = line_of(paragraph)?;
        lines.extend(wrapped(&words).lines().map(str::to_owned));
    }
    Some(lines)
}

/// The text as one line; none where it is more than words.
pub(super) fn line(text: &str) -> Option<String> {
    let text = text.trim_end_matches('\n');
    (!text.contains("\n\n")).then(|| line_of(text))?
}

/// Text as code, where nothing in it could end the code.
pub(super) fn code(text: &str) -> Option<String> {
    is_code(text).then(|| format!("`{text}`"))
}

/// A paragraph whose lines are words, on one line.
fn line_of(paragraph: &str) -> Option<String> {
    let is_words = !paragraph.is_empty() && paragraph.split('\n').all(is_words);
    is_words.then(|| paragraph.replace('\n', " "))
}

/// Words, and code between pairs of backticks. A line that begins with a letter
/// is no list, no heading and no rule.
fn is_words(line: &str) -> bool {
    line.starts_with(|first: char| first.is_ascii_alphabetic())
        && !line.ends_with(' ')
        && line.split('`').count() % 2 == 1
        && line.split('`').enumerate().all(|(index, part)| {
            if index % 2 == 1 {
                is_code(part)
            } else {
                part.chars().all(is_word) && !part.contains("  ") && !part.contains("://")
            }
        })
}

fn is_word(character: char) -> bool {
    character.is_ascii_alphanumeric() || " ,.;:()'\"%?/-".contains(character)
}

fn is_code(text: &str) -> bool {
    !text.is_empty()
        && !text.starts_with(' ')
        && !text.ends_with(' ')
        && text.chars().all(|c| matches!(c, ' '..='~') && c != '`')
}

fn wrapped(line: &str) -> String {
    let mut events = vec![Event::Start(Tag::Paragraph)];
    for (index, part) in line.split('`').enumerate() {
        match index % 2 {
            1 => events.push(Event::Code(part.into())),
            _ if part.is_empty() => {}
            _ => events.push(Event::Text(part.into())),
        }
    }
    events.push(Event::End(TagEnd::Paragraph));
    let mut out = String::with_capacity(line.len() + 8);
    for event in wrap::paragraphs(events) {
        match event {
            Event::Text(text) => out.push_str(&text),
            Event::Code(text) => out.extend(["`", &text, "`"]),
            Event::SoftBreak => out.push('\n'),
            _ => {}
        }
    }
    out
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
            format!("A {}", words.join(" "))
                .replace(" \n", "\n")
                .replace("\n ", "\n")
        })
    }

    #[test]
    fn words_become_what_the_parser_and_the_writer_make_of_them() {
        let mut seen = 0;
        for text in texts() {
            let Some(lines) = blocks(&text) else { continue };
            seen += 1;
            assert_eq!(lines, parsed(&text, Headings::Bold), "{text:?}");
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
