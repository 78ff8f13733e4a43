//! Turns a public API into a program that uses all of it, as far as
//! `#[non_exhaustive]` lets others: makes and takes apart every struct, matches
//! every variant, calls every function with values of its types, asks for
//! every trait.
//!
//! The program is never run.

use proc_macro2::{Ident, Span};
use quote::ToTokens;
use simgen::internal::public_api::{Item, PublicApi};
use syn::visit_mut::{self, VisitMut};
use syn::{
    FnArg, GenericArgument, PathArguments, ReturnType, Signature, Type, TypeParamBound, parse_quote,
};

/// What every program starts with. Everything of the runtime is the same on
/// both sides, so that importing all of it can't be what breaks.
const START: &str = "\
#![allow(warnings)]
use bytes::Bytes;
use serde::{Serialize, de::DeserializeOwned};
use serde_json::{Map, Value};
use sides::SIDE as api;
use sides::runtime::{self, *};
use std::collections::BTreeMap;
use std::convert::Infallible;
use std::fmt::{Debug, Display};
use std::hash::Hash;
use std::str::FromStr;

fn main() {}

fn some<T>() -> T {
    loop {}
}
";

/// A program against a public API, built with the crate of a side.
///
/// # Panics
///
/// Where there is an item that it does not know how to use.
pub(super) fn using(public_api: &PublicApi, side: &str) -> String {
    let user = User { public_api };
    let mut text = START.replace("SIDE", side);
    for (number, (path, item)) in public_api.items().iter().enumerate() {
        // The programs are built without features.
        if item.signature.starts_with("#[cfg(feature") || !path.starts_with("api") {
            continue;
        }
        let lines = user.uses(path, item);
        text.push_str(&format!("\n// {item}\nfn use_{number}() {{\n"));
        lines
            .iter()
            .for_each(|line| text.push_str(&format!("    {line}\n")));
        text.push_str("}\n");
    }
    text
}

struct User<'s> {
    public_api: &'s PublicApi,
}

