//! An API that has what few have: names that are taken, keys and passwords, forms and
//! files.

use std::convert::Infallible;

use simgen_runtime::cli::Program;
use simgen_runtime::{
    Answer, ApiDescription, ApiDetails, Async, BodyDetails, Cases, ContentDetails, Format,
    KeyPlace, Operation, OperationDescription, OperationDetails, Parameter, ParameterDetails,
    RequestBuilder, Requirement, ResourceDetails, SecurityScheme, SecuritySchemeKind,
    ServerDescription, Style, ValueKind,
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

            fn decode(answer: &Answer) -> Cases<'_, ()> {
                Cases::new(answer)
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
operation!(Completions, "GET", "/completions",);

const fn text(parameter: Parameter) -> ParameterDetails {
    ParameterDetails::new(parameter, ValueKind::Text)
}

const fn query(name: &'static str, kind: ValueKind) -> ParameterDetails {
    ParameterDetails::new(Parameter::query(name), kind)
}

const fn body(content: &'static [ContentDetails]) -> BodyDetails {
    BodyDetails::new(true, content)
}

static OPERATIONS: &[OperationDetails] = &[
    OperationDetails::of::<Taken>("taken").parameters(&[
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
    OperationDetails::of::<Kinds>("kinds").parameters(&[
        ParameterDetails::new(Parameter::path("list"), ValueKind::List).required(),
        query("integer", ValueKind::Integer).required(),
        query("number", ValueKind::Number),
        query("flag", ValueKind::Boolean),
        query("tags", ValueKind::List).values(&["red", "green"]),
        ParameterDetails::new(
            Parameter::query("where").style(Style::DeepObject),
            ValueKind::Object,
        ),
        ParameterDetails::new(Parameter::query("any").style(Style::Json), ValueKind::Any),
    ]),
    OperationDetails::of::<Basic>("basic"),
    OperationDetails::of::<HeaderKey>("header-key"),
    OperationDetails::of::<QueryKey>("query-key"),
    OperationDetails::of::<SendForm>("send-form").body(body(&[ContentDetails::new(
        "application/x-www-form-urlencoded",
        Format::Form,
    )
    .fields(&[Parameter::query("piped")
        .style(Style::PipeDelimited)
        .explode(false)])])),
    OperationDetails::of::<Upload>("upload").body(body(&[ContentDetails::new(
        "multipart/form-data",
        Format::Multipart,
    )
    .parts(&[("note", "text/markdown"), ("image", "image/png")])])),
    OperationDetails::of::<SendText>("send-text")
        .body(body(&[ContentDetails::new("text/plain", Format::Text)])),
    OperationDetails::of::<SendBytes>("send-bytes").body(body(&[ContentDetails::new(
        "application/octet-stream",
        Format::Bytes,
    )])),
    OperationDetails::of::<Vault>("vault").parameters(&[
        text(Parameter::path("pin").sensitive()).required(),
        ParameterDetails::new(Parameter::query("codes").sensitive(), ValueKind::List),
        text(Parameter::query("plain")),
        ParameterDetails::new(
            Parameter::query("where").style(Style::DeepObject),
            ValueKind::Object,
        ),
        text(Parameter::header("X-Proof").sensitive()),
        text(Parameter::cookie("session").sensitive()),
    ]),
    OperationDetails::of::<Completions>("completions")
        .summary("Lists *all* `Kinds` of [things](https://example.com/things)")
        .text("# Title\n\nOne\ntwo.\n\n- a\n- b\n  1. c\n\n```\ncode  here\n```\n\n| h | i |\n|---|---|\n| 1 | 2 |\n\n<b>bold</b> \u{1b}[31mred"),
];

static API: ApiDetails = ApiDetails {
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
    resources: &[ResourceDetails {
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
