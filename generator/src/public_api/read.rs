//! Turns the modules of a crate into its public items.

use std::collections::BTreeMap;

use quote::ToTokens;
use syn::{Attribute, Fields, Item as Syntax};

use super::modules::{Modules, Way};
use super::outline::is_hidden;
use super::paths::Paths;
use super::runtime::{self, Known};
use super::spelling::spell;
use super::{Item, PublicApi};

/// Reads the public items off the modules of a crate.
pub(super) fn read(modules: &Modules, runtime: &[Known]) -> PublicApi {
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
    PublicApi(reader.items)
}

/// Reads what is public, item by item.
pub(super) struct Reader<'p> {
    pub(super) paths: &'p Paths<'p>,
    pub(super) items: BTreeMap<String, Item>,
}

impl Reader<'_> {
    pub(super) fn add(&mut self, path: String, attributes: &[Attribute], signature: String) {
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
                let generics = reader.spell_tokens(way, &found.generics);
                format!("{generics} = {}", reader.spell(way, *found.ty.clone()))
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

    /// A struct or an enum without what is in it, and what it derives; its path.
    fn type_head(
        &mut self,
        way: &Way,
        word: &str,
        name: &syn::Ident,
        generics: &syn::Generics,
        attributes: &[Attribute],
    ) -> Option<String> {
        let path = self.path(way, name)?;
        let generics = self.spell_tokens(way, generics);
        self.add(
            path.clone(),
            attributes,
            format!("pub {word} {path}{generics}"),
        );
        self.derived(&path, attributes);
        Some(path)
    }

    fn structure(&mut self, way: &Way, found: &syn::ItemStruct) {
        let head = self.type_head(way, "struct", &found.ident, &found.generics, &found.attrs);
        let Some(path) = head else {
            return;
        };
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
        let head = self.type_head(way, "enum", &found.ident, &found.generics, &found.attrs);
        let Some(path) = head else {
            return;
        };
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

    /// A trait, and what an implementation must give, or may: what may be
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

    pub(super) fn gives(&mut self, path: &str, name: String) {
        self.items
            .entry(path.to_owned())
            .or_default()
            .traits
            .insert(name);
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
