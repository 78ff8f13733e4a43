//! The mock server responds in the media type that the request asks for.

use std::io::{Read as _, Write as _};
use std::mem;
use std::net::TcpStream;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex};

use serde_json::json;
use simgen_runtime::{
    ApiDescription, ApiMetadata, BodyMetadata, Config, ContentMetadata, Core, Mock, MockBuilder,
    OperationMetadata, Parameter, ParameterMetadata, RequestBuilder, ResourceMetadata,
    ResponseContent, ResponseMetadata, RetryPolicy, ServerDescription, Status, ValueKind,
};

use crate::alternatives::{GetInvoice, GetInvoiceAsCsv, GetInvoiceAsPdf};
use crate::support::operation;

pub(crate) static DESCRIPTION: ApiDescription = ApiDescription {
    title: "Invoices",
    version: "1",
    package: "invoices",
    package_version: "1.0.0",
    servers: &[ServerDescription {
        url: "https://invoices.example.com",
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

static API: ApiMetadata = ApiMetadata {
    module: "v1",
    description: &DESCRIPTION,
    resources: &[ResourceMetadata {
        tag: "",
        text: "",
        operations: &[
            OperationMetadata::of::<GetInvoice>("get-invoice").successes(&[
                ResponseMetadata::json(Status::exactly(200))
                    .example(r#"{"id":7}"#)
                    .others(&[
                        ResponseContent::json("application/vnd.invoice+json").same(),
                        ResponseContent::bytes("application/pdf").example("%PDF"),
                        ResponseContent::text("text/csv").example("id\n7\n"),
                        ResponseContent::json("application/vnd.full+json"),
                        ResponseContent::bytes("image/*"),
                    ]),
            ]),
        ],
    }],
    collections: &[],
    schemas: "{}",
};

static APIS: &[&ApiMetadata] = &[&API];

fn started() -> Mock {
    let mock = MockBuilder::new(APIS).start();
    mock.expect("a port of localhost is free")
}

/// The status, the media type and the body of the response to a bare request.
fn asked(mock: &Mock, accept: &str) -> (u16, String, String) {
    asked_at(mock, "/invoice", accept)
}

fn asked_at(mock: &Mock, target: &str, accept: &str) -> (u16, String, String) {
    asked_as(mock, "GET", target, accept)
}

fn asked_as(mock: &Mock, method: &str, target: &str, accept: &str) -> (u16, String, String) {
    let address = mock.base_url().trim_start_matches("http://");
    let mut stream = TcpStream::connect(address).expect("it listens");
    let request =
        format!("{method} {target} HTTP/1.1\r\nhost: a\r\nconnection: close\r\n{accept}\r\n");
    stream.write_all(request.as_bytes()).expect("it is read");
    let mut response = String::new();
    stream.read_to_string(&mut response).expect("it is text");
    let (head, body) = response.split_once("\r\n\r\n").expect("the head ends");
    let status = head.split(' ').nth(1).expect("there is a status");
    let mut lines = head.lines();
    let media = lines.find_map(|line| line.strip_prefix("content-type: "));
    let status = status.parse().expect("it is a number");
    (
        status,
        media.unwrap_or_default().to_owned(),
        body.to_owned(),
    )
}

#[tokio::test]
async fn calls_that_ask_for_another_media_type_get_it() {
    let mock = started();
    let config: Config = mock.config();
    let core = Core::new(config, &DESCRIPTION).expect("the settings are complete");
    let request = || GetInvoice(RequestBuilder::new(&core));
    assert_eq!(request().await.expect("is JSON"), json!({"id": 7}));
    let pdf = GetInvoiceAsPdf(request().0).await;
    assert_eq!(pdf.expect("is bytes"), b"%PDF".as_slice());
    let csv = GetInvoiceAsCsv(request().0).await;
    assert_eq!(csv.expect("is text"), "id\n7\n");
    assert_eq!(mock.requests_of::<GetInvoice>().len(), 3);
}

#[tokio::test]
async fn a_reply_for_one_media_type_is_for_the_requests_that_ask_for_it() {
    let mock = started();
    mock.on::<GetInvoiceAsPdf>()
        .responds("%PDF of mine")
        .always();
    mock.on::<GetInvoice>().responds(json!({"id": 8}));
    mock.on::<GetInvoiceAsCsv>()
        .responds("id\n8\n")
        .fails_with(500);
    let config: Config = mock.config();
    let core = Core::new(config, &DESCRIPTION).expect("the settings are complete");
    let request = || GetInvoice(RequestBuilder::new(&core));
    for _ in 0..2 {
        let response = GetInvoiceAsPdf(request().0).send().await;
        let response = response.expect("is bytes");
        assert_eq!(response.headers()["content-type"], "application/pdf");
        assert_eq!(response.value(), "%PDF of mine");
    }
    assert_eq!(request().await.expect("is JSON"), json!({"id": 8}));
    let csv = || GetInvoiceAsCsv(request().0).with_retry(RetryPolicy::none());
    assert_eq!(csv().await.expect("is text"), "id\n8\n");
    let error = csv().await.expect_err("it was told to fail");
    assert_eq!(error.status().map(|status| status.as_u16()), Some(500));
    assert_eq!(csv().await.expect("as ever"), "id\n7\n");
    let counts = [
        mock.requests_of::<GetInvoice>().len(),
        mock.requests_of::<GetInvoiceAsPdf>().len(),
        mock.requests_of::<GetInvoiceAsCsv>().len(),
    ];
    assert_eq!(counts, [6, 2, 3]);
}

#[test]
fn a_reply_may_depend_on_the_query() {
    let mock = started();
    let german = json!({"id": "sieben"});
    mock.on::<GetInvoice>()
        .when_query("lang", "de")
        .when_query("page", 1)
        .responds(german)
        .always();
    for (query, is_german) in [
        ("", false),
        ("?lang=de", false),
        ("?lang=de&page=1", true),
        ("?page=1&lang=en&lang=d%65", true),
        ("?lang=de&page=10", false),
    ] {
        let (status, _, body) = asked_at(&mock, &format!("/invoice{query}"), "");
        assert_eq!(
            (status, body.contains("sieben")),
            (200, is_german),
            "{query}"
        );
    }
}

#[test]
fn the_accept_header_chooses_among_the_media_types_of_the_document() {
    let mock = started();
    let json = r#"{"id":7}"#;
    for (accept, media, body) in [
        ("", "application/json", json),
        ("accept: */*\r\n", "application/json", json),
        ("accept: text/*\r\n", "text/csv", "id\n7\n"),
        (
            "accept: application/json;q=0.1, application/pdf\r\n",
            "application/pdf",
            "%PDF",
        ),
        (
            "accept: application/vnd.invoice+json\r\n",
            "application/vnd.invoice+json",
            json,
        ),
        ("accept: image/png\r\n", "image/png", ""),
        ("accept: image/*\r\n", "application/octet-stream", ""),
        (
            "accept: text/html\r\naccept: text/csv\r\n",
            "text/csv",
            "id\n7\n",
        ),
    ] {
        let expected = (200, media.to_owned(), body.to_owned());
        assert_eq!(asked(&mock, accept), expected, "{accept}");
    }
}

#[test]
fn a_request_that_takes_no_media_type_of_the_document_is_refused() {
    let mock = started();
    let (status, media, body) = asked(&mock, "accept: text/html, application/json;q=0\r\n");
    assert_eq!((status, media.as_str()), (406, "application/problem+json"));
    let problem: serde_json::Value = serde_json::from_str(&body).expect("is JSON");
    assert_eq!(problem["title"], "Not Acceptable");
    assert_eq!(problem["status"], 406);
    let detail = problem["detail"].as_str().expect("is text");
    assert!(detail.contains("its `Accept` takes none of"), "{detail}");
    assert_eq!(mock.take_failures().len(), 1);
    // Nobody said what this one is.
    let (status, _, body) = asked(&mock, "accept: application/vnd.full+json\r\n");
    assert_eq!(status, 501);
    assert!(body.contains("`application/vnd.full+json`"), "{body}");
    assert_eq!(mock.take_failures().len(), 1);
}

operation!(GetVault, "GET", "/vaults/{pin}/{name}.json", &[]);
operation!(PutVault, "PUT", "/plain/{name}", &[]);

const fn text(parameter: Parameter) -> ParameterMetadata {
    ParameterMetadata::new(parameter, ValueKind::Text)
}

static VAULTS: ApiMetadata = ApiMetadata {
    module: "v1",
    description: &ApiDescription {
        title: "Vaults",
        servers: &[ServerDescription {
            url: "https://vaults.example.com/v1",
            description: "",
            variables: &[],
        }],
        sensitive: &["password"],
        ..DESCRIPTION
    },
    resources: &[ResourceMetadata {
        tag: "",
        text: "",
        operations: &[
            OperationMetadata::of::<GetVault>("get-vault")
                .parameters(&[
                    text(Parameter::path("pin").sensitive()),
                    text(Parameter::path("name")),
                    text(Parameter::query("key").sensitive()),
                    text(Parameter::query("plain")),
                    text(Parameter::header("X-Proof").sensitive()),
                ])
                .successes(&[ResponseMetadata::json(Status::exactly(200)).example("{}")]),
            OperationMetadata::of::<PutVault>("put-vault")
                .parameters(&[text(Parameter::path("name"))])
                .body(BodyMetadata::new(
                    true,
                    &[ContentMetadata::json::<String>("application/json").sensitive()],
                ))
                .successes(&[ResponseMetadata::json(Status::exactly(200)).example("{}")]),
        ],
    }],
    collections: &[],
    schemas: "{}",
};

static VAULT_APIS: &[&ApiMetadata] = &[&VAULTS];

#[test]
fn no_path_that_is_shown_has_a_secret() {
    let lines = Arc::new(Mutex::new(Vec::new()));
    let log = Arc::clone(&lines);
    let mock = MockBuilder::new(VAULT_APIS)
        .with_log(move |line: &str| log.lock().expect("nobody panicked").push(line.to_owned()))
        .start();
    let mock = mock.expect("a port of this computer is free");
    let ask = |method: &str, target: &str| asked_as(&mock, method, target, "").2;
    ask("GET", "/v1/vaults/s3cret/a.json?key=s3cret");
    // The path without its method, and a request that is refused.
    let refused = ask("DELETE", "/v1/vaults/s3cret/a.json");
    let unlike = ask("GET", "/v1/vaults/s3cret/a.json?plain=");
    let other = ask("DELETE", "/v1/plain/open");
    let shown = format!(
        "{:?} {:?} {refused}{unlike}{other} {:?}",
        mock.requests(),
        mock.take_failures(),
        lines.lock().expect("nobody panicked"),
    );
    assert!(!shown.contains("s3cret"), "{shown}");
    for expected in [
        "/v1/vaults/[redacted]/a.json",
        "DELETE /v1/vaults/[redacted]/a.json: the document has the path only for GET",
        "DELETE /v1/plain/open",
    ] {
        assert!(shown.contains(expected), "{expected}: {shown}");
    }
    // A test sees what was sent.
    let request = mock.requests().remove(0);
    assert_eq!(request.path, "/v1/vaults/s3cret/a.json");
    assert_eq!(request.path_value("pin"), Some("s3cret"));
}

#[test]
fn no_expectation_that_is_not_met_shows_a_secret() {
    let mock = MockBuilder::new(VAULT_APIS).start();
    let mock = mock.expect("a port of this computer is free");
    mock.on::<GetVault>()
        .when_path("pin", "s3cret")
        .when_path("name", "a")
        .when_query("key", "s3cret")
        .when_query("plain", "b")
        .when_header("x-proof", "s3cret")
        .when_body(&json!({"password": "s3cret", "c": 1}))
        .when_body(&json!([{"password": "s3cret", "value": "open"}]))
        .when_body(&json!([{"op": "add", "path": "/password", "value": "s3cret"}]))
        .when_body_at("/password", &json!("s3cret"))
        .when_body_at("/d", &json!({"password": "s3cret"}))
        .expect(1);
    mock.on::<PutVault>()
        .when_body(&"s3cret".to_owned())
        .expect(1);
    let verified = catch_unwind(AssertUnwindSafe(|| mock.verify()));
    let reason = verified.expect_err("nothing was called");
    let reason = reason.downcast_ref::<String>().expect("is text").clone();
    // It would panic once more when it is dropped.
    mem::forget(mock);
    assert!(!reason.contains("s3cret"), "{reason}");
    for expected in [
        "`pin` in the path is [redacted]",
        "`name` in the path is `a`",
        "`key` in the query is [redacted]",
        "`plain` in the query is `b`",
        "the header `x-proof` is [redacted]",
        r#"the body is {"password":"[redacted]","c":1}"#,
        r#"the body is [{"password":"[redacted]","value":"open"}]"#,
        r#"the body is [{"op":"add","path":"/password","value":"[redacted]"}]"#,
        r#"`/password` in the body is "[redacted]""#,
        r#"`/d` in the body is {"password":"[redacted]"}"#,
        "PutVault where the body is [redacted]",
    ] {
        assert!(reason.contains(expected), "{expected}: {reason}");
    }
}
