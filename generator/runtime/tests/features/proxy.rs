//! The proxy that the environment names is used where the feature says so, and only there.

use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{Ipv4Addr, TcpListener};
use std::sync::mpsc;
use std::thread;

use simgen_runtime::{Config, Core, Credentials, Error, RequestBuilder, RetryPolicy};

use super::{is_run_again, run_again};
use crate::support::{API, ListThings, SecureList, core};

/// Nobody listens there, so that a call which goes by no proxy ends at once.
const NOWHERE: &str = "127.0.0.1:1";

/// What a proxy hears of two calls, one by https and one by plain http.
fn heard_by_proxy(test: &str) -> Vec<String> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("loopback has a free port");
    let address = listener.local_addr().expect("it is bound");
    let (sender, heard) = mpsc::channel();
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let mut stream = BufReader::new(stream);
            let mut line = String::new();
            let _ = stream.read_line(&mut line);
            let _ = sender.send(line.trim_end().to_owned());
            let _ = stream.get_mut().write_all(b"HTTP/1.1 502 \r\n\r\n");
        }
    });
    let proxy = format!("http://{address}");
    let names = ["HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "ALL_PROXY"];
    run_again(test, &names.map(|name| (name, proxy.as_str())));
    heard.try_iter().collect()
}

#[tokio::test]
async fn a_proxy_is_used_where_the_feature_is_on_and_never_for_plain_http() {
    if !is_run_again() {
        let test =
            "features::proxy::a_proxy_is_used_where_the_feature_is_on_and_never_for_plain_http";
        let heard = heard_by_proxy(test);
        let expected = match cfg!(feature = "system-proxy") {
            true => vec![format!("CONNECT {NOWHERE} HTTP/1.1")],
            false => vec![],
        };
        assert_eq!(heard, expected);
        return;
    }
    let secure = || Config::new().with_base_url(format!("https://{NOWHERE}"));
    let plain = Config::new().with_base_url(format!("http://{NOWHERE}"));
    for settings in [secure(), plain.with_http_on_loopback()] {
        let core = core(settings.with_retry(RetryPolicy::none()));
        let outcome = ListThings(RequestBuilder::new(&core)).await;
        assert!(matches!(outcome, Err(Error::Transport(_))), "{outcome:?}");
    }
    // The token's server alone speaks plain http, and is sent a secret.
    let token = Credentials::client_credentials("id", "secret")
        .with_token_url(format!("http://{NOWHERE}/token"));
    let settings = secure().with_http_on_loopback().with_credentials(token);
    let core = core(settings.with_retry(RetryPolicy::none()));
    let outcome = SecureList(RequestBuilder::new(&core)).await;
    assert!(matches!(outcome, Err(Error::Credentials(_))), "{outcome:?}");
}

/// What a proxy of the settings hears of one request: its first line and who asks.
#[tokio::test]
async fn a_proxy_of_the_settings_is_used_by_https_alone() {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("loopback has a free port");
    let address = listener.local_addr().expect("it is bound");
    let (sender, heard) = mpsc::channel();
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let mut stream = BufReader::new(stream);
            let mut head = String::new();
            while !head.ends_with("\r\n\r\n") && stream.read_line(&mut head).unwrap_or(0) > 0 {}
            let _ = sender.send(head);
            let _ = stream.get_mut().write_all(b"HTTP/1.1 502 \r\n\r\n");
        }
    });
    let proxy = format!("http://user:hunter2@{address}");
    for (url, is_proxied) in [
        (format!("https://{NOWHERE}"), true),
        (format!("http://{NOWHERE}"), false),
    ] {
        let settings = Config::new()
            .with_base_url(url)
            .with_http_on_loopback()
            .with_proxy(&proxy)
            .with_retry(RetryPolicy::none());
        assert!(!format!("{settings:?}").contains("hunter2"));
        let error = ListThings(RequestBuilder::new(&core(settings))).await;
        let error = error.expect_err("nobody is there");
        assert!(
            !format!("{error} {error:?}").contains("hunter2"),
            "{error:?}"
        );
        let heads: Vec<String> = heard.try_iter().collect();
        assert_eq!(heads.len(), usize::from(is_proxied), "{heads:?}");
        for head in heads {
            let line = format!("CONNECT {NOWHERE} HTTP/1.1\r\n");
            assert!(head.starts_with(&line), "{head}");
            assert!(
                head.to_lowercase().contains("proxy-authorization: basic "),
                "{head}"
            );
        }
    }
    for wrong in [
        "hunter2",
        "ftp://hunter2@proxy.test",
        "socks5://hunter2.test",
        "",
    ] {
        let settings = Config::new().with_base_url("https://acme.test");
        let error = Core::new(settings.with_proxy(wrong), &API).expect_err("is none");
        assert!(
            error
                .to_string()
                .contains("`Config::with_proxy` is not a URL of a proxy"),
            "{error}"
        );
        assert!(!format!("{error:?}").contains("hunter2"), "{error:?}");
    }
}
