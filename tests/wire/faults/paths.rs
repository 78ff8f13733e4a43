//! A path parameter reaches its own resource and no other.

use sailpoint_sim::Error;

use super::{client, success};
use crate::server::Server;

#[tokio::test]
async fn all_but_unreserved_characters_are_encoded() {
    let long = "x/".repeat(4_096);
    let long_encoded = "x%2F".repeat(4_096);
    let table = [
        ("plain-ID_1.2~3", "plain-ID_1.2~3"),
        ("a/b", "a%2Fb"),
        (r"a\b", "a%5Cb"),
        ("a?b#c", "a%3Fb%23c"),
        ("%2e%2e", "%252e%252e"),
        ("%2E", "%252E"),
        ("%2F", "%252F"),
        ("../../oauth/token", "..%2F..%2Foauth%2Ftoken"),
        ("..;", "..%3B"),
        ("...", "..."),
        (".hidden", ".hidden"),
        (" ", "%20"),
        ("a\tb", "a%09b"),
        ("a\r\nHost: b", "a%0D%0AHost%3A%20b"),
        ("a\0b", "a%00b"),
        ("\u{7f}", "%7F"),
        ("\u{fffd}", "%EF%BF%BD"),
        ("🦀", "%F0%9F%A6%80"),
        ("\u{202e}x\u{200f}", "%E2%80%AEx%E2%80%8F"),
        ("é", "%C3%A9"),
        ("e\u{301}", "e%CC%81"),
        ("{id}", "%7Bid%7D"),
        ("@evil.example:80/", "%40evil.example%3A80%2F"),
        ("!$&'()*+,;=:@", "%21%24%26%27%28%29%2A%2B%2C%3B%3D%3A%40"),
        (&long, &long_encoded),
    ];
    let server = Server::responding(|_| success()).await;
    let (client, _) = client(&server);
    for (index, (id, encoded)) in table.into_iter().enumerate() {
        let outcome = client.get_sim_integration(id).await;
        assert!(outcome.is_ok(), "{id:?}: {outcome:?}");
        let request = server.requests().pop().expect("it was sent");
        assert_eq!(request.path, format!("/v2025/sim-integrations/{encoded}"));
        assert_eq!(request.query, None, "{id:?}");
        assert_eq!(server.requests().len(), index + 1);
    }
}

#[tokio::test]
async fn what_would_lead_elsewhere_is_refused_before_anything_is_sent() {
    let server = Server::start([]).await;
    let (client, _) = client(&server);
    let too_long = "é".repeat(40_000);
    for (id, subject) in [("", "id"), (".", "id"), ("..", "id"), (&too_long, "url")] {
        let (get, delete) = (
            client.get_sim_integration(id),
            client.delete_sim_integration(id),
        );
        let patch = client.patch_before_provisioning_rule(id, []);
        let outcomes = [
            get.await.map(drop),
            delete.await.map(drop),
            patch.await.map(drop),
        ];
        for outcome in outcomes {
            match outcome {
                Err(Error::InvalidInput(failure)) => {
                    assert_eq!(failure.cause().subject(), subject);
                    assert_eq!(failure.attempts(), 0);
                }
                other => panic!("{subject}: {other:?}"),
            }
        }
    }
    assert!(server.requests().is_empty());
}
