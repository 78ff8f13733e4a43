//! Turns the media types of a response beside the one that is asked for into what
//! a caller can ask for instead, and what the server may choose for an error.

use openapiv3::{MediaType, Response};

use super::body::content_type;
use super::context::Context;
use super::media::{self, Encoding, Spelling};
use super::naming::Naming;
use super::response::{self, Lowered};
use super::stream;
use crate::ir::{Alternative, OtherContent, Payload, StatusPattern, StatusResponse};
use crate::names::{self, Namespace, PRELUDE, REQUEST_METHODS, RustIdent};
use crate::source::Pointer;

/// The media types of one response.
pub(super) struct Contents {
    /// What the body holds in the one that is asked for.
    pub(super) payload: Payload,
    /// The one that is asked for, and ranges that it could be any of.
    pub(super) asked: Vec<String>,
    /// More JSON that holds the same.
    pub(super) same: Vec<String>,
    /// Others that are worth being told apart.
    pub(super) others: Vec<OtherContent>,
}

/// A response's body in every media type; the first is the one that suits best.
pub(super) fn contents<'d>(
    context: &mut Context<'d>,
    response: &'d Response,
    at: &Pointer,
    naming: &Naming,
    ident: &RustIdent,
    is_success: bool,
) -> Contents {
    let schemas = &context.document.schemas;
    let Some((best, media, encoding)) = media::preferred(schemas, response.content.iter()) else {
        return Contents {
            payload: Payload::Empty,
            asked: Vec::new(),
            same: Vec::new(),
            others: Vec::new(),
        };
    };
    let at = at.child("content");
    let encoding = encoding.of(is_success);
    let first = payload(context, best, media, encoding, &at.child(best), naming);
    let mut found = Contents {
        payload: first.clone(),
        asked: vec![best.to_owned()],
        same: Vec::new(),
        others: Vec::new(),
    };
    let mut idents = Namespace::default();
    let mut unused = Vec::new();
    for (name, other) in response.content.iter().filter(|(name, _)| *name != best) {
        let own = media::encoding(schemas, name, other).of(is_success);
        if media::is_range(name) && own == encoding && own != Encoding::Json {
            found.asked.push(name.clone());
            continue;
        }
        let is_same = match &other.schema {
            None => true,
            own => media::is_same(schemas, own.as_ref(), media.schema.as_ref()),
        };
        if !is_worth_it(name, own, encoding, is_same, is_success) {
            unused.push(name.as_str());
            if is_same && encoding == Encoding::Json && is_json(name, own) {
                found.same.push(name.clone());
            }
            continue;
        }
        let words = media::short_words(name);
        let (at, naming) = (at.child(name), naming.part(&words));
        let payload = payload(context, name, other, own, &at, &naming);
        let is_known = |known: &Payload| own == Encoding::Json && *known == payload;
        if is_known(&first) || found.others.iter().any(|other| is_known(&other.payload)) {
            unused.push(name.as_str());
            if is_known(&first) {
                found.same.push(name.clone());
            }
            continue;
        }
        found.others.push(OtherContent {
            media_type: name.clone(),
            ident: idents.claim(names::type_name(&format!("{ident} {words}"))),
            payload,
        });
    }
    media::report_unused(context, &unused, best, &at.child(best));
    if is_success {
        found.add_stream(context, ident, &mut idents);
    }
    found
}

impl Contents {
    /// Adds the stream that `simgen.toml` gives an operation whose document has none.
    fn add_stream(&mut self, context: &mut Context<'_>, ident: &RustIdent, idents: &mut Namespace) {
        let others = self.others.iter().map(|other| &other.payload);
        let mut payloads = std::iter::once(&self.payload).chain(others);
        if payloads.any(|payload| payload.stream().is_some()) {
            return;
        }
        let Some(stream) = stream::from_settings(context) else {
            return;
        };
        let words = media::short_words(&stream.media_type);
        self.others.push(OtherContent {
            media_type: stream.media_type.clone(),
            ident: idents.claim(names::type_name(&format!("{ident} {words}"))),
            payload: Payload::Stream(stream),
        });
    }
}

