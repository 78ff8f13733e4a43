//! Headers of responses by the types that the document gives them.

use std::collections::BTreeMap;
use std::fmt::Debug;

use serde_json::Value;
use simgen_runtime::runtime::{
    Async, ErrorBody, ErrorContent, HeaderError, HeaderReader, Operation, OperationDescription,
    RawResponse, RequestBuilder, ResponseDecoder, ResponseHeaders, Sealed, Status, error_body,
};
use simgen_runtime::{Error, Json, Response, Timestamp};

use crate::emitted::Mood;
use crate::support::*;

#[derive(Debug)]
struct ListPetsHeaders {
    total: i64,
    limit: Option<u32>,
}

impl Sealed for ListPetsHeaders {}

impl ResponseHeaders for ListPetsHeaders {
    fn read(headers: &HeaderReader<'_>) -> Result<Self, HeaderError> {
        Ok(Self {
            total: headers.required("X-Total")?,
            limit: headers.optional("X-Limit")?,
        })
    }
}

#[derive(Debug)]
struct PetsError;

impl ErrorBody for PetsError {
    type Headers = ListPetsHeaders;

    fn decode(response: &RawResponse) -> ResponseDecoder<'_, Self> {
        ResponseDecoder::new(response).empty(Status::any(), Self)
    }

    fn content(&self) -> ErrorContent {
        ErrorContent::empty("PetsError")
    }
}

error_body!(PetsError);

struct ListPets<M = Async>(RequestBuilder<M>);

simgen_runtime::runtime::operation!(ListPets);

impl Operation for ListPets {
    type Output = Value;
    type Error = PetsError;
    type Headers = ListPetsHeaders;

    const DESCRIPTION: OperationDescription = OperationDescription {
        id: "listPets",
        method: "GET",
        path: "/pets",
        accept: "application/json",
        security: &[],
        servers: None,
    };

    fn decode(response: &RawResponse) -> ResponseDecoder<'_, Self::Output> {
        ResponseDecoder::new(response).json(Status::exactly(200), |value| value)
    }
}

async fn list(
    status: u16,
    headers: &'static [(&'static str, &'static str)],
) -> Result<Response<Value, ListPetsHeaders>, Error<PetsError>> {
    let transport = FakeTransport::new(move |_, _| {
        let reply = Reply::json(status, "[1]");
        headers
            .iter()
            .fold(reply, |reply, (name, value)| reply.with(name, value))
    });
    let core = core(config(&transport, &FakeClock::new()));
    ListPets(RequestBuilder::new(&core)).send().await
}

#[tokio::test]
async fn a_success_and_an_error_have_their_headers() {
    let response = list(200, &[("x-total", "12"), ("x-limit", " 5 ")]).await;
    let response = response.expect("is a success");
    let headers = response.typed_headers().expect("they fit");
    assert_eq!((headers.total, headers.limit), (12, Some(5)));

    let error = list(404, &[("x-total", "12")])
        .await
        .expect_err("is an error");
    let Error::Api(error) = error else {
        panic!("{error:?} is not documented")
    };
    let headers = error.typed_headers().expect("they fit");
    assert_eq!((headers.total, headers.limit), (12, None));
}

#[tokio::test]
async fn a_header_that_does_not_fit_loses_neither_the_response_nor_its_text() {
    let response = list(200, &[("x-total", "many")]).await;
    let response = response.expect("is a success");
    let error = response.typed_headers().expect_err("is no number");
    assert_eq!(error.name(), "X-Total");
    assert!(!error.is_missing());
    assert!(!error.to_string().contains("many"), "{error}");
    assert_eq!(response.headers()["x-total"], "many");
    assert_eq!(response.value(), &serde_json::json!([1]));

    let response = list(200, &[]).await.expect("is a success");
    let error = response.typed_headers().expect_err("it is required");
    assert!(error.is_missing());
    assert_eq!(error.to_string(), "the header `X-Total` is missing");
}

/// Reads one header of a type, given the lines it is in.
async fn read<T: Json + Debug>(lines: &'static [&'static str]) -> Result<Option<T>, HeaderError> {
    struct One<T>(Option<T>);
    impl<T> Sealed for One<T> {}
    impl<T: Json> ResponseHeaders for One<T> {
        fn read(headers: &HeaderReader<'_>) -> Result<Self, HeaderError> {
            headers.optional("X-One").map(One)
        }
    }
    let transport = FakeTransport::new(move |_, _| {
        let reply = Reply::json(200, "[]");
        lines
            .iter()
            .fold(reply, |reply, line| reply.with("x-one", line))
    });
    let core = core(config(&transport, &FakeClock::new()));
    let response = ListThings(RequestBuilder::new(&core)).send().await;
    let response = response.expect("is a success");
    One::read(&HeaderReader::new(response.headers())).map(|one| one.0)
}

#[tokio::test]
async fn a_header_is_read_in_the_style_simple() {
    assert_eq!(read::<String>(&[]).await, Ok(None));
    assert_eq!(read(&["5"]).await, Ok(Some("5".to_owned())));
    assert_eq!(read(&["a, b"]).await, Ok(Some("a, b".to_owned())));
    assert_eq!(read(&["5"]).await, Ok(Some(5_i64)));
    assert_eq!(read(&["1.5"]).await, Ok(Some(1.5_f64)));
    assert_eq!(read(&["true"]).await, Ok(Some(true)));
    assert_eq!(read(&["HAPPY"]).await, Ok(Some(Mood::Happy)));
    assert_eq!(
        read(&["yesterday"]).await,
        Ok(Some(Timestamp::from("yesterday")))
    );
    let texts = |texts: &[&str]| Ok(Some(texts.iter().map(|t| (*t).to_owned()).collect()));
    assert_eq!(read::<Vec<String>>(&["a,b"]).await, texts(&["a", "b"]));
    assert_eq!(
        read::<Vec<String>>(&["a", "b, c"]).await,
        texts(&["a", "b", "c"])
    );
    assert_eq!(read::<Vec<String>>(&[""]).await, texts(&[]));
    assert_eq!(read(&["1, 2"]).await, Ok(Some(vec![1_i64, 2])));
    let map = BTreeMap::from([("a".to_owned(), 1_i64), ("b".to_owned(), 2)]);
    assert_eq!(read(&["a,1,b,2"]).await, Ok(Some(map.clone())));
    assert_eq!(read(&["a=1,b=2"]).await, Ok(Some(map)));
    assert!(read::<i64>(&["1, 2"]).await.is_err());
    assert!(read::<bool>(&["yes"]).await.is_err());
}
