//! Secrets are nowhere to be seen.

use simgen_runtime::{
    AccessToken, Credentials, Parameter, Redacted, RequestBuilder, TransportStage,
};

use crate::support::*;

#[test]
fn no_debug_shows_a_secret() {
    let credentials = [
        Credentials::token("hunter2"),
        Credentials::client_credentials("id", "hunter2").into(),
        Credentials::basic("user", "hunter2"),
        Credentials::api_key("hunter2"),
    ];
    let transport = FakeTransport::statuses(&[200]);
    for credentials in credentials {
        let shown = format!("{credentials:?}");
        assert!(!shown.contains("hunter2"), "{shown}");
        let settings = config(&transport, &FakeClock::new())
            .with_header("X-Secret", "hunter2")
            .with_base_url("https://user:hunter2@acme.test")
            .with_credentials(credentials.clone());
        let shown = format!("{settings:?}");
        assert!(!shown.contains("hunter2"), "{shown}");
        let client = core(config(&transport, &FakeClock::new()).with_credentials(credentials));
        assert!(!format!("{client:?}").contains("hunter2"), "{client:?}");
        let builder =
            RequestBuilder::new(&client).set(Parameter::path("id"), &"hunter2".to_owned());
        assert_eq!(format!("{builder:?}"), "RequestBuilder { .. }");
        let request = GetThing(builder).with_header("X-Secret", "hunter2");
        assert_eq!(format!("{request:?}"), "GetThing { .. }");
    }
    assert!(!format!("{:?}", AccessToken::new("hunter2")).contains("hunter2"));
    assert_eq!(format!("{Redacted:?}"), "[redacted]");
}

#[tokio::test]
async fn a_value_that_was_given_as_the_name_of_a_header_is_not_shown() {
    let transport = FakeTransport::statuses(&[200]);
    let core = core(config(&transport, &FakeClock::new()));
    let request = ListThings(RequestBuilder::new(&core)).with_header("hunter2 ", "X-Key");
    let error = request.await.expect_err("no header has such a name");
    let shown = format!("{error} {error:?}");
    assert!(!shown.contains("hunter2"), "{shown}");
}

#[tokio::test]
async fn no_answer_shows_what_it_holds() {
    let transport = FakeTransport::new(|_, _| {
        Reply::body(204, "text/plain", b"hunter2").with("set-cookie", "hunter2")
    });
    let core = core(config(&transport, &FakeClock::new()));
    let response = DeleteThings(RequestBuilder::new(&core)).send().await;
    let shown = format!("{:?}", response.expect("is answered"));
    assert!(
        shown.contains("204") && shown.contains("set-cookie"),
        "{shown}"
    );
    assert!(!shown.contains("hunter2"), "{shown}");
}

#[tokio::test]
async fn no_error_shows_a_secret_or_a_body() {
    let replies: [fn() -> Reply; 6] = [
        || Reply::json(400, r#"{"password":"hunter2"}"#),
        || Reply::json(418, r#"{"password":"hunter2"}"#),
        || Reply::json(200, r#"{"password":"hunter2""#),
        || Reply::body(200, "text/html", b"hunter2"),
        || Reply::Lost(TransportStage::Request),
        || Reply::Broken(200, vec![b"hunter2"]),
    ];
    for reply in replies {
        let transport = FakeTransport::new(move |_, _| reply());
        let settings = config(&transport, &FakeClock::new());
        let settings = settings.with_credentials(Credentials::token("hunter2"));
        let error = SecurePost(RequestBuilder::new(&core(settings)))
            .await
            .expect_err("fails");
        let shown = format!("{error} {error:?}");
        assert!(!shown.contains("hunter2"), "{shown}");
    }
}
