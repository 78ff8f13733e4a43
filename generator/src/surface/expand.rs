//! Turns the calls of a file's own macros into the items that they stand for,
//! where a macro takes a name and nothing else that matters.
//!
//! May not know: what the items are.

use std::collections::BTreeMap;

use proc_macro2::{Delimiter, Group, Ident, TokenStream, TokenTree};
use syn::Item;

/// The items of a file with its macros expanded.
pub(super) fn expanded(items: Vec<Item>) -> Vec<Item> {
    let mut macros: BTreeMap<String, TokenStream> = BTreeMap::new();
    let mut found = Vec::new();
    for item in items {
        let Item::Macro(call) = item else {
            found.push(item);
            continue;
        };
        match &call.ident {
            Some(name) => drop(macros.insert(name.to_string(), call.mac.tokens)),
            None => match called(&macros, &call) {
                Some(items) => found.extend(items),
                None => found.push(Item::Macro(call)),
            },
        }
    }
    found
}

/// The items that a call of one of these macros stands for.
fn called(macros: &BTreeMap<String, TokenStream>, call: &syn::ItemMacro) -> Option<Vec<Item>> {
    let name = call.mac.path.get_ident()?;
    expand(macros.get(&name.to_string())?, &call.mac.tokens)
}

/// The items that a call stands for: the body with the name that the call ends with.
fn expand(rules: &TokenStream, call: &TokenStream) -> Option<Vec<Item>> {
    let braced = |token: TokenTree| match token {
        TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => Some(group.stream()),
        _ => None,
    };
    let mut bodies = rules.clone().into_iter().filter_map(braced);
    let (body, None) = (bodies.next()?, bodies.next()) else {
        return None;
    };
    let Some(TokenTree::Ident(name)) = call.clone().into_iter().last() else {
        return None;
    };
    let file: syn::File = syn::parse2(filled_in(body, &name)).ok()?;
    Some(file.items)
}

/// `$name` is the name; `$( … )*` holds attributes, which are left out.
fn filled_in(body: TokenStream, name: &Ident) -> TokenStream {
    let mut tokens = body.into_iter().peekable();
    let mut filled = TokenStream::new();
    while let Some(token) = tokens.next() {
        match (token, tokens.peek()) {
            (TokenTree::Punct(sign), Some(TokenTree::Group(_))) if sign.as_char() == '$' => {
                tokens.nth(1);
            }
            (TokenTree::Punct(sign), Some(TokenTree::Ident(word))) if sign.as_char() == '$' => {
                let is_crate = word == "crate";
                let word = tokens.next();
                let own = TokenTree::Ident(name.clone());
                filled.extend(if is_crate { word } else { Some(own) });
            }
            (TokenTree::Group(group), _) => {
                let inner = filled_in(group.stream(), name);
                filled.extend([TokenTree::Group(Group::new(group.delimiter(), inner))]);
            }
            (other, _) => filled.extend([other]),
        }
    }
    filled
}

#[cfg(test)]
mod tests {
    use quote::{ToTokens, quote};

    use super::*;

    #[test]
    fn a_macro_that_takes_a_name_is_the_items_it_makes() {
        let file: syn::File = syn::parse_quote! {
            macro_rules! text {
                ($(#[$doc:meta])* $name:ident) => {
                    $(#[$doc])*
                    pub struct $name(String);
                    impl From<$name> for String { fn from(v: $name) -> Self { v.0 } }
                    $crate::model!($name);
                };
            }
            text! {
                /// A date.
                Date
            }
            other!(Date);
        };
        let tokens = expanded(file.items)
            .into_iter()
            .map(ToTokens::into_token_stream);
        let found: TokenStream = tokens.collect();
        let expected = quote! {
            pub struct Date(String);
            impl From<Date> for String { fn from(v: Date) -> Self { v.0 } }
            crate::model!(Date);
            other!(Date);
        };
        assert_eq!(found.to_string(), expected.to_string());
    }
}
