//! Turns the reading of very many values into several closures.
//!
//! Each `?` in the literal of a struct drops every value before it, so what rustc
//! makes of one literal grows with the square of its fields: 4,000 take more than
//! 24 GB, and in closures of [`PART`] values each 0.3 GB.

use proc_macro2::{Ident, TokenStream};
use quote::quote;
use syn::{FieldValue, Stmt};

use super::ident::joined;
use super::scope::Scope;
use super::syntax;

/// Fewer fields than this are read in one literal, which is the easier to follow.
pub(super) const MANY: usize = 100;

/// The values of one closure.
const PART: usize = 32;

/// `let part1 = read_part(|| Ok((…, …)))?;`, and `name: part1.0` for each field.
pub(super) fn read(
    scope: &Scope<'_>,
    fields: Vec<(Ident, TokenStream)>,
) -> (Vec<Stmt>, Vec<FieldValue>) {
    let read_part = scope.runtime("read_part");
    let statements = fields.chunks(PART).enumerate().map(|(number, part)| {
        let name = part_name(number);
        let values = part.iter().map(|(_, value)| value);
        syntax::parsed(quote!(let #name = #read_part(|| Ok((#(#values,)*)))?;))
    });
    let statements = statements.collect();
    let fields = fields.iter().enumerate().map(|(index, (name, _))| {
        let part = syntax::name(part_name(index / PART));
        let value = syntax::element(part, index % PART);
        syntax::assigned(name.clone(), value)
    });
    (statements, fields.collect())
}

fn part_name(number: usize) -> Ident {
    joined(&format!("part{}", number + 1))
}
