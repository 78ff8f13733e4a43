//! Events are decoded by what tells them apart, and verified before.

use std::error::Error as StdError;

use events::runtime::WebhookError;
use serde_json::json;

type Outcome = Result<(), Box<dyn StdError>>;

/// No headers.
const NONE: [(&str, &str); 0] = [];

#[test]
fn a_property_tells_the_event() -> Outcome {
    use events::property::models::PetMovedPayload;
    use events::property::webhooks::WebhookEvent;
    let adopted = WebhookEvent::from_slice(br#"{"type":"pet.adopted","stage":"live"}"#)?;
    assert_eq!(adopted.name(), "petAdopted");
    let WebhookEvent::PetAdopted(adoption) = adopted else {
        panic!("{adopted:?}");
    };
    assert_eq!(adoption.stage.map(|stage| stage.to_string()).as_deref(), Some("live"));
    let moved = WebhookEvent::decode(&NONE, br#"{"type":"pet.out","to":"garden"}"#)?;
    let WebhookEvent::PetMoved(PetMovedPayload::Out(out)) = moved else {
        panic!("{moved:?}");
    };
    assert_eq!(out.to, "garden");
    for (body, name) in [
        (r#"{"type":"pet.refound"}"#, "petFound"),
        (r#"{"zen":"calm"}"#, "ping"),
        (r#"{"type":"pet.sold"}"#, "pet.sold"),
    ] {
        assert_eq!(WebhookEvent::from_slice(body.as_bytes())?.name(), name, "{body}");
    }
    Ok(())
}

#[test]
fn an_unknown_event_keeps_its_json() -> Outcome {
    use events::property::webhooks::WebhookEvent;
    let event = WebhookEvent::from_slice(br#"{"type":"pet.sold","price":{"eur":7}}"#)?;
    let WebhookEvent::Unknown(unknown) = &event else {
        panic!("{event:?}");
    };
    assert_eq!(unknown.value, json!({"type": "pet.sold", "price": {"eur": 7}}));
    Ok(())
}

#[test]
fn what_does_not_fit_its_event_is_refused_with_its_place() {
    use events::property::webhooks::WebhookEvent;
    let error = WebhookEvent::from_slice(br#"{"type":"pet.lost","pet":{"name":7}}"#);
    let Err(WebhookError::Decode(error)) = error else {
        panic!("{error:?}");
    };
    assert_eq!(error.path().as_deref(), Some("pet.name"));
}

#[test]
fn secrets_of_an_event_are_not_shown() -> Outcome {
    use events::property::webhooks::WebhookEvent;
    for body in [
        r#"{"type":"pet.adopted","token":"hunter2"}"#,
        // Undeclared properties of the same name, and of an event that is not known.
        r#"{"token":"hunter2"}"#,
        r#"{"type":"pet.sold","token":"hunter2"}"#,
    ] {
        let shown = format!("{:?}", WebhookEvent::from_slice(body.as_bytes())?);
        assert!(!shown.contains("hunter2"), "{shown}");
        assert!(shown.contains("[redacted]"), "{shown}");
    }
    Ok(())
}

#[test]
fn callbacks_are_events_and_so_are_forms() -> Outcome {
    use events::callbacks::webhook_events::WebhookEvent;
    let call = WebhookEvent::from_slice(b"kind=call&duration=42&x=a+b")?;
    let WebhookEvent::Call(call) = call else {
        panic!("{call:?}");
    };
    assert_eq!(call.duration, Some(42));
    assert_eq!(call.rest["x"], "a b");
    for (body, name) in [
        (r#"{"kind":"change"}"#, "Change"),
        (r#"{"kind":"visit"}"#, "visit.onEnd"),
        (r#"{"ended":"2020-01-01T00:00:00Z"}"#, "onEnd"),
    ] {
        assert_eq!(WebhookEvent::from_slice(body.as_bytes())?.name(), name, "{body}");
    }
    Ok(())
}

#[test]
fn a_header_tells_the_event() -> Outcome {
    use events::header::webhooks::WebhookEvent;
    let removed = WebhookEvent::decode(&[("x-event", "item_removed")], br#"["a"]"#)?;
    assert_eq!(removed, WebhookEvent::Removed(vec!["a".to_owned()]));
    let missing = WebhookEvent::decode(&NONE, b"[]");
    assert!(matches!(missing, Err(WebhookError::MissingHeader(name)) if name == "X-Event"));
    let added = WebhookEvent::decode(&[("X-Event", "item_added")], br#"{"password":"hunter2"}"#)?;
    assert!(!format!("{added:?}").contains("hunter2"));
    Ok(())
}

#[test]
fn a_header_and_a_property_tell_the_event_together() -> Outcome {
    use events::both::webhooks::WebhookEvent;
    let body = br#"{"action":"created","comment":"Hi."}"#;
    for (header, name) in [
        ("issue_comment", "issue-comment-created"),
        ("pull_request", "pull_request.created"),
    ] {
        let event = WebhookEvent::decode(&[("X-GitHub-Event", header)], body)?;
        assert_eq!(event.name(), name);
    }
    let ping = WebhookEvent::decode(&[("X-GitHub-Event", "ping")], br#"{"zen":"calm"}"#)?;
    assert_eq!(ping.name(), "ping");
    Ok(())
}

#[test]
fn the_configuration_names_what_the_document_does_not() -> Outcome {
    use events::named::webhooks::WebhookEvent;
    for (kind, name) in [
        ("IC", "issue-comment-created"),
        ("issueCommentDeleted", "issue-comment-deleted"),
        ("PING", "ping"),
        ("other", "other"),
    ] {
        let body = json!({"kind": kind, "comment": "Hi."}).to_string();
        assert_eq!(WebhookEvent::from_slice(body.as_bytes())?.name(), name, "{kind}");
    }
    Ok(())
}

#[test]
fn where_nothing_tells_the_caller_does() -> Outcome {
    use events::untold::webhooks::WebhookEvent;
    let event = WebhookEvent::decode_as("issue-comment-deleted", br#"{"comment":"Hi."}"#)?;
    let WebhookEvent::IssueCommentDeleted(comment) = event else {
        panic!("{event:?}");
    };
    assert_eq!(comment.comment, "Hi.");
    assert_eq!(WebhookEvent::decode_as("other", b"{}")?.name(), "other");
    Ok(())
}

#[cfg(feature = "webhooks")]
mod verified {
    use std::time::{Duration, Instant, SystemTime};

    use events::both;
    use events::runtime::{BoxFuture, Clock, SleepPurpose};
    use events::single::webhooks::{self, WebhookError, WebhookEvent};

    use super::Outcome;

    /// The time at which the request was signed.
    struct Then;

    impl Clock for Then {
        fn now(&self) -> Instant {
            Instant::now()
        }

        fn system_time(&self) -> SystemTime {
            SystemTime::UNIX_EPOCH + Duration::from_secs(1_614_265_330)
        }

        fn sleep(&self, _: Duration, _: SleepPurpose) -> BoxFuture<'static, ()> {
            Box::pin(async {})
        }
    }

    /// The example of Standard Webhooks.
    const BODY: &[u8] = br#"{"test": 2432232314}"#;
    const HEADERS: [(&str, &str); 3] = [
        ("webhook-id", "msg_p5jXN8AQM9LWM0D4loKWxJek"),
        ("webhook-timestamp", "1614265330"),
        ("webhook-signature", "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="),
    ];
    const SECRET: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    #[test]
    fn a_request_is_verified_and_then_decoded() -> Outcome {
        let verifier = webhooks::verifier([SECRET])?.with_clock(Then);
        let WebhookEvent::Changed(event) = webhooks::receive(&HEADERS, BODY, &verifier)? else {
            panic!("it is the only event");
        };
        assert_eq!(event.rest["test"], 2_432_232_314_u64);
        Ok(())
    }

    #[test]
    fn what_is_not_verified_is_not_read() -> Outcome {
        let verifier = webhooks::verifier([SECRET])?.with_clock(Then);
        // It is no JSON, which nobody finds out.
        let refused = webhooks::receive(&HEADERS, b"{", &verifier);
        assert!(matches!(refused, Err(WebhookError::NoMatch)));
        let late = webhooks::verifier([SECRET])?;
        let refused = webhooks::receive(&HEADERS, BODY, &late);
        assert!(matches!(refused, Err(WebhookError::TooOld)));
        Ok(())
    }

    /// The example of GitHub, which is no JSON.
    #[test]
    fn a_scheme_of_ones_own_is_verified() -> Outcome {
        let verifier = both::webhooks::verifier(["It's a Secret to Everybody"])?;
        let digest = "757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17";
        let headers = [
            ("X-GitHub-Event", "ping".to_owned()),
            ("X-Hub-Signature-256", format!("sha256={digest}")),
        ];
        verifier.verify(&headers, b"Hello, World!")?;
        let received = both::webhooks::receive(&headers, b"Hello, World!", &verifier);
        assert!(matches!(received, Err(WebhookError::Decode(_))));
        Ok(())
    }
}
