//! What an API sends on its own, a line each.

use std::fmt::Write as _;

use super::{flag, ty_text};
use crate::ir::{ToldBy, Types, Webhook, Webhooks};

/// The events, and what tells them apart.
pub(super) fn lines(types: &Types, webhooks: &Webhooks) -> Vec<String> {
    let told_by = match &webhooks.told_by {
        ToldBy::Caller => "the caller".to_owned(),
        ToldBy::Single => "being the only one".to_owned(),
        ToldBy::Property(path) => format!("property {}", path.join(".")),
        ToldBy::Header(name) => format!("header {name}"),
        ToldBy::Both(name, path) => format!("header {name} and property {}", path.join(".")),
    };
    let mut head = format!("\nwebhooks {} told by {told_by}", webhooks.module);
    if let Some(event) = webhooks
        .unnamed
        .and_then(|index| webhooks.events.get(index))
    {
        let _ = write!(head, " else {}", event.ident);
    }
    if let Some(feature) = &webhooks.feature {
        let _ = write!(head, " feature {feature}");
    }
    if let Some(signature) = &webhooks.signature {
        let _ = write!(head, "\n  signed {signature:?}");
    }
    let events = webhooks.events.iter().map(|found| event(types, found));
    std::iter::once(head).chain(events).collect()
}

fn event(types: &Types, event: &Webhook) -> String {
    let mut line = format!(
        "  {} {:?}: {}",
        event.ident,
        event.name,
        ty_text(types, &event.payload)
    );
    line += &flag(event.is_form, "form");
    if !event.values.is_empty() {
        let _ = write!(line, " if {}", event.values.join("|"));
    }
    if !event.senders.is_empty() {
        let _ = write!(line, " of {}", event.senders.join(", "));
    }
    for header in &event.headers {
        let _ = write!(line, " header {}", header.wire_name.as_str());
    }
    line + &flag(event.deprecated, "deprecated")
}
