//! Prints the items that a large crate has thousands of, straight as rustfmt would.
//!
//! Any item can be printed by prettyplease, and have its lines broken anew. But what prettyplease
//! does with line breaks is lost by that, and it is a third of what a large crate takes. So here a
//! statement, a field or a head is printed on one line, and only if that is too long its lines are
//! broken, by the same rules. What has a form that is not known here is left to prettyplease:
//! each function gives none for it.
//!
//! Must not know: what the code means.

mod expression;
mod head;
mod imports;
mod item;
mod line;
mod pattern;
mod statement;
mod table;
mod tokens;
mod ty;
mod vertical;

use std::fmt::Write;

use proc_macro2::Ident;

pub(super) use imports::imports;
pub(super) use item::item;
pub(super) use statement::statements;

/// Writes a name.
fn name(out: &mut String, name: &Ident) {
    // Nothing can fail that writes to a text.
    let _ = write!(out, "{name}");
}

/// Writes parts with commas between them.
fn list<T>(
    out: &mut String,
    parts: impl IntoIterator<Item = T>,
    mut write: impl FnMut(&mut String, T) -> Option<()>,
) -> Option<()> {
    for (index, part) in parts.into_iter().enumerate() {
        if index > 0 {
            out.push_str(", ");
        }
        write(out, part)?;
    }
    Some(())
}
