//! A transport, a server and a clock that do what a test says, and operations to call.

mod clock;
pub(crate) mod server;
mod transport;

use std::collections::HashMap;
use std::convert::Infallible;

use serde_json::Value;
use simgen_runtime::{
    ApiDescription, Async, Config, ConfigFor, Core, Credentials, Error, ErrorBody, ErrorContent,
    KeyPlace, Operation, OperationDescription, RawResponse, RequestBuilder, Requirement,
    ResponseDecoder, SecurityScheme, SecuritySchemeKind, ServerDescription, ServerVariable, Status,
    error_body,
};

pub(crate) use self::clock::{FakeClock, FixedJitter};
pub(crate) use self::transport::{FakeTransport, Last, MakeReply, Reply};

pub(crate) static API: ApiDescription = ApiDescription {
    title: "Things",
    version: "v7",
    package: "things",
    package_version: "1.2.3",
    servers: &[ServerDescription {
        url: "https://{tenant}.example.com/v7",
        description: "",
        variables: &[ServerVariable {
            name: "tenant",
            default: "main",
            values: &[],
        }],
    }],
    operation_servers: &[],
    other_server_paths: &[],
    operation_paths: &[],
    security_schemes: &[
        scheme(
            "oauth2",
            SecuritySchemeKind::OAuth2 {
                client_credentials_token_url: Some("https://main.example.com/oauth/token"),
            },
        ),
        scheme("bearer", SecuritySchemeKind::Bearer),
        scheme("basic", SecuritySchemeKind::Basic),
        scheme("header_key", key(KeyPlace::Header, "X-Key")),
        scheme("query_key", key(KeyPlace::Query, "key")),
        scheme("cookie_key", key(KeyPlace::Cookie, "session")),
    ],
    error_summary: &["detailCode", "trackingId"],
    sensitive: &[],
};

const fn scheme(name: &'static str, kind: SecuritySchemeKind) -> SecurityScheme {
    SecurityScheme { name, kind }
}

const fn key(place: KeyPlace, name: &'static str) -> SecuritySchemeKind {
    SecuritySchemeKind::ApiKey { place, name }
}

pub(crate) const fn needs(scheme: &'static str) -> Requirement {
    Requirement {
        scheme,
        scopes: &[],
    }
}

/// Declares an operation that returns any JSON, with documented errors 400 and 429.
macro_rules! operation {
    ($name:ident, $method:literal, $path:literal, $security:expr) => {
        pub(crate) struct $name<M = simgen_runtime::Async>(
            pub(crate) simgen_runtime::RequestBuilder<M>,
        );

        simgen_runtime::runtime::operation!($name);

        impl simgen_runtime::Operation for $name {
            type Output = serde_json::Value;
            type Error = $crate::support::AnyError;
            type Headers = ();

            const DESCRIPTION: simgen_runtime::OperationDescription =
                simgen_runtime::OperationDescription {
                    id: stringify!($name),
                    method: $method,
                    path: $path,
                    accept: "application/json",
                    security: $security,
                    servers: None,
                };

            fn decode(
                response: &simgen_runtime::RawResponse,
            ) -> simgen_runtime::ResponseDecoder<'_, Self::Output> {
                simgen_runtime::ResponseDecoder::new(response)
                    .json(simgen_runtime::Status::exactly(200), |value| value)
            }
        }
    };
}
pub(crate) use operation;

#[derive(Clone, Debug, PartialEq)]
pub(crate) enum AnyError {
    BadRequest(Value),
    TooMany(Value),
}

impl ErrorBody for AnyError {
    type Headers = ();

    fn decode(response: &RawResponse) -> ResponseDecoder<'_, Self> {
        ResponseDecoder::new(response)
            .json(Status::exactly(400), Self::BadRequest)
            .json(Status::exactly(429), Self::TooMany)
    }

    fn content(&self) -> ErrorContent {
        match self {
            Self::BadRequest(body) => ErrorContent::json("BadRequest", body),
            Self::TooMany(body) => ErrorContent::json("TooMany", body),
        }
    }
}

error_body!(AnyError);

operation!(GetThing, "GET", "/things/{id}", &[]);
operation!(ListThings, "GET", "/things", &[]);
operation!(PutThings, "PUT", "/things", &[]);
operation!(PostThings, "POST", "/things", &[]);
operation!(HeadThings, "HEAD", "/things", &[]);
operation!(SecureList, "GET", "/things", &[&[needs("oauth2")]]);
operation!(SecurePut, "PUT", "/things", &[&[needs("oauth2")]]);
operation!(SecurePost, "POST", "/things", &[&[needs("oauth2")]]);

/// An operation without a body in its response, and without documented errors.
pub(crate) struct DeleteThings<M = Async>(pub(crate) RequestBuilder<M>);

simgen_runtime::runtime::operation!(DeleteThings);

impl Operation for DeleteThings {
    type Output = ();
    type Error = Infallible;
    type Headers = ();

    const DESCRIPTION: OperationDescription = OperationDescription {
        id: "deleteThings",
        method: "DELETE",
        path: "/things",
        accept: "",
        security: &[],
        servers: None,
    };

    fn decode(response: &RawResponse) -> ResponseDecoder<'_, Self::Output> {
        ResponseDecoder::new(response).empty(Status::exactly(204), ())
    }
}

pub(crate) fn config(transport: &FakeTransport, clock: &FakeClock) -> Config {
    Config::new()
        .with_server_variable("tenant", "main")
        .with_transport(transport.clone())
        .with_clock(clock.clone())
        .with_jitter(FixedJitter(0.5))
}

pub(crate) fn with_client_credentials(config: Config) -> Config {
    config.with_credentials(Credentials::client_credentials("an id", "a s&cret"))
}

pub(crate) fn core<S>(config: ConfigFor<S>) -> Core<Async> {
    Core::new(config, &API).expect("the settings fit")
}

/// Sends one request of an operation through a script.
pub(crate) async fn call<Op: Operation>(
    transport: &FakeTransport,
) -> Result<Op::Output, Error<Op::Error>> {
    let core = core(config(transport, &FakeClock::new()));
    RequestBuilder::new(&core).send_for_value::<Op>().await
}

/// Environment with these variables and files.
#[derive(Default)]
pub(crate) struct FakeEnvironment {
    pub(crate) variables: HashMap<&'static str, &'static str>,
    pub(crate) files: HashMap<&'static str, &'static str>,
}

impl simgen_runtime::Environment for FakeEnvironment {
    fn variable(&self, name: &str) -> Option<std::ffi::OsString> {
        self.variables.get(name).map(Into::into)
    }

    fn read(&self, path: &std::path::Path) -> std::io::Result<String> {
        let text = path.to_str().and_then(|path| self.files.get(path));
        let text = text.ok_or(std::io::ErrorKind::NotFound)?;
        match *text {
            "unreadable" => Err(std::io::ErrorKind::PermissionDenied.into()),
            "in a file" => Err(std::io::ErrorKind::NotADirectory.into()),
            text => Ok(text.to_owned()),
        }
    }
}
