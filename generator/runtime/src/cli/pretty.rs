//! Turns JSON into the same JSON with a line for each element, every token as it came:
//! the order of properties, and the way numbers and texts are written.
//!
//! It does not know what the JSON says, and takes it to be JSON.

use std::io::{self, Write as _};

use super::screen::{Screen, Style};

/// Two spaces for each level, and a line break at the end.
pub(super) fn indented(json: &str) -> String {
    let mut out = String::with_capacity(json.len() * 2);
    let mut depth = 0_usize;
    let mut found = json.chars().peekable();
    while let Some(token) = found.next() {
        match token {
            '"' => text(&mut out, &mut found),
            '{' | '[' => {
                out.push(token);
                while found.next_if(|next| next.is_ascii_whitespace()).is_some() {}
                match found.next_if(|next| matches!(next, '}' | ']')) {
                    Some(end) => out.push(end),
                    None => {
                        depth += 1;
                        line(&mut out, depth);
                    }
                }
            }
            '}' | ']' => {
                depth = depth.saturating_sub(1);
                line(&mut out, depth);
                out.push(token);
            }
            ',' => {
                out.push(',');
                line(&mut out, depth);
            }
            ':' => out.push_str(": "),
            space if space.is_ascii_whitespace() => {}
            other => out.push(other),
        }
    }
    out.push('\n');
    out
}

/// Writes JSON with indentation, and names and texts in colours where there are any.
pub(super) fn write(json: &str, screen: &mut Screen<'_>) -> io::Result<()> {
    let shown = indented(json);
    if !screen.has_colours() {
        return screen.write_all(shown.as_bytes());
    }
    let mut rest = shown.as_str();
    while let Some(start) = rest.find('"') {
        let (before, begins) = rest.split_at(start);
        let mut inside = String::new();
        text(&mut inside, &mut begins.chars().skip(1));
        let (quoted, after) = begins.split_at(inside.len());
        let style = match after.starts_with(':') {
            true => Style::Name,
            false => Style::Text,
        };
        screen.write_all(before.as_bytes())?;
        screen.styled(style, quoted)?;
        rest = after;
    }
    screen.write_all(rest.as_bytes())
}

/// A text up to the quote that ends it.
fn text(out: &mut String, found: &mut impl Iterator<Item = char>) {
    out.push('"');
    let mut is_escaped = false;
    for inside in found {
        out.push(inside);
        match inside {
            '"' if !is_escaped => break,
            _ => is_escaped = inside == '\\' && !is_escaped,
        }
    }
}

fn line(out: &mut String, depth: usize) {
    out.push('\n');
    out.push_str(&"  ".repeat(depth));
}
