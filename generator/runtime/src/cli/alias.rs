//! Turns an operation into the short name of its command: `list`, `get`, `delete`.
//!
//! It does not know what commands do.

use super::super::metadata::api_metadata::{ApiMetadata, OperationMetadata};
use super::subcommand::name;

/// The short name of a command, where the API has just one such operation, and no command
/// is called so.
pub(super) fn of(api: &ApiMetadata, metadata: &OperationMetadata) -> Option<&'static str> {
    let alias = verb(metadata)?;
    let mut others = api
        .operations()
        .filter(|other| other.command != metadata.command);
    let is_taken = others.any(|other| verb(other) == Some(alias) || name(other) == alias);
    (!is_taken && name(metadata) != alias).then_some(alias)
}

/// What an operation does to a collection or to one of its items.
fn verb(metadata: &OperationMetadata) -> Option<&'static str> {
    let description = &metadata.operation.description;
    match (description.method, description.path.ends_with('}')) {
        ("GET", false) => Some("list"),
        ("POST", false) => Some("create"),
        ("GET", true) => Some("get"),
        ("PUT", true) => Some("put"),
        ("PATCH", true) => Some("patch"),
        ("DELETE", true) => Some("delete"),
        _ => None,
    }
}
