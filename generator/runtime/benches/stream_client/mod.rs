//! A client of an API that has nothing but streams, with a transport that makes them up. The
//! fuzz target of streams has this file, too.

#[path = "../../tests/streams/operation.rs"]
mod operation;

use simgen_runtime::{ApiDescription, Async, Config, Core, ServerDescription, Transport};

pub(crate) use operation::streaming;

static API: ApiDescription = ApiDescription {
    title: "Streams",
    version: "1",
    package: "streams",
    package_version: "1.0.0",
    servers: &[ServerDescription {
        url: "https://example.com",
        description: "",
        variables: &[],
    }],
    operation_servers: &[],
    other_server_paths: &[],
    operation_paths: &[],
    security_schemes: &[],
    error_summary: &[],
    sensitive: &[],
};

pub(crate) fn client(transport: impl Transport) -> Core<Async> {
    Core::new(Config::new().with_transport(transport), &API).expect("fits the API")
}
