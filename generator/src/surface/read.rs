//! Turns the modules of a crate into its public items.
//!
//! May not know: what an item stands for in a document.

use std::collections::BTreeMap;

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::visit_mut::VisitMut;
use syn::{Attribute, Fields, Item as Syntax};

use super::modules::{Modules, Way};
use super::outline::is_hidden;
use super::paths::Paths;
use super::runtime::{self, Known};
use super::spelling::spell;
use super::{Item, Surface};

/// Traits that say nothing to a user: the runtime asks for them.
const INTERNAL: &[&str] = &[
    "AnswerHeaders",
    "ErrorBody",
    "IntegerEnum",
    "Json",
    "Model",
    "Operation",
    "StringEnum",
    "ValueEnum",
];

/// What the runtime's macros give to the type that they are called with.
const GIVEN: &[(&str, &[&str])] = &[
    ("model", SERDE),
    ("union", SERDE),
    ("integer_enum", SERDE),
    ("string_enum", SERDE),
    ("value_enum", SERDE),
    ("integer_enum", &["Display", "From<i64>"]),
    (
        "string_enum",
        &["AsRef<str>", "Display", "From<&str>", "From<String>"],
    ),
    ("value_enum", &["From<Value>"]),
];

const SERDE: &[&str] = &["Deserialize<'de>", "Serialize"];

/// Reads the public items off the modules of a crate.
pub(super) fn read(modules: &Modules, runtime: &[Known]) -> Surface {
    let paths = Paths::new(modules);
    let mut reader = Reader {
        paths: &paths,
        items: BTreeMap::new(),
    };
    for way in &paths.modules_public {
        if !way.is_empty() {
            let path = way.join("::");
            reader.add(path.clone(), &[], format!("pub mod {path}"));
        }
    }
    for (alias, target) in &paths.aliases {
        let target = paths
            .public(target)
            .unwrap_or_else(|| target.clone())
            .join("::");
        let path = alias.join("::");
        reader.add(path.clone(), &[], format!("pub use {target} as {path}"));
    }
    runtime::add(&mut reader.items, &paths, runtime);
    for (way, module) in modules {
        module
            .items
            .iter()
            .for_each(|item| reader.definition(way, item));
    }
    for (way, module) in modules {
        module.items.iter().for_each(|item| reader.block(way, item));
    }
    Surface(reader.items)
}

struct Reader<'p> {
    paths: &'p Paths<'p>,
    items: BTreeMap<String, Item>,
}

