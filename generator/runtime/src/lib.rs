//! Support code of a generated client: configuration, credentials, retries, errors,
//! URLs, JSON and transport. It knows no operation and no model.

mod auth;
#[cfg(feature = "cli")]
pub mod cli;
mod config;
mod json;
mod metadata;
#[cfg(feature = "mock")]
mod mock;
mod request;
mod response;
mod send;

pub use self::auth::credentials::{ClientCredentials, Credentials};
pub use self::auth::credentials_error::CredentialsError;
pub use self::config::client_config::{Config, ConfigFor, NoSources, SettingFiles, SettingSources};
pub use self::config::config_error::ConfigError;
pub use self::config::load::{CredentialFile, CredentialSources, FileFormat};
pub use self::config::server_choice::ServerChoice;
pub use self::json::convert::{Direction, Json};
pub use self::json::decode_error::DecodeError;
pub use self::json::file::File;
#[doc(hidden)]
pub use self::json::form::Content;
pub use self::json::form::Form;
pub use self::json::integer_enum::IntegerEnum;
#[doc(hidden)]
pub use self::json::integer_enum::{read_integer_enum, write_integer_enum};
pub use self::json::json_error::JsonError;
#[doc(hidden)]
pub use self::json::left_behind::LeftBehind;
#[doc(hidden)]
pub use self::json::macros::{
    blocking_operation, integer_enum, model, operation, string_enum, union, value_enum,
};
pub use self::json::model::Model;
#[doc(hidden)]
pub use self::json::model::{
    converted, read_model, read_part, take_undeclared, without_declared, write_model,
    write_model_text,
};
pub use self::json::object_reader::ObjectReader;
pub use self::json::object_writer::ObjectWriter;
pub use self::json::redacted::Redacted;
#[doc(hidden)]
pub use self::json::redacted::{Hide, Hiding, NamesOnly, PatchValue};
#[doc(hidden)]
pub use self::json::serde_traits::{deserialize_json, serialize_json};
#[cfg(any(feature = "cli", feature = "mock"))]
#[doc(hidden)]
pub use self::metadata::api_details::{
    ApiDetails, OperationDetails, OperationType, ResourceDetails,
};
#[cfg(any(feature = "cli", feature = "mock"))]
#[doc(hidden)]
pub use self::metadata::body_details::{
    AnswerContent, AnswerDetails, BodyDetails, Check, ContentDetails, Format, Rewrite,
};
#[cfg(any(feature = "cli", feature = "mock"))]
#[doc(hidden)]
pub use self::metadata::collection_details::CollectionDetails;
#[doc(hidden)]
pub use self::metadata::description::Sealed;
pub use self::metadata::description::{
    ApiDescription, ErrorBody, KeyPlace, Operation, OperationDescription, Requirement,
    SecurityScheme, SecuritySchemeKind, ServerDescription, ServerVariable,
};
pub use self::metadata::parameter::{Parameter, Style};
#[cfg(any(feature = "cli", feature = "mock"))]
#[doc(hidden)]
pub use self::metadata::parameter_details::{ParameterDetails, ValueKind};
#[cfg(feature = "mock")]
pub use self::mock::{Mock, MockBuilder, OnOperation, RecordedRequest, Reply, ToReply};
#[cfg(feature = "blocking")]
pub use self::request::blocking::{Blocking, ByteReader};
#[doc(hidden)]
pub use self::request::builder::{RequestBody, RequestBuilder};
pub use self::request::client_core::{Async, Core};
pub use self::response::answer_headers::{AnswerHeaders, HeaderError, HeaderReader};
pub use self::response::byte_stream::ByteStream;
pub use self::response::call_context::CallContext;
pub use self::response::decode::{Cases, Status};
pub use self::response::error::{ApiError, Error, Failure, UndocumentedStatus};
pub use self::response::typed::{CallResult, Response};
pub use self::send::answer::Answer;
pub use self::send::clock::{Clock, Jitter, RandomJitter, SleepPurpose, SystemClock};
pub use self::send::failure_causes::{InvalidInput, SizeLimit, TimeoutKind};
pub use self::send::retry::{Decision, Event, Outcome, Repeatable, RetryPolicy};
pub use self::send::retry_after::retry_after;
// For the benchmark, which compares with the very same decoding.
pub use self::auth::token::{AccessToken, TokenSource, renewal_slack};
pub use self::auth::token_request_error::TokenRequestError;
pub use self::config::environment::{Surroundings, SystemSurroundings};
pub use self::json::formats::{Base64, Base64Error, Date, Duration, Timestamp, Uri, Uuid};
#[doc(hidden)]
pub use self::json::strict_json::parse as parse_json;
pub use self::json::string_enum::StringEnum;
#[doc(hidden)]
pub use self::json::string_enum::{read_string_enum, write_string_enum};
pub use self::json::tagged::Tagged;
pub use self::json::untagged::{Guard, Untagged};
pub use self::json::value_enum::ValueEnum;
pub use self::send::transport_trait::{
    Body, BoxError, BoxFuture, Transport, TransportError, TransportStage,
};
pub use self::send::upload::Upload;
