//! Transports around the client's own, by hand and as tower's services.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use bytes::Bytes;
use simgen_runtime::{
    Body, BoxFuture, Error, RequestBuilder, RetryPolicy, Transport, TransportError, TransportStage,
};

use crate::support::server::{Server, response};
use crate::support::{FakeClock, FixedJitter, ListThings, PostThings, core};

/// Marks each attempt with its number, and remembers what was sent by it.
struct Counting {
    inner: Arc<dyn Transport>,
    name: &'static str,
    seen: Arc<Mutex<Vec<&'static str>>>,
    count: AtomicUsize,
}

impl Transport for Counting {
    fn send(
        &self,
        mut request: http::Request<Bytes>,
    ) -> BoxFuture<'static, Result<http::Response<Box<dyn Body>>, TransportError>> {
        let number = self.count.fetch_add(1, Ordering::Relaxed);
        request.headers_mut().append(self.name, number.into());
        self.seen.lock().expect("not poisoned").push(self.name);
        self.inner.send(request)
    }
}

#[tokio::test]
async fn a_layer_sees_each_attempt_before_the_client_s_own_connections() {
    let server = Server::start(vec![response(503, "", b"{}"), response(200, "", b"7")]).await;
    let seen = Arc::new(Mutex::default());
    let layer = |name| {
        let seen = Arc::clone(&seen);
        move |inner| Counting {
            inner,
            name,
            seen: Arc::clone(&seen),
            count: AtomicUsize::new(0),
        }
    };
    let settings = server
        .config()
        .with_clock(FakeClock::new())
        .with_jitter(FixedJitter(0.5))
        .with_transport_layer(layer("x-inner"))
        .with_transport_layer(layer("x-outer"));
    let response = ListThings(RequestBuilder::new(&core(settings)))
        .send()
        .await;
    let response = response.expect("a response");
    assert_eq!((response.attempts(), response.value()), (2, &7.into()));
    let seen = seen.lock().expect("not poisoned").clone();
    assert_eq!(seen, ["x-outer", "x-inner", "x-outer", "x-inner"]);
    for (number, head) in server.heads().iter().enumerate() {
        for name in ["x-inner", "x-outer"] {
            assert!(head.contains(&format!("{name}: {number}\r\n")), "{head}");
        }
    }
}

#[tokio::test]
async fn a_layer_s_connections_fail_as_the_client_s_own_do() {
    let settings = || {
        let nowhere = simgen_runtime::Config::new().with_base_url("http://127.0.0.1:1");
        nowhere
            .with_http_on_loopback()
            .with_retry(RetryPolicy::none())
    };
    let around = settings().with_transport_layer(|inner| Counting {
        inner,
        name: "x-a",
        seen: Arc::default(),
        count: AtomicUsize::new(0),
    });
    for settings in [settings(), around] {
        let error = PostThings(RequestBuilder::new(&core(settings))).await;
        match error.expect_err("nobody listens there") {
            Error::Transport(failure) => {
                assert_eq!(failure.cause().stage(), TransportStage::Connect);
                assert!(!failure.may_have_been_applied());
            }
            other => panic!("{other}"),
        }
    }
}

/// The response of a cache never reaches the inner transport.
#[tokio::test]
async fn a_layer_may_respond_by_itself() {
    struct Cached;

    impl Transport for Cached {
        fn send(
            &self,
            _: http::Request<Bytes>,
        ) -> BoxFuture<'static, Result<http::Response<Box<dyn Body>>, TransportError>> {
            let body: Box<dyn Body> = Box::new(Some(Bytes::from_static(b"8")));
            let response = http::Response::builder().header("content-type", "application/json");
            Box::pin(async { Ok(response.body(body).expect("is a response")) })
        }
    }

    let server = Server::start(vec![response(200, "", b"7")]).await;
    let settings = server.config().with_transport_layer(|_| Cached);
    let value = ListThings(RequestBuilder::new(&core(settings))).await;
    assert_eq!(value.expect("a response"), 8);
    assert!(server.heads().is_empty());
}

#[cfg(feature = "tower")]
mod services {
    use simgen_runtime::{TowerTransport, TransportService};
    use tower::ServiceExt as _;

    use super::*;

    #[tokio::test]
    async fn tower_s_layers_go_around_the_client_s_own_transport() {
        let server = Server::start(vec![response(200, "x-a: b\r\n", b"[1,2]")]).await;
        let settings = server.config().with_transport_layer(|inner| {
            let service = TransportService::new(inner)
                .map_request(|mut request: http::Request<Bytes>| {
                    request.headers_mut().insert("x-signed", 1.into());
                    request
                })
                .map_response(|mut response: http::Response<_>| {
                    response.headers_mut().insert("x-seen", 1.into());
                    response
                });
            TowerTransport::new(service)
        });
        let response = ListThings(RequestBuilder::new(&core(settings)))
            .send()
            .await;
        let response = response.expect("a response");
        assert_eq!(response.value(), &serde_json::json!([1, 2]));
        assert_eq!(response.headers()["x-a"], "b");
        assert_eq!(response.headers()["x-seen"], "1");
        assert!(server.heads()[0].contains("x-signed: 1\r\n"));
    }

    #[tokio::test]
    async fn what_a_service_fails_with_is_why_there_is_no_response() {
        for (stage, words) in [
            (
                None,
                "connection broke before a response came: out of order",
            ),
            (
                Some(TransportStage::Connect),
                "connection failed: out of order",
            ),
        ] {
            let service = tower::service_fn(move |_: http::Request<Bytes>| async move {
                let error: simgen_runtime::BoxError = match stage {
                    Some(stage) => TransportError::new(stage, "out of order").into(),
                    None => "out of order".into(),
                };
                Err::<http::Response<simgen_runtime::TransportBody>, _>(error)
            });
            let settings = simgen_runtime::Config::new()
                .with_base_url("https://acme.test")
                .with_transport(TowerTransport::new(service))
                .with_retry(RetryPolicy::none());
            let error = PostThings(RequestBuilder::new(&core(settings))).await;
            let error = error.expect_err("it fails");
            assert!(error.to_string().contains(words), "{error}");
            assert_eq!(error.may_have_been_applied(), stage.is_none());
        }
    }
}
