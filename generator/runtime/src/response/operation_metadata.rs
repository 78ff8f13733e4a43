//! Begins the entry of an operation in the table of [`OperationDetails`], by its type.
//!
//! It does not know what else the document says of the operation.

use std::any::TypeId;

use super::super::json::decode_error::DecodeError;
use super::super::metadata::api_metadata::{OperationDetails, OperationType};
use super::super::send::raw_response::Answer;
use super::operation::{ErrorBody as _, Operation};

impl OperationDetails {
    /// An operation without parameters, body and documented answers.
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
            answers: &[],
            errors: &[],
        }
    }
}

fn read<Op: Operation>(answer: &Answer) -> Option<Result<(), DecodeError>> {
    let success = Op::decode(answer).read().map(|read| read.map(drop));
    success.or_else(|| Op::Error::decode(answer).read().map(|read| read.map(drop)))
}
