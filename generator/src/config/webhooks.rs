//! What a `simgen.toml` says of webhooks: what tells events apart, and how they are signed.

use std::ops::Range;

use toml::Spanned;

use super::keys::{Key, Kind, Presence};
use super::section::Section;
use crate::ir::{
    Encoding, Hash, Hmac, KeyText, Signature, SignatureForm, SignedPart, TimestampPlace,
};

/// What a configuration says of the webhooks of a document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WebhookSettings {
    /// The property that tells events apart, as a path.
    pub(crate) event_property: Option<String>,
    /// The header that does.
    pub(crate) event_header: Option<String>,
    /// What the header or property says, with the name of the webhook.
    pub(crate) events: Vec<(String, String)>,
    /// How they are signed.
    pub(crate) signature: Option<Signature>,
}

/// The word for the scheme that needs no table.
const STANDARD: &str = "standard-webhooks";

/// The keys of `[module.webhooks]`.
pub(super) const WEBHOOKS: &[Key] = &[
    Key {
        name: "event-property",
        kind: Kind::Text(Some("[^.]")),
        presence: Presence::Optional("a property whose values the document lists"),
        meaning: "The property of the payload that says which event it is; one within another with a \
                  dot between, as in `meta.event`. Where the document does not list its values, they are \
                  the names of the webhooks, in any case and with anything between the words.",
        example: "\"type\"",
    },
    Key {
        name: "event-header",
        kind: Kind::Text(Some("^[!#$%&'*+.^_`|~0-9A-Za-z-]+$")),
        presence: Presence::Optional("a header whose values the document lists"),
        meaning: "The header that says which event it is. With `event-property` too, the event is called \
                  as both: a `pull_request` that is `opened`.",
        example: "\"X-Event\"",
    },
    Key {
        name: "events",
        kind: Kind::TextMap,
        presence: Presence::Optional("the document's values, or the names of the webhooks"),
        meaning: "What the property or header says, each with the name of its webhook, where these differ.",
        example: "{ \"pet.adopted\" = \"petAdopted\" }",
    },
    Key {
        name: "signature",
        kind: Kind::WordOrTable(STANDARD, SIGNATURE),
        presence: Presence::Optional("the crate has no verifier of its own"),
        meaning: "How the API signs webhooks, so that the crate has a `verifier`. `\"standard-webhooks\"` is \
                  [Standard Webhooks](https://www.standardwebhooks.com); a table describes an HMAC.",
        example: "\"standard-webhooks\"",
    },
];

const SIGNATURE: &[Key] = &[
    Key {
        name: "header",
        kind: Kind::Text(None),
        presence: Presence::Required,
        meaning: "The header with the signature.",
        example: "\"X-Signature\"",
    },
    Key {
        name: "signed",
        kind: Kind::Text(Some("[{]body[}]")),
        presence: Presence::Required,
        meaning: "What is signed: any text with `{body}`; `{header:NAME}` for the value of a header; and \
                  `{timestamp:NAME}` for the time stamp in a header, or `{timestamp:t=}` for the one in the \
                  list of signatures that follows `t=`. A time stamp is a number of seconds, and may be five \
                  minutes old.",
        example: "\"{timestamp:X-Timestamp}.{body}\"",
    },
    Key {
        name: "hash",
        kind: Kind::Word(&["sha256", "sha512"]),
        presence: Presence::Default("\"sha256\""),
        meaning: "The hash of the HMAC.",
        example: "\"sha256\"",
    },
    Key {
        name: "encoding",
        kind: Kind::Word(&["hex", "base64"]),
        presence: Presence::Default("\"hex\""),
        meaning: "How the signature is written.",
        example: "\"hex\"",
    },
    Key {
        name: "prefix",
        kind: Kind::Text(None),
        presence: Presence::Optional("the signature stands alone"),
        meaning: "What is before the signature. What begins otherwise is not a signature.",
        example: "\"v1=\"",
    },
    Key {
        name: "separator",
        kind: Kind::Text(Some(".")),
        presence: Presence::Optional("the header has one signature"),
        meaning: "What is between several signatures in the header.",
        example: "\",\"",
    },
    Key {
        name: "secret",
        kind: Kind::Word(&["text", "hex", "base64"]),
        presence: Presence::Default("\"text\""),
        meaning: "How secrets are written: `text` is the bytes of the secret as it is.",
        example: "\"text\"",
    },
    Key {
        name: "secret-prefix",
        kind: Kind::Text(None),
        presence: Presence::Optional("secrets have none"),
        meaning: "What may be before a secret in Base64.",
        example: "\"whsec_\"",
    },
];

