//! Where requests go, and what never goes along.

use sailpoint_sim::runtime::TransportStage;
use sailpoint_sim::v2025::Client;
use sailpoint_sim::{Config, Credentials, Error};
use serde_json::json;

use super::{Call, client, new, success};
use crate::clock::TestClock;
use crate::config;
use crate::server::{Reply, Server};

#[tokio::test]
async fn a_redirect_is_a_response_like_any_other() {
    let elsewhere = Server::responding(|_| success()).await;
    for status in [301, 302, 303, 307, 308] {
        let same_origin = "/v2025/sim-integrations/2".to_owned();
        let other_origin = format!("{}/v2025/sim-integrations/1", elsewhere.origin());
        for location in [other_origin, same_origin] {
            for call in Call::BOTH {
                let response = Reply::whole(status, &[("location", location.as_str())], "");
                let server = Server::start([response]).await;
                let outcome = call.send(&client(&server).0).await;
                let error = outcome.expect_err("it is no success");
                assert!(matches!(error, Error::UndocumentedStatus(_)), "{error}");
                let headers = error.headers().expect("a response");
                assert_eq!(headers["location"], location.as_str());
                assert_eq!(server.requests().len(), 1);
            }
        }
    }
    assert!(elsewhere.requests().is_empty(), "nothing leaks");
}

#[tokio::test]
async fn a_redirect_of_the_token_endpoint_leaks_no_secret() {
    let elsewhere = Server::responding(|_| Reply::json(200, &json!({"access_token": "t"}))).await;
    let location = format!("{}/oauth/token", elsewhere.origin());
    let server =
        Server::responding(move |_| Reply::whole(307, &[("location", &location)], "")).await;
    let (client, _) = super::client_with_credentials(&server);
    let error = Call::Get
        .send(&client)
        .await
        .expect_err("there is no token");
    assert!(matches!(error, Error::Credentials(_)), "{error}");
    assert_eq!(server.requests().len(), 1);
    assert!(elsewhere.requests().is_empty(), "nothing leaks");
}

#[tokio::test]
async fn a_request_says_no_more_than_it_must() {
    let server = Server::responding(|_| success()).await;
    let (client, _) = client(&server);
    for call in Call::BOTH {
        call.send(&client).await.expect("a response");
    }
    for request in server.requests() {
        let names = request.headers.iter().map(|(name, _)| name.as_str());
        let mut names: Vec<_> = names.collect();
        names.sort_unstable();
        let body = match request.method.as_str() {
            "POST" => ["content-length", "content-type"].as_slice(),
            _ => &[],
        };
        let mut expected = vec!["accept", "authorization", "host"];
        expected.extend(["user-agent", "x-sailpoint-experimental"]);
        expected.extend(body);
        expected.sort_unstable();
        assert_eq!(names, expected, "{request:?}");
        assert!(!request.path.contains("tok-123"));
    }
}

#[test]
fn plain_http_is_for_loopback_and_only_when_asked_for() {
    let refused = [
        ("http://127.0.0.1:1", false),
        ("http://localhost:1", false),
        ("http://example.com", true),
        ("http://127.0.0.1.example.com", true),
        ("http://localhost.example.com", true),
        ("http://0.0.0.0", true),
        ("http://10.0.0.1", true),
        ("http://[::2]", true),
        ("ftp://127.0.0.1", true),
        ("file:///etc/passwd", true),
        ("acme.example.com", true),
        ("", true),
    ];
    let taken = [
        ("https://acme.example.com", false),
        ("http://127.0.0.1:1", true),
        ("http://127.9.9.9", true),
        ("http://localhost", true),
        ("http://[::1]:1", true),
    ];
    let made = |(url, asked): (&str, bool)| {
        let config = Config::new().with_base_url(url);
        let config = config.with_credentials(Credentials::token("t"));
        Client::new(if asked {
            config.with_http_on_loopback()
        } else {
            config
        })
    };
    for case in refused {
        assert!(made(case).is_err(), "{case:?}");
    }
    for case in taken {
        assert!(made(case).is_ok(), "{case:?}: {:?}", made(case));
    }
}