/// Whether it is JSON under a name of its own.
fn is_json(name: &str, encoding: Encoding) -> bool {
    encoding == Encoding::Json && !media::is_range(name) && name.contains('/')
}

fn payload<'d>(
    context: &mut Context<'d>,
    name: &str,
    media: &'d MediaType,
    encoding: Encoding,
    at: &Pointer,
    naming: &Naming,
) -> Payload {
    if !matches!(encoding, Encoding::Stream(_)) {
        media::report_items(context, media, at);
    }
    match encoding {
        Encoding::Stream(format) => stream::payload(context, name, media, format, at, naming),
        Encoding::Json => Payload::Json(content_type(context, media, at, naming)),
        Encoding::Text | Encoding::Form => Payload::Text,
        Encoding::Bytes | Encoding::Multipart => Payload::Bytes,
    }
}

/// Whether anybody would want a response in this media type, too. JSON of another
/// schema is another value, and the server or the caller decides which. What else there is can only
/// be had by asking, so an error never is; and what merely spells the same value in
/// another way (XML, a page for browsers) has nothing that JSON has not.
fn is_worth_it(
    name: &str,
    own: Encoding,
    first: Encoding,
    is_same: bool,
    is_success: bool,
) -> bool {
    if media::is_range(name) || !name.contains('/') {
        return false;
    }
    match (first, own) {
        (Encoding::Json, Encoding::Json) => !is_same,
        _ if !is_success => false,
        (Encoding::Json, _) => match media::spelling(name) {
            Some(Spelling::Data) => false,
            Some(Spelling::Words) => !is_same,
            None => true,
        },
        _ => true,
    }
}

/// The same operation for each media type that a success can be asked for in.
pub(super) fn all(
    responses: &Lowered,
    id: &str,
    types: &mut Namespace,
    idents: &mut Namespace,
) -> Vec<Alternative> {
    let mut offered: Vec<&str> = Vec::new();
    for other in successes(responses).flat_map(|response| &response.others) {
        if !offered.contains(&other.media_type.as_str()) {
            offered.push(&other.media_type);
        }
    }
    let alternative = |media_type: &&str| {
        let words = media::short_words(media_type);
        let wanted = names::value_name(&format!("accept {words}"));
        let words = format!("{id} As {words}");
        let output = response::output(&returned_as(responses, media_type), &words, types);
        Alternative {
            ident: idents.claim_beside(wanted, REQUEST_METHODS),
            type_ident: types.claim_beside(names::type_name(&words), PRELUDE),
            media_type: (*media_type).to_owned(),
            accept: accept(responses, media_type),
            property: output.stream().and(responses.asks.clone()),
            output,
        }
    };
    offered.iter().map(alternative).collect()
}

fn successes(responses: &Lowered) -> impl Iterator<Item = &StatusResponse> {
    let responses = responses.responses.iter();
    responses.filter(|response| response::is_success(response.status))
}

/// What each success holds when this media type is asked for.
fn returned_as(responses: &Lowered, media_type: &str) -> Vec<StatusResponse> {
    let responses = successes(responses).map(|response| {
        let mut response = response.clone();
        let found = response
            .others
            .iter()
            .find(|other| other.media_type == media_type);
        if let Some(found) = found.cloned() {
            response.payload = found.payload;
        }
        response
    });
    responses.collect()
}

/// The media type, and those of responses that do not come in it. What successes
/// offer beside it is left out, for nobody asked for that.
fn accept(responses: &Lowered, media_type: &str) -> Vec<String> {
    let has_it = |status: StatusPattern| {
        let mut responses = successes(responses);
        responses.any(|response| response.status == status && offers(response, media_type))
    };
    let (mut taken, mut refused) = (vec![media_type.to_owned()], Vec::new());
    for (status, asked) in &responses.asked {
        if has_it(*status) {
            refused.extend(asked);
        } else {
            taken.extend(asked.iter().cloned());
        }
    }
    let mut accept: Vec<String> = Vec::new();
    for media in taken {
        if !refused.contains(&&media) && !accept.contains(&media) {
            accept.push(media);
        }
    }
    accept
}

fn offers(response: &StatusResponse, media_type: &str) -> bool {
    let mut others = response.others.iter();
    others.any(|other| other.media_type == media_type)
}
