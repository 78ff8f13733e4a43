//! Reads which part of a list a request asks for.
//!
//! Must not know: what is in the list.

use super::super::metadata::api_metadata::OperationMetadata;
use super::super::metadata::parameter::Location;
use super::super::metadata::parameter_metadata::ValueKind;
use super::recorded::RecordedRequest;

/// The part of a list that a request asks for.
pub(super) struct Page {
    pub(super) offset: usize,
    pub(super) limit: usize,
}

impl Page {
    /// By the query parameters `offset` and `limit`, where the document has them and they
    /// are integers.
    pub(super) fn of(metadata: &OperationMetadata, request: &RecordedRequest) -> Self {
        let number = |name: &str| {
            let mut declared = metadata.parameters.iter();
            declared.find(|found| {
                found.parameter.location == Location::Query
                    && found.parameter.name == name
                    && found.kind == ValueKind::Integer
            })?;
            let mut pairs = request.query.iter();
            let (_, value) = pairs.find(|(other, _)| other == name)?;
            value.parse().ok()
        };
        Self {
            offset: number("offset").unwrap_or(0),
            limit: number("limit").unwrap_or(usize::MAX),
        }
    }
}
