//! A path parameter reaches its own resource and no other.

use percent_encoding::percent_decode_str;
use proptest::prelude::*;
use simgen_runtime::{ApiDescription, Config, Core, Error, Operation, Parameter, RequestBuilder};

use crate::support::*;

operation!(GetPart, "GET", "/things/{id}/parts/{part}.json", &[]);
// Parameters that are a part of a segment.
operation!(Before, "GET", "/things/{a}.json", &[]);
operation!(After, "GET", "/things/.{a}", &[]);
operation!(AfterCoded, "GET", "/things/%2e{a}", &[]);
operation!(SideBySide, "GET", "/things/{a}{b}", &[]);
operation!(AroundDot, "GET", "/things/{a}.{b}", &[]);

/// The path that a call with this id sends, or the subject of its refusal.
async fn path(id: &str) -> Result<String, String> {
    path_of::<GetThing>(&[("id", id)]).await
}

/// The same for any operation and values.
async fn path_of<Op: Operation>(values: &[(&'static str, &str)]) -> Result<String, String> {
    let transport = FakeTransport::statuses(&[200]);
    let core = core(config(&transport, &FakeClock::new()));
    let mut request = RequestBuilder::new(&core);
    for (name, value) in values {
        request = request.set(Parameter::path(name), &(*value).to_owned());
    }
    match request.send_for_value::<Op>().await {
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
async fn a_part_of_a_segment_may_be_no_dot_segment_either() {
    for value in ["", ".", ".."] {
        let (a, b) = (("a", value), ("b", value));
        let refusals = [
            path_of::<Before>(&[a]).await,
            path_of::<After>(&[a]).await,
            path_of::<AfterCoded>(&[a]).await,
            path_of::<SideBySide>(&[a, b]).await,
            path_of::<SideBySide>(&[a, ("b", "x")]).await,
            path_of::<AroundDot>(&[a, b]).await,
        ];
        for (case, refusal) in refusals.into_iter().enumerate() {
            assert_eq!(refusal, Err("a".to_owned()), "{value:?} in case {case}");
        }
        let second = path_of::<SideBySide>(&[("a", "x"), b]).await;
        assert_eq!(second, Err("b".to_owned()), "{value:?}");
    }
}

#[tokio::test]
async fn a_coded_dot_is_text_in_a_part_of_a_segment() {
    for (value, encoded) in [
        ("%2e", "%252e"),
        ("%2E%2e", "%252E%252e"),
        (".%2e", ".%252e"),
        ("../x", "..%2Fx"),
        ("...", "..."),
    ] {
        let sent = [
            path_of::<Before>(&[("a", value)]).await,
            path_of::<After>(&[("a", value)]).await,
            path_of::<AfterCoded>(&[("a", value)]).await,
            path_of::<SideBySide>(&[("a", value), ("b", value)]).await,
        ];
        let expected = [
            format!("{encoded}.json"),
            format!(".{encoded}"),
            format!("%2e{encoded}"),
            format!("{encoded}{encoded}"),
        ];
        assert_eq!(
            sent,
            expected.map(|segment| Ok(format!("/v7/things/{segment}"))),
            "{value:?}"
        );
    }
}

// Paths of a document that a parser reads in another way than they are written.
operation!(UpOne, "GET", "/things/../admin/{id}", &[]);
operation!(UpOneCoded, "GET", "/things/%2e%2E/admin/{id}", &[]);
operation!(Here, "GET", "/things/./{id}", &[]);

/// The URL that was built must be the one that was meant.
#[tokio::test]
async fn a_path_that_a_parser_reads_in_another_way_is_refused() {
    let id = [("id", "1")];
    let refusals = [
        path_of::<UpOne>(&id).await,
        path_of::<UpOneCoded>(&id).await,
        path_of::<Here>(&id).await,
    ];
    for refusal in refusals {
        assert_eq!(refusal, Err("url".to_owned()));
    }
}

#[tokio::test]
async fn several_parameters_fill_their_own_places() {
    let transport = FakeTransport::statuses(&[200]);
    let core = core(config(&transport, &FakeClock::new()));
    let request = GetPart(
        RequestBuilder::new(&core)
            .set(Parameter::path("part"), &"p/q".to_owned())
            .set(Parameter::path("id"), &7_i64),
    );
    request.await.expect("a response");
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

proptest! {
    #[test]
    fn two_values_side_by_side_stay_in_their_segment(a in "[.%2eE/x]{0,4}", b in "[.%2eE/x]{0,4}") {
        let runtime = tokio::runtime::Builder::new_current_thread().build().expect("starts");
        let is_refused = |value: &str| matches!(value, "" | "." | "..");
        match runtime.block_on(path_of::<SideBySide>(&[("a", &a), ("b", &b)])) {
            Ok(path) => {
                // A parser drops what it takes for a dot segment, coded ones included.
                let url = url::Url::parse(&format!("https://host{path}")).expect("is a URL");
                prop_assert_eq!(url.path(), &path);
                let segments: Vec<_> = path.split('/').collect();
                prop_assert_eq!(segments.len(), 4);
                let decoded = percent_decode_str(segments[3]).decode_utf8().expect("is UTF-8");
                prop_assert_eq!(decoded, format!("{a}{b}"));
            }
            Err(_) => prop_assert!(is_refused(&a) || is_refused(&b)),
        }
    }
}

#[tokio::test]
async fn a_parameter_off_by_default_stays_out_until_it_is_set() {
    let transport = FakeTransport::statuses(&[200]);
    let experimental = Parameter::header("X-Experimental");
    let settings = |config: Config| config.without_default("x-experimental");
    let with_default = |core| RequestBuilder::new(core).set_default(experimental, "true");
    let plain = core(config(&transport, &FakeClock::new()));
    let off = core(settings(config(&transport, &FakeClock::new())));
    let overridden = with_default(&off).set(experimental, &"yes".to_owned());
    for builder in [with_default(&plain), with_default(&off), overridden] {
        ListThings(builder).await.expect("a response");
    }
    let sent = transport.sent();
    let values: Vec<_> = sent
        .iter()
        .map(|one| one.headers().get("x-experimental"))
        .collect();
    assert_eq!(values[0].expect("sent"), "true");
    assert_eq!(values[1], None);
    assert_eq!(values[2].expect("sent"), "yes");
}

/// The API in which a part has another path than its type says.
static MOVED: ApiDescription = ApiDescription {
    operation_paths: &[("GetPart", "/parts/v2/{part}/of/{id}")],
    ..API
};

/// The path that an operation is sent to in an API.
async fn target<Op: Operation>(api: &'static ApiDescription) -> String {
    let transport = FakeTransport::statuses(&[200]);
    let core = Core::new(config(&transport, &FakeClock::new()), api).expect("it is complete");
    let request = ["id", "part"]
        .iter()
        .fold(RequestBuilder::new(&core), |request, name| {
            request.set(Parameter::path(name), &format!("an-{name}"))
        });
    assert!(request.send_for_value::<Op>().await.is_ok());
    transport.target()
}

#[tokio::test]
async fn an_api_may_have_a_shared_operation_at_a_path_of_its_own() {
    let usual = "/v7/things/an-id/parts/an-part.json";
    assert_eq!(target::<GetPart>(&API).await, usual);
    assert_eq!(
        target::<GetPart>(&MOVED).await,
        "/v7/parts/v2/an-part/of/an-id"
    );
    assert_eq!(target::<GetThing>(&MOVED).await, "/v7/things/an-id");
}
