//! Turns conversions into `From`, or into a function that takes what is missing.

use proc_macro2::{Ident, TokenStream};
use quote::quote;
use syn::{Attribute, Expr};

use super::doc::DocComment;
use super::ident::joined;
use super::scope::Scope;
use super::{
    argument, constructor, deprecation, feature, field, ident, lost_properties, markdown, syntax,
};
use crate::ir::{
    Api, Conversion, Field, OperationId, Presence, Shape, Step, Struct, TypeId, WireName,
};
use crate::names;

/// Everything that becomes this type.
pub(super) fn items(scope: &Scope<'_>, to: TypeId, shape: &Struct) -> TokenStream {
    let conversions = scope.api().conversions.iter();
    conversions
        .filter(|conversion| conversion.to == to)
        .filter_map(|conversion| {
            let source = &scope.types().get(conversion.from).shape;
            match source {
                Shape::Struct(source) => Some(item(scope, conversion, source, shape)),
                _ => None,
            }
        })
        .collect()
}

fn item(
    scope: &Scope<'_>,
    conversion: &Conversion,
    source: &Struct,
    target: &Struct,
) -> TokenStream {
    let docs = scope.comment(&docs(scope, conversion));
    let lost_properties = lost_properties::function(scope, conversion, source, target);
    let condition = condition(scope.api(), conversion.from);
    let to = ident(&scope.types().get(conversion.to).name);
    // A file of models may be there without the other one.
    let from = scope.model_by_path(conversion.from);
    let given: Vec<_> = given(conversion, target).collect();
    let value = free(&given, ["value", "response", "whole"]);
    let body = body(scope, conversion, source, &value, target);
    let deprecated = deprecation::expect(names_deprecated(conversion, source, target));
    if given.is_empty() {
        return quote! {
            #docs
            #condition
            #deprecated
            impl From<#from> for #to {
                fn from(#value: #from) -> Self { #body }
            }

            #condition
            impl #to { #lost_properties }
        };
    }
    let name = joined(&function_name(scope, conversion));
    let expect = argument::expect_many(given.len() + 1);
    let arguments = given.iter().map(|field| {
        let name = ident(&field.ident);
        let ty = constructor::argument(scope, field).ty;
        quote!(#name: #ty)
    });
    quote! {
        #condition
        impl #to {
            #docs
            #expect
            #deprecated
            pub fn #name(#value: #from, #(#arguments),*) -> Self { #body }

            #lost_properties
        }
    }
}

/// Whether the value is made of deprecated fields, or has such.
fn names_deprecated(conversion: &Conversion, source: &Struct, target: &Struct) -> bool {
    let mut steps = target.fields.iter().zip(&conversion.steps);
    field::has_deprecated(target)
        || steps.any(|(field, (_, step))| {
            matches!(step, Step::Same | Step::Like) && counterpart(source, field).deprecated
        })
}

/// `from_pet`, or `from` where the trait's function does it.
pub(super) fn function(scope: &Scope<'_>, conversion: &Conversion) -> String {
    match conversion.with(Step::Given).next() {
        Some(_) => function_name(scope, conversion),
        None => "from".to_owned(),
    }
}

/// `from_pet`
fn function_name(scope: &Scope<'_>, conversion: &Conversion) -> String {
    let source = scope.types().get(conversion.from).name.as_str();
    format!("from_{}", names::value_name(source).as_str())
}

/// The first of these names that no argument has.
fn free(given: &[&Field], names: [&str; 3]) -> Ident {
    let is_free = |name: &&str| !given.iter().any(|field| field.ident.as_str() == *name);
    joined(names.into_iter().find(is_free).unwrap_or("everything"))
}

/// What turns on the file of the source.
fn condition(api: &Api, from: TypeId) -> Option<Attribute> {
    let file = &api.types.get(from).file;
    feature::condition(api.model_features.get(file).into_iter().flatten())
}

/// The target's properties that the caller gives.
fn given<'t>(conversion: &Conversion, target: &'t Struct) -> impl Iterator<Item = &'t Field> {
    let steps = target.fields.iter().zip(&conversion.steps);
    steps
        .filter(|(_, (_, step))| *step == Step::Given)
        .map(|(field, _)| field)
}

