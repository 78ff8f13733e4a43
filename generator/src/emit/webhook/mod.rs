//! Turns what an API sends on its own into an enum of its events, and the functions that receive them.

mod example;
mod signature;

use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

use super::doc::{self, DocComment};
use super::file::rust_file;
use super::ident::joined;
use super::scope::{Scope, type_here};
use super::{debug, deprecation, header, ident, markdown, syntax, types};
use crate::format::EmittedFile;
use crate::ir::{Api, ToldBy, Webhook, Webhooks};

pub(super) use example::chapter;

/// The enum.
const ENUM: &str = "WebhookEvent";

/// What the file defines, or has from the runtime for those who use it.
const DEFINED: &[&str] = &[
    ENUM,
    "UnknownEvent",
    "WebhookError",
    "WebhookHeaders",
    "WebhookKeyError",
    "WebhookScheme",
    "WebhookVerifier",
];

/// `src/v1/webhooks.rs`; nothing for an API that sends nothing, and in the shared module.
pub(super) fn file(api: &Api) -> Option<EmittedFile> {
    let webhooks = api.webhooks.as_ref().filter(|_| !api.is_shared)?;
    let scope = Scope::of_api(api, DEFINED.iter().copied());
    let definition = definition(&scope, webhooks);
    let events = events(&scope, webhooks);
    let functions = functions(webhooks);
    let receiving = signature::items(webhooks);
    let items = syntax::items(quote! {
        #[doc(no_inline)]
        pub use crate::runtime::{UnknownEvent, WebhookError, WebhookHeaders};
        #[cfg(feature = "webhooks")]
        #[doc(no_inline)]
        pub use crate::runtime::{WebhookKeyError, WebhookScheme, WebhookVerifier};
        #definition
        #events
        #functions
        #receiving
    });
    let path = format!("src/{}/{}.rs", api.folder(), webhooks.module);
    let docs = docs(api, webhooks);
    Some(rust_file(
        path,
        header::of_api(api),
        scope.code(&docs, items),
    ))
}

fn docs(api: &Api, webhooks: &Webhooks) -> DocComment {
    let rows = webhooks.events.iter().map(|event| {
        let link = format!("{ENUM}::{}", event.ident);
        [
            format!("[`{}`]({})", event.ident, type_here(&link)),
            said(event),
        ]
    });
    DocComment::default()
        .block(["What the API sends on its own, and how it is received.".to_owned()])
        .block(example::of_module(api, webhooks))
        .block(["# Events".to_owned()])
        .table(["Event", "When it is sent"], rows)
}

/// What an event is about, on one line.
fn said(event: &Webhook) -> String {
    let text = event.doc.summary.as_deref().or(event.doc.text.as_deref());
    let first = text.unwrap_or_default().split("\n\n").next();
    markdown::line(first.unwrap_or_default())
}

/// `pub enum WebhookEvent { PetAdopted(models::Adoption), Unknown(UnknownEvent) }`
fn definition(scope: &Scope<'_>, webhooks: &Webhooks) -> TokenStream {
    let name = joined(ENUM);
    let variants = webhooks.events.iter().map(|event| {
        let docs = scope.comment(&described(scope, webhooks, event));
        let (variant, ty) = (ident(&event.ident), types::ty(scope, &event.payload));
        quote!(#docs #variant(#ty))
    });
    let fallback = ident(&webhooks.fallback);
    let held = webhooks.events.iter();
    let held = held.map(|event| (&event.ident, &event.payload));
    let debug = debug::of_events(scope, &name, held, &webhooks.fallback);
    let derives = match debug.is_some() {
        true => quote!(Clone, PartialEq),
        false => quote!(Clone, Debug, PartialEq),
    };
    quote! {
        #[doc = " An event that the API sends on its own."]
        #[derive(#derives)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants,)*
            #[doc = " An event that the document does not have."]
            #fallback(UnknownEvent)
        }
        #debug
    }
}

/// What is said of an event: the document's words, what it is told by, and what it comes with.
fn described(scope: &Scope<'_>, webhooks: &Webhooks, event: &Webhook) -> DocComment {
    let ty = doc::type_in_words(scope, &event.payload);
    let mut comment = DocComment::of(&event.doc, &format!("Holds {ty}."))
        .maybe(deprecation::sentence(event.deprecated))
        .maybe(told(webhooks, event))
        .maybe(callback(event));
    if event.is_form {
        comment = comment.block(["It comes as a form.".to_owned()]);
    }
    let headers = event.headers.iter().map(|header| {
        let name = markdown::code(header.wire_name.as_str());
        match header.text.as_deref().map(markdown::line) {
            Some(text) if !text.is_empty() => format!("{name}: {text}"),
            _ => name,
        }
    });
    comment.section("Headers", headers.collect())
}

