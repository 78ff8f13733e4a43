//! A component that is to be written, and the maps that components are in.

use serde_json::{Map, Value};

use super::bad_reference::BadReference;
use super::cursor::Cursor;
use super::grammar::Kind;
use super::resolve::{follow, reference};
use super::version::Version;
use crate::source::{Place, Pointer, Sources};

/// A component that is to be written.
pub(super) struct Open<'a> {
    pub(super) kind: Kind,
    /// The member of `components` that it is in.
    pub(super) section: &'static str,
    pub(super) name: String,
    /// Where it is in the files.
    pub(super) place: Place,
    pub(super) value: &'a Value,
}

impl Open<'_> {
    /// Where it is in the document that is written.
    pub(super) fn pointer(&self) -> Pointer {
        let components = Pointer::root().child("components");
        components.child(self.section).child(&self.name)
    }
}

/// Adds a component to its section, which is made if it is not there.
pub(super) fn insert(
    components: &mut Map<String, Value>,
    section: &'static str,
    name: String,
    value: Value,
) {
    let section = components
        .entry(section)
        .or_insert_with(|| Value::Object(Map::new()));
    if let Value::Object(section) = section {
        section.insert(name, value);
    }
}

/// A map, and where it is.
pub(super) type MapAt<'a, 'b> = (Cursor<'b>, &'a Map<String, Value>);

/// The object at a place where a map is expected, with its place: through a reference if there
/// is one instead, as documents have it that were split by hand. None if it is not an object.
pub(super) fn map<'a, 'b>(
    sources: &'a Sources,
    version: Version,
    at: &'b Cursor<'b>,
    value: &'a Value,
) -> Result<Option<MapAt<'a, 'b>>, BadReference> {
    let Some(text) = reference(value) else {
        return Ok(value.as_object().map(|map| (at.clone(), map)));
    };
    let target = follow(sources, version, Kind::Document, &at.place(), text)?;
    let map = target.value.as_object();
    Ok(map.map(|map| (at.from(target.place), map)))
}
