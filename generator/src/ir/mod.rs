//! The crate we want, as plain owned data: names decided, types resolved,
//! defaults computed. `lower` makes it, `check` reads it, `emit` prints it.
//!
//! Must not know: `openapiv3`, `syn`, `quote`, serde. Nothing here asks what a
//! document said; nothing here says how Rust is written.

mod accept;
mod alternative;
mod body;
mod collection;
mod conversion;
mod doc;
mod dump;
mod enumeration;
mod error;
mod feature;
mod fit;
mod guard;
mod json_patch;
mod json_schema;
mod literal;
mod metadata;
mod named_example;
mod operation;
mod output;
mod package;
mod parameter;
mod primitive;
mod reach;
mod resource;
mod response;
mod response_headers;
mod runtime;
mod security;
mod server;
mod shared;
mod stream;
mod structure;
mod types;
mod union;
mod webhook;

pub use alternative::Alternative;
pub use body::{Body, BodyChoice, BodyContent, BodyKind, FormField, PartEncoding};
pub use collection::Collection;
pub use conversion::{Conversion, Route, Step};
pub use doc::Doc;
pub use dump::{dump, ty_text};
pub use enumeration::{Enum, EnumBase, EnumValue};
pub use error::{ErrorCase, ErrorContent, ErrorEnum, ErrorEnumId};
pub use feature::Feature;
pub use guard::Guard;
pub use json_patch::JsonPatch;
pub use json_schema::JsonSchemas;
pub use literal::Literal;
pub use metadata::{GuidePage, Metadata};
pub use named_example::NamedExample;
pub use operation::{Method, Operation, OperationId, OtherPath};
pub use output::{Output, OutputEnum, common_payload, successes};
pub use package::{Api, ConnectionNames, CredentialFile, CredentialSources, FileFormat, Package};
pub use parameter::{Need, Parameter, ParameterPlace, Style};
pub use primitive::Primitive;
pub use resource::Resource;
pub use response::{
    ContentRole, Payload, ResponseContent, ResponseVariant, StatusPattern, StatusResponse,
};
pub use response_headers::{Header, ResponseHeaders};
pub use runtime::Runtime;
pub use security::{AuthKind, AuthScheme, Flow, FlowKind, KeyPlace, Requirement};
pub use server::{Server, ServerVariable};
pub use shared::{SEPARATOR, SHARED, Shared, SharedOperations};
pub use stream::{EnvelopeData, Stream, StreamFormat, StreamItem, StreamProperty};
pub use structure::{Access, Field, Presence, Rest, Struct};
pub use types::{LONGEST_TUPLE, Origin, Shape, TypeDef, TypeId, TypeRef, Types};
pub use union::{Discriminator, Union, Variant};
pub use webhook::{
    Encoding, Hash, Hmac, KeyText, Signature, SignatureForm, SignedPart, TimestampPlace, ToldBy,
    Webhook, WebhookHeader, Webhooks,
};

/// A name exactly as it goes over the wire: a property, a parameter, a value.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct WireName(String);

impl WireName {
    /// Wraps the document's spelling.
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The document's spelling.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}
