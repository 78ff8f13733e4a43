//! Where requests go.

use simgen_runtime::{
    ApiDescription, Config, ConfigError, Core, Credentials, RequestBuilder, ServerDescription,
};

use crate::support::*;

/// The URL of a request with these settings, or why there is no client.
async fn url(settings: Config, api: &'static ApiDescription) -> Result<String, String> {
    let transport = FakeTransport::statuses(&[200]);
    let settings = settings
        .with_transport(transport.clone())
        .with_clock(FakeClock::new());
    let core = match Core::new(settings, api) {
        Ok(core) => core,
        Err(ConfigError::InvalidSetting { name, .. }) => return Err(name),
        Err(other) => panic!("{other}"),
    };
    ListThings(RequestBuilder::new(&core))
        .await
        .expect("answered");
    Ok(transport.sent()[0].uri().to_string())
}

#[tokio::test]
async fn a_base_url_gets_the_document_s_path_once() {
    let table = [
        ("https://acme.test", "https://acme.test/v7/things"),
        ("https://acme.test/", "https://acme.test/v7/things"),
        ("https://acme.test/v7", "https://acme.test/v7/things"),
        ("https://acme.test/v7/", "https://acme.test/v7/things"),
        (
            "https://acme.test:8443/gate",
            "https://acme.test:8443/gate/v7/things",
        ),
        (
            "https://acme.test/gate/v7",
            "https://acme.test/gate/v7/things",
        ),
        ("https://acme.test/xv7", "https://acme.test/xv7/v7/things"),
        ("HTTPS://ACME.test", "https://acme.test/v7/things"),
    ];
    for (base, expected) in table {
        let url = url(Config::new().with_base_url(base), &API).await;
        assert_eq!(url.as_deref(), Ok(expected), "{base}");
    }
}

/// What is below the document's own path, or below another version, is not guessed at.
#[tokio::test]
async fn a_base_url_that_ends_in_a_part_of_the_document_s_path_is_refused() {
    for (base, api) in [
        ("https://acme.test/v6", &API),
        ("https://acme.test/V7", &API),
        ("https://acme.test/gate/v1.2/", &API),
        ("https://acme.test/api", &RELATIVE),
        ("https://acme.test/api/v2", &RELATIVE),
        ("https://acme.test/gate/api", &RELATIVE),
    ] {
        let config = Config::new().with_base_url(base);
        let config = config.with_transport(FakeTransport::statuses(&[200]));
        let error = Core::new(config, api).expect_err("is refused").to_string();
        assert!(error.starts_with("base URL: ends in `/"), "{error}");
        assert!(error.contains("leave `"), "{error}");
    }
    for (base, api, expected) in [
        (
            "https://acme.test/v1/v7",
            &API,
            "https://acme.test/v1/v7/things",
        ),
        (
            "https://acme.test//v7//",
            &API,
            "https://acme.test/v7/things",
        ),
        (
            "https://acme.test/vault",
            &API,
            "https://acme.test/vault/v7/things",
        ),
        (
            "https://acme.test/api/v3",
            &RELATIVE,
            "https://acme.test/api/v3/things",
        ),
    ] {
        let url = url(Config::new().with_base_url(base), api).await;
        assert_eq!(url.as_deref(), Ok(expected), "{base}");
    }
}

/// A document without a path of its own, in a package with others.
static ROOT: ApiDescription = ApiDescription {
    servers: &[ServerDescription {
        url: "https://acme.test",
        description: "",
        variables: &[],
    }],
    other_server_paths: &["/v7", "/next", "/x/api"],
    ..API
};

/// The same below a path that the other one's ends with, and the other way round.
static BELOW: ApiDescription = ApiDescription {
    servers: &[ServerDescription {
        url: "https://acme.test/api",
        description: "",
        variables: &[],
    }],
    other_server_paths: &["/x/api", "/pi", ""],
    ..API
};

static ABOVE: ApiDescription = ApiDescription {
    servers: &[ServerDescription {
        url: "https://acme.test/x/api",
        description: "",
        variables: &[],
    }],
    other_server_paths: &["/api", ""],
    ..API
};

/// The APIs of a package know each other's paths, whether or not they look like versions.
#[tokio::test]
async fn a_base_url_that_ends_in_the_path_of_another_api_is_refused() {
    for (base, api) in [
        ("https://acme.test/v7", &ROOT),
        ("https://acme.test/gate/v7/", &ROOT),
        ("https://acme.test/next", &ROOT),
        ("https://acme.test/x/api", &BELOW),
        ("https://acme.test/api", &ABOVE),
    ] {
        let config = Config::new().with_base_url(base);
        let config = config.with_transport(FakeTransport::statuses(&[200]));
        let error = Core::new(config, api).expect_err("is refused").to_string();
        assert!(error.starts_with("base URL: ends in `/"), "{error}");
        assert!(error.contains("leave `/"), "{error}");
    }
    for (base, api, expected) in [
        ("https://acme.test", &ROOT, "https://acme.test/things"),
        (
            "https://acme.test/v7/g",
            &ROOT,
            "https://acme.test/v7/g/things",
        ),
        (
            "https://acme.test/av7",
            &ROOT,
            "https://acme.test/av7/things",
        ),
        (
            "https://acme.test/api",
            &ROOT,
            "https://acme.test/api/things",
        ),
        (
            "https://acme.test/y/api",
            &BELOW,
            "https://acme.test/y/api/things",
        ),
        (
            "https://acme.test/x/api",
            &ABOVE,
            "https://acme.test/x/api/things",
        ),
    ] {
        let url = url(Config::new().with_base_url(base), api).await;
        assert_eq!(url.as_deref(), Ok(expected), "{base}");
    }
}

