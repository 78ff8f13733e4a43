//! Turns connections into requests, and what is done with them into bytes.
//!
//! It does not know what the responses are. A thread of its own lets it serve tests with any
//! runtime, or with none.

use std::collections::VecDeque;
use std::convert::Infallible;
use std::future::poll_fn;
use std::io;
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use http::{HeaderValue, Request, Response, StatusCode, header};
use hyper::body::{Body, Frame, Incoming, SizeHint};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::sync::{Semaphore, oneshot};
use tokio::time;

use super::super::send::clock::{Clock, SleepPurpose};
use super::super::send::transport_trait::BoxFuture;
use super::exchange::{MockService, Outcome};
use super::limits::Limits;
use super::recorded::RecordedRequest;
use super::reply::Reply;
use super::streamed::Piece;

/// The thread that serves, until it is stopped.
#[derive(Debug)]
pub(super) struct Server {
    stop: Option<oneshot::Sender<Infallible>>,
    thread: Option<JoinHandle<()>>,
}

/// Listens on a port of localhost; 0 is any that is free.
pub(super) fn listen(port: u16) -> io::Result<TcpListener> {
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
    let listener = TcpListener::bind(address)?;
    listener.set_nonblocking(true)?;
    Ok(listener)
}

impl Server {
    pub(super) fn start(
        listener: TcpListener,
        mock: Arc<MockService>,
        limits: Limits,
    ) -> io::Result<Self> {
        let (stop, stopped) = oneshot::channel();
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()?;
        let thread = thread::Builder::new().name("mock-server".to_owned());
        let thread = thread.spawn(move || {
            runtime.block_on(async {
                tokio::select! {
                    () = accept(listener, mock, limits) => {}
                    _ = stopped => {}
                }
            });
        })?;
        Ok(Self {
            stop: Some(stop),
            thread: Some(thread),
        })
    }

    /// Ends it, and waits until it has.
    pub(super) fn stop(&mut self) {
        drop(self.stop.take());
        self.join();
    }

    pub(super) fn join(&mut self) {
        if let Some(thread) = self.thread.take() {
            // It panics only by a bug of ours, which a test has seen by its requests.
            drop(thread.join());
        }
    }
}

/// How long it waits before it accepts again where the system has no file for one more
/// connection: other connections end in the meantime.
const BREATHER: Duration = Duration::from_millis(50);

async fn accept(listener: TcpListener, mock: Arc<MockService>, limits: Limits) {
    let Ok(listener) = tokio::net::TcpListener::from_std(listener) else {
        return;
    };
    let places = Arc::new(Semaphore::new(limits.connections));
    loop {
        let Ok(place) = Arc::clone(&places).acquire_owned().await else {
            return;
        };
        let stream = match listener.accept().await {
            Ok((stream, _)) => stream,
            // A connection that fails as it comes about is the client's affair.
            Err(error) if is_of_one_connection(&error) => continue,
            Err(_) => {
                time::sleep(BREATHER).await;
                continue;
            }
        };
        let mock = Arc::clone(&mock);
        tokio::spawn(async move {
            let _place = place;
            let service = service_fn(|request| respond(Arc::clone(&mock), request, limits));
            let connection = http1::Builder::new()
                .timer(TokioTimer::new())
                .header_read_timeout(limits.silence)
                .serve_connection(TokioIo::new(stream), service);
            // So is one that breaks, and some are told to.
            drop(connection.await);
        });
    }
}

/// Whether accepting failed because of the connection that came, and the next may do better.
fn is_of_one_connection(error: &io::Error) -> bool {
    use io::ErrorKind::{ConnectionAborted, ConnectionReset, Interrupted};
    matches!(
        error.kind(),
        ConnectionAborted | ConnectionReset | Interrupted
    )
}

/// An error closes the connection.
async fn respond(
    mock: Arc<MockService>,
    request: Request<Incoming>,
    limits: Limits,
) -> io::Result<Response<Sent>> {
    let (head, body) = request.into_parts();
    let outcome = match whole(body, limits).await? {
        Some(body) => mock.outcome(RecordedRequest::new(&head, body)),
        None => mock.too_large(RecordedRequest::new(&head, Bytes::new()), limits.body),
    };
    let Outcome {
        delay,
        reply,
        breaks_off,
    } = outcome;
    if delay > Duration::ZERO {
        mock.clock.sleep(delay, SleepPurpose::MockDelay).await;
    }
    match reply {
        Some(reply) if reply.pieces.is_empty() => Ok(response(reply, breaks_off)),
        Some(reply) => Ok(streamed(reply, Arc::clone(&mock.clock))),
        None => Err(io::ErrorKind::ConnectionReset.into()),
    }
}

