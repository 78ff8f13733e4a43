//! Turns what the document shows of an operation into the answer that it gives when
//! nobody said anything else.
//!
//! It keeps nothing.

use bytes::Bytes;

use super::super::{AnswerDetails, Format, OperationDetails};
use super::reply::Reply;

/// The success that the document shows; the reason where it shows none.
pub(super) fn success(details: &OperationDetails) -> Result<Reply, String> {
    let Some((answer, status)) = chosen(details) else {
        return Ok(Reply::empty(200));
    };
    shown(answer, status).ok_or_else(|| {
        let id = details.operation.description.id;
        format!("the document shows no answer of {id}: say what it is to be")
    })
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

/// An error of this status, with the body that the document shows.
pub(super) fn error(details: &OperationDetails, status: u16) -> Reply {
    let code = http::StatusCode::from_u16(status).ok();
    let exact = details
        .errors
        .iter()
        .find(|answer| answer.status.exact() == Some(status));
    let covering = || {
        let mut errors = details.errors.iter();
        errors.find(|answer| code.is_some_and(|code| answer.status.covers(code)))
    };
    let answer = exact.or_else(covering);
    let reply = answer.and_then(|answer| shown(answer, status));
    reply.unwrap_or_else(|| Reply::empty(status))
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
fn chosen(details: &OperationDetails) -> Option<(&'static AnswerDetails, u16)> {
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
    if format == answer.format && !answer.media.is_empty() {
        reply.media = Some(answer.media);
    }
    reply
}
