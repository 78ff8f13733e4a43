//! Turns a method and a path into the operation that has them.
//!
//! It does not know what else the operation asks for.

use super::super::config::servers::paths;
use super::super::json::redacted::REDACTED;
use super::super::metadata::api_metadata::{ApiMetadata, OperationMetadata};
use super::super::metadata::parameter::Location;

/// An operation, and where it was asked for.
#[derive(Clone, Debug)]
pub(super) struct Matched {
    pub(super) api: &'static ApiMetadata,
    pub(super) metadata: &'static OperationMetadata,
    /// The path parameters, decoded, in the order of the template.
    pub(super) values: Vec<(&'static str, String)>,
    /// The segments of the path below the server's, as they were sent.
    pub(super) segments: Vec<String>,
    /// The server's own path.
    pub(super) base: String,
}

impl Matched {
    fn method(&self) -> &'static str {
        self.metadata.operation.description.method
    }

    /// The template that fits.
    fn path(&self) -> &'static str {
        let operation = &self.metadata.operation.description;
        self.api.description.path_of(operation)
    }

    /// The path as it may be shown: without the segments that hold sensitive parameters;
    /// `None` where there are none.
    fn shown_path(&self) -> Option<String> {
        let parameters = self.metadata.parameters.iter();
        let parameters = parameters.map(|metadata| metadata.parameter);
        let secret = parameters
            .filter(|parameter| parameter.location == Location::Path && parameter.sensitive);
        let places: Vec<_> = secret
            .map(|secret| format!("{{{}}}", secret.name))
            .collect();
        if places.is_empty() {
            return None;
        }
        let is_secret = |template: &str| places.iter().any(|place| template.contains(place));
        let segments = self.path().split('/').zip(&self.segments);
        let shown = segments.map(|(template, sent)| match is_secret(template) {
            true => REDACTED,
            false => sent,
        });
        let shown: Vec<&str> = shown.collect();
        Some(format!("{}{}", self.base, shown.join("/")))
    }
}

/// What a method and a path lead to.
pub(super) enum Route {
    /// An operation.
    Found(Box<Matched>),
    /// The path is one of the document's, with other methods only.
    OtherMethods(Vec<Matched>),
    /// No operation has the path.
    Nowhere,
}

impl Route {
    /// The path as it may be shown, where that is not as it was sent.
    pub(super) fn shown_path(&self) -> Option<String> {
        match self {
            Self::Found(matched) => matched.shown_path(),
            Self::OtherMethods(others) => others.iter().find_map(Matched::shown_path),
            Self::Nowhere => None,
        }
    }

    /// The methods that the path has, where the one that was asked for is not one of them.
    pub(super) fn methods(others: &[Matched]) -> Vec<&'static str> {
        others.iter().map(Matched::method).collect()
    }
}

/// Finds the operation; where several paths fit, the one with the most literal segments
/// (OpenAPI 3.0.3 §4.7.8.2). The path begins with that of one of the operation's servers.
pub(super) fn find(apis: &[&'static ApiMetadata], method: &str, path: &str) -> Route {
    let mut fitting: Vec<Matched> = apis.iter().flat_map(|api| fitting(api, path)).collect();
    let literal = |found: &Matched| {
        let own = found.path().split('/');
        let segments = found.base.split('/').chain(own);
        segments.filter(|segment| !segment.contains('{')).count()
    };
    let Some(most) = fitting.iter().map(literal).max() else {
        return Route::Nowhere;
    };
    fitting.retain(|found| literal(found) == most);
    match fitting.iter().position(|found| found.method() == method) {
        Some(index) => Route::Found(Box::new(fitting.swap_remove(index))),
        None => Route::OtherMethods(fitting),
    }
}

fn fitting(api: &'static ApiMetadata, path: &str) -> Vec<Matched> {
    let mut found = Vec::new();
    for metadata in api.operations() {
        let bases = paths(api.description, &metadata.operation.description);
        found.extend(
            bases
                .into_iter()
                .filter_map(|base| matched(api, metadata, base, path)),
        );
    }
    found
}

/// The operation below the path of a server, where the template fits what is left.
fn matched(
    api: &'static ApiMetadata,
    metadata: &'static OperationMetadata,
    base: String,
    path: &str,
) -> Option<Matched> {
    let segments: Vec<&str> = path.strip_prefix(&base)?.split('/').collect();
    let template = api.description.path_of(&metadata.operation.description);
    let templates: Vec<&str> = template.split('/').collect();
    if segments.len() != templates.len() {
        return None;
    }
    let pairs = templates.into_iter().zip(&segments);
    let values: Option<Vec<_>> = pairs
        .map(|(template, text)| values(template, text))
        .collect();
    Some(Matched {
        api,
        metadata,
        values: values?.concat(),
        segments: segments.into_iter().map(str::to_owned).collect(),
        base,
    })
}

/// The parameters of one segment, `{id}` or `{id}.json`; none where it does not fit.
fn values(template: &'static str, text: &str) -> Option<Vec<(&'static str, String)>> {
    let Some((before, rest)) = template.split_once('{') else {
        return (template == text).then(Vec::new);
    };
    let (name, after) = rest.split_once('}')?;
    let text = text.strip_prefix(before)?;
    let next = after.split('{').next().unwrap_or_default();
    let end = match (next, next == after) {
        ("", true) => text.len(),
        (_, true) => text.ends_with(next).then(|| text.len() - next.len())?,
        (_, false) => text.find(next)?,
    };
    let (value, text) = text.split_at(end);
    if value.is_empty() {
        return None;
    }
    let value = percent_encoding::percent_decode_str(value);
    let mut values_found = vec![(name, value.decode_utf8_lossy().into_owned())];
    values_found.extend(values(after, text)?);
    Some(values_found)
}
