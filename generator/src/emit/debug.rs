//! Turns types with parts that are not to be shown into their `Debug`.

use proc_macro2::Ident;
use quote::quote;
use syn::{Arm, Attribute, Expr, Item, ItemImpl, Stmt};

use super::ident::joined;
use super::scope::Scope;
use super::syntax::{self, Function, Receiver};
use super::{deprecation, field, ident, parts};
use crate::ir::{Api, Field, Presence, Primitive, Rest, Shape, Struct, TypeRef, Union};
use crate::names::RustIdent;

/// The names of sensitive properties, in the shared module.
pub(super) const SENSITIVE: &str = "SENSITIVE";

/// Whether a derived `Debug` shows nothing that it should not.
pub(super) fn is_derived(scope: &Scope<'_>, shape: &Struct) -> bool {
    let is_shown = |field: &Field| !field.sensitive && !hides(scope, &field.ty);
    let is_rest_shown = match &shape.rest {
        // It shows names alone.
        Rest::Json => true,
        Rest::Typed(element) => !shape.is_rest_sensitive && !hides_element(scope, element),
    };
    !hides_patch(scope.api(), shape) && is_rest_shown && shape.fields.iter().all(is_shown)
}

/// Whether it is a JSON Patch operation, whose value is not shown where its path leads to a secret.
fn hides_patch(api: &Api, shape: &Struct) -> bool {
    shape.json_patch.is_some() && !api.sensitive.is_empty()
}

/// Whether the models that are in this module name the sensitive properties.
pub(super) fn names_sensitive(api: &Api) -> bool {
    let scope = Scope::of_api(api, []);
    let mut types = api.types.iter().map(|(_, def)| def);
    types.any(|def| {
        let names = match &def.shape {
            Shape::Struct(shape) => {
                let is_hiding = |field: &Field| !field.sensitive && hides(&scope, &field.ty);
                let is_rest_hiding = match &shape.rest {
                    Rest::Json => false,
                    Rest::Typed(ty) => !shape.is_rest_sensitive && hides_element(&scope, ty),
                };
                hides_patch(api, shape) || is_rest_hiding || shape.fields.iter().any(is_hiding)
            }
            Shape::Union(shape) => shape.variants.iter().any(|held| hides(&scope, &held.ty)),
            Shape::Enum(_) | Shape::Alias(_) => false,
        };
        names && api.has_models(&def.file)
    })
}

/// `impl fmt::Debug for Login { … }`, where a derived one would show too much.
pub(super) fn of_struct(scope: &Scope<'_>, name: &Ident, shape: &Struct) -> Option<Item> {
    if is_derived(scope, shape) {
        return None;
    }
    let shows_deprecated = |field: &Field| field.deprecated && !field.sensitive;
    let expect = deprecation::expect(shape.fields.iter().any(shows_deprecated));
    Some(Item::Impl(ItemImpl {
        attrs: expect.into_iter().collect(),
        ..implementation(scope, name.clone(), body(scope, name, shape))
    }))
}

