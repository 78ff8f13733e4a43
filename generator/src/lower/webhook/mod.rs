//! Turns webhooks (OpenAPI 3.1.1 §4.8.1) and callbacks (§4.8.18) into the events of an API.
//!
//! What tells them apart is found once all types are there.

mod name;
mod told;

use openapiv3::{MediaType, Parameter, ParameterSchemaOrContent};
use serde_json::Value;

use super::context::Context;
use super::doc;
use super::media::{self, Encoding};
use super::naming::Naming;
use super::{body, encoding, literal, reference};
use crate::config::WebhookSettings;
use crate::diagnostic::{Code, Diagnostics, Reported};
use crate::ir::{Doc, Resource, TypeRef, Types, Webhook, WebhookHeader, Webhooks, WireName};
use crate::lock::{KnownNames, LEFT, MODULE};
use crate::names::{self, Namespace, ROOT_MODULES, RustIdent};
use crate::openapi::{Schema, is_defect};
use crate::source::Pointer;
use name::Site;

/// The events, before it is known what tells them apart.
pub(super) struct Lowered {
    events: Vec<Webhook>,
    fallback: RustIdent,
}

impl Lowered {
    /// What the events hold.
    pub(super) fn payloads(&self) -> Vec<TypeRef> {
        let payloads = self.events.iter().map(|event| &event.payload);
        payloads.cloned().collect()
    }
}

/// Lowers every webhook and callback that has something to read.
pub(super) fn lower(context: &mut Context<'_>) -> Lowered {
    let sites = name::sites(context);
    let known = &context.known.webhooks;
    let mut idents = Namespace::default();
    let is_there = |name: &str| name == LEFT || sites.iter().any(|site| site.name == name);
    let kept = known.iter().filter(|(name, _)| is_there(name));
    idents.keep(kept.map(|(name, ident)| (name.as_str(), ident.as_str())));
    if !known.contains_key(LEFT) {
        idents.keep([(LEFT, "Unknown")]);
    }
    let mut events = Vec::new();
    for site in &sites {
        if let Ok(Some(event)) = event(context, site, &mut idents) {
            events.push(event);
        }
    }
    let fallback = idents.claim_for(LEFT, names::type_name("unknown"), &[]);
    Lowered { events, fallback }
}

/// The events with what tells them apart; nothing where there is none.
pub(super) fn finish(
    lowered: Lowered,
    types: &Types,
    resources: &[Resource],
    settings: &WebhookSettings,
    known: &KnownNames,
    diagnostics: &mut Diagnostics,
) -> Option<Webhooks> {
    let mut events = lowered.events;
    let told::Found { told_by, unnamed } = told::find(types, &mut events, settings, diagnostics)?;
    let mut modules = Namespace::reserving(ROOT_MODULES);
    for resource in resources {
        modules.claim(resource.module.clone());
    }
    let kept = known.webhooks.get(MODULE);
    modules.keep(kept.map(|module| (MODULE, module.as_str())));
    let usual = ["webhooks", "webhook events"].map(names::value_name);
    let free = usual.iter().find(|name| !modules.has(name));
    let wanted = free.unwrap_or(&usual[1]).clone();
    Some(Webhooks {
        module: modules.claim_for(MODULE, wanted, &[]),
        events,
        told_by,
        unnamed,
        fallback: lowered.fallback,
        signature: settings.signature.clone(),
        feature: None,
    })
}

fn event<'d>(
    context: &mut Context<'d>,
    site: &Site<'d>,
    idents: &mut Namespace,
) -> Result<Option<Webhook>, Reported> {
    let at = site.at.child("requestBody");
    if is_defect(&site.declared.extensions) {
        return Err(left_out(context, site, "there is an error in it"));
    }
    let Some(body) = &site.declared.request_body else {
        return Ok(empty(context, site));
    };
    let (body, at) = reference::request_body(context, body, &at)?;
    let content_at = at.child("content");
    let schemas = &context.document.schemas;
    let found = media::preferred(schemas, body.content.iter());
    let Some((media_type, media, encoding)) = found else {
        return Ok(empty(context, site));
    };
    if !matches!(encoding, Encoding::Json | Encoding::Form) {
        let reason = format!("its body is `{media_type}`, and only JSON and forms are read");
        return Err(left_out(context, site, &reason));
    }
    report_others(context, body.content.keys(), media_type, &content_at);
    let naming = Naming {
        file: context.file(&format!("webhook {}", site.name)),
        words: format!("{} Payload", site.name),
    };
    let payload = payload(
        context,
        media,
        encoding,
        &content_at.child(media_type),
        &naming,
    );
    Ok(Some(Webhook {
        ident: idents.claim_for(&site.name, names::type_name(&site.name), &[]),
        name: site.name.clone(),
        senders: site.senders.clone(),
        payload,
        is_form: encoding == Encoding::Form,
        values: Vec::new(),
        headers: headers(context, site),
        doc: words(site, body.description.as_deref()),
        deprecated: site.declared.deprecated,
        place: context.place(&site.at),
    }))
}

