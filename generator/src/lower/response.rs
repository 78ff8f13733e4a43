//! Turns a Responses Object (OpenAPI 3.0.3 §4.7.16) into what comes back.

use openapiv3::{ReferenceOr, Response, Responses, StatusCode};

use super::alternative::{self, Contents};
use super::context::Context;
use super::doc::non_empty;
use super::naming::{self, Naming};
use super::{literal, media, reference, response_headers, sensitive};
use crate::diagnostic::{Code, Reported};
use crate::ir::{
    Doc, Header, Output, OutputEnum, Payload, ResponseContent, StatusPattern, StatusResponse,
    StreamProperty,
};
use crate::names::{self, Namespace, RustIdent};
use crate::source::Pointer;

/// Every documented status, and the media types they come in.
#[derive(Debug)]
pub(super) struct Lowered {
    /// In document order, `default` last.
    pub(super) responses: Vec<StatusResponse>,
    /// The media types of each, with the bodies that the document shows.
    pub(super) contents: Vec<ResponseContent>,
    /// The headers that come with each.
    pub(super) headers: Vec<(StatusPattern, Vec<Header>)>,
    /// For `Accept`: those of successes first.
    pub(super) accept: Vec<String>,
    /// What each is asked for as.
    pub(super) asked: Vec<(StatusPattern, Vec<String>)>,
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
        .map(|(status, response)| (pattern(status), status.to_string(), response));
    let default = responses
        .default
        .iter()
        .map(|response| (StatusPattern::Default, "default".to_owned(), response));
    let mut all = Lowered {
        responses: Vec::new(),
        contents: Vec::new(),
        headers: Vec::new(),
        accept: Vec::new(),
        asked: Vec::new(),
        asks: None,
    };
    for (status, key, response) in numbered.chain(default) {
        let lowered = documented(context, status, response, &at.child(key), naming)?;
        all.contents.extend(lowered.contents);
        all.headers.push((status, lowered.headers));
        all.asked.push((status, lowered.asked));
        all.responses.push(lowered.response);
    }
    all.accept = accept(&all);
    report_beside(context, &all.responses, &at);
    Ok(all)
}

/// Reports streams that are not typed as such, because another success has a body of another
/// kind: the call has to be told which one came before anything is read.
fn report_beside(context: &mut Context<'_>, responses: &[StatusResponse], at: &Pointer) {
    let is_success = |response: &&StatusResponse| is_success(response.status);
    let successes: Vec<&StatusResponse> = responses.iter().filter(is_success).collect();
    let is_stream = |response: &&StatusResponse| {
        let others = response.others.iter().map(|other| &other.payload);
        let mut payloads = std::iter::once(&response.payload).chain(others);
        payloads.any(|payload| payload.stream().is_some())
    };
    let is_other =
        |response: &StatusResponse| !is_stream(&response) && response.payload != Payload::Empty;
    let is_mixed = successes.iter().any(|response| is_other(response));
    if let Some(stream) = successes.iter().copied().find(is_stream)
        && is_mixed
    {
        let status = match stream.status {
            StatusPattern::Exact(code) => code.to_string(),
            StatusPattern::Range(hundreds) => format!("{hundreds}XX"),
            StatusPattern::Default => "default".to_owned(),
        };
        let message = "a stream beside a success of another kind is read as a whole, as text";
        context.warning(Code::Unsupported, &at.child(&status), message);
        context
            .diagnostics
            .help("describe the other success as an operation of its own");
    }
}

/// What successes are asked for as, then what errors may be. A media type that
/// successes only have for those who ask is none of these.
fn accept(all: &Lowered) -> Vec<String> {
    let (successes, errors): (Vec<_>, Vec<_>) = all
        .asked
        .iter()
        .partition(|(status, _)| is_success(*status));
    let of_successes = successes.into_iter().chain(errors);
    let asked = of_successes.flat_map(|(_, asked)| asked);
    let is_error = |response: &&StatusResponse| !is_success(response.status);
    let others = |response: &'_ StatusResponse| response.others.clone().into_iter();
    let offered: Vec<String> = all
        .responses
        .iter()
        .filter(|response| !is_error(response))
        .flat_map(others)
        .map(|other| other.media_type)
        .collect();
    let chosen = all.responses.iter().filter(is_error).flat_map(others);
    let chosen = chosen.map(|other| other.media_type);
    let chosen = chosen.filter(|media| !offered.contains(media));
    let mut accept: Vec<String> = Vec::new();
    for media in asked.cloned().chain(chosen) {
        if !accept.contains(&media) {
            accept.push(media);
        }
    }
    accept
}

