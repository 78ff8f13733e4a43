//! What several APIs of a package have in common.

use std::collections::{BTreeMap, BTreeSet};

use super::{Api, ErrorEnum, Operation, Resource};
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
    /// Operations, by the modules of their resources.
    pub operations: BTreeMap<String, SharedOperations>,
    /// The JSON Schemas of all values.
    pub schemas: bool,
}

/// Operations of a resource that are in the shared module.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SharedOperations {
    /// The client's method of each, and its place among all that are there.
    pub places: BTreeMap<String, usize>,
    /// How many are there: another API may share more.
    pub count: usize,
}

impl Shared {
    /// Whether nothing is shared.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// Where the parts of an API are.
impl Api {
    /// The folder of its module below `src`.
    pub fn folder(&self) -> &str {
        match self.is_shared {
            true => SHARED,
            false => self.module.as_str(),
        }
    }

    /// The folder of what is not in its module.
    pub fn other_folder(&self) -> &str {
        match self.is_shared {
            true => self.module.as_str(),
            false => SHARED,
        }
    }

    /// Whether a file of models is in this module.
    pub fn has_models(&self, file: &RustIdent) -> bool {
        self.shared.models.contains(file.as_str()) == self.is_shared
    }

    /// The operations that are in this module, in their resources: only those resources
    /// that have any.
    pub fn own_resources(&self) -> &[Resource] {
        self.own.as_deref().unwrap_or(&self.resources)
    }

    /// The operations of a resource that are in this module; nothing where none does.
    pub fn own_resource(&self, resource: &Resource) -> Option<&Resource> {
        let mut own = self.own_resources().iter();
        own.find(|found| found.module == resource.module)
    }

    /// The enums of errors that are in this module.
    pub fn own_errors(&self) -> impl Iterator<Item = &ErrorEnum> {
        self.errors.iter().filter(|error| self.has_error(error))
    }

    /// Whether an enum of errors is in this module.
    pub fn has_error(&self, error: &ErrorEnum) -> bool {
        self.shared.errors.contains(error.name.as_str()) == self.is_shared
    }

    /// Whether an operation of a resource is in this module.
    pub fn has_operation(&self, resource: &Resource, operation: &Operation) -> bool {
        let is_shared = self.shared_place(resource, operation).is_some();
        is_shared == self.is_shared
    }

    /// The place of an operation among those of its resource in the shared module.
    pub fn shared_place(&self, resource: &Resource, operation: &Operation) -> Option<usize> {
        let shared = self.shared.operations.get(resource.module.as_str())?;
        shared.places.get(operation.ident.as_str()).copied()
    }

    /// Whether a resource has the operations that are in the shared module for it, in the
    /// same order, and no other ones.
    pub fn shares_whole(&self, resource: &Resource) -> bool {
        let operations = resource.operations.iter();
        let places = operations.map(|found| self.shared_place(resource, found));
        let shared = self.shared.operations.get(resource.module.as_str());
        shared.is_some_and(|shared| places.eq((0..shared.count).map(Some)))
    }

    /// Whether the JSON Schemas are in this module.
    pub fn has_schemas(&self) -> bool {
        self.shared.schemas == self.is_shared
    }
}
