//! Shows a call that sends a body made of what the document shows.

use proc_macro2::TokenStream;
use quote::quote;

use super::choice::Choice;
use super::program::{Mode, Program, settings, settings_doc};
use super::value;
use crate::emit::{ident, route};
use crate::format::EmittedFile;
use crate::ir::Operation;

/// `examples/create.rs`
pub(super) fn file(choice: &Choice<'_>) -> Option<EmittedFile> {
    let shown = choice.create?;
    let settings = settings(choice);
    let send = send(choice, shown)?;
    let program = Program {
        path: "create",
        docs: vec![
            format!("Sends a body: {}.", route::code(shown)),
            settings_doc(choice),
        ],
        root: &["Config"],
        mode: Mode::Async,
        items: TokenStream::new(),
        statements: quote! {
            let client = Client::new(#settings)?;
            #send
            println!("{} {:#?}", response.status(), response.value());
        },
    };
    Some(program.file(choice))
}

/// `let pet = models::Pet::new("Tom"); let response = client.add_pet(pet).send().await?;`
pub(super) fn send(choice: &Choice<'_>, shown: &Operation) -> Option<TokenStream> {
    let body = value::body(&choice.site, shown)??;
    let arguments = value::arguments(&choice.site, shown)?;
    let method = ident(&shown.ident);
    Some(quote! {
        let body = #body;
        let response = client.#method(#(#arguments,)* body).send().await?;
    })
}
