//! Turns a script into a server on loopback that plays it and remembers what
//! it was asked. Knows HTTP/1.1 bytes; may not know the client under test.

mod connection;
mod recorded;
mod reply;
mod tests;

use std::collections::VecDeque;
use std::net::Ipv4Addr;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use tokio::net::{TcpListener, TcpSocket};
use tokio::sync::watch;

pub(crate) use recorded::Recorded;
pub(crate) use reply::{Reply, Signal, Step};

/// A server that lives as long as the runtime of the test that started it.
pub(crate) struct Server {
    origin: String,
    exchange: Arc<Exchange>,
}

/// An origin at which connections are refused, for as long as the socket is kept:
/// it has the port but does not listen, so nobody else can come to listen there.
pub(crate) fn refusing() -> (TcpSocket, String) {
    let socket = TcpSocket::new_v4().expect("there are sockets");
    socket
        .bind((Ipv4Addr::LOCALHOST, 0).into())
        .expect("loopback has a free port");
    let address = socket.local_addr().expect("a bound socket has an address");
    (socket, format!("http://{address}"))
}

/// What the connections of one server share.
struct Exchange {
    script: Mutex<Box<Script>>,
    requests: watch::Sender<Vec<Recorded>>,
    connections: AtomicUsize,
}

/// Chooses the response to a request.
type Script = dyn FnMut(&Recorded) -> Reply + Send;

impl Server {
    /// Gives these responses in turn, to whichever connection asks next.
    pub(crate) async fn start(responses: impl IntoIterator<Item = Reply>) -> Self {
        let mut responses: VecDeque<_> = responses.into_iter().collect();
        Self::responding(move |_| responses.pop_front().unwrap_or_else(Reply::unscripted)).await
    }

    /// Asks `script` for every response.
    pub(crate) async fn responding(
        script: impl FnMut(&Recorded) -> Reply + Send + 'static,
    ) -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))
            .await
            .expect("loopback has a free port");
        let address = listener
            .local_addr()
            .expect("a bound listener has an address");
        let exchange = Arc::new(Exchange {
            script: Mutex::new(Box::new(script)),
            requests: watch::Sender::new(Vec::new()),
            connections: AtomicUsize::new(0),
        });
        tokio::spawn(accept(listener, Arc::clone(&exchange)));
        Self {
            origin: format!("http://{address}"),
            exchange,
        }
    }

    /// `http://127.0.0.1:…`, without a path.
    pub(crate) fn origin(&self) -> &str {
        &self.origin
    }

    /// Every request so far, in the order in which they were read.
    pub(crate) fn requests(&self) -> Vec<Recorded> {
        self.exchange.requests.borrow().clone()
    }

    /// How many connections there were so far.
    pub(crate) fn connections(&self) -> usize {
        self.exchange.connections.load(Ordering::SeqCst)
    }

    /// The one request so far.
    pub(crate) fn only_request(&self) -> Recorded {
        let mut requests = self.requests();
        assert_eq!(requests.len(), 1, "one request was expected: {requests:#?}");
        requests.remove(0)
    }

    /// Waits until this many requests have been read.
    pub(crate) async fn received(&self, count: usize) {
        let mut requests = self.exchange.requests.subscribe();
        requests
            .wait_for(|requests| requests.len() >= count)
            .await
            .expect("the server outlives the test");
    }
}

impl Exchange {
    /// Remembers a request and chooses its response.
    fn response(&self, request: Recorded) -> Reply {
        let response = {
            let mut script = self.script.lock().expect("no script panics");
            script(&request)
        };
        self.requests.send_modify(|requests| requests.push(request));
        response
    }
}

async fn accept(listener: TcpListener, exchange: Arc<Exchange>) {
    while let Ok((stream, _)) = listener.accept().await {
        let exchange = Arc::clone(&exchange);
        exchange.connections.fetch_add(1, Ordering::SeqCst);
        tokio::spawn(async move {
            // A client that hangs up is none of the server's business: what
            // it makes of that is what a test looks at.
            let _ = connection::converse(stream, &exchange).await;
        });
    }
}
