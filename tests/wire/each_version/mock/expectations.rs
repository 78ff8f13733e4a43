//! What the mock server does with some requests of an operation, and how many calls are
//! expected of it.

use std::panic::{AssertUnwindSafe, catch_unwind};

use sailpoint_sim::mock::Calls;
use serde_json::json;

use super::super::api::models::SimIntegrationDetails;
use super::super::api::sim_integrations::{
    CreateSimIntegration, DeleteSimIntegration, GetSimIntegration,
};
use super::super::calls::integration;
use super::{SHOWN, mock_and_client};

#[tokio::test]
async fn replies_are_for_the_requests_of_which_their_conditions_hold() {
    let (mock, client) = mock_and_client();
    let usual = client.get_sim_integration(SHOWN).await;
    let usual = usual.expect("it is there");
    let named = |name: &str| {
        let mut named = usual.clone();
        name.clone_into(&mut named.name);
        named
    };
    mock.on::<GetSimIntegration>()
        .responds(named("any"))
        .always();
    mock.on::<GetSimIntegration>()
        .when_path("id", "1")
        .responds(named("one"));
    mock.on::<GetSimIntegration>()
        .when_path("id", 2)
        .when_header("X-SailPoint-Experimental", true)
        .responds(named("two"))
        .always();
    mock.on::<GetSimIntegration>()
        .when_path("id", 3)
        .when("it is never", |_| false)
        .responds(named("three"));
    for (id, name) in [
        ("1", "one"),
        ("1", "any"),
        ("2", "two"),
        ("3", "any"),
        ("2", "two"),
    ] {
        let found = client.get_sim_integration(id).await;
        assert_eq!(found.expect("it was told so").name, name, "{id}");
    }
    assert_eq!(
        mock.on::<GetSimIntegration>()
            .when_path("id", 2)
            .requests()
            .len(),
        2
    );
}

#[tokio::test]
async fn replies_depend_on_the_body() {
    let (mock, client) = mock_and_client();
    mock.on::<CreateSimIntegration>()
        .when_body_at("/name", &json!("Taken"))
        .fails_with(400)
        .always();
    mock.on::<CreateSimIntegration>()
        .when_body(&integration())
        .fails_with(403)
        .always();
    let mut taken = integration();
    taken.name = Some("Taken".to_owned());
    let mut free = integration();
    free.name = Some("Free".to_owned());
    let status = async |details: SimIntegrationDetails| {
        let created = client.create_sim_integration(details).await;
        created
            .err()
            .and_then(|error| Some(error.status()?.as_u16()))
    };
    assert_eq!(status(integration()).await, Some(403));
    assert_eq!(status(taken).await, Some(400));
    assert_eq!(status(free).await, None);
}

/// What a mock server says that ends.
fn said(end: impl FnOnce()) -> Option<String> {
    let panic = catch_unwind(AssertUnwindSafe(end)).err()?;
    panic.downcast_ref::<String>().cloned()
}

#[tokio::test]
async fn calls_that_are_expected_must_come_and_no_others() {
    // What is expected, how many calls come, and what is said.
    let table: [(Calls, usize, Option<&str>); 10] = [
        (2.into(), 2, None),
        (2.into(), 1, Some("expected 2 calls, got 1")),
        (1.into(), 2, Some("expected 1 call, got 2")),
        (0.into(), 1, Some("expected 0 calls, got 1")),
        ((1..).into(), 0, Some("expected at least 1 call, got 0")),
        ((..=1).into(), 2, Some("expected at most 1 call, got 2")),
        ((..2).into(), 1, None),
        ((1..3).into(), 3, Some("expected 1 to 2 calls, got 3")),
        ((2..=3).into(), 3, None),
        ((..).into(), 3, None),
    ];
    for (calls, count, expected) in table {
        let (mock, client) = mock_and_client();
        mock.on::<GetSimIntegration>()
            .when_path("id", SHOWN)
            .expect(calls);
        for _ in 0..count {
            client
                .get_sim_integration(SHOWN)
                .await
                .expect("it is there");
        }
        // Neither another operation, nor another argument.
        client.get_sim_integrations().await.expect("they are there");
        client
            .get_sim_integration("other")
            .await
            .expect_err("is not there");
        let words = format!("getSIMIntegration where `id` in the path is `{SHOWN}`: ");
        let expected = expected.map(|end| format!("{words}{end}"));
        let verified = said(|| mock.verify());
        // Dropping it says the same.
        assert_eq!(said(|| drop(mock)), verified);
        let last = verified.as_deref().and_then(|said| said.lines().last());
        let last = last.map(|line| line.trim_start_matches("- ").to_owned());
        assert_eq!(last, expected, "{calls}");
    }
}

#[tokio::test]
async fn an_expectation_counts_from_when_it_was_told_and_along_with_its_replies() {
    let (mock, client) = mock_and_client();
    client
        .delete_sim_integration(SHOWN)
        .await
        .expect("it is there");
    mock.on::<DeleteSimIntegration>()
        .fails_with(404)
        .times(2)
        .expect(1..=2);
    client
        .delete_sim_integration(SHOWN)
        .await
        .expect_err("was told");
    client
        .delete_sim_integration(SHOWN)
        .await
        .expect_err("was told");
    mock.verify();
}
