//! Turns request bodies into an argument, or into a method of the request.

use proc_macro2::{Ident, TokenStream};
use quote::quote;
use syn::{Expr, ImplItem, Type};

use super::argument::{self, Argument};
use super::debug::Held;
use super::doc::DocComment;
use super::ident::joined;
use super::scope::Scope;
use super::syntax::{self, Function, Receiver};
use super::{debug, ident, markdown, parameter, request, types};
use crate::ir::{Body, BodyChoice, BodyKind, FormField, Operation, PartEncoding};

/// What the method takes for the body.
pub(super) fn argument(scope: &Scope<'_>, body: &Body) -> Argument {
    named(scope, &ident(&body.ident), body)
}

/// `request.json("application/json", &body.into())`
pub(super) fn attach(scope: &Scope<'_>, request: Expr, body: &Body) -> Expr {
    attach_body(scope, request, body, &argument(scope, body).value)
}

/// `pub fn body(self, value: impl Into<Pet>) -> Self { Self(self.0.json("application/json", &value.into())) }`
pub(super) fn setter(scope: &Scope<'_>, body: &Body) -> ImplItem {
    let docs = DocComment::starting_with("Sets the body.", &body.doc);
    let Argument { ty, value } = named(scope, &joined("value"), body);
    let set = attach_body(scope, request::builder(), body, &value);
    let function = Function {
        attributes: scope.comment(&docs).into_iter().collect(),
        visibility: syntax::public(),
        name: ident(&body.ident),
        receiver: Receiver::Owned,
        arguments: vec![(joined("value"), ty)],
        output: syntax::itself_type(),
        body: vec![syntax::value(request::wrapped(set))],
    };
    function.member()
}

/// `pub fn photo_x_rate(self, value: i64) -> Self { … }` for each header of a part.
pub(super) fn header_setters(scope: &Scope<'_>, body: &Body) -> Vec<ImplItem> {
    let parts = body.kinds().flat_map(|kind| match kind {
        BodyKind::Multipart { parts, .. } => parts.as_slice(),
        _ => &[],
    });
    let headers = parts.flat_map(|part| part.headers.iter().map(move |header| (part, header)));
    headers
        .map(|(part, header)| parameter::part_setter(scope, part.wire_name.as_str(), header))
        .collect()
}

/// `` `image/*` ``, or the media type where it is one.
pub(super) fn media_types(body: &Body) -> Vec<String> {
    let shown = |media_type: &str, range: &Option<String>| {
        markdown::code(range.as_deref().unwrap_or(media_type))
    };
    let others = body.choice.iter().flat_map(|choice| &choice.others);
    let others = others.map(|other| shown(&other.media_type, &other.range));
    std::iter::once(shown(&body.media_type, &body.range))
        .chain(others)
        .collect()
}

