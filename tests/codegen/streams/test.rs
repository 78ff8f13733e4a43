//! Both forms of an operation, over sockets.

use std::error::Error as StdError;

use streams_both_forms::api::chats::{CreateChatAsEventStream, GenerateAsNdjson, Transcribe};
use streams_both_forms::api::{Client, models};
use streams_both_forms::mock;
use streams_both_forms::runtime::{StreamErrorKind, StreamedItems};

type Outcome = Result<(), Box<dyn StdError>>;

fn text(request: &mock::RecordedRequest) -> String {
    String::from_utf8_lossy(&request.body).into_owned()
}

fn part(delta: &str) -> models::Part {
    models::Part::new().with_delta(delta)
}

#[test]
fn the_form_that_streams_says_so_in_its_body() -> Outcome {
    let mock = mock::start()?;
    let items = StreamedItems::new().item(part("a")).item(part("b"));
    mock.on::<CreateChatAsEventStream>()
        .streams(items.raw("data: [DONE]\n\n"));
    let client = Client::blocking(mock.config())?;
    let chat = || models::CreateChatBody::new("hello").with_stream(false);
    let items = client.create_chat(chat()).accept_event_stream().call()?;
    let found: Result<Vec<_>, _> = items.collect();
    assert_eq!(found?, [part("a"), part("b")]);
    client
        .create_chat(models::CreateChatBody::new("hello"))
        .call()?;
    let requests = mock.requests();
    let bodies = requests.iter().map(|request| text(request));
    let bodies: Vec<_> = bodies.collect();
    assert_eq!(bodies[0], r#"{"prompt":"hello","stream":true}"#);
    assert_eq!(bodies[1], r#"{"prompt":"hello"}"#);
    Ok(())
}

#[test]
fn the_form_that_does_not_stream_says_so_where_the_default_is_that_it_does() -> Outcome {
    let mock = mock::start()?;
    let items = StreamedItems::new().item(part("a")).raw("x\n").breaks_off();
    mock.on::<GenerateAsNdjson>().streams(items);
    let client = Client::blocking(mock.config())?;
    let mut items = client
        .generate(models::GenerateBody::new())
        .accept_ndjson()
        .call()?;
    assert_eq!(items.next().transpose()?, Some(part("a")));
    let unfit = items.next().expect("is one").expect_err("is no JSON");
    assert_eq!(
        (unfit.bytes().as_ref(), unfit.is_end()),
        (b"x".as_slice(), false)
    );
    let broken = items.next().expect("is one").expect_err("broke");
    assert!(
        matches!(broken.kind(), StreamErrorKind::Transport(_)),
        "{broken}"
    );
    assert!(items.next().is_none());
    client.generate(models::GenerateBody::new()).call()?;
    let requests = mock.requests();
    let bodies: Vec<_> = requests.iter().map(|request| text(request)).collect();
    assert_eq!(bodies, [r#"{"stream":true}"#, r#"{"stream":false}"#]);
    Ok(())
}

#[test]
fn a_form_has_the_property_as_a_part() -> Outcome {
    let mock = mock::start()?;
    mock.on::<Transcribe>()
        .streams(StreamedItems::new().item(part("a")));
    let client = Client::blocking(mock.config())?;
    let mut items = client.transcribe(models::TranscribeBody::new()).call()?;
    assert_eq!(items.next().transpose()?, Some(part("a")));
    assert!(items.next().is_none());
    assert!(text(&mock.requests()[0]).contains("name=\"stream\"\r\n\r\ntrue\r\n"));
    Ok(())
}
