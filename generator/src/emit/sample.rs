//! An IR made by hand that has each construct once, for the tests.

use crate::ir::{
    Access, Api, AuthKind, AuthScheme, Body, BodyKind, CredentialFile, CredentialSources,
    Discriminator, Doc, ErrorEnum, ErrorEnumId, Field, FileFormat, Flow, FlowKind, Guard,
    JsonPatch, KeyPlace, Literal, Method, Operation, Origin, Output, OutputEnum, Package,
    Parameter, ParameterPlace, Payload, Presence, Primitive, Requirement, Resource, ResponseCase,
    Rest, Server, ServerVariable, Shape, StatusPattern, StringEnum, StringValue, Struct, Style,
    TypeDef, TypeId, TypeRef, Types, Union, Variant, WireName,
};
use crate::names::RustIdent;
use crate::source::{Place, Pointer};

pub(super) fn ident(text: &str) -> RustIdent {
    RustIdent::for_test(text)
}

pub(super) fn text() -> TypeRef {
    TypeRef::Primitive(Primitive::String)
}

pub(super) fn doc(text: &str) -> Doc {
    Doc {
        text: Some(text.to_owned()),
        ..Doc::default()
    }
}

fn place() -> Place {
    Place {
        file: crate::source::FileId::for_test(),
        pointer: Pointer::root(),
    }
}

pub(super) fn def(name: &str, file: &str, shape: Shape) -> TypeDef {
    TypeDef {
        name: ident(name),
        file: ident(file),
        doc: Doc::default(),
        shape,
        deprecated: false,
        is_eq: true,
        origin: Origin {
            schema: Some(name.to_owned()),
            place: place(),
        },
    }
}

pub(super) fn field(wire_name: &str, name: &str, ty: TypeRef, presence: Presence) -> Field {
    Field {
        wire_name: WireName::new(wire_name),
        ident: ident(name),
        ty,
        presence,
        access: Access::ReadWrite,
        deprecated: false,
        sensitive: false,
        default: None,
        doc: Doc::default(),
    }
}

pub(super) fn object(fields: Vec<Field>, rest: Rest) -> Struct {
    Struct {
        fields,
        rest,
        rest_ident: ident("rest"),
        json_patch: None,
    }
}

pub(super) fn string_enum(values: &[(&str, &str)]) -> Shape {
    Shape::StringEnum(StringEnum {
        values: values
            .iter()
            .map(|(wire_name, name)| StringValue {
                wire_name: WireName::new(*wire_name),
                ident: ident(name),
            })
            .collect(),
        fallback: ident("Unknown"),
        default: None,
    })
}

pub(super) fn variant(name: &str, ty: TypeRef, tags: &[&str], guard: Guard) -> Variant {
    Variant {
        ident: ident(name),
        ty,
        tags: tags.iter().map(|tag| (*tag).to_owned()).collect(),
        guard,
        doc: Doc::default(),
    }
}

/// The types' ids by name, as the operations need them.
struct Named {
    pet: TypeId,
    problem: TypeId,
    patch_body: TypeId,
    sort: TypeId,
    alias: TypeId,
}

