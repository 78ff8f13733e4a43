//! Shows a call that needs nothing but a client.

use proc_macro2::TokenStream;
use quote::quote;

use super::choice::{Choice, is_list};
use super::program::{Mode, Program, settings, settings_doc};
use crate::emit::route;
use crate::format::EmittedFile;
use crate::ir::Operation;

/// `examples/list.rs`
pub(super) fn file(choice: &Choice<'_>) -> Option<EmittedFile> {
    let shown = choice.list?;
    let call = choice.site.call(shown)?;
    let settings = settings(choice);
    let show = show(choice, shown, &quote!(#call.await?));
    let program = Program {
        path: "list",
        docs: vec![
            format!("Lists what exists: {}.", route::code(shown)),
            settings_doc(choice),
        ],
        root: &["Config"],
        mode: Mode::Async,
        items: TokenStream::new(),
        statements: quote! {
            let client = Client::new(#settings)?;
            #show
        },
    };
    Some(program.file(choice))
}

/// `for item in client.list_pets().await? { println!("{item:?}"); }`
pub(super) fn show(choice: &Choice<'_>, shown: &Operation, value: &TokenStream) -> TokenStream {
    match is_list(choice, shown) {
        true => quote!(for item in #value { println!("{item:#?}"); }),
        false => quote!(let response = #value; println!("{response:#?}");),
    }
}
