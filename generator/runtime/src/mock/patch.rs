//! Turns the body of a PATCH into a change of a JSON value.
//!
//! It does not know what is changed.

use json_patch::PatchOperation;
use serde_json::Value;

use super::super::metadata::api_metadata::OperationMetadata;

/// The operations of a JSON Patch (RFC 6902 §3), bare or as the one list of an object.
pub(super) fn operations(body: &[u8]) -> Result<Vec<PatchOperation>, serde_json::Error> {
    let patch: Value = serde_json::from_slice(body)?;
    let list = match &patch {
        Value::Object(members) => members.values().find(|value| value.is_array()),
        _ => None,
    };
    serde_json::from_value(list.unwrap_or(&patch).clone())
}

/// Applies a JSON Patch where the document says that it is one, or else a merge patch
/// (RFC 7396). A patch that fails changes nothing.
pub(super) fn apply(metadata: &OperationMetadata, body: &[u8], value: &mut Value) -> bool {
    let contents = metadata.body.map_or(&[][..], |body| body.alternatives);
    if contents.iter().any(|content| content.json_patch) {
        let operations = operations(body);
        return operations.is_ok_and(|operations| json_patch::patch(value, &operations).is_ok());
    }
    let patch: Result<Value, _> = serde_json::from_slice(body);
    patch.is_ok_and(|patch| {
        json_patch::merge(value, &patch);
        true
    })
}