/// Reads the table of a module.
pub(super) fn read(module: &Section<'_>) -> WebhookSettings {
    let Some(section) = module.section("webhooks") else {
        return WebhookSettings::default();
    };
    let text = |key| section.text(key).map(Spanned::into_inner);
    WebhookSettings {
        event_property: text("event-property"),
        event_header: text("event-header"),
        events: section.text_map("events"),
        signature: signature(&section),
    }
}

fn signature(section: &Section<'_>) -> Option<Signature> {
    if let Some(word) = section.text_if_any("signature") {
        if word.get_ref() != STANDARD {
            let message = format!(
                "unknown signature `{}`, expected `\"{STANDARD}\"` or a table with `header` and \
                 `signed`",
                word.get_ref()
            );
            section.is_wrong(message, word.span());
        }
        return Some(Signature::Standard);
    }
    let table = section.section("signature")?;
    let text = |key| table.text(key).map(Spanned::into_inner);
    let (header, signed) = (text("header"), table.text("signed"));
    let hash = match table.word("hash") {
        Some("sha512") => Hash::Sha512,
        _ => Hash::Sha256,
    };
    let encoding = match table.word("encoding") {
        Some("base64") => Encoding::Base64,
        _ => Encoding::Hex,
    };
    let (prefix, separator) = (text("prefix"), text("separator"));
    let form = separator.map_or(SignatureForm::One, SignatureForm::List);
    let (secret, secret_prefix) = (table.word("secret"), text("secret-prefix"));
    let key = match secret {
        Some("hex") => KeyText::Hex,
        Some("base64") => KeyText::Base64(secret_prefix.unwrap_or_default()),
        _ => KeyText::Text,
    };
    let signed = signed?;
    let (signed, timestamp) = template(&table, signed.get_ref(), &signed.span())?;
    if form == SignatureForm::One && matches!(timestamp, TimestampPlace::Item(_)) {
        let message = "the time stamp is in a list of signatures, so `separator` must be there";
        table.is_wrong(message, table.span());
    }
    Some(Signature::Hmac(Hmac {
        hash,
        encoding,
        header: header?,
        prefix: prefix.unwrap_or_default(),
        form,
        signed,
        timestamp,
        key,
    }))
}

/// What a template says is signed, and where the time stamp in it is; nothing where it is wrong.
fn template(
    table: &Section<'_>,
    text: &str,
    span: &Range<usize>,
) -> Option<(Vec<SignedPart>, TimestampPlace)> {
    let wrong = |message: &str| {
        table.is_wrong(message, span.clone());
        None
    };
    let (mut parts, mut timestamp) = (Vec::new(), TimestampPlace::None);
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        let Some((name, after)) = after.split_once('}') else {
            return wrong("a `{` has no `}`");
        };
        if !before.is_empty() {
            parts.push(SignedPart::Text(before.to_owned()));
        }
        parts.push(match name.split_once(':') {
            None if name == "body" => SignedPart::Body,
            Some(("header", name)) if !name.is_empty() => SignedPart::Header(name.to_owned()),
            Some(("timestamp", place)) if !place.is_empty() => {
                if timestamp != TimestampPlace::None {
                    return wrong("there are two time stamps");
                }
                timestamp = match place.ends_with('=') {
                    true => TimestampPlace::Item(place.to_owned()),
                    false => TimestampPlace::Header(place.to_owned()),
                };
                SignedPart::Timestamp
            }
            _ => {
                return wrong("what is in braces is `body`, `header:NAME` or `timestamp:NAME`");
            }
        });
        rest = after;
    }
    if !rest.is_empty() {
        parts.push(SignedPart::Text(rest.to_owned()));
    }
    match parts.contains(&SignedPart::Body) {
        true => Some((parts, timestamp)),
        false => wrong("`{body}` is not signed, so anybody could change it"),
    }
}

#[cfg(test)]
mod tests {
    use super::super::file;
    use super::*;

    fn with(lines: &str) -> String {
        format!(
            "[package]\nname = \"x\"\nversion = \"0.1.0\"\n[[module]]\nname = \"v1\"\n\
             document = \"v1.yaml\"\n{lines}"
        )
    }

    fn read(lines: &str) -> WebhookSettings {
        let read = file::parse(&with(lines)).expect(lines);
        let mut modules = read.modules.into_iter();
        modules.next().expect("there is one").webhooks
    }

    /// One that has little to say.
    fn hmac(header: &str, signed: Vec<SignedPart>, timestamp: TimestampPlace) -> Hmac {
        Hmac {
            hash: Hash::Sha256,
            encoding: Encoding::Hex,
            header: header.to_owned(),
            prefix: String::new(),
            form: SignatureForm::One,
            signed,
            timestamp,
            key: KeyText::Text,
        }
    }

