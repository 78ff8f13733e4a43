//! The requests that vendors publish with their signatures, and the schemes of these vendors.

use simgen_runtime::{
    SignatureForm, SignedPart, TimestampPlace, WebhookEncoding, WebhookHash, WebhookKey,
    WebhookScheme,
};

/// A request that a vendor signed.
pub(super) struct Vector {
    pub(super) vendor: &'static str,
    pub(super) scheme: WebhookScheme,
    pub(super) secret: &'static str,
    pub(super) headers: &'static [(&'static str, &'static str)],
    pub(super) body: &'static str,
    /// When it was signed; none where the request does not say.
    pub(super) signed_at: Option<u64>,
}

/// <https://docs.github.com/en/webhooks/using-webhooks/validating-webhook-deliveries>
const GITHUB: Vector = Vector {
    vendor: "GitHub",
    scheme: WebhookScheme {
        hash: WebhookHash::Sha256,
        encoding: WebhookEncoding::Hex,
        header: "X-Hub-Signature-256",
        prefix: "sha256=",
        form: SignatureForm::One,
        signed: &[SignedPart::Body],
        timestamp: TimestampPlace::None,
        tolerance: WebhookScheme::TOLERANCE,
        key: WebhookKey::Text,
    },
    secret: "It's a Secret to Everybody",
    headers: &[(
        "X-Hub-Signature-256",
        "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17",
    )],
    body: "Hello, World!",
    signed_at: None,
};

/// The example of Stripe's own libraries: `tests/` of stripe-dotnet.
const STRIPE: Vector = Vector {
    vendor: "Stripe",
    scheme: WebhookScheme {
        hash: WebhookHash::Sha256,
        encoding: WebhookEncoding::Hex,
        header: "Stripe-Signature",
        prefix: "v1=",
        form: SignatureForm::List(","),
        signed: &[
            SignedPart::Timestamp,
            SignedPart::Text("."),
            SignedPart::Body,
        ],
        timestamp: TimestampPlace::Item("t="),
        tolerance: WebhookScheme::TOLERANCE,
        key: WebhookKey::Text,
    },
    secret: "webhook_secret",
    headers: &[(
        "Stripe-Signature",
        "t=1533204620,v1=f0bdba6d4eacbd8ad8a3bbadd7248e633ec1477f7899c124c51b39405fa36613,\
         v0=63f3a72374a733066c4be69ed7f8e5ac85c22c9f0a6a612ab9a025a9e4ee7eef",
    )],
    body: include_str!("stripe.json"),
    signed_at: Some(1_533_204_620),
};

/// <https://github.com/standard-webhooks/standard-webhooks>, and Svix before it.
const STANDARD: Vector = Vector {
    vendor: "Standard Webhooks",
    scheme: WebhookScheme::STANDARD,
    secret: "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
    headers: &[
        ("webhook-id", "msg_p5jXN8AQM9LWM0D4loKWxJek"),
        ("webhook-timestamp", "1614265330"),
        (
            "webhook-signature",
            "v1a,bm9ib2R5 v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
        ),
    ],
    body: r#"{"test": 2432232314}"#,
    signed_at: Some(1_614_265_330),
};

/// <https://docs.svix.com/receiving/verifying-payloads/how-manual>
const SVIX: Vector = Vector {
    vendor: "Svix",
    scheme: WebhookScheme {
        header: "svix-signature",
        signed: &[
            SignedPart::Header("svix-id"),
            SignedPart::Text("."),
            SignedPart::Timestamp,
            SignedPart::Text("."),
            SignedPart::Body,
        ],
        timestamp: TimestampPlace::Header("svix-timestamp"),
        ..WebhookScheme::STANDARD
    },
    secret: "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
    headers: &[
        ("svix-id", "msg_p5jXN8AQM9LWM0D4loKWxJek"),
        ("svix-timestamp", "1614265330"),
        (
            "svix-signature",
            "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
        ),
    ],
    body: r#"{"test": 2432232314}"#,
    signed_at: Some(1_614_265_330),
};

/// <https://docs.slack.dev/authentication/verifying-requests-from-slack>
const SLACK: Vector = Vector {
    vendor: "Slack",
    scheme: WebhookScheme {
        hash: WebhookHash::Sha256,
        encoding: WebhookEncoding::Hex,
        header: "X-Slack-Signature",
        prefix: "v0=",
        form: SignatureForm::One,
        signed: &[
            SignedPart::Text("v0:"),
            SignedPart::Timestamp,
            SignedPart::Text(":"),
            SignedPart::Body,
        ],
        timestamp: TimestampPlace::Header("X-Slack-Request-Timestamp"),
        tolerance: WebhookScheme::TOLERANCE,
        key: WebhookKey::Text,
    },
    secret: "8f742231b10e8888abcd99yyyzzz85a5",
    headers: &[
        ("X-Slack-Request-Timestamp", "1531420618"),
        (
            "X-Slack-Signature",
            "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503",
        ),
    ],
    body: "token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=\
           G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=\
           %2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2F\
           T1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.\
           47445629121.803a0bc887a14d10d2c447fce8b6703c",
    signed_at: Some(1_531_420_618),
};

/// The example of Adyen's own libraries: `HmacValidatorTest` of adyen-dotnet-api-library.
const ADYEN: Vector = Vector {
    vendor: "Adyen",
    scheme: WebhookScheme {
        hash: WebhookHash::Sha256,
        encoding: WebhookEncoding::Base64,
        header: "HmacSignature",
        prefix: "",
        form: SignatureForm::One,
        signed: &[SignedPart::Body],
        timestamp: TimestampPlace::None,
        tolerance: WebhookScheme::TOLERANCE,
        key: WebhookKey::Hex,
    },
    secret: "D7DD5BA6146493707BF0BE7496F6404EC7A63616B7158EC927B9F54BB436765F",
    headers: &[(
        "HmacSignature",
        "9Qz9S/0xpar1klkniKdshxpAhRKbiSAewPpWoxKefQA=",
    )],
    body: include_str!("adyen.json"),
    signed_at: None,
};

/// All of them.
pub(super) const VECTORS: &[Vector] = &[GITHUB, STRIPE, STANDARD, SVIX, SLACK, ADYEN];
