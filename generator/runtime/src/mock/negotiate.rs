//! Turns what a request accepts into the media type of its response (RFC 9110 §12.1).
//!
//! It does not know how a body comes about.

use super::super::metadata::api_metadata::OperationDetails;
use super::super::metadata::body_metadata::{AnswerContent, AnswerDetails};
use super::accept::Accept;
use super::check::Refusal;
use super::default_reply;
use super::reply::Reply;

/// A media type of a response that a request takes.
pub(super) struct Chosen {
    pub(super) content: AnswerContent,
    /// One that it covers, where the document has a range.
    named: Option<String>,
}

impl Chosen {
    /// Gives a reply this media type.
    pub(super) fn put_on(&self, reply: &mut Reply) {
        let media = self.content.media;
        match &self.named {
            Some(named) => reply.set_header("content-type", named),
            None => reply.media = (!media.contains('*')).then_some(media),
        }
    }
}

/// The media type of a response that suits the request best; none where it takes none of
/// them, or where there is no body.
pub(super) fn chosen(answer: &AnswerDetails, accept: &Accept) -> Option<Chosen> {
    let preferred = accept.preferred(answer.contents().map(|content| content.media))?;
    let content = answer.contents().nth(preferred.index)?;
    Some(Chosen {
        content,
        named: preferred.named,
    })
}

/// Refuses a request that takes no media type of the success (RFC 9110 §15.5.7).
pub(super) fn check(details: &OperationDetails, accept: &Accept) -> Result<(), Refusal> {
    let Some((answer, _)) = default_reply::chosen(details) else {
        return Ok(());
    };
    let media: Vec<_> = answer.contents().map(|content| content.media).collect();
    if media.is_empty() || chosen(answer, accept).is_some() {
        return Ok(());
    }
    let media = media.join("`, `");
    let reason = format!("its `Accept` takes none of `{media}`, which the document has");
    Err(Refusal::new(406, reason))
}

/// The reply of a collection in the media type that suits the request best. What is in a
/// collection is JSON of one type; in others the document's example is given. An error
/// comes in the document's own media type where the request takes none.
pub(super) fn translated(
    details: &OperationDetails,
    accept: &Accept,
    mut reply: Reply,
) -> Result<Reply, Refusal> {
    let status = reply.status.unwrap_or(200);
    let Some(answer) = default_reply::answer(details, status) else {
        return Ok(reply);
    };
    let Some(chosen) = chosen(answer, accept) else {
        return Ok(reply);
    };
    if !chosen.content.is_same {
        return default_reply::shown_as(details, answer, status, &chosen);
    }
    chosen.put_on(&mut reply);
    Ok(reply)
}
