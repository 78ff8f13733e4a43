//! Turns JSON values of the document into Rust expressions.
//!
//! May not know: what the values are for.

use proc_macro2::{Literal as Token, TokenStream};
use quote::quote;

use super::ident;
use super::scope::Scope;
use crate::ir::{Literal, Primitive, Shape, StringEnum, TypeRef};

/// `"true".to_owned()`, `250_i64`, `models::Sort::Ascending`
pub(super) fn expression(scope: &Scope<'_>, literal: &Literal, ty: &TypeRef) -> TokenStream {
    match (literal, scope.types().resolve(ty)) {
        (Literal::Bool(value), TypeRef::Primitive(Primitive::Bool)) => quote!(#value),
        (Literal::Number(text), TypeRef::Primitive(primitive)) => {
            number(text, *primitive).unwrap_or_else(|| json(literal))
        }
        (Literal::String(text), TypeRef::Primitive(Primitive::String)) => quote!(#text.to_owned()),
        (Literal::String(text), TypeRef::Named { id, .. }) => match &scope.types().get(*id).shape {
            Shape::StringEnum(values) => variant(values, text)
                .map(|variant| {
                    let name = scope.model(*id);
                    quote!(#name::#variant)
                })
                .unwrap_or_else(|| json(literal)),
            _ => json(literal),
        },
        _ => json(literal),
    }
}

fn variant(values: &StringEnum, text: &str) -> Option<proc_macro2::Ident> {
    values
        .values
        .iter()
        .find(|value| value.wire_name.as_str() == text)
        .map(|value| ident(&value.ident))
}

/// `250_i64`
fn number(text: &str, primitive: Primitive) -> Option<TokenStream> {
    let token = match primitive {
        Primitive::I32 => Token::i32_suffixed(text.parse().ok()?),
        Primitive::I64 => Token::i64_suffixed(text.parse().ok()?),
        Primitive::U32 => Token::u32_suffixed(text.parse().ok()?),
        Primitive::U64 => Token::u64_suffixed(text.parse().ok()?),
        Primitive::F32 => Token::f32_suffixed(text.parse().ok().filter(|n: &f32| n.is_finite())?),
        Primitive::F64 => Token::f64_suffixed(text.parse().ok().filter(|n: &f64| n.is_finite())?),
        _ => return None,
    };
    Some(quote!(#token))
}

/// `serde_json::json!(["a", "b"])`, for what has no shorter spelling.
fn json(literal: &Literal) -> TokenStream {
    let value = json_tokens(literal);
    quote!(serde_json::json!(#value))
}

fn json_tokens(literal: &Literal) -> TokenStream {
    match literal {
        Literal::Null => quote!(null),
        Literal::Bool(value) => quote!(#value),
        Literal::Number(text) => json_number(text),
        Literal::String(text) => quote!(#text),
        Literal::List(items) => {
            let items = items.iter().map(json_tokens);
            quote!([#(#items),*])
        }
        Literal::Object(members) => {
            let names = members.iter().map(|(name, _)| name);
            let values = members.iter().map(|(_, value)| json_tokens(value));
            quote!({#(#names: #values),*})
        }
    }
}

fn json_number(text: &str) -> TokenStream {
    if let Ok(whole) = text.parse::<i64>() {
        let token = Token::i64_unsuffixed(whole);
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
