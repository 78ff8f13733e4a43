//! Turns one operation into its type, which is its request, and the client's method
//! that makes one.
//!
//! Must not know: how a request is sent or a response read; the runtime does both.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;
use syn::{Expr, ImplItem, Item, ItemImpl, Type};

use super::doc::Where;
use super::ident::joined;
use super::scope::Scope;
use super::syntax::{self, Function, Receiver};
use super::{
    alias, alternative, argument, body, deprecation, ident, operation_doc, parameter, request,
    response, response_headers, security, stream,
};
use crate::ir::{Method, Operation, ParameterPlace, StatusPattern};
use crate::names::{CORE, MODE};

/// Everything that belongs to one operation beside the client's method.
pub(super) fn items(scope: &Scope<'_>, operation: &Operation) -> Vec<Item> {
    let content = body::choice(scope, operation);
    let output = response::output_enum(scope, &operation.ident, operation.output());
    let headers = headers(scope, operation);
    let docs = operation_doc::comment(scope, operation, Where::Rustdoc);
    request::definition(scope, &operation.type_ident, &docs, &operation.output())
        .into_iter()
        .chain(optional(scope, operation))
        .chain(syntax::items(content))
        .chain(output)
        .chain(syntax::items(headers))
        .chain([
            implementation(scope, operation),
            constructor(scope, operation),
        ])
        .chain(setters(scope, operation))
        .chain(alternative::items(scope, operation))
        .collect()
}

/// `impl GetPet { pub fn optional(self) -> … }`, for an operation that reads one thing and
/// documents that it may not be there.
fn optional(scope: &Scope<'_>, operation: &Operation) -> Vec<Item> {
    let mut parameters = operation.parameters.iter();
    let is_of_one = parameters.any(|parameter| parameter.place == ParameterPlace::Path);
    let errors = operation.errors.map(|id| scope.error_enum(id));
    let is_missing = errors.and_then(|errors| errors.case(StatusPattern::Exact(404)));
    let is_stream = operation.output().stream().is_some();
    if operation.method != Method::Get || !is_of_one || is_missing.is_none() || is_stream {
        return Vec::new();
    }
    let name = ident(&operation.type_ident);
    let future = syntax::generic(scope.runtime("OptionalFuture"), [syntax::itself_type()]);
    let blocking = syntax::named(syntax::path(["crate", "runtime", "Blocking"].map(joined)));
    let result = syntax::path(["crate", "runtime", "OptionalResult"].map(joined));
    let result = syntax::generic(result, [syntax::named(name.clone())]);
    let of_blocking = syntax::generic(name.clone(), [blocking]);
    let asynchronous = optional_of(scope, syntax::itself_type(), future);
    let blocking = optional_of(scope, syntax::named(name.clone()), result);
    vec![
        Item::Impl(syntax::block(None, syntax::named(name), vec![asynchronous])),
        Item::Impl(ItemImpl {
            attrs: vec![syntax::list("cfg", quote!(feature = "blocking"))],
            ..syntax::block(None, of_blocking, vec![blocking])
        }),
    ]
}

/// `pub fn optional(self) -> Output { self.0.send_optional::<Operation>() }`
fn optional_of(scope: &Scope<'_>, operation: Type, output: Type) -> ImplItem {
    let words = "Sends the request, and returns the value, or `None` where the service responds with \
                 the documented 404.\n\n# Errors\n\nAs [`Self::send`], but for that 404.";
    let function = Function {
        attributes: scope.words(words).into_iter().collect(),
        visibility: syntax::public(),
        name: joined("optional"),
        receiver: Receiver::Owned,
        arguments: Vec::new(),
        output,
        body: vec![syntax::value(syntax::method_of(
            request::builder(),
            "send_optional",
            operation,
        ))],
    };
    function.member()
}

/// `pub struct PutPetHeaders { … }`, where the document lists headers.
fn headers(scope: &Scope<'_>, operation: &Operation) -> TokenStream {
    let method = operation.ident.as_str();
    let client = scope.client();
    let sentence = format!("The response headers of [`{method}`]({client}::{method}).");
    response_headers::items(scope, &sentence, operation.headers.as_ref())
}

/// `impl Operation for PutPet { … }`
fn implementation(scope: &Scope<'_>, operation: &Operation) -> Item {
    let description = description(scope, operation);
    request::implemented(
        scope,
        operation,
        &operation.type_ident,
        [description],
        &operation.output(),
        None,
    )
}

/// `const DESCRIPTION: OperationDescription = OperationDescription { … };`
fn description(scope: &Scope<'_>, operation: &Operation) -> ImplItem {
    let ty = scope.runtime("OperationDescription");
    let fields = [
        ("id", syntax::text(operation.id.as_str())),
        ("method", syntax::text(operation.method.as_str())),
        ("path", syntax::text(&operation.path)),
        ("accept", syntax::text(&operation.accept().join(", "))),
        (
            "security",
            security::requirements(scope, &operation.security),
        ),
        ("servers", servers(operation.servers)),
    ];
    let fields = fields.map(|(name, value)| syntax::assigned(joined(name), value));
    let value = syntax::record(ty.clone(), fields);
    syntax::constant("DESCRIPTION", syntax::named(ty), value)
}

