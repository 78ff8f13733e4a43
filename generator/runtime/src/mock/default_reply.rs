//! Turns what the document shows of an operation into the response that it gives when
//! nobody said anything else.
//!
//! It keeps nothing.

use bytes::Bytes;

use super::super::metadata::api_metadata::OperationMetadata;
use super::super::metadata::body_metadata::{Format, ResponseContent, ResponseMetadata};
use super::accept::Accept;
use super::check::Refusal;
use super::condition::names;
use super::negotiate;
use super::negotiate::Chosen;
use super::reply::Reply;

/// The success that the document shows, in the media type that suits the request best.
pub(super) fn success(metadata: &OperationMetadata, accept: &Accept) -> Result<Reply, Refusal> {
    let Some((response, status)) = chosen(metadata) else {
        return Ok(Reply::empty(200));
    };
    match negotiate::chosen(response, accept) {
        Some(chosen) => shown_as(metadata, response, status, &chosen),
        None => Ok(Reply::empty(status)),
    }
}

/// What the document shows of a response in one of its media types.
pub(super) fn shown_as(
    metadata: &OperationMetadata,
    response: &ResponseMetadata,
    status: u16,
    chosen: &Chosen,
) -> Result<Reply, Refusal> {
    let content = chosen.content;
    let preferred = response.example.filter(|_| content.is_same);
    let body = match (content.format, content.example.or(preferred)) {
        (_, Some(example)) => Bytes::from_static(example.as_bytes()),
        (Format::Text | Format::Bytes, None) => Bytes::new(),
        (_, None) => {
            let (id, media) = (metadata.operation.description.id, content.media);
            let reason = format!("the document shows no `{media}` of {id}: say what it is to be");
            return Err(Refusal::new(501, reason));
        }
    };
    let mut reply = Reply::new(Some(status), content.format, body);
    chosen.put_on(&mut reply);
    Ok(reply)
}

/// A success with a body of one's own, by the document's status.
pub(super) fn success_of(metadata: &OperationMetadata, format: Format, body: Bytes) -> Reply {
    let Some((response, status)) = chosen(metadata) else {
        return Reply::new(Some(200), format, body);
    };
    match response.format {
        Format::Empty => Reply::empty(status),
        format => with_body(response, status, format, body),
    }
}

/// The media type of the success that an `Accept` header of the client names.
pub(super) fn content(metadata: &OperationMetadata, accept: &str) -> Option<ResponseContent> {
    let (response, _) = chosen(metadata)?;
    let mut contents = response.contents();
    contents.find(|content| names(accept, content.media))
}

/// A success with a body of one's own in one of the document's media types.
pub(super) fn success_as(
    metadata: &OperationMetadata,
    content: ResponseContent,
    body: Bytes,
) -> Reply {
    let status = chosen(metadata).map_or(200, |(_, status)| status);
    let mut reply = Reply::new(Some(status), content.format, body);
    // A range is not a media type.
    reply.media = (!content.media.contains('*')).then_some(content.media);
    reply
}

/// An error of this status, with the body that the document shows.
pub(super) fn error(metadata: &OperationMetadata, status: u16) -> Reply {
    let response = covering(metadata.errors, status);
    let reply = response.and_then(|response| shown(response, status));
    reply.unwrap_or_else(|| Reply::empty(status))
}

/// The same, where the document has such an error and it has a body.
pub(super) fn shown_error(metadata: &OperationMetadata, status: u16) -> Option<Reply> {
    let response = covering(metadata.errors, status)?;
    let has_body = response.format != Format::Empty;
    has_body.then(|| shown(response, status)).flatten()
}

/// What the document says of a response with this status.
pub(super) fn response(
    metadata: &OperationMetadata,
    status: u16,
) -> Option<&'static ResponseMetadata> {
    covering(metadata.successes, status).or_else(|| covering(metadata.errors, status))
}

/// The response of exactly this status, or else the first that covers it.
fn covering(
    responses: &'static [ResponseMetadata],
    status: u16,
) -> Option<&'static ResponseMetadata> {
    let code = http::StatusCode::from_u16(status).ok()?;
    let exact = responses
        .iter()
        .find(|response| response.status.exact() == Some(status));
    exact.or_else(|| {
        responses
            .iter()
            .find(|response| response.status.covers(code))
    })
}

/// What the document shows and the operation's own types can't hold, each in a sentence.
pub(super) fn invalid_examples(
    metadata: &OperationMetadata,
) -> impl Iterator<Item = String> + use<> {
    let id = metadata.operation.description.id;
    let read = metadata.operation.read;
    let contents = metadata.body.map_or(&[][..], |body| body.alternatives);
    let bodies = contents.iter().filter_map(move |content| {
        let error = (content.check?)(content.example?.as_bytes()).err()?;
        Some(format!("{id}, body: {error}"))
    });
    let responses = metadata.successes.iter().chain(metadata.errors);
    let responses = responses.filter_map(move |response| {
        let status = response.status.exact()?;
        let reply = response.example.and_then(|_| shown(response, status))?;
        let error = match read(&reply.finished().into_raw_response()) {
            Some(read) => read.err()?.to_string(),
            None => "is not documented".to_owned(),
        };
        Some(format!("{id}, {status}: {error}"))
    });
    bodies.chain(responses)
}

/// The status that is documented, of these, or the first.
pub(super) fn documented(metadata: &OperationMetadata, statuses: [u16; 2]) -> u16 {
    let is_documented = |status: &u16| {
        let mut errors = metadata.errors.iter();
        errors.any(|response| response.status.exact() == Some(*status))
    };
    statuses
        .into_iter()
        .find(is_documented)
        .unwrap_or(statuses[0])
}

/// The first success with a status of its own, or else the first.
pub(super) fn chosen(metadata: &OperationMetadata) -> Option<(&'static ResponseMetadata, u16)> {
    let exact = metadata
        .successes
        .iter()
        .find(|response| response.status.exact().is_some());
    let response = exact.or_else(|| metadata.successes.first())?;
    Some((response, response.status.exact().unwrap_or(200)))
}

fn shown(response: &'static ResponseMetadata, status: u16) -> Option<Reply> {
    let body = match (response.format, response.example) {
        (Format::Empty, _) => return Some(Reply::empty(status)),
        (_, Some(example)) => Bytes::from_static(example.as_bytes()),
        (Format::Text | Format::Bytes, None) => Bytes::new(),
        (_, None) => return None,
    };
    Some(with_body(response, status, response.format, body))
}

fn with_body(
    response: &'static ResponseMetadata,
    status: u16,
    format: Format,
    body: Bytes,
) -> Reply {
    let mut reply = Reply::new(Some(status), format, body);
    let media = response.media;
    // A range is not a media type.
    if format == response.format && !media.is_empty() && !media.contains('*') {
        reply.media = Some(media);
    }
    reply
}
