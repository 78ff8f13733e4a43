//! Operations of a JSON Patch (RFC 6902).

use crate::names::RustIdent;

/// The operation object of RFC 6902 §4, as this struct spells it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JsonPatch {
    /// The enum of operations: its variants by their RFC name; none where
    /// the document types `op` as plain text.
    pub ops: Option<Vec<(String, RustIdent)>>,
    /// Whether there is a `from`, which `move` and `copy` need.
    pub has_from: bool,
    /// Whether there is a `value`, which `add`, `replace` and `test` need.
    pub has_value: bool,
}