impl Reader<'_> {
    fn add(&mut self, path: String, attributes: &[Attribute], signature: String) {
        let item = self.items.entry(path).or_default();
        item.signature = format!("{}{signature}", conditions(attributes));
        item.deprecated = has(attributes, "deprecated");
    }

    /// The public path of what a module defines under a name.
    fn path(&self, way: &Way, name: &syn::Ident) -> Option<String> {
        let definition = [way.as_slice(), &[name.to_string()]].concat();
        Some(self.paths.public(&definition)?.join("::"))
    }

    fn definition(&mut self, way: &Way, item: &Syntax) {
        match item {
            Syntax::Struct(found) if !is_hidden(&found.attrs) => self.structure(way, found),
            Syntax::Enum(found) if !is_hidden(&found.attrs) => self.enumeration(way, found),
            Syntax::Type(found) => self.plain(way, &found.ident, &found.attrs, "type", |reader| {
                format!(" = {}", reader.spell(way, *found.ty.clone()))
            }),
            Syntax::Static(found) => {
                self.plain(way, &found.ident, &found.attrs, "static", |reader| {
                    format!(": {}", reader.spell(way, *found.ty.clone()))
                });
            }
            Syntax::Fn(found) => {
                self.plain(way, &found.sig.ident, &found.attrs, "fn", |reader| {
                    reader.call(way, &found.sig)
                });
            }
            Syntax::Trait(found) if !is_hidden(&found.attrs) => {
                if let Some(path) = self.path(way, &found.ident) {
                    self.interface(way, &path, found);
                }
            }
            _ => {}
        }
    }

    /// An item without parts: `pub type v1::Tags = Vec<String>`. `rest` is what
    /// follows its path.
    fn plain(
        &mut self,
        way: &Way,
        name: &syn::Ident,
        attributes: &[Attribute],
        word: &str,
        rest: impl FnOnce(&Self) -> String,
    ) {
        if is_hidden(attributes) {
            return;
        }
        if let Some(path) = self.path(way, name) {
            let signature = format!("pub {word} {path}{}", rest(self));
            self.add(path, attributes, signature);
        }
    }

    fn structure(&mut self, way: &Way, found: &syn::ItemStruct) {
        let Some(path) = self.path(way, &found.ident) else {
            return;
        };
        let generics = self.spell_tokens(way, &found.generics);
        self.add(
            path.clone(),
            &found.attrs,
            format!("pub struct {path}{generics}"),
        );
        self.derived(&path, &found.attrs);
        for field in &found.fields {
            let name = field
                .ident
                .as_ref()
                .map_or_else(|| "0".to_owned(), ToString::to_string);
            let ty = self.spell(way, field.ty.clone());
            let member = format!("{path}::{name}");
            self.add(member.clone(), &field.attrs, format!("pub {member}: {ty}"));
        }
    }

    fn enumeration(&mut self, way: &Way, found: &syn::ItemEnum) {
        let Some(path) = self.path(way, &found.ident) else {
            return;
        };
        let generics = self.spell_tokens(way, &found.generics);
        self.add(
            path.clone(),
            &found.attrs,
            format!("pub enum {path}{generics}"),
        );
        self.derived(&path, &found.attrs);
        for variant in &found.variants {
            let fields = match &variant.fields {
                Fields::Unit => String::new(),
                Fields::Unnamed(_) | Fields::Named(_) => self.spell_tokens(way, &variant.fields),
            };
            let member = format!("{path}::{}", variant.ident);
            self.add(
                member.clone(),
                &variant.attrs,
                format!("pub {member}{fields}"),
            );
        }
    }

    /// A trait, and what whoever implements it must give, or may: what may be
    /// left out ends with `{ … }`.
    fn interface(&mut self, way: &Way, path: &str, found: &syn::ItemTrait) {
        self.add(path.to_owned(), &found.attrs, format!("pub trait {path}"));
        for member in &found.items {
            let (name, attributes, signature) = match member {
                syn::TraitItem::Fn(found) => {
                    let call = self.call(way, &found.sig);
                    let rest = if found.default.is_some() {
                        " { … }"
                    } else {
                        ""
                    };
                    let name = found.sig.ident.to_string();
                    let signature = format!("fn {path}::{name}{call}{rest}");
                    (name, &found.attrs, signature)
                }
                syn::TraitItem::Type(found) => {
                    let name = found.ident.to_string();
                    let signature = format!("type {path}::{name}");
                    (name, &found.attrs, signature)
                }
                syn::TraitItem::Const(found) => {
                    let ty = self.spell(way, found.ty.clone());
                    let name = found.ident.to_string();
                    let signature = format!("const {path}::{name}: {ty}");
                    (name, &found.attrs, signature)
                }
                _ => continue,
            };
            self.add(format!("{path}::{name}"), attributes, signature);
        }
    }

    fn derived(&mut self, path: &str, attributes: &[Attribute]) {
        for attribute in attributes
            .iter()
            .filter(|found| found.path().is_ident("derive"))
        {
            let _ = attribute.parse_nested_meta(|meta| {
                if let Some(name) = meta.path.segments.last() {
                    self.gives(path, name.ident.to_string());
                }
                Ok(())
            });
        }
    }

    fn gives(&mut self, path: &str, name: String) {
        self.items
            .entry(path.to_owned())
            .or_default()
            .traits
            .insert(name);
    }

    /// The functions and traits that a block adds to a public type.
    fn block(&mut self, way: &Way, item: &Syntax) {
        if let Syntax::Macro(call) = item {
            self.given(way, call);
        }
        let Syntax::Impl(block) = item else { return };
        let syn::Type::Path(of) = &*block.self_ty else {
            return;
        };
        let Some(definition) = self.paths.resolve(way, &of.path) else {
            return;
        };
        let Some(public) = self.paths.public(&definition) else {
            return;
        };
        let path = public.join("::");
        match &block.trait_ {
            Some((of_trait, _)) => self.implementation(way, &path, of_trait, block),
            None => self.functions(way, &path, &of.path, block),
        }
    }

    /// `string_enum!(Colour);`
    fn given(&mut self, way: &Way, call: &syn::ItemMacro) {
        let name = call.mac.path.segments.last().map(|last| &last.ident);
        let Ok(of) = call.mac.parse_body::<syn::Path>() else {
            return;
        };
        let public = self
            .paths
            .resolve(way, &of)
            .and_then(|of| self.paths.public(&of));
        let (Some(name), Some(public)) = (name, public) else {
            return;
        };
        for (_, traits) in GIVEN.iter().filter(|(called, _)| name == called) {
            let path = public.join("::");
            traits
                .iter()
                .for_each(|given| self.gives(&path, (*given).to_owned()));
        }
    }

    fn implementation(&mut self, way: &Way, path: &str, of: &syn::Path, block: &syn::ItemImpl) {
        let name = self.spell_trait(way, of);
        if !INTERNAL.contains(&name.as_str()) {
            self.gives(path, name);
        }
        for member in &block.items {
            if let syn::ImplItem::Type(found) = member {
                let member = format!("{path}::{}", found.ident);
                let ty = self.spell(way, found.ty.clone());
                self.add(member.clone(), &[], format!("type {member} = {ty}"));
            }
        }
    }

    fn functions(&mut self, way: &Way, path: &str, of: &syn::Path, block: &syn::ItemImpl) {
        let arguments = of.segments.last().map(|last| last.arguments.clone());
        let arguments = self.spell_tokens(way, &arguments);
        // What the request of one operation can do belongs to that operation.
        let owner = match self.operation(way, of) {
            Some(operation) => format!("{operation}::request"),
            None => path.to_owned(),
        };

        for member in &block.items {
            let syn::ImplItem::Fn(found) = member else {
                continue;
            };
            let call = self.call(way, &found.sig);
            let name = &found.sig.ident;
            let attributes = [block.attrs.as_slice(), &found.attrs].concat();
            let signature = format!("pub fn {path}{arguments}::{name}{call}");
            let mut key = format!("{owner}::{name}");
            // `Request<Op, Async>` and `Request<Op, Blocking>` have methods of one name.
            if self.items.contains_key(&key) {
                key.push_str(&arguments);
            }
            // A property may be called like a function.
            if self.items.contains_key(&key) {
                key.push_str("()");
            }
            self.add(key, &attributes, signature);
        }
    }

    /// The operation in `Request<PutPet, M>`.
    fn operation(&self, way: &Way, of: &syn::Path) -> Option<String> {
        let syn::PathArguments::AngleBracketed(arguments) = &of.segments.last()?.arguments else {
            return None;
        };
        let syn::GenericArgument::Type(syn::Type::Path(first)) = arguments.args.first()? else {
            return None;
        };
        let definition = self.paths.resolve(way, &first.path)?;
        let is_request = of.segments.last()?.ident == "Request";
        is_request.then(|| self.paths.public(&definition).map(|way| way.join("::")))?
    }

    /// `(&self, id: impl Into<String>) -> Request<PutPet, M>`
    fn call(&self, way: &Way, signature: &syn::Signature) -> String {
        let mut signature = signature.clone();
        self.paths.shorten(way).visit_signature_mut(&mut signature);
        for input in &mut signature.inputs {
            if let syn::FnArg::Receiver(receiver) = input
                && matches!(receiver.kind, syn::ReceiverKind::Value)
            {
                receiver.mutability = None;
            }
        }
        let (generics, inputs) = (&signature.generics, &signature.inputs);
        let (bounds, output) = (&signature.generics.where_clause, &signature.output);
        spell(quote!(#generics (#inputs) #output #bounds))
    }

    /// `From<models::Cat>`; the same whether it is derived or written out.
    fn spell_trait(&self, way: &Way, path: &syn::Path) -> String {
        let mut path = path.clone();
        self.paths.shorten(way).visit_path_mut(&mut path);
        let last = path.segments.last();
        last.map_or_else(String::new, |last| spell(last.to_token_stream()))
    }

    fn spell(&self, way: &Way, mut ty: syn::Type) -> String {
        self.paths.shorten(way).visit_type_mut(&mut ty);
        spell(ty.to_token_stream())
    }

    fn spell_tokens(&self, way: &Way, syntax: &impl ToTokens) -> String {
        let tokens = syntax.to_token_stream();
        if tokens.is_empty() {
            return String::new();
        }
        // Anything that stands beside a type is parsed as part of one.
        match syn::parse2::<syn::Type>(quote!(X #tokens)) {
            Ok(ty) => {
                let text = self.spell(way, ty);
                text.strip_prefix('X').unwrap_or(&text).to_owned()
            }
            Err(_) => self.fields(way, tokens),
        }
    }

    /// `(models::Pet, String)`
    fn fields(&self, way: &Way, tokens: TokenStream) -> String {
        match syn::parse2::<syn::Type>(tokens.clone()) {
            Ok(syn::Type::Paren(inner)) => format!("({})", self.spell(way, *inner.elem)),
            Ok(ty) => self.spell(way, ty),
            Err(_) => spell(tokens),
        }
    }
}

fn has(attributes: &[Attribute], name: &str) -> bool {
    attributes
        .iter()
        .any(|attribute| attribute.path().is_ident(name))
}

/// `#[cfg(feature = "blocking")] `, and what keeps others from naming every part.
fn conditions(attributes: &[Attribute]) -> String {
    let shown = |attribute: &&Attribute| {
        attribute.path().is_ident("cfg") || attribute.path().is_ident("non_exhaustive")
    };
    let conditions = attributes.iter().filter(shown);
    conditions
        .map(|attribute| format!("{} ", spell(attribute.to_token_stream()).trim()))
        .collect()
}
