//! The type of an operation: what its responses are decoded to.
//!
//! It does not know how anything is sent.

use std::any::TypeId;
use std::convert::Infallible;

use super::super::json::sealed::Sealed;
use super::super::metadata::description::OperationDescription;
use super::super::send::raw_response::RawResponse;
use super::error_content::ErrorContent;
use super::response_decoder::ResponseDecoder;
use super::response_headers::ResponseHeaders;

/// An operation of the API (OpenAPI 3.0.3 §4.7.10). The type that implements it is the
/// operation's request, which the client's method returns. Only generated types implement it.
pub trait Operation: Sealed + 'static {
    /// What a success gives.
    type Output;
    /// The documented errors.
    type Error: ErrorBody;
    /// The documented headers of a success.
    type Headers: ResponseHeaders;

    /// What the document says of it.
    const DESCRIPTION: OperationDescription;

    /// Whether the whole body of a success may be secret.
    #[doc(hidden)]
    const IS_SECRET: bool = false;

    /// The operation, whichever media type its response is asked for in.
    #[doc(hidden)]
    const BASE: OperationId = TypeId::of::<Self>;

    /// Reads a success.
    #[doc(hidden)]
    fn decode(response: &RawResponse) -> ResponseDecoder<'_, Self::Output>;
}

/// An operation whose response is a stream of items, which are read as they arrive: its
/// [`Operation::Output`] is an [`ItemStream`](super::item_stream::ItemStream). Only generated
/// types implement it.
pub trait StreamingOperation: Sealed + Operation {}

/// Tells an operation from every other one, those of other APIs included.
pub type OperationId = fn() -> TypeId;

/// The documented errors of an operation, told apart by status. `Display` shows the name of the
/// variant, and the properties that the package's author chose for one line of a log. Only
/// generated types implement it.
pub trait ErrorBody: Sealed + std::error::Error + Sized + Send + Sync + 'static {
    /// The documented headers of an error.
    type Headers: ResponseHeaders;

    /// The properties that `Display` shows.
    #[doc(hidden)]
    const SUMMARY: &'static [&'static str] = &[];

    /// Reads an error.
    #[doc(hidden)]
    fn decode(response: &RawResponse) -> ResponseDecoder<'_, Self>;

    /// The variant and what it holds.
    #[doc(hidden)]
    fn content(&self) -> ErrorContent;
}

/// For operations whose document lists no errors.
impl ErrorBody for Infallible {
    type Headers = ();

    fn decode(response: &RawResponse) -> ResponseDecoder<'_, Self> {
        ResponseDecoder::new(response)
    }

    fn content(&self) -> ErrorContent {
        match *self {}
    }
}
