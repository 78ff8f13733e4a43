//! Responses in several media types: what is asked for, and what is read of what came.

use bytes::Bytes;
use serde_json::{Value, json};
use simgen_runtime::runtime::{
    Async, Error, ErrorBody, ErrorContent, Operation, OperationDescription, OperationId,
    RawResponse, RequestBuilder, ResponseDecoder, Status, error_body,
};

use crate::support::*;

/// As the generator emits an operation whose response is JSON, or a file for those who ask.
pub(crate) struct GetInvoice<M = Async>(pub(crate) RequestBuilder<M>);

simgen_runtime::runtime::operation!(GetInvoice);

#[derive(Debug, PartialEq)]
pub(crate) enum InvoicesError {
    NotFound(Value),
    NotFoundProblemJson(String),
}

impl ErrorBody for InvoicesError {
    type Headers = ();

    fn decode(response: &RawResponse) -> ResponseDecoder<'_, Self> {
        ResponseDecoder::new(response)
            .json(Status::exactly(404), Self::NotFound)
            .json_as(
                Status::exactly(404),
                "application/problem+json",
                Self::NotFoundProblemJson,
            )
    }

    fn content(&self) -> ErrorContent {
        match self {
            Self::NotFound(body) => ErrorContent::json("NotFound", body),
            Self::NotFoundProblemJson(body) => ErrorContent::json("NotFoundProblemJson", body),
        }
    }
}

error_body!(InvoicesError);

impl Operation for GetInvoice {
    type Output = Value;
    type Error = InvoicesError;
    type Headers = ();

    const DESCRIPTION: OperationDescription = OperationDescription {
        id: "getInvoice",
        method: "GET",
        path: "/invoice",
        accept: "application/json",
        security: &[],
        servers: None,
    };

    fn decode(response: &RawResponse) -> ResponseDecoder<'_, Self::Output> {
        ResponseDecoder::new(response).json(Status::exactly(200), |value| value)
    }
}

pub(crate) struct GetInvoiceAsPdf<M = Async>(pub(crate) RequestBuilder<M>);

simgen_runtime::runtime::operation!(GetInvoiceAsPdf);

impl Operation for GetInvoiceAsPdf {
    type Output = Bytes;
    type Error = InvoicesError;
    type Headers = ();

    const DESCRIPTION: OperationDescription = OperationDescription {
        accept: "application/pdf",
        ..GetInvoice::DESCRIPTION
    };
    const BASE: OperationId = <GetInvoice as Operation>::BASE;

    fn decode(response: &RawResponse) -> ResponseDecoder<'_, Self::Output> {
        ResponseDecoder::new(response)
            .bytes_as(Status::exactly(200), "application/pdf", |value| value)
    }
}

pub(crate) struct GetInvoiceAsCsv<M = Async>(pub(crate) RequestBuilder<M>);

simgen_runtime::runtime::operation!(GetInvoiceAsCsv);

impl Operation for GetInvoiceAsCsv {
    type Output = String;
    type Error = InvoicesError;
    type Headers = ();

    const DESCRIPTION: OperationDescription = OperationDescription {
        accept: "text/csv",
        ..GetInvoice::DESCRIPTION
    };
    const BASE: OperationId = <GetInvoice as Operation>::BASE;

    fn decode(response: &RawResponse) -> ResponseDecoder<'_, Self::Output> {
        ResponseDecoder::new(response).text_as(Status::exactly(200), "text/csv", |value| value)
    }
}

/// A server that has the invoice in each media type, and a list of them for an empty one.
fn negotiating() -> FakeTransport {
    FakeTransport::new(|request, _| match request.headers()["accept"].to_str() {
        Ok("application/json") => Reply::json(200, r#"{"id":7}"#),
        Ok("application/pdf") => Reply::body(200, "application/pdf", b"%PDF\xff"),
        Ok("text/csv") => Reply::body(200, "text/csv; charset=utf-8", b"id\n7\n"),
        _ => Reply::status(406),
    })
}

#[tokio::test]
async fn the_caller_chooses_the_media_type_of_the_response() {
    let transport = negotiating();
    let core = core(config(&transport, &FakeClock::new()));
    let request = || GetInvoice(RequestBuilder::new(&core));
    assert_eq!(request().await.expect("is JSON"), json!({"id": 7}));
    let pdf = GetInvoiceAsPdf(request().0).await;
    assert_eq!(pdf.expect("is bytes"), b"%PDF\xff".as_slice());
    let csv = GetInvoiceAsCsv(request().0).await;
    assert_eq!(csv.expect("is text"), "id\n7\n");
    let sent = GetInvoiceAsPdf(request().0).send_streaming().await;
    let mut stream = sent.expect("is a success").into_value();
    let piece = stream.chunk().await.expect("came");
    assert_eq!(piece.as_deref(), Some(b"%PDF\xff".as_slice()));
}

#[tokio::test]
async fn what_was_set_before_stays_when_another_media_type_is_asked_for() {
    let transport = negotiating();
    let core = core(config(&transport, &FakeClock::new()));
    let request = GetInvoice(RequestBuilder::new(&core)).with_header("x-a", "b");
    let pdf = GetInvoiceAsPdf(request.0).await;
    pdf.expect("is bytes");
    assert_eq!(transport.sent()[0].headers()["x-a"], "b");
}

/// What a server sends, whatever it was asked for.
async fn asked_for<Op: Operation<Error = InvoicesError>>(
    media: &'static str,
) -> Result<Op::Output, Error<InvoicesError>> {
    let transport = FakeTransport::new(move |_, _| Reply::body(200, media, b"1"));
    let core = core(config(&transport, &FakeClock::new()));
    RequestBuilder::new(&core).send_for_value::<Op>().await
}

#[tokio::test]
async fn a_response_that_nobody_asked_for_is_no_value() {
    let table = [
        ("application/pdf", [false, true, true]),
        ("application/octet-stream", [false, true, true]),
        ("text/plain", [false, true, true]),
        ("", [true, true, true]),
        ("application/json", [true, false, false]),
        ("application/vnd.invoice+json", [true, false, false]),
        ("text/html; charset=utf-8", [false, false, false]),
    ];
    for (media, expected) in table {
        let read = [
            asked_for::<GetInvoice>(media).await.map(drop),
            asked_for::<GetInvoiceAsPdf>(media).await.map(drop),
            asked_for::<GetInvoiceAsCsv>(media).await.map(drop),
        ];
        for read in read.iter().filter_map(|read| read.as_ref().err()) {
            assert!(matches!(read, Error::Decode(_)), "{media}: {read}");
        }
        assert_eq!(read.map(|read| read.is_ok()), expected, "{media:?}");
    }
}

#[tokio::test]
async fn an_error_is_read_by_the_media_type_that_the_server_chose() {
    let table = [
        ("application/problem+json", true),
        ("Application/Problem+JSON; charset=utf-8", true),
        ("application/json", false),
        ("application/vnd.other+json", false),
        ("", false),
    ];
    for (media, is_problem) in table {
        let transport = FakeTransport::new(move |_, _| Reply::body(404, media, b"\"gone\""));
        let core = core(config(&transport, &FakeClock::new()));
        let error = GetInvoice(RequestBuilder::new(&core)).await;
        let Err(Error::Api(error)) = error else {
            panic!("{media}: {error:?}");
        };
        let expected = match is_problem {
            true => InvoicesError::NotFoundProblemJson("gone".to_owned()),
            false => InvoicesError::NotFound(json!("gone")),
        };
        assert_eq!(*error.body(), expected, "{media:?}");
    }
}
