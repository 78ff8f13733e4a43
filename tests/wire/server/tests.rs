//! Proves the server itself, over bare sockets: a test that trusts it needs to know.

use serde_json::json;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use super::{Reply, Server, Signal, Step};

async fn connect(server: &Server) -> TcpStream {
    let address = server.origin().trim_start_matches("http://");
    TcpStream::connect(address)
        .await
        .expect("the server listens")
}

/// Sends `request`, ends the sending side, and reads until the server ends its own.
async fn talk(server: &Server, request: &str) -> String {
    let mut stream = connect(server).await;
    stream
        .write_all(request.as_bytes())
        .await
        .expect("the server reads");
    stream.shutdown().await.expect("the connection is open");
    let mut response = String::new();
    stream
        .read_to_string(&mut response)
        .await
        .expect("the server writes text");
    response
}

#[tokio::test]
async fn a_request_is_recorded_whole() {
    let server = Server::start([Reply::empty(200)]).await;
    talk(
        &server,
        "PUT /a%20b?c=d HTTP/1.1\r\nX-A: 1\r\nx-a: 2\r\nContent-Length: 8\r\n\r\n{\"e\": 1}",
    )
    .await;

    let request = server.only_request();
    assert_eq!(request.method, "PUT");
    assert_eq!(request.path, "/a%20b");
    assert_eq!(request.query.as_deref(), Some("c=d"));
    assert_eq!(request.header("x-a"), ["1", "2"]);
    assert_eq!(request.json(), Some(json!({"e": 1})));
}

#[tokio::test]
async fn one_connection_carries_several_exchanges() {
    let server = Server::start([Reply::empty(200), Reply::html(404, "<p>")]).await;
    let response = talk(&server, "GET /a HTTP/1.1\r\n\r\nGET /b HTTP/1.1\r\n\r\n").await;

    let paths: Vec<_> = server
        .requests()
        .into_iter()
        .map(|request| request.path)
        .collect();
    assert_eq!(paths, ["/a", "/b"]);
    let first = "HTTP/1.1 200 \r\ncontent-length: 0\r\n\r\n";
    let second =
        "HTTP/1.1 404 \r\ncontent-type: text/html; charset=utf-8\r\ncontent-length: 3\r\n\r\n<p>";
    assert_eq!(response, format!("{first}{second}"));
}

#[tokio::test]
async fn a_request_without_a_scripted_response_is_told_so() {
    let server = Server::start([]).await;
    let response = talk(&server, "GET /a HTTP/1.1\r\n\r\n").await;
    assert!(response.starts_with("HTTP/1.1 501 "), "{response}");
    assert!(
        response.ends_with("no response is scripted for this request"),
        "{response}"
    );
}

#[tokio::test]
async fn steps_are_played_in_order_and_close_ends_the_connection() {
    let signal = Signal::default();
    let server = Server::start([Reply::scripted([
        Step::head(200, &[]),
        Step::Wait(Signal::clone(&signal)),
        Step::Write(b"body".to_vec()),
        Step::Close,
        Step::Write(b"never sent".to_vec()),
    ])])
    .await;
    let mut stream = connect(&server).await;
    stream
        .write_all(b"GET / HTTP/1.1\r\n\r\n")
        .await
        .expect("the server reads");

    let mut head = vec![0; "HTTP/1.1 200 \r\n\r\n".len()];
    stream
        .read_exact(&mut head)
        .await
        .expect("the head comes before the signal");
    assert_eq!(head, b"HTTP/1.1 200 \r\n\r\n");

    signal.notify_one();
    let mut rest = String::new();
    stream
        .read_to_string(&mut rest)
        .await
        .expect("the server writes text");
    assert_eq!(rest, "body");
}

#[tokio::test]
async fn a_response_can_be_held_back_until_a_signal() {
    let signal = Signal::default();
    let held_back = Reply::json(200, &json!({"held": "back"})).after(&signal);
    let server = Server::start([held_back, Reply::empty(204)]).await;

    let (slow, ()) = tokio::join!(talk(&server, "GET /slow HTTP/1.1\r\n\r\n"), async {
        server.received(1).await;
        let fast = talk(&server, "GET /fast HTTP/1.1\r\n\r\n").await;
        assert!(fast.starts_with("HTTP/1.1 204 "), "{fast}");
        signal.notify_one();
    });
    assert!(slow.ends_with("\r\n\r\n{\"held\":\"back\"}"), "{slow}");
}
