//! Breaks lines where rustfmt does.
//!
//! The printer, prettyplease, writes text that is well formed and has its own rules for what
//! takes several lines. `cargo fmt` in a crate with generated code would change it. So what was
//! printed is read as tokens, and the forms that generated code has are broken anew, by the rules of
//! rustfmt's default style (edition 2024). Whatever has another form stays as it was printed.
//!
//! May not know: what the code means, nor the syntax tree it was printed from.

mod chain;
mod expression;
mod header;
mod imports;
mod list;
mod rewrite;
mod shape;
mod tokens;
mod unit;

/// The same code with other line breaks.
pub(super) fn broken(text: &str) -> String {
    let Some(trees) = tokens::trees(text) else {
        return text.to_owned();
    };
    let mut out = String::with_capacity(text.len());
    unit::block(&mut rewrite::Rewriter::new(text), &trees, 0, &mut out);
    out
}
