//! Shows a call without async.

use proc_macro2::TokenStream;
use quote::quote;

use super::choice::Choice;
use super::list::show;
use super::program::{Mode, Program, settings, settings_doc};
use crate::emit::route;
use crate::format::EmittedFile;

/// `examples/blocking.rs`
pub(super) fn file(choice: &Choice<'_>) -> Option<EmittedFile> {
    let shown = choice.list?;
    let call = choice.site.call(shown)?;
    let settings = settings(choice);
    let show = show(choice, shown, &quote!(#call.send()?.into_value()));
    let program = Program {
        path: "blocking",
        docs: vec![
            format!(
                "The same without async, with the feature `blocking`: {}.",
                route::code(shown)
            ),
            settings_doc(choice),
        ],
        root: &["Config"],
        mode: Mode::Blocking,
        items: TokenStream::new(),
        statements: quote! {
            let client = Client::blocking(#settings)?;
            #show
        },
    };
    Some(program.file(choice))
}
