//! Parts of forms that are sent as they come, on real sockets.

use std::io;

use futures_util::stream;
use sailpoint_sim::runtime::{Error, File, Form, RequestBuilder, Upload};

use super::streaming::{Send, files};
use crate::server::{Recorded, Reply, Server, Step, refusing};

const MEDIA: &str = "multipart/form-data";

/// A stream of six bytes, and the length that it announces.
fn streamed(length: Option<u64>) -> File {
    let upload = Upload::from_stream(stream::iter(["one", "two"].map(Ok::<_, io::Error>)));
    let upload = match length {
        Some(length) => upload.with_length(length),
        None => upload,
    };
    File::from(upload).with_name("photo.png")
}

fn form(file: File) -> Form {
    let form = Form::new().text("title", "A cat").file("photo", file);
    form.text("note", "after it")
}

/// What was sent, with a boundary of no account.
fn body(sent: &Recorded) -> String {
    let media = sent.header("content-type").join("");
    let (_, boundary) = media.split_once("boundary=").expect("has a boundary");
    String::from_utf8_lossy(&sent.body).replace(boundary, "boundary")
}

#[tokio::test]
async fn a_part_from_a_stream_is_sent_as_its_bytes_would_be() {
    let whole = File::new("onetwo").with_name("photo.png");
    let table = [
        (whole, "content-length"),
        (streamed(None), "transfer-encoding"),
        (streamed(Some(6)), "content-length"),
    ];
    let mut bodies = Vec::new();
    for (file, framed) in table {
        let server = Server::start([Reply::empty(204)]).await;
        let request = RequestBuilder::new(&files(server.origin()));
        let request = request.multipart(MEDIA, form(file), &[("photo", "image/png")]);
        Send(request).await.expect("a response");
        let sent = server.only_request();
        assert_eq!(sent.header(framed).len(), 1, "{:?}", sent.headers);
        bodies.push(body(&sent));
    }
    let part =
        "name=\"photo\"; filename=\"photo.png\"\r\nContent-Type: image/png\r\n\r\nonetwo\r\n--";
    assert!(bodies[0].contains(part), "{}", bodies[0]);
    assert!(bodies.iter().all(|body| *body == bodies[0]), "{bodies:#?}");
}

#[tokio::test]
async fn a_part_that_nobody_took_is_sent_again_and_one_that_was_is_not() {
    let (_kept, origin) = refusing();
    let request = RequestBuilder::new(&files(&origin));
    let request = request.multipart(MEDIA, form(streamed(None)), &[]);
    let error = Send(request).await.expect_err("nobody listens");
    assert_eq!(error.attempts(), 3, "{error}");

    let server = Server::responding(|_| Reply::scripted([Step::Reset])).await;
    let request = RequestBuilder::new(&files(server.origin()));
    let request = request.multipart(MEDIA, form(streamed(Some(6))), &[]);
    let error = Send(request).await.expect_err("the connection breaks");
    assert!(matches!(error, Error::Transport(_)), "{error}");
    assert_eq!((error.attempts(), server.requests().len()), (1, 1));
}

#[tokio::test]
async fn a_part_of_another_length_than_announced_breaks_off() {
    for announced in [2, 3, 5, 7] {
        let server = Server::start([Reply::empty(204)]).await;
        let request = RequestBuilder::new(&files(server.origin()));
        let request = request.multipart(MEDIA, form(streamed(Some(announced))), &[]);
        let outcome = Send(request).await;
        let sent = server.requests();
        assert!(
            outcome.is_err() && sent.is_empty(),
            "{announced}: {outcome:?} {sent:?}"
        );
    }
}

#[tokio::test]
async fn a_stream_is_one_requests_alone() {
    let server = Server::responding(|_| Reply::empty(204)).await;
    let core = files(server.origin());
    let file = streamed(None);
    let send = |file: File| {
        let request = RequestBuilder::new(&core);
        Send(request.multipart(MEDIA, form(file), &[]))
    };
    send(file.clone()).await.expect("a response");
    let error = send(file).await.expect_err("nothing is left to send");
    assert!(error.to_string().contains("another request"), "{error}");
    assert_eq!(server.requests().len(), 1);
}
