//! Turns one operation into everything that is said of it.

use indexmap::IndexMap;

use super::body as sent;
use super::doc::{self, DocComment, Where, fenced};
use super::scope::Scope;
use super::{
    advice, deprecation, example, lost_properties, markdown, parameter, resource, response, route,
    security, server, stream,
};
use crate::ir::{
    Access, Body, BodyKind, Field, Need, Operation, Parameter, ParameterPlace, Shape, TypeRef,
};

/// What the client's method says: the summary, and where all the rest is.
pub(super) fn of_method(scope: &Scope<'_>, operation: &Operation) -> DocComment {
    let sentence = resource::sentence(operation);
    let sentence = (!sentence.is_empty()).then_some(sentence);
    let link = scope.link_here(operation.type_ident.as_str());
    DocComment::default()
        .maybe(sentence)
        .block([format!("See {link}.")])
}

/// What the document says of the operation, and what follows from it: on the page of its
/// type, and on that of its tag.
pub(super) fn comment(scope: &Scope<'_>, operation: &Operation, place: Where) -> DocComment {
    let otherwise = format!("The operation {}.", markdown::code(operation.id.as_str()));
    let comment = match place {
        Where::Rustdoc => DocComment::of(&operation.doc, &otherwise),
        Where::Page => DocComment::of(&operation.doc, &otherwise).below(2),
    };
    comment
        .block([request_line(operation, place)])
        .maybe(deprecation::sentence(operation.deprecated))
        .blocks("Example", call(scope, operation, place))
        .section("Parameters", parameters(scope, operation, place))
        .section("Responses", response::docs(scope, operation))
        .maybe(operation.property.as_ref().map(stream::property_in_words))
        .section("Servers", servers(scope, operation))
        .maybe(headers(scope, operation))
        .blocks(
            "Example response",
            response::example(scope.types(), operation),
        )
        .section(
            "Authentication",
            security::docs(scope.api(), &operation.security),
        )
        .blocks("From GET to PUT", lost_properties::at_put(scope, operation))
        .blocks("Retries", Some(vec![advice::retries(operation.method)]))
}

/// `` `GET /pets`, with `Accept: application/json`. `` In rustdoc the types say the rest.
fn request_line(operation: &Operation, place: Where) -> String {
    let routes = routes(operation);
    let accept = operation.accept();
    match place {
        Where::Page if !accept.is_empty() => {
            let accept = format!("Accept: {}", accept.join(", "));
            format!("{routes}, with {}.", markdown::code(&accept))
        }
        Where::Page | Where::Rustdoc => format!("{routes}."),
    }
}

/// `` `GET /v1/pets`, and `GET /pets` in `v2024` and `v2025` ``
fn routes(operation: &Operation) -> String {
    let mut modules: IndexMap<&str, Vec<String>> = IndexMap::new();
    for other in &operation.other_paths {
        let module = markdown::code(other.module.as_str());
        modules.entry(&other.path).or_default().push(module);
    }
    let others = modules.into_iter().map(|(path, modules)| {
        let route = route::code_to(operation, path);
        format!(", and {route} in {}", doc::enumerated(&modules))
    });
    route::code(operation) + &others.collect::<String>()
}

/// The call with the document's own examples. In rustdoc it runs against the
/// mock server, where that is compiled.
fn call(scope: &Scope<'_>, operation: &Operation, place: Where) -> Option<Vec<String>> {
    let lines = example::call::lines(scope.api(), operation)?;
    Some(match place {
        Where::Page => fenced("rust", lines),
        Where::Rustdoc => {
            let krate = scope.api().package.replace('-', "_");
            let function = example::call::FUNCTION;
            let run = [
                "# #[cfg(feature = \"mock\")]".to_owned(),
                format!("# {krate}::mock::example({function});"),
            ];
            fenced("", lines.into_iter().chain(run))
        }
    })
}

/// The servers that it has in place of the API's own.
fn servers(scope: &Scope<'_>, operation: &Operation) -> Vec<String> {
    let api = scope.api();
    match operation.servers {
        Some(_) => server::docs(api.servers_of(operation)),
        None => Vec::new(),
    }
}

/// Where to find the headers of a success.
fn headers(scope: &Scope<'_>, operation: &Operation) -> Option<String> {
    let headers = operation.headers.as_ref()?;
    let typed = scope.link_to_runtime("Response::typed_headers");
    let link = scope.link_here(headers.name.as_str());
    Some(format!("Headers: {typed} returns {link}."))
}

