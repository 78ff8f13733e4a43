//! Things that a service keeps under one path.

use super::{OperationId, TypeId, WireName};

/// Paths and operations that together list, make, read, change and delete things
/// of one type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Collection {
    /// The path of all of them: `/pets`.
    pub path: String,
    /// The path of one of them: `/pets/{id}`.
    pub item_path: String,
    /// What one of them is: a struct.
    pub item: TypeId,
    /// Its property that is in its path.
    pub id: WireName,
    /// Properties that only the server sets, whatever a request says: readOnly
    /// in the thing itself, or in what makes it or is put in its place.
    pub server_set: Vec<WireName>,
    /// What lists them.
    pub list: Option<OperationId>,
    /// What makes one.
    pub create: Option<OperationId>,
    /// What gives one.
    pub get: OperationId,
    /// What puts something in the place of one.
    pub put: Option<OperationId>,
    /// What changes parts of one.
    pub patch: Vec<OperationId>,
    /// What deletes one.
    pub delete: Option<OperationId>,
}
