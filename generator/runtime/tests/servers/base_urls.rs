//! The URL of a request, made of a base URL or a server of the document.

use super::*;

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
        // The path of this API is named where it has one.
        let is_root = std::ptr::eq(api, &ROOT);
        assert_eq!(error.contains("the API is below"), !is_root, "{error}");
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
