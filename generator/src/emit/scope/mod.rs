//! Turns uses of names in one file into that file's `use` lines.
//!
//! A document may call a schema `Map` or `Date`: where a file defines a name, the other thing of
//! that name is written with its whole path.

mod links;

use std::cell::{OnceCell, RefCell};
use std::collections::{BTreeMap, BTreeSet};

use syn::{Attribute, Item, Path};

pub(super) use links::{MODELS_PAGE, page_link, type_here};

use super::code::Comments;
use super::doc::DocComment;
use super::ident::joined;
use super::{ident, syntax};
use crate::format::Code;
use crate::ir::{Api, Collection, ErrorEnum, ErrorEnumId, Parameter, TypeId, Types};
use crate::names::{MODEL_IMPORTS, RustIdent};

/// Where a file is, which decides how it names the API's types.
#[derive(Clone, Copy)]
enum Home<'a> {
    /// `models/<file>.rs`
    Models(&'a RustIdent),
    /// Beside `models` and `errors`.
    Api,
    /// A piece of a file beside `models` and `errors`.
    Piece,
    /// `metadata/<file>.rs`
    Metadata,
    /// A piece of such a file, below it.
    MetadataPiece,
    /// A page of Markdown, by its name without ending.
    Page(&'a str),
}

/// One file's names and comments.
pub(super) struct Scope<'a> {
    api: &'a Api,
    home: Home<'a>,
    defined: BTreeSet<&'a str>,
    uses: RefCell<BTreeMap<&'static str, BTreeSet<&'a str>>>,
    comments: Comments,
    /// Constants with the defaults of parameters.
    defaults: RefCell<BTreeSet<String>>,
    /// The places of collections by the path of one thing.
    collections: OnceCell<BTreeMap<String, usize>>,
}

impl<'a> Scope<'a> {
    /// A file of models that defines these types.
    pub(super) fn of_models(api: &'a Api, file: &'a RustIdent, types: &[TypeId]) -> Self {
        let names = types.iter().map(|id| api.types.get(*id).name.as_str());
        Self::new(api, Home::Models(file), names)
    }

    /// A file beside `models` that defines these names.
    pub(super) fn of_api(api: &'a Api, defined: impl IntoIterator<Item = &'a str>) -> Self {
        Self::new(api, Home::Api, defined)
    }

    /// A piece of such a file, below it.
    pub(super) fn of_piece(api: &'a Api, defined: impl IntoIterator<Item = &'a str>) -> Self {
        Self::new(api, Home::Piece, defined)
    }

    /// A file of the table of operations.
    pub(super) fn of_metadata(api: &'a Api) -> Self {
        Self::new(api, Home::Metadata, [])
    }

    /// A piece of such a file, below it.
    pub(super) fn of_metadata_piece(api: &'a Api) -> Self {
        Self::new(api, Home::MetadataPiece, [])
    }

    /// A page of Markdown below the API's folder, which links to others.
    pub(super) fn of_page(api: &'a Api, name: &'a str) -> Self {
        Self::new(api, Home::Page(name), [])
    }

    fn new(api: &'a Api, home: Home<'a>, defined: impl IntoIterator<Item = &'a str>) -> Self {
        Self {
            api,
            home,
            defined: defined.into_iter().collect(),
            uses: RefCell::default(),
            comments: Comments::default(),
            defaults: RefCell::default(),
            collections: OnceCell::new(),
        }
    }