    fn is_read_as(lines: &str, expected: Hmac) {
        let lines = format!("[module.webhooks.signature]\n{lines}");
        let found = read(&lines).signature;
        assert_eq!(found, Some(Signature::Hmac(expected)), "{lines}");
    }

    fn text(text: &str) -> SignedPart {
        SignedPart::Text(text.to_owned())
    }

    #[test]
    fn the_schemes_of_github_and_adyen_are_a_few_lines() {
        is_read_as(
            "header = \"X-Hub-Signature-256\"\nprefix = \"sha256=\"\nsigned = \"{body}\"\n",
            Hmac {
                prefix: "sha256=".to_owned(),
                ..hmac(
                    "X-Hub-Signature-256",
                    vec![SignedPart::Body],
                    TimestampPlace::None,
                )
            },
        );
        is_read_as(
            "header = \"HmacSignature\"\nencoding = \"base64\"\nsecret = \"hex\"\n\
             signed = \"{body}\"\n",
            Hmac {
                encoding: Encoding::Base64,
                key: KeyText::Hex,
                ..hmac(
                    "HmacSignature",
                    vec![SignedPart::Body],
                    TimestampPlace::None,
                )
            },
        );
    }

    #[test]
    fn the_schemes_of_stripe_slack_and_svix_are_a_few_lines() {
        let (body, time) = (SignedPart::Body, SignedPart::Timestamp);
        is_read_as(
            "header = \"Stripe-Signature\"\nseparator = \",\"\nprefix = \"v1=\"\n\
             signed = \"{timestamp:t=}.{body}\"\n",
            Hmac {
                prefix: "v1=".to_owned(),
                form: SignatureForm::List(",".to_owned()),
                ..hmac(
                    "Stripe-Signature",
                    vec![time.clone(), text("."), body.clone()],
                    TimestampPlace::Item("t=".to_owned()),
                )
            },
        );
        is_read_as(
            "header = \"X-Slack-Signature\"\nprefix = \"v0=\"\n\
             signed = \"v0:{timestamp:X-Slack-Request-Timestamp}:{body}\"\n",
            Hmac {
                prefix: "v0=".to_owned(),
                ..hmac(
                    "X-Slack-Signature",
                    vec![text("v0:"), time.clone(), text(":"), body.clone()],
                    TimestampPlace::Header("X-Slack-Request-Timestamp".to_owned()),
                )
            },
        );
        let id = SignedPart::Header("svix-id".to_owned());
        is_read_as(
            "header = \"svix-signature\"\nprefix = \"v1,\"\nseparator = \" \"\n\
             encoding = \"base64\"\nsecret = \"base64\"\nsecret-prefix = \"whsec_\"\n\
             signed = \"{header:svix-id}.{timestamp:svix-timestamp}.{body}\"\n",
            Hmac {
                encoding: Encoding::Base64,
                prefix: "v1,".to_owned(),
                form: SignatureForm::List(" ".to_owned()),
                key: KeyText::Base64("whsec_".to_owned()),
                ..hmac(
                    "svix-signature",
                    vec![id, text("."), time, text("."), body],
                    TimestampPlace::Header("svix-timestamp".to_owned()),
                )
            },
        );
    }

    #[test]
    fn standard_webhooks_need_one_word() {
        let standard = read("[module.webhooks]\nsignature = \"standard-webhooks\"\n");
        assert_eq!(standard.signature, Some(Signature::Standard));
    }

    #[test]
    fn a_template_that_can_not_be_is_refused_with_its_place() {
        for (signed, message) in [
            ("", "`{body}` is not signed"),
            ("{timestamp:X}", "`{body}` is not signed"),
            ("{body", "a `{` has no `}`"),
            ("{boddy}", "what is in braces"),
            ("{header:}{body}", "what is in braces"),
            ("{timestamp}{body}", "what is in braces"),
            (
                "{timestamp:A}{timestamp:B}{body}",
                "there are two time stamps",
            ),
            ("{timestamp:t=}{body}", "the time stamp is in a list"),
        ] {
            let text = with(&format!(
                "[module.webhooks.signature]\nheader = \"X\"\nsigned = \"{signed}\"\n"
            ));
            let wrong = file::parse(&text).expect_err(signed);
            assert_eq!(wrong.len(), 1, "{wrong:?}");
            assert!(wrong[0].message.starts_with(message), "{signed}: {wrong:?}");
        }
        let text = with("[module.webhooks]\nsignature = \"standard\"\n");
        let wrong = file::parse(&text).expect_err("there is no such scheme");
        assert!(
            wrong[0].message.starts_with("unknown signature"),
            "{wrong:?}"
        );
    }
}