/// `None`, or `Some(0)` where it has servers of its own.
fn servers(index: Option<usize>) -> Expr {
    match index {
        None => syntax::name(joined("None")),
        Some(index) => {
            let index = syntax::literal(Literal::usize_unsuffixed(index));
            syntax::call(joined("Some"), [index])
        }
    }
}

/// `pub fn put_pet(&self, …) -> PutPet<M> { PutPet::new(&self.core, …) }`
pub(super) fn client_method(scope: &Scope<'_>, operation: &Operation) -> ImplItem {
    let docs = scope.comment(&operation_doc::of_method(scope, operation));
    let words = alias::verbs(operation)
        .iter()
        .copied()
        .chain([operation.id.as_str()]);
    let alias = alias::attribute(operation.ident.as_str(), words);
    let deprecated = deprecation::attribute(operation.deprecated, &operation.doc);
    let arguments = taken(scope, operation);
    let expect = argument::expect_many(1 + arguments.len());
    let core = syntax::reference(syntax::member(syntax::itself(), joined("core")));
    let given = arguments.iter().map(|(name, _)| syntax::name(name.clone()));
    let made = syntax::call_of(
        ident(&operation.type_ident),
        "new",
        std::iter::once(core).chain(given),
    );
    let function = Function {
        attributes: docs
            .into_iter()
            .chain(alias)
            .chain(deprecated)
            .chain(expect)
            .collect(),
        visibility: syntax::public(),
        name: ident(&operation.ident),
        receiver: Receiver::Borrowed,
        arguments,
        output: request::request_type(&operation.type_ident),
        body: vec![syntax::value(made)],
    };
    function.member()
}

/// `impl<M> PutPet<M> { pub(crate) fn new(core: &Core<M>, …) -> Self { Self(…) } }`
fn constructor(scope: &Scope<'_>, operation: &Operation) -> Item {
    let arguments = taken(scope, operation);
    let core = syntax::generic(scope.runtime("Core"), [syntax::named(joined(MODE))]);
    let core = (joined(CORE), syntax::borrowed(core));
    let expect = argument::expect_many(1 + arguments.len());
    let function = Function {
        attributes: expect.into_iter().collect(),
        visibility: syntax::of_crate(),
        name: joined("new"),
        receiver: Receiver::None,
        arguments: std::iter::once(core).chain(arguments).collect(),
        output: syntax::named(joined("Self")),
        body: vec![syntax::value(request::wrapped(new_request(
            scope, operation,
        )))],
    };
    let of = request::request_type(&operation.type_ident);
    Item::Impl(ItemImpl {
        generics: syntax::generics(MODE),
        ..syntax::block(None, of, vec![function.member()])
    })
}

/// `id: impl Into<String>, pet: impl Into<models::Pet>`
fn taken(scope: &Scope<'_>, operation: &Operation) -> Vec<(Ident, Type)> {
    let parameters = operation.parameters.iter();
    let parameters = parameters.filter(|parameter| parameter.is_argument());
    let parameters = parameters.map(|parameter| {
        let ty = parameter::argument(scope, parameter).ty;
        (ident(&parameter.ident), ty)
    });
    let body = operation.body.as_ref().filter(|body| body.required);
    let body = body.map(|body| (ident(&body.ident), body::argument(scope, body).ty));
    parameters.chain(body).collect()
}

/// `RequestBuilder::new(core).set(…).json(…)`
fn new_request(scope: &Scope<'_>, operation: &Operation) -> Expr {
    let core = syntax::name(joined(CORE));
    let request = syntax::call_of(scope.runtime("RequestBuilder"), "new", [core]);
    let parameters = operation.parameters.iter();
    let request = parameters.fold(request, |request, parameter| {
        if parameter.is_argument() {
            parameter::set_argument(scope, request, parameter)
        } else {
            parameter::set_default(scope, request, parameter)
        }
    });
    let request = match operation.body.as_ref().filter(|body| body.required) {
        Some(body) => body::attach(scope, request, body),
        None => request,
    };
    stream::with_property(request, operation.property.as_ref())
}

/// `impl<M> PutPet<M> { … }`, the optional parameters and body; nothing where there
/// are none.
fn setters(scope: &Scope<'_>, operation: &Operation) -> Option<Item> {
    let parameters = operation
        .parameters
        .iter()
        .filter(|parameter| !parameter.is_argument())
        .map(|parameter| parameter::setter(scope, parameter));
    let body = operation
        .body
        .as_ref()
        .filter(|body| !body.required)
        .map(|body| body::setter(scope, body));
    let part_headers = operation
        .body
        .iter()
        .flat_map(|body| body::header_setters(scope, body));
    let functions: Vec<_> = parameters
        .chain(body)
        .chain(part_headers)
        .chain(alternative::setters(scope, operation))
        .collect();
    if functions.is_empty() {
        return None;
    }
    let request = request::request_type(&operation.type_ident);
    let words = format!("Optional parameters of [`{}`].", operation.type_ident);
    Some(Item::Impl(ItemImpl {
        attrs: scope.words(&words).into_iter().collect(),
        generics: syntax::generics(MODE),
        ..syntax::block(None, request, functions)
    }))
}
