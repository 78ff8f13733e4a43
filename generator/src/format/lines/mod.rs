//! Breaks lines where rustfmt does.
//!
//! The printer, prettyplease, writes text that is well formed and has its own rules for what
//! takes several lines. `cargo fmt` in a crate with generated code would change it. So what was
//! printed is read as tokens, and the forms that generated code has are broken anew, by the rules of
//! rustfmt's default style (edition 2024). Whatever has another form stays as it was printed.
//!
//! Must not know: what the code means, nor the syntax tree it was printed from.

mod assign;
mod chain;
mod cut;
mod expression;
mod header;
mod imports;
mod list;
mod rewrite;
mod section;
mod shape;
mod tokens;
mod unit;

pub(super) use rewrite::USUAL;
pub(super) use section::{fits, head, one_line, value};
pub(super) use shape::{MAX, TAB, indented, width};

use rewrite::Rewriter;
use tokens::Gap;

/// The same code with other line breaks.
pub(super) fn broken(text: &str) -> String {
    broken_within(text, 0)
}

/// The same for what is in a block, and so many spaces deep.
pub(super) fn broken_within(text: &str, indent: usize) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 8);
    let copied = section::block(&mut Rewriter::default(), text, indent, &mut out);
    copied.map_or_else(|| read(text).unwrap_or_else(|| text.to_owned()), |()| out)
}

/// The same where everything is read as tokens, as a text may look like lines of code.
fn read(text: &str) -> Option<String> {
    let gap = Gap::Line {
        indent: 0,
        blank: false,
    };
    let trees = tokens::trees(text, gap)?;
    let mut out = String::with_capacity(text.len());
    unit::block(&mut Rewriter::default(), &trees, 0, &mut out);
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_copied_is_what_reading_it_gives() {
        for text in [
            "",
            "use crate::b::{Z, A};\n#[cfg(a)]\nuse crate::a::B;\n\nuse a;\nmod b;\nmod a;\nfn f() {}\n",
            "#[cfg(a)]\n///#1\nmod b;\n#[cfg(b)]\nmod a;\n#[derive(Debug)]\nstruct A;\n",
            "const A: &str = r#\"\nuse b;\nuse a;\n}\n\"#;\nuse z;\nuse y;\n",
            "const A: &str = r#\"say \"\nuse b;\nuse a;\n\"#;\nuse z;\nuse y;\n",
            "const A: char = '\"';\nconst B: &[u8] = b\"}\\\"{\";\nuse b;\nuse a;\n",
            "impl<T> Trait\nfor Type\nwhere\n    T: Copy,\n{\n    fn f(\n        &self,\n    ) -> u8 {\n        self.a.b(1)\n    }\n\n    fn g() {}\n}\n",
            "fn f() {\n    match a {\n        A => b,\n        B(c) => {\n            d(c);\n        }\n    }\n    if let A = b {\n        c()\n    } else {\n        d()\n    }\n    for a in b {\n        c(a)?;\n    }\n}\n",
            "pub enum E {\n    A { a: u8, b: u8 },\n    B(C),\n    #[default]\n    C,\n}\npub struct S;\npub const fn f() -> S {\n    S\n}\n",
            "fn f() {\n    let a = bbbbbbbbbbbbbbbbbbbbb.cccccccccccccccc(ddddddddd).eeeeeee()?.await?;\n    aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.bbbbbbbbbbbbbbbbbb().await?;\n}\n",
        ] {
            assert_eq!(Some(broken(text)), read(text));
        }
    }

    #[test]
    fn what_is_no_rust_stays() {
        for text in ["fn f() {\n", "const A: &str = \"\nb;\n", "}\n", "  a\nb(\n"] {
            assert_eq!(broken(text), text);
        }
    }
}
