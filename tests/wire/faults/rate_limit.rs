//! 429 with every kind of `Retry-After`.

use std::time::Duration;

use sailpoint_sim::Error;
use sailpoint_sim::v2025::errors::SimIntegrationsError;
use serde_json::json;

use super::{Call, client};
use crate::server::{Reply, Server};

fn too_many(retry_after: Option<&str>) -> Reply {
    let mut headers = vec![("content-type", "application/json")];
    headers.extend(retry_after.map(|value| ("retry-after", value)));
    let body = json!({"message": "Rate limit exceeded"});
    Reply::whole(429, &headers, body.to_string())
}

#[tokio::test]
async fn retry_after_is_waited_for_where_it_makes_sense() {
    // What the header says, the pauses in milliseconds, and what the error tells in seconds.
    let usual: &[u128] = &[250, 500];
    let table: [(Option<&str>, &[u128], Option<u64>); 15] = [
        (None, usual, None),
        (Some(""), usual, None),
        (Some("soon"), usual, None),
        (Some("-5"), usual, None),
        (Some("1.5"), usual, None),
        (Some("5, 6"), usual, None),
        (Some("0"), usual, Some(0)),
        (Some("7"), &[7_250, 7_500], Some(7)),
        (Some("60"), &[60_250, 60_500], Some(60)),
        (Some("61"), &[], Some(61)),
        (Some("99999999999999999999999"), &[], Some(u64::MAX)),
        (Some("Sun, 06 Nov 1994 08:49:37 GMT"), usual, Some(0)),
        // Seven seconds from when the tests begin, which the first pause outlasts.
        (
            Some("Tue, 14 Nov 2023 22:13:27 GMT"),
            &[7_250, 500],
            Some(0),
        ),
        (Some("Wed, 15 Nov 2023 22:13:20 GMT"), &[], Some(86_400)),
        (Some("Tue, 14 Nov 2023 22:13:27"), usual, None),
    ];
    for (value, pauses, told) in table {
        for call in Call::BOTH {
            let server = Server::responding(move |_| too_many(value)).await;
            let (client, clock) = client(&server);
            match call.send(&client).await {
                Err(Error::Api(error)) => {
                    let body = error.body();
                    assert!(matches!(body, SimIntegrationsError::TooManyRequests(_)));
                    assert_eq!(error.attempts() as usize, pauses.len() + 1, "{value:?}");
                    let told_after = error.retry_after().map(|time| time.as_secs());
                    assert_eq!(told_after, told, "{value:?}");
                    assert!(error.is_retryable() && !error.may_have_been_applied());
                }
                other => panic!("{value:?} gave {other:?}"),
            }
            assert_eq!(clock.pauses(), pauses, "{value:?}, {call:?}");
            assert_eq!(server.requests().len(), pauses.len() + 1, "{value:?}");
        }
    }
}

#[tokio::test]
async fn a_limit_that_passes_is_outlived_by_every_call() {
    for call in Call::BOTH {
        let server = Server::start([too_many(Some("3")), super::success()]).await;
        let (client, clock) = client(&server);
        let response = call.send(&client).await.expect("it passed");
        assert_eq!((response.attempts(), clock.pauses()), (2, vec![3_250]));
        let bodies: Vec<_> = server
            .requests()
            .iter()
            .map(|sent| sent.body.clone())
            .collect();
        assert_eq!(bodies[0], bodies[1], "the same request is sent again");
    }
}

#[tokio::test]
async fn a_wait_that_outlasts_the_call_is_not_begun() {
    let server = Server::responding(|_| too_many(Some("7"))).await;
    let (client, clock) = client(&server);
    let request = client.get_sim_integration("1");
    let outcome = request.with_timeout(Duration::from_secs(5)).await;
    assert_eq!(outcome.expect_err("it is refused").attempts(), 1);
    assert!(clock.pauses().is_empty());
}