/// One documented response, lowered.
struct Documented {
    response: StatusResponse,
    /// What it is asked for as.
    asked: Vec<String>,
    contents: Vec<ResponseContent>,
    headers: Vec<Header>,
}

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
        None if is_success(status) => naming.part("Response"),
        None => naming.part(ident.as_str()),
    };
    let Contents {
        payload,
        asked,
        same,
        others,
    } = alternative::contents(context, response, &at, &naming, &ident, is_success(status));
    let offered = others.iter().map(|other| &other.media_type);
    let media_types = asked.iter().chain(&same).chain(offered);
    let contents = media_types.map(|name| ResponseContent {
        status,
        media_type: name.clone(),
        example: response.content.get(name).and_then(literal::shown),
    });
    let contents = contents.collect();
    if let (Some((name, media, _)), Payload::Json(ty)) = (
        media::preferred(&context.document.schemas, response.content.iter()),
        &payload,
    ) {
        let at = at.child("content").child(name);
        literal::others(context, &media.examples, ty, &at);
    }
    let doc = Doc {
        text: non_empty(Some(&response.description)),
        ..Doc::default()
    };
    Ok(Documented {
        response: StatusResponse {
            status,
            ident,
            payload,
            others,
            sensitive: sensitive::is_in_any(context, response.content.values(), &at),
            doc,
        },
        asked,
        contents,
        headers: response_headers::lower(context, &response.headers, &at, &naming),
    })
}

/// What the operation gives when it worked. If no 2xx response is declared, `default`
/// describes the success.
pub(super) fn output(
    responses: &[StatusResponse],
    words: &str,
    type_idents: &mut Namespace,
) -> Output {
    let successes: Vec<&StatusResponse> = responses
        .iter()
        .filter(|response| is_success(response.status))
        .collect();
    if let Some(payload) = one_stream(&successes) {
        return Output::One {
            statuses: statuses(&successes, payload),
            payload: payload.clone(),
        };
    }
    match successes.as_slice() {
        [] => Output::One {
            statuses: vec![StatusPattern::Range(2)],
            payload: responses
                .iter()
                .find(|response| response.status == StatusPattern::Default)
                .map_or(Payload::Empty, |default| default.payload.clone()),
        },
        [first, rest @ ..]
            if rest
                .iter()
                .all(|response| response.payload == first.payload) =>
        {
            Output::One {
                statuses: statuses(&successes, &first.payload),
                payload: first.payload.clone(),
            }
        }
        _ => Output::Many(OutputEnum {
            name: type_idents.claim(names::type_name(&format!("{words} Output"))),
            responses: successes.into_iter().map(in_one_way).collect(),
        }),
    }
}

/// The stream that successes are, where nothing else comes: one without a body has no items.
fn one_stream<'r>(successes: &[&'r StatusResponse]) -> Option<&'r Payload> {
    let payloads = successes.iter().map(|response| &response.payload);
    let mut payloads = payloads.filter(|payload| **payload != Payload::Empty);
    let first = payloads.next()?;
    (first.stream().is_some() && payloads.all(|other| other == first)).then_some(first)
}

/// A success as it is asked for, and in no other media type. Beside others a stream is read
/// as a whole.
fn in_one_way(response: &StatusResponse) -> StatusResponse {
    StatusResponse {
        others: Vec::new(),
        payload: match &response.payload {
            Payload::Stream(_) => Payload::Text,
            other => other.clone(),
        },
        ..response.clone()
    }
}

/// The headers of each success: of `default` where the document gives no other.
pub(super) fn success_headers<'l>(responses: &'l Lowered, output: &Output) -> Vec<&'l Vec<Header>> {
    let found = headers_of(responses, &output.statuses());
    if found.is_empty() {
        return headers_of(responses, &[StatusPattern::Default]);
    }
    found
}

/// The headers of each of these responses.
pub(super) fn headers_of<'l>(
    responses: &'l Lowered,
    statuses: &[StatusPattern],
) -> Vec<&'l Vec<Header>> {
    let all = responses.headers.iter();
    let wanted = all.filter(|(status, _)| statuses.contains(status));
    wanted.map(|(_, headers)| headers).collect()
}

/// A response without a body can't be misread, so where none is documented
/// every success is taken: services that document 200 send 204 all the same.
fn statuses(successes: &[&StatusResponse], payload: &Payload) -> Vec<StatusPattern> {
    let mut statuses: Vec<StatusPattern> =
        successes.iter().map(|response| response.status).collect();
    let any = StatusPattern::Range(2);
    if *payload == Payload::Empty && !statuses.contains(&any) {
        statuses.push(any);
    }
    statuses
}

/// The documented errors: exact statuses, then ranges, then `default`.
pub(super) fn errors(responses: &[StatusResponse]) -> Vec<StatusResponse> {
    let mut errors: Vec<StatusResponse> = responses
        .iter()
        .filter(|response| !is_success(response.status))
        .cloned()
        .collect();
    errors.sort_by_key(|response| response.status);
    errors
}

pub(super) fn is_success(status: StatusPattern) -> bool {
    matches!(
        status,
        StatusPattern::Exact(200..=299) | StatusPattern::Range(2)
    )
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
