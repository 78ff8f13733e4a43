//! Turns the way that an API signs its webhooks into a verifier, and verifies before anything is read.

use proc_macro2::TokenStream;
use quote::quote;

use super::{enum_name, is_told};
use crate::ir::{
    Encoding, Hash, Hmac, KeyText, Signature, SignatureForm, SignedPart, TimestampPlace, Webhooks,
};

/// `pub fn verifier(…)`, where it is known how requests are signed, and `pub fn receive(…)`.
pub(super) fn items(webhooks: &Webhooks) -> TokenStream {
    let verifier = webhooks.signature.as_ref().map(verifier);
    let receive = receive(webhooks);
    quote!(#verifier #receive)
}

fn verifier(signature: &Signature) -> TokenStream {
    let scheme = scheme(signature);
    quote! {
        #[doc = " Verifies webhooks with any of these secrets: the one in use, and while it is replaced,"]
        #[doc = " the next one too."]
        #[doc = ""]
        #[doc = " # Errors"]
        #[doc = ""]
        #[doc = " Where there is no secret, or one can't be a secret of this API."]
        #[cfg(feature = "webhooks")]
        pub fn verifier(
            secrets: impl IntoIterator<Item = impl Into<String>>,
        ) -> Result<WebhookVerifier, WebhookKeyError> {
            WebhookVerifier::new(SCHEME, secrets)
        }

        #[doc = " How the API signs its webhooks."]
        #[cfg(feature = "webhooks")]
        pub const SCHEME: WebhookScheme = #scheme;
    }
}

fn scheme(signature: &Signature) -> TokenStream {
    let Signature::Hmac(hmac) = signature else {
        return quote!(WebhookScheme::STANDARD);
    };
    let Hmac { header, prefix, .. } = hmac;
    let hash = match hmac.hash {
        Hash::Sha256 => quote!(Sha256),
        Hash::Sha512 => quote!(Sha512),
    };
    let encoding = match hmac.encoding {
        Encoding::Hex => quote!(Hex),
        Encoding::Base64 => quote!(Base64),
    };
    let form = match &hmac.form {
        SignatureForm::One => quote!(One),
        SignatureForm::List(separator) => quote!(List(#separator)),
    };
    let timestamp = match &hmac.timestamp {
        TimestampPlace::None => quote!(None),
        TimestampPlace::Header(name) => quote!(Header(#name)),
        TimestampPlace::Item(prefix) => quote!(Item(#prefix)),
    };
    let key = match &hmac.key {
        KeyText::Text => quote!(Text),
        KeyText::Hex => quote!(Hex),
        KeyText::Base64(prefix) => quote!(Base64(#prefix)),
    };
    let signed = hmac.signed.iter().map(|part| match part {
        SignedPart::Text(text) => quote!(crate::runtime::SignedPart::Text(#text)),
        SignedPart::Body => quote!(crate::runtime::SignedPart::Body),
        SignedPart::Timestamp => quote!(crate::runtime::SignedPart::Timestamp),
        SignedPart::Header(name) => quote!(crate::runtime::SignedPart::Header(#name)),
    });
    quote! {
        WebhookScheme {
            hash: crate::runtime::WebhookHash::#hash,
            encoding: crate::runtime::WebhookEncoding::#encoding,
            header: #header,
            prefix: #prefix,
            form: crate::runtime::SignatureForm::#form,
            signed: &[#(#signed),*],
            timestamp: crate::runtime::TimestampPlace::#timestamp,
            tolerance: WebhookScheme::TOLERANCE,
            key: crate::runtime::WebhookKey::#key,
        }
    }
}

/// Both in one call, so that nobody reads what was not verified.
fn receive(webhooks: &Webhooks) -> TokenStream {
    let name = enum_name();
    if is_told(webhooks) {
        return quote! {
            #[doc = " Verifies that the API sent a request, and decodes the event."]
            #[doc = ""]
            #[doc = " # Errors"]
            #[doc = ""]
            #[doc = " Where the request is not the API's, was sent too long ago, or can't be decoded."]
            #[cfg(feature = "webhooks")]
            pub fn receive(
                headers: &(impl WebhookHeaders + ?Sized),
                body: &[u8],
                verifier: &WebhookVerifier,
            ) -> Result<#name, WebhookError> {
                verifier.verify(headers, body)?;
                #name::decode(headers, body)
            }
        };
    }
    quote! {
        #[doc = " Verifies that the API sent a request, and decodes the event that the document calls so."]
        #[doc = ""]
        #[doc = " # Errors"]
        #[doc = ""]
        #[doc = " Where the request is not the API's, was sent too long ago, or can't be decoded."]
        #[cfg(feature = "webhooks")]
        pub fn receive_as(
            name: &str,
            headers: &(impl WebhookHeaders + ?Sized),
            body: &[u8],
            verifier: &WebhookVerifier,
        ) -> Result<#name, WebhookError> {
            verifier.verify(headers, body)?;
            #name::decode_as(name, body)
        }
    }
}