/// The enum of what the body can be sent as, where there is more than one way.
pub(super) fn choice(scope: &Scope<'_>, operation: &Operation) -> TokenStream {
    let Some((body, choice)) = operation
        .body
        .as_ref()
        .and_then(|body| Some((body, body.choice.as_ref()?)))
    else {
        return TokenStream::new();
    };
    let definition = definition(scope, operation, body, choice);
    let conversion = conversion(scope, body, choice);
    let implementation = implementation(scope, body, choice);
    quote!(#definition #conversion #implementation)
}

/// `pub enum AddPetContent { Json(models::Pet), Xml(String) }`
fn definition(
    scope: &Scope<'_>,
    operation: &Operation,
    body: &Body,
    choice: &BodyChoice,
) -> TokenStream {
    let method = operation.ident.as_str();
    let client = scope.client();
    let doc = format!(" The body of [`{method}`]({client}::{method}), in one of its media types.");
    let name = ident(&choice.name);
    let idents = choice.others.iter().map(|other| &other.ident);
    let idents = std::iter::once(&choice.first).chain(idents).map(ident);
    let others = choice.others.iter().map(|other| &other.range);
    let ranges = std::iter::once(&body.range).chain(others);
    let docs = media_types(body).into_iter().zip(ranges);
    let docs = docs.map(|(media_type, range)| match range {
        Some(_) => format!(" {media_type}, {}", chosen(scope)),
        None => format!(" {media_type}"),
    });
    let held = body.kinds().map(|kind| held(scope, kind));
    let (derives, debug) = debug::of_cases(scope, &choice.name, &["Debug"], &cases(body, choice));
    let derives = debug.is_none().then_some(derives);
    quote! {
        #[doc = #doc]
        #derives
        #[non_exhaustive]
        pub enum #name { #(#[doc = #docs] #idents(#held)),* }
        #debug
    }
}

/// The variants, and which of them may hold a secret as a whole.
fn cases<'b>(body: &'b Body, choice: &'b BodyChoice) -> Vec<Held<'b>> {
    let others = choice.others.iter();
    let others = others.map(|other| (&other.ident, other.sensitive));
    let all = std::iter::once((&choice.first, body.sensitive)).chain(others);
    let cases = all.map(|(variant, is_secret)| Held {
        variant,
        is_empty: false,
        is_secret,
    });
    cases.collect()
}

/// Which media type out of a range is sent.
pub(super) fn chosen(scope: &Scope<'_>) -> String {
    let link = scope.link_to_runtime("Upload::with_media_type");
    format!("as {link} says")
}

/// What a variant holds, which is also what it is made from.
fn held(scope: &Scope<'_>, kind: &BodyKind) -> Type {
    match kind {
        BodyKind::Json(ty)
        | BodyKind::Form { ty, .. }
        | BodyKind::Multipart { ty: Some(ty), .. } => types::ty(scope, ty),
        BodyKind::Multipart { ty: None, .. } => syntax::named(scope.runtime("Form")),
        BodyKind::Text => types::text(),
        BodyKind::Bytes => syntax::named(scope.runtime("Upload")),
    }
}

/// `impl<T: Into<models::Pet>> From<T> for AddPetContent { … }`
fn conversion(scope: &Scope<'_>, body: &Body, choice: &BodyChoice) -> TokenStream {
    let (into, from) = (quote!(Into), quote!(From));
    let (name, first) = (ident(&choice.name), ident(&choice.first));
    let held = held(scope, &body.kind);
    quote! {
        impl<T: #into<#held>> #from<T> for #name {
            fn from(value: T) -> Self { Self::#first(value.into()) }
        }
    }
}

/// `impl RequestBody for AddPetContent { … }`
fn implementation(scope: &Scope<'_>, body: &Body, choice: &BodyChoice) -> TokenStream {
    let request_body = scope.runtime("RequestBody");
    let builder = scope.runtime("RequestBuilder");
    let name = ident(&choice.name);
    let first = (&choice.first, &body.media_type, &body.kind);
    let others = choice.others.iter();
    let others = others.map(|other| (&other.ident, &other.media_type, &other.kind));
    let arms = std::iter::once(first)
        .chain(others)
        .map(|(variant, media_type, kind)| {
            let variant = ident(variant);
            let value = match kind {
                BodyKind::Multipart { ty: Some(_), .. } => {
                    let form = scope.runtime("Form");
                    syntax::parsed(quote!(#form::of(&value)))
                }
                _ => syntax::name(joined("value")),
            };
            let request = syntax::name(joined("request"));
            let attached = attach_value(scope, request, media_type, kind, &value);
            quote!(Self::#variant(value) => #attached)
        });
    quote! {
        impl #request_body for #name {
            fn attach<M>(self, request: #builder<M>) -> #builder<M> {
                match self { #(#arms),* }
            }
        }
    }
}

fn named(scope: &Scope<'_>, name: &Ident, body: &Body) -> Argument {
    if let Some(choice) = &body.choice {
        return Argument {
            ty: argument::into(choice_type(choice)),
            value: syntax::method(syntax::name(name.clone()), "into", []),
        };
    }
    match &body.kind {
        BodyKind::Json(ty) | BodyKind::Form { ty, .. } => argument::argument(scope, name, ty),
        BodyKind::Multipart { ty: Some(ty), .. } => {
            let form = scope.runtime("Form");
            let Argument { ty, value } = argument::argument(scope, name, ty);
            Argument {
                ty,
                value: syntax::parsed(quote!(#form::of(&#value))),
            }
        }
        BodyKind::Multipart { ty: None, .. } => Argument {
            ty: syntax::named(scope.runtime("Form")),
            value: syntax::name(name.clone()),
        },
        BodyKind::Text => Argument {
            ty: argument::into(types::text()),
            value: syntax::method(syntax::name(name.clone()), "into", []),
        },
        BodyKind::Bytes => Argument {
            ty: argument::into(syntax::named(scope.runtime("Upload"))),
            value: syntax::name(name.clone()),
        },
    }
}

fn choice_type(choice: &BodyChoice) -> Type {
    syntax::named(ident(&choice.name))
}

fn attach_body(scope: &Scope<'_>, request: Expr, body: &Body, value: &Expr) -> Expr {
    match &body.choice {
        Some(choice) => {
            let ty = choice_type(choice);
            syntax::parsed(quote!(#request.set_body::<#ty>(#value)))
        }
        None => attach_value(scope, request, &body.media_type, &body.kind, value),
    }
}

/// `Parameter::query("tags").explode(false)` for each field that is written in a style
/// of its own.
pub(super) fn styled_fields(scope: &Scope<'_>, fields: &[FormField]) -> Vec<Expr> {
    let fields = fields.iter();
    fields
        .map(|field| parameter::form_field(scope, field))
        .collect()
}

/// `("photo", "image/png")` for each part with a media type of its own.
pub(super) fn typed_parts(parts: &[PartEncoding]) -> Vec<Expr> {
    let typed = parts.iter().filter_map(|part| {
        let media_type = part.media_type.as_ref()?;
        let pair = [part.wire_name.as_str(), media_type];
        Some(syntax::tuple(pair.map(syntax::text)))
    });
    typed.collect()
}

fn attach_value(
    scope: &Scope<'_>,
    request: Expr,
    media_type: &str,
    kind: &BodyKind,
    value: &Expr,
) -> Expr {
    let media_type = syntax::text(media_type);
    let value = value.clone();
    let (method, arguments) = match kind {
        BodyKind::Json(_) => ("json", vec![media_type, syntax::reference(value)]),
        BodyKind::Form { fields, .. } if fields.is_empty() => {
            ("form", vec![media_type, syntax::reference(value)])
        }
        BodyKind::Form { fields, .. } => {
            let fields = syntax::slice(styled_fields(scope, fields));
            (
                "styled_form",
                vec![media_type, syntax::reference(value), fields],
            )
        }
        BodyKind::Multipart { parts, .. } => {
            let parts = syntax::slice(typed_parts(parts));
            ("multipart", vec![media_type, value, parts])
        }
        BodyKind::Text => ("text", vec![media_type, value]),
        BodyKind::Bytes => ("bytes", vec![media_type, value]),
    };
    syntax::method(request, method, arguments)
}
