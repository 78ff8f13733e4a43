//! An IR made by hand that has each construct once, for the tests.

mod operations;
mod types;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::ir::{
    Api, AuthKind, AuthScheme, ConnectionNames, ContentRole, CredentialFile, CredentialSources,
    Doc, ErrorCase, ErrorEnum, Field, FileFormat, Flow, FlowKind, JsonSchemas, KeyPlace, Metadata,
    OperationId, Origin, Package, Payload, Presence, Primitive, Resource, ResponseContent, Rest,
    Runtime, Server, ServerVariable, Shape, Shared, StatusPattern, StatusResponse, Struct, TypeDef,
    TypeRef, Types, WireName,
};
use crate::names::RustIdent;
use crate::source::{FileId, Place, Pointer};

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
        file: FileId::for_test(),
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
            key: String::new(),
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
        access: crate::ir::Access::ReadWrite,
        deprecated: false,
        sensitive: false,
        default: None,
        example: None,
        doc: Doc::default(),
    }
}

pub(super) fn object(fields: Vec<Field>, rest: Rest) -> Struct {
    Struct {
        fields,
        rest,
        rest_ident: ident("rest"),
        is_rest_sensitive: false,
        json_patch: None,
    }
}

fn response(
    status: StatusPattern,
    name: &str,
    payload: Payload,
    words: &str,
) -> Arc<StatusResponse> {
    let content = ResponseContent {
        media_type: "application/json".to_owned(),
        payload,
        example: None,
        role: ContentRole::Preferred,
    };
    Arc::new(StatusResponse {
        status,
        ident: ident(name),
        contents: match content.payload {
            Payload::Empty => Vec::new(),
            _ => vec![content],
        },
        sensitive: false,
        doc: doc(words),
    })
}

fn case(status: StatusPattern, name: &str, payload: Payload, words: &str) -> ErrorCase {
    ErrorCase::of(&response(status, name, payload, words))
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
    let (types, named) = types::all();
    let resource = Resource {
        tag: "Pets".into(),
        module: ident("pets"),
        doc: doc("Animals."),
        feature: None,
        operations: operations::all(&named),
    };
    let error = ErrorEnum {
        name: ident("PetsError"),
        operations: ["listPets", "putPet"].map(OperationId::new).to_vec(),
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
        headers: None,
    };
    Api {
        package: "pet-store".to_owned(),
        module: ident("v1"),
        collections: Vec::new(),
        conversions: Vec::new(),
        schemas: JsonSchemas::default(),
        other_examples: Vec::new(),
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
        operation_servers: Vec::new(),
        other_server_paths: BTreeSet::new(),
        own_paths: Vec::new(),
        auth: auth(),
        resources: vec![resource],
        own: None,
        webhooks: None,
        errors: vec![error],
        types,
        model_features: BTreeMap::new(),
        error_summary: vec!["detailCode".into()],
        sensitive: ["password".to_owned()].into(),
        shared: Shared::default(),
        is_shared: false,
    }
}

/// A second API that has nothing but a title.
fn empty_api() -> Api {
    Api {
        package: "pet-store".to_owned(),
        module: ident("v2"),
        collections: Vec::new(),
        conversions: Vec::new(),
        schemas: JsonSchemas::default(),
        other_examples: Vec::new(),
        document: "/home/somebody/pets2.yaml".into(),
        title: String::new(),
        version: String::new(),
        doc: Doc::default(),
        servers: vec![Server {
            url: "/".into(),
            doc: Doc::default(),
            variables: Vec::new(),
        }],
        operation_servers: Vec::new(),
        other_server_paths: BTreeSet::new(),
        own_paths: Vec::new(),
        auth: Vec::new(),
        resources: Vec::new(),
        own: None,
        webhooks: None,
        errors: Vec::new(),
        types: Types::default(),
        model_features: BTreeMap::new(),
        error_summary: Vec::new(),
        sensitive: BTreeSet::new(),
        shared: Shared::default(),
        is_shared: false,
    }
}

/// A package that has each construct.
pub(super) fn package() -> Package {
    Package {
        name: "pet-store".into(),
        version: "0.1.0".into(),
        description: Some("A client of the \"Pet Store\"".into()),
        metadata: Metadata {
            license: Some("MIT".into()),
            ..Metadata::default()
        },
        runtime: Runtime::default(),
        credentials: Some(CredentialSources {
            env_base_url: "PET_URL".into(),
            env_client_id: "PET_ID".into(),
            env_client_secret: "PET_SECRET".into(),
            env_server: Some("PET_SERVER".into()),
            env_server_variables: vec![("tenant".into(), "PET_TENANT".into())],
            env_connections: ConnectionNames {
                proxy: Some("PET_PROXY".into()),
                ..ConnectionNames::default()
            },
            files: vec![CredentialFile {
                path: "~/.pets.yaml".into(),
                format: FileFormat::Yaml,
                environment: Some("active".into()),
                base_url: "environments.{env}.baseurl".into(),
                client_id: "id".into(),
                client_secret: "secret".into(),
                server: None,
                server_variables: vec![("tenant".into(), "environments.{env}.tenant".into())],
                connections: ConnectionNames::default(),
            }],
        }),
        apis: vec![api(), empty_api()],
        shared: Vec::new(),
    }
}
