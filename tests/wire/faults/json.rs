//! JSON that two readers may read differently, or that is there to break one.

use sailpoint_sim::Error;

use super::{Call, client};
use crate::server::{Reply, Server};

/// A success, with this text for one of the attributes.
fn attribute(text: &str) -> Vec<u8> {
    let start = r#"{"name": "n", "description": "d", "type": "t", "attributes": {"a": "#;
    format!("{start}{text}}}}}").into_bytes()
}

#[tokio::test]
async fn hostile_json_is_an_error_with_its_bytes() {
    let nested = |depth: usize| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
    let objects = format!("{}1{}", r#"{"a":"#.repeat(50_000), "}".repeat(50_000));
    let table: [(&str, Vec<u8>); 13] = [
        ("nested too deep", attribute(&nested(200))),
        ("nested far too deep", attribute(&nested(100_000))),
        ("objects nested far too deep", objects.into_bytes()),
        ("a key twice", attribute(r#"1, "a": 2"#)),
        ("a key twice, once escaped", attribute(r#"1, "\u0061": 2"#)),
        ("a key twice, further in", attribute(r#"{"b": 1, "b": 1}"#)),
        ("invalid UTF-8", [&attribute("1")[..], b"\xff"].concat()),
        ("invalid UTF-8 in a text", {
            let mut body = attribute(r#""?""#);
            let place = body.iter().position(|byte| *byte == b'?');
            body[place.expect("it is there")] = 0xff;
            body
        }),
        (
            "a byte order mark",
            [b"\xEF\xBB\xBF", &attribute("1")[..]].concat(),
        ),
        ("half a surrogate pair", attribute(r#""\ud800""#)),
        ("a number too large", attribute("1e999")),
        ("a number that is none", attribute("NaN")),
        ("a second value", [&attribute("1")[..], b"{}"].concat()),
    ];
    for (name, body) in table {
        let response = Reply::whole(200, &[("content-type", "application/json")], &body);
        let server = Server::start([response]).await;
        match Call::Get.send(&client(&server).0).await {
            Err(Error::Decode(failure)) => {
                let kept = failure.body_bytes().map(|bytes| bytes.to_vec());
                assert!(kept == Some(body), "{name}: the bytes are not kept");
                assert!(failure.to_string().len() < 300, "{name}: {failure}");
            }
            other => panic!("{name} gave {other:?}"),
        }
    }
}

#[tokio::test]
async fn odd_but_plain_json_is_read() {
    for text in [
        "123456789012345678901234567890",
        "-0.0",
        r#""\u0000""#,
        "1e-400",
    ] {
        let response = Reply::whole(
            200,
            &[("content-type", "application/json")],
            attribute(text),
        );
        let server = Server::start([response]).await;
        let outcome = Call::Get.send(&client(&server).0).await;
        assert!(outcome.is_ok(), "{text}: {outcome:?}");
    }
}
