//! Where an expression may be written, and how wide texts are.

/// How long a line may be.
pub(in crate::format) const MAX: usize = 100;

/// How far a block is indented.
pub(in crate::format) const TAB: usize = 4;

/// The room for an expression.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Shape {
    /// Where lines of its block begin.
    pub(super) indent: usize,
    /// How far from there it begins itself.
    pub(super) offset: usize,
    /// How much room its first line has.
    pub(super) width: usize,
}

impl Shape {
    /// A line of its own.
    pub(super) fn line(indent: usize) -> Self {
        Self {
            indent,
            offset: 0,
            width: MAX.saturating_sub(indent),
        }
    }

    /// A line one level deeper.
    pub(super) fn deeper(self) -> Self {
        Self::line(self.indent + TAB)
    }

    /// The room behind some characters.
    pub(super) fn after(self, used: usize) -> Option<Self> {
        Some(Self {
            offset: self.offset + used,
            width: self.width.checked_sub(used)?,
            ..self
        })
    }

    /// The room before some characters.
    pub(super) fn before(self, used: usize) -> Option<Self> {
        let width = self.width.checked_sub(used)?;
        Some(Self { width, ..self })
    }

    /// The columns to its left.
    pub(super) fn used(self) -> usize {
        self.indent + self.offset
    }

    /// What must follow it on its line.
    pub(super) fn overhead(self) -> usize {
        MAX.saturating_sub(self.used() + self.width)
    }

    /// Whether a text stays within the room.
    pub(super) fn holds(self, text: &str) -> bool {
        if first_line(text) > self.width {
            return false;
        }
        if !has_break(text) {
            return true;
        }
        let mut others = text.lines().skip(1);
        others.all(|line| width(line) <= MAX) && last_line(text) <= self.used() + self.width
    }

    /// A line break, and the spaces before the next line of the block.
    pub(super) fn break_line(self) -> String {
        let mut text = String::with_capacity(1 + self.indent);
        text.push('\n');
        indented(&mut text, self.indent);
        text
    }
}

/// Writes the spaces before a line.
pub(in crate::format) fn indented(out: &mut String, indent: usize) {
    const SPACES: &str = "                                                                ";
    let mut left = indent;
    while left > 0 {
        let some = left.min(SPACES.len());
        out.push_str(&SPACES[..some]);
        left -= some;
    }
}

/// How many columns a text takes on a line.
pub(in crate::format) fn width(text: &str) -> usize {
    match text.is_ascii() {
        true => text.len(),
        false => text.chars().count(),
    }
}

/// Whether it takes several lines.
pub(super) fn has_break(text: &str) -> bool {
    memchr::memchr(b'\n', text.as_bytes()).is_some()
}

pub(super) fn first_line(text: &str) -> usize {
    let end = memchr::memchr(b'\n', text.as_bytes());
    width(&text[..end.unwrap_or(text.len())])
}

pub(super) fn last_line(text: &str) -> usize {
    let begin = memchr::memrchr(b'\n', text.as_bytes());
    width(&text[begin.map_or(0, |begin| begin + 1)..])
}

pub(super) fn lines(text: &str) -> usize {
    memchr::memchr_iter(b'\n', text.as_bytes()).count() + 1
}
