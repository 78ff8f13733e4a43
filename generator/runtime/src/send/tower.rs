//! Transports and tower's services, each as the other.
//!
//! It does not know what a service does.

use std::future::poll_fn;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use http_body::Frame;
use tower_service::Service;

use super::transport_trait::{
    Body, BoxError, BoxFuture, Transport, TransportError, TransportFuture, TransportRequest,
    TransportStage,
};

/// Sends requests by a service: a client of another library, or a transport with layers
/// around it.
///
/// What the service fails with counts as a connection that broke with the request under way,
/// unless it is a [`TransportError`].
#[derive(Clone, Debug)]
pub struct TowerTransport<S>(S);

impl<S> TowerTransport<S> {
    /// Each request goes to a clone of the service.
    pub fn new(service: S) -> Self {
        Self(service)
    }
}

impl<S, B> Transport for TowerTransport<S>
where
    S: Service<http::Request<Bytes>, Response = http::Response<B>>,
    S: Clone + Send + Sync + 'static,
    S::Error: Into<BoxError>,
    S::Future: Send + 'static,
    B: http_body::Body<Data = Bytes> + Send + Unpin + 'static,
    B::Error: Into<BoxError>,
{
    fn send(&self, request: TransportRequest) -> TransportFuture {
        let mut service = self.0.clone();
        Box::pin(async move {
            let is_ready = poll_fn(|context| service.poll_ready(context)).await;
            is_ready.map_err(|error| failed(TransportStage::Connect, error.into()))?;
            let response = service.call(request).await;
            let response =
                response.map_err(|error| failed(TransportStage::Request, error.into()))?;
            Ok(response.map(|body| Box::new(OfService(body)) as Box<dyn Body>))
        })
    }
}

/// What a service failed with.
fn failed(stage: TransportStage, error: BoxError) -> TransportError {
    match error.downcast::<TransportError>() {
        Ok(error) => *error,
        Err(error) => TransportError::new(stage, error),
    }
}

/// The body of a service's response.
struct OfService<B>(B);

impl<B> Body for OfService<B>
where
    B: http_body::Body<Data = Bytes> + Send + Unpin,
    B::Error: Into<BoxError>,
{
    fn chunk(&mut self) -> BoxFuture<'_, Result<Option<Bytes>, TransportError>> {
        Box::pin(poll_fn(|context| {
            loop {
                let frame = match ready!(Pin::new(&mut self.0).poll_frame(context)) {
                    None => return Poll::Ready(Ok(None)),
                    Some(Ok(frame)) => frame,
                    Some(Err(error)) => {
                        return Poll::Ready(Err(failed(TransportStage::Body, error.into())));
                    }
                };
                // Trailers are no part of the body.
                if let Ok(data) = frame.into_data() {
                    return Poll::Ready(Ok(Some(data)));
                }
            }
        }))
    }
}

/// A transport as a service, to put tower's layers around it.
#[derive(Clone)]
pub struct TransportService(Arc<dyn Transport>);

impl TransportService {
    /// The service of a transport.
    pub fn new(transport: Arc<dyn Transport>) -> Self {
        Self(transport)
    }
}

impl std::fmt::Debug for TransportService {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("TransportService").finish_non_exhaustive()
    }
}

impl Service<http::Request<Bytes>> for TransportService {
    type Response = http::Response<TransportBody>;
    type Error = TransportError;
    type Future = BoxFuture<'static, Result<Self::Response, TransportError>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), TransportError>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: http::Request<Bytes>) -> Self::Future {
        let sent = self.0.send(request);
        Box::pin(async move { Ok(sent.await?.map(TransportBody::new)) })
    }
}

/// The body of a transport's response, as services have it.
pub struct TransportBody(BoxFuture<'static, Step>);

/// The next piece of a body, and what comes after it.
type Step = (Result<Option<Bytes>, TransportError>, Option<Box<dyn Body>>);

impl TransportBody {
    fn new(body: Box<dyn Body>) -> Self {
        Self(step(body))
    }
}

fn step(mut body: Box<dyn Body>) -> BoxFuture<'static, Step> {
    Box::pin(async move {
        let piece = body.chunk().await;
        let rest = matches!(piece, Ok(Some(_))).then_some(body);
        (piece, rest)
    })
}

impl std::fmt::Debug for TransportBody {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("TransportBody").finish_non_exhaustive()
    }
}

impl http_body::Body for TransportBody {
    type Data = Bytes;
    type Error = TransportError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, TransportError>>> {
        let (piece, rest) = ready!(self.0.as_mut().poll(context));
        self.0 = match rest {
            Some(body) => step(body),
            None => Box::pin(std::future::ready((Ok(None), None))),
        };
        Poll::Ready(piece.map(|piece| piece.map(Frame::data)).transpose())
    }
}
