//! Which credentials a call carries.

use simgen_runtime::{Config, Core, Credentials, Error, RequestBuilder};

use crate::support::*;

operation!(WithBasic, "GET", "/things", &[&[needs("basic")]]);
operation!(
    WithBoth,
    "GET",
    "/things",
    &[&[needs("header_key"), needs("query_key")]]
);
operation!(WithCookie, "GET", "/things", &[&[needs("cookie_key")]]);
operation!(
    WithEither,
    "GET",
    "/things",
    &[&[needs("oauth2")], &[needs("query_key")]]
);
operation!(Optional, "GET", "/things", &[&[], &[needs("bearer")]]);

async fn sent<Op>(settings: impl FnOnce(Config) -> Config) -> http::Request<bytes::Bytes>
where
    Op: simgen_runtime::Operation,
{
    let transport = FakeTransport::statuses(&[200]);
    let core = core(settings(config(&transport, &FakeClock::new())));
    RequestBuilder::new(&core)
        .send_for_value::<Op>()
        .await
        .expect("a response");
    transport.sent().remove(0)
}

fn key(key: &str) -> Credentials {
    Credentials::api_key(key)
}

#[tokio::test]
async fn each_kind_of_scheme_goes_where_it_belongs() {
    let request = sent::<WithBasic>(|config| {
        config.with_credentials(Credentials::basic("Aladdin", "open sesame"))
    });
    // RFC 7617 §2's own example.
    assert_eq!(
        request.await.headers()["authorization"],
        "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ=="
    );

    let request = sent::<WithBoth>(|config| {
        config
            .with_credentials_for("header_key", key("h"))
            .with_credentials_for("query_key", key("q&"))
    });
    let request = request.await;
    assert_eq!(request.headers()["x-key"], "h");
    assert_eq!(request.uri().query(), Some("key=q%26"));

    let request = sent::<WithCookie>(|config| config.with_credentials(key("c;")));
    assert_eq!(request.await.headers()["cookie"], "session=c%3B");
}

#[tokio::test]
async fn the_first_alternative_with_credentials_is_taken() {
    let request = sent::<WithEither>(|config| config.with_credentials_for("query_key", key("q")));
    assert_eq!(request.await.uri().query(), Some("key=q"));
    let both = sent::<WithEither>(|config| {
        config
            .with_credentials(key("q"))
            .with_credentials(Credentials::token("t"))
    });
    let both = both.await;
    assert_eq!(both.headers()["authorization"], "Bearer t");
    assert_eq!(both.uri().query(), None);
}

#[tokio::test]
async fn credentials_are_sent_where_they_are_optional_but_not_where_none_are_asked_for() {
    let bearer = |config: Config| config.with_credentials(Credentials::token("t"));
    assert_eq!(
        sent::<Optional>(bearer).await.headers()["authorization"],
        "Bearer t"
    );
    assert!(
        !sent::<Optional>(|config| config)
            .await
            .headers()
            .contains_key("authorization")
    );
    assert!(
        !sent::<ListThings>(bearer)
            .await
            .headers()
            .contains_key("authorization")
    );
}

#[tokio::test]
async fn a_call_without_its_credentials_is_not_sent() {
    let transport = FakeTransport::statuses(&[200]);
    let error = call::<WithEither>(&transport).await.expect_err("has none");
    assert!(matches!(error, Error::Credentials(_)));
    let expected = "WithEither: no credentials for any of: oauth2, query_key (not sent)";
    assert_eq!(error.to_string(), expected);
    assert!(transport.sent().is_empty());
}

#[test]
fn credentials_that_fit_no_scheme_are_refused() {
    static BARE: simgen_runtime::ApiDescription = simgen_runtime::ApiDescription {
        security_schemes: &[],
        ..API
    };
    let table = [
        (
            Config::new().with_credentials(Credentials::token("hunter2")),
            &BARE,
        ),
        (
            Config::new().with_credentials_for("typo", Credentials::token("hunter2")),
            &API,
        ),
        (
            Config::new().with_credentials_for("basic", Credentials::token("hunter2")),
            &API,
        ),
        (
            Config::new().with_credentials(Credentials::token("hunter2\n")),
            &API,
        ),
        (
            Config::new().with_credentials(Credentials::basic("a:b", "hunter2")),
            &API,
        ),
        (
            Config::new().with_credentials_for("header_key", key("hunter2\0")),
            &API,
        ),
        (
            Config::new()
                .with_credentials_for("bearer", Credentials::client_credentials("i", "hunter2")),
            &API,
        ),
    ];
    for (settings, api) in table {
        let settings = settings.with_base_url("https://acme.test");
        let error = Core::new(settings, api).expect_err("does not fit");
        assert!(!format!("{error} {error:?}").contains("hunter2"), "{error}");
    }
}

#[tokio::test]
async fn a_caller_cannot_send_authorization_twice() {
    let transport = FakeTransport::statuses(&[200]);
    let core = core(config(&transport, &FakeClock::new()));
    for name in [
        "Authorization",
        "Host",
        "content-length",
        "Transfer-Encoding",
        "bad name",
    ] {
        let request = ListThings(RequestBuilder::new(&core)).with_header(name, "x");
        let error = request.await.expect_err("is refused");
        assert!(matches!(error, Error::InvalidInput(_)), "{name}");
    }
    let request = ListThings(RequestBuilder::new(&core)).with_header("X-Mine", "a\r\nb: c");
    assert!(matches!(request.await, Err(Error::InvalidInput(_))));
    let request = ListThings(RequestBuilder::new(&core)).with_header("X-Mine", "mine");
    request.await.expect("a response");
    assert_eq!(transport.sent()[0].headers()["x-mine"], "mine");
}
