//! What several APIs of a package have in common.

use std::collections::BTreeSet;

use super::{Api, ErrorEnum, Resource};
use crate::names::RustIdent;

/// The module of what several APIs share.
pub const SHARED: &str = "shared";

/// Stands between the documents of a part that several APIs share.
pub const SEPARATOR: char = '\n';

/// Parts of an API that are emitted once for all APIs that have them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shared {
    /// Files of models.
    pub models: BTreeSet<String>,
    /// Enums of errors.
    pub errors: BTreeSet<String>,
    /// The modules of resources.
    pub resources: BTreeSet<String>,
    /// The JSON Schemas of all values.
    pub schemas: bool,
}

impl Shared {
    /// Whether nothing is shared.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// Where the parts of an API stand.
impl Api {
    /// The folder of its module below `src`.
    pub fn folder(&self) -> &str {
        match self.is_shared {
            true => SHARED,
            false => self.module.as_str(),
        }
    }

    /// Whether a file of models stands in this module.
    pub fn has_models(&self, file: &RustIdent) -> bool {
        self.shared.models.contains(file.as_str()) == self.is_shared
    }

    /// The resources whose operations stand in this module.
    pub fn own_resources(&self) -> impl Iterator<Item = &Resource> {
        let resources = self.resources.iter();
        resources.filter(|resource| self.has_resource(resource))
    }

    /// The enums of errors that stand in this module.
    pub fn own_errors(&self) -> impl Iterator<Item = &ErrorEnum> {
        self.errors.iter().filter(|error| self.has_error(error))
    }

    /// Whether an enum of errors stands in this module.
    pub fn has_error(&self, error: &ErrorEnum) -> bool {
        self.shared.errors.contains(error.name.as_str()) == self.is_shared
    }

    /// Whether the operations of a resource stand in this module.
    pub fn has_resource(&self, resource: &Resource) -> bool {
        self.shared.resources.contains(resource.module.as_str()) == self.is_shared
    }

    /// Whether the JSON Schemas stand in this module.
    pub fn has_schemas(&self) -> bool {
        self.shared.schemas == self.is_shared
    }
}
