//! Turns parameters into arguments, and into methods of the request.

use std::collections::BTreeMap;

use quote::quote;
use syn::{Expr, ImplItem, Item, Type};

use super::argument::{self, Argument};
use super::doc::DocComment;
use super::ident::joined;
use super::scope::{self, Scope};
use super::syntax::{self, Function, Receiver};
use super::{deprecation, ident, literal, markdown, request};
use crate::ir::{FormField, Literal, Need, Operation, Parameter, ParameterPlace, Style};

/// What the method takes for a parameter.
pub(super) fn argument(scope: &Scope<'_>, parameter: &Parameter) -> Argument {
    argument::argument(scope, &ident(&parameter.ident), &parameter.ty)
}

/// `request.set(Parameter::path("id"), &id.into())`
pub(super) fn set_argument(scope: &Scope<'_>, request: Expr, parameter: &Parameter) -> Expr {
    let value = argument(scope, parameter).value;
    set(scope, request, parameter, value)
}

/// `request.set(Parameter::query("limit"), &value)`
fn set(scope: &Scope<'_>, request: Expr, parameter: &Parameter, value: Expr) -> Expr {
    let arguments = [description(scope, parameter), syntax::reference(value)];
    syntax::method(request, "set", arguments)
}

/// `request.set_default(Parameter::header("X-Experimental"), "true")` where the
/// document requires the parameter.
pub(super) fn set_default(scope: &Scope<'_>, request: Expr, parameter: &Parameter) -> Expr {
    match parameter.sent_default() {
        Some(default) => {
            let value = match scope.default_name(parameter) {
                Some(name) => syntax::name(joined(&name)),
                None => syntax::parsed(literal::expression(scope, default)),
            };
            let arguments = [description(scope, parameter), value];
            syntax::method(request, "set_default", arguments)
        }
        None => request,
    }
}

