//! Turns what the document says of a named type into its comment.

use super::doc::DocComment;
use super::{deprecation, markdown};
use crate::ir::TypeDef;

/// What is said of a named type, whatever its shape.
pub(super) fn of(def: &TypeDef) -> DocComment {
    let otherwise = match &def.origin.schema {
        Some(schema) => format!("The schema {}.", markdown::code(schema)),
        None => format!(
            "Part of the models in {}.",
            markdown::code(def.file.as_str())
        ),
    };
    DocComment::of(&def.doc, &otherwise).maybe(deprecation::sentence(def.deprecated))
}