/// `let mut rest = value.rest; Self { name: value.name, … rest }`
fn body(
    scope: &Scope<'_>,
    conversion: &Conversion,
    source: &Struct,
    value: &Ident,
    target: &Struct,
) -> TokenStream {
    let given: Vec<_> = given(conversion, target).collect();
    let undeclared = free(&given, ["rest", "undeclared", "others"]);
    let looks = conversion.rest && source.rest == crate::ir::Rest::Json;
    let steps = target.fields.iter().zip(&conversion.steps);
    let mut takes = false;
    let fields: Vec<_> = steps
        .map(|(field, (name, step))| {
            let filled = match step {
                Step::Same => same(scope, source, value, field),
                Step::Like => like(scope, source, value, field),
                Step::Undeclared if looks => {
                    takes = true;
                    let take = scope.runtime("take_undeclared");
                    let name = name.as_str();
                    syntax::parsed(quote!(#take(&mut #undeclared, #name)))
                }
                Step::ServerSet | Step::Undeclared => constructor::none(),
                Step::Given => constructor::argument(scope, field).value,
            };
            syntax::assigned(ident(&field.ident), filled)
        })
        .collect();
    let ours = ident(&target.rest_ident);
    let (before, rest) = match (conversion.rest, takes) {
        (true, true) => {
            let theirs = theirs(scope, conversion, source, value);
            let before = quote!(let mut #undeclared = #theirs;);
            (before, syntax::name(undeclared))
        }
        (true, false) => {
            let theirs = theirs(scope, conversion, source, value);
            (TokenStream::new(), theirs)
        }
        (false, _) => (TokenStream::new(), constructor::empty_rest(scope, target)),
    };
    let rest = syntax::assigned(ours, rest);
    let value = syntax::record(joined("Self"), fields.into_iter().chain([rest]));
    quote!(#before #value)
}

/// `value.rest`, or `without_declared(value.rest, &["legs"])`: a property that stays behind is
/// there where it came as null.
fn theirs(scope: &Scope<'_>, conversion: &Conversion, source: &Struct, value: &Ident) -> Expr {
    let rest = ident(&source.rest_ident);
    let rest = syntax::member(syntax::name(value.clone()), rest);
    let left = source.fields.iter().filter(|field| {
        field::presence(scope, field) == Presence::Optional
            && !field::is_json(scope, field)
            && conversion.left.contains(&field.wire_name)
    });
    let left: Vec<_> = left.map(|field| field.wire_name.as_str()).collect();
    if left.is_empty() {
        return rest;
    }
    let without_declared = scope.runtime("without_declared");
    syntax::parsed(quote!(#without_declared(#rest, &[#(#left),*])))
}

pub(super) fn counterpart<'s>(source: &'s Struct, field: &Field) -> &'s Field {
    let mut fields = source.fields.iter();
    let found = fields.find(|other| other.wire_name == field.wire_name);
    found.expect("a property that goes over is in both")
}

/// `value.owner.as_ref().and_then(converted)`
fn like(scope: &Scope<'_>, source: &Struct, value: &Ident, field: &Field) -> Expr {
    let from = counterpart(source, field);
    let converted = scope.runtime("converted");
    let name = ident(&from.ident);
    use Presence::{Nullable, Optional, OptionalNullable, Required};
    syntax::parsed(
        match (field::presence(scope, from), field::presence(scope, field)) {
            (Required, _) | (Nullable, OptionalNullable) => quote!(#converted(&#value.#name)),
            (OptionalNullable, Optional) => {
                quote!(#value.#name.flatten().as_ref().and_then(#converted))
            }
            _ => quote!(#value.#name.as_ref().and_then(#converted)),
        },
    )
}

/// `value.name`, wrapped as the target wants it.
fn same(scope: &Scope<'_>, source: &Struct, value: &Ident, field: &Field) -> Expr {
    let from = counterpart(source, field);
    let value = syntax::member(syntax::name(value.clone()), ident(&from.ident));
    use Presence::{Nullable, Optional, OptionalNullable, Required};
    match (field::presence(scope, from), field::presence(scope, field)) {
        (Required, presence) => constructor::present(presence, value),
        (Optional, OptionalNullable) => {
            syntax::method(value, "map", [syntax::name(joined("Some"))])
        }
        (Nullable, OptionalNullable) => constructor::present(Presence::Nullable, value),
        (OptionalNullable, Optional | Nullable) => syntax::method(value, "flatten", []),
        _ => value,
    }
}

fn docs(scope: &Scope<'_>, conversion: &Conversion) -> DocComment {
    let route = conversion.routes.first();
    let link = |id: Option<&OperationId>| id.and_then(|id| scope.link_to_method(id));
    let put = link(route.map(|route| &route.put)).unwrap_or_default();
    let get = link(route.map(|route| &route.get)).unwrap_or_default();
    let of = |wanted: Step| listed(conversion.with(wanted));
    let is_new = |name: &&WireName| {
        let is_other = |other: &WireName| other != *name;
        conversion.lost.iter().all(is_other)
            && conversion.steps.iter().all(|(other, _)| is_other(other))
    };
    let server_set: Vec<_> = conversion
        .with(Step::ServerSet)
        .chain(conversion.left.iter().filter(is_new))
        .collect();
    let asked = lost_properties::name(scope, conversion);
    let is_lossy = lost_properties::is_lossy(conversion);
    let told = format!("[`{asked}`](Self::{asked}) lists what is left out of a value.");
    DocComment::default()
        .block([format!(
            "Makes the body of {put} from the response of {get}."
        )])
        .block(["Properties of the same name and type are kept.".to_owned()])
        .list(
            [
                of(Step::Like)
                    .map(|names| format!("Of another type, and kept if the value fits: {names}.")),
                listed(server_set.into_iter()).map(|names| format!("Left to the server: {names}.")),
                listed(conversion.lost.iter())
                    .map(|names| format!("Unknown to the body, and left out: {names}.")),
                listed(conversion.nulls.iter()).map(|names| {
                    format!("Not nullable in the body, and left out if `null`: {names}.")
                }),
                of(Step::Undeclared).map(|names| {
                    format!(
                        "Unknown to the response, and empty unless it was sent undeclared: {names}."
                    )
                }),
                of(Step::Given).map(|names| format!("Set by the caller: {names}.")),
                Some(match conversion.rest {
                    true => "Undeclared properties are kept.".to_owned(),
                    false => "Undeclared properties are left out.".to_owned(),
                }),
            ]
            .into_iter()
            .flatten(),
        )
        .maybe(is_lossy.then_some(told))
        .maybe(lost_properties::advice(scope, conversion))
}

/// `` `created`, `modified` ``
pub(super) fn listed<'n>(names: impl Iterator<Item = &'n WireName>) -> Option<String> {
    let names: Vec<_> = names.map(|name| markdown::code(name.as_str())).collect();
    (!names.is_empty()).then(|| names.join(", "))
}
