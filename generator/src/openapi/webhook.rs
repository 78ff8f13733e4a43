//! What an API sends to its users.

use super::path_item::PathItem;
use crate::source::Pointer;

/// A webhook, or one URL of a callback (OpenAPI 3.1.1 §4.8.18).
#[derive(Debug)]
pub struct Webhook {
    /// The operations whose callback it is: their `operationId`s, or method and path.
    pub senders: Vec<String>,
    /// What the document calls it.
    pub name: String,
    /// The requests that are sent.
    pub item: PathItem,
    /// Where that is in the bundled document.
    pub at: Pointer,
}
