//! The errors that operations document.

use super::{Api, OperationId, ResponseHeaders, StatusPattern, StatusResponse};
use crate::names::RustIdent;

/// The error statuses that one or more operations document.
#[derive(Clone, Debug)]
pub struct ErrorEnum {
    /// Its name, unique in the API.
    pub name: RustIdent,
    /// The operations that return it.
    pub operations: Vec<OperationId>,
    /// In ascending order: exact statuses, ranges, `default`.
    pub responses: Vec<StatusResponse>,
    /// The headers of all of them, where the document lists any.
    pub headers: Option<ResponseHeaders>,
}

impl ErrorEnum {
    /// What is documented for a status.
    pub fn response(&self, status: StatusPattern) -> Option<&StatusResponse> {
        self.responses
            .iter()
            .find(|response| response.status == status)
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