fn types() -> (Types, Named) {
    let mut types = Types::default();
    let sort = types.push(def(
        "Sort",
        "sort",
        string_enum(&[("asc", "Ascending"), ("desc", "Descending")]),
    ));
    let cat = types.push(def(
        "Cat",
        "cat",
        Shape::Struct(object(
            vec![field(
                "lives",
                "lives",
                TypeRef::Primitive(Primitive::I32),
                Presence::Optional,
            )],
            Rest::Json,
        )),
    ));
    let mut dog = object(
        vec![
            field("petType", "pet_type", text(), Presence::Required),
            field(
                "weight",
                "weight",
                TypeRef::Primitive(Primitive::F64),
                Presence::Required,
            ),
        ],
        Rest::Typed(TypeRef::Primitive(Primitive::F64)),
    );
    dog.rest_ident = ident("others");
    let mut dog = def("Dog", "dog", Shape::Struct(dog));
    dog.is_eq = false;
    let dog = types.push(dog);
    let mut animal = def(
        "Animal",
        "animal",
        Shape::Union(Union {
            discriminator: Some(Discriminator {
                wire_name: WireName::new("petType"),
            }),
            variants: vec![
                variant("Cat", TypeRef::named(cat), &["cat"], Guard::Any),
                variant(
                    "Dog",
                    TypeRef::Named {
                        id: dog,
                        boxed: true,
                    },
                    &["dog", "hound"],
                    Guard::Any,
                ),
            ],
            fallback: ident("Unknown"),
        }),
    );
    animal.is_eq = false;
    let animal = types.push(animal);
    let op = types.push(def(
        "JsonPatchOperationOp",
        "json_patch_operation",
        string_enum(&[
            ("add", "Add"),
            ("remove", "Remove"),
            ("replace", "Replace"),
            ("move", "Move"),
            ("copy", "Copy"),
            ("test", "Test"),
        ]),
    ));
    let mut patch = object(
        vec![
            field("op", "op", TypeRef::named(op), Presence::Required),
            field("path", "path", text(), Presence::Required),
            field("from", "from", text(), Presence::Optional),
            field("value", "value", TypeRef::Json, Presence::Optional),
        ],
        Rest::Json,
    );
    patch.json_patch = Some(JsonPatch {
        ops: Some(vec![
            ("add".into(), ident("Add")),
            ("remove".into(), ident("Remove")),
            ("replace".into(), ident("Replace")),
            ("move".into(), ident("Move")),
            ("copy".into(), ident("Copy")),
            ("test".into(), ident("Test")),
        ]),
        has_from: true,
        has_value: true,
    });
    let patch = types.push(def(
        "JsonPatchOperation",
        "json_patch_operation",
        Shape::Struct(patch),
    ));
    let wrapped = types.push(def(
        "JsonPatch",
        "json_patch",
        Shape::Struct(object(
            vec![field(
                "operations",
                "operations",
                TypeRef::List(Box::new(TypeRef::named(patch))),
                Presence::Optional,
            )],
            Rest::Json,
        )),
    ));
    let patch_body = types.push(def(
        "PatchBody",
        "patch_body",
        Shape::Union(Union {
            discriminator: None,
            variants: vec![
                variant(
                    "Operations",
                    TypeRef::List(Box::new(TypeRef::named(patch))),
                    &[],
                    Guard::Array,
                ),
                variant(
                    "JsonPatch",
                    TypeRef::named(wrapped),
                    &[],
                    Guard::Object(vec![WireName::new("operations")]),
                ),
                variant("Text", text(), &[], Guard::OneOf(vec!["none".into()])),
                variant(
                    "Number",
                    TypeRef::Primitive(Primitive::I64),
                    &[],
                    Guard::Integer,
                ),
            ],
            fallback: ident("Unknown"),
        }),
    ));
    let alias = types.push(def(
        "Tags",
        "tags",
        Shape::Alias(TypeRef::List(Box::new(text()))),
    ));
    let pet_id = types.push(def("Pet", "pet", Shape::Struct(object(vec![], Rest::Json))));
    let mut fields = vec![
        field("id", "id", text(), Presence::Optional),
        field("name", "name", text(), Presence::Required),
        field("type", "type_", TypeRef::named(animal), Presence::Required),
        field(
            "age",
            "age",
            TypeRef::Primitive(Primitive::I64),
            Presence::Required,
        ),
        field("owner", "owner", text(), Presence::Nullable),
        field("nick", "nick", text(), Presence::OptionalNullable),
        field(
            "born",
            "born",
            TypeRef::Primitive(Primitive::Timestamp),
            Presence::Optional,
        ),
        field(
            "photo",
            "photo",
            TypeRef::Primitive(Primitive::Base64),
            Presence::Optional,
        ),
        field(
            "day",
            "day",
            TypeRef::Primitive(Primitive::Date),
            Presence::Optional,
        ),
        field("tags", "tags", TypeRef::named(alias), Presence::Required),
        field(
            "parent",
            "parent",
            TypeRef::Named {
                id: pet_id,
                boxed: true,
            },
            Presence::Optional,
        ),
        field("extra", "extra", TypeRef::Json, Presence::OptionalNullable),
        field(
            "labels",
            "labels",
            TypeRef::Map(Box::new(TypeRef::Nullable(Box::new(text())))),
            Presence::Optional,
        ),
        field(
            "attributes",
            "attributes",
            TypeRef::Object,
            Presence::Optional,
        ),
        field("password", "password", text(), Presence::Optional),
        field(
            "old",
            "old",
            TypeRef::Primitive(Primitive::Bool),
            Presence::Optional,
        ),
    ];
    fields[0].access = Access::ReadOnly;
    fields[1].doc = doc(
        "The name. See <b>here</b>: https://example.com/a_b?c=d, or `[Pet]` and [Pet] or <tenant>.\n\n```\nlet x = 1;\n```\n",
    );
    fields[14].access = Access::WriteOnly;
    fields[14].sensitive = true;
    fields[15].deprecated = true;
    fields[15].default = Some(Literal::Bool(false));
    types.get_mut(pet_id).shape = Shape::Struct(object(fields, Rest::Json));
    types.get_mut(pet_id).is_eq = false;
    let problem = types.push(def(
        "Problem",
        "problem",
        Shape::Struct(object(
            vec![field(
                "detail\"Code*/",
                "detail_code",
                text(),
                Presence::Optional,
            )],
            Rest::Json,
        )),
    ));
    let many = (0..9)
        .map(|n| {
            field(
                &format!("f{n}"),
                &format!("f{n}"),
                text(),
                Presence::Required,
            )
        })
        .collect();
    types.push(def("Many", "many", Shape::Struct(object(many, Rest::Json))));
    let option = types.push(def(
        "Option",
        "option",
        Shape::Struct(object(
            vec![field("map", "map", text(), Presence::Optional)],
            Rest::Json,
        )),
    ));
    types.push(def(
        "Map",
        "map",
        Shape::Struct(object(
            vec![field(
                "option",
                "option",
                TypeRef::named(option),
                Presence::Optional,
            )],
            Rest::Json,
        )),
    ));
    types.push(def(
        "Empty",
        "empty",
        Shape::Struct(object(vec![], Rest::Json)),
    ));
    (
        types,
        Named {
            pet: pet_id,
            problem,
            patch_body,
            sort,
            alias,
        },
    )
}

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
        required,
        default: None,
        deprecated: false,
        doc: Doc::default(),
    }
}

