//! Where values and calls are written: one API, as seen from outside its crate.
//!
//! May not know: which example they are for.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::value;
use crate::emit::scope::Scope;
use crate::emit::{ident, joined};
use crate::ir::{Api, Operation};

/// One API, and what its names are called from outside.
pub(super) struct Site<'a> {
    pub(super) api: &'a Api,
    pub(super) scope: Scope<'a>,
}

impl<'a> Site<'a> {
    pub(super) fn of(api: &'a Api) -> Self {
        Self {
            api,
            scope: Scope::of_api(api, []),
        }
    }

    /// The crate's name in code.
    pub(super) fn krate(&self) -> Ident {
        joined(&self.api.package.replace('-', "_"))
    }

    /// The API's module.
    pub(super) fn module(&self) -> Ident {
        ident(&self.api.module)
    }

    /// `client.get_pet("1")`
    pub(super) fn call(&self, operation: &Operation) -> Option<TokenStream> {
        let mut arguments = value::arguments(self, operation)?;
        arguments.extend(value::body(self, operation)?);
        let method = ident(&operation.ident);
        Some(quote!(client.#method(#(#arguments),*)))
    }
}
