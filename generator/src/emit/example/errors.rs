//! Shows how each way of failing is told apart.

use proc_macro2::TokenStream;
use quote::quote;

use super::choice::Choice;
use super::program::{Mode, Program, settings, settings_doc};
use crate::emit::{ident, route};
use crate::format::EmittedFile;
use crate::ir::{ErrorCase, ErrorEnum, Payload};

/// `examples/errors.rs`
pub(super) fn file(choice: &Choice<'_>) -> Option<EmittedFile> {
    let (shown, errors) = choice.failing?;
    let call = choice.site.call(shown)?;
    let settings = settings(choice);
    let arms = arms(errors);
    let program = Program {
        path: "errors",
        docs: vec![
            format!(
                "Handles each way in which a call can fail: {}.",
                route::code(shown)
            ),
            settings_doc(choice),
        ],
        root: &["Config", "Error"],
        mode: Mode::Async,
        items: TokenStream::new(),
        statements: quote! {
            let client = Client::new(#settings)?;
            match #call.send().await {
                Ok(response) => println!("{} {:#?}", response.status(), response.value()),
                Err(Error::Api(error)) => {
                    println!("{error}, request {:?}", error.request_id());
                    match error.body() { #arms }
                }
                Err(Error::InvalidInput(failure)) => println!("nothing was sent: {failure}"),
                Err(Error::Credentials(failure)) => println!("not signed in: {failure}"),
                Err(Error::Decode(failure)) => println!(
                    "the response does not match the document at {:?}: {failure}",
                    failure.cause().path(),
                ),
                Err(error) if error.is_retryable() => println!("try again later: {error}"),
                Err(error) => println!(
                    "{error}; the change may have been made: {}",
                    error.may_have_been_applied(),
                ),
            }
        },
    };
    Some(program.file(choice))
}

/// An arm for each documented status.
fn arms(errors: &ErrorEnum) -> TokenStream {
    let name = ident(&errors.name);
    let arms = errors.cases.iter().map(|case| arm(&name, case));
    quote! {
        #(#arms)*
        _ => println!("a status of a later version"),
    }
}

/// `errors::PetsError::NotFound(body) => println!("{body:#?}"),`
fn arm(name: &proc_macro2::Ident, case: &ErrorCase) -> TokenStream {
    let variant = ident(&case.ident);
    match case.payload {
        Payload::Empty => {
            let words = case.ident.as_str();
            quote!(errors::#name::#variant => println!(#words),)
        }
        _ => quote!(errors::#name::#variant(body) => println!("{body:#?}"),),
    }
}