fn operation(id: &str, name: &str, ty: &str, method: Method, path: &str) -> Operation {
    Operation {
        id: id.to_owned(),
        ident: ident(name),
        type_ident: ident(ty),
        method,
        path: path.to_owned(),
        parameters: Vec::new(),
        body: None,
        output: Output::One {
            statuses: vec![StatusPattern::Exact(204)],
            payload: Payload::Empty,
        },
        errors: None,
        responses: Vec::new(),
        accept: vec!["application/json".to_owned()],
        security: Vec::new(),
        doc: Doc::default(),
        deprecated: false,
        place: place(),
    }
}

fn case(status: StatusPattern, name: &str, payload: Payload, words: &str) -> ResponseCase {
    ResponseCase {
        status,
        ident: ident(name),
        payload,
        doc: doc(words),
    }
}

fn body(kind: BodyKind, media_type: &str, required: bool) -> Body {
    Body {
        ident: ident("body"),
        media_type: media_type.to_owned(),
        kind,
        required,
        doc: doc("What to send."),
    }
}

fn operations(named: &Named) -> Vec<Operation> {
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
    limit.default = Some(Literal::Number("250".into()));
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
    experimental.default = Some(Literal::String("true".into()));
    let mut sort = parameter(
        "sort",
        "sort",
        ParameterPlace::Query,
        TypeRef::named(named.sort),
        true,
    );
    sort.default = Some(Literal::String("desc".into()));
    let mut filter = parameter(
        "filter",
        "filter",
        ParameterPlace::Query,
        TypeRef::Object,
        true,
    );
    filter.default = Some(Literal::Object(vec![(
        "a".into(),
        Literal::List(vec![Literal::Number("-1".into()), Literal::Null]),
    )]));
    filter.style = Style::DeepObject;
    list.parameters = vec![limit, ids, sort, filter, experimental];
    list.output = Output::One {
        statuses: vec![StatusPattern::Exact(200), StatusPattern::Range(2)],
        payload: Payload::Json(TypeRef::List(Box::new(TypeRef::named(named.pet)))),
    };
    list.responses = vec![
        case(
            StatusPattern::Exact(200),
            "Ok",
            Payload::Json(TypeRef::List(Box::new(TypeRef::named(named.pet)))),
            "The pets.",
        ),
        case(
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
    put.output = Output::Many(OutputEnum {
        name: ident("PutPetOutput"),
        cases: vec![
            case(StatusPattern::Exact(200), "Ok", pet(), "Changed."),
            case(StatusPattern::Exact(202), "Accepted", Payload::Empty, ""),
            case(StatusPattern::Range(2), "Text", Payload::Text, ""),
            case(StatusPattern::Default, "Bytes", Payload::Bytes, ""),
        ],
    });
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
        BodyKind::Form(TypeRef::named(named.pet)),
        "application/x-www-form-urlencoded",
        false,
    ));
    let mut raw = operation("raw", "raw", "Raw", Method::Post, "/raw");
    raw.body = Some(body(BodyKind::Bytes, "application/octet-stream", true));
    raw.output = Output::One {
        statuses: vec![StatusPattern::Exact(200)],
        payload: Payload::Bytes,
    };
    let mut words = operation("words", "words", "Words", Method::Post, "/words");
    words.body = Some(body(BodyKind::Text, "text/plain", true));
    words.output = Output::One {
        statuses: vec![StatusPattern::Default],
        payload: Payload::Text,
    };
    vec![list, put, patch, form, raw, words]
}

