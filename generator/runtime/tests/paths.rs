//! A path parameter reaches its own resource and no other.

use percent_encoding::percent_decode_str;
use proptest::prelude::*;
use simgen_runtime::{Config, Error, Parameter, Request};

use crate::support::*;

operation!(GetPart, "GET", "/things/{id}/parts/{part}.json", &[]);

/// The path that a call with this id sends, or the subject of its refusal.
async fn path(id: &str) -> Result<String, String> {
    let transport = FakeTransport::statuses(&[200]);
    let core = core(config(&transport, &FakeClock::new()));
    let request = Request::<GetThing>::new(&core).set(Parameter::path("id"), &id.to_owned());
    match request.await {
        Ok(_) => Ok(transport.target()),
        Err(Error::InvalidInput(failure)) => {
            assert_eq!((transport.sent().len(), failure.attempts()), (0, 0));
            assert!(!failure.may_have_been_applied());
            Err(failure.cause().subject().to_owned())
        }
        Err(other) => panic!("{other}"),
    }
}

#[tokio::test]
async fn all_but_unreserved_characters_are_encoded() {
    let table = [
        ("plain-ID_1.2~3", "plain-ID_1.2~3"),
        ("a/b", "a%2Fb"),
        (r"a\b", "a%5Cb"),
        ("a?b#c", "a%3Fb%23c"),
        ("%2e%2e", "%252e%252e"),
        ("%2F", "%252F"),
        ("../x", "..%2Fx"),
        ("...", "..."),
        ("\t", "%09"),
        ("\n", "%0A"),
        ("\0", "%00"),
        (" ", "%20"),
        (
            "a:b@c!$&'()*+,;=",
            "a%3Ab%40c%21%24%26%27%28%29%2A%2B%2C%3B%3D",
        ),
        ("\u{fffd}", "%EF%BF%BD"),
        ("🦀", "%F0%9F%A6%80"),
        ("\u{202e}x", "%E2%80%AEx"),
        ("é", "%C3%A9"),
        ("{id}", "%7Bid%7D"),
    ];
    for (id, encoded) in table {
        assert_eq!(
            path(id).await,
            Ok(format!("/v7/things/{encoded}")),
            "{id:?}"
        );
    }
    let long = "é".repeat(4096);
    let sent = path(&long).await.expect("8 KB are sent");
    assert_eq!(sent.len(), "/v7/things/".len() + 6 * 4096);
}

#[tokio::test]
async fn what_would_leave_the_resource_is_refused() {
    for id in ["", ".", ".."] {
        assert_eq!(path(id).await, Err("id".to_owned()), "{id:?}");
    }
    assert_eq!(
        path(&"é".repeat(40_000)).await,
        Err("url".to_owned()),
        "too long for a request"
    );
}

#[tokio::test]
async fn several_parameters_fill_their_own_places() {
    let transport = FakeTransport::statuses(&[200]);
    let core = core(config(&transport, &FakeClock::new()));
    let request = Request::<GetPart>::new(&core)
        .set(Parameter::path("part"), &"p/q".to_owned())
        .set(Parameter::path("id"), &7_i64);
    request.await.expect("answered");
    assert_eq!(transport.target(), "/v7/things/7/parts/p%2Fq.json");
}

#[tokio::test]
async fn a_missing_path_parameter_is_refused() {
    let transport = FakeTransport::statuses(&[200]);
    let error = call::<GetThing>(&transport).await.expect_err("no id");
    assert_eq!(
        error.to_string(),
        "GetThing: `id` is missing from the path (not sent)"
    );
}

proptest! {
    #[test]
    fn any_id_comes_back_as_it_was_sent(id in any::<String>()) {
        let runtime = tokio::runtime::Builder::new_current_thread().build().expect("starts");
        match runtime.block_on(path(&id)) {
            Ok(path) => {
                let segments: Vec<_> = path.split('/').collect();
                prop_assert_eq!(segments.len(), 4);
                let decoded = percent_decode_str(segments[3]).decode_utf8().expect("is UTF-8");
                prop_assert_eq!(decoded, id);
            }
            Err(_) => prop_assert!(matches!(id.as_str(), "" | "." | "..")),
        }
    }
}

#[tokio::test]
async fn a_parameter_off_by_default_stays_out_until_it_is_set() {
    let transport = FakeTransport::statuses(&[200]);
    let experimental = Parameter::header("X-Experimental");
    let settings = |config: Config| config.without_default("x-experimental");
    let with_default = |core| Request::<ListThings>::new(core).set_default(experimental, "true");
    let plain = core(config(&transport, &FakeClock::new()));
    let off = core(settings(config(&transport, &FakeClock::new())));
    with_default(&plain).await.expect("answered");
    with_default(&off).await.expect("answered");
    with_default(&off)
        .set(experimental, &"yes".to_owned())
        .await
        .expect("answered");
    let sent = transport.sent();
    let values: Vec<_> = sent
        .iter()
        .map(|one| one.headers().get("x-experimental"))
        .collect();
    assert_eq!(values[0].expect("sent"), "true");
    assert_eq!(values[1], None);
    assert_eq!(values[2].expect("sent"), "yes");
}
