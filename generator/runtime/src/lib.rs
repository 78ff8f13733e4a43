//! Support code of a generated client: configuration, credentials, retries, errors,
//! URLs, JSON and transport. It knows no operation and no model.

mod answer;
mod answer_headers;
mod assemble;
#[cfg(feature = "blocking")]
mod blocking;
#[cfg(any(feature = "cli", feature = "mock"))]
mod body_details;
mod byte_stream;
mod call_context;
mod cases;
mod causes;
#[cfg(feature = "cli")]
pub mod cli;
mod client_credentials;
mod clock;
#[cfg(any(feature = "cli", feature = "mock"))]
mod collection_details;
mod config;
mod config_error;
mod core;
mod credentials;
mod credentials_error;
mod decode_error;
mod departure;
#[cfg(any(feature = "cli", feature = "mock"))]
mod details;
mod draft;
mod encoding;
mod error;
mod file;
mod form;
mod found_settings;
mod headers;
mod integer_enum;
mod json;
mod json_error;
mod left_behind;
mod macros;
mod media_type;
#[cfg(feature = "mock")]
mod mock;
mod model;
mod object_reader;
mod object_writer;
mod operation;
mod outgoing;
mod parameter;
#[cfg(any(feature = "cli", feature = "mock"))]
mod parameter_details;
mod parts;
mod path;
mod place;
mod plan;
mod redacted;
mod request;
mod resolver;
mod response;
mod retry;
mod retry_after;
mod schemes;
mod secret;
mod sender;
mod serde_traits;
mod server;
mod server_choice;
mod server_variables;
mod servers;
mod settings;
mod settings_file;
mod strict_json;
mod string_enum;
mod style;
mod summary;
mod surroundings;
mod tagged;
mod text_values;
mod timer;
mod token;
mod token_request_error;
mod trace;
mod transport;
mod transport_faults;
mod transport_seam;
mod untagged;
mod upload;
mod value_enum;

pub use self::answer::Answer;
pub use self::answer_headers::{AnswerHeaders, HeaderError, HeaderReader};
#[cfg(feature = "blocking")]
pub use self::blocking::{Blocking, ByteReader};
#[cfg(any(feature = "cli", feature = "mock"))]
#[doc(hidden)]
pub use self::body_details::{
    AnswerContent, AnswerDetails, BodyDetails, Check, ContentDetails, Format, Rewrite,
};
pub use self::byte_stream::ByteStream;
pub use self::call_context::CallContext;
pub use self::cases::{Cases, Status};
pub use self::causes::{InvalidInput, SizeLimit, TimeoutKind};
pub use self::clock::{Clock, Jitter, RandomJitter, SleepPurpose, SystemClock};
#[cfg(any(feature = "cli", feature = "mock"))]
#[doc(hidden)]
pub use self::collection_details::CollectionDetails;
pub use self::config::{Config, ConfigFor, NoSources, SettingFiles, SettingSources};
pub use self::config_error::ConfigError;
pub use self::core::{Async, Core};
pub use self::credentials::{ClientCredentials, Credentials};
pub use self::credentials_error::CredentialsError;
pub use self::decode_error::DecodeError;
#[cfg(any(feature = "cli", feature = "mock"))]
#[doc(hidden)]
pub use self::details::{ApiDetails, OperationDetails, OperationType, ResourceDetails};
pub use self::error::{ApiError, Error, Failure, UndocumentedStatus};
pub use self::file::File;
#[doc(hidden)]
pub use self::form::Content;
pub use self::form::Form;
pub use self::integer_enum::IntegerEnum;
#[doc(hidden)]
pub use self::integer_enum::{read_integer_enum, write_integer_enum};
pub use self::json::{Direction, Json};
pub use self::json_error::JsonError;
#[doc(hidden)]
pub use self::left_behind::LeftBehind;
#[doc(hidden)]
pub use self::macros::{
    blocking_operation, integer_enum, model, operation, string_enum, union, value_enum,
};
#[cfg(feature = "mock")]
pub use self::mock::{Mock, MockBuilder, OnOperation, RecordedRequest, Reply, ToReply};
pub use self::model::Model;
#[doc(hidden)]
pub use self::model::{
    converted, read_model, read_part, take_undeclared, without_declared, write_model,
    write_model_text,
};
pub use self::object_reader::ObjectReader;
pub use self::object_writer::ObjectWriter;
#[doc(hidden)]
pub use self::operation::Sealed;
pub use self::operation::{
    ApiDescription, ErrorBody, KeyPlace, Operation, OperationDescription, Requirement,
    SecurityScheme, SecuritySchemeKind, ServerDescription, ServerVariable,
};
pub use self::parameter::{Parameter, Style};
#[cfg(any(feature = "cli", feature = "mock"))]
#[doc(hidden)]
pub use self::parameter_details::{ParameterDetails, ValueKind};
pub use self::redacted::Redacted;
#[doc(hidden)]
pub use self::redacted::{Hide, Hiding, NamesOnly, PatchValue};
#[doc(hidden)]
pub use self::request::{RequestBody, RequestBuilder};
pub use self::response::{CallResult, Response};
pub use self::retry::{Decision, Event, Outcome, Repeatable, RetryPolicy};
pub use self::retry_after::retry_after;
#[doc(hidden)]
pub use self::serde_traits::{deserialize_json, serialize_json};
pub use self::server_choice::ServerChoice;
pub use self::settings::{CredentialFile, CredentialSources, FileFormat};
// For the benchmark, which compares with the very same decoding.
#[doc(hidden)]
pub use self::strict_json::parse as parse_json;
pub use self::string_enum::StringEnum;
#[doc(hidden)]
pub use self::string_enum::{read_string_enum, write_string_enum};
pub use self::surroundings::{Surroundings, SystemSurroundings};
pub use self::tagged::Tagged;
pub use self::text_values::{Base64, Base64Error, Date, Duration, Timestamp, Uri, Uuid};
pub use self::token::{AccessToken, TokenSource, renewal_slack};
pub use self::token_request_error::TokenRequestError;
pub use self::transport_seam::{
    Body, BoxError, BoxFuture, Transport, TransportError, TransportStage,
};
pub use self::untagged::{Guard, Untagged};
pub use self::upload::Upload;
pub use self::value_enum::ValueEnum;