/// The whole body; none where it is larger than the limit.
async fn whole(mut body: Incoming, limits: Limits) -> io::Result<Option<Bytes>> {
    let mut bytes = BytesMut::new();
    loop {
        let frame = poll_fn(|context| Pin::new(&mut body).poll_frame(context));
        let Some(frame) = time::timeout(limits.silence, frame).await? else {
            return Ok(Some(bytes.freeze()));
        };
        let Ok(data) = frame.map_err(io::Error::other)?.into_data() else {
            continue;
        };
        if data.len() > limits.body - bytes.len() {
            return Ok(None);
        }
        bytes.extend_from_slice(&data);
    }
}

fn response(reply: Reply, breaks_off: bool) -> Response<Sent> {
    let reply = reply.finished();
    let status = reply
        .status
        .and_then(|status| StatusCode::from_u16(status).ok());
    let length = reply.body.len();
    let shown = if breaks_off { length / 2 } else { length };
    let mut response = Response::new(Sent {
        data: Some(reply.body.slice(..shown)),
        rest: None,
        breaks_off,
        is_flushed: false,
    });
    *response.status_mut() = status.unwrap_or(StatusCode::OK);
    *response.headers_mut() = reply.headers;
    let headers = response.headers_mut();
    if breaks_off {
        headers.insert(header::CONTENT_LENGTH, HeaderValue::from(length));
    }
    response
}

/// A response whose pieces are sent one after the other.
fn streamed(reply: Reply, clock: Arc<dyn Clock>) -> Response<Sent> {
    let mut reply = reply.finished();
    let pieces = std::mem::take(&mut reply.pieces);
    let breaks_off = reply.breaks_off;
    let mut response = response(reply, false);
    let body = response.body_mut();
    body.breaks_off = breaks_off;
    body.rest = Some(Rest {
        pieces: pieces.into(),
        clock,
        pause: None,
    });
    response
}

/// What is sent after the data that is there.
struct Rest {
    pieces: VecDeque<Piece>,
    clock: Arc<dyn Clock>,
    /// Runs while the next piece waits.
    pause: Option<BoxFuture<'static, ()>>,
}

impl Rest {
    /// The next piece that is not empty, after its pause.
    fn poll(&mut self, context: &mut Context<'_>) -> Poll<Option<Bytes>> {
        loop {
            let Some(next) = self.pieces.front() else {
                return Poll::Ready(None);
            };
            if next.after > Duration::ZERO {
                let start = || self.clock.sleep(next.after, SleepPurpose::MockDelay);
                let pause = self.pause.get_or_insert_with(start);
                ready!(pause.as_mut().poll(context));
                self.pause = None;
            }
            let piece = self.pieces.pop_front().map(|piece| piece.bytes);
            if let Some(bytes) = piece.filter(|bytes| !bytes.is_empty()) {
                return Poll::Ready(Some(bytes));
            }
        }
    }
}

/// A body that is already there, or the part of it before the connection breaks.
struct Sent {
    data: Option<Bytes>,
    rest: Option<Rest>,
    breaks_off: bool,
    /// Whether there was a pause after the data, in which it is sent.
    is_flushed: bool,
}

impl Body for Sent {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, io::Error>>> {
        let mut data = self.data.take().filter(|data| !data.is_empty());
        if let (None, Some(rest)) = (&data, &mut self.rest) {
            data = ready!(rest.poll(context));
        }
        if data.is_none() && self.breaks_off && !self.is_flushed {
            self.is_flushed = true;
            context.waker().wake_by_ref();
            return Poll::Pending;
        }
        Poll::Ready(match data {
            Some(data) => Some(Ok(Frame::data(data))),
            None if self.breaks_off => Some(Err(io::ErrorKind::ConnectionReset.into())),
            None => None,
        })
    }

    fn is_end_stream(&self) -> bool {
        !self.breaks_off && self.rest.is_none() && self.data.as_ref().is_none_or(Bytes::is_empty)
    }

    fn size_hint(&self) -> SizeHint {
        match self.breaks_off || self.rest.is_some() {
            true => SizeHint::new(),
            false => SizeHint::with_exact(self.data.as_ref().map_or(0, Bytes::len) as u64),
        }
    }
}
