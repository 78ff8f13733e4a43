//! Turns JSON into the same JSON with a line for each element, every token as it came:
//! the order of properties, and the way numbers and texts are written.
//!
//! It does not know what the JSON says, and takes it to be JSON.

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