#[tokio::test]
async fn a_variable_takes_only_what_stands_for_itself_at_its_place() {
    let table: &[(&'static ApiDescription, &str, &[&str], &[&str])] = &[
        (
            &API,
            "tenant",
            &["acme", "ACME-2", "a.b", "xn--bcher-kva", "a_b"],
            &[
                "..",
                ".",
                "a..b",
                ".a",
                "a.",
                "a/b",
                "a@b",
                "a:80",
                "",
                " ",
                "a b",
                "a%2eb",
                "a\n",
                "-a",
                "a-",
                "bücher",
                "a\u{200b}b",
                "[::1]",
                "a,b",
            ],
        ),
        (
            &WHOLE,
            "host",
            &["acme.test", "acme.test:8443", "10.0.0.1", "[2001:db8::1]:1"],
            &[
                "..", "a/b", "a@b", "a:", "a:99999", "a:b", "", "127", "0x7f.1", "a?b", "a#b",
            ],
        ),
        (
            &LISTED,
            "stage",
            &["test/v2", "a.b", "..."],
            &[
                "..", ".", "a/../b", "a/%2E%2e", "%2e", "a?b", "a#b", "a b", "", "a\\b",
            ],
        ),
    ];
    for (api, name, fitting, harmful) in table {
        for value in *fitting {
            let config = Config::new().with_server_variable(*name, *value);
            let url = url(config, api).await;
            let url = url.unwrap_or_else(|error| panic!("{value:?}: {error}"));
            assert!(url.contains(&value.to_lowercase()), "{value:?}: {url}");
        }
        for value in *harmful {
            let config = Config::new().with_server_variable(*name, *value);
            assert_eq!(url(config, api).await, Err((*name).to_owned()), "{value:?}");
        }
    }
}

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

#[tokio::test]
async fn without_a_base_url_the_document_s_server_is_used() {
    let main = url(Config::new(), &API).await;
    assert_eq!(main.as_deref(), Ok("https://main.example.com/v7/things"));
    let acme = url(Config::new().with_server_variable("tenant", "acme"), &API).await;
    assert_eq!(acme.as_deref(), Ok("https://acme.example.com/v7/things"));
    let unknown = url(Config::new().with_server_variable("tennant", "acme"), &API).await;
    assert_eq!(unknown, Err("tennant".to_owned()));
    for harmful in [
        "evil.test/",
        "x@evil.test",
        "evil.test?",
        "evil.test#",
        "",
        "a b",
        r"e\f",
    ] {
        let url = url(Config::new().with_server_variable("tenant", harmful), &API).await;
        assert_eq!(url, Err("tenant".to_owned()), "{harmful:?}");
    }
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

static LISTED: ApiDescription = ApiDescription {
    servers: &[ServerDescription {
        url: "https://{region}.test/{stage}",
        description: "",
        variables: &[
            simgen_runtime::ServerVariable {
                name: "region",
                default: "eu",
                values: &["eu", "us"],
            },
            simgen_runtime::ServerVariable {
                name: "stage",
                default: "live/v1",
                values: &[],
            },
        ],
    }],
    ..API
};

static WHOLE: ApiDescription = ApiDescription {
    servers: &[ServerDescription {
        url: "https://{host}/v7",
        description: "",
        variables: &[simgen_runtime::ServerVariable {
            name: "host",
            default: "acme.test",
            values: &[],
        }],
    }],
    ..API
};

static RELATIVE: ApiDescription = ApiDescription {
    servers: &[ServerDescription {
        url: "/api/v3",
        description: "",
        variables: &[],
    }],
    ..API
};

static NOWHERE: ApiDescription = ApiDescription {
    servers: &[],
    ..API
};

#[tokio::test]
async fn a_variable_takes_only_the_values_that_are_listed() {
    let with = |region: &str| Config::new().with_server_variable("region", region);
    assert_eq!(
        url(with("us"), &LISTED).await.as_deref(),
        Ok("https://us.test/live/v1/things")
    );
    assert_eq!(url(with("mars"), &LISTED).await, Err("region".to_owned()));
    let stage = with("eu").with_server_variable("stage", "test/v2");
    assert_eq!(
        url(stage, &LISTED).await.as_deref(),
        Ok("https://eu.test/test/v2/things")
    );
}

#[tokio::test]
async fn a_document_without_a_host_needs_a_base_url() {
    for api in [&RELATIVE, &NOWHERE] {
        assert_eq!(url(Config::new(), api).await, Err("base URL".to_owned()));
    }
    let base = || Config::new().with_base_url("https://acme.test");
    assert_eq!(
        url(base(), &RELATIVE).await.as_deref(),
        Ok("https://acme.test/api/v3/things")
    );
    assert_eq!(
        url(base(), &NOWHERE).await.as_deref(),
        Ok("https://acme.test/things")
    );
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
