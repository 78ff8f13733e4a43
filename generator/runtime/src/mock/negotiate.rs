//! Turns what a request accepts into the media type of its response (RFC 9110 §12.1).
//!
//! It does not know how a body comes about.

use super::super::metadata::api_metadata::OperationMetadata;
use super::super::metadata::body_metadata::{ResponseContent, ResponseMetadata};
use super::accept::Accept;
use super::check::Refusal;
use super::default_reply;
use super::reply::Reply;

/// A media type of a response that a request takes.
pub(super) struct Chosen {
    pub(super) content: ResponseContent,
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
pub(super) fn chosen(response: &ResponseMetadata, accept: &Accept) -> Option<Chosen> {
    let preferred = accept.preferred(response.contents().map(|content| content.media))?;
    let content = response.contents().nth(preferred.index)?;
    Some(Chosen {
        content,
        named: preferred.named,
    })
}

/// Refuses a request that takes no media type of the success (RFC 9110 §15.5.7).
pub(super) fn check(metadata: &OperationMetadata, accept: &Accept) -> Result<(), Refusal> {
    let Some((response, _)) = default_reply::chosen(metadata) else {
        return Ok(());
    };
    let media: Vec<_> = response.contents().map(|content| content.media).collect();
    if media.is_empty() || chosen(response, accept).is_some() {
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
    metadata: &OperationMetadata,
    accept: &Accept,
    mut reply: Reply,
) -> Result<Reply, Refusal> {
    let status = reply.status.unwrap_or(200);
    let Some(response) = default_reply::response(metadata, status) else {
        return Ok(reply);
    };
    let Some(chosen) = chosen(response, accept) else {
        return Ok(reply);
    };
    if !chosen.content.is_same {
        return default_reply::shown_as(metadata, response, status, &chosen);
    }
    chosen.put_on(&mut reply);
    Ok(reply)
}
