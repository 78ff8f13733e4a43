//! Bodies that are read as they arrive and sent as they come, on real sockets.

use std::io;
use std::time::Duration;

use futures_util::stream;
use sailpoint_sim::runtime::{
    ApiDescription, Async, Core, Error, Operation, OperationDescription, RawResponse,
    RequestBuilder, ResponseDecoder, SecurityScheme, SecuritySchemeKind, ServerDescription, Status,
    Upload,
};
use sailpoint_sim::v2025::models::ServiceDeskIntegrationDto;
use tokio::sync::mpsc;

use super::client;
use crate::clock::TestClock;
use crate::config;
use crate::server::{Reply, Server, Signal, Step, refusing};

const JSON: (&str, &str) = ("content-type", "application/json");

#[tokio::test]
async fn pieces_are_there_before_the_rest_has_been_sent() {
    let signal = Signal::default();
    let server = Server::start([Reply::scripted([
        Step::head(200, &[JSON, ("transfer-encoding", "chunked")]),
        Step::Write(b"5\r\n[{\"a\"\r\n".into()),
        Step::Wait(signal.clone()),
        Step::Write(b"5\r\n: 1}]\r\n0\r\n\r\n".into()),
    ])])
    .await;
    let (client, _) = client(&server);
    let response = client.get_sim_integrations().send_streaming().await;
    let mut stream = response.expect("is a success").into_value();
    let first = stream.chunk().await.expect("came");
    assert_eq!(first.as_deref(), Some(b"[{\"a\"".as_slice()));
    signal.notify_one();
    let second = stream.chunk().await.expect("came");
    assert_eq!(second.as_deref(), Some(b": 1}]".as_slice()));
    assert_eq!(stream.chunk().await.expect("it ended"), None);
}

#[tokio::test]
async fn more_than_the_limit_of_other_responses_is_read() {
    const MEBIBYTES: usize = 17;
    let length = (MEBIBYTES << 20).to_string();
    let head = Step::head(200, &[JSON, ("content-length", &length)]);
    let pieces = vec![Step::Write(vec![b' '; 1 << 20]); MEBIBYTES];
    let response = Reply::scripted(std::iter::once(head).chain(pieces));
    let server = Server::start([response]).await;
    let (client, _) = client(&server);
    let response = client.get_sim_integrations().send_streaming().await;
    let mut stream = response.expect("is a success").into_value();
    let mut read = 0;
    while let Some(piece) = stream.chunk().await.expect("came") {
        read += piece.len();
    }
    assert_eq!(read, MEBIBYTES << 20);
}

#[tokio::test]
async fn silence_and_a_broken_connection_end_it() {
    let signal = Signal::default();
    let begun = |last: Step| {
        let head = Step::head(200, &[JSON, ("content-length", "100")]);
        Reply::scripted([head, Step::Write(b"[1".into()), last])
    };
    let server = Server::start([begun(Step::Wait(signal.clone())), begun(Step::Reset)]).await;
    let (client, clock) = client(&server);
    for expected in [io::ErrorKind::TimedOut, io::ErrorKind::ConnectionAborted] {
        let response = client.get_sim_integrations().send_streaming().await;
        let mut stream = response.expect("is a success").into_value();
        let mut kind = None;
        while kind.is_none() {
            let piece = async {
                let piece = stream.chunk().await;
                piece.map(|piece| assert!(piece.is_some(), "it did not end well"))
            };
            let time = async {
                tokio::task::yield_now().await;
                clock.advance(Duration::from_secs(61));
            };
            kind = tokio::join!(piece, time).0.err().map(|error| error.kind());
        }
        assert_eq!(kind, Some(expected));
    }
}

/// Sends bytes, and gets no body back.
pub(super) struct Send<M = Async>(pub(super) RequestBuilder<M>);

sailpoint_sim::runtime::operation!(Send);

impl Operation for Send {
    type Output = ();
    type Error = std::convert::Infallible;
    type Headers = ();

    const DESCRIPTION: OperationDescription = OperationDescription {
        id: "send",
        method: "PUT",
        path: "/file",
        accept: "",
        security: &[],
        servers: None,
    };

    fn decode(response: &RawResponse) -> ResponseDecoder<'_, Self::Output> {
        ResponseDecoder::new(response).empty(Status::exactly(204), ())
    }
}

