//! Operations with servers of their own, and a server that is chosen, on real sockets.

use sailpoint_sim::Config;
use sailpoint_sim::runtime::{
    ApiDescription, Async, Core, Credentials, Operation, OperationDescription, RawResponse,
    RequestBuilder, Requirement, ResponseDecoder, SecurityScheme, SecuritySchemeKind,
    ServerDescription, ServerVariable, Status,
};
use serde_json::{Value, json};

use crate::server::{Reply, Server};

/// As it is emitted for a document whose operations are at two hosts.
static API: ApiDescription = ApiDescription {
    title: "Files",
    version: "1",
    package: "files",
    package_version: "1.0.0",
    servers: &[
        ServerDescription {
            url: "https://{tenant}.example.com/v1",
            description: "A tenant by its name",
            variables: &[ServerVariable::new("tenant", "main", &[])],
        },
        ServerDescription {
            url: "http://127.0.0.1:{port}/v1",
            description: "On this machine",
            variables: &[ServerVariable::new("port", "1", &[])],
        },
    ],
    operation_servers: &[&[ServerDescription {
        url: "http://127.0.0.1:{uploads}/up",
        description: "Uploads",
        variables: &[ServerVariable::new("uploads", "1", &[])],
    }]],
    other_server_paths: &[],
    operation_paths: &[],
    security_schemes: &[SecurityScheme {
        name: "token",
        kind: SecuritySchemeKind::Bearer,
    }],
    error_summary: &[],
    sensitive: &[],
};

macro_rules! operation {
    ($name:ident, $servers:expr) => {
        struct $name<M = Async>(RequestBuilder<M>);

        sailpoint_sim::runtime::operation!($name);

        impl Operation for $name {
            type Output = Value;
            type Error = std::convert::Infallible;
            type Headers = ();

            const DESCRIPTION: OperationDescription = OperationDescription {
                id: stringify!($name),
                method: "GET",
                path: "/files",
                accept: "application/json",
                security: &[&[Requirement::new("token", &[])]],
                servers: $servers,
            };

            fn decode(response: &RawResponse) -> ResponseDecoder<'_, Self::Output> {
                ResponseDecoder::new(response).json(Status::exactly(200), |value| value)
            }
        }
    };
}

operation!(List, None);
operation!(Upload, Some(0));

fn port(server: &Server) -> &str {
    server.origin().rsplit(':').next().expect("it has a port")
}

fn core(config: Config) -> Core<Async> {
    let config = config
        .with_http_on_loopback()
        .with_credentials(Credentials::token("tok-123"));
    Core::new(config, &API).expect("the settings fit")
}

#[tokio::test]
async fn each_operation_reaches_its_own_host_with_its_credentials() {
    let [main, uploads] = [
        Server::start([Reply::json(200, &json!("main"))]).await,
        Server::start([Reply::json(200, &json!("uploads"))]).await,
    ];
    let core = core(
        Config::new()
            .with_server_variable("port", port(&main))
            .with_server_variable("uploads", port(&uploads)),
    );
    let listed = List(RequestBuilder::new(&core)).await.expect("is read");
    let uploaded = Upload(RequestBuilder::new(&core)).await.expect("is read");
    assert_eq!((listed, uploaded), (json!("main"), json!("uploads")));
    let [main, uploads] = [main.only_request(), uploads.only_request()];
    assert_eq!(
        (main.path.as_str(), uploads.path.as_str()),
        ("/v1/files", "/up/files")
    );
    for request in [main, uploads] {
        assert_eq!(request.header("authorization"), ["Bearer tok-123"]);
    }
}

#[tokio::test]
async fn a_base_url_keeps_every_request_at_one_host() {
    let response = || Reply::json(200, &json!(1));
    let [given, other] = [
        Server::start([response(), response()]).await,
        Server::start([]).await,
    ];
    let config = Config::new()
        .with_base_url(given.origin())
        .with_server_variable("uploads", port(&other));
    let core = core(config);
    List(RequestBuilder::new(&core)).await.expect("is read");
    Upload(RequestBuilder::new(&core)).await.expect("is read");
    let paths: Vec<_> = given
        .requests()
        .iter()
        .map(|one| one.path.clone())
        .collect();
    assert_eq!(paths, ["/v1/files", "/up/files"]);
    assert!(other.requests().is_empty(), "{:?}", other.requests());
}

#[tokio::test]
async fn a_base_url_of_one_server_moves_that_one_alone() {
    let [main, uploads] = [
        Server::start([Reply::json(200, &json!(1))]).await,
        Server::start([Reply::json(200, &json!(2))]).await,
    ];
    let config = Config::new()
        .with_base_url(main.origin())
        .with_base_url_for("Uploads", uploads.origin());
    let core = core(config);
    List(RequestBuilder::new(&core)).await.expect("is read");
    Upload(RequestBuilder::new(&core)).await.expect("is read");
    assert_eq!(main.only_request().path, "/v1/files");
    assert_eq!(uploads.only_request().path, "/up/files");
}
