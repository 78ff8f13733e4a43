//! Turns what the documentation names into links.
//!
//! Links import nothing, because an import that only they need is an unused one to rustc; where a
//! type is in scope, rustdoc calls a path redundant.

use super::{Home, Scope};
use crate::ir::{ErrorEnumId, Operation, OperationId, Resource, SHARED, TypeId};

/// Macros of the prelude: a link to a type of such a name could mean either.
const DERIVES: &[&str] = &[
    "Clone",
    "Copy",
    "Debug",
    "Default",
    "Eq",
    "Hash",
    "Ord",
    "PartialEq",
];

/// The page of an API's types. No resource's module is called so.
pub(crate) const MODELS_PAGE: &str = "models";

impl Scope<'_> {
    /// A link to a type.
    pub(crate) fn link(&self, id: TypeId) -> String {
        let name = self.types().get(id).name.as_str();
        match self.target(id) {
            Some(target) => format!("[`{name}`]({target})"),
            None => format!("[`{name}`]"),
        }
    }

    /// The same to a type that this file may not import.
    pub(crate) fn link_to_elsewhere(&self, id: TypeId) -> String {
        let def = self.types().get(id);
        let name = def.name.as_str();
        match self.home {
            Home::Models(file) if *file != def.file => format!("[`{name}`](super::{name})"),
            _ => self.link(id),
        }
    }

    /// Where a link to a type leads; none where its name says that.
    fn target(&self, id: TypeId) -> Option<String> {
        let def = self.types().get(id);
        let name = def.name.as_str();
        match self.home {
            Home::Api | Home::Piece | Home::Metadata | Home::MetadataPiece => {
                let api = self.beside("super", "super::super");
                Some(format!("{api}::models::{name}"))
            }
            Home::Models(file)
                if !DERIVES.contains(&name) && (*file == def.file || !self.is_ambiguous(name)) =>
            {
                None
            }
            Home::Models(_) => Some(format!("super::{name}")),
            Home::Page(page) => {
                let folder = (!self.api.has_models(&def.file)).then_some(SHARED);
                Some(heading(page, MODELS_PAGE, folder, name))
            }
        }
    }

    /// A link that reads as a function of a type, and leads to the type: on pages functions
    /// have no heading, and a function of a trait has none in rustdoc.
    pub(crate) fn link_by_function(&self, id: TypeId, name: &str) -> String {
        let of = self.types().get(id).name.as_str();
        let target = self.target(id);
        format!("[`{of}::{name}`]({})", target.as_deref().unwrap_or(of))
    }

    /// A link to a function that a type has itself.
    pub(crate) fn link_to_function(&self, id: TypeId, name: &str) -> String {
        if let Home::Page(_) = self.home {
            return self.link_by_function(id, name);
        }
        let of = self.types().get(id).name.as_str();
        let target = self.target(id);
        let target = target.as_deref().unwrap_or(of);
        format!("[`{of}::{name}`]({target}::{name})")
    }

    /// A link to the enum of an operation's documented errors.
    pub(crate) fn link_to_error(&self, id: ErrorEnumId) -> String {
        let name = self.error_enum(id).name.as_str();
        match self.home {
            Home::Page(page) => page_link(page, page, name),
            _ => {
                let api = self.beside("super", "super::super");
                format!("[`{name}`]({api}::errors::{name})")
            }
        }
    }

    /// A link to all enums of errors, which has no page.
    pub(crate) fn link_to_errors(&self) -> String {
        match self.home {
            Home::Page(_) => "errors".to_owned(),
            _ => format!("[errors](crate::{}::errors)", self.api.module),
        }
    }

    /// The API's client, as links name it.
    pub(crate) fn client(&self) -> String {
        match self.home {
            Home::Models(_) => format!("crate::{}::Client", self.api.module),
            _ if self.api.is_shared => format!("crate::{}::Client", self.api.module),
            _ => self
                .beside("super::Client", "super::super::Client")
                .to_owned(),
        }
    }

    /// The same by words: a link by its name would say twice where it leads, in files that import it.
    pub(crate) fn words_to_runtime(&self, words: &str, path: &str) -> String {
        match self.home {
            Home::Page(_) => words.to_owned(),
            _ => format!("[{words}](crate::runtime::{path})"),
        }
    }

    /// A link to something of the runtime, which has no page.
    pub(crate) fn link_to_runtime(&self, path: &str) -> String {
        match self.home {
            Home::Page(_) => format!("`{path}`"),
            _ => format!("[`{path}`](crate::runtime::{path})"),
        }
    }

    /// A link to a type beside the operations, which has no heading of its own on pages.
    pub(crate) fn link_here(&self, name: &str) -> String {
        match self.home {
            Home::Page(_) => format!("`{name}`"),
            _ if DERIVES.contains(&name) => format!("[`{name}`]({})", type_here(name)),
            _ => format!("[`{name}`]"),
        }
    }

    /// A link to the client's method for an operation, if there is one.
    pub(crate) fn link_to_method(&self, id: &OperationId) -> Option<String> {
        // A file has few such links, so an index of all operations would not pay. Of several
        // operations with one id, the first is meant.
        self.api.resources.iter().find_map(|resource| {
            let operation = resource.operations.iter().find(|found| found.id == *id)?;
            Some(self.link_to_operation(resource, operation))
        })
    }

    /// The same for an operation that is at hand.
    pub(crate) fn link_to_operation(&self, resource: &Resource, operation: &Operation) -> String {
        let name = operation.ident.as_str();
        let target = match self.home {
            Home::Page(page) => {
                let folder = match self.api.has_operation(resource, operation) {
                    true => None,
                    false => Some(self.api.other_folder()),
                };
                heading(page, resource.module.as_str(), folder, name)
            }
            _ => format!("{}::{name}", self.client()),
        };
        format!("[`{name}`]({target})")
    }
}

/// How links name a type of the same file.
pub(crate) fn type_here(name: &str) -> String {
    match DERIVES.contains(&name) {
        true => format!("struct@{name}"),
        false => name.to_owned(),
    }
}

/// A link to the heading of this name, on this page or on another one beside it.
pub(crate) fn page_link(here: &str, page: &str, name: &str) -> String {
    format!("[`{name}`]({})", heading(here, page, None, name))
}

/// The way to a heading, on a page beside this one or in the other folder that is named.
fn heading(here: &str, page: &str, folder: Option<&str>, name: &str) -> String {
    let anchor = name.to_lowercase();
    match folder {
        None if here == page => format!("#{anchor}"),
        None => format!("{page}.md#{anchor}"),
        Some(folder) => format!("../{folder}/{page}.md#{anchor}"),
    }
}

#[cfg(test)]
mod tests {
    use super::heading;

    #[test]
    fn a_heading_is_found_on_this_page_beside_it_and_in_another_folder() {
        for (page, folder, expected) in [
            ("pets", None, "#pet"),
            ("models", None, "models.md#pet"),
            // A page of the same name is in both folders.
            ("pets", Some("shared"), "../shared/pets.md#pet"),
            ("models", Some("v1"), "../v1/models.md#pet"),
        ] {
            assert_eq!(heading("pets", page, folder, "Pet"), expected);
        }
    }
}