#[test]
fn a_base_url_that_holds_more_than_a_place_is_refused_without_being_shown() {
    for url in [
        "https://user@acme.example.com",
        "https://user:hunter2@acme.example.com",
        "https://:hunter2@acme.example.com",
        "https://acme.example.com?key=hunter2",
        "https://acme.example.com/?",
        "https://acme.example.com#hunter2",
    ] {
        let error = Client::new(Config::new().with_base_url(url)).expect_err(url);
        assert!(!error.to_string().contains("hunter2"), "{error}");
        assert!(!format!("{error:?}").contains("hunter2"), "{error:?}");
    }
}

#[tokio::test]
async fn https_is_never_given_up_for_plain_http() {
    let server = Server::responding(|_| success()).await;
    let origin = server.origin().replace("http://", "https://");
    let client = new(config::with_clock(&origin, &TestClock::new()));
    match Call::Post.send(&client).await {
        Err(Error::Transport(failure)) => {
            assert_eq!(failure.cause().stage(), TransportStage::Connect);
        }
        other => panic!("it gave {other:?}"),
    }
    assert!(server.requests().is_empty());
}

#[tokio::test]
async fn a_header_that_would_break_the_request_is_refused() {
    let server = Server::start([]).await;
    let (client, _) = client(&server);
    let long_name = "x".repeat(100_000);
    let table = [
        ("X-A", "a\r\nX-B: b"),
        ("X-A", "a\nb"),
        ("X-A", "a\0"),
        ("X-A", "é"),
        ("X-A", "\u{7f}"),
        ("", "a"),
        ("X A", "a"),
        ("X-A:", "a"),
        ("X-A\r\nX-B", "a"),
        (&long_name, "a"),
        ("Authorization", "Bearer mine"),
        ("authorization", "Bearer mine"),
        ("Proxy-Authorization", "Basic mine"),
        ("Host", "evil.example"),
        ("Content-Length", "0"),
        ("Transfer-Encoding", "chunked"),
        ("Connection", "close"),
        ("Upgrade", "h2c"),
    ];
    for (name, value) in table {
        let request = client.get_sim_integration("1").with_header(name, value);
        let outcome = request.await;
        assert!(
            matches!(outcome, Err(Error::InvalidInput(_))),
            "{name:.20}: {value}: {outcome:?}"
        );
    }
    let request = client
        .get_sim_integration("1")
        .x_sail_point_experimental("a\r\nX-B: b");
    assert!(matches!(request.await, Err(Error::InvalidInput(_))));
    assert!(server.requests().is_empty());

    for (name, value) in [("X-A", "a\r\nX-B: b"), ("Authorization", "Bearer mine")] {
        let config = config::with_token(&server).with_header(name, value);
        assert!(Client::new(config).is_err(), "{name}");
    }
}

#[tokio::test]
async fn no_text_of_the_client_shows_a_secret() {
    let server = Server::responding(|_| Reply::json(500, &json!({"detailCode": "x"}))).await;
    let config = config::with_token(&server).with_header("X-Key", "hunter2");
    let mut texts = vec![format!("{config:?}")];
    let client = new(config);
    texts.push(format!("{client:?}"));
    texts.push(format!("{:?}", client.get_sim_integration("1")));
    let error = Call::Get.send(&client).await.expect_err("it is a 500");
    texts.extend([error.to_string(), format!("{error:?}")]);
    let clock = TestClock::new();
    let config = config::with_client_credentials(&server, &clock);
    texts.push(format!("{config:?}"));
    let error = Call::Get.send(&new(config)).await.expect_err("no token");
    texts.extend([error.to_string(), format!("{error:?}")]);
    for text in texts {
        for secret in ["tok-123", "csecret", "hunter2"] {
            assert!(!text.contains(secret), "{text}");
        }
    }
}
