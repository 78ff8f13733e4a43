//! Writes what begins on a line of its own.

use crate::format::lines;

/// A line of its own, or several.
pub(super) fn unit(out: &mut String, line: &str, indent: usize) -> Option<()> {
    lines::indented(out, indent);
    lines::one_line(line, indent, out)?;
    out.push('\n');
    Some(())
}

/// A line that has this part, and nothing else that could be broken.
pub(super) fn plainly(out: &mut String, line: &str, part: &str, indent: usize) -> Option<()> {
    if !lines::fits(line, part, indent) {
        return unit(out, line, indent);
    }
    lines::indented(out, indent);
    out.push_str(line);
    out.push('\n');
    Some(())
}

/// The line that opens a block.
pub(super) fn open(out: &mut String, line: &str, indent: usize) -> Option<()> {
    lines::indented(out, indent);
    lines::head(line, indent, out)?;
    out.push('\n');
    Some(())
}

pub(super) fn close(out: &mut String, indent: usize) {
    lines::indented(out, indent);
    out.push_str("}\n");
}
