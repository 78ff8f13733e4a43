//! Items one after the other, without async.

use bytes::Bytes;
use simgen_runtime::{Blocking, Core, RequestBuilder, StreamErrorKind};

use super::*;

fn blocking() -> Core<Blocking> {
    let text = b"id: 7\ndata: 1\n\ndata: x\n\ndata: 2\n\n";
    let transport =
        FakeTransport::new(|_, _| Reply::Stream(EVENTS, vec![Bytes::from_static(text)], Last::End));
    Core::blocking(config(&transport, &FakeClock::new()), &API).expect("fits the API")
}

#[test]
fn items_are_an_iterator() {
    let core = blocking();
    let mut items = GetData(RequestBuilder::new(&core)).call().expect("is one");
    drop(core);
    let first = items.next().expect("is there").expect("fits");
    assert_eq!((first, items.last_event_id()), (Value::from(1), Some("7")));
    assert_eq!(items.raw(), Some(b"id: 7\ndata: 1\n\n".as_slice()));
    let rest: Vec<String> = items.map(outcome).collect();
    assert_eq!(rest, [r"unfit: data: x\n\n", "2"]);
    let core = blocking();
    let response = GetData(RequestBuilder::new(&core)).send().expect("is one");
    assert_eq!(response.status(), 200);
    assert_eq!(response.into_value().with_item_limit(5).count(), 1);
}

#[test]
fn an_async_runtime_is_not_held_up() {
    let core = blocking();
    let mut items = GetData(RequestBuilder::new(&core)).call().expect("is one");
    let runtime = tokio::runtime::Builder::new_current_thread().build();
    runtime.expect("there is one").block_on(async {
        let error = items.next().expect("says so").expect_err("may not wait");
        assert!(
            matches!(error.kind(), StreamErrorKind::Inside(_)),
            "{error}"
        );
        assert!(items.next().is_none());
    });
}
