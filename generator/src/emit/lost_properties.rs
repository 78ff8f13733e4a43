//! Says what a conversion leaves behind: by a function, and in words where PUT is called.

use proc_macro2::TokenStream;
use quote::quote;

use super::conversion::{self, counterpart, listed};
use super::doc::DocComment;
use super::ident::joined;
use super::scope::Scope;
use super::{field, types};
use crate::ir::{Conversion, Field, Method, Operation, OperationId, Presence, Route, Step, Struct};
use crate::names;

/// `pub fn lost_properties(value: &Pet) -> Vec<String> { LostProperties::of(value).gone(&["legs"]).pointers() }`
pub(super) fn function(
    scope: &Scope<'_>,
    conversion: &Conversion,
    source: &Struct,
    target: &Struct,
) -> TokenStream {
    let from = conversion::function(scope, conversion);
    let docs = DocComment::default()
        .block([format!(
            "Returns a JSON pointer (RFC 6901) to each part of a value that `{from}` leaves out."
        )])
        .block([
            "Properties that only the server sets, or that the caller sets, are not listed."
                .to_owned(),
        ]);
    let docs = scope.comment(&docs);
    let name = joined(&name(scope, conversion));
    let source_type = scope.model_by_path(conversion.from);
    let lost_properties = scope.runtime("LostProperties");
    let gone = called("gone", conversion.lost.iter().map(|name| name.as_str()));
    let null = called("null", nulls(scope, conversion, source, target));
    let converted = converted(scope, conversion, source, target);
    let all_but = match conversion.rest {
        true => TokenStream::new(),
        false => {
            let declared = source.fields.iter().map(|field| field.wire_name.as_str());
            quote!(.all_but(&[#(#declared),*]))
        }
    };
    quote! {
        #docs
        pub fn #name(value: &#source_type) -> Vec<String> {
            #lost_properties::of(value)#gone #null #(#converted)* #all_but.pointers()
        }
    }
}

/// `lost_properties`; of several conversions into one type, all but the first have the name of
/// what they convert in theirs. No other function of a struct begins so.
pub(super) fn name(scope: &Scope<'_>, conversion: &Conversion) -> String {
    let mut all = scope.api().conversions.iter();
    let first = all.find(|other| other.to == conversion.to);
    match first.is_some_and(|first| first.from == conversion.from) {
        true => "lost_properties".to_owned(),
        false => {
            let source = scope.types().get(conversion.from).name.as_str();
            format!("lost_properties_of_{}", names::value_name(source).as_str())
        }
    }
}

/// `.gone(&["legs"])`, or nothing.
fn called<'n>(method: &str, names: impl Iterator<Item = &'n str>) -> TokenStream {
    let names: Vec<_> = names.collect();
    let method = joined(method);
    match names.is_empty() {
        true => TokenStream::new(),
        false => quote!(.#method(&[#(#names),*])),
    }
}

/// The properties that go over as they are, but not where they are null.
fn nulls<'s>(
    scope: &Scope<'_>,
    conversion: &'s Conversion,
    source: &'s Struct,
    target: &'s Struct,
) -> impl Iterator<Item = &'s str> {
    let same = fields(conversion, target, Step::Same);
    same.filter(|field| !holds_null(scope, conversion, counterpart(source, field), field))
        .map(|field| field.wire_name.as_str())
}

/// `.converted::<Option<PetKind>>("kind")`
fn converted<'s>(
    scope: &Scope<'_>,
    conversion: &'s Conversion,
    source: &'s Struct,
    target: &'s Struct,
) -> impl Iterator<Item = TokenStream> {
    fields(conversion, target, Step::Like).map(|field| {
        let from = counterpart(source, field);
        let ty = types::ty(scope, &field.ty);
        let may_be_null = field::presence(scope, from) != Presence::Required
            && holds_null(scope, conversion, from, field);
        let ty = match may_be_null {
            true => quote!(Option<#ty>),
            false => quote!(#ty),
        };
        let name = field.wire_name.as_str();
        quote!(.converted::<#ty>(#name))
    })
}

/// The target's properties that get their values in a way.
fn fields<'s>(
    conversion: &'s Conversion,
    target: &'s Struct,
    wanted: Step,
) -> impl Iterator<Item = &'s Field> {
    let steps = target.fields.iter().zip(&conversion.steps);
    steps
        .filter(move |(_, (_, step))| *step == wanted)
        .map(|(field, _)| field)
}

/// Whether null goes over. Where the document does not allow it in the source, it is among
/// what came undeclared.
fn holds_null(scope: &Scope<'_>, conversion: &Conversion, from: &Field, to: &Field) -> bool {
    let is_undeclared =
        field::presence(scope, from) == Presence::Optional && !field::is_json(scope, from);
    match is_undeclared {
        true => conversion.rest || field::presence(scope, to) == Presence::Nullable,
        false => !conversion.nulls.contains(&from.wire_name),
    }
}

/// Whether the types alone say that something may stay behind.
pub(super) fn is_lossy(conversion: &Conversion) -> bool {
    !conversion.lost.is_empty()
        || !conversion.nulls.is_empty()
        || !conversion.rest
        || conversion.with(Step::Like).next().is_some()
}

/// How to change one thing without putting the whole, where the document has a way.
pub(super) fn advice(scope: &Scope<'_>, conversion: &Conversion) -> Option<String> {
    if !is_lossy(conversion) {
        return None;
    }
    let mut patches = conversion
        .routes
        .iter()
        .filter_map(|route| route.patch.as_ref());
    patch(scope, patches.next()?)
}

/// What PUT loses of what GET gives on the same path, and how to lose nothing.
pub(super) fn at_put(scope: &Scope<'_>, operation: &Operation) -> Option<Vec<String>> {
    if operation.method != Method::Put {
        return None;
    }
    let on = |route: &&Route| route.put == operation.id;
    let mut all = scope.api().conversions.iter();
    let (conversion, route) = all.find_map(|conversion| {
        let route = conversion.routes.iter().find(on)?;
        Some((conversion, route))
    })?;
    if !is_lossy(conversion) {
        return None;
    }
    let from = conversion::function(scope, conversion);
    let made = scope.link_by_function(conversion.to, &from);
    let asked = scope.link_to_function(conversion.to, &name(scope, conversion));
    let given = scope.link_to_method(&route.get).unwrap_or_default();
    let rest = (!conversion.rest).then(|| "undeclared properties".to_owned());
    let losses = [
        listed(conversion.lost.iter()),
        listed(conversion.nulls.iter()).map(|names| format!("`null` in {names}")),
        listed(conversion.with(Step::Like)).map(|names| format!("what does not fit in {names}")),
        rest,
    ];
    let losses: Vec<_> = losses.into_iter().flatten().collect();
    let lines = [
        Some(format!(
            "{made} makes the body from the response of {given}."
        )),
        Some(format!(
            "It leaves out what PUT does not take: {}.",
            losses.join("; ")
        )),
        Some(format!("{asked} lists what a value would lose.")),
        route.patch.as_ref().and_then(|id| patch(scope, id)),
    ];
    Some(lines.into_iter().flatten().collect())
}

/// `` To change one thing, send [`patch_pet`]: it leaves the rest as it is. ``
fn patch(scope: &Scope<'_>, id: &OperationId) -> Option<String> {
    let link = scope.link_to_method(id)?;
    Some(format!(
        "{link} changes a part and leaves the rest as it is."
    ))
}
