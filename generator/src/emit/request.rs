//! Turns the name of a request into its type: a struct around the runtime's builder, and its
//! implementation of `Operation`.

use quote::quote;
use syn::{Expr, ImplItem, Item, Path, Type};

use super::doc::DocComment;
use super::ident::joined;
use super::scope::Scope;
use super::{ident, response, response_headers, syntax};
use crate::ir::{Operation, Output};
use crate::names::{MODE, RustIdent};

/// `pub struct PutPet<M = Async>(RequestBuilder<M>);`, and what every operation can do.
pub(super) fn definition(
    scope: &Scope<'_>,
    name: &RustIdent,
    docs: &DocComment,
    output: &Output<'_>,
) -> [Item; 2] {
    let must_use = syntax::valued("must_use", "a request does nothing until it is sent");
    let attributes = scope.comment(docs).into_iter().chain([must_use]);
    let mode = syntax::named(scope.runtime("Async"));
    let builder = scope.runtime("RequestBuilder");
    let builder = syntax::generic(builder, [syntax::named(joined(MODE))]);
    let name = ident(name);
    let methods = match output.stream() {
        Some(_) => "streaming_operation",
        None => "operation",
    };
    [
        syntax::wrapper(attributes.collect(), name.clone(), MODE, mode, builder),
        syntax::invocation(scope.runtime(methods), quote!(#name)),
    ]
}

/// The implementation for a type that stands for the operation, with the response
/// that is asked for.
pub(super) fn implemented(
    scope: &Scope<'_>,
    operation: &Operation,
    name: &RustIdent,
    constants: impl IntoIterator<Item = ImplItem>,
    output: &Output<'_>,
    asked: Option<&str>,
) -> Item {
    let mut members = vec![
        syntax::associated("Output", response::output_type(scope, output)),
        syntax::associated("Error", syntax::named(error_type(scope, operation))),
        syntax::associated("Headers", response_headers::ty(operation.headers.as_ref())),
    ];
    members.extend(constants);
    members.extend(secret(operation));
    members.push(response::decode(scope, output, asked));
    let of = syntax::named(ident(name));
    let operation = scope.runtime("Operation");
    Item::Impl(syntax::block(Some(operation), of, members))
}

/// `const IS_SECRET: bool = true;`, where no success is to be shown.
fn secret(operation: &Operation) -> Option<ImplItem> {
    let is_secret = operation.has_secret_success();
    let ty = syntax::named(joined("bool"));
    is_secret.then(|| syntax::constant("IS_SECRET", ty, syntax::truth(true)))
}

/// `PutPet<M>`
pub(super) fn request_type(operation: &RustIdent) -> Type {
    syntax::generic(ident(operation), [syntax::named(joined(MODE))])
}

/// `self.0`, what an operation's type holds.
pub(super) fn builder() -> Expr {
    syntax::element(syntax::itself(), 0)
}

/// `Self(builder)`
pub(super) fn wrapped(builder: Expr) -> Expr {
    syntax::call(joined("Self"), [builder])
}

/// `errors::PetsError`
fn error_type(scope: &Scope<'_>, operation: &Operation) -> Path {
    match operation.errors {
        Some(id) => scope.error(id),
        None => scope.import("std::convert", "Infallible"),
    }
}
