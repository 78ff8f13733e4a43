//! Where values and calls are written: one API, as seen from outside its crate.

use std::cell::Cell;

use proc_macro2::Ident;
use syn::{Expr, Path};

use super::value;
use crate::emit::ident::joined;
use crate::emit::scope::Scope;
use crate::emit::{ident, syntax};
use crate::ir::{Api, Operation};

/// One API, and what its names are called from outside.
pub(super) struct Site<'a> {
    pub(super) api: &'a Api,
    pub(super) scope: Scope<'a>,
    has_named_models: Cell<bool>,
}

impl<'a> Site<'a> {
    pub(super) fn of(api: &'a Api) -> Self {
        Self {
            api,
            scope: Scope::of_api(api, []),
            has_named_models: Cell::new(false),
        }
    }

    /// `models::Pet::new`
    pub(super) fn of_model(&self, name: Ident, function: &str) -> Path {
        self.has_named_models.set(true);
        syntax::path([joined("models"), name, joined(function)])
    }

    /// Whether something was made of a model, which needs an import.
    pub(super) fn has_named_models(&self) -> bool {
        self.has_named_models.get()
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
    pub(super) fn call(&self, operation: &Operation) -> Option<Expr> {
        let mut arguments = value::arguments(self, operation)?;
        arguments.extend(value::body(self, operation)?);
        let client = syntax::name(joined("client"));
        let method = operation.ident.as_str();
        Some(syntax::method(client, method, arguments))
    }
}
