//! Turns a Responses Object (OpenAPI 3.0.3 §4.7.16) into what comes back.

use std::sync::Arc;

use openapiv3::{ReferenceOr, Response, Responses, StatusCode};

use super::context::{Context, Documented};
use super::doc::non_empty;
use super::naming::{self, Naming};
use super::{alternative, literal, reference, response_headers, sensitive};
use crate::diagnostic::{Code, Reported};
use crate::ir::{
    Doc, Header, Payload, StatusPattern, StatusResponse, StreamProperty, common_payload, successes,
};
use crate::names::{self, Namespace, RustIdent};
use crate::source::Pointer;

/// Every documented response of an operation.
#[derive(Debug)]
pub(super) struct Lowered {
    /// In document order, `default` last.
    pub(super) responses: Vec<Arc<StatusResponse>>,
    /// The headers that come with each.
    headers: Vec<(StatusPattern, Arc<[Header]>)>,
    /// What of the body asks for a stream; the body is known later.
    pub(super) asks: Option<StreamProperty>,
}

/// Lowers every documented status.
pub(super) fn lower<'d>(
    context: &mut Context<'d>,
    responses: &'d Responses,
    at: &Pointer,
    naming: &Naming,
) -> Result<Lowered, Reported> {
    let at = at.child("responses");
    let numbered = responses
        .responses
        .iter()
        .map(|(status, response)| (pattern(status), response));
    let default = responses
        .default
        .iter()
        .map(|response| (StatusPattern::Default, response));
    let mut all = Lowered {
        responses: Vec::new(),
        headers: Vec::new(),
        asks: None,
    };
    for (status, response) in numbered.chain(default) {
        let (response, headers) = shared(context, status, response, &at, naming)?;
        all.headers.push((status, headers));
        all.responses.push(response);
    }
    report_beside(context, &all.responses, &at);
    Ok(all)
}

/// Reports streams that are not typed as such, because another success has a body of another
/// kind: the call has to be told which one came before anything is read.
fn report_beside(context: &mut Context<'_>, responses: &[Arc<StatusResponse>], at: &Pointer) {
    let is_success = |response: &&StatusResponse| response.status.is_success();
    let successes = responses.iter().map(Arc::as_ref).filter(is_success);
    let successes: Vec<&StatusResponse> = successes.collect();
    let is_stream = |response: &&StatusResponse| {
        let mut contents = response.contents.iter();
        contents.any(|content| content.payload.stream().is_some())
    };
    let is_other =
        |response: &StatusResponse| !is_stream(&response) && *response.payload() != Payload::Empty;
    let is_mixed = successes.iter().any(|response| is_other(response));
    if let Some(stream) = successes.iter().copied().find(is_stream)
        && is_mixed
    {
        let message = "a stream beside a success of another kind is read as a whole, as text";
        context.warning(
            Code::Unsupported,
            &at.child(&stream.status.to_string()),
            message,
        );
        context
            .diagnostics
            .help("describe the other success as an operation of its own");
    }
}

/// One response, and its headers. An error that is a component is lowered once: operations
/// refer to the same few, and none of them says how it is read.
fn shared<'d>(
    context: &mut Context<'d>,
    status: StatusPattern,
    response: &'d ReferenceOr<Response>,
    at: &Pointer,
    naming: &Naming,
) -> Result<Documented, Reported> {
    let key = match response {
        ReferenceOr::Reference { reference } if !status.is_success() => {
            Some((reference.as_str(), status))
        }
        _ => None,
    };
    if let Some(known) = key.and_then(|key| context.errors.get(&key)) {
        return Ok(known.clone());
    }
    let at = at.child(&status.to_string());
    let lowered = documented(context, status, response, &at, naming)?;
    if let Some(key) = key {
        context.errors.insert(key, lowered.clone());
    }
    Ok(lowered)
}

/// A response where it is described, and its headers.
fn documented<'d>(
    context: &mut Context<'d>,
    status: StatusPattern,
    response: &'d ReferenceOr<Response>,
    at: &Pointer,
    naming: &Naming,
) -> Result<Documented, Reported> {
    let (response, at) = reference::response(context, response, at)?;
    let known = context.statuses.entry(status);
    let ident = known.or_insert_with(|| ident(status)).clone();
    let naming = match naming::component_of(&at, "responses") {
        Some(name) => {
            let file = context.file(&name);
            Naming { words: name, file }.part("Response")
        }
        None if status.is_success() => naming.part("Response"),
        None => naming.part(ident.as_str()),
    };
    let contents = alternative::contents(context, response, &at, &naming, status, &ident);
    if let Some(first) = contents.first()
        && let Payload::Json(ty) = &first.payload
    {
        let at = at.child("content").child(&first.media_type);
        let examples = &response.content[&first.media_type].examples;
        literal::others(context, examples, ty, &at);
    }
    let doc = Doc {
        text: non_empty(Some(&response.description)),
        ..Doc::default()
    };
    let lowered = StatusResponse {
        status,
        ident,
        contents,
        sensitive: sensitive::is_in_any(context, response.content.values()),
        doc,
    };
    let headers = response_headers::lower(context, &response.headers, &at, &naming);
    Ok((Arc::new(lowered), headers.into()))
}

/// Names the enum of the successes, where these differ.
pub(super) fn output_enum(
    responses: &[Arc<StatusResponse>],
    asked: Option<&str>,
    words: &str,
    types: &mut Namespace,
) -> Option<RustIdent> {
    let is_needed = common_payload(responses, asked).is_none();
    is_needed.then(|| types.claim(names::type_name(&format!("{words} Output"))))
}

impl Lowered {
    /// The headers of each success.
    pub(super) fn success_headers(&self) -> impl Iterator<Item = &[Header]> {
        let statuses: Vec<_> = successes(&self.responses)
            .map(|response| response.status)
            .collect();
        self.headers_of(move |status| statuses.contains(&status))
    }

    /// The headers of each error.
    pub(super) fn error_headers(&self) -> impl Iterator<Item = &[Header]> {
        self.headers_of(|status| !status.is_success())
    }

    fn headers_of(
        &self,
        is_wanted: impl Fn(StatusPattern) -> bool,
    ) -> impl Iterator<Item = &[Header]> {
        let all = self.headers.iter();
        let wanted = all.filter(move |(status, _)| is_wanted(*status));
        wanted.map(|(_, headers)| headers.as_ref())
    }
}

fn pattern(status: &StatusCode) -> StatusPattern {
    match status {
        StatusCode::Code(code) => StatusPattern::Exact(*code),
        StatusCode::Range(hundreds) => StatusPattern::Range(u8::try_from(*hundreds).unwrap_or(0)),
    }
}

/// A variant's name: the reason phrase of RFC 9110 §15.
fn ident(status: StatusPattern) -> RustIdent {
    let words = match status {
        StatusPattern::Exact(code) => http::StatusCode::from_u16(code)
            .ok()
            .and_then(|status| status.canonical_reason())
            .map_or_else(|| format!("Status {code}"), str::to_owned),
        StatusPattern::Range(1) => "Informational".to_owned(),
        StatusPattern::Range(2) => "Successful".to_owned(),
        StatusPattern::Range(3) => "Redirection".to_owned(),
        StatusPattern::Range(4) => "Client Error".to_owned(),
        StatusPattern::Range(5) => "Server Error".to_owned(),
        StatusPattern::Range(hundreds) => format!("Status {hundreds}XX"),
        StatusPattern::Default => "Other".to_owned(),
    };
    names::type_name(&words)
}
