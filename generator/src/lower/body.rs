//! Turns a Request Body Object (OpenAPI 3.0.3 §4.7.13) into a body.

use super::context::Context;
use super::doc::non_empty;
use super::hint::Hint;
use super::literal;
use super::media::{self, Encoding};
use super::node::Node;
use super::{reference, schema};
use crate::diagnostic::Reported;
use crate::ir::{Body, BodyKind, Doc, PartEncoding, Shape, TypeRef, WireName};
use crate::names::{self, Namespace, REQUEST_METHODS};
use crate::source::Pointer;
use openapiv3::{MediaType, ReferenceOr, RequestBody};

/// The body in the one media type that we send.
pub(super) fn lower<'d>(
    context: &mut Context<'d>,
    body: &'d ReferenceOr<RequestBody>,
    at: &Pointer,
    hint: &Hint,
    idents: &mut Namespace,
) -> Result<Option<Body>, Reported> {
    let (body, at) = reference::request_body(context, body, at)?;
    let Some((name, media, encoding)) = media::preferred(body.content.iter()) else {
        return Ok(None);
    };
    let media_at = at.child("content").child(name);
    media::report_others(
        context,
        body.content.keys(),
        name,
        &media_at,
        "the body is sent as",
    );
    let kind = match encoding {
        Encoding::Json => BodyKind::Json(content_type(context, media, &media_at, hint)),
        Encoding::Form => BodyKind::Form(content_type(context, media, &media_at, hint)),
        Encoding::Text => BodyKind::Text,
        Encoding::Bytes => BodyKind::Bytes,
        Encoding::Multipart => BodyKind::Multipart {
            ty: form_type(context, media, &media_at, hint),
            parts: part_encodings(media),
        },
    };
    Ok(Some(Body {
        ident: idents.claim_for("body", names::value_name("body"), REQUEST_METHODS),
        media_type: media::concrete(name, encoding),
        kind,
        required: body.required,
        example: literal::shown(media),
        doc: Doc {
            text: non_empty(body.description.as_deref()),
            ..Doc::default()
        },
    }))
}

/// The struct whose properties are the parts of a form.
fn form_type<'d>(
    context: &mut Context<'d>,
    media: &'d MediaType,
    at: &Pointer,
    hint: &Hint,
) -> Option<TypeRef> {
    let ty = content_type(context, media, at, hint);
    match context.types.resolve(&ty) {
        TypeRef::Named { id, .. } if matches!(context.types.get(*id).shape, Shape::Struct(_)) => {
            Some(TypeRef::named(*id))
        }
        _ => None,
    }
}

/// The media types that the document gives single parts; the first of several.
fn part_encodings(media: &MediaType) -> Vec<PartEncoding> {
    let given = media.encoding.iter().filter_map(|(name, encoding)| {
        let media_type = encoding.content_type.as_deref()?.split(',').next()?.trim();
        // A range is what the server accepts, not what a part is.
        (!media_type.is_empty() && !media_type.contains('*')).then(|| PartEncoding {
            wire_name: WireName::new(name),
            media_type: media_type.to_owned(),
        })
    });
    given.collect()
}

/// The type of a media type's content; without a schema, any JSON.
pub(super) fn content_type<'d>(
    context: &mut Context<'d>,
    media: &'d MediaType,
    at: &Pointer,
    hint: &Hint,
) -> TypeRef {
    match &media.schema {
        Some(schema) => schema::element(context, &Node::new(schema, at.child("schema")), hint),
        None => TypeRef::Json,
    }
}