impl User<'_> {
    fn uses(&self, path: &str, item: &Item) -> Vec<String> {
        let signature = without_attributes(&item.signature);
        let unknown = || panic!("how is this used? {item}");
        let Some((word, rest)) = signature.trim_start_matches("pub ").split_once(' ') else {
            return self.member(path, signature);
        };
        match word {
            "mod" => vec![format!("use {path} as _;")],
            "use" => vec![],
            "struct" | "enum" => self.named(path, item),
            "type" => self.alias(rest).unwrap_or_else(unknown),
            "fn" => self.function(rest).unwrap_or_else(unknown),
            _ => self.member(path, signature),
        }
    }

    /// Names a type, and asks for everything that it can do.
    fn named(&self, path: &str, item: &Item) -> Vec<String> {
        let ty = self.ty(path, None);
        // It goes with a feature.
        let bounds = item.traits.iter().filter(|bound| *bound != "ToReply");
        let needs = bounds.map(|bound| {
            let bound = self.ty(&owned(bound), None);
            format!("{{ fn needs<T: {bound}>() {{}} needs::<{ty}>(); }}")
        });
        let mut lines: Vec<String> = needs.collect();
        lines.push(format!("let _: {ty} = some();"));
        let arms = self.variants(path);
        if !arms.is_empty() {
            let is_open = item.signature.contains("#[non_exhaustive]");
            let rest = if is_open { "_ => {}" } else { "" };
            lines.push(format!(
                "match some::<{ty}>() {{ {} {rest} }}",
                arms.concat()
            ));
        }
        lines
    }

    /// An arm for each variant of an enum; none for a struct.
    fn variants(&self, path: &str) -> Vec<String> {
        let is_enum = |path: &str| {
            let item = self.public_api.items().get(path);
            item.is_some_and(|item| without_attributes(&item.signature).starts_with("pub enum "))
        };
        let members = self.public_api.items().iter().filter(|(member, item)| {
            let parent = member.rsplit_once("::").map(|(parent, _)| parent);
            let signature = without_attributes(&item.signature);
            let is_variant = !["pub fn ", "type "]
                .iter()
                .any(|start| signature.starts_with(start));
            parent == Some(path) && is_variant && is_enum(path)
        });
        let arm = |(member, item): (&String, &Item)| match item.signature.contains('(') {
            true => format!("{member}(_) => {{}} "),
            false => format!("{member} => {{}} "),
        };
        members.map(arm).collect()
    }

    /// `api::models::Pet::name: String`, `api::models::Animal::Cat(models::Cat)`
    fn member(&self, path: &str, signature: &str) -> Vec<String> {
        let signature = signature.trim_start_matches("pub ");
        let (owner, name) = path.rsplit_once("::").expect("a member has an owner");
        let after = &signature[path.len()..];
        if let Some(ty) = after.strip_prefix(": ") {
            let ty = self.ty(ty, Some(owner));
            return vec![
                format!("let {owner} {{ {name}, .. }} = some();"),
                format!("let _: {ty} = {name};"),
                format!("let mut value = some::<{owner}>();"),
                format!("value.{name} = some::<{ty}>();"),
            ];
        }
        if after.is_empty() {
            return vec![format!("let _: {owner} = {path};")];
        }
        let ty = self.ty(after.trim_matches(['(', ')']), Some(owner));
        vec![
            format!("let _: {owner} = {path}(some::<{ty}>());"),
            format!("if let {path}(value) = some() {{ let _: {ty} = value; }}"),
        ]
    }

    /// `api::models::Names = Vec<String>`, `api::pets::AddPet::Output = models::Pet`,
    /// `api::Error<E = errors::PetsError> = Error<E>`
    fn alias(&self, text: &str) -> Option<Vec<String>> {
        let (named, target) = text.rsplit_once(" = ")?;
        let (path, default) = match named.split_once('<') {
            Some((path, generics)) => (path, generics.trim_end_matches('>').split_once(" = ")),
            None => (named, None),
        };
        let target = match default {
            Some((parameter, ty)) => target.replace(&format!("<{parameter}>"), &format!("<{ty}>")),
            None => target.to_owned(),
        };
        let (owner, name) = path.rsplit_once("::")?;
        let target = self.ty(&target, Some(owner));
        let is_module = |owner: &Item| owner.signature.starts_with("pub mod ");
        let known = match self
            .public_api
            .items()
            .get(owner)
            .filter(|owner| !is_module(owner))
        {
            Some(_) if owner.contains("::errors::") => format!("<{owner} as ErrorBody>::{name}"),
            Some(_) => format!("<{owner} as Operation>::{name}"),
            None => path.to_owned(),
        };
        Some(vec![
            format!("let _: {target} = some::<{known}>();"),
            format!("let _: {known} = some::<{target}>();"),
        ])
    }

    /// `api::Client<M>::add_pet(&self, body: impl Into<models::NewPet>) -> AddPet<M>`
    fn function(&self, text: &str) -> Option<Vec<String>> {
        let (path, _) = text.split_once('(')?;
        let (owner, name) = path.rsplit_once("::")?;
        let owner = self.ty(owner, None).replace("< M >", "< Async >");
        let call: Signature = syn::parse_str(&format!("fn f{}", &text[path.len()..])).ok()?;
        let output = match &call.output {
            ReturnType::Default => "()".to_owned(),
            ReturnType::Type(_, ty) => self.ty(&ty.to_token_stream().to_string(), Some(&owner)),
        };
        let output = output.replace("< M >", "< Async >");
        let calls = [false, true].map(|is_short| {
            let values = call
                .inputs
                .iter()
                .map(|input| self.value(input, &owner, is_short));
            let values: Option<Vec<String>> = values.collect();
            let values = values.map(|values| values.join(", "));
            values.map(|values| format!("let _: {output} = <{owner}>::{name}({values});"))
        });
        let mut calls: Vec<String> = calls.into_iter().collect::<Option<_>>()?;
        calls.dedup();
        Some(calls)
    }

    /// A value for an argument; for texts also the way in which people write one.
    fn value(&self, input: &FnArg, owner: &str, is_short: bool) -> Option<String> {
        let argument = match input {
            FnArg::Receiver(receiver) => {
                let reference = receiver.to_token_stream().to_string();
                let reference = reference.replace("self", "").replace(' ', "");
                return Some(format!("{reference}some::<{owner}>()"));
            }
            FnArg::Typed(argument) => &*argument.ty,
        };
        let ty = match argument {
            Type::ImplTrait(of) => converted(of.bounds.first()?)?,
            other => other.clone(),
        };
        let ty = self.ty(&ty.to_token_stream().to_string(), Some(owner));
        let is_short = is_short && matches!(argument, Type::ImplTrait(_));
        Some(match ty.as_str() {
            "String" if is_short => "\"text\"".to_owned(),
            "Vec < String >" if is_short => "[\"text\"]".to_owned(),
            _ => format!("some::<{ty}>()"),
        })
    }

    /// A type as it is written from outside of the crate.
    fn ty(&self, text: &str, owner: Option<&str>) -> String {
        let parsed: syn::Result<Type> = syn::parse_str(text);
        let mut ty = parsed.unwrap_or_else(|error| panic!("{text} is no type: {error}"));
        Outside { user: self, owner }.visit_type_mut(&mut ty);
        ty.to_token_stream().to_string()
    }

    /// What a resource defines, by the only name that signatures have for it.
    fn of_a_resource(&self, name: &Ident) -> Option<syn::Path> {
        let ending = format!("::{name}");
        let is_named = |path: &&str| path.ends_with(&ending) && path.split("::").count() == 3;
        let is_elsewhere = |path: &str| path.contains("::models::") || path.contains("::errors::");
        let mut paths = self.public_api.items().keys().map(String::as_str);
        let path = paths.find(|path| is_named(path) && !is_elsewhere(path))?;
        syn::parse_str(path).ok()
    }
}