fn parameters(scope: &Scope<'_>, operation: &Operation, place: Where) -> Vec<String> {
    let each = operation.parameters.iter();
    let mut items: Vec<_> = each
        .map(|parameter| of_parameter(scope, operation, parameter, place))
        .collect();
    items.extend(operation.body.as_ref().map(|body| of_body(scope, body)));
    items
}

/// ``- `limit` (query, optional: `.limit(…)`): How many.``
fn of_parameter(
    scope: &Scope<'_>,
    operation: &Operation,
    parameter: &Parameter,
    place: Where,
) -> String {
    let name = parameter.ident.as_str();
    let ty = doc::type_in_words(scope, &parameter.ty);
    let how = match &parameter.need {
        Need::Defaulted(_) => format!(", required and sent by default: `.{name}(…)`"),
        Need::Optional { .. } => format!(", optional: `.{name}(…)`"),
        Need::Argument if name != parameter.wire_name.as_str() => format!(": `{name}`"),
        Need::Argument => String::new(),
    };
    let wire_name = markdown::code(parameter.wire_name.as_str());
    let label = format!("{wire_name} ({}, {ty}{how})", parameter.place.as_str());
    // In rustdoc the method of an optional parameter says this, further down the page.
    let mut notes = match place == Where::Rustdoc && !parameter.is_argument() {
        true => Vec::new(),
        false => parameter::notes(parameter),
    };
    notes.extend(origin(scope, operation, parameter));
    doc::item_with(&label, &parameter.doc, notes)
}

/// Which operations give what is in the path of one thing.
fn origin(scope: &Scope<'_>, operation: &Operation, parameter: &Parameter) -> Option<String> {
    if parameter.place != ParameterPlace::Path {
        return None;
    }
    let name = format!("{{{}}}", parameter.wire_name.as_str());
    let found = operation.path.match_indices(&name);
    let found = found.filter_map(|(at, _)| scope.collection(&operation.path[..at + name.len()]));
    let collection = found.min_by_key(|(index, _)| *index)?.1;
    let sources = [&collection.list, &collection.create];
    let links: Vec<String> = sources
        .into_iter()
        .flatten()
        .filter_map(|id| scope.link_to_method(id))
        .collect();
    let id = markdown::code(collection.id.as_str());
    (!links.is_empty())
        .then(|| format!("It is the {id} in the response of {}.", links.join(" or ")))
}

/// The body, its type, and what of it is not sent.
fn of_body(scope: &Scope<'_>, body: &Body) -> String {
    let name = body.ident.as_str();
    let how = if body.required {
        String::new()
    } else {
        format!(", optional: `.{name}(…)`")
    };
    let ty = match &body.kind {
        BodyKind::Json(ty) | BodyKind::Form { ty, .. } => {
            format!(", {}", doc::type_in_words(scope, ty))
        }
        _ => String::new(),
    };
    let mut media_types = sent::media_types(body).join(" or ");
    if body.choice.is_none() && body.range.is_some() {
        media_types = format!("{media_types}, {}", sent::chosen(scope));
    }
    let label = format!("{name} ({media_types}{ty}{how})");
    let fields = fields(scope, body);
    let named = |fits: fn(&Field) -> bool| {
        let fields = fields.iter().filter(|field| fits(field));
        let names: Vec<_> = fields
            .map(|field| markdown::code(field.wire_name.as_str()))
            .collect();
        (!names.is_empty()).then(|| names.join(", "))
    };
    let read_only = named(|field| field.access == Access::ReadOnly)
        .map(|names| format!("Left out because they are read-only: {names}."));
    let deprecated = named(|field| field.deprecated).map(|names| format!("Deprecated: {names}."));
    let notes = [read_only, deprecated].into_iter().flatten().collect();
    doc::item_with(&label, &body.doc, notes)
}

/// The properties of a body that is an object.
fn fields<'a>(scope: &Scope<'a>, body: &Body) -> &'a [Field] {
    let (BodyKind::Json(ty) | BodyKind::Form { ty, .. }) = &body.kind else {
        return &[];
    };
    let types = scope.types();
    let TypeRef::Named { id, .. } = types.resolve(ty) else {
        return &[];
    };
    match &types.get(*id).shape {
        Shape::Struct(shape) => &shape.fields,
        _ => &[],
    }
}
