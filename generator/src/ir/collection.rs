//! Things that a service keeps under one path.

use super::{TypeId, WireName};

/// Paths and operations that together list, make, read, change and delete things
/// of one type. Operations go by their ids.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Collection {
    /// The path of all of them: `/pets`.
    pub path: String,
    /// The path of one of them: `/pets/{id}`.
    pub item_path: String,
    /// What one of them is: a struct.
    pub item: TypeId,
    /// Its property that stands in its path.
    pub id: WireName,
    /// Properties that only the server sets, whatever a request says: readOnly
    /// in the thing itself, or in what makes it or is put in its place.
    pub server_set: Vec<WireName>,
    /// What lists them.
    pub list: Option<String>,
    /// What makes one.
    pub create: Option<String>,
    /// What gives one.
    pub get: String,
    /// What puts something in the place of one.
    pub put: Option<String>,
    /// What changes parts of one.
    pub patch: Vec<String>,
    /// What deletes one.
    pub delete: Option<String>,
}
