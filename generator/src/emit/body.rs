//! Turns request bodies into an argument, or into a method of the request.
//!
//! May not know: how a value becomes bytes.

use proc_macro2::TokenStream;
use quote::quote;

use super::argument::{self, Argument};
use super::doc::DocComment;
use super::scope::Scope;
use super::{ident, joined};
use crate::ir::{Body, BodyKind};

/// What the method takes for the body.
pub(super) fn argument(scope: &Scope<'_>, body: &Body) -> Argument {
    named(scope, &ident(&body.ident), &body.kind)
}

/// `.json("application/json", &body.into())`
pub(super) fn attach(scope: &Scope<'_>, body: &Body) -> TokenStream {
    attach_value(body, &argument(scope, body).value)
}

/// `pub fn body(self, value: impl Into<Pet>) -> Self { self.json("application/json", &value.into()) }`
pub(super) fn setter(scope: &Scope<'_>, body: &Body) -> TokenStream {
    let docs = DocComment::starting_with("Sets the body.", &body.doc).outer();
    let name = ident(&body.ident);
    let Argument { ty, value } = named(scope, &joined("value"), &body.kind);
    let attach = attach_value(body, &value);
    quote! {
        #docs
        pub fn #name(self, value: #ty) -> Self { self #attach }
    }
}

fn named(scope: &Scope<'_>, name: &proc_macro2::Ident, kind: &BodyKind) -> Argument {
    match kind {
        BodyKind::Json(ty) | BodyKind::Form(ty) => argument::argument(scope, name, ty),
        BodyKind::Multipart { ty: Some(ty), .. } => {
            let form = scope.runtime("Form");
            let Argument { ty, value } = argument::argument(scope, name, ty);
            Argument {
                ty,
                value: quote!(#form::of(&#value)),
            }
        }
        BodyKind::Multipart { ty: None, .. } => Argument {
            ty: scope.runtime("Form"),
            value: quote!(#name),
        },
        BodyKind::Text => Argument {
            ty: argument::into(&quote!(String)),
            value: quote!(#name.into()),
        },
        BodyKind::Bytes => Argument {
            ty: argument::into(&scope.runtime("Upload")),
            value: quote!(#name),
        },
    }
}

fn attach_value(body: &Body, value: &TokenStream) -> TokenStream {
    let media_type = &body.media_type;
    match &body.kind {
        BodyKind::Json(_) => quote!(.json(#media_type, &#value)),
        BodyKind::Form(_) => quote!(.form(#media_type, &#value)),
        BodyKind::Multipart { parts, .. } => {
            let parts = parts.iter().map(|part| {
                let (name, media_type) = (part.wire_name.as_str(), &part.media_type);
                quote!((#name, #media_type))
            });
            quote!(.multipart(#media_type, #value, &[#(#parts),*]))
        }
        BodyKind::Text => quote!(.text(#media_type, #value)),
        BodyKind::Bytes => quote!(.bytes(#media_type, #value)),
    }
}
