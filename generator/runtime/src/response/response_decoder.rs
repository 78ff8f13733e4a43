//! Turns an answer into the documented case that it is.
//!
//! It does not know whether a case is a success or an error.

use bytes::Bytes;

use super::super::json::convert::Json;
use super::super::json::decode_error::DecodeError;
use super::super::json::strict_json::parse;
use super::super::metadata::status::{Pattern, Status};
use super::super::send::media_type::{essence, is_json};
use super::super::send::raw_response::Answer;

/// The documented cases of an answer, of which the most specific one is read:
/// an exact status before a range, a range before `default`, and among equals
/// the one whose media type fits.
#[derive(Debug)]
pub struct Cases<'a, T> {
    answer: &'a Answer,
    best: Option<(Rank, Result<T, DecodeError>)>,
}

/// How well a case fits: its pattern first, then its media type.
type Rank = (Pattern, Fit);

/// How well the media type of an answer fits that of a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Fit {
    No,
    /// It is read in the same way.
    Kind,
    /// It is the same.
    Same,
}

impl<'a, T> Cases<'a, T> {
    /// Starts without any case.
    pub fn new(answer: &'a Answer) -> Self {
        Self { answer, best: None }
    }

    /// A case with a JSON body.
    #[must_use]
    pub fn json<V: Json>(self, status: Status, make: fn(V) -> T) -> Self {
        self.case(status, json_fit, |answer, fit| {
            read_json(answer, fit).map(make)
        })
    }

    /// A case with a JSON body that has a media type of its own beside others.
    #[must_use]
    pub fn json_as<V: Json>(self, status: Status, media: &str, make: fn(V) -> T) -> Self {
        let fit = |answer: &Answer| fit_to(media, answer, json_fit(answer));
        self.case(status, fit, |answer, fit| read_json(answer, fit).map(make))
    }

    /// A case with a text body, which must be UTF-8.
    #[must_use]
    pub fn text(self, status: Status, make: fn(String) -> T) -> Self {
        self.case(status, other_fit, |answer, _| read_text(answer).map(make))
    }

    /// A case with a text body of this media type, which was asked for: JSON, or a page
    /// for browsers, is not what it comes as.
    #[must_use]
    pub fn text_as(self, status: Status, media: &str, make: fn(String) -> T) -> Self {
        let fit = |answer: &Answer| asked_fit(media, answer);
        self.case(status, fit, |answer, fit| {
            expect(answer, fit).and_then(|()| read_text(answer).map(make))
        })
    }

    /// A case with a body of any bytes.
    #[must_use]
    pub fn bytes(self, status: Status, make: fn(Bytes) -> T) -> Self {
        self.case(status, other_fit, |answer, _| Ok(make(answer.body.clone())))
    }

    /// A case with a body of this media type, which was asked for: JSON, or a page for
    /// browsers, is not what it comes as.
    #[must_use]
    pub fn bytes_as(self, status: Status, media: &str, make: fn(Bytes) -> T) -> Self {
        let fit = |answer: &Answer| asked_fit(media, answer);
        self.case(status, fit, |answer, fit| {
            expect(answer, fit).map(|()| make(answer.body.clone()))
        })
    }

    /// A case without a body; one that comes all the same is left alone.
    #[must_use]
    pub fn empty(self, status: Status, value: T) -> Self {
        self.case(status, |_| Fit::Kind, |_, _| Ok(value))
    }

    /// The case that fits best, if any covers the status.
    pub(crate) fn read(self) -> Option<Result<T, DecodeError>> {
        self.best.map(|(_, read)| read)
    }

    fn case(
        mut self,
        status: Status,
        fit: impl FnOnce(&Answer) -> Fit,
        read: impl FnOnce(&Answer, Fit) -> Result<T, DecodeError>,
    ) -> Self {
        if status.covers(self.answer.status) {
            let fit = fit(self.answer);
            let rank = (status.0, fit);
            if self.best.as_ref().is_none_or(|(best, _)| rank > *best) {
                self.best = Some((rank, read(self.answer, fit)));
            }
        }
        self
    }
}

fn json_fit(answer: &Answer) -> Fit {
    let media = answer.media_type();
    fit(media.is_empty() || is_json(media))
}

fn other_fit(answer: &Answer) -> Fit {
    fit(!is_json(answer.media_type()))
}

fn asked_fit(media: &str, answer: &Answer) -> Fit {
    let came = answer.media_type();
    let is_page = came.eq_ignore_ascii_case("text/html");
    fit_to(media, answer, fit(!is_json(came) && !is_page))
}

fn fit_to(media: &str, answer: &Answer, otherwise: Fit) -> Fit {
    match essence(media).eq_ignore_ascii_case(answer.media_type()) {
        true => Fit::Same,
        false => otherwise,
    }
}

fn fit(fits: bool) -> Fit {
    if fits { Fit::Kind } else { Fit::No }
}

fn expect(answer: &Answer, fit: Fit) -> Result<(), DecodeError> {
    match fit {
        Fit::No => Err(DecodeError::media_type(answer.media_type().to_owned())),
        Fit::Kind | Fit::Same => Ok(()),
    }
}

fn read_json<V: Json>(answer: &Answer, fit: Fit) -> Result<V, DecodeError> {
    if answer.body.is_empty() {
        return Err(DecodeError::empty());
    }
    expect(answer, fit)?;
    let value = parse(&answer.body).map_err(DecodeError::syntax)?;
    V::from_json(value).map_err(DecodeError::mismatch)
}

fn read_text(answer: &Answer) -> Result<String, DecodeError> {
    std::str::from_utf8(&answer.body)
        .map(str::to_owned)
        .map_err(DecodeError::utf8)
}
