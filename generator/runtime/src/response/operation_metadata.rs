//! Begins the entry of an operation in the table of [`OperationMetadata`], by its type.
//!
//! It does not know what else the document says of the operation.

use std::any::TypeId;

use super::super::json::decode_error::DecodeError;
use super::super::metadata::api_metadata::{OperationMetadata, OperationType};
use super::super::send::raw_response::RawResponse;
use super::operation::{ErrorBody as _, Operation};

impl OperationMetadata {
    /// An operation without parameters, body and documented responses.
    pub const fn of<Op: Operation>(command: &'static str) -> Self {
        Self {
            operation: OperationType {
                description: Op::DESCRIPTION,
                id: TypeId::of::<Op>,
                read: read::<Op>,
            },
            command,
            summary: "",
            text: "",
            deprecated: false,
            parameters: &[],
            body: None,
            successes: &[],
            errors: &[],
        }
    }
}

fn read<Op: Operation>(response: &RawResponse) -> Option<Result<(), DecodeError>> {
    let success = Op::decode(response).read().map(|read| read.map(drop));
    success.or_else(|| {
        Op::Error::decode(response)
            .read()
            .map(|read| read.map(drop))
    })
}
