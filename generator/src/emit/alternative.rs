//! Turns the media types that a response can be asked for in into types of their own,
//! and methods of the operation's type that return them.

use quote::quote;
use syn::{ImplItem, Item};

use super::doc::DocComment;
use super::scope::Scope;
use super::syntax::{self, Function, Receiver};
use super::{ident, markdown, request, response, stream};
use crate::ir::{Alternative, Operation};

/// Everything that belongs to the operation as it is asked for in other media types.
pub(super) fn items(scope: &Scope<'_>, operation: &Operation) -> Vec<Item> {
    let alternatives = operation.alternatives.iter();
    let items = alternatives.flat_map(|alternative| {
        let output =
            response::output_enum(scope, &operation.ident, operation.output_as(alternative));
        definition(scope, operation, alternative)
            .into_iter()
            .chain(output)
            .chain([implementation(scope, operation, alternative)])
    });
    items.collect()
}

/// `pub struct GetInvoiceAsPdf<M = Async>(RequestBuilder<M>);`
fn definition(scope: &Scope<'_>, operation: &Operation, alternative: &Alternative) -> [Item; 2] {
    let (name, method) = (&operation.type_ident, &alternative.ident);
    let media_type = markdown::code(&alternative.media_type);
    let docs =
        format!("[`{name}`] with the response as {media_type}: [`{name}::{method}`] returns it.");
    let docs = DocComment::default().block([docs]);
    let output = operation.output_as(alternative);
    request::definition(scope, &alternative.type_ident, &docs, &output)
}

/// `impl Operation for GetInvoiceAsPdf { … }`
fn implementation(scope: &Scope<'_>, operation: &Operation, alternative: &Alternative) -> Item {
    let ty = scope.runtime("OperationDescription");
    let base = ident(&operation.type_ident);
    let of = scope.runtime("Operation");
    let accept = operation.accept_as(alternative).join(", ");
    let description = quote!(#ty { accept: #accept, ..<#base as #of>::DESCRIPTION });
    let description = syntax::parsed(description);
    let id = syntax::parsed(quote!(<#base as #of>::BASE));
    let asked = Some(&*alternative.media_type);
    request::implemented(
        scope,
        operation,
        &alternative.type_ident,
        [
            syntax::constant("DESCRIPTION", syntax::named(ty), description),
            syntax::constant("BASE", syntax::named(scope.runtime("OperationId")), id),
        ],
        &operation.output_as(alternative),
        asked,
    )
}

/// `pub fn accept_pdf(self) -> GetInvoiceAsPdf<M> { GetInvoiceAsPdf(self.0) }`
pub(super) fn setters<'o>(
    scope: &'o Scope<'_>,
    operation: &'o Operation,
) -> impl Iterator<Item = ImplItem> + 'o {
    let alternatives = operation.alternatives.iter();
    alternatives.map(move |alternative| {
        let media_type = markdown::code(&alternative.media_type);
        let sentence = match operation.output_as(alternative).stream() {
            Some(found) => {
                let items = stream::in_words(scope, found);
                format!("Asks for the response as {media_type}: {items}.")
            }
            None => format!("Asks for the response as {media_type}."),
        };
        let property = alternative.property.as_ref();
        let docs = DocComment::default()
            .block([sentence])
            .maybe(property.map(stream::property_in_words))
            .block(["Set optional parameters first.".to_owned()]);
        let name = ident(&alternative.type_ident);
        let builder = stream::with_property(request::builder(), property);
        let ask = syntax::call(name, [builder]);
        let function = Function {
            attributes: scope.comment(&docs).into_iter().collect(),
            visibility: syntax::public(),
            name: ident(&alternative.ident),
            receiver: Receiver::Owned,
            arguments: Vec::new(),
            output: request::request_type(&alternative.type_ident),
            body: vec![syntax::value(ask)],
        };
        function.member()
    })
}
