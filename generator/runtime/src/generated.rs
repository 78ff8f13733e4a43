//! What only generated code names. It may change with any version of simgen.
//!
//! It does not know what is generated.

// The body of a response that is neither JSON nor text. A crate beside the runtime does not
// depend on `bytes` itself.
pub use bytes::Bytes;

pub use super::json::convert::JsonShape;
pub use super::json::form::Content;
pub use super::json::integer_enum::{read_integer_enum, write_integer_enum};
pub use super::json::lost_properties::LostProperties;
pub use super::json::macros::{integer_enum, model, string_enum, union, value_enum};
pub use super::json::model::{converted, take_undeclared, without_declared};
pub use super::json::object::{into_list, into_map, into_object};
pub use super::json::object_reader::ObjectReader;
pub use super::json::object_writer::ObjectWriter;
pub use super::json::place::Place;
pub use super::json::presence::{Properties, Property};
pub use super::json::redacted::{Hide, Hiding, NamesOnly, PatchValue};
pub use super::json::sealed::Sealed;
pub use super::json::serde_traits::{deserialize_json, serialize_json};
pub use super::json::slot::Slots;
// For tests and benchmarks, which decode as calls do.
pub use super::json::strict_json::{parse as parse_json, read as read_json};
pub use super::json::tagged::{Tagged, write_tagged};
pub use super::json::untagged::{Guard, Untagged};
pub use super::json::writer::{ArrayWriter, JsonWriter, Target};
#[cfg(any(feature = "cli", feature = "mock"))]
pub use super::metadata::api_metadata::{
    ApiMetadata, OperationMetadata, OperationType, ResourceMetadata,
};
#[cfg(any(feature = "cli", feature = "mock"))]
pub use super::metadata::body_metadata::{
    BodyMetadata, Check, ContentMetadata, Format, ResponseContent, ResponseMetadata, Rewrite,
};
#[cfg(any(feature = "cli", feature = "mock"))]
pub use super::metadata::collection_metadata::CollectionMetadata;
pub use super::metadata::description::{
    ApiDescription, KeyPlace, SecurityScheme, SecuritySchemeKind, ServerDescription, ServerVariable,
};
pub use super::metadata::parameter::{Parameter, Style};
#[cfg(any(feature = "cli", feature = "mock"))]
pub use super::metadata::parameter_metadata::{ParameterMetadata, ValueKind};
pub use super::metadata::status::Status;
pub use super::request::builder::{RequestBody, RequestBuilder};
pub use super::request::client_core::Core;
pub use super::request::macros::{blocking_operation, error_body, operation, operation_settings};
pub use super::request::streaming_macros::{blocking_streaming_operation, streaming_operation};
pub use super::response::envelope::EnvelopeData;
pub use super::response::error_content::{ErrorContent, error_property, write_error_body};
pub use super::response::item_stream::Items;
pub use super::response::operation::OperationId;
pub use super::response::response_decoder::ResponseDecoder;
pub use super::response::response_headers::{HeaderReader, read_part};
pub use super::response::streaming::Streaming;
pub use super::webhook::event::{EventKind, ReceivedBody, ToldBy, WebhookEvents};
