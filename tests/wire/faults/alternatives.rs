//! Responses in the media type that was asked for, and in others, on real sockets.

use sailpoint_sim::runtime::{
    Async, Error, Operation, OperationDescription, RawResponse, RequestBuilder, ResponseDecoder,
    Status, operation,
};
use serde_json::{Value, json};

use super::streaming::files;
use crate::server::{Recorded, Reply, Server};

/// As it is emitted for a response that is JSON, or a file for those who ask.
struct GetReport<M = Async>(RequestBuilder<M>);

operation!(GetReport);

impl Operation for GetReport {
    type Output = Value;
    type Error = std::convert::Infallible;
    type Headers = ();

    const DESCRIPTION: OperationDescription = OperationDescription {
        id: "getReport",
        method: "GET",
        path: "/report",
        accept: "application/json",
        security: &[],
        servers: None,
    };

    fn decode(response: &RawResponse) -> ResponseDecoder<'_, Self::Output> {
        ResponseDecoder::new(response).json(Status::exactly(200), |value| value)
    }
}

struct GetReportAsCsv<M = Async>(RequestBuilder<M>);

operation!(GetReportAsCsv);

impl Operation for GetReportAsCsv {
    type Output = String;
    type Error = std::convert::Infallible;
    type Headers = ();

    const DESCRIPTION: OperationDescription = OperationDescription {
        accept: "text/csv",
        ..GetReport::DESCRIPTION
    };

    fn decode(response: &RawResponse) -> ResponseDecoder<'_, Self::Output> {
        ResponseDecoder::new(response).text_as(Status::exactly(200), "text/csv", |value| value)
    }
}

fn csv() -> Reply {
    Reply::whole(200, &[("content-type", "text/csv")], "a;b")
}

#[tokio::test]
async fn a_server_is_asked_for_what_the_caller_wants_and_returns_it() {
    let by_accept = |request: &Recorded| match request.header("accept").as_slice() {
        ["application/json"] => Reply::json(200, &json!([7])),
        ["text/csv"] => csv(),
        other => panic!("nobody asks for {other:?}"),
    };
    let server = Server::responding(by_accept).await;
    let core = files(server.origin());
    let request = || GetReport(RequestBuilder::new(&core));
    assert_eq!(request().await.expect("is JSON"), json!([7]));
    let read = GetReportAsCsv(request().0).await;
    assert_eq!(read.expect("is a file"), "a;b");
}

#[tokio::test]
async fn a_server_that_returns_what_it_likes_gives_no_value() {
    let json = || Reply::json(200, &json!([7]));
    let page = || Reply::html(200, "<p>Sign in</p>");
    for (response, is_read) in [(csv(), true), (json(), false), (page(), false)] {
        let server = Server::start([response]).await;
        let core = files(server.origin());
        let request = GetReportAsCsv(RequestBuilder::new(&core));
        let outcome = request.send().await;
        assert_eq!(outcome.is_ok(), is_read, "{outcome:?}");
        if let Err(error) = outcome {
            assert!(matches!(error, Error::Decode(_)), "{error}");
        }
    }
    let server = Server::start([csv()]).await;
    let core = files(server.origin());
    let error = GetReport(RequestBuilder::new(&core)).await;
    let error = error.expect_err("is no JSON");
    assert!(error.to_string().contains("text/csv"), "{error}");
}
