//! Turns documented error statuses into the enums of `errors.rs`.

use std::collections::BTreeSet;
use std::sync::Arc;

use quote::quote;
use syn::{Arm, ImplItem, Item};

use super::doc::{self, DocComment};
use super::file::rust_file;
use super::ident::joined;
use super::scope::Scope;
use super::syntax::{Function, Receiver};
use super::{
    Job, feature, header, ident, markdown, pieces, response, response_headers, syntax, types,
};
use crate::format::{Code, EmittedFile};
use crate::ir::{Api, ErrorEnum, Feature, Payload, Resource, SHARED};
use crate::names::{Namespace, RustIdent, value_name};

/// `src/v2025/errors.rs`, or several files where each resource is a feature of its
/// own, or where there are very many; nothing where no operation documents an error.
pub(super) fn files(api: &Api) -> Vec<Job<'_>> {
    if api.errors.is_empty() {
        return Vec::new();
    }
    let resources = api.resources.iter();
    let is_whole = resources.clone().all(|resource| resource.feature.is_none());
    if is_whole && api.own_errors().count() <= pieces::MANY {
        return vec![Job::one(move || file(api))];
    }
    let mut names = Namespace::default();
    for resource in resources.clone() {
        names.claim(resource.module.clone());
    }
    let parts: Vec<Part<'_>> = resources
        .flat_map(|resource| parts(api, resource, &mut names))
        .collect();
    of_parts(parts)
}

/// The enums that APIs bring to the module that they share: a file for each API where
/// there are several.
pub(super) fn shared(apis: &[Api]) -> Vec<Job<'_>> {
    let owners = apis.iter().filter(|api| !api.shared.errors.is_empty());
    let owners: Vec<&Api> = owners.collect();
    if let [api] = owners.as_slice() {
        return files(api);
    }
    let parts = owners.into_iter().map(|api| Part {
        api,
        module: api.module.clone(),
        feature: None,
        errors: api.own_errors().collect(),
    });
    let parts: Vec<Part<'_>> = parts.collect();
    of_parts(parts)
}

/// `errors/mod.rs` and a file for each part; nothing where there is none.
fn of_parts(parts: Vec<Part<'_>>) -> Vec<Job<'_>> {
    let parts = Arc::new(parts);
    let all = Arc::clone(&parts);
    let module = Job::some(move || all.first().map(|first| module(first.api, &all)));
    let files = (0..parts.len()).map(|index| {
        let parts = Arc::clone(&parts);
        Job::one(move || of_part(&parts[index]))
    });
    std::iter::once(module).chain(files).collect()
}

/// `src/v2025/errors/pets.rs`
fn of_part(part: &Part<'_>) -> EmittedFile {
    let path = format!("src/{}/errors/{}.rs", part.api.folder(), part.module);
    let scope = Scope::of_piece(part.api, all_defined(&part.errors));
    let code = code(scope, &DocComment::default(), &part.errors);
    rust_file(path, header::of_api(part.api), code)
}

/// `src/v2025/errors.rs`
fn file(api: &Api) -> EmittedFile {
    let errors: Vec<_> = api.own_errors().collect();
    let scope = Scope::of_api(api, all_defined(&errors));
    let code = code(scope, &module_docs(), &errors).with(elsewhere(api));
    let path = format!("src/{}/errors.rs", api.folder());
    rust_file(path, header::of_api(api), code)
}

/// `pub use crate::shared::errors::PetsError;`
fn elsewhere(api: &Api) -> Option<Item> {
    let others = api.errors.iter().filter(|error| !api.has_error(error));
    let mut names: Vec<&str> = others.flat_map(defined).collect();
    names.sort_unstable();
    let path = ["crate", SHARED, "errors"].map(joined);
    let is_needed = !api.is_shared && !names.is_empty();
    is_needed.then(|| syntax::export_inline(None, path, names.into_iter().map(joined)))
}

/// The errors of one resource or one API, or a piece of them.
struct Part<'a> {
    api: &'a Api,
    module: RustIdent,
    feature: Option<&'a Feature>,
    errors: Vec<&'a ErrorEnum>,
}

