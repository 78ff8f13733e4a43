//! Turns errors, and successes of several kinds, into responses of the mock server.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::Literal;
use syn::{Arm, Attribute, Item, ItemImpl, Path};

use super::doc::DocComment;
use super::file::rust_file;
use super::ident::joined;
use super::syntax::{self, Function, Receiver};
use super::{feature, header, ident};
use crate::format::{Code, EmittedFile};
use crate::ir::{
    Api, ErrorEnum, ErrorEnumId, Feature, Operation, Output, OutputEnum, Payload, Resource,
    ResponseVariant, StatusPattern,
};

/// `src/v1/mock.rs`: how errors and successes of several kinds become responses;
/// nothing where there are none.
pub(super) fn of_api(api: &Api) -> Option<EmittedFile> {
    is_needed(api).then(|| replies(&[api]))
}

/// The same for what APIs bring to the module that they share.
pub(super) fn shared(parts: &[Api]) -> Option<EmittedFile> {
    let is_needed = parts.iter().any(is_needed);
    is_needed.then(|| replies(&parts.iter().collect::<Vec<_>>()))
}

fn replies(apis: &[&Api]) -> EmittedFile {
    let none = Vec::new();
    let errors = apis.iter().flat_map(|api| {
        let users = users(api);
        let own = api.errors.iter().enumerate();
        let own = own.filter(|(_, error)| api.has_error(error));
        let items = own.map(|(index, error)| {
            let users = users.get(&ErrorEnumId(index));
            of_error(error, users.unwrap_or(&none))
        });
        items.collect::<Vec<_>>()
    });
    let outputs = apis.iter().flat_map(|api| api.own_resources());
    let outputs = outputs.flat_map(of_outputs);
    let names = ["Reply", "ToReply"].map(joined);
    let mut uses = syntax::import(["crate", "runtime"].map(joined), names);
    if let Item::Use(uses) = &mut uses {
        // What is shared is always there.
        let own = apis.iter().filter(|api| !api.is_shared);
        uses.attrs
            .extend(own.flat_map(|api| any_condition(api, &users(api))));
    }
    let docs = "Turns values of these types into responses of the mock server.";
    let docs = DocComment::default().block([docs.to_owned()]);
    let code = Code::about(&docs).with([uses]).with(errors).with(outputs);
    let path = format!("src/{}/mock.rs", apis[0].folder());
    rust_file(path, header::of_api(apis[0]), code)
}

/// What turns some of it on; nothing where a part is always there.
fn any_condition(api: &Api, users: &BTreeMap<ErrorEnumId, Vec<&Resource>>) -> Option<Attribute> {
    let of_errors = users
        .iter()
        .filter(|(id, _)| api.has_error(&api.errors[id.0]));
    let of_errors = of_errors.flat_map(|(_, users)| users).copied();
    let of_outputs = api
        .own_resources()
        .iter()
        .filter(|resource| several(resource).next().is_some());
    let features = of_errors
        .chain(of_outputs)
        .map(|user| user.feature.as_ref());
    let features: Option<BTreeSet<&Feature>> = features.collect();
    feature::condition(features.unwrap_or_default())
}

/// Whether there are errors or successes of several kinds.
pub(super) fn is_needed(api: &Api) -> bool {
    let mut outputs = api.own_resources().iter().flat_map(several);
    api.own_errors().next().is_some() || outputs.next().is_some()
}

/// The successes of several kinds.
fn several(resource: &Resource) -> impl Iterator<Item = OutputEnum<'_>> {
    let outputs = resource.operations.iter().flat_map(Operation::outputs);
    outputs.filter_map(|output| match output {
        Output::Many(output) => Some(output),
        Output::One { .. } => None,
    })
}

/// The resources whose operations have each enum of errors.
fn users(api: &Api) -> BTreeMap<ErrorEnumId, Vec<&Resource>> {
    let mut users: BTreeMap<_, Vec<&Resource>> = BTreeMap::new();
    for resource in &api.resources {
        let operations = resource.operations.iter();
        let errors: BTreeSet<_> = operations.filter_map(|found| found.errors).collect();
        for error in errors {
            users.entry(error).or_default().push(resource);
        }
    }
    users
}

/// `impl ToReply for PetsError { … }`
fn of_error(error: &ErrorEnum, users: &[&Resource]) -> Item {
    let features = users.iter().map(|user| user.feature.as_ref());
    let features: Option<Vec<&Feature>> = features.collect();
    let condition = feature::condition(features.unwrap_or_default());
    let name = syntax::path([joined("super"), joined("errors"), ident(&error.name)]);
    implementation(condition, name, error.variants(), 500)
}

/// The same for each enum of successes.
fn of_outputs(resource: &Resource) -> impl Iterator<Item = Item> {
    let condition = feature::condition(resource.feature.as_ref());
    several(resource).flat_map(move |output| {
        let module = ident(&resource.module);
        let name = syntax::path([joined("super"), module, ident(output.name)]);
        let sealed = syntax::path(["crate", "runtime", "Sealed"].map(joined));
        let sealed = Item::Impl(ItemImpl {
            attrs: condition.clone().into_iter().collect(),
            ..syntax::block(Some(sealed), syntax::named(name.clone()), Vec::new())
        });
        let to_reply = implementation(condition.clone(), name, output.variants, 200);
        [sealed, to_reply]
    })
}

/// `impl ToReply for super::errors::PetsError { … }`
fn implementation<'r>(
    condition: Option<Attribute>,
    name: Path,
    variants: impl IntoIterator<Item = ResponseVariant<'r>>,
    otherwise: u16,
) -> Item {
    let variants = variants.into_iter();
    let arms = variants.map(|variant| arm(&variant, otherwise));
    let function = Function {
        attributes: Vec::new(),
        visibility: syntax::private(),
        name: joined("to_reply"),
        receiver: Receiver::Borrowed,
        arguments: Vec::new(),
        output: syntax::named(joined("Reply")),
        body: vec![syntax::value(syntax::cases(arms))],
    };
    let to_reply = Some(joined("ToReply").into());
    Item::Impl(ItemImpl {
        attrs: condition.into_iter().collect(),
        ..syntax::block(to_reply, syntax::named(name), vec![function.member()])
    })
}

/// `Self::NotFound(body) => Reply::json(404, body)`
fn arm(variant: &ResponseVariant<'_>, otherwise: u16) -> Arm {
    let status = match variant.status {
        StatusPattern::Exact(status) => status,
        StatusPattern::Range(hundreds) => u16::from(hundreds) * 100,
        StatusPattern::Default => otherwise,
    };
    let body = || syntax::name(joined("body"));
    let copy = || syntax::method(body(), "clone", []);
    let (function, held) = match variant.payload {
        Payload::Empty => ("empty", None),
        Payload::Json(_) => ("json", Some(body())),
        Payload::Text | Payload::Stream(_) => ("text", Some(copy())),
        Payload::Bytes => ("bytes", Some(copy())),
    };
    let binding = held.is_some().then(|| joined("body"));
    let status = syntax::literal(Literal::u16_unsuffixed(status));
    let arguments = std::iter::once(status).chain(held);
    let reply = syntax::call_of(joined("Reply"), function, arguments);
    let reply = match variant.media_type {
        Some(media_type) => {
            let header = ["Content-Type", media_type].map(syntax::text);
            syntax::method(reply, "with_header", header)
        }
        None => reply,
    };
    match binding {
        Some(binding) => syntax::arm_with(ident(variant.ident), binding, reply),
        None => syntax::arm(ident(variant.ident), reply),
    }
}