/// ``Told by `pet.adopted` in `type`.``
fn told(webhooks: &Webhooks, event: &Webhook) -> Option<String> {
    let mut values: Vec<String> = event
        .values
        .iter()
        .map(|value| markdown::code(value))
        .collect();
    if values.is_empty() {
        values.push(markdown::code(&event.name));
    }
    let place = match &webhooks.told_by {
        ToldBy::Caller => return Some(format!("It is called {}.", markdown::code(&event.name))),
        ToldBy::Single => return None,
        ToldBy::Property(path) => format!("in {}", markdown::code(&path.join("."))),
        ToldBy::Header(name) => format!("in the header {}", markdown::code(name)),
        ToldBy::Both(name, path) => format!(
            "in the header {} and {}",
            markdown::code(name),
            markdown::code(&path.join("."))
        ),
    };
    let is_untold = event.values.is_empty() && matches!(webhooks.told_by, ToldBy::Property(_));
    match is_untold {
        true => Some(format!("It is called {}.", markdown::code(&event.name))),
        false => Some(format!("Told by {} {place}.", values.join(" or "))),
    }
}

fn callback(event: &Webhook) -> Option<String> {
    let senders = event.senders.iter().map(|id| markdown::code(id));
    let senders: Vec<String> = senders.collect();
    (!senders.is_empty()).then(|| format!("A callback of {}.", doc::enumerated(&senders)))
}

/// `const EVENTS: WebhookEvents<WebhookEvent> = WebhookEvents { … };`
fn events(scope: &Scope<'_>, webhooks: &Webhooks) -> TokenStream {
    let (all, kind) = (scope.runtime("WebhookEvents"), scope.runtime("EventKind"));
    let name = joined(ENUM);
    let events = webhooks.events.iter().map(|event| {
        let (variant, text, values) = (ident(&event.ident), &event.name, &event.values);
        quote!(#kind::new(#text, &[#(#values),*], |body| body.read().map(#name::#variant)))
    });
    let told_by = told_by(scope, &webhooks.told_by);
    let unnamed = match webhooks.unnamed {
        Some(index) => {
            let index = Literal::usize_unsuffixed(index);
            quote!(Some(#index))
        }
        None => quote!(None),
    };
    let fallback = ident(&webhooks.fallback);
    let has_forms = webhooks.events.iter().any(|event| event.is_form);
    quote! {
        const EVENTS: #all<#name> = #all {
            told_by: #told_by,
            events: &[#(#events),*],
            unnamed: #unnamed,
            unknown: #name::#fallback,
            has_forms: #has_forms,
        };
    }
}

/// `ToldBy::Property(&["type"])`
fn told_by(scope: &Scope<'_>, told_by: &ToldBy) -> TokenStream {
    let ty = scope.runtime("ToldBy");
    match told_by {
        ToldBy::Caller => quote!(#ty::Caller),
        ToldBy::Single => quote!(#ty::Single),
        ToldBy::Property(path) => quote!(#ty::Property(&[#(#path),*])),
        ToldBy::Header(name) => quote!(#ty::Header(#name)),
        ToldBy::Both(name, path) => quote!(#ty::Both(#name, &[#(#path),*])),
    }
}

/// `impl WebhookEvent { pub fn decode(…) … }`
fn functions(webhooks: &Webhooks) -> TokenStream {
    let name = joined(ENUM);
    let names = webhooks.events.iter().map(|event| {
        let (variant, text) = (ident(&event.ident), &event.name);
        quote!(Self::#variant(_) => #text)
    });
    let fallback = ident(&webhooks.fallback);
    let decode = is_told(webhooks).then(|| decode(webhooks));
    quote! {
        impl #name {
            #decode

            #[doc = " Decodes the body of the event that the document calls so."]
            #[doc = ""]
            #[doc = " # Errors"]
            #[doc = ""]
            #[doc = " Where the body is not JSON, or does not fit the event."]
            pub fn decode_as(name: &str, body: &[u8]) -> Result<Self, WebhookError> {
                Ok(EVENTS.decode_as(name, body)?)
            }

            #[doc = " What the document calls the event; of an unknown one, what the API called it."]
            pub fn name(&self) -> &str {
                match self {
                    #(#names,)*
                    Self::#fallback(event) => event.name.as_deref().unwrap_or_default(),
                }
            }
        }
    }
}

/// Whether something but the caller says which event a body is.
fn is_told(webhooks: &Webhooks) -> bool {
    webhooks.told_by != ToldBy::Caller
}

/// `pub fn decode(…)`, and `from_slice` where the body alone says which event it is.
fn decode(webhooks: &Webhooks) -> TokenStream {
    let is_alone = matches!(webhooks.told_by, ToldBy::Single | ToldBy::Property(_));
    let from_slice = is_alone.then(|| {
        quote! {
            #[doc = " Decodes an event by its body alone."]
            #[doc = ""]
            #[doc = " # Errors"]
            #[doc = ""]
            #[doc = " Where the body is not JSON, or does not fit the event."]
            pub fn from_slice(body: &[u8]) -> Result<Self, WebhookError> {
                Ok(EVENTS.from_slice(body)?)
            }
        }
    });
    quote! {
        #[doc = " Decodes an event. That the API sent it, it does not verify."]
        #[doc = ""]
        #[doc = " # Errors"]
        #[doc = ""]
        #[doc = " Where a header is missing that says which event it is, or the body does not fit the"]
        #[doc = " event."]
        pub fn decode(
            headers: &(impl WebhookHeaders + ?Sized),
            body: &[u8],
        ) -> Result<Self, WebhookError> {
            EVENTS.decode(headers, body)
        }

        #from_slice
    }
}

/// `WebhookEvent`
fn enum_name() -> Ident {
    joined(ENUM)
}