fn auth() -> Vec<AuthScheme> {
    let scheme = |name: &str, kind| AuthScheme {
        name: name.to_owned(),
        kind,
        doc: Doc::default(),
    };
    vec![
        scheme(
            "oauth2",
            AuthKind::OAuth2 {
                flows: vec![Flow {
                    kind: FlowKind::ClientCredentials,
                    token_url: "https://example.com/oauth/token".into(),
                    scopes: vec![("read".into(), "Read [everything].".into())],
                }],
            },
        ),
        scheme("bearer", AuthKind::Bearer),
        scheme("basic", AuthKind::Basic),
        scheme("digest", AuthKind::Http("digest".into())),
        scheme(
            "key",
            AuthKind::ApiKey {
                place: KeyPlace::Query,
                name: "api_key".into(),
            },
        ),
        scheme(
            "oidc",
            AuthKind::OpenIdConnect {
                url: "https://example.com/.well-known".into(),
            },
        ),
    ]
}

fn api() -> Api {
    let (types, named) = types();
    let resource = Resource {
        tag: "Pets".into(),
        module: ident("pets"),
        doc: doc("Animals."),
        operations: operations(&named),
    };
    let error = ErrorEnum {
        name: ident("PetsError"),
        operations: vec!["listPets".into(), "putPet".into()],
        cases: vec![
            case(
                StatusPattern::Exact(400),
                "BadRequest",
                Payload::Json(TypeRef::named(named.problem)),
                "Bad.",
            ),
            case(StatusPattern::Exact(404), "NotFound", Payload::Empty, ""),
            case(StatusPattern::Range(5), "Server", Payload::Text, ""),
            case(StatusPattern::Default, "Other", Payload::Bytes, ""),
        ],
    };
    Api {
        module: ident("v1"),
        document: "spec/pets.yaml".into(),
        title: "Pet \"Store\"".into(),
        version: "1.0".into(),
        doc: doc("# Pets\n\nAll of them."),
        servers: vec![Server {
            url: "https://{tenant}.example.com/v1".into(),
            doc: doc("Production."),
            variables: vec![ServerVariable {
                wire_name: WireName::new("tenant"),
                default: "acme".into(),
                values: vec!["acme".into(), "other".into()],
                doc: Doc::default(),
            }],
        }],
        auth: auth(),
        resources: vec![resource],
        errors: vec![error],
        types,
        error_summary: vec!["detailCode".into()],
    }
}

/// A second API that has nothing but a title.
fn empty_api() -> Api {
    Api {
        module: ident("v2"),
        document: "/home/somebody/pets2.yaml".into(),
        title: String::new(),
        version: String::new(),
        doc: Doc::default(),
        servers: vec![Server {
            url: "/".into(),
            doc: Doc::default(),
            variables: Vec::new(),
        }],
        auth: Vec::new(),
        resources: Vec::new(),
        errors: Vec::new(),
        types: Types::default(),
        error_summary: Vec::new(),
    }
}

/// A package that has each construct.
pub(super) fn package() -> Package {
    Package {
        name: "pet-store".into(),
        version: "0.1.0".into(),
        description: Some("A client of the \"Pet Store\"".into()),
        license: Some("MIT".into()),
        repository: None,
        credentials: Some(CredentialSources {
            env_base_url: "PET_URL".into(),
            env_client_id: "PET_ID".into(),
            env_client_secret: "PET_SECRET".into(),
            files: vec![CredentialFile {
                path: "~/.pets.yaml".into(),
                format: FileFormat::Yaml,
                environment: Some("active".into()),
                base_url: "environments.{env}.baseurl".into(),
                client_id: "id".into(),
                client_secret: "secret".into(),
            }],
        }),
        apis: vec![api(), empty_api()],
    }
}
