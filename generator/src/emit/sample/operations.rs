//! Operations with each kind of parameter, body and response.

use super::types::Named;
use super::{doc, ident, place, response, text};
use crate::ir::{
    Body, BodyKind, Doc, ErrorEnumId, Literal, Method, Need, Operation, OperationId, Parameter,
    ParameterPlace, Payload, Primitive, Requirement, StatusPattern, Style, TypeRef, WireName,
};

fn parameter(
    wire_name: &str,
    name: &str,
    place: ParameterPlace,
    ty: TypeRef,
    required: bool,
) -> Parameter {
    let (style, explode) = match place {
        ParameterPlace::Query | ParameterPlace::Cookie => (Style::Form, true),
        _ => (Style::Simple, false),
    };
    Parameter {
        wire_name: WireName::new(wire_name),
        ident: ident(name),
        place,
        style,
        explode,
        allow_reserved: false,
        ty,
        need: Need::of(required, None),
        example: None,
        deprecated: false,
        sensitive: false,
        doc: Doc::default(),
    }
}

fn operation(id: &str, name: &str, ty: &str, method: Method, path: &str) -> Operation {
    Operation {
        id: OperationId::new(id),
        ident: ident(name),
        type_ident: ident(ty),
        method,
        path: path.to_owned(),
        other_paths: Vec::new(),
        parameters: Vec::new(),
        body: None,
        output_enum: None,
        alternatives: Vec::new(),
        property: None,
        headers: None,
        errors: None,
        responses: vec![response(
            StatusPattern::Exact(204),
            "NoContent",
            Payload::Empty,
            "",
        )],
        security: Vec::new(),
        servers: None,
        doc: Doc::default(),
        deprecated: false,
        place: place(),
    }
}

fn body(kind: BodyKind, media_type: &str, required: bool) -> Body {
    Body {
        ident: ident("body"),
        media_type: media_type.to_owned(),
        range: None,
        choice: None,
        kind,
        required,
        sensitive: false,
        example: None,
        doc: doc("What to send."),
    }
}

/// Every operation of the sample.
#[expect(clippy::too_many_lines, reason = "a table")]
pub(super) fn all(named: &Named) -> Vec<Operation> {
    let pet = || Payload::Json(TypeRef::named(named.pet));
    let problem = || Payload::Json(TypeRef::named(named.problem));
    let mut list = operation("listPets", "list_pets", "ListPets", Method::Get, "/pets");
    let mut limit = parameter(
        "limit",
        "limit",
        ParameterPlace::Query,
        TypeRef::Primitive(Primitive::I64),
        false,
    );
    limit.need = Need::of(false, Some(Literal::Number("250".into())));
    let mut ids = parameter(
        "ids",
        "ids",
        ParameterPlace::Query,
        TypeRef::List(Box::new(text())),
        false,
    );
    ids.style = Style::PipeDelimited;
    ids.explode = false;
    ids.deprecated = true;
    let mut experimental = parameter(
        "X-Experimental",
        "x_experimental",
        ParameterPlace::Header,
        text(),
        true,
    );
    experimental.need = Need::Defaulted(Literal::String("true".into()));
    let mut sort = parameter(
        "sort",
        "sort",
        ParameterPlace::Query,
        TypeRef::named(named.sort),
        true,
    );
    sort.need = Need::Defaulted(Literal::String("desc".into()));
    let mut filter = parameter(
        "filter",
        "filter",
        ParameterPlace::Query,
        TypeRef::Object,
        true,
    );
    filter.need = Need::Defaulted(Literal::Object(vec![(
        "a".into(),
        Literal::List(vec![Literal::Number("-1".into()), Literal::Null]),
    )]));
    filter.style = Style::DeepObject;
    list.parameters = vec![limit, ids, sort, filter, experimental];
    list.responses = vec![
        response(
            StatusPattern::Exact(200),
            "Ok",
            Payload::Json(TypeRef::List(Box::new(TypeRef::named(named.pet)))),
            "The pets.",
        ),
        response(
            StatusPattern::Exact(404),
            "NotFound",
            problem(),
            "- no\n- pets",
        ),
    ];
    list.errors = Some(ErrorEnumId(0));
    list.security = vec![
        vec![Requirement {
            scheme: "oauth2".into(),
            scopes: vec!["read".into()],
        }],
        vec![],
    ];
    list.doc = doc(
        "Lists [pets](#/pets).\n\nSetext\n======\n\n    indented code\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n1. one\n2. two\n   - three with a very long text that goes on and on and on so that it needs to be wrapped at the end of the line, and even twice because it is very long - 5 - indeed\n\n<p>Html <b>block</b></p>\n",
    );
    let mut put = operation("putPet", "put_pet", "PutPet", Method::Put, "/pets/{id}/{n}");
    put.parameters = vec![
        parameter("id", "id", ParameterPlace::Path, text(), true),
        parameter(
            "n",
            "n",
            ParameterPlace::Path,
            TypeRef::Primitive(Primitive::I64),
            true,
        ),
        parameter(
            "tags",
            "tags",
            ParameterPlace::Query,
            TypeRef::named(named.alias),
            true,
        ),
        parameter("c", "c", ParameterPlace::Cookie, text(), true),
        parameter("s1", "s1", ParameterPlace::Query, text(), true),
        parameter("s2", "s2", ParameterPlace::Query, text(), true),
    ];
    put.body = Some(body(
        BodyKind::Json(TypeRef::named(named.pet)),
        "application/json",
        true,
    ));
    put.output_enum = Some(ident("PutPetOutput"));
    put.responses = vec![
        response(StatusPattern::Exact(200), "Ok", pet(), "Changed."),
        response(StatusPattern::Exact(202), "Accepted", Payload::Empty, ""),
        response(StatusPattern::Exact(203), "Bytes", Payload::Bytes, ""),
        response(StatusPattern::Range(2), "Text", Payload::Text, ""),
    ];
    put.errors = Some(ErrorEnumId(0));
    put.deprecated = true;
    let mut patch = operation(
        "patchPet",
        "patch_pet",
        "PatchPet",
        Method::Patch,
        "/pets/{id}",
    );
    patch.parameters = vec![parameter("id", "id", ParameterPlace::Path, text(), true)];
    patch.body = Some(body(
        BodyKind::Json(TypeRef::named(named.patch_body)),
        "application/json-patch+json",
        true,
    ));
    let mut form = operation("form", "form_pet", "Request", Method::Post, "/form");
    form.body = Some(body(
        BodyKind::Form {
            ty: TypeRef::named(named.pet),
            fields: Vec::new(),
        },
        "application/x-www-form-urlencoded",
        false,
    ));
    let mut raw = operation("raw", "raw", "Raw", Method::Post, "/raw");
    raw.body = Some(body(BodyKind::Bytes, "application/octet-stream", true));
    raw.responses = vec![response(
        StatusPattern::Exact(200),
        "Ok",
        Payload::Bytes,
        "",
    )];
    let mut words = operation("words", "words", "Words", Method::Post, "/words");
    words.body = Some(body(BodyKind::Text, "text/plain", true));
    words.responses = vec![response(StatusPattern::Default, "Other", Payload::Text, "")];
    vec![list, put, patch, form, raw, words]
}