/// The first is called as the resource, the others as their first enum.
fn parts<'a>(api: &'a Api, resource: &'a Resource, names: &mut Namespace) -> Vec<Part<'a>> {
    let errors = of_resource(api, resource);
    let pieces = pieces::pieces(&errors, |error| error.name.as_str()).into_iter();
    let part = |(index, piece): (usize, &[&'a ErrorEnum])| Part {
        api,
        module: match index {
            0 => resource.module.clone(),
            _ => names.claim(value_name(piece[0].name.as_str()).for_file()),
        },
        feature: resource.feature.as_ref(),
        errors: piece.to_vec(),
    };
    pieces.enumerate().map(part).collect()
}

fn of_resource<'a>(api: &'a Api, resource: &Resource) -> Vec<&'a ErrorEnum> {
    let operations = resource.operations.iter();
    let ids: BTreeSet<usize> = operations
        .filter_map(|found| Some(found.errors?.0))
        .collect();
    let errors = ids.into_iter().map(|id| &api.errors[id]);
    errors.filter(|error| api.has_error(error)).collect()
}

/// `mod pets; pub use pets::PetsError;`
fn module(api: &Api, parts: &[Part<'_>]) -> EmittedFile {
    let docs = module_docs();
    let modules = parts
        .iter()
        .map(|part| syntax::module(feature::condition(part.feature), ident(&part.module)));
    let exports = parts.iter().map(|part| {
        let mut names: Vec<_> = part
            .errors
            .iter()
            .flat_map(|error| defined(error))
            .collect();
        names.sort_unstable();
        let condition = feature::condition(part.feature);
        syntax::export(
            condition,
            ident(&part.module),
            names.into_iter().map(joined),
        )
    });
    let path = format!("src/{}/errors/mod.rs", api.folder());
    let code = Code::about(&docs)
        .with(modules)
        .with(elsewhere(api))
        .with(exports);
    rust_file(path, header::of_api(api), code)
}

/// `pub type Error<E = errors::PetsError> = crate::runtime::Error<E>;`: without a parameter, the
/// error of most operations.
pub(super) fn alias(api: &Api) -> Option<Item> {
    let (ty, words) = match api.usual_error() {
        Some(error) => {
            let name = error.name.as_str();
            let path = syntax::path([joined("errors"), ident(&error.name)]);
            let words = format!(
                " A call that failed. Without a parameter, of the operations whose documented \
                 errors are [`errors::{name}`]; for the others, name theirs."
            );
            (syntax::named(path), words)
        }
        None => {
            let never = ["std", "convert", "Infallible"].map(joined);
            let words = " A call that failed. The parameter is the enum of the operation's \
                         documented errors.";
            (syntax::named(syntax::path(never)), words.to_owned())
        }
    };
    let tokens = quote!(
        #[doc = #words]
        pub type Error<E = #ty> = crate::runtime::Error<E>;
    );
    api.operations().next().map(|_| syntax::parsed(tokens))
}

fn module_docs() -> DocComment {
    DocComment::default().block(["The error responses that the document describes.".to_owned()])
}

fn code(scope: Scope<'_>, docs: &DocComment, errors: &[&ErrorEnum]) -> Code {
    let items: Vec<Item> = errors
        .iter()
        .flat_map(|error| items(&scope, error))
        .collect();
    scope.code(docs, items)
}

/// The types that stand for enums of errors.
fn all_defined<'e>(errors: &[&'e ErrorEnum]) -> impl Iterator<Item = &'e str> {
    errors.iter().copied().flat_map(defined)
}

/// The types that stand for an enum of errors.
fn defined(error: &ErrorEnum) -> impl Iterator<Item = &str> {
    let headers = error.headers.as_ref();
    std::iter::once(error.name.as_str()).chain(headers.map(|headers| headers.name.as_str()))
}