/// `const X_EXPERIMENTAL_DEFAULT: &str = "true";` for each default that several of the
/// operations in a file send.
pub(super) fn defaults(scope: &Scope<'_>, operations: &[Operation]) -> Vec<Item> {
    let all = operations.iter().flat_map(|found| &found.parameters);
    let mut known: BTreeMap<String, Vec<&Literal>> = BTreeMap::new();
    for parameter in all {
        if let Some(default) = parameter.sent_default() {
            let name = scope::default_name(parameter);
            known.entry(name).or_default().push(default);
        }
    }
    let several = known.into_iter().filter(|(_, values)| {
        let (first, rest) = (values[0], &values[1..]);
        !rest.is_empty() && rest.iter().all(|value| *value == first)
    });
    let items = several.filter_map(|(name, values)| {
        let ty = match values[0] {
            Literal::String(_) => quote!(&str),
            Literal::Bool(_) => quote!(bool),
            _ => return None,
        };
        let value = literal::tokens(values[0]);
        let constant = joined(&name);
        scope.define_default(name);
        Some(syntax::parsed(quote!(const #constant: #ty = #value;)))
    });
    items.collect()
}

/// `pub fn limit(self, value: i64) -> Self { Self(self.0.set(Parameter::query("limit"), &value)) }`
pub(super) fn setter(scope: &Scope<'_>, parameter: &Parameter) -> ImplItem {
    let Argument { ty, value } = argument::argument(scope, &joined("value"), &parameter.ty);
    let set = set(scope, request::builder(), parameter, value);
    function(scope, parameter, &setter_doc(parameter), ty, set)
}

/// `pub fn photo_x_rate(self, value: i64) -> Self { Self(self.0.set_part_header("photo", …)) }`
pub(super) fn part_setter(scope: &Scope<'_>, part: &str, header: &Parameter) -> ImplItem {
    let sentence = format!(
        "Sets the header {} of the part {}.",
        markdown::code(header.wire_name.as_str()),
        markdown::code(part)
    );
    let required = header
        .is_required()
        .then(|| "The document requires it.".to_owned());
    let docs = DocComment::starting_with(&sentence, &header.doc).maybe(required);
    let Argument { ty, value } = argument::argument(scope, &joined("value"), &header.ty);
    let description = description(scope, header);
    let arguments = [syntax::text(part), description, syntax::reference(value)];
    let set = syntax::method(request::builder(), "set_part_header", arguments);
    function(scope, header, &docs, ty, set)
}

/// `pub fn limit(self, value: i64) -> Self { Self(set) }`
fn function(
    scope: &Scope<'_>,
    parameter: &Parameter,
    docs: &DocComment,
    ty: Type,
    set: Expr,
) -> ImplItem {
    let deprecated = deprecation::attribute(parameter.deprecated, &parameter.doc);
    let docs = scope.comment(docs).into_iter();
    let function = Function {
        attributes: docs.chain(deprecated).collect(),
        visibility: syntax::public(),
        name: ident(&parameter.ident),
        receiver: Receiver::Owned,
        arguments: vec![(joined("value"), ty)],
        output: syntax::itself_type(),
        body: vec![syntax::value(request::wrapped(set))],
    };
    function.member()
}

/// What is worth knowing beside the document's words, as CommonMark.
pub(super) fn notes(parameter: &Parameter) -> Vec<String> {
    let code = |value: &Literal| markdown::code(&value.to_string());
    let default = match &parameter.need {
        Need::Argument => None,
        Need::Defaulted(value) => Some(format!("Sent as {} unless set.", code(value))),
        Need::Optional { server_default } => server_default
            .as_ref()
            .map(|value| format!("Default: {}.", code(value))),
    };
    default
        .into_iter()
        .chain(deprecation::sentence(parameter.deprecated))
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
pub(super) fn description(scope: &Scope<'_>, parameter: &Parameter) -> Expr {
    let wire_name = parameter.wire_name.as_str();
    let described = described(
        scope,
        parameter.place,
        wire_name,
        parameter.style,
        parameter.explode,
        parameter.allow_reserved,
    );
    match parameter.sensitive {
        true => syntax::method(described, "sensitive", []),
        false => described,
    }
}

/// `Parameter::query("expand").style(Style::DeepObject).explode(true)`
pub(super) fn form_field(scope: &Scope<'_>, field: &FormField) -> Expr {
    let wire_name = field.wire_name.as_str();
    described(
        scope,
        ParameterPlace::Query,
        wire_name,
        field.style,
        field.explode,
        field.allow_reserved,
    )
}

fn described(
    scope: &Scope<'_>,
    place: ParameterPlace,
    wire_name: &str,
    style: Style,
    explode: bool,
    allow_reserved: bool,
) -> Expr {
    let ty = scope.runtime("Parameter");
    let parameter = syntax::call_of(ty, place.as_str(), [syntax::text(wire_name)]);
    let parameter = styled(scope, parameter, place, style, explode);
    if allow_reserved {
        syntax::method(parameter, "allow_reserved", [])
    } else {
        parameter
    }
}

/// `.style(Style::PipeDelimited).explode(false)`, or nothing where it is the
/// place's default (OpenAPI 3.0.3 §4.7.12.2).
fn styled(
    scope: &Scope<'_>,
    parameter: Expr,
    place: ParameterPlace,
    style: Style,
    explode: bool,
) -> Expr {
    let (default, default_explode) = match place {
        ParameterPlace::Query | ParameterPlace::Cookie => (Style::Form, true),
        ParameterPlace::Path | ParameterPlace::Header => (Style::Simple, false),
    };
    if style == default && explode == default_explode {
        return parameter;
    }
    let exploded = |parameter| syntax::method(parameter, "explode", [syntax::truth(explode)]);
    if style == default {
        return exploded(parameter);
    }
    let name = syntax::below(scope.runtime("Style"), style_name(style));
    let styled = syntax::method(parameter, "style", [syntax::name(name)]);
    if style == Style::Json {
        return styled;
    }
    exploded(styled)
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
