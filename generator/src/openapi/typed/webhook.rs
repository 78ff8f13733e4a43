//! Keeps what the API sends: webhooks, and the callbacks of operations, which the model has in other
//! places or not at all.

use serde_json::{Map, Value};

use super::{Reader, take_object};
use crate::openapi::cursor::Cursor;
use crate::openapi::extensions::WEBHOOKS_OF_3_0;
use crate::openapi::webhook::Webhook;
use crate::source::Pointer;

/// How a reference to a callback begins.
const CALLBACKS: &str = "#/components/callbacks/";

/// The webhooks of a document, by the member that has them.
pub(super) fn take(document: &mut Map<String, Value>) -> [(&'static str, Map<String, Value>); 2] {
    ["webhooks", WEBHOOKS_OF_3_0].map(|member| (member, take_object(document, member)))
}

/// What an operation is called that has callbacks: its `operationId`, or its method and path.
pub(super) fn sender(at: &Cursor<'_>, operation: &Value) -> String {
    let id = operation.get("operationId").and_then(Value::as_str);
    if let Some(id) = id.map(str::trim).filter(|id| !id.is_empty()) {
        return id.to_owned();
    }
    let pointer = at.pointer();
    let tokens: Vec<_> = pointer.tokens().collect();
    match tokens.as_slice() {
        [.., path, method] => format!("{} {path}", method.to_uppercase()),
        _ => String::new(),
    }
}

impl Reader<'_, '_> {
    /// The webhooks of the document, by name.
    pub(super) fn webhooks(&mut self, webhooks: Map<String, Value>, at: &Cursor<'_>) {
        for (name, item) in webhooks {
            let here = at.member(&name);
            if let Value::Object(item) = item
                && !name.starts_with("x-")
            {
                let item = self.path_item(&here, item);
                let at = here.pointer();
                self.webhooks.push(Webhook {
                    senders: Vec::new(),
                    name,
                    item,
                    at,
                });
            }
        }
    }

    /// An operation refers to a callback among the components, which is read by now.
    fn is_sender(&mut self, sender: &str, reference: &Value) {
        let name = reference
            .as_str()
            .and_then(|text| text.strip_prefix(CALLBACKS));
        let at = name.map(|name| {
            Pointer::root()
                .child("components")
                .child("callbacks")
                .child(name)
        });
        let Some(at) = at else { return };
        let within = format!("{}/", at.as_str());
        let referred = self.webhooks.iter_mut();
        for webhook in referred.filter(|found| found.at.as_str().starts_with(&within)) {
            webhook.senders.push(sender.to_owned());
        }
    }

    /// The callbacks of an operation, or those among the components. A reference leads to one of
    /// those.
    pub(super) fn callbacks(
        &mut self,
        sender: Option<&str>,
        callbacks: Map<String, Value>,
        at: &Cursor<'_>,
    ) {
        for (name, callback) in callbacks {
            let Value::Object(items) = callback else {
                continue;
            };
            let here = at.member(&name);
            if let (Some(sender), Some(reference)) = (sender, items.get("$ref")) {
                self.is_sender(sender, reference);
                continue;
            }
            for (url, item) in items {
                let at = here.member(&url);
                if let Value::Object(item) = item
                    && !url.starts_with("x-")
                {
                    let item = self.path_item(&at, item);
                    let at = at.pointer();
                    self.webhooks.push(Webhook {
                        senders: sender.into_iter().map(str::to_owned).collect(),
                        name: name.clone(),
                        item,
                        at,
                    });
                }
            }
        }
    }
}
