//! The errors that operations document.

use super::{
    Api, Doc, OperationId, Payload, ResponseHeaders, ResponseVariant, StatusPattern, StatusResponse,
};
use crate::names::RustIdent;

/// The error statuses that one or more operations document.
#[derive(Clone, Debug)]
pub struct ErrorEnum {
    /// Its name, unique in the API.
    pub name: RustIdent,
    /// The operations that return it.
    pub operations: Vec<OperationId>,
    /// In ascending order: exact statuses, ranges, `default`.
    pub cases: Vec<ErrorCase>,
    /// The headers of all of them, where the document lists any.
    pub headers: Option<ResponseHeaders>,
}

/// What a status means to all operations of an enum of errors. They agree on what the body
/// holds, and each has media types and examples of its own.
#[derive(Clone, Debug)]
pub struct ErrorCase {
    /// Which statuses.
    pub status: StatusPattern,
    /// The variant's name.
    pub ident: RustIdent,
    /// What the body holds in the preferred media type.
    pub payload: Payload,
    /// What it holds in others that the server may choose.
    pub others: Vec<ErrorContent>,
    /// Whether the whole body may be secret in one of the operations.
    pub sensitive: bool,
    /// What the first of them says of it.
    pub doc: Doc,
}

/// What the body of an error holds in one more media type.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ErrorContent {
    /// As the document spells it.
    pub media_type: String,
    /// The variant's name.
    pub ident: RustIdent,
    /// What the body holds.
    pub payload: Payload,
}

impl ErrorEnum {
    /// What a status means.
    pub fn case(&self, status: StatusPattern) -> Option<&ErrorCase> {
        self.cases.iter().find(|case| case.status == status)
    }

    /// Every variant.
    pub fn variants(&self) -> impl Iterator<Item = ResponseVariant<'_>> {
        self.cases.iter().flat_map(ErrorCase::variants)
    }

    /// What the bodies hold.
    pub fn payloads(&self) -> impl Iterator<Item = &Payload> {
        self.variants().map(|variant| variant.payload)
    }
}

impl ErrorCase {
    /// What a documented response says.
    pub fn of(response: &StatusResponse) -> Self {
        let others = response.others().map(|(ident, content)| ErrorContent {
            media_type: content.media_type.clone(),
            ident: ident.clone(),
            payload: content.payload.clone(),
        });
        Self {
            status: response.status,
            ident: response.ident.clone(),
            payload: response.payload().clone(),
            others: others.collect(),
            sensitive: response.sensitive,
            doc: response.doc.clone(),
        }
    }

    /// A variant for what the body holds, and one for each media type in which it holds
    /// something else.
    pub fn variants(&self) -> impl Iterator<Item = ResponseVariant<'_>> {
        let variant = move |ident, media_type, payload| ResponseVariant {
            status: self.status,
            ident,
            media_type,
            payload,
            sensitive: self.sensitive,
            doc: &self.doc,
        };
        let others = self.others.iter().map(move |other| {
            let media_type = Some(other.media_type.as_str());
            variant(&other.ident, media_type, &other.payload)
        });
        std::iter::once(variant(&self.ident, None, &self.payload)).chain(others)
    }
}

/// The index of an [`ErrorEnum`] in [`Api::errors`](super::Api::errors).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ErrorEnumId(pub usize);

impl Api {
    /// The errors of most operations, of several with as many the first; none where there are
    /// none that are always there, because a feature turns operations on.
    pub fn usual_error(&self) -> Option<&ErrorEnum> {
        let mut resources = self.resources.iter();
        let is_whole = resources.all(|resource| resource.feature.is_none());
        let errors = self.errors.iter().filter(|_| is_whole);
        errors.rev().max_by_key(|error| error.operations.len())
    }
}
