//! What becomes of CommonMark.

use pulldown_cmark::{CodeBlockKind, Event, LinkType, Parser, Tag, TagEnd};

use super::{Headings, SYNTAX, blocks, code, line, link};

fn block(text: &str) -> String {
    blocks(text, Headings::Bold)
}

#[test]
fn blocks_become() {
    let cases = [
        ("plain words", "plain words"),
        ("", ""),
        ("see [Pet] and [Pet][]", "see \\[Pet\\] and \\[Pet\\]\\[\\]"),
        ("see [the pet](#/pet)", "see the pet"),
        ("[site](https://example.com)", "[site](https://example.com)"),
        (
            "at https://example.com/a_b.",
            "at <https://example.com/a_b>.",
        ),
        (
            "at https://{tenant}.example.com",
            "at `https://{tenant}.example.com`",
        ),
        ("(https://example.com)", "(<https://example.com>)"),
        ("# Title\n\ntext", "**Title**\n\ntext"),
        ("    code", "```text\ncode\n```"),
        ("```\ncode\n```", "```text\ncode\n```"),
        ("```rust\ncode\n```", "```text\ncode\n```"),
        ("```JSON\n{}\n```", "```json\n{}\n```"),
        ("a <b>bold</b> word", "a bold word"),
        ("<!-- hidden -->", ""),
        ("<p>one</p><p>two</p>", "one\\\ntwo"),
        (
            "![picture](https://example.com/p.png)",
            "[picture](https://example.com/p.png)",
        ),
        ("a\tb", "a    b"),
        ("**bold** <br><br>\n\nnext", "**bold**\n\nnext"),
        ("|a<br>b|\n|---|\n|c|", "|a b|\n|---|\n|c|"),
        ("one  \ntwo", "one\\\ntwo"),
        (
            "https://example.com<br>next",
            "<https://example.com>\\\nnext",
        ),
        ("```\none  \ntwo\n```", "```text\none  \ntwo\n```"),
    ];
    for (given, expected) in cases {
        assert_eq!(block(given), expected, "{given:?}");
    }
}

#[test]
fn lines_become() {
    let cases = [
        ("one\ntwo\n\nthree", "one two three"),
        ("**bold.** more", "**bold.** more"),
        ("# Title", "**Title**"),
        ("- a\n- b", "a b"),
        ("1.0", "1.0"),
        ("  ", ""),
        ("one  \ntwo", "one two"),
    ];
    for (given, expected) in cases {
        assert_eq!(line(given), expected, "{given:?}");
    }
}

#[test]
fn code_survives_backticks() {
    assert_eq!(code("plain"), "`plain`");
    assert_eq!(code("a`b"), "``a`b``");
    assert_eq!(code(""), "` `");
}

#[test]
fn links_lead_out_or_are_text() {
    assert_eq!(
        link("docs", "https://example.com"),
        "[docs](<https://example.com>)"
    );
    assert_eq!(link("docs", "javascript:alert(1)"), "docs");
    assert_eq!(link("docs", "Pet"), "docs");
    assert_eq!(link("", "https://example.com"), "<https://example.com>");
}

#[test]
fn long_lines_are_broken_where_no_block_can_start() {
    let text = "word - 1. # + ".repeat(40);
    let lines = blocks(&text, Headings::Bold);
    assert!(lines.lines().count() > 3);
    for line in lines.lines() {
        assert!(line.starts_with("word"), "{line}");
        assert!(line.len() < 130, "{line}");
    }
}

#[test]
fn headings_of_modules_go_one_level_down() {
    assert_eq!(
        blocks("# A\n\n###### B", Headings::Lowered),
        "## A\n\n###### B"
    );
}

/// Whatever comes in, what goes out has none of the things that rustdoc acts upon.
#[test]
fn nothing_that_rustdoc_acts_upon_gets_through() {
    let nasty = [
        "<script>alert(1)</script>",
        "<div><tenant></div>",
        "text <tenant> more </tenant>",
        "<T> Vec<T> Option<Vec<T>>",
        "[a]: https://example.com\n\n[a] [b] [c][d] [e](f) ![g](h)",
        "[`Pet`] [`Pet`](Pet) [Pet](struct@Pet) [x](https://e.com \"t\")",
        "*a **b _c `d` e_ f** g*",
        "| a | `|` |\n|---|---|\n| [x] | <y> |",
        "> quote\n> # heading\n\n1) one\n2) two\n\n***\n\n- [ ] task\n- [x] done",
        "````\n```\n````",
        "~~~rust\nfn f() {}\n~~~\n\n```rust,no_run\nf()\n```\n\n``` {.rust}\nf()\n```",
        "Setext\n===\n\nOther\n---",
        "line one  \nline two\\\nline three",
        "&lt;b&gt; &amp; &nbsp; \\< \\[ \\`",
        "a\n  - b\n\n        code\n    - c\n1. d",
        "https://example.com/?q=<x>&y=[z] http://a.b/(c) https://",
        "`code with [link]` and `<b>`",
        "[^1] and [^1]: note",
        "#hash +plus -minus 1.one =eq |pipe ~tilde",
        "***bold italic*** __under__ _it_ ~~gone~~",
        "$math$ :emoji: @user #1",
    ];
    for text in nasty {
        for written in [block(text), line(text)] {
            assert_harmless(text, &written);
        }
    }
}

fn assert_harmless(given: &str, written: &str) {
    let mut apart = false;
    for event in Parser::new_ext(written, SYNTAX) {
        match &event {
            Event::Html(_) | Event::InlineHtml(_) => panic!("HTML: {given:?} → {written:?}"),
            Event::Start(Tag::Heading { .. }) => panic!("heading: {given:?} → {written:?}"),
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) => {
                assert!(!info.is_empty() && !info.contains("rust"), "{written:?}");
                apart = true;
            }
            Event::Start(Tag::CodeBlock(CodeBlockKind::Indented)) => {
                panic!("doctest: {given:?} → {written:?}")
            }
            Event::Start(Tag::Link {
                dest_url,
                link_type,
                ..
            }) => {
                assert!(super::url::is_external(dest_url), "{given:?} → {written:?}");
                assert!(matches!(link_type, LinkType::Inline | LinkType::Autolink));
                apart = true;
            }
            Event::End(TagEnd::Link | TagEnd::CodeBlock) => apart = false,
            Event::Text(text) if !apart => {
                assert!(!text.contains("://e"), "bare URL: {given:?} → {written:?}");
            }
            _ => {}
        }
    }
}
