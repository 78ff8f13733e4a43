//! Decodes a response as the documented response that it is.
//!
//! It does not know whether that is a success or an error.

use bytes::Bytes;
use http::StatusCode;

use super::super::json::convert::Json;
use super::super::json::decode_error::DecodeError;
use super::super::json::strict_json;
use super::super::metadata::status::{Pattern, Status};
use super::super::send::media_type::{Format, essence, is_json};
use super::super::send::raw_response::RawResponse;
use super::item_stream::ItemStream;
use super::streaming::Streaming;

/// The documented responses of an operation, of which the most specific one is decoded:
/// an exact status before a range, a range before `default`, and among equals
/// the one whose media type fits.
#[derive(Debug)]
pub struct ResponseDecoder<'a, T> {
    response: &'a RawResponse,
    best: Option<(Rank, Result<T, DecodeError>)>,
}

/// How well a documented response fits: its pattern first, then its media type.
type Rank = (Pattern, Fit);

/// How well the media type of a response fits that of a documented one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Fit {
    No,
    /// It is read in the same way.
    Kind,
    /// It is the same.
    Same,
}

impl<'a, T> ResponseDecoder<'a, T> {
    /// Starts without any documented response.
    pub fn new(response: &'a RawResponse) -> Self {
        Self {
            response,
            best: None,
        }
    }

    /// A response with a JSON body.
    #[must_use]
    pub fn json<V: Json>(self, status: Status, make: fn(V) -> T) -> Self {
        self.add(status, json_fit, |response, fit| {
            read_json(response, fit).map(make)
        })
    }

    /// A response with a JSON body that has a media type of its own beside others.
    #[must_use]
    pub fn json_as<V: Json>(self, status: Status, media: &str, make: fn(V) -> T) -> Self {
        let fit = |response: &RawResponse| fit_to(media, response, json_fit(response));
        self.add(status, fit, |response, fit| {
            read_json(response, fit).map(make)
        })
    }

    /// A response with a text body, which must be UTF-8.
    #[must_use]
    pub fn text(self, status: Status, make: fn(String) -> T) -> Self {
        self.add(status, other_fit, |response, _| {
            read_text(response).map(make)
        })
    }

    /// A response with a text body of this media type, which was asked for: JSON, or a page
    /// for browsers, is not what it comes as.
    #[must_use]
    pub fn text_as(self, status: Status, media: &str, make: fn(String) -> T) -> Self {
        let fit = |response: &RawResponse| asked_fit(media, response);
        self.add(status, fit, |response, fit| {
            expect(response, fit).and_then(|()| read_text(response).map(make))
        })
    }

    /// A response with a body of any bytes.
    #[must_use]
    pub fn bytes(self, status: Status, make: fn(Bytes) -> T) -> Self {
        self.add(status, other_fit, |response, _| {
            Ok(make(response.body.clone()))
        })
    }

    /// A response with a body of this media type, which was asked for: JSON, or a page for
    /// browsers, is not what it comes as.
    #[must_use]
    pub fn bytes_as(self, status: Status, media: &str, make: fn(Bytes) -> T) -> Self {
        let fit = |response: &RawResponse| asked_fit(media, response);
        self.add(status, fit, |response, fit| {
            expect(response, fit).map(|()| make(response.body.clone()))
        })
    }

    /// A response whose body is a stream of items, which is read as it arrives. JSON, or a page
    /// for browsers, is not what events come as.
    #[must_use]
    pub fn stream<V>(
        self,
        status: Status,
        media: &str,
        streaming: Streaming<V>,
        make: fn(ItemStream<V>) -> T,
    ) -> Self {
        let fit = |response: &RawResponse| match streaming.format {
            Format::Events if response.status != StatusCode::NO_CONTENT => {
                asked_fit(media, response)
            }
            // A line of JSON is JSON, too, and servers call it that.
            _ => fit_to(media, response, Fit::Kind),
        };
        self.add(status, fit, |response, fit| {
            expect(response, fit)?;
            let body = response.body.clone();
            Ok(make(ItemStream::of(streaming, body)))
        })
    }

    /// A response without a body; one that comes all the same is ignored.
    #[must_use]
    pub fn empty(self, status: Status, value: T) -> Self {
        self.add(status, |_| Fit::Kind, |_, _| Ok(value))
    }

    /// The documented response that fits best, decoded, if any covers the status.
    pub(crate) fn read(self) -> Option<Result<T, DecodeError>> {
        self.best.map(|(_, read)| read)
    }

    fn add(
        mut self,
        status: Status,
        fit: impl FnOnce(&RawResponse) -> Fit,
        read: impl FnOnce(&RawResponse, Fit) -> Result<T, DecodeError>,
    ) -> Self {
        if status.covers(self.response.status) {
            let fit = fit(self.response);
            let rank = (status.0, fit);
            if self.best.as_ref().is_none_or(|(best, _)| rank > *best) {
                self.best = Some((rank, read(self.response, fit)));
            }
        }
        self
    }
}

fn json_fit(response: &RawResponse) -> Fit {
    let media = response.media_type();
    fit(media.is_empty() || is_json(media))
}

fn other_fit(response: &RawResponse) -> Fit {
    fit(!is_json(response.media_type()))
}

fn asked_fit(media: &str, response: &RawResponse) -> Fit {
    let came = response.media_type();
    let is_page = came.eq_ignore_ascii_case("text/html");
    fit_to(media, response, fit(!is_json(came) && !is_page))
}

fn fit_to(media: &str, response: &RawResponse, otherwise: Fit) -> Fit {
    match essence(media).eq_ignore_ascii_case(response.media_type()) {
        true => Fit::Same,
        false => otherwise,
    }
}

fn fit(fits: bool) -> Fit {
    if fits { Fit::Kind } else { Fit::No }
}

fn expect(response: &RawResponse, fit: Fit) -> Result<(), DecodeError> {
    match fit {
        Fit::No => Err(DecodeError::media_type(response.media_type().to_owned())),
        Fit::Kind | Fit::Same => Ok(()),
    }
}

fn read_json<V: Json>(response: &RawResponse, fit: Fit) -> Result<V, DecodeError> {
    if response.body.is_empty() {
        return Err(DecodeError::empty());
    }
    expect(response, fit)?;
    strict_json::read(&response.body)
}

fn read_text(response: &RawResponse) -> Result<String, DecodeError> {
    std::str::from_utf8(&response.body)
        .map(str::to_owned)
        .map_err(DecodeError::utf8)
}
