//! Turns the media types of a response beside the one that is asked for into what
//! a caller can ask for instead, and what the server may choose for an error.

use openapiv3::{MediaType, Response};

use super::body::content_type;
use super::context::Context;
use super::media::{self, Encoding, Spelling};
use super::naming::Naming;
use super::response::{self, Lowered};
use super::{literal, stream};
use crate::ir::{
    Alternative, ContentRole, Literal, Payload, ResponseContent, StatusPattern, common_payload,
};
use crate::names::{self, Namespace, PRELUDE, REQUEST_METHODS, RustIdent};
use crate::source::Pointer;

/// A response's body in every media type: those that are asked for, of which the first suits
/// best, more JSON that holds the same, and others that are worth being told apart.
pub(super) fn contents<'d>(
    context: &mut Context<'d>,
    response: &'d Response,
    at: &Pointer,
    naming: &Naming,
    status: StatusPattern,
    ident: &RustIdent,
) -> Vec<ResponseContent> {
    let schemas = &context.document.schemas;
    let Some((best, media, encoding)) = media::preferred(schemas, response.content.iter()) else {
        return Vec::new();
    };
    let is_success = status.is_success();
    let at = at.child("content");
    let encoding = encoding.of(is_success);
    let first = payload(context, best, media, encoding, &at.child(best), naming);
    let mut found = Contents {
        ident,
        idents: Namespace::default(),
        preferred: vec![content(best, media, first.clone(), ContentRole::Preferred)],
        same: Vec::new(),
        others: Vec::new(),
    };
    let mut unused = Vec::new();
    for (name, other) in response.content.iter().filter(|(name, _)| *name != best) {
        let own = media::encoding(schemas, name, other).of(is_success);
        if media::is_range(name) && own == encoding && own != Encoding::Json {
            let range = content(name, other, first.clone(), ContentRole::Preferred);
            found.preferred.push(range);
            continue;
        }
        let is_same = match &other.schema {
            None => true,
            own => media::is_same(schemas, own.as_ref(), media.schema.as_ref()),
        };
        let same = || content(name, other, first.clone(), ContentRole::Same);
        if !is_worth_it(name, own, encoding, is_same, is_success) {
            unused.push(name.as_str());
            let is_alike = is_same && encoding == Encoding::Json && is_json(name, own);
            found.same.extend(is_alike.then(same));
            continue;
        }
        let words = media::short_words(name);
        let (at, naming) = (at.child(name), naming.part(&words));
        let payload = payload(context, name, other, own, &at, &naming);
        let is_known = |known: &Payload| own == Encoding::Json && *known == payload;
        if is_known(&first) || found.others.iter().any(|other| is_known(&other.payload)) {
            unused.push(name.as_str());
            found.same.extend(is_known(&first).then(same));
            continue;
        }
        found.add(name, &words, payload, literal::shown(other));
    }
    media::report_unused(context, &unused, best, &at.child(best));
    if is_success {
        found.add_stream(context);
    }
    let all = found.preferred.into_iter();
    all.chain(found.same).chain(found.others).collect()
}

fn content(name: &str, media: &MediaType, payload: Payload, role: ContentRole) -> ResponseContent {
    ResponseContent {
        media_type: name.to_owned(),
        payload,
        example: literal::shown(media),
        role,
    }
}

/// The media types of one response while they are lowered.
struct Contents<'i> {
    /// The variant of the preferred one.
    ident: &'i RustIdent,
    /// The variants of the others.
    idents: Namespace,
    preferred: Vec<ResponseContent>,
    same: Vec<ResponseContent>,
    others: Vec<ResponseContent>,
}

impl Contents<'_> {
    /// Adds one that is told apart, called so in short.
    fn add(&mut self, media_type: &str, words: &str, payload: Payload, example: Option<Literal>) {
        let wanted = names::type_name(&format!("{} {words}", self.ident));
        let ident = self.idents.claim(wanted);
        self.others.push(ResponseContent {
            media_type: media_type.to_owned(),
            payload,
            example,
            role: ContentRole::Other(ident),
        });
    }

    /// Adds the stream that `simgen.toml` gives an operation whose document has none.
    fn add_stream(&mut self, context: &mut Context<'_>) {
        let mut contents = self.preferred.iter().chain(&self.others);
        if contents.any(|content| content.payload.stream().is_some()) {
            return;
        }
        if let Some(stream) = stream::from_settings(context) {
            let media_type = stream.media_type.clone();
            let words = media::short_words(&media_type);
            self.add(&media_type, &words, Payload::Stream(stream), None);
        }
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
    let (responses, asks) = (&responses.responses, responses.asks.as_ref());
    let mut offered: Vec<&str> = Vec::new();
    let named = responses.iter().filter(|found| found.status.is_success());
    for (_, other) in named.flat_map(|response| response.others()) {
        if !offered.contains(&other.media_type.as_str()) {
            offered.push(&other.media_type);
        }
    }
    let alternative = |media_type: &&str| {
        let words = media::short_words(media_type);
        let wanted = names::value_name(&format!("accept {words}"));
        let words = format!("{id} As {words}");
        let output_enum = response::output_enum(responses, Some(media_type), &words, types);
        let held = common_payload(responses, Some(media_type));
        Alternative {
            ident: idents.claim_beside(wanted, REQUEST_METHODS),
            type_ident: types.claim_beside(names::type_name(&words), PRELUDE),
            media_type: (*media_type).to_owned(),
            property: held.and_then(Payload::stream).and(asks.cloned()),
            output_enum,
        }
    };
    offered.iter().map(alternative).collect()
}
