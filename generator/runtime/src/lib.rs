//! Support code of a generated client: configuration, credentials, retries, errors,
//! URLs, JSON and transport. It knows no operation and no model.

mod auth;
#[cfg(feature = "cli")]
pub mod cli;
mod config;
#[doc(hidden)]
pub mod generated;
mod json;
mod metadata;
#[cfg(feature = "mock")]
mod mock;
mod request;
mod response;
mod send;
mod webhook;

pub use self::auth::credentials::{ClientCredentials, Credentials};
pub use self::auth::token::{AccessToken, TokenSource, renewal_slack};
pub use self::auth::token_request_error::TokenRequestError;
pub use self::config::client_config::{Config, ConfigFor, NoSources, SettingFiles, SettingSources};
pub use self::config::config_error::ConfigError;
pub use self::config::connections::ConnectionNames;
pub use self::config::environment::{Environment, SystemEnvironment};
pub use self::config::load::{CredentialFile, CredentialSources, FileFormat};
pub use self::config::server_choice::ServerChoice;
pub use self::json::convert::{Direction, Json};
pub use self::json::decode_error::DecodeError;
pub use self::json::file::File;
pub use self::json::form::Form;
pub use self::json::formats::{Base64, Base64Error, Date, Duration, Timestamp, Uri, Uuid};
pub use self::json::integer_enum::IntegerEnum;
pub use self::json::json_error::JsonError;
pub use self::json::redacted::Redacted;
pub use self::json::string_enum::StringEnum;
pub use self::json::undeclared_properties::UndeclaredProperties;
pub use self::json::value_enum::ValueEnum;
pub use self::metadata::description::{OperationDescription, Requirement};
#[cfg(feature = "mock")]
pub use self::mock::{
    Calls, Mock, MockBuilder, OnOperation, RecordedRequest, Reply, StreamedItems, ToReply,
};
#[cfg(feature = "blocking")]
pub use self::request::blocking::{Blocking, ByteReader};
#[cfg(feature = "blocking")]
pub use self::request::blocking_items::{ItemIter, ItemIterOf};
pub use self::request::client_core::Async;
pub use self::request::response_future::{OptionalFuture, ResponseFuture, ValueFuture};
pub use self::response::byte_stream::ByteStream;
pub use self::response::call_context::CallContext;
pub use self::response::error::{ApiError, Error, Failure, UndocumentedStatus};
pub use self::response::event::ServerSentEvent;
pub use self::response::item_stream::ItemStream;
pub use self::response::operation::{ErrorBody, Operation, StreamingOperation};
pub use self::response::reconnect::ReconnectPolicy;
pub use self::response::response_headers::{HeaderError, ResponseHeaders};
pub use self::response::stream_error::{StreamError, StreamErrorKind};
pub use self::response::typed::{CallResult, OptionalResult, Response, ValueResult};
pub use self::send::clock::{Clock, Jitter, RandomJitter, SleepPurpose, SystemClock};
pub use self::send::credentials_error::CredentialsError;
pub use self::send::failure_causes::{InvalidInput, SizeLimit, TimeoutKind};
pub use self::send::raw_response::RawResponse;
pub use self::send::retry::{Decision, Event, Outcome, Repeatable, RetryPolicy};
pub use self::send::retry_after::retry_after;
#[cfg(feature = "tower")]
pub use self::send::tower::{TowerTransport, TransportBody, TransportService};
pub use self::send::transport_trait::{
    Body, BoxError, BoxFuture, Transport, TransportError, TransportFuture, TransportRequest,
    TransportResponse, TransportStage,
};
pub use self::send::upload::Upload;
pub use self::webhook::event::UnknownEvent;
pub use self::webhook::headers::WebhookHeaders;
#[cfg(feature = "webhooks")]
pub use self::webhook::key_error::WebhookKeyError;
#[cfg(feature = "webhooks")]
pub use self::webhook::scheme::{
    SignatureForm, SignedPart, TimestampPlace, WebhookEncoding, WebhookHash, WebhookKey,
    WebhookScheme,
};
#[cfg(feature = "webhooks")]
pub use self::webhook::verifier::WebhookVerifier;
pub use self::webhook::webhook_error::WebhookError;
// By the names that generated code has for them.
#[doc(hidden)]
pub use self::generated::*;
