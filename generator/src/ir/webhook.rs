//! What the API sends on its own.

use super::{Doc, Feature, TypeRef, WireName};
use crate::names::RustIdent;
use crate::source::Place;

/// Everything that an API sends on its own: webhooks, and the callbacks of operations.
#[derive(Clone, Debug)]
pub struct Webhooks {
    /// The module that they are in.
    pub module: RustIdent,
    /// In document order, callbacks among the components first. There is at least one.
    pub events: Vec<Webhook>,
    /// What tells them apart.
    pub told_by: ToldBy,
    /// The event that has no name where the others have theirs, by its place.
    pub unnamed: Option<usize>,
    /// The variant that keeps an unknown event.
    pub fallback: RustIdent,
    /// How the API signs them, where that is known.
    pub signature: Option<Signature>,
    /// What turns the module on; nothing where it is always there.
    pub feature: Option<Feature>,
}

/// A request that the API sends.
#[derive(Clone, Debug)]
pub struct Webhook {
    /// What the document calls it, or that with the operation whose callback it is.
    pub name: String,
    /// Its variant.
    pub ident: RustIdent,
    /// The operations whose callback it is.
    pub senders: Vec<String>,
    /// What it holds.
    pub payload: TypeRef,
    /// Whether that comes as a form, and not as JSON.
    pub is_form: bool,
    /// What a header or property says of this event and of no other one, where the document says it.
    pub values: Vec<String>,
    /// The headers that it comes with.
    pub headers: Vec<WebhookHeader>,
    /// What the document says of it.
    pub doc: Doc,
    /// Marked `deprecated`.
    pub deprecated: bool,
    /// Where it is in the document.
    pub place: Place,
}

/// A header that an event comes with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WebhookHeader {
    /// Its name.
    pub wire_name: WireName,
    /// What the document says of it.
    pub text: Option<String>,
    /// The only values that it has, where the document lists them.
    pub values: Vec<String>,
}

/// What tells the events of an API apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ToldBy {
    /// Nothing: the caller names them.
    Caller,
    /// There is only one.
    Single,
    /// A property, by the way to it.
    Property(Vec<String>),
    /// A header.
    Header(String),
    /// A header, and a property where that is there.
    Both(String, Vec<String>),
}

/// How an API signs what it sends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Signature {
    /// As Standard Webhooks says.
    Standard,
    /// By HMAC over what a template says.
    Hmac(Hmac),
}

/// A signature of one's own kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hmac {
    /// The hash.
    pub hash: Hash,
    /// How the signature is written.
    pub encoding: Encoding,
    /// The header that has it.
    pub header: String,
    /// What is before it there.
    pub prefix: String,
    /// What the header has in it.
    pub form: SignatureForm,
    /// What is signed, one part after the other.
    pub signed: Vec<SignedPart>,
    /// Where the time stamp is.
    pub timestamp: TimestampPlace,
    /// How secrets are written.
    pub key: KeyText,
}

/// A hash of SHA-2.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hash {
    /// SHA-256
    Sha256,
    /// SHA-512
    Sha512,
}

/// How bytes are written as text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// Hexadecimal digits.
    Hex,
    /// RFC 4648 §4.
    Base64,
}

/// What a header with signatures has in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SignatureForm {
    /// One signature.
    One,
    /// Several, and maybe more, with this between them.
    List(String),
}

/// A part of what is signed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SignedPart {
    /// Always the same.
    Text(String),
    /// The body.
    Body,
    /// The time stamp.
    Timestamp,
    /// The value of a header.
    Header(String),
}

/// Where the time stamp is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TimestampPlace {
    /// There is none.
    None,
    /// In a header.
    Header(String),
    /// In the list of signatures, after this.
    Item(String),
}

/// How a secret is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum KeyText {
    /// The bytes of its text.
    Text,
    /// Hexadecimal digits.
    Hex,
    /// Base64, which this may be before.
    Base64(String),
}

impl Webhooks {
    /// What the events hold.
    pub fn payloads(&self) -> impl Iterator<Item = &TypeRef> {
        self.events.iter().map(|event| &event.payload)
    }
}
