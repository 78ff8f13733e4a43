//! Turns one operation into the lines that a caller writes for it.
//!
//! May not know: whether they stand in rustdoc or on a page.

use proc_macro2::TokenStream;
use quote::quote;

use super::patch::{self, Patch};
use super::site::Site;
use crate::format;
use crate::ir::{Api, Operation, Output, Payload};

/// Imports and call, from a `config` on, with the values that the document
/// shows; none where a value can't be shown.
pub(in crate::emit) fn lines(api: &Api, operation: &Operation) -> Option<Vec<String>> {
    let site = Site::of(api);
    let call = match Patch::of(api, operation) {
        Some(patch) => patch::single(&site, operation, &patch)?,
        None => site.call(operation)?,
    };
    let uses = uses(&site, &call);
    let call = match operation.output {
        Output::One {
            payload: Payload::Empty,
            ..
        } => quote!(#call.await?;),
        _ => quote!(let answer = #call.await?; println!("{answer:?}");),
    };
    let mut lines = format::statements(quote!(#uses let client = Client::new(config)?; #call));
    let imports = lines.iter().take_while(|line| line.starts_with("use "));
    lines.insert(imports.count(), String::new());
    Some(lines)
}

/// `use pets::v1::{Client, models};`
fn uses(site: &Site<'_>, call: &TokenStream) -> TokenStream {
    let (krate, module) = (site.krate(), site.module());
    if call.to_string().contains("models ::") {
        quote!(use #krate::#module::{Client, models};)
    } else {
        quote!(use #krate::#module::Client;)
    }
}
