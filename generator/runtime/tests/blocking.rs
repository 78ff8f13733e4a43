//! Calls without async.

use simgen_runtime::{Blocking, Core, Error, RequestBuilder};

use crate::support::*;

fn client(transport: &FakeTransport) -> Core<Blocking> {
    Core::blocking(config(transport, &FakeClock::new()), &API).expect("the settings fit")
}

#[test]
fn a_call_waits_for_its_response() {
    let transport = FakeTransport::statuses(&[503, 200]);
    let response = ListThings(RequestBuilder::new(&client(&transport))).send();
    assert_eq!(response.expect("a response").attempts(), 2);
}

#[test]
fn many_threads_share_a_client() {
    let transport = FakeTransport::statuses(&[200]);
    let core = client(&transport);
    std::thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| {
                ListThings(RequestBuilder::new(&core))
                    .send()
                    .expect("a response")
            });
        }
    });
    assert_eq!(transport.sent().len(), 8);
}

#[tokio::test]
async fn inside_an_async_runtime_it_is_an_error() {
    let transport = FakeTransport::statuses(&[200]);
    let core = client(&transport);
    let error = ListThings(RequestBuilder::new(&core))
        .send()
        .expect_err("is refused");
    assert!(matches!(error, Error::InvalidInput(_)), "{error}");
    drop(core);
    assert!(transport.sent().is_empty());
}
