//! Turns responses into a server on loopback that gives one to each request, and keeps the heads of
//! the requests.

use std::net::Ipv4Addr;
use std::sync::{Arc, Mutex};

use simgen_runtime::Config;
use tokio::io::{AsyncBufReadExt as _, AsyncReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::{TcpListener, TcpStream};

/// Responds with these in turn, the last one for ever, and lives as long as the test.
pub(crate) struct Server {
    pub(crate) origin: String,
    heads: Arc<Mutex<Vec<String>>>,
}

impl Server {
    pub(crate) async fn start(responses: Vec<Vec<u8>>) -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))
            .await
            .expect("loopback has a free port");
        let address = listener.local_addr().expect("it is bound");
        let heads = Arc::new(Mutex::default());
        tokio::spawn(accept(listener, responses, Arc::clone(&heads)));
        Self {
            origin: format!("http://{address}"),
            heads,
        }
    }

    /// The requests so far: request line and headers.
    pub(crate) fn heads(&self) -> Vec<String> {
        self.heads.lock().expect("nobody panics in here").clone()
    }

    /// Settings of a client that talks to it.
    pub(crate) fn config(&self) -> Config {
        Config::new()
            .with_base_url(&self.origin)
            .with_http_on_loopback()
    }
}

/// A whole response.
pub(crate) fn response(status: u16, headers: &str, body: &[u8]) -> Vec<u8> {
    let length = body.len();
    let head = format!(
        "HTTP/1.1 {status} \r\ncontent-type: application/json\r\ncontent-length: {length}\r\n{headers}\r\n"
    );
    [head.as_bytes(), body].concat()
}

async fn accept(listener: TcpListener, responses: Vec<Vec<u8>>, heads: Arc<Mutex<Vec<String>>>) {
    while let Ok((stream, _)) = listener.accept().await {
        tokio::spawn(converse(stream, responses.clone(), Arc::clone(&heads)));
    }
}

async fn converse(stream: TcpStream, responses: Vec<Vec<u8>>, heads: Arc<Mutex<Vec<String>>>) {
    let mut stream = BufReader::new(stream);
    while let Some(head) = read_request(&mut stream).await {
        let number = {
            let mut heads = heads.lock().expect("nobody panics in here");
            heads.push(head);
            heads.len() - 1
        };
        let response = &responses[number.min(responses.len() - 1)];
        // A client that has read enough hangs up.
        if stream.write_all(response).await.is_err() {
            return;
        }
    }
}

async fn read_request(stream: &mut BufReader<TcpStream>) -> Option<String> {
    let mut head = String::new();
    while !head.ends_with("\r\n\r\n") {
        if stream.read_line(&mut head).await.ok()? == 0 {
            return None;
        }
    }
    let length = head
        .lines()
        .find_map(|line| line.strip_prefix("content-length: ")?.parse().ok());
    let mut body = vec![0; length.unwrap_or_default()];
    stream.read_exact(&mut body).await.ok()?;
    Some(head)
}