static API: ApiDescription = ApiDescription {
    title: "Files",
    version: "1",
    package: "files",
    package_version: "1",
    servers: &[ServerDescription {
        url: "/",
        description: "",
        variables: &[],
    }],
    operation_servers: &[],
    other_server_paths: &[],
    operation_paths: &[],
    security_schemes: &[SecurityScheme {
        name: "token",
        kind: SecuritySchemeKind::Bearer,
    }],
    error_summary: &[],
    sensitive: &[],
};

pub(super) fn files(origin: &str) -> Core<Async> {
    let config = config::with_clock(origin, &TestClock::new());
    Core::new(config, &API).expect("the settings are complete")
}

#[tokio::test]
async fn a_stream_is_sent_in_chunks_or_with_its_length() {
    let pieces = || stream::iter([Ok::<_, io::Error>("one"), Ok("two")]);
    let chunked = Upload::from_stream(pieces());
    let measured = Upload::from_stream(pieces()).with_length(6);
    let expected = [("transfer-encoding", "chunked"), ("content-length", "6")];
    for (upload, (name, value)) in [chunked, measured].into_iter().zip(expected) {
        let server = Server::start([Reply::empty(204)]).await;
        let request = RequestBuilder::new(&files(server.origin()));
        let request = request.bytes("application/octet-stream", upload);
        Send(request).await.expect("a response");
        let sent = server.only_request();
        assert_eq!(sent.body, b"onetwo");
        assert_eq!(sent.header(name), [value]);
    }
}

#[tokio::test]
async fn a_stream_leaves_as_it_comes() {
    let (sender, receiver) = mpsc::unbounded_channel::<&'static str>();
    let pieces = stream::unfold(receiver, |mut receiver| async {
        let piece = receiver.recv().await?;
        Some((Ok::<_, io::Error>(piece), receiver))
    });
    let server = Server::start([Reply::empty(204)]).await;
    let request = RequestBuilder::new(&files(server.origin()));
    let request = request.bytes("text/plain", Upload::from_stream(pieces));
    let sending = tokio::spawn(async move { Send(request).await.is_ok() });
    for piece in ["a", "b", "c"] {
        sender.send(piece).expect("it is listened to");
        tokio::task::yield_now().await;
    }
    drop(sender);
    assert!(sending.await.expect("nothing panics"));
    assert_eq!(server.only_request().body, b"abc");
}

#[tokio::test]
async fn a_stream_that_nobody_took_is_sent_again_and_one_that_was_is_not() {
    let stream = || Upload::from_stream(stream::iter([Ok::<_, io::Error>("one")]));
    let (_kept, origin) = refusing();
    let request = Send(RequestBuilder::new(&files(&origin)).bytes("text/plain", stream()));
    let error = request.await.expect_err("nobody listens");
    assert_eq!(error.attempts(), 3, "{error}");

    let server = Server::responding(|_| Reply::scripted([Step::Reset])).await;
    let request = Send(RequestBuilder::new(&files(server.origin())).bytes("text/plain", stream()));
    let error = request.await.expect_err("the connection breaks");
    assert!(matches!(error, Error::Transport(_)), "{error}");
    assert_eq!((error.attempts(), server.requests().len()), (1, 1));
}

#[tokio::test]
async fn a_stream_of_another_length_than_announced_breaks_off() {
    for announced in [2, 3, 5, 7] {
        let server = Server::start([Reply::empty(204)]).await;
        let pieces = ["one", "two"].map(Ok::<_, io::Error>);
        let body = Upload::from_stream(stream::iter(pieces));
        let request = RequestBuilder::new(&files(server.origin()));
        let request = request.bytes("text/plain", body.with_length(announced));
        let outcome = Send(request).await;
        let sent = server.requests();
        assert!(
            outcome.is_err() && sent.is_empty(),
            "{announced}: {outcome:?} {sent:?}"
        );
    }
}

/// The types of a streamed response are no other operation's.
#[tokio::test]
async fn an_error_is_decoded_as_ever() {
    let body = serde_json::json!({"detailCode": "404.1", "trackingId": "x"});
    let server = Server::start([Reply::json(404, &body), super::success()]).await;
    let (client, _) = client(&server);
    let error = client.get_sim_integration("1").send_streaming().await;
    let error = error.expect_err("is none");
    assert!(error.to_string().contains("404.1"), "{error}");
    let response = client.get_sim_integration("1").send_streaming().await;
    let mut stream = response.expect("is a success").into_value();
    let mut text = Vec::new();
    while let Some(piece) = stream.chunk().await.expect("came") {
        text.extend_from_slice(&piece);
    }
    let read: ServiceDeskIntegrationDto = serde_json::from_slice(&text).expect("it is one");
    assert_eq!(read.name, "a");
}
