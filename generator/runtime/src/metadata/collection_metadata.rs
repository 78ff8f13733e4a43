//! Turns what a document says of items that are listed, made, read, changed and deleted
//! into an entry of the table in `api_metadata`.
//!
//! It does not know what keeps them.

/// Items that can be listed, made, read, changed and deleted under one path. Operations
/// go by their `operationId`.
#[derive(Clone, Copy, Debug)]
pub struct CollectionMetadata {
    /// The path of all of them: `/pets`.
    pub path: &'static str,
    /// The path of one of them: `/pets/{id}`.
    pub item_path: &'static str,
    /// The property that holds what is in the item's path.
    pub id: &'static str,
    /// Whether that is a number.
    pub id_is_number: bool,
    /// What lists them.
    pub list: Option<&'static str>,
    /// What makes one.
    pub create: Option<&'static str>,
    /// What gives one.
    pub get: &'static str,
    /// What puts something in the place of one.
    pub put: Option<&'static str>,
    /// What changes a part of one.
    pub patch: &'static [&'static str],
    /// What deletes one.
    pub delete: Option<&'static str>,
    /// Properties that only the server sets, whatever a request says.
    pub server_set: &'static [&'static str],
    /// Those of them that are dates and times.
    pub times: &'static [&'static str],
    /// Properties that responses leave out.
    pub write_only: &'static [&'static str],
    /// Properties that responses must have, with JSON that they can hold.
    pub required: &'static [(&'static str, &'static str)],
}
