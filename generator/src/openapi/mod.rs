//! Turns the files of a document into one [`openapiv3::OpenAPI`]: every
//! external `$ref` bundled, common defects repaired and reported.
//!
//! Must not know: Rust.

mod bad_reference;
mod bundle;
mod component;
mod component_names;
mod cursor;
pub(crate) mod extensions;
mod foreign;
mod grammar;
mod identified;
mod keywords;
mod later;
mod local;
mod lookup;
mod nearest;
mod oddities;
mod path_item;
mod places;
mod repair;
mod resolve;
mod schema;
mod select;
mod target;
#[cfg(test)]
mod tests;
mod typed;
mod version;
mod webhook;

pub(crate) use local::{Local, Scalar, Scalars, is_decimal, local};
pub(crate) use nearest::nearest;
pub use path_item::PathItem;
pub use schema::{Discriminator, Schema, Schemas};
pub use select::Selector;
pub use webhook::Webhook;

use foldhash::HashSet;
use indexmap::IndexMap;
use serde_json::{Map, Value};

use crate::diagnostic::{Code, Diagnostics, Reported};
use crate::source::{FileId, Place, Pointer, Sources, unescaped};
use bundle::DEFECT;
use places::Places;
use version::Version;

/// One document without external references, and where each part of it is.
#[derive(Debug)]
pub struct Document {
    /// The model of everything but paths, and schemas, of which it has only the numbers. Every `$ref`
    /// in it is `#/components/<kind>/<name>` and resolves; only a schema may lead to another
    /// reference, and never in a circle of references only. Links are left out: a client
    /// has no use for them. Named examples are values.
    pub api: openapiv3::OpenAPI,
    /// The paths, as the model would have them.
    pub paths: IndexMap<String, PathItem>,
    /// What the API sends, which is not in the model: webhooks and callbacks, in the order of the
    /// document, but that the components come first.
    pub webhooks: Vec<Webhook>,
    /// The schemas.
    pub schemas: Schemas,
    /// The security schemes of the type `mutualTLS`, which the model does not have.
    pub certificates: HashSet<String>,
    places: Places,
}

impl Document {
    /// Where the value at this pointer into the bundled document is in the
    /// files. For what a repair added it is where that would be.
    pub fn place(&self, pointer: &Pointer) -> Place {
        self.places.place(pointer)
    }

    /// Whether the component schema or the operation is there that a pointer
    /// leads into. Other pointers are taken to lead somewhere.
    pub fn has(&self, pointer: &str) -> bool {
        let mut tokens = pointer.split('/').skip(1);
        let mut next = || tokens.next().map(unescaped);
        match (next().as_deref(), next(), next()) {
            (Some("components"), Some(kind), Some(name)) if kind == "schemas" => {
                self.schemas.component(&name).is_some()
            }
            (Some("paths"), Some(path), Some(method)) => {
                let item = self.paths.get(path.as_ref());
                item.is_some_and(|item| item.operations.iter().any(|(name, _)| *name == method))
            }
            _ => true,
        }
    }
}

/// Bundles, repairs and reads one root document, whole.
///
/// # Errors
///
/// As [`read_selected`] has them.
pub fn read(
    sources: &Sources,
    root: FileId,
    diagnostics: &mut Diagnostics,
) -> Result<Document, Reported> {
    read_selected(sources, root, &mut Selector::default(), diagnostics)
}

/// Bundles, repairs and reads what is wanted of one root document. What is not
/// wanted is not looked at, so its defects don't count.
///
/// # Errors
///
/// If the root can't be read at all, or is not OpenAPI 3. What is wrong with
/// a schema or an operation costs that one.
pub fn read_selected(
    sources: &Sources,
    root: FileId,
    selector: &mut Selector,
    diagnostics: &mut Diagnostics,
) -> Result<Document, Reported> {
    let (members, version) = self::root(sources, root, diagnostics)?;
    oddities::report(sources, diagnostics);
    let bundled = bundle::bundle(version, sources, root, members, selector, diagnostics);
    let (mut tree, mut places) = (bundled.tree, bundled.places);
    repair::repair(version, sources, &mut tree, &mut places, diagnostics);
    let read = typed::document(version, tree, &places, diagnostics)?;
    Ok(Document {
        api: read.api,
        paths: read.paths,
        schemas: read.schemas,
        certificates: read.certificates,
        webhooks: read.webhooks,
        places,
    })
}

/// Whether this stands in for something whose defect has been reported.
pub fn is_defect(extensions: &IndexMap<String, Value>) -> bool {
    extensions.contains_key(DEFECT)
}

/// The members of a root document, and the version of OpenAPI that it is in.
fn root<'a>(
    sources: &'a Sources,
    root: FileId,
    diagnostics: &mut Diagnostics,
) -> Result<(&'a Map<String, Value>, Version), Reported> {
    let place = Place {
        file: root,
        pointer: Pointer::root(),
    };
    let tree = match &sources.file(root).tree {
        Ok(tree) => tree,
        Err(broken) => {
            let reported = diagnostics.error(broken.code, Some(place), &broken.message);
            if let Some(help) = &broken.help {
                diagnostics.help(help);
            }
            return Err(reported);
        }
    };
    let Some(members) = tree.value.as_object() else {
        let message = "an OpenAPI document is an object with `openapi`, `info` and `paths`";
        return Err(diagnostics.error(Code::InvalidDocument, Some(place), message));
    };
    let version = version::check(root, members, diagnostics)?;
    Ok((members, version))
}
