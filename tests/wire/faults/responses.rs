//! Whole responses that are not what is due, and responses without an end.

use sailpoint_sim::Error;

use super::{Call, Outcome, client, success};
use crate::server::{Reply, Server, Step};

fn phase(outcome: &Outcome) -> &'static str {
    match outcome {
        Ok(_) => "success",
        Err(Error::Decode(_)) => "decode",
        Err(Error::UndocumentedStatus(_)) => "undocumented status",
        Err(Error::TooLarge(_)) => "too large",
        Err(_) => "another",
    }
}

#[tokio::test]
async fn a_response_that_is_not_what_is_due_is_told_and_kept() {
    let json = [("content-type", "application/json")];
    let page = "<html><body>Bad Gateway</body></html>";
    // The response, its phase, its body, and how often a GET and a POST are sent.
    let table = [
        (Reply::html(200, page), "decode", page, 1, 1),
        (Reply::whole(200, &json, page), "decode", page, 1, 1),
        (Reply::whole(200, &json, ""), "decode", "", 1, 1),
        (Reply::empty(200), "decode", "", 1, 1),
        (Reply::empty(204), "undocumented status", "", 1, 1),
        (Reply::html(502, page), "undocumented status", page, 3, 1),
        (Reply::html(503, page), "undocumented status", page, 3, 1),
        (Reply::html(504, page), "undocumented status", page, 3, 1),
        (Reply::html(408, page), "undocumented status", page, 3, 1),
        (Reply::html(429, page), "decode", page, 3, 3),
        (Reply::html(500, page), "decode", page, 1, 1),
        (Reply::html(501, page), "undocumented status", page, 1, 1),
    ];
    for (response, expected, body, gets, posts) in table {
        for (call, requests) in [(Call::Get, gets), (Call::Post, posts)] {
            let always = response.clone();
            let server = Server::responding(move |_| always.clone()).await;
            let outcome = call.send(&client(&server).0).await;
            assert_eq!(phase(&outcome), expected, "{response:?}");
            let error = outcome.expect_err("it is none");
            assert_eq!(server.requests().len(), requests, "{call:?} {response:?}");
            assert_eq!(error.attempts() as usize, requests);
            assert_eq!(
                error.body_bytes().map(|bytes| &bytes[..]),
                Some(body.as_bytes())
            );
            assert!(!error.to_string().contains("<html>"), "{error}");
            assert!(!format!("{error:?}").contains("<html>"));
        }
    }
}

#[tokio::test]
async fn a_gateway_s_page_that_passes_is_outlived() {
    let server = Server::start([Reply::html(502, "<p>"), success()]).await;
    let response = Call::Get.send(&client(&server).0).await.expect("it passed");
    assert_eq!(response.attempts(), 2);
}

/// A response that never ends, with or without announcing so.
fn endless(status: u16) -> [Reply; 2] {
    let json = ("content-type", "application/json");
    let chunk = [b"1000\r\n".as_slice(), &[b' '; 0x1000], b"\r\n"].concat();
    [
        Reply::scripted([
            Step::head(status, &[json, ("transfer-encoding", "chunked")]),
            Step::Repeat(chunk),
        ]),
        Reply::scripted([
            Step::head(status, &[json]),
            Step::Repeat(vec![b' '; 0x1000]),
        ]),
    ]
}

#[tokio::test]
async fn a_body_without_an_end_stops_being_read_at_the_limit() {
    let limits = [(200, 16 * 1024 * 1024), (400, 64 * 1024), (502, 64 * 1024)];
    for (status, limit) in limits {
        for response in endless(status) {
            let server = Server::start([response]).await;
            let outcome = Call::Post.send(&client(&server).0).await;
            assert_eq!(phase(&outcome), "too large", "{status}");
            let error = outcome.expect_err("it is too large");
            assert_eq!(error.body_bytes().map(|body| body.len()), Some(limit));
            assert_eq!(error.status().map(|found| found.as_u16()), Some(status));
            assert!(error.may_have_been_applied() == (status != 400));
        }
    }
}

#[tokio::test]
async fn a_body_that_announces_too_much_is_not_read_at_all() {
    let length = (16 * 1024 * 1024 + 1).to_string();
    let head = Step::head(
        200,
        &[
            ("content-type", "application/json"),
            ("content-length", &length),
        ],
    );
    let server = Server::start([Reply::scripted([head])]).await;
    let outcome = Call::Get.send(&client(&server).0).await;
    assert_eq!(phase(&outcome), "too large");
    let error = outcome.expect_err("it is too large");
    assert_eq!(error.body_bytes().map(|body| body.len()), Some(0));
}
