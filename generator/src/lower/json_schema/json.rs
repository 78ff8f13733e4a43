//! JSON while it is put together: what the document says is borrowed, and members are few.

use std::borrow::Cow;

use serde::{Serialize, Serializer};
use serde_json::Value;

/// A value of a JSON Schema.
pub(super) enum Json<'d> {
    /// As the document has it.
    Said(&'d Value),
    /// As it doesn't.
    Made(Value),
    List(Vec<Json<'d>>),
    Object(Members<'d>),
}

/// The members of an object, in order.
pub(super) type Members<'d> = Vec<(Cow<'d, str>, Json<'d>)>;

impl Json<'_> {
    pub(super) fn is_null(&self) -> bool {
        matches!(self, Json::Said(Value::Null) | Json::Made(Value::Null))
    }
}

/// Adds a member, or replaces the one of this name.
pub(super) fn put<'d>(members: &mut Members<'d>, name: impl Into<Cow<'d, str>>, value: Json<'d>) {
    let name = name.into();
    match member(members, &name) {
        Some(known) => *known = value,
        None => members.push((name, value)),
    }
}

/// The member of this name.
pub(super) fn member<'m, 'd>(members: &'m mut Members<'d>, name: &str) -> Option<&'m mut Json<'d>> {
    let mut all = members.iter_mut();
    all.find(|(known, _)| known == name).map(|(_, value)| value)
}

impl Serialize for Json<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Json::Said(value) => value.serialize(serializer),
            Json::Made(value) => value.serialize(serializer),
            Json::List(all) => serializer.collect_seq(all),
            Json::Object(members) => {
                serializer.collect_map(members.iter().map(|(name, value)| (name, value)))
            }
        }
    }
}