/// `impl fmt::Debug for Login { … }`
fn implementation(scope: &Scope<'_>, of: Ident, body: Vec<Stmt>) -> ItemImpl {
    let fmt = scope.import("std", "fmt");
    let formatter = syntax::parsed(quote!(&mut #fmt::Formatter<'_>));
    let function = Function {
        attributes: Vec::new(),
        visibility: syntax::private(),
        name: joined("fmt"),
        receiver: Receiver::Borrowed,
        arguments: vec![(joined("out"), formatter)],
        output: syntax::named(syntax::below(fmt.clone(), joined("Result"))),
        body,
    };
    let debug = syntax::below(fmt, joined("Debug"));
    syntax::block(Some(debug), syntax::named(of), vec![function.member()])
}

/// The same of an enum: `match self { … }`
fn of_arms(scope: &Scope<'_>, of: Ident, arms: impl IntoIterator<Item = Arm>) -> Item {
    let body = vec![syntax::value(syntax::cases(arms))];
    Item::Impl(implementation(scope, of, body))
}

/// `out.debug_struct("Login").field("user", &self.user).finish()`
fn body(scope: &Scope<'_>, name: &Ident, shape: &Struct) -> Vec<Stmt> {
    let name = syntax::text(&name.to_string());
    let begun = syntax::method(syntax::name(joined("out")), "debug_struct", [name]);
    let fields = shape.fields.iter().map(|field| {
        let shown = field_shown(scope, shape, field);
        [syntax::text(field.ident.as_str()), syntax::reference(shown)]
    });
    let rest = syntax::reference(rest_shown(scope, shape));
    let rest = [syntax::text(shape.rest_ident.as_str()), rest];
    let fields = fields.chain([rest]);
    if shape.fields.len() < parts::MANY {
        let shown = fields.fold(begun, |shown, field| syntax::method(shown, "field", field));
        return vec![syntax::value(syntax::method(shown, "finish", []))];
    }
    // A chain of thousands is nested as deep.
    let shown = || syntax::name(joined("shown"));
    let fields = fields.map(|field| syntax::done(syntax::method(shown(), "field", field)));
    let begun = syntax::bind("shown", syntax::parsed(quote!(&mut #begun)));
    let finished = syntax::value(syntax::method(shown(), "finish", []));
    std::iter::once(begun)
        .chain(fields)
        .chain([finished])
        .collect()
}

/// `Redacted`, `Hiding(&self.value, API.sensitive)` or `self.value`.
fn field_shown(scope: &Scope<'_>, shape: &Struct, field: &Field) -> Expr {
    if field.sensitive {
        return syntax::name(scope.runtime("Redacted"));
    }
    let value = of_self(ident(&field.ident));
    let shown = match hides(scope, &field.ty) {
        true => hiding(scope, value),
        false => value,
    };
    let is_value = field.wire_name.as_str() == "value" && hides_patch(scope.api(), shape);
    let mut fields = shape.fields.iter();
    let path = is_value
        .then(|| fields.find(|f| f.wire_name.as_str() == "path"))
        .flatten();
    match path {
        Some(path) => patch_value(scope, path, &shown),
        None => shown,
    }
}

/// `PatchValue { path: &self.path, value: &self.value, sensitive: API.sensitive }`
fn patch_value(scope: &Scope<'_>, path: &Field, value: &Expr) -> Expr {
    let name = ident(&path.ident);
    let path = match field::presence(scope, path) {
        Presence::Required => quote!(&self.#name),
        Presence::Optional | Presence::Nullable => {
            quote!(self.#name.as_deref().unwrap_or_default())
        }
        Presence::OptionalNullable => {
            quote!(self.#name.as_ref().and_then(|path| path.as_deref()).unwrap_or_default())
        }
    };
    let patch_value = scope.runtime("PatchValue");
    let names = sensitive(scope);
    syntax::parsed(quote!(#patch_value {
        path: #path,
        value: &#value,
        sensitive: #names,
    }))
}

/// `Redacted`, `Hiding(&self.rest, API.sensitive)` or `self.rest`.
fn rest_shown(scope: &Scope<'_>, shape: &Struct) -> Expr {
    let rest = of_self(ident(&shape.rest_ident));
    match &shape.rest {
        Rest::Typed(_) if shape.is_rest_sensitive => syntax::name(scope.runtime("Redacted")),
        Rest::Typed(element) if hides_element(scope, element) => hiding(scope, rest),
        // What the document does not declare shows its names alone.
        Rest::Typed(_) | Rest::Json => rest,
    }
}

/// A variant of an enum that a response or a body is, what its case is called.
pub(super) struct Held<'v> {
    pub(super) variant: &'v RustIdent,
    pub(super) is_empty: bool,
    pub(super) is_secret: bool,
}

/// What an enum derives, of which some variants may hold a secret as a whole, and the `Debug`
/// that it does not derive then.
pub(super) fn of_cases(
    scope: &Scope<'_>,
    name: &RustIdent,
    derives: &[&'static str],
    cases: &[Held<'_>],
) -> (Attribute, Option<Item>) {
    if !cases.iter().any(|case| case.is_secret) {
        return (syntax::derive(derives.iter().copied()), None);
    }
    let arms = cases.iter().map(|case| {
        let variant = ident(case.variant);
        match (case.is_empty, case.is_secret) {
            (true, _) => {
                let text = syntax::text(&variant.to_string());
                let out = syntax::name(joined("out"));
                syntax::arm(variant, syntax::method(out, "write_str", [text]))
            }
            (false, true) => {
                let redacted = syntax::name(scope.runtime("Redacted"));
                let shown = shown(&variant, syntax::reference(redacted));
                syntax::parsed(quote!(Self::#variant(_) => #shown,))
            }
            (false, false) => arm(variant, syntax::name(joined("value"))),
        }
    });
    let debug = of_arms(scope, ident(name), arms);
    let derived = derives.iter().copied().filter(|name| *name != "Debug");
    (syntax::derive(derived), Some(debug))
}

/// `impl fmt::Debug for Animal { … }`: what fits no variant is not shown.
pub(super) fn of_union(scope: &Scope<'_>, name: &Ident, shape: &Union) -> Item {
    let variants = shape.variants.iter();
    let arms = variants.map(|variant| arm_of(scope, &variant.ident, &variant.ty));
    let unknown = names_only(scope, syntax::name(joined("value")));
    let fallback = arm(ident(&shape.fallback), syntax::reference(unknown));
    of_arms(scope, name.clone(), arms.chain([fallback]))
}

/// The `Debug` of an enum of events, where a derived one would show too much. What is no event of
/// the document shows itself.
pub(super) fn of_events<'e>(
    scope: &Scope<'_>,
    name: &Ident,
    events: impl Iterator<Item = (&'e RustIdent, &'e TypeRef)> + Clone,
    fallback: &RustIdent,
) -> Option<Item> {
    if !events.clone().any(|(_, ty)| hides(scope, ty)) {
        return None;
    }
    let arms = events.map(|(variant, ty)| arm_of(scope, variant, ty));
    let fallback = arm(ident(fallback), syntax::name(joined("value")));
    Some(of_arms(scope, name.clone(), arms.chain([fallback])))
}

/// The case of a variant that holds this type.
fn arm_of(scope: &Scope<'_>, variant: &RustIdent, ty: &TypeRef) -> Arm {
    let value = syntax::name(joined("value"));
    let shown = match hides(scope, ty) {
        true => syntax::reference(hiding_borrowed(scope, value)),
        false => value,
    };
    arm(ident(variant), shown)
}

/// `Self::Cat(value) => out.debug_tuple("Cat").field(value).finish()`
fn arm(case: Ident, value: Expr) -> Arm {
    let shown = shown(&case, value);
    syntax::arm_with(case, joined("value"), shown)
}

/// `out.debug_tuple("Cat").field(value).finish()`
fn shown(case: &Ident, value: Expr) -> Expr {
    let case = syntax::text(&case.to_string());
    let begun = syntax::method(syntax::name(joined("out")), "debug_tuple", [case]);
    syntax::method(syntax::method(begun, "field", [value]), "finish", [])
}

/// Whether values of a type may have properties that only JSON has and that are sensitive.
fn hides(scope: &Scope<'_>, ty: &TypeRef) -> bool {
    !scope.api().sensitive.is_empty() && is_open(scope, ty)
}

/// The same for the values of a map.
fn hides_element(scope: &Scope<'_>, element: &TypeRef) -> bool {
    !scope.api().sensitive.is_empty() && is_open_element(scope, element)
}

/// Whether names in values of a type come from elsewhere than the document.
fn is_open(scope: &Scope<'_>, ty: &TypeRef) -> bool {
    match scope.types().resolve(ty) {
        TypeRef::Json | TypeRef::Object => true,
        TypeRef::List(element) | TypeRef::Nullable(element) => is_open(scope, element),
        TypeRef::Map(element) => is_open_element(scope, element),
        // No element of a tuple is.
        TypeRef::Tuple(_) => false,
        TypeRef::Primitive(_) | TypeRef::Named { .. } => false,
    }
}

fn is_open_element(scope: &Scope<'_>, element: &TypeRef) -> bool {
    let is_text = *scope.types().resolve(element) == TypeRef::Primitive(Primitive::String);
    is_text || is_open(scope, element)
}

/// `NamesOnly(value)`
fn names_only(scope: &Scope<'_>, value: Expr) -> Expr {
    syntax::call(scope.runtime("NamesOnly"), [value])
}

/// `Hiding(&value, API.sensitive)`
fn hiding(scope: &Scope<'_>, value: Expr) -> Expr {
    hiding_borrowed(scope, syntax::reference(value))
}

/// `Hiding(value, API.sensitive)`
fn hiding_borrowed(scope: &Scope<'_>, value: Expr) -> Expr {
    syntax::call(scope.runtime("Hiding"), [value, sensitive(scope)])
}

/// `API.sensitive`, the names of sensitive properties; `SENSITIVE` in the shared module.
fn sensitive(scope: &Scope<'_>) -> Expr {
    if scope.api().is_shared {
        return syntax::name(scope.import("super::super", SENSITIVE));
    }
    let api = syntax::name(scope.import(scope.client_module(), "API"));
    syntax::member(api, joined("sensitive"))
}

/// `self.name`
fn of_self(name: Ident) -> Expr {
    syntax::member(syntax::itself(), name)
}