    /// The API this file belongs to.
    pub(super) fn api(&self) -> &'a Api {
        self.api
    }

    /// The API's named types.
    pub(super) fn types(&self) -> &'a Types {
        &self.api.types
    }

    /// The first collection with this path of one thing, and its place in the list.
    pub(super) fn collection(&self, item_path: &str) -> Option<(usize, &'a Collection)> {
        let known = self.collections.get_or_init(|| {
            let all = self.api.collections.iter().enumerate().rev();
            all.map(|(index, found)| (found.item_path.clone(), index))
                .collect()
        });
        let index = *known.get(item_path)?;
        Some((index, &self.api.collections[index]))
    }

    /// What is said of an item of the file.
    pub(super) fn comment(&self, docs: &DocComment) -> Option<Attribute> {
        self.words(docs.text())
    }

    /// The same of words of ours.
    pub(super) fn words(&self, words: &str) -> Option<Attribute> {
        self.comments.add(words)
    }

    /// The file: what is said of it, its imports and these items, which are
    /// all that name something by this scope.
    pub(super) fn code(self, docs: &DocComment, items: impl IntoIterator<Item = Item>) -> Code {
        Code::about(docs)
            .with(self.use_items())
            .with(items)
            .commented(self.comments)
    }

    /// Something of the runtime.
    pub(super) fn runtime(&self, name: &'static str) -> Path {
        self.import("crate::runtime", name)
    }

    /// Something from elsewhere: `use path::name;`.
    pub(super) fn import(&self, path: &'static str, name: &'static str) -> Path {
        if self.defined.contains(name) {
            return whole_path(path, name);
        }
        self.add(path, name);
        joined(name).into()
    }

    /// A named type: `Pet` in its own file, `models::Pet` beside `models`.
    pub(super) fn model(&self, id: TypeId) -> Path {
        let def = self.types().get(id);
        let name = ident(&def.name);
        match self.home {
            Home::Models(file) if *file == def.file => name.into(),
            Home::Models(_) if self.is_ambiguous(def.name.as_str()) => {
                syntax::path([joined("super"), name])
            }
            Home::Models(_) => {
                self.add("super", def.name.as_str());
                name.into()
            }
            Home::Api | Home::Page(_) => {
                self.add("super", "models");
                syntax::path([joined("models"), name])
            }
            Home::Piece | Home::Metadata => {
                self.add("super::super", "models");
                syntax::path([joined("models"), name])
            }
            Home::MetadataPiece => {
                self.add("super::super::super", "models");
                syntax::path([joined("models"), name])
            }
        }
    }

    /// A named type of another file of models, without importing it.
    pub(super) fn model_by_path(&self, id: TypeId) -> Path {
        let def = self.types().get(id);
        let name = ident(&def.name);
        match self.home {
            Home::Models(file) if *file == def.file => name.into(),
            Home::Models(_) => syntax::path([joined("super"), name]),
            Home::Api | Home::Piece | Home::Metadata | Home::MetadataPiece | Home::Page(_) => {
                self.model(id)
            }
        }
    }

    /// The enum of an operation's documented errors.
    pub(super) fn error(&self, id: ErrorEnumId) -> Path {
        self.add(self.beside("super", "super::super"), "errors");
        let name = ident(&self.api.errors[id.0].name);
        syntax::path([joined("errors"), name])
    }

    /// The enum of an operation's documented errors, as the IR has it.
    pub(super) fn error_enum(&self, id: ErrorEnumId) -> &'a ErrorEnum {
        &self.api.errors[id.0]
    }

    /// A default that is in the file as a constant of this name.
    pub(super) fn define_default(&self, name: String) {
        self.defaults.borrow_mut().insert(name);
    }

    /// The constant with the default of a parameter, if there is one.
    pub(super) fn default_name(&self, parameter: &Parameter) -> Option<String> {
        let name = default_name(parameter);
        self.defaults.borrow().contains(&name).then_some(name)
    }

    /// What a file beside `models` says, or a piece of one.
    pub(super) fn beside(&self, file: &'static str, piece: &'static str) -> &'static str {
        match self.home {
            Home::Piece => piece,
            _ => file,
        }
    }

    /// Where the client is.
    pub(super) fn client_module(&self) -> &'static str {
        match self.home {
            Home::Api => "super::client",
            _ => "super::super::client",
        }
    }

    /// `use super::models; use crate::runtime::{Json, Model};`, sorted.
    pub(super) fn use_items(&self) -> Vec<Item> {
        let uses = self.uses.borrow();
        let mut lines: Vec<_> = uses.iter().collect();
        lines.sort_by_cached_key(|(path, names)| (rank(path), sort_key(path, names)));
        lines
            .into_iter()
            .map(|(path, names)| use_item(path, names))
            .collect()
    }

    fn is_ambiguous(&self, name: &str) -> bool {
        self.defined.contains(name) || MODEL_IMPORTS.contains(&name)
    }

    fn add(&self, path: &'static str, name: &'a str) {
        let mut uses = self.uses.borrow_mut();
        uses.entry(path).or_default().insert(name);
    }
}

/// `LIMIT_DEFAULT`: no type is called so.
pub(super) fn default_name(parameter: &Parameter) -> String {
    let name = parameter.ident.as_str().trim_end_matches('_');
    format!("{}_DEFAULT", name.to_ascii_uppercase())
}

/// `use crate::runtime::{Json, Model};`
fn use_item(path: &str, names: &BTreeSet<&str>) -> Item {
    syntax::import(segments(path), names.iter().map(|name| joined(name)))
}

/// `crate::runtime::Map`
fn whole_path(path: &str, name: &str) -> Path {
    syntax::path(segments(path).into_iter().chain([joined(name)]))
}

fn segments(path: &str) -> Vec<proc_macro2::Ident> {
    path.split("::").map(joined).collect()
}

/// rustfmt's order: a path before the braces that start like it.
fn sort_key(path: &str, names: &BTreeSet<&str>) -> String {
    match names.first() {
        Some(name) if names.len() == 1 => format!("{path}::{name}"),
        _ => format!("{path}::{{"),
    }
}

/// rustfmt's order: `super`, then `crate`, then other crates by name.
fn rank(path: &str) -> u8 {
    match path.split("::").next() {
        Some("super") => 0,
        Some("crate") => 1,
        _ => 2,
    }
}
