//! Hosts that requests and credentials are not sent to.

use super::*;

#[tokio::test]
async fn a_base_url_s_host_is_one() {
    for base in [
        "https://..",
        "https://.",
        "https://a..b",
        "https://-a.test",
        "https://.a/x",
    ] {
        let url = url(Config::new().with_base_url(base), &API).await;
        assert_eq!(url, Err("base URL".to_owned()), "{base}");
    }
    let url = url(Config::new().with_base_url("https://acme.test."), &API).await;
    assert_eq!(url.as_deref(), Ok("https://acme.test./v7/things"));
}

/// Who forgets to name a tenant sends no secret to the one that the document shows.
#[test]
fn credentials_go_to_no_host_that_only_a_default_names() {
    let with_token = |config: Config| config.with_credentials(Credentials::token("hunter2"));
    let made = |config: Config, api| {
        let config = config.with_transport(FakeTransport::statuses(&[200]));
        Core::new(config, api).map(drop)
    };
    let client = Credentials::client_credentials("id", "hunter2");
    for config in [
        with_token(Config::new()),
        Config::new().with_credentials(client),
    ] {
        let error = made(config, &API).expect_err("the tenant is not chosen");
        assert_eq!(
            error.to_string(),
            "tenant: is needed, or a base URL: credentials are not sent to `main`, which is \
             only the document's default"
        );
    }
    let chosen = [
        Config::new().with_server_variable("tenant", "main"),
        Config::new().with_base_url("https://acme.test"),
    ];
    for config in chosen {
        made(with_token(config), &API).expect("the tenant is chosen");
    }
    made(Config::new(), &API).expect("there is nothing to give away");
    // A default from a list, or in the path, leads to no stranger.
    made(with_token(Config::new()), &LISTED).expect("the host is the document's own");
}

#[tokio::test]
async fn unsafe_base_urls_are_refused() {
    let refused = [
        "http://acme.test",
        "http://127.0.0.1:80",
        "https://user@acme.test",
        "https://user:secret@acme.test",
        "https://acme.test?x=1",
        "https://acme.test/?",
        "https://acme.test#x",
        "ftp://acme.test",
        "acme.test",
        "",
        "file:///etc/passwd",
    ];
    for base in refused {
        let refusal = url(Config::new().with_base_url(base), &API).await;
        assert_eq!(refusal, Err("base URL".to_owned()), "{base}");
    }
}

#[tokio::test]
async fn plain_http_is_for_loopback_and_only_when_asked() {
    let asked = |base: &str| Config::new().with_base_url(base).with_http_on_loopback();
    for base in [
        "http://127.0.0.1:8080",
        "http://127.9.9.9",
        "http://[::1]:1",
        "http://localhost",
    ] {
        let expected = format!("{base}/v7/things");
        assert_eq!(url(asked(base), &API).await, Ok(expected));
    }
    for base in [
        "http://acme.test",
        "http://10.0.0.1",
        "http://localhost.acme.test",
        "http://0.0.0.0",
        "http://evil-localhost",
        "http://evillocalhost",
        "http://localhost-evil",
        "http://localhost.",
        "http://localhost.evil.test",
        "http://127.evil",
        "http://127.0.0.1.evil.test",
        "http://127.0.0.1@evil.test",
        "http://localhost:80@evil.test",
        "http://evil.test#@localhost",
        r"http://evil.test\@localhost",
        "http://evil.test/localhost",
        "http://128.0.0.1",
        "http://0x80.1",
        "http://2130706432.evil.test",
        "http://[::ffff:127.0.0.1]",
        "http://[::127.0.0.1]",
        "http://[::]",
        "http://[::2]",
        "http://[fe80::1]",
    ] {
        assert_eq!(
            url(asked(base), &API).await,
            Err("base URL".to_owned()),
            "{base}"
        );
    }
}

/// Who may send there after all is told how.
#[test]
fn a_refusal_of_plain_http_says_whether_it_can_be_allowed() {
    for (base, reason) in [
        ("http://localhost", "has to be allowed first"),
        ("http://10.0.0.1", "plain http is for localhost alone"),
    ] {
        let config = Config::new().with_base_url(base);
        let config = config.with_transport(FakeTransport::statuses(&[200]));
        let error = Core::new(config, &API).expect_err("is refused").to_string();
        assert!(error.ends_with(reason), "{error}");
    }
}

/// Ways to write 127.0.0.1 lead there.
#[tokio::test]
async fn an_address_is_what_it_means_and_not_how_it_is_written() {
    for base in [
        "http://0x7f.1",
        "http://2130706433",
        "http://127.1",
        "http://0177.0.0.1",
    ] {
        let settings = Config::new().with_base_url(base).with_http_on_loopback();
        let sent = url(settings, &API).await;
        assert_eq!(sent.as_deref(), Ok("http://127.0.0.1/v7/things"), "{base}");
    }
}

#[test]
fn a_refusal_never_shows_the_url() {
    let settings = Config::new().with_base_url("https://user:hunter2@acme.test");
    let error = Core::new(settings, &API).expect_err("is refused");
    assert!(!format!("{error} {error:?}").contains("hunter2"), "{error}");
}
