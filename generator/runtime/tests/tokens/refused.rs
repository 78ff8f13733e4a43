//! Tokens that the server does not take.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use futures_util::stream;
use simgen_runtime::{
    AccessToken, BoxError, BoxFuture, Credentials, Request, SleepPurpose, TokenSource, Upload,
};

use super::{TOKEN_PATH, client, is_token, server};
use crate::support::*;

#[tokio::test]
async fn a_refused_token_is_renewed_once_and_the_call_repeated_once() {
    let transport = server("60", 2);
    let core = client(&transport, &FakeClock::new());
    let response = Request::<SecurePost>::new(&core)
        .send()
        .await
        .expect("answered");
    assert_eq!((response.attempts(), transport.sent().len()), (2, 4));

    let transport = server("60", usize::MAX);
    let core = client(&transport, &FakeClock::new());
    let error = Request::<SecurePost>::new(&core)
        .await
        .expect_err("401 for ever");
    assert_eq!(error.status().map(|status| status.as_u16()), Some(401));
    assert_eq!((error.attempts(), transport.sent().len()), (2, 4));
    assert!(!error.may_have_been_applied());
}

#[tokio::test]
async fn callers_refused_with_one_token_renew_it_once() {
    let transport = server("60", 2);
    let core = client(&transport, &FakeClock::new());
    let calls: Vec<_> = (0..20)
        .map(|_| tokio::spawn(Request::<SecureList>::new(&core).into_future()))
        .collect();
    for call in calls {
        call.await.expect("does not panic").expect("answered");
    }
    assert_eq!(transport.count(TOKEN_PATH), 2);
}

#[tokio::test]
async fn a_static_token_is_not_renewed() {
    let transport = FakeTransport::statuses(&[401]);
    let settings = config(&transport, &FakeClock::new()).with_credentials(Credentials::token("t"));
    let error = Request::<SecureList>::new(&core(settings))
        .await
        .expect_err("401");
    assert_eq!((error.attempts(), transport.sent().len()), (1, 1));
}

struct Counting(Arc<AtomicUsize>);

impl TokenSource for Counting {
    fn fetch(&self) -> BoxFuture<'_, Result<AccessToken, BoxError>> {
        let number = self.0.fetch_add(1, Ordering::SeqCst);
        Box::pin(async move {
            match number {
                0 => Ok(AccessToken::new("first")),
                _ => Err("no\nmore".into()),
            }
        })
    }
}

#[tokio::test]
async fn a_source_of_one_s_own_is_used_like_any_other() {
    let count = Arc::new(AtomicUsize::new(0));
    let transport = FakeTransport::statuses(&[200, 200, 401]);
    let source = Credentials::token_source(Counting(Arc::clone(&count)));
    let core = core(config(&transport, &FakeClock::new()).with_credentials(source));
    Request::<SecureList>::new(&core).await.expect("answered");
    Request::<SecureList>::new(&core).await.expect("answered");
    assert_eq!(count.load(Ordering::SeqCst), 1);
    assert_eq!(
        transport.sent()[1].headers()["authorization"],
        "Bearer first"
    );
    let error = Request::<SecureList>::new(&core)
        .await
        .expect_err("401, and no new token");
    // With the answer that refused the old one.
    assert_eq!(error.to_string(), "SecureList: 401 no token: no more");
    assert_eq!(error.body_bytes().map(|body| &body[..]), Some(&b"{}"[..]));
    assert_eq!(error.attempts(), 1);
}

#[tokio::test]
async fn a_refusal_whose_body_breaks_off_renews_the_token_too() {
    let replies: [MakeReply; 2] = [
        || Reply::Broken(401, vec![b"{"]),
        || Reply::Stalled(401, vec![b"{"]),
    ];
    for reply in replies {
        let mut given = 0;
        let transport = FakeTransport::new(move |request, _| {
            if is_token(request) {
                given += 1;
                return Reply::token(&given.to_string(), "60");
            }
            match request.headers()["authorization"] == "Bearer 1" {
                true => reply(),
                false => Reply::status(200),
            }
        });
        let clock = FakeClock::reaching(SleepPurpose::AttemptLimit);
        let answer = Request::<SecurePost>::new(&client(&transport, &clock)).send();
        assert_eq!(answer.await.expect("is answered").attempts(), 2);
    }
}

#[tokio::test]
async fn a_refused_token_is_not_used_again_though_its_call_cannot_be_repeated() {
    let transport = server("60", 2);
    let client = client(&transport, &FakeClock::new());
    let pieces = stream::iter([Ok::<_, std::io::Error>("a")]);
    let upload =
        Request::<SecurePost>::new(&client).bytes("text/plain", Upload::from_stream(pieces));
    let error = upload.await.expect_err("its body is spent");
    assert_eq!((error.attempts(), transport.count(TOKEN_PATH)), (1, 1));
    let next = Request::<SecurePost>::new(&client).send().await;
    assert_eq!(next.expect("is answered").attempts(), 1);
}
