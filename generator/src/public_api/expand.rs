//! Turns the calls of a file's own macros into the items that they stand for,
//! where a macro takes a name and nothing else that matters. Of an exported macro,
//! which is called elsewhere, what it adds to types is listed once.

use std::collections::BTreeMap;

use heck::ToUpperCamelCase as _;
use proc_macro2::{Delimiter, Group, Ident, TokenStream, TokenTree};
use quote::{ToTokens, format_ident, quote};
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
            Some(name) => {
                if call.attrs.iter().any(is_export) {
                    found.extend(added(&call.mac.tokens));
                }
                macros.insert(name.to_string(), call.mac.tokens);
            }
            None => match called(&macros, &call) {
                Some(items) => found.extend(items),
                None => found.push(Item::Macro(call)),
            },
        }
    }
    found
}

/// `#[macro_export]`
fn is_export(attribute: &syn::Attribute) -> bool {
    attribute.path().is_ident("macro_export")
}

/// The functions that an exported macro adds to the types it is called with, as those of
/// the runtime's trait that its parameter is named for: of `$operation`, `Operation`, and of
/// `$streaming_operation`, `StreamingOperation`.
fn added(rules: &TokenStream) -> Vec<Item> {
    let of_trait = |parameter: &Ident| {
        let name = format_ident!("{}", parameter.to_string().to_upper_camel_case());
        quote!(crate::runtime::#name)
    };
    let items = body(rules).and_then(|body| items(filled_in(body, &of_trait)));
    let mut items = items.unwrap_or_default();
    items.retain(|item| matches!(item, Item::Impl(block) if block.trait_.is_none()));
    items
}

/// The items that a call of one of these macros stands for.
fn called(macros: &BTreeMap<String, TokenStream>, call: &syn::ItemMacro) -> Option<Vec<Item>> {
    let name = call.mac.path.get_ident()?;
    expand(macros.get(&name.to_string())?, &call.mac.tokens)
}

/// The items that a call stands for: the body with the name that the call ends with.
fn expand(rules: &TokenStream, call: &TokenStream) -> Option<Vec<Item>> {
    let Some(TokenTree::Ident(name)) = call.clone().into_iter().last() else {
        return None;
    };
    items(filled_in(body(rules)?, &|_| name.to_token_stream()))
}

/// The body of a macro's only rule.
fn body(rules: &TokenStream) -> Option<TokenStream> {
    let braced = |token: TokenTree| match token {
        TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => Some(group.stream()),
        _ => None,
    };
    let mut bodies = rules.clone().into_iter().filter_map(braced);
    let (body, None) = (bodies.next()?, bodies.next()) else {
        return None;
    };
    Some(body)
}

fn items(tokens: TokenStream) -> Option<Vec<Item>> {
    let file: syn::File = syn::parse2(tokens).ok()?;
    Some(file.items)
}

/// Puts what each parameter stands for in its place; `$( … )*` holds attributes, which are
/// left out.
fn filled_in(body: TokenStream, value: &dyn Fn(&Ident) -> TokenStream) -> TokenStream {
    let mut tokens = body.into_iter().peekable();
    let mut filled = TokenStream::new();
    while let Some(token) = tokens.next() {
        match (token, tokens.peek()) {
            (TokenTree::Punct(sign), Some(TokenTree::Group(_))) if sign.as_char() == '$' => {
                tokens.nth(1);
            }
            (TokenTree::Punct(sign), Some(TokenTree::Ident(word))) if sign.as_char() == '$' => {
                filled.extend(match word == "crate" {
                    true => word.to_token_stream(),
                    false => value(word),
                });
                tokens.next();
            }
            (TokenTree::Group(group), _) => {
                let inner = filled_in(group.stream(), value);
                filled.extend([TokenTree::Group(Group::new(group.delimiter(), inner))]);
            }
            (other, _) => filled.extend([other]),
        }
    }
    filled
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_an_exported_macro_adds_is_listed_for_its_trait() {
        let file: syn::File = syn::parse_quote! {
            #[macro_export]
            macro_rules! sendable {
                ($operation:ident) => {
                    impl $crate::runtime::Sealed for $operation {}
                    impl<M> $operation<M> {
                        pub fn send(self) -> $crate::runtime::Sent<$operation> { self.0.send() }
                    }
                };
            }
            macro_rules! own { ($operation:ident) => { impl $operation { fn x() {} } }; }
        };
        let tokens = expanded(file.items)
            .into_iter()
            .map(ToTokens::into_token_stream);
        let found: TokenStream = tokens.collect();
        let expected = quote! {
            impl<M> crate::runtime::Operation<M> {
                pub fn send(self) -> crate::runtime::Sent<crate::runtime::Operation> {
                    self.0.send()
                }
            }
        };
        assert_eq!(found.to_string(), expected.to_string());
    }

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
