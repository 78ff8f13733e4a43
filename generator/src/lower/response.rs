//! Turns a Responses Object (OpenAPI 3.0.3 §4.7.16) into what comes back.

use super::body::content_type;
use super::context::Context;
use super::doc::non_empty;
use super::hint::{self, Hint};
use super::media::{self, Encoding};
use super::{answer_headers, literal, reference};
use crate::diagnostic::Reported;
use crate::ir::{Doc, Header, Literal, Output, OutputEnum, Payload, ResponseCase, StatusPattern};
use crate::names::{self, Namespace, RustIdent};
use crate::source::Pointer;
use openapiv3::{ReferenceOr, Response, Responses, StatusCode};

/// Every documented status, and the media types they come in.
#[derive(Debug)]
pub(super) struct Lowered {
    /// In document order, `default` last.
    pub(super) cases: Vec<ResponseCase>,
    /// The bodies that the document shows.
    pub(super) examples: Vec<(StatusPattern, Literal)>,
    /// The headers that come with each.
    pub(super) headers: Vec<(StatusPattern, Vec<Header>)>,
    /// For `Accept`: those of successes first.
    pub(super) accept: Vec<String>,
}

/// Lowers every documented status.
pub(super) fn lower<'d>(
    context: &mut Context<'d>,
    responses: &'d Responses,
    at: &Pointer,
    hint: &Hint,
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
    let mut cases = Vec::new();
    let mut examples = Vec::new();
    let mut headers = Vec::new();
    let mut accept: Vec<(bool, String)> = Vec::new();
    for (status, key, response) in numbered.chain(default) {
        let answer = answer(context, status, response, &at.child(key), hint)?;
        let case = answer.case;
        examples.extend(answer.example.map(|example| (status, example)));
        headers.push((status, answer.headers));
        if let Some(media) = answer
            .media
            .filter(|media| accept.iter().all(|(_, known)| known != media))
        {
            accept.push((!is_success(case.status), media));
        }
        cases.push(case);
    }
    accept.sort_by_key(|(is_error, _)| *is_error);
    Ok(Lowered {
        cases,
        examples,
        headers,
        accept: accept.into_iter().map(|(_, media)| media).collect(),
    })
}

/// One documented answer.
struct Answer {
    case: ResponseCase,
    /// Its media type.
    media: Option<String>,
    example: Option<Literal>,
    headers: Vec<Header>,
}

fn answer<'d>(
    context: &mut Context<'d>,
    status: StatusPattern,
    response: &'d ReferenceOr<Response>,
    at: &Pointer,
    hint: &Hint,
) -> Result<Answer, Reported> {
    let (response, at) = reference::response(context, response, at)?;
    let known = context.statuses.entry(status);
    let ident = known.or_insert_with(|| ident(status)).clone();
    let hint = match hint::component_of(&at, "responses") {
        Some(name) => {
            let file = context.file(&name);
            Hint { words: name, file }.part("Response")
        }
        None if is_success(status) => hint.part("Response"),
        None => hint.part(ident.as_str()),
    };
    let (payload, media) = payload(context, response, &at, &hint)?;
    let doc = Doc {
        text: non_empty(Some(&response.description)),
        ..Doc::default()
    };
    Ok(Answer {
        case: ResponseCase {
            status,
            ident,
            payload,
            doc,
        },
        media,
        example: example(response),
        headers: answer_headers::lower(context, &response.headers, &at, &hint),
    })
}

fn example(response: &Response) -> Option<Literal> {
    let (_, media, _) = media::preferred(response.content.iter())?;
    literal::shown(media)
}

fn payload<'d>(
    context: &mut Context<'d>,
    response: &'d Response,
    at: &Pointer,
    hint: &Hint,
) -> Result<(Payload, Option<String>), Reported> {
    let Some((name, media, encoding)) = media::preferred(response.content.iter()) else {
        return Ok((Payload::Empty, None));
    };
    let media_at = at.child("content").child(name);
    let payload = match encoding {
        Encoding::Json => Payload::Json(content_type(context, media, &media_at, hint)),
        Encoding::Text | Encoding::Form => Payload::Text,
        Encoding::Bytes | Encoding::Multipart => Payload::Bytes,
    };
    media::report_others(
        context,
        response.content.keys(),
        name,
        &media_at,
        "the answer is asked for as",
    );
    Ok((payload, Some(name.to_owned())))
}

/// What the operation gives when it worked. A document that gives no success
/// means it by its `default`, which every other status is an error by.
pub(super) fn output(cases: &[ResponseCase], words: &str, type_idents: &mut Namespace) -> Output {
    let successes: Vec<&ResponseCase> = cases
        .iter()
        .filter(|case| is_success(case.status))
        .collect();
    match successes.as_slice() {
        [] => Output::One {
            statuses: vec![StatusPattern::Range(2)],
            payload: cases
                .iter()
                .find(|case| case.status == StatusPattern::Default)
                .map_or(Payload::Empty, |default| default.payload.clone()),
        },
        [first, rest @ ..] if rest.iter().all(|case| case.payload == first.payload) => {
            Output::One {
                statuses: statuses(&successes, &first.payload),
                payload: first.payload.clone(),
            }
        }
        _ => Output::Many(OutputEnum {
            name: type_idents.claim(names::type_name(&format!("{words} Output"))),
            cases: successes.into_iter().cloned().collect(),
        }),
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

/// The headers of each of these answers.
pub(super) fn headers_of<'l>(
    responses: &'l Lowered,
    statuses: &[StatusPattern],
) -> Vec<&'l Vec<Header>> {
    let all = responses.headers.iter();
    let wanted = all.filter(|(status, _)| statuses.contains(status));
    wanted.map(|(_, headers)| headers).collect()
}

/// An answer without a body can't be misread, so where none is documented
/// every success is taken: services that document 200 send 204 all the same.
fn statuses(successes: &[&ResponseCase], payload: &Payload) -> Vec<StatusPattern> {
    let mut statuses: Vec<StatusPattern> = successes.iter().map(|case| case.status).collect();
    let any = StatusPattern::Range(2);
    if *payload == Payload::Empty && !statuses.contains(&any) {
        statuses.push(any);
    }
    statuses
}

/// The documented errors: exact statuses, then ranges, then `default`.
pub(super) fn errors(cases: &[ResponseCase]) -> Vec<ResponseCase> {
    let mut errors: Vec<ResponseCase> = cases
        .iter()
        .filter(|case| !is_success(case.status))
        .cloned()
        .collect();
    errors.sort_by_key(|case| case.status);
    errors
}

fn is_success(status: StatusPattern) -> bool {
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
