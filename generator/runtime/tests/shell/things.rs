//! An API that has what few have: names that are taken, keys and passwords, forms and
//! files.

use std::convert::Infallible;

use simgen_runtime::cli::Program;
use simgen_runtime::{
    ApiDescription, ApiMetadata, Async, BodyMetadata, ContentMetadata, Format, KeyPlace, Operation,
    OperationDescription, OperationMetadata, Parameter, ParameterMetadata, RawResponse,
    RequestBuilder, Requirement, ResourceMetadata, ResponseDecoder, SecurityScheme,
    SecuritySchemeKind, ServerDescription, Style, ValueKind,
};

macro_rules! operation {
    ($name:ident, $method:literal, $path:literal, $($scheme:literal),*) => {
        struct $name<M = Async>(RequestBuilder<M>);

        simgen_runtime::runtime::operation!($name);

        impl Operation for $name {
            type Headers = ();
            type Output = ();
            type Error = Infallible;

            const DESCRIPTION: OperationDescription = OperationDescription {
                id: stringify!($name),
                method: $method,
                path: $path,
                accept: "",
                security: &[$(&[Requirement::new($scheme, &[])]),*],
                servers: None,
            };

            fn decode(response: &RawResponse) -> ResponseDecoder<'_, ()> {
                ResponseDecoder::new(response)
            }
        }
    };
}

operation!(Taken, "GET", "/{id}",);
operation!(Kinds, "GET", "/kinds/{list}",);
operation!(Basic, "GET", "/basic", "basic");
operation!(HeaderKey, "GET", "/key", "header");
operation!(QueryKey, "GET", "/key", "query");
operation!(SendForm, "POST", "/form",);
operation!(Upload, "POST", "/upload",);
operation!(SendText, "POST", "/text",);
operation!(SendBytes, "PUT", "/bytes",);
operation!(Vault, "DELETE", "/vaults/{pin}",);
operation!(SetPassword, "PUT", "/password",);
operation!(SetPhrase, "PUT", "/phrase",);
operation!(Completions, "GET", "/completions",);

const fn text(parameter: Parameter) -> ParameterMetadata {
    ParameterMetadata::new(parameter, ValueKind::Text)
}

const fn query(name: &'static str, kind: ValueKind) -> ParameterMetadata {
    ParameterMetadata::new(Parameter::query(name), kind)
}

const fn body(content: &'static [ContentMetadata]) -> BodyMetadata {
    BodyMetadata::new(true, content)
}

static OPERATIONS: &[OperationMetadata] = &[
    OperationMetadata::of::<Taken>("taken").parameters(&[
        text(Parameter::path("id")).required(),
        text(Parameter::query("id")),
        text(Parameter::query("output")),
        text(Parameter::query("queryBody")),
        text(Parameter::query("body")),
        text(Parameter::header("Yes")),
        text(Parameter::header("X-SomeVendor-Flag")),
        text(Parameter::query("filter[limitCount]")),
        text(Parameter::cookie("größe")),
    ]),
    OperationMetadata::of::<Kinds>("kinds").parameters(&[
        ParameterMetadata::new(Parameter::path("list"), ValueKind::List).required(),
        query("integer", ValueKind::Integer).required(),
        query("number", ValueKind::Number),
        query("flag", ValueKind::Boolean),
        query("tags", ValueKind::List).values(&["red", "green"]),
        ParameterMetadata::new(
            Parameter::query("where").style(Style::DeepObject),
            ValueKind::Object,
        ),
        ParameterMetadata::new(Parameter::query("any").style(Style::Json), ValueKind::Any),
    ]),
    OperationMetadata::of::<Basic>("basic"),
    OperationMetadata::of::<HeaderKey>("header-key"),
    OperationMetadata::of::<QueryKey>("query-key"),
    OperationMetadata::of::<SendForm>("send-form").body(body(&[ContentMetadata::new(
        "application/x-www-form-urlencoded",
        Format::Form,
    )
    .fields(&[Parameter::query("piped")
        .style(Style::PipeDelimited)
        .explode(false)])])),
    OperationMetadata::of::<Upload>("upload").body(body(&[ContentMetadata::new(
        "multipart/form-data",
        Format::Multipart,
    )
    .parts(&[("note", "text/markdown"), ("image", "image/png")])])),
    OperationMetadata::of::<SendText>("send-text")
        .body(body(&[ContentMetadata::new("text/plain", Format::Text)])),
    OperationMetadata::of::<SendBytes>("send-bytes").body(body(&[ContentMetadata::new(
        "application/octet-stream",
        Format::Bytes,
    )])),
    OperationMetadata::of::<Vault>("vault").parameters(&[
        text(Parameter::path("pin").sensitive()).required(),
        ParameterMetadata::new(Parameter::query("codes").sensitive(), ValueKind::List),
        text(Parameter::query("plain")),
        ParameterMetadata::new(
            Parameter::query("where").style(Style::DeepObject),
            ValueKind::Object,
        ),
        text(Parameter::header("X-Proof").sensitive()),
        text(Parameter::cookie("session").sensitive()),
    ]),
    OperationMetadata::of::<SetPassword>("set-password")
        .body(body(&[
            ContentMetadata::json::<String>("application/json").sensitive()
        ])),
    OperationMetadata::of::<SetPhrase>("set-phrase")
        .body(body(&[
            ContentMetadata::new("text/plain", Format::Text).sensitive()
        ])),
    OperationMetadata::of::<Completions>("completions")
        .summary("Lists *all* `Kinds` of [things](https://example.com/things)")
        .text("# Title\n\nOne\ntwo.\n\n- a\n- b\n  1. c\n\n```\ncode  here\n```\n\n| h | i |\n|---|---|\n| 1 | 2 |\n\n<b>bold</b> \u{1b}[31mred"),
];

static API: ApiMetadata = ApiMetadata {
    module: "v1",
    description: &ApiDescription {
        title: "Things",
        version: "1",
        package: "things",
        package_version: "1.0.0",
        servers: &[ServerDescription {
            url: "https://things.example.com",
            description: "",
            variables: &[],
        }],
        operation_servers: &[],
        other_server_paths: &[],
        operation_paths: &[],
        security_schemes: &[
            SecurityScheme {
                name: "basic",
                kind: SecuritySchemeKind::Basic,
            },
            SecurityScheme {
                name: "header",
                kind: SecuritySchemeKind::ApiKey {
                    place: KeyPlace::Header,
                    name: "X-Key",
                },
            },
            SecurityScheme {
                name: "query",
                kind: SecuritySchemeKind::ApiKey {
                    place: KeyPlace::Query,
                    name: "key",
                },
            },
        ],
        error_summary: &[],
        sensitive: &["password"],
    },
    resources: &[ResourceMetadata {
        tag: "",
        text: "",
        operations: OPERATIONS,
    }],
    collections: &[],
    #[cfg(feature = "mock")]
    schemas: "{}",
};

pub(super) static PROGRAM: Program = Program {
    name: "my-things",
    version: "1.0.0",
    about: "",
    apis: &[&API],
    sources: None,
};
