//! JSON: models in and out, formats such as dates and UUIDs, null and absent, and the values
//! of forms and files, which models write as well.
//!
//! Must not know: operations, credentials, settings, how anything is sent.

pub(super) mod bits;
pub(super) mod collections;
pub(super) mod convert;
pub(super) mod decode_error;
pub(super) mod file;
pub(super) mod form;
pub(super) mod formats;
pub(super) mod integer_enum;
pub(super) mod json_error;
pub(super) mod kind;
pub(super) mod lost_properties;
pub(super) mod macros;
pub(super) mod model;
pub(super) mod object;
pub(super) mod object_reader;
pub(super) mod object_writer;
pub(super) mod place;
pub(super) mod presence;
pub(super) mod redacted;
pub(super) mod scalars;
pub(super) mod sealed;
pub(super) mod serde_traits;
pub(super) mod slot;
pub(super) mod strict_json;
pub(super) mod string_enum;
pub(super) mod tagged;
pub(super) mod text_writer;
pub(super) mod tuple;
#[cfg(feature = "cli")]
pub(super) mod undeclared;
pub(super) mod undeclared_properties;
pub(super) mod untagged;
pub(super) mod value_enum;
pub(super) mod writer;
