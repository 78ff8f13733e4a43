//! Turns JSON values of the document into Rust expressions of JSON values.

use proc_macro2::{Literal as Token, TokenStream};
use quote::quote;
use serde_json::Value;

use super::scope::Scope;
use crate::ir::Literal;

/// `"true"`, `250`, `json!(["a", "b"])`: whatever converts into a JSON value.
pub(super) fn expression(scope: &Scope<'_>, literal: &Literal) -> TokenStream {
    let value = tokens(literal);
    match literal {
        Literal::Null | Literal::List(_) | Literal::Object(_) => {
            let json = scope.import("serde_json", "json");
            quote!(#json!(#value))
        }
        Literal::Bool(_) | Literal::Number(_) | Literal::String(_) => value,
    }
}

/// A whole number without a suffix, where its type is known.
pub(super) fn whole(literal: &Literal) -> TokenStream {
    match literal {
        Literal::Number(text) => match text.parse::<i64>() {
            Ok(whole) => {
                let token = Token::i64_unsuffixed(whole);
                quote!(#token)
            }
            Err(_) => number(text),
        },
        other => tokens(other),
    }
}

/// What `json!` takes.
pub(super) fn tokens(literal: &Literal) -> TokenStream {
    match literal {
        Literal::Null => quote!(null),
        Literal::Bool(value) => quote!(#value),
        Literal::Number(text) => number(text),
        Literal::String(text) => quote!(#text),
        Literal::List(items) => {
            let items = items.iter().map(tokens);
            quote!([#(#items),*])
        }
        Literal::Object(members) => {
            let names = members.iter().map(|(name, _)| name);
            let values = members.iter().map(|(_, value)| tokens(value));
            quote!({#(#names: #values),*})
        }
    }
}

/// The value as JSON; none where a number is too large for it.
pub(super) fn json(literal: &Literal) -> Option<Value> {
    Some(match literal {
        Literal::Null => Value::Null,
        Literal::Bool(value) => Value::Bool(*value),
        Literal::Number(text) => Value::Number(text.parse().ok()?),
        Literal::String(text) => Value::String(text.clone()),
        Literal::List(items) => Value::Array(items.iter().map(json).collect::<Option<_>>()?),
        Literal::Object(members) => {
            let members = members.iter();
            let members = members.map(|(name, value)| Some((name.clone(), json(value)?)));
            Value::Object(members.collect::<Option<_>>()?)
        }
    })
}

/// A number as Rust writes it; what Rust has no number for stays text.
fn number(text: &str) -> TokenStream {
    if let Ok(whole) = text.parse::<i64>() {
        // The suffix keeps rustc from taking an `i32` for granted.
        let token = if i32::try_from(whole).is_ok() {
            Token::i64_unsuffixed(whole)
        } else {
            Token::i64_suffixed(whole)
        };
        return quote!(#token);
    }
    match text.parse::<f64>() {
        Ok(number) if number.is_finite() => {
            let token = Token::f64_unsuffixed(number);
            quote!(#token)
        }
        _ => quote!(#text),
    }
}
