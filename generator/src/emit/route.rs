//! Turns the method and the path of an operation into words.

use super::markdown;
use crate::ir::Operation;

/// `` `PUT /pets/{id}` ``
pub(super) fn code(operation: &Operation) -> String {
    code_to(operation, &operation.path)
}

/// The same for another path.
pub(super) fn code_to(operation: &Operation, path: &str) -> String {
    markdown::code(&format!("{} {path}", operation.method.as_str()))
}

/// `PUT /pets/{id}`, with braces as `println!` takes them.
pub(super) fn plain(operation: &Operation) -> String {
    let route = format!("{} {}", operation.method.as_str(), operation.path);
    markdown::printable(&route)
        .replace('{', "{{")
        .replace('}', "}}")
}
