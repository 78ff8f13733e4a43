//! What the document says of values, as JSON Schema 2020-12.

use super::OperationId;

/// The schemas of one document, each as JSON on one line.
#[derive(Clone, Debug, Default)]
pub struct JsonSchemas {
    /// Component schemas by name, sorted; others refer to them as `#/$defs/<name>`.
    pub components: Vec<(String, String)>,
    /// By `operationId`: those of its parameters, bodies and successful responses.
    pub operations: Vec<(OperationId, String)>,
}
