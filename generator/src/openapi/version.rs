//! Tells OpenAPI 3.0 from its relatives.
//!
//! May not know: anything but the version's place in each of them.

use serde_json::{Map, Value};

use crate::diagnostic::{Code, Diagnostics, Reported};
use crate::source::{FileId, Place, Pointer};

/// Refuses what is not OpenAPI 3.0, with the way out.
pub(super) fn check(
    root: FileId,
    document: &Map<String, Value>,
    diagnostics: &mut Diagnostics,
) -> Result<(), Reported> {
    let text = |member: &str| match document.get(member) {
        Some(Value::String(text)) => Some(text.trim().to_owned()),
        Some(Value::Number(number)) => Some(number.to_string()),
        _ => None,
    };
    let (member, message, help) = match (text("openapi"), text("swagger")) {
        (Some(version), _) if version == "3.0" || version.starts_with("3.0.") => return Ok(()),
        (Some(version), _) if version == "3" => return Ok(()),
        (Some(version), _) if version.starts_with("3.") => (
            "openapi",
            format!("OpenAPI {version} is not supported"),
            "convert it to 3.0: write `nullable: true` for the type `null`, \
             `enum` for `const`, and `openapi: 3.0.3`",
        ),
        (Some(version), _) => (
            "openapi",
            format!("`{version}` is not a version of OpenAPI that simgen knows"),
            "write `openapi: 3.0.3`",
        ),
        (None, Some(version)) => (
            "swagger",
            format!("Swagger {version} is not supported"),
            "convert it to OpenAPI 3.0, for example with `swagger2openapi`",
        ),
        (None, None) => (
            "",
            "this is not an OpenAPI document: `openapi` is missing".to_owned(),
            "begin the document with `openapi: 3.0.3`",
        ),
    };
    let pointer = if member.is_empty() {
        Pointer::root()
    } else {
        Pointer::root().child(member)
    };
    let place = Place {
        file: root,
        pointer,
    };
    let reported = diagnostics.error(Code::UnsupportedVersion, Some(place), message);
    diagnostics.help(help);
    Err(reported)
}
