//! The versions of OpenAPI, and which one a document is written in.

use std::fmt;

use serde_json::{Map, Value};

use crate::diagnostic::{Code, Diagnostics, Reported};
use crate::source::{FileId, Place, Pointer};

/// A version of OpenAPI 3, without what it corrects.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Version {
    /// With a schema language of its own.
    V3_0,
    /// Schemas are JSON Schema 2020-12 from here on.
    V3_1,
    V3_2,
}

impl Version {
    /// Whether schemas are JSON Schema.
    pub(super) fn has_json_schema(self) -> bool {
        self >= Self::V3_1
    }
}

impl fmt::Display for Version {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Self::V3_0 => "3.0",
            Self::V3_1 => "3.1",
            Self::V3_2 => "3.2",
        })
    }
}

/// The version of a document. Refuses others, with a fix.
pub(super) fn check(
    root: FileId,
    document: &Map<String, Value>,
    diagnostics: &mut Diagnostics,
) -> Result<Version, Reported> {
    let text = |member: &str| match document.get(member) {
        Some(Value::String(text)) => Some(text.trim().to_owned()),
        Some(Value::Number(number)) => Some(number.to_string()),
        _ => None,
    };
    let known = text("openapi").as_deref().and_then(known);
    if let Some(version) = known {
        return Ok(version);
    }
    let (member, message, help) = match (text("openapi"), text("swagger")) {
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

/// `3`, `3.0`, `3.1.0`, `3.1.0-rc0`.
fn known(text: &str) -> Option<Version> {
    let minor = match text.strip_prefix('3')? {
        "" => "0",
        rest => rest.strip_prefix('.')?.split('.').next()?,
    };
    match minor {
        "0" => Some(Version::V3_0),
        "1" => Some(Version::V3_1),
        "2" => Some(Version::V3_2),
        _ => None,
    }
}
