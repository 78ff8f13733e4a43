//! Turns what the document shows of an operation into the answer that it gives when
//! nobody said anything else.
//!
//! It keeps nothing.

use bytes::Bytes;

use super::super::metadata::api_metadata::OperationDetails;
use super::super::metadata::body_metadata::{AnswerContent, AnswerDetails, Format};
use super::accept::Accept;
use super::check::Refusal;
use super::condition::names;
use super::negotiate;
use super::negotiate::Chosen;
use super::reply::Reply;

/// The success that the document shows, in the media type that suits the request best.
pub(super) fn success(details: &OperationDetails, accept: &Accept) -> Result<Reply, Refusal> {
    let Some((answer, status)) = chosen(details) else {
        return Ok(Reply::empty(200));
    };
    match negotiate::chosen(answer, accept) {
        Some(chosen) => shown_as(details, answer, status, &chosen),
        None => Ok(Reply::empty(status)),
    }
}

/// What the document shows of a response in one of its media types.
pub(super) fn shown_as(
    details: &OperationDetails,
    answer: &AnswerDetails,
    status: u16,
    chosen: &Chosen,
) -> Result<Reply, Refusal> {
    let content = chosen.content;
    let preferred = answer.example.filter(|_| content.is_same);
    let body = match (content.format, content.example.or(preferred)) {
        (_, Some(example)) => Bytes::from_static(example.as_bytes()),
        (Format::Text | Format::Bytes, None) => Bytes::new(),
        (_, None) => {
            let (id, media) = (details.operation.description.id, content.media);
            let reason = format!("the document shows no `{media}` of {id}: say what it is to be");
            return Err(Refusal::new(501, reason));
        }
    };
    let mut reply = Reply::new(Some(status), content.format, body);
    chosen.put_on(&mut reply);
    Ok(reply)
}

/// A success with a body of one's own, by the document's status.
pub(super) fn success_of(details: &OperationDetails, format: Format, body: Bytes) -> Reply {
    let Some((answer, status)) = chosen(details) else {
        return Reply::new(Some(200), format, body);
    };
    match answer.format {
        Format::Empty => Reply::empty(status),
        format => with_body(answer, status, format, body),
    }
}

/// The media type of the success that an `Accept` header of the client names.
pub(super) fn content(details: &OperationDetails, accept: &str) -> Option<AnswerContent> {
    let (answer, _) = chosen(details)?;
    let mut contents = answer.contents();
    contents.find(|content| names(accept, content.media))
}

/// A success with a body of one's own in one of the document's media types.
pub(super) fn success_as(details: &OperationDetails, content: AnswerContent, body: Bytes) -> Reply {
    let status = chosen(details).map_or(200, |(_, status)| status);
    let mut reply = Reply::new(Some(status), content.format, body);
    // A range is no media type.
    reply.media = (!content.media.contains('*')).then_some(content.media);
    reply
}

/// An error of this status, with the body that the document shows.
pub(super) fn error(details: &OperationDetails, status: u16) -> Reply {
    let answer = covering(details.errors, status);
    let reply = answer.and_then(|answer| shown(answer, status));
    reply.unwrap_or_else(|| Reply::empty(status))
}

/// The same, where the document has such an error and it has a body.
pub(super) fn shown_error(details: &OperationDetails, status: u16) -> Option<Reply> {
    let answer = covering(details.errors, status)?;
    let has_body = answer.format != Format::Empty;
    has_body.then(|| shown(answer, status)).flatten()
}

/// What the document says of a response with this status.
pub(super) fn answer(details: &OperationDetails, status: u16) -> Option<&'static AnswerDetails> {
    covering(details.answers, status).or_else(|| covering(details.errors, status))
}

/// The response of exactly this status, or else the first that covers it.
fn covering(answers: &'static [AnswerDetails], status: u16) -> Option<&'static AnswerDetails> {
    let code = http::StatusCode::from_u16(status).ok()?;
    let exact = answers
        .iter()
        .find(|answer| answer.status.exact() == Some(status));
    exact.or_else(|| answers.iter().find(|answer| answer.status.covers(code)))
}

/// What the document shows and the operation's own types can't hold, each in a sentence.
pub(super) fn misfits(details: &OperationDetails) -> impl Iterator<Item = String> + use<> {
    let id = details.operation.description.id;
    let read = details.operation.read;
    let contents = details.body.map_or(&[][..], |body| body.alternatives);
    let bodies = contents.iter().filter_map(move |content| {
        let error = (content.check?)(content.example?.as_bytes()).err()?;
        Some(format!("{id}, body: {error}"))
    });
    let answers = details.answers.iter().chain(details.errors);
    let answers = answers.filter_map(move |answer| {
        let status = answer.status.exact()?;
        let reply = answer.example.and_then(|_| shown(answer, status))?;
        let error = match read(&reply.finished().answer()) {
            Some(read) => read.err()?.to_string(),
            None => "is not documented".to_owned(),
        };
        Some(format!("{id}, {status}: {error}"))
    });
    bodies.chain(answers)
}

/// The status that is documented, of these, or the first.
pub(super) fn documented(details: &OperationDetails, statuses: [u16; 2]) -> u16 {
    let is_documented = |status: &u16| {
        let mut errors = details.errors.iter();
        errors.any(|answer| answer.status.exact() == Some(*status))
    };
    statuses
        .into_iter()
        .find(is_documented)
        .unwrap_or(statuses[0])
}

/// The first success with a status of its own, or else the first.
pub(super) fn chosen(details: &OperationDetails) -> Option<(&'static AnswerDetails, u16)> {
    let exact = details
        .answers
        .iter()
        .find(|answer| answer.status.exact().is_some());
    let answer = exact.or_else(|| details.answers.first())?;
    Some((answer, answer.status.exact().unwrap_or(200)))
}

fn shown(answer: &'static AnswerDetails, status: u16) -> Option<Reply> {
    let body = match (answer.format, answer.example) {
        (Format::Empty, _) => return Some(Reply::empty(status)),
        (_, Some(example)) => Bytes::from_static(example.as_bytes()),
        (Format::Text | Format::Bytes, None) => Bytes::new(),
        (_, None) => return None,
    };
    Some(with_body(answer, status, answer.format, body))
}

fn with_body(answer: &'static AnswerDetails, status: u16, format: Format, body: Bytes) -> Reply {
    let mut reply = Reply::new(Some(status), format, body);
    let media = answer.media;
    // A range is no media type.
    if format == answer.format && !media.is_empty() && !media.contains('*') {
        reply.media = Some(media);
    }
    reply
}
