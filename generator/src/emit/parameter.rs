//! Turns parameters into arguments, and into methods of the request.
//!
//! May not know: how a value is written into a URL or a header.

use proc_macro2::TokenStream;
use quote::quote;

use super::argument::{self, Argument};
use super::doc::{self, DocComment};
use super::scope::Scope;
use super::{ident, joined, literal, markdown};
use crate::ir::{Parameter, ParameterPlace, Style};

/// What the method takes for a parameter.
pub(super) fn argument(scope: &Scope<'_>, parameter: &Parameter) -> Argument {
    argument::argument(scope, &ident(&parameter.ident), &parameter.ty)
}

/// `.set(Parameter::path("id"), &id.into())`
pub(super) fn set_argument(scope: &Scope<'_>, parameter: &Parameter) -> TokenStream {
    let description = description(scope, parameter);
    let value = argument(scope, parameter).value;
    quote!(.set(#description, &#value))
}

/// `.set_default(Parameter::header("X-Experimental"), "true")` where the
/// document requires the parameter.
pub(super) fn set_default(scope: &Scope<'_>, parameter: &Parameter) -> Option<TokenStream> {
    let default = parameter.default.as_ref().filter(|_| parameter.required)?;
    let description = description(scope, parameter);
    let value = literal::expression(scope, default);
    Some(quote!(.set_default(#description, #value)))
}

/// `pub fn limit(self, value: i64) -> Self { self.set(Parameter::query("limit"), &value) }`
pub(super) fn setter(scope: &Scope<'_>, parameter: &Parameter) -> TokenStream {
    let name = ident(&parameter.ident);
    let docs = setter_doc(parameter).outer();
    let deprecated = doc::deprecated_attribute(parameter.deprecated);
    let description = description(scope, parameter);
    let Argument { ty, value } = argument::argument(scope, &joined("value"), &parameter.ty);
    quote! {
        #docs
        #deprecated
        pub fn #name(self, value: #ty) -> Self { self.set(#description, &#value) }
    }
}

/// What is worth knowing beside the document's words, as CommonMark.
pub(super) fn notes(parameter: &Parameter) -> Vec<String> {
    let default = parameter.default.as_ref().map(|value| {
        let value = markdown::code(&value.to_string());
        if parameter.required {
            format!("Sent as {value} unless set.")
        } else {
            format!("Default: {value}.")
        }
    });
    default
        .into_iter()
        .chain(doc::deprecated(parameter.deprecated))
        .collect()
}

fn setter_doc(parameter: &Parameter) -> DocComment {
    let place = parameter.place.noun();
    let wire_name = markdown::code(parameter.wire_name.as_str());
    let notes = notes(parameter);
    DocComment::starting_with(&format!("Sets the {place} {wire_name}."), &parameter.doc)
        .maybe((!notes.is_empty()).then(|| notes.join(" ")))
}

/// `Parameter::query("ids").style(Style::PipeDelimited).explode(false)`
pub(super) fn description(scope: &Scope<'_>, parameter: &Parameter) -> TokenStream {
    let ty = scope.runtime("Parameter");
    let place = joined(parameter.place.as_str());
    let wire_name = parameter.wire_name.as_str();
    let style = style(scope, parameter);
    let reserved = parameter.allow_reserved.then(|| quote!(.allow_reserved()));
    quote!(#ty::#place(#wire_name) #style #reserved)
}

/// `.style(Style::PipeDelimited).explode(false)`, or nothing where it is the
/// place's default (OpenAPI 3.0.3 §4.7.12.2).
fn style(scope: &Scope<'_>, parameter: &Parameter) -> TokenStream {
    let (default, default_explode) = match parameter.place {
        ParameterPlace::Query | ParameterPlace::Cookie => (Style::Form, true),
        ParameterPlace::Path | ParameterPlace::Header => (Style::Simple, false),
    };
    let explode = parameter.explode;
    if parameter.style == default && explode == default_explode {
        return TokenStream::new();
    }
    if parameter.style == default {
        return quote!(.explode(#explode));
    }
    let ty = scope.runtime("Style");
    let style = style_name(parameter.style);
    if parameter.style == Style::Json {
        return quote!(.style(#ty::#style));
    }
    quote!(.style(#ty::#style).explode(#explode))
}

fn style_name(style: Style) -> proc_macro2::Ident {
    joined(match style {
        Style::Matrix => "Matrix",
        Style::Label => "Label",
        Style::Simple => "Simple",
        Style::Form => "Form",
        Style::SpaceDelimited => "SpaceDelimited",
        Style::PipeDelimited => "PipeDelimited",
        Style::DeepObject => "DeepObject",
        Style::Json => "Json",
    })
}
