//! The client's own transport as one that others can be put around.
//!
//! It does not know what is around it.

use std::future::ready;
use std::sync::Arc;

use super::sent_tracker::SentTracker;
use super::transport::HttpTransport;
use super::transport_trait::{Transport, TransportFuture, TransportRequest};

/// Connections by the settings.
pub(crate) struct DefaultTransport(Arc<HttpTransport>);

impl DefaultTransport {
    pub(crate) fn new(transport: HttpTransport) -> Self {
        Self(Arc::new(transport))
    }
}

impl Transport for DefaultTransport {
    fn send(&self, request: TransportRequest) -> TransportFuture {
        let tracker = Arc::new(SentTracker::default());
        let sent = match self.0.send_request(request, &tracker) {
            Ok(sent) => sent,
            Err(error) => return Box::pin(ready(Err(error))),
        };
        let under_way = UnderWay {
            transport: Arc::clone(&self.0),
            tracker,
            has_ended: false,
        };
        Box::pin(async move {
            let response = sent.await;
            under_way.end();
            response
        })
    }
}

/// A request that waits for its response. Where it is given up, the next one does not use
/// its connection.
struct UnderWay {
    transport: Arc<HttpTransport>,
    tracker: Arc<SentTracker>,
    has_ended: bool,
}

impl UnderWay {
    fn end(mut self) {
        self.has_ended = true;
    }
}

impl Drop for UnderWay {
    fn drop(&mut self) {
        if !self.has_ended && self.tracker.has_begun() {
            self.transport.leave_pool(self.tracker.pool());
        }
    }
}
