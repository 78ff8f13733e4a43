//! A transport that responds by a script, and records what was sent.

use std::collections::VecDeque;
use std::future::pending;
use std::sync::{Arc, Mutex};

use bytes::Bytes;
use simgen_runtime::{Body, BoxFuture, Transport, TransportError, TransportStage};

/// What a fake server does with a request.
pub(crate) enum Reply {
    Response(u16, Vec<(&'static str, String)>, Vec<u8>),
    /// A success of these pieces, with the length that its head announces.
    Pieces(Option<&'static str>, Vec<&'static [u8]>),
    /// The head, these pieces, and then the connection breaks.
    Broken(u16, Vec<&'static [u8]>),
    /// The same, and then nothing.
    Stalled(u16, Vec<&'static [u8]>),
    /// A success of this media type and these pieces, and what comes after them.
    Stream(&'static str, Vec<Bytes>, Last),
    Lost(TransportStage),
    /// The same for good.
    Failed(TransportStage),
    /// Nothing, for ever.
    Silence,
    /// A response that comes when the test lets it.
    Held(Arc<tokio::sync::Notify>, Box<Reply>),
}

impl Reply {
    pub(crate) fn status(status: u16) -> Self {
        Self::json(status, "{}")
    }

    pub(crate) fn json(status: u16, body: &str) -> Self {
        Self::body(status, "application/json", body.as_bytes())
    }

    pub(crate) fn body(status: u16, media: &str, body: &[u8]) -> Self {
        Self::Response(
            status,
            vec![("content-type", media.to_owned())],
            body.to_vec(),
        )
    }

    pub(crate) fn token(token: &str, expires_in: &str) -> Self {
        Self::json(
            200,
            &format!(r#"{{"access_token":"{token}","expires_in":{expires_in}}}"#),
        )
    }

    pub(crate) fn with(mut self, name: &'static str, value: &str) -> Self {
        if let Self::Response(_, headers, _) = &mut self {
            headers.push((name, value.to_owned()));
        }
        self
    }
}

/// What a fake server responds every time.
pub(crate) type MakeReply = fn() -> Reply;

type Script = dyn FnMut(&http::Request<Bytes>, usize) -> Reply + Send;

/// Responds to requests by a script, which sees the request and its number from 0.
#[derive(Clone)]
pub(crate) struct FakeTransport {
    script: Arc<Mutex<Script>>,
    pub(crate) requests: Arc<Mutex<Vec<http::Request<Bytes>>>>,
}

impl FakeTransport {
    pub(crate) fn new(
        script: impl FnMut(&http::Request<Bytes>, usize) -> Reply + Send + 'static,
    ) -> Self {
        Self {
            script: Arc::new(Mutex::new(script)),
            requests: Arc::default(),
        }
    }

    /// These responses in turn, the last one for ever.
    pub(crate) fn statuses(statuses: &'static [u16]) -> Self {
        Self::new(move |_, number| Reply::status(statuses[number.min(statuses.len() - 1)]))
    }

    pub(crate) fn sent(&self) -> Vec<http::Request<Bytes>> {
        self.requests.lock().expect("not poisoned").clone()
    }

    /// Path and query of the only request.
    pub(crate) fn target(&self) -> String {
        let sent = self.sent();
        assert_eq!(sent.len(), 1, "one request is sent");
        sent[0]
            .uri()
            .path_and_query()
            .expect("has a path")
            .to_string()
    }

    pub(crate) fn count(&self, path: &str) -> usize {
        self.sent()
            .iter()
            .filter(|request| request.uri().path() == path)
            .count()
    }
}

impl Transport for FakeTransport {
    fn send(
        &self,
        request: http::Request<Bytes>,
    ) -> BoxFuture<'static, Result<http::Response<Box<dyn Body>>, TransportError>> {
        let number = {
            let mut requests = self.requests.lock().expect("not poisoned");
            requests.push(request.clone());
            requests.len() - 1
        };
        let reply = (self.script.lock().expect("not poisoned"))(&request, number);
        Box::pin(response(reply))
    }
}

async fn response(reply: Reply) -> Result<http::Response<Box<dyn Body>>, TransportError> {
    let mut reply = reply;
    while let Reply::Held(gate, inner) = reply {
        gate.notified().await;
        reply = *inner;
    }
    match reply {
        Reply::Lost(stage) => Err(TransportError::new(stage, "lost")),
        Reply::Failed(stage) => Err(TransportError::permanent(stage, "lost for good")),
        Reply::Silence | Reply::Held(..) => pending().await,
        Reply::Stream(media, pieces, last) => {
            let head = http::Response::builder().header("content-type", media);
            let body: Box<dyn Body> = Box::new(Pieces(pieces.into(), last));
            Ok(head.body(body).expect("is a head"))
        }
        Reply::Broken(status, pieces) => {
            let head = http::Response::builder().status(status);
            let head = head.header("content-type", "application/json");
            let body = Pieces::boxed(pieces, Last::Break);
            Ok(head.body(body).expect("is a head"))
        }
        Reply::Pieces(length, pieces) => {
            let mut head = http::Response::builder().header("content-type", "application/json");
            if let Some(length) = length {
                head = head.header("content-length", length);
            }
            let body = Pieces::boxed(pieces, Last::End);
            Ok(head.body(body).expect("is a head"))
        }
        Reply::Stalled(status, pieces) => {
            let head = http::Response::builder().status(status);
            let body = Pieces::boxed(pieces, Last::Silence);
            Ok(head.body(body).expect("is a head"))
        }
        Reply::Response(status, headers, body) => {
            let mut head = http::Response::builder().status(status);
            for (name, value) in headers {
                head = head.header(name, value);
            }
            let body: Box<dyn Body> = Box::new(Some(Bytes::from(body)));
            Ok(head.body(body).expect("is a head"))
        }
    }
}

/// A body of these pieces.
struct Pieces(VecDeque<Bytes>, Last);

/// What comes after them.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Last {
    End,
    Break,
    Silence,
}

impl Pieces {
    fn boxed(pieces: Vec<&'static [u8]>, last: Last) -> Box<dyn Body> {
        Box::new(Self(
            pieces.into_iter().map(Bytes::from_static).collect(),
            last,
        ))
    }
}

impl Body for Pieces {
    fn chunk(&mut self) -> BoxFuture<'_, Result<Option<Bytes>, TransportError>> {
        let next = self.0.pop_front();
        let last = self.1;
        Box::pin(async move {
            match (next, last) {
                (Some(piece), _) => Ok(Some(piece)),
                (None, Last::End) => Ok(None),
                (None, Last::Break) => Err(TransportError::new(TransportStage::Body, "broken")),
                (None, Last::Silence) => pending().await,
            }
        })
    }
}
