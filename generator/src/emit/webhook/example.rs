//! Shows how events are received, on the pages of the crate and of the module.

use super::{ENUM, is_told};
use crate::emit::doc::{DocComment, fenced};
use crate::emit::{ident, markdown};
use crate::ir::{Api, Package, Webhooks};

/// The crate's chapter on webhooks; nothing where no API sends any.
pub(in crate::emit) fn chapter(comment: DocComment, package: &Package) -> DocComment {
    let sends = |api: &&Api| api.webhooks.is_some();
    let Some(api) = package.apis.iter().rev().find(sends) else {
        return comment;
    };
    let Some(webhooks) = &api.webhooks else {
        return comment;
    };
    let path = format!("{}::{}", api.module.as_str(), webhooks.module);
    comment
        .block(["# Webhooks".to_owned()])
        .block([format!(
            "[`mod@{path}`] has the events that the API sends on its own. The feature `webhooks` verifies \
             that the API sent them, before anything is decoded:"
        )])
        .block(of_module(api, webhooks))
}

/// A function that receives an event.
pub(super) fn of_module(api: &Api, webhooks: &Webhooks) -> Vec<String> {
    let krate = api.package.replace('-', "_");
    let module = format!("{}::{}", ident(&api.module), webhooks.module);
    let Some(event) = webhooks.events.first() else {
        return Vec::new();
    };
    let (verifier, uses) = match &webhooks.signature {
        Some(_) => ("webhooks::verifier([secret])?", ENUM.to_owned()),
        None => (
            "WebhookVerifier::new(WebhookScheme::STANDARD, [secret])?",
            format!("{ENUM}, WebhookScheme, WebhookVerifier"),
        ),
    };
    let alias = match webhooks.module.as_str() {
        "webhooks" => String::new(),
        _ => " as webhooks".to_owned(),
    };
    let receive = match is_told(webhooks) {
        true => "webhooks::receive(headers, body, &verifier)?".to_owned(),
        false => {
            let name = format!("{:?}", markdown::printable(&event.name));
            format!("webhooks::receive_as({name}, headers, body, &verifier)?")
        }
    };
    let variant = event.ident.as_str();
    let lines = [
        "# #[cfg(feature = \"webhooks\")] mod example {".to_owned(),
        format!("use {krate}::{module}::{{self{alias}, {uses}}};"),
        String::new(),
        "type Headers = [(String, Vec<u8>)]; // or http::HeaderMap".to_owned(),
        String::new(),
        "fn received(headers: &Headers, body: &[u8], secret: &str) -> Result<(), Box<dyn std::error::Error>> {"
            .to_owned(),
        format!("    let verifier = {verifier};"),
        format!("    match {receive} {{"),
        format!("        {ENUM}::{variant}(event) => println!(\"{{event:?}}\"),"),
        "        other => println!(\"{}\", other.name()),".to_owned(),
        "    }".to_owned(),
        "    Ok(())".to_owned(),
        "}".to_owned(),
        "# }".to_owned(),
    ];
    fenced("", lines)
}