fn items(scope: &Scope<'_>, error: &ErrorEnum) -> Vec<Item> {
    let mut items = definition(scope, error);
    let sentence = format!("The headers of [`{}`].", error.name);
    let headers = response_headers::items(scope, &sentence, error.headers.as_ref());
    items.extend(syntax::items(headers));
    items.push(implementation(scope, error));
    items.extend(properties(scope, error));
    let name = ident(&error.name);
    items.push(syntax::invocation(
        scope.runtime("error_body"),
        quote!(#name),
    ));
    items
}

/// `pub enum PetsError { NotFound(models::Problem) }`
fn definition(scope: &Scope<'_>, error: &ErrorEnum) -> Vec<Item> {
    let operations: Vec<_> = error
        .operations
        .iter()
        .map(|id| markdown::code(id.as_str()))
        .collect();
    let docs = scope.comment(
        &DocComment::default().block([format!("The error responses of {}.", all(&operations))]),
    );
    let docs = docs.into_iter().collect();
    response::enumeration(scope, docs, &error.name, error.variants())
}

/// `a, b and c`
fn all(names: &[String]) -> String {
    match names {
        [] => "the operation".to_owned(),
        names => doc::enumerated(names),
    }
}

/// `impl ErrorBody for PetsError { … }`
fn implementation(scope: &Scope<'_>, error: &ErrorEnum) -> Item {
    let none = response::empty_decoder(scope);
    let decoder = error.variants().fold(none, |decoder, variant| {
        response::read_error(scope, decoder, &variant)
    });
    let headers = response_headers::ty(error.headers.as_ref());
    let mut members = vec![syntax::associated("Headers", headers)];
    members.extend(summary(scope));
    members.push(response::decode_function(
        scope,
        syntax::itself_type(),
        decoder,
    ));
    members.push(content(scope, error));
    let of = syntax::named(ident(&error.name));
    let name = scope.runtime("ErrorBody");
    Item::Impl(syntax::block(Some(name), of, members))
}

/// `const SUMMARY: &'static [&'static str] = &["code"];`, where the author chose properties.
fn summary(scope: &Scope<'_>) -> Option<ImplItem> {
    let summary = &scope.api().error_summary;
    let names = summary.iter().map(|name| syntax::text(name));
    let ty = syntax::parsed(quote!(&'static [&'static str]));
    let value = syntax::slice(names);
    (!summary.is_empty()).then(|| syntax::constant("SUMMARY", ty, value))
}

/// `fn content(&self) -> ErrorContent { match self { … } }`
fn content(scope: &Scope<'_>, error: &ErrorEnum) -> ImplItem {
    let variants = error.variants();
    let arms = variants.map(|variant| arm(scope, variant.ident, variant.payload));
    let function = Function {
        attributes: Vec::new(),
        visibility: syntax::private(),
        name: joined("content"),
        receiver: Receiver::Borrowed,
        arguments: Vec::new(),
        output: syntax::named(scope.runtime("ErrorContent")),
        body: vec![syntax::value(syntax::cases(arms))],
    };
    function.member()
}

/// `Self::NotFound(body) => ErrorContent::json("NotFound", body)`
fn arm(scope: &Scope<'_>, name: &RustIdent, payload: &Payload) -> Arm {
    let content = scope.runtime("ErrorContent");
    let text = syntax::text(name.as_str());
    let made = |function, arguments| {
        let function = syntax::below(content, joined(function));
        syntax::call(function, arguments)
    };
    let name = ident(name);
    match payload {
        Payload::Json(_) | Payload::Text | Payload::Stream(_) => {
            let body = joined("body");
            let value = made("json", vec![text, syntax::name(body.clone())]);
            syntax::arm_with(name, body, value)
        }
        Payload::Bytes => syntax::arm_with(name, joined("_"), made("empty", vec![text])),
        Payload::Empty => syntax::arm(name, made("empty", vec![text])),
    }
}

/// `impl PetsError { pub fn code(&self) -> Option<String> }`, for each property that the author
/// chose.
fn properties(scope: &Scope<'_>, error: &ErrorEnum) -> Option<Item> {
    let mut names = Namespace::default();
    let functions = scope.api().error_summary.iter().map(|name| {
        let words = format!("The property {} of the body.", markdown::code(name));
        let property = scope.runtime("error_property");
        let value = syntax::call(property, [syntax::itself(), syntax::text(name)]);
        let function = Function {
            attributes: scope.words(&words).into_iter().collect(),
            visibility: syntax::public(),
            name: ident(&names.claim(value_name(name))),
            receiver: Receiver::Borrowed,
            arguments: Vec::new(),
            output: syntax::generic(joined("Option"), [types::text()]),
            body: vec![syntax::value(value)],
        };
        function.member()
    });
    let functions: Vec<ImplItem> = functions.collect();
    let of = syntax::named(ident(&error.name));
    (!functions.is_empty()).then(|| Item::Impl(syntax::block(None, of, functions)))
}
