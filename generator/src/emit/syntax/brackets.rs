//! Pairs of brackets.

use proc_macro2::extra::DelimSpan;
use syn::token::{Brace, Bracket, Paren};

thread_local! {
    /// Where they are, which is nowhere: to find that out allocates, each time.
    static SPAN: DelimSpan = Paren::default().span;
}

/// `(…)`
pub(super) fn paren() -> Paren {
    Paren {
        span: SPAN.with(|span| *span),
    }
}

/// `[…]`
pub(super) fn bracket() -> Bracket {
    Bracket {
        span: SPAN.with(|span| *span),
    }
}

/// `{…}`
pub(super) fn brace() -> Brace {
    Brace {
        span: SPAN.with(|span| *span),
    }
}