/// Writes out what only the crate itself can leave out.
struct Outside<'u> {
    user: &'u User<'u>,
    owner: Option<&'u str>,
}

impl VisitMut for Outside<'_> {
    fn visit_type_mut(&mut self, ty: &mut Type) {
        // `IntoIterator<Item = (impl Into<String>, i64)>` has one inside.
        if let Type::ImplTrait(of) = &*ty
            && let Some(value) = of.bounds.first().and_then(converted)
        {
            *ty = value;
        }
        visit_mut::visit_type_mut(self, ty);
        let Type::Path(found) = &*ty else { return };
        let mut segments = found.path.segments.iter();
        let (Some(only), None) = (segments.next(), segments.next()) else {
            return;
        };
        let arguments = only.arguments.clone();
        let owner = self.owner.filter(|_| only.ident == "Self");
        if let Some(owner) = owner.and_then(|owner| syn::parse_str(owner).ok()) {
            *ty = owner;
        } else if let Some(mut path) = self.user.of_a_resource(&only.ident) {
            path.segments.last_mut().expect("it has a name").arguments = arguments;
            *ty = parse_quote!(#path);
        }
    }

    fn visit_path_mut(&mut self, path: &mut syn::Path) {
        visit_mut::visit_path_mut(self, path);
        let first = path.segments.first().map(|first| first.ident.to_string());
        let is_inner = first.is_some_and(|first| first == "models" || first == "errors");
        if is_inner && path.segments.len() > 1 {
            let api = syn::PathSegment::from(Ident::new("api", Span::call_site()));
            let rest = std::mem::take(&mut path.segments);
            path.segments = std::iter::once(api).chain(rest).collect();
        }
    }
}

/// A bound that needs no generics of its own.
fn owned(bound: &str) -> String {
    let lengths = bound.replace("; N]", "; 3]");
    let lifetimes = lengths.replace("<&", "<&'static ");
    match lifetimes.as_str() {
        "Deserialize<'de>" => "DeserializeOwned".to_owned(),
        // The runtime has a type of this name.
        "Error" => "std::error::Error".to_owned(),
        _ => lifetimes,
    }
}

/// The `T` of `Into<T>`, and a list of `T` for `IntoIterator<Item = T>`.
fn converted(bound: &TypeParamBound) -> Option<Type> {
    let TypeParamBound::Trait(bound) = bound else {
        return None;
    };
    let last = bound.path.segments.last()?;
    let PathArguments::AngleBracketed(arguments) = &last.arguments else {
        return None;
    };
    match (last.ident.to_string().as_str(), arguments.args.first()?) {
        ("Into", GenericArgument::Type(ty)) => Some(ty.clone()),
        ("IntoIterator", GenericArgument::AssocType(item)) => {
            let element = &item.ty;
            Some(parse_quote!(Vec<#element>))
        }
        _ => None,
    }
}

/// `#[non_exhaustive] pub struct …` without what is before `pub`.
fn without_attributes(signature: &str) -> &str {
    let mut rest = signature;
    while let Some((_, after)) = rest
        .strip_prefix("#[")
        .and_then(|rest| rest.split_once("] "))
    {
        rest = after;
    }
    rest
}
