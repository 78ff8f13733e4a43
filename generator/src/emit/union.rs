//! Turns `oneOf` and `anyOf` into enums that hold one of several types.

use proc_macro2::{Ident, Literal};
use quote::quote;
use syn::{Arm, Attribute, Expr, ImplItem, ImplItemFn, Item, Path, Stmt, Type, Variant as Case};

use super::doc::{self, DocComment};
use super::ident::joined;
use super::scope::Scope;
use super::syntax::{self, Function, Receiver};
use super::{argument, debug, ident, markdown, types};
use crate::ir::{
    Discriminator, Guard, Primitive, TypeDef, TypeId, TypeRef, Union, Variant, WireName,
};

/// The enum and everything that belongs to it.
pub(super) fn items(
    scope: &Scope<'_>,
    about: Vec<Attribute>,
    id: TypeId,
    def: &TypeDef,
    shape: &Union,
) -> Vec<Item> {
    let name = ident(&def.name);
    let mut items = vec![definition(scope, about, def, shape)];
    items.extend(conversions(scope, id, &name, shape));
    items.extend([
        json(scope, &name, shape),
        debug::of_union(scope, &name, shape),
        syntax::invocation(scope.runtime("union"), quote!(#name)),
    ]);
    items
}

/// `pub enum Animal { Cat(Cat), Dog(Dog), Unknown(Value) }`
fn definition(scope: &Scope<'_>, about: Vec<Attribute>, def: &TypeDef, shape: &Union) -> Item {
    let derives = match def.is_eq {
        true => ["Clone", "PartialEq", "Eq", "Hash"].as_slice(),
        false => &["Clone", "PartialEq"],
    };
    let variants = shape.variants.iter();
    let variants = variants.map(|variant| self::variant(scope, shape, variant));
    let unknown = scope.words("A value of none of the documented types.");
    let (fallback, held) = (ident(&shape.fallback), Some(types::json(scope)));
    let fallback = syntax::variant(unknown.into_iter().collect(), fallback, held);
    let derives = syntax::derive(derives.iter().copied());
    let attributes = about.into_iter().chain([derives]);
    syntax::enumeration(attributes, ident(&def.name), variants.chain([fallback]))
}

/// `Cat(Cat)`
fn variant(scope: &Scope<'_>, shape: &Union, variant: &Variant) -> Case {
    let otherwise = otherwise(scope, shape.discriminator.as_ref(), variant);
    let docs = scope.comment(&DocComment::of(&variant.doc, &otherwise));
    let held = Some(types::ty(scope, &variant.ty));
    syntax::variant(docs.into_iter().collect(), ident(&variant.ident), held)
}

/// `A [`Dog`], told by `dog` or `hound` in `petType`.`
fn otherwise(
    scope: &Scope<'_>,
    discriminator: Option<&Discriminator>,
    variant: &Variant,
) -> String {
    let ty = doc::type_in_words(scope, &variant.ty);
    let tags: Vec<_> = variant.tags.iter().map(|tag| markdown::code(tag)).collect();
    match discriminator {
        Some(discriminator) if !tags.is_empty() => {
            let property = markdown::code(discriminator.wire_name.as_str());
            format!("Holds {ty}, told by {} in {property}.", tags.join(" or "))
        }
        _ => format!("Holds {ty}."),
    }
}

/// `impl From<Cat> for Animal { … }` for each type that only one variant has.
fn conversions(scope: &Scope<'_>, id: TypeId, name: &Ident, shape: &Union) -> Vec<Item> {
    let variants = shape.variants.iter();
    let canonical = variants.map(|variant| types::canonical(scope.types(), &variant.ty));
    let canonical: Vec<_> = canonical.collect();
    let is_unique = |ty: &TypeRef| canonical.iter().filter(|other| *other == ty).count() == 1;
    // `impl From<T> for T` is core's.
    let itself = TypeRef::named(id);
    let variants = shape.variants.iter().zip(&canonical);
    let variants = variants.filter(|(_, ty)| **ty != itself && is_unique(ty));
    variants
        .flat_map(|(variant, ty)| conversion(scope, name, variant, ty))
        .collect()
}

fn conversion(
    scope: &Scope<'_>,
    name: &Ident,
    variant: &Variant,
    canonical: &TypeRef,
) -> Vec<Item> {
    let mut conversions = vec![from_value(scope, name, variant)];
    match (canonical, &variant.ty) {
        (TypeRef::Primitive(Primitive::String), _) => conversions.push(from_str(name, variant)),
        (TypeRef::List(_), TypeRef::List(element)) => {
            conversions.push(from_array(scope, name, variant, element));
            if is_text(scope, element) {
                conversions.push(from_texts(name, variant));
            }
            if argument::is_patch(scope.types(), element) {
                conversions.push(from_one(scope, name, variant, element));
            }
        }
        _ => {}
    }
    conversions
}

/// `impl From<Cat> for Animal { fn from(value: Cat) -> Self { Self::Cat(value) } }`
fn from_value(scope: &Scope<'_>, name: &Ident, variant: &Variant) -> Item {
    match &variant.ty {
        TypeRef::Named { id, boxed: true } => {
            let boxed = syntax::call_of(joined("Box"), "new", [value()]);
            from(name, variant, syntax::named(scope.model(*id)), boxed)
        }
        other => from(name, variant, types::ty(scope, other), value()),
    }
}

/// `impl From<&str> for Label { … }`
fn from_str(name: &Ident, variant: &Variant) -> Item {
    let text = syntax::borrowed(syntax::named(joined("str")));
    let held = syntax::method(value(), "to_owned", []);
    from(name, variant, text, held)
}

/// `impl From<Operation> for PatchBody { … }`
fn from_one(scope: &Scope<'_>, name: &Ident, variant: &Variant, element: &TypeRef) -> Item {
    let held = syntax::parsed(quote!(vec![value]));
    from(name, variant, types::ty(scope, element), held)
}

/// The conversion of a type into a variant, which holds what is made of the value.
fn from(name: &Ident, variant: &Variant, ty: Type, held: Expr) -> Item {
    let made = syntax::call(case(variant), [held]);
    let function = Function {
        attributes: Vec::new(),
        visibility: syntax::private(),
        name: joined("from"),
        receiver: Receiver::None,
        arguments: vec![(joined("value"), ty.clone())],
        output: syntax::itself_type(),
        body: vec![syntax::value(made)],
    };
    let from = syntax::with_arguments(joined("From").into(), [ty]);
    let of = syntax::named(name.clone());
    Item::Impl(syntax::block(Some(from), of, vec![function.member()]))
}

/// `impl<const N: usize> From<[Operation; N]> for PatchBody { … }`
fn from_array(scope: &Scope<'_>, name: &Ident, variant: &Variant, element: &TypeRef) -> Item {
    let (case, element) = (case(variant), types::ty(scope, element));
    syntax::parsed(quote! {
        impl<const N: usize> From<[#element; N]> for #name {
            fn from(value: [#element; N]) -> Self { #case(value.into()) }
        }
    })
}

/// `impl<const N: usize> From<[&str; N]> for Labels { … }`
fn from_texts(name: &Ident, variant: &Variant) -> Item {
    let case = case(variant);
    syntax::parsed(quote! {
        impl<const N: usize> From<[&str; N]> for #name {
            fn from(value: [&str; N]) -> Self { #case(value.map(str::to_owned).into()) }
        }
    })
}

fn is_text(scope: &Scope<'_>, element: &TypeRef) -> bool {
    *scope.types().resolve(element) == TypeRef::Primitive(Primitive::String)
}

/// `Self::Cat`
fn case(variant: &Variant) -> Path {
    syntax::of_self(ident(&variant.ident))
}

/// `value`
fn value() -> Expr {
    syntax::name(joined("value"))
}

/// `impl Json for Animal { … }`
fn json(scope: &Scope<'_>, name: &Ident, shape: &Union) -> Item {
    let members = vec![read(scope, shape), write(scope, shape), is_unknown(shape)];
    let (json, of) = (scope.runtime("Json"), syntax::named(name.clone()));
    Item::Impl(syntax::block(Some(json), of, members))
}

/// `fn is_unknown(&self) -> bool { matches!(self, Self::Unknown(_)) }`
fn is_unknown(shape: &Union) -> ImplItem {
    let fallback = ident(&shape.fallback);
    let is_fallback = quote!(self, Self::#fallback(_));
    let is_fallback = syntax::expanded(joined("matches").into(), is_fallback);
    Function {
        attributes: Vec::new(),
        visibility: syntax::private(),
        name: joined("is_unknown"),
        receiver: Receiver::Borrowed,
        arguments: Vec::new(),
        output: syntax::named(joined("bool")),
        body: vec![syntax::value(is_fallback)],
    }
    .member()
}

/// `Untagged::new(json, place)?.variant(Guard::Array, Self::List).finish(Self::Unknown)`
fn read(scope: &Scope<'_>, shape: &Union) -> ImplItem {
    let deserializer = scope.import("serde", "Deserializer");
    let place = scope.runtime("Place");
    let read = syntax::parsed(quote! {
        fn read<'de, D: #deserializer<'de>>(
            json: D,
            place: &#place<'_>,
        ) -> Result<Self, D::Error> {}
    });
    let arguments = ["json", "place"].map(|name| syntax::name(joined(name)));
    let (reader, property) = match &shape.discriminator {
        Some(discriminator) => {
            let property = syntax::text(discriminator.wire_name.as_str());
            (scope.runtime("Tagged"), Some(property))
        }
        None => (scope.runtime("Untagged"), None),
    };
    let arguments = arguments.into_iter().chain(property);
    let start = syntax::tried(syntax::call_of(reader, "new", arguments));
    let tried = shape.variants.iter().fold(start, |start, variant| {
        let told = told(scope, shape, variant);
        syntax::method(start, "variant", [told, syntax::name(case(variant))])
    });
    let fallback = syntax::name(syntax::of_self(ident(&shape.fallback)));
    let finished = syntax::method(tried, "finish", [fallback]);
    with_body(read, syntax::value(finished))
}

/// What a variant is told by: `&["cat"]`, or a guard.
fn told(scope: &Scope<'_>, shape: &Union, variant: &Variant) -> Expr {
    match shape.discriminator {
        Some(_) => syntax::texts(&variant.tags),
        None => guard(scope, &variant.guard),
    }
}

/// `Guard::Object(&["id", "name"])`
fn guard(scope: &Scope<'_>, guard: &Guard) -> Expr {
    let ty = scope.runtime("Guard");
    let plain = match guard {
        Guard::Any => "Any",
        Guard::Null => "Null",
        Guard::Bool => "Bool",
        Guard::Integer => "Integer",
        Guard::Number => "Number",
        Guard::String => "String",
        Guard::Array => "Array",
        Guard::OneOf(values) => return syntax::call_of(ty, "OneOf", [syntax::texts(values)]),
        Guard::OneOfIntegers(numbers) => {
            let numbers = numbers.iter().copied().map(Literal::i64_unsuffixed);
            let numbers = syntax::slice(numbers.map(syntax::literal));
            return syntax::call_of(ty, "OneOfIntegers", [numbers]);
        }
        Guard::Object(names) => {
            let names = syntax::texts(names.iter().map(WireName::as_str));
            return syntax::call_of(ty, "Object", [names]);
        }
    };
    syntax::name(syntax::below(ty, joined(plain)))
}

/// `fn write<W: JsonWriter>(&self, …) -> Result<W::Ok, W::Error> { match self { … } }`
fn write(scope: &Scope<'_>, shape: &Union) -> ImplItem {
    let writer = scope.runtime("JsonWriter");
    let direction = scope.runtime("Direction");
    let write = syntax::parsed(quote! {
        fn write<W: #writer>(&self, json: W, direction: #direction) -> Result<W::Ok, W::Error> {}
    });
    let variants = shape.variants.iter();
    let arms = variants.map(|variant| arm(scope, shape.discriminator.as_ref(), variant));
    let fallback = syntax::arm_with(ident(&shape.fallback), joined("value"), written());
    let cases = syntax::cases(arms.chain([fallback]));
    with_body(write, syntax::value(cases))
}

/// `Self::Cat(value) => value.write(json, direction)`
fn arm(scope: &Scope<'_>, discriminator: Option<&Discriminator>, variant: &Variant) -> Arm {
    let written = match discriminator {
        Some(discriminator) => {
            let property = syntax::text(discriminator.wire_name.as_str());
            let arguments = [property, syntax::texts(&variant.tags), value()];
            let arguments = arguments.into_iter().chain(target());
            syntax::call(scope.runtime("write_tagged"), arguments)
        }
        None => written(),
    };
    syntax::arm_with(ident(&variant.ident), joined("value"), written)
}

/// `value.write(json, direction)`
fn written() -> Expr {
    syntax::method(value(), "write", target())
}

/// `json, direction`
fn target() -> [Expr; 2] {
    ["json", "direction"].map(|name| syntax::name(joined(name)))
}

/// A function with generics, whose signature is quoted.
fn with_body(mut function: ImplItemFn, body: Stmt) -> ImplItem {
    function.block.stmts = vec![body];
    ImplItem::Fn(function)
}