/// Without a body there is nothing to read, and nothing is lost.
fn empty(context: &mut Context<'_>, site: &Site<'_>) -> Option<Webhook> {
    let message = format!("`{}` is not among the events: it has no body", site.name);
    context.note(Code::UnreadableWebhook, &site.at, message);
    context.diagnostics.help("nothing has to be done");
    None
}

fn payload<'d>(
    context: &mut Context<'d>,
    media: &'d MediaType,
    encoding: Encoding,
    at: &Pointer,
    naming: &Naming,
) -> TypeRef {
    encoding::report_unused(context, media, encoding, at);
    let ty = body::content_type(context, media, at, naming);
    literal::others(context, &media.examples, &ty, at);
    ty
}

fn words(site: &Site<'_>, of_body: Option<&str>) -> Doc {
    let declared = site.declared;
    let text = declared.description.as_deref();
    let item = site.webhook.item.description.as_deref();
    let summary = declared.summary.as_deref();
    let summary = summary.or(site.webhook.item.summary.as_deref());
    Doc {
        summary: doc::non_empty(summary),
        text: doc::non_empty(text.or(item).or(of_body)),
        notes: Vec::new(),
        link: declared.external_docs.as_ref().map(doc::link),
    }
}

fn left_out(context: &mut Context<'_>, site: &Site<'_>, reason: &str) -> Reported {
    let message = format!("`{}` is left out of the events: {reason}", site.name);
    context.defect(Code::UnreadableWebhook, &site.at, message)
}

fn report_others<'n>(
    context: &mut Context<'_>,
    all: impl Iterator<Item = &'n String>,
    used: &str,
    at: &Pointer,
) {
    let others = all.map(String::as_str).filter(|name| *name != used);
    if let Some(others) = names::listed(others, "and") {
        let message = format!("the event is read as `{used}`, not as {others}");
        context.note(Code::OtherMediaType, &at.child(used), message);
    }
}

/// The headers that a request comes with. Other parameters are those of the receiver's own URL.
fn headers<'d>(context: &mut Context<'d>, site: &Site<'d>) -> Vec<WebhookHeader> {
    let own = (&site.declared.parameters, site.at.child("parameters"));
    let shared = (
        &site.webhook.item.parameters,
        site.webhook.at.child("parameters"),
    );
    let mut headers: Vec<WebhookHeader> = Vec::new();
    for (parameters, at) in [own, shared] {
        for (index, found) in parameters.iter().enumerate() {
            let at = at.element(index);
            if let Ok((Parameter::Header { parameter_data, .. }, _)) =
                reference::parameter(context, found, &at)
            {
                let name = parameter_data.name.as_str();
                let is_known = |known: &WebhookHeader| known.wire_name.as_str() == name;
                if !headers.iter().any(is_known) {
                    headers.push(WebhookHeader {
                        wire_name: WireName::new(name),
                        text: doc::non_empty(parameter_data.description.as_deref()),
                        values: listed_values(context, &parameter_data.format),
                    });
                }
            }
        }
    }
    headers
}

/// The only values that a header has.
fn listed_values(context: &Context<'_>, format: &ParameterSchemaOrContent) -> Vec<String> {
    let ParameterSchemaOrContent::Schema(schema) = format else {
        return Vec::new();
    };
    let mut schema = context.document.schemas.at(schema);
    if let Some(name) = schema.only_reference() {
        let found = context.document.schemas.component(name);
        schema = found.map_or(schema, |(_, schema)| schema);
    }
    values_of(schema)
}

fn values_of(schema: Schema<'_>) -> Vec<String> {
    let only = schema.get("const").into_iter();
    let listed = schema.get("enum").and_then(Value::as_array);
    let all = only.chain(listed.into_iter().flatten());
    all.filter_map(|value| Some(value.as_str()?.to_owned()))
        .collect()
}
