//! The code blocks of a page of Markdown, and the commands in them.

use pulldown_cmark::{CodeBlockKind, Event, Parser, Tag, TagEnd};

/// A fenced block of code.
#[derive(Debug)]
pub(super) struct Block {
    /// The words after the fence: `console not-run`.
    pub(super) kind: String,
    pub(super) text: String,
}

/// A command as a person types it, and what it prints.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Command {
    /// Its lines; all but the last end with `\`.
    pub(super) line: String,
    /// Nothing where the page does not show it.
    pub(super) output: String,
}

/// Every fenced block, in order.
pub(super) fn blocks(page: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut open: Option<Block> = None;
    for event in Parser::new(page) {
        match event {
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(kind))) => {
                let (kind, text) = (kind.into_string(), String::new());
                open = Some(Block { kind, text });
            }
            Event::Text(text) => {
                if let Some(block) = &mut open {
                    block.text.push_str(&text);
                }
            }
            Event::End(TagEnd::CodeBlock) => blocks.extend(open.take()),
            _ => {}
        }
    }
    blocks
}

/// The commands of a console: lines after `$ `, each with the lines below it.
pub(super) fn commands(text: &str) -> Vec<Command> {
    let mut commands: Vec<Command> = Vec::new();
    let mut is_open = false;
    for line in text.lines() {
        match (line.strip_prefix("$ "), commands.last_mut()) {
            (Some(line), _) => commands.push(Command {
                line: line.to_owned(),
                output: String::new(),
            }),
            (None, Some(command)) if is_open => command.line.push_str(&format!("\n{line}")),
            (None, Some(command)) => command.output.push_str(&format!("{line}\n")),
            (None, None) => panic!("a console begins with a command: {text}"),
        }
        let last = commands.last().map_or("", |command| &command.line);
        is_open = last.ends_with('\\') && last.ends_with(line.trim_start_matches("$ "));
    }
    commands
}

#[test]
fn a_command_goes_on_after_a_backslash_and_ends_where_its_output_begins() {
    let text = "$ one \\\n    two\nout\n$ three\n$ four\nout \\\nout\n";
    let command = |line: &str, output: &str| Command {
        line: line.to_owned(),
        output: output.to_owned(),
    };
    let expected = [
        command("one \\\n    two", "out\n"),
        command("three", ""),
        command("four", "out \\\nout\n"),
    ];
    assert_eq!(commands(text), expected);
}
