//! Builds syntax trees of the shapes that repeat thousands of times in a large
//! crate: comments, fields, types, calls, functions.
//!
//! What is quoted is easier to read, and has to be parsed before it can be
//! printed, which takes ten times as long. So what is rare is quoted and
//! [parsed], and what repeats is built.
//!
//! Must not know: the IR, nor what is made of the shapes.

mod brackets;
mod expression;
mod function;
mod item;
mod ty;

use proc_macro2::{Span, TokenStream};
use quote::quote;
use syn::parse::Parse;
use syn::punctuated::{Pair, Punctuated};
use syn::{
    AttrStyle, Attribute, Expr, ExprLit, Item, ItemMacro, Lit, LitStr, Macro, MacroDelimiter, Meta,
    MetaList, MetaNameValue, Path,
};

pub(super) use expression::*;
pub(super) use function::{Function, Receiver, of_crate, of_parent, private, public};
pub(super) use item::*;
pub(super) use ty::*;

use self::brackets::{bracket, paren};
use super::ident::joined;

/// What the tokens say.
///
/// # Panics
///
/// Where the emitter quoted what is not Rust: a bug of simgen, never of a
/// document, because everything a document says is in literals by now.
pub(crate) fn parsed<T: Parse>(tokens: TokenStream) -> T {
    syn::parse2(tokens).expect("the emitter writes Rust")
}

/// The items that the tokens are; panics as [`parsed`].
pub(crate) fn items(tokens: TokenStream) -> Vec<Item> {
    if tokens.is_empty() {
        return Vec::new();
    }
    let file: syn::File = parsed(tokens);
    debug_assert!(
        file.attrs.is_empty(),
        "what is said of a file is beside its items"
    );
    file.items
}

/// `#[name]`
pub(crate) fn marked(name: &str) -> Attribute {
    attribute(Meta::Path(joined(name).into()))
}

/// `#[doc = "text"]`
pub(crate) fn doc(words: &str) -> Attribute {
    valued("doc", words)
}

/// `#[name = "text"]`
pub(crate) fn valued(name: &str, words: &str) -> Attribute {
    attribute(Meta::NameValue(MetaNameValue {
        path: joined(name).into(),
        eq_token: Default::default(),
        value: Expr::Lit(ExprLit {
            attrs: Vec::new(),
            lit: Lit::Str(LitStr::new(words, Span::call_site())),
        }),
    }))
}

fn attribute(meta: Meta) -> Attribute {
    Attribute {
        pound_token: Default::default(),
        style: AttrStyle::Outer,
        bracket_token: bracket(),
        meta,
    }
}

/// `#[derive(First, Second)]`
pub(crate) fn derive<'n>(names: impl IntoIterator<Item = &'n str>) -> Attribute {
    let names = names.into_iter().map(joined);
    list("derive", quote!(#(#names),*))
}

/// `#[name(…)]`
pub(crate) fn list(name: &str, tokens: TokenStream) -> Attribute {
    attribute(Meta::List(MetaList {
        path: joined(name).into(),
        delimiter: MacroDelimiter::Paren(paren()),
        tokens,
    }))
}

/// `name!(tokens);`
pub(crate) fn invocation(name: Path, tokens: TokenStream) -> Item {
    Item::Macro(ItemMacro {
        attrs: Vec::new(),
        ident: None,
        mac: invoked(name, tokens),
        semi_token: Some(Default::default()),
    })
}

/// `name!(tokens)`, wherever it is.
fn invoked(name: Path, tokens: TokenStream) -> Macro {
    Macro {
        path: name,
        bang_token: Default::default(),
        delimiter: MacroDelimiter::Paren(paren()),
        tokens,
    }
}

/// A list that ends with a comma.
fn listed<T>(parts: impl IntoIterator<Item = T>) -> Punctuated<T, syn::Token![,]> {
    let parts = parts.into_iter();
    let parts = parts.map(|part| Pair::Punctuated(part, Default::default()));
    parts.collect()
}
