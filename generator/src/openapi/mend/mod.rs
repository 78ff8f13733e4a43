//! Mends what people and their tools commonly get wrong, so that `openapiv3`
//! can read it; every change is reported where it stands.
//!
//! Each rule is a function on one object, in [`RULES`] under the kind of
//! object that it is for, or in [`SCHEMA_RULES`]. What follows from the shape of a member alone (a
//! number where a text is due) is in `shape`. May not know: references; they
//! are bundled already.

mod document;
mod doubtful;
mod parameter;
mod schema;
mod security;
mod shape;
#[cfg(test)]
mod tests;
mod types;
mod values;

use serde_json::{Map, Value};

use super::at::At;
use super::places::Places;
use super::resolve::nearest;
use super::structure::{self, Kind, Shape, is_known, member};
use crate::diagnostic::{Code, Diagnostics};
use crate::source::Place;

type Members = Map<String, Value>;
type Rule = fn(&mut Members, &mut Finding<'_, '_>);

/// Every rule but those for schemas, in the order in which they run on an
/// object: outer objects before what is in them.
const RULES: &[(Kind, &[Rule])] = &[
    (Kind::Document, document::DOCUMENT),
    (Kind::Info, document::INFO),
    (Kind::Server, document::SERVER),
    (Kind::ServerVariable, document::SERVER_VARIABLE),
    (Kind::Paths, document::PATHS),
    (Kind::PathItem, document::PATH_ITEM),
    (Kind::Operation, document::OPERATION),
    (Kind::RequestBody, document::REQUEST_BODY),
    (Kind::Responses, document::RESPONSES),
    (Kind::Response, document::RESPONSE),
    (Kind::Parameter, parameter::PARAMETER),
    (Kind::Header, parameter::HEADER),
    (Kind::Encoding, parameter::ENCODING),
    (Kind::Server, doubtful::SERVER),
    (Kind::ServerVariable, doubtful::SERVER_VARIABLE),
    (Kind::Operation, doubtful::OPERATION),
    (Kind::RequestBody, doubtful::CONTENT),
    (Kind::Response, doubtful::CONTENT),
    (Kind::SecurityScheme, security::SCHEME),
    (Kind::Flows, security::FLOWS),
    (Kind::Flow, security::FLOW),
];

/// Those for schemas, most of which concern few of them: each is asked only
/// where the member is there that it is about.
const SCHEMA_RULES: [&[(&str, Rule)]; 2] = [schema::SCHEMA, doubtful::SCHEMA];

/// Mends a bundled document in place.
pub(super) fn mend(tree: &mut Members, places: &mut Places, diagnostics: &mut Diagnostics) {
    let root = places.place(&crate::source::Pointer::root());
    let mut mender = Mender {
        places,
        diagnostics,
    };
    mender.members(Kind::Document, &At::top("", root), tree);
}

struct Mender<'p, 'd> {
    places: &'p mut Places,
    diagnostics: &'d mut Diagnostics,
}

/// Where a rule works, and how it says what it did.
struct Finding<'m, 'a> {
    places: &'m mut Places,
    diagnostics: &'m mut Diagnostics,
    at: &'m At<'a>,
}

impl Finding<'_, '_> {
    /// The object was mended by a guess, which decides about a type, a name or
    /// what is sent.
    fn mended(&mut self, message: impl Into<String>) {
        self.mended_below(&[], message);
    }

    /// The same for a member of the object.
    fn mended_member(&mut self, name: &str, message: impl Into<String>) {
        self.mended_below(&[name], message);
    }

    /// The same for what these names lead to.
    fn mended_below(&mut self, names: &[&str], message: impl Into<String>) {
        let place = self.below(names);
        self.diagnostics.warning(Code::Mended, place, message);
    }

    /// The object was mended in a way that changes nothing but documentation.
    fn noted(&mut self, message: impl Into<String>) {
        self.noted_below(&[], message);
    }

    /// The same for a member of the object.
    fn noted_member(&mut self, name: &str, message: impl Into<String>) {
        self.noted_below(&[name], message);
    }

    /// The same for what these names lead to.
    fn noted_below(&mut self, names: &[&str], message: impl Into<String>) {
        let place = self.below(names);
        self.diagnostics.note(Code::Mended, place, message);
    }

    /// A member is kept under another name: its place is where it stood.
    fn renamed(&mut self, old: &str, new: &str) {
        let place = self.place(old);
        self.places.moved(&self.at.member(new).pointer(), place);
    }

    /// A member can't be mended and is left out.
    fn defect(&mut self, code: Code, name: &str, message: impl Into<String>) {
        let place = self.place(name);
        self.diagnostics.defect(code, place, message);
    }

    /// Adds the way out to what was just reported.
    fn help(&mut self, help: impl Into<String>) {
        self.diagnostics.help(help);
    }

    fn place(&self, name: &str) -> Place {
        self.below(&[name])
    }

    /// Where that is which these names lead to, one after another.
    fn below(&self, names: &[&str]) -> Place {
        let here = self.at.pointer();
        let pointer = names.iter().fold(here, |pointer, name| pointer.child(name));
        self.places.place(&pointer)
    }
}

impl Mender<'_, '_> {
    /// Mends one object; false where it should go.
    fn object(&mut self, kind: Kind, at: &At<'_>, value: &mut Value) -> bool {
        if !value.is_object() {
            let mut finding = self.finding(at);
            if !shape::object(kind, value, &mut finding) {
                return false;
            }
        }
        if let Value::Object(members) = value {
            self.members(kind, at, members);
        }
        true
    }

    fn members(&mut self, kind: Kind, at: &At<'_>, members: &mut Members) {
        if members.contains_key("$ref") && kind != Kind::Schema {
            return;
        }
        self.apply_rules(kind, at, members);
        self.report_unknown(kind, at, members);
        let mut gone = Vec::new();
        for (name, value) in &mut *members {
            if !self.member(member(kind, name), &at.member(name), value) {
                gone.push(name.clone());
            }
        }
        if gone.is_empty() {
            return;
        }
        for name in gone {
            members.shift_remove(&name);
        }
        // What was left out may be something that has to be there.
        self.apply_rules(kind, at, members);
    }

    /// A member that OpenAPI does not have does nothing, which is hard to see
    /// where it is a slip of the pen.
    fn report_unknown(&mut self, kind: Kind, at: &At<'_>, members: &Members) {
        for name in members.keys().filter(|name| !is_known(kind, name)) {
            let known = structure::members(kind).iter().map(|(known, _)| *known);
            let meant = nearest(name, known.filter(|known| !members.contains_key(*known)));
            let place = self.places.place(&at.member(name).pointer());
            let message = format!("OpenAPI 3.0 has no `{name}` here; it is not read");
            match meant {
                Some(meant) => {
                    self.diagnostics.defect(Code::UnknownMember, place, message);
                    self.diagnostics.help(format!("did you mean `{meant}`?"));
                }
                None => self.diagnostics.note(Code::UnknownMember, place, message),
            }
        }
    }

    fn apply_rules(&mut self, kind: Kind, at: &At<'_>, members: &mut Members) {
        if kind == Kind::Schema {
            for (about, rule) in SCHEMA_RULES.into_iter().flatten() {
                // A schema has few members: looking at each is less than a hash.
                if members.keys().any(|name| name == about) {
                    rule(members, &mut self.finding(at));
                }
            }
            return;
        }
        for rule in RULES
            .iter()
            .filter(|(of, _)| *of == kind)
            .flat_map(|(_, rules)| *rules)
        {
            rule(members, &mut self.finding(at));
        }
    }

    /// Mends one member; false where it should go.
    fn member(&mut self, shape: Shape, at: &At<'_>, value: &mut Value) -> bool {
        match shape {
            Shape::One(kind) => {
                // `null` where an object may stand says that there is none.
                if value.is_null() && !matches!(kind, Kind::PathItem | Kind::Response) {
                    return false;
                }
                self.object(kind, at, value)
            }
            Shape::SchemaOrBool if value.is_object() => self.object(Kind::Schema, at, value),
            Shape::List(kind) => {
                shape::list(value, &mut self.finding(at)) && self.elements(kind, at, value)
            }
            Shape::Map(kind) => {
                shape::map(value, &mut self.finding(at)) && self.entries(kind, at, value)
            }
            shape => shape::plain(shape, value, &mut self.finding(at)),
        }
    }

    fn elements(&mut self, kind: Kind, at: &At<'_>, value: &mut Value) -> bool {
        if let Value::Array(elements) = value {
            let mut kept = Vec::with_capacity(elements.len());
            for (index, element) in elements.iter_mut().enumerate() {
                kept.push(self.object(kind, &at.element(index), element));
            }
            let mut kept = kept.into_iter();
            elements.retain(|_| kept.next().unwrap_or(true));
        }
        true
    }

    fn entries(&mut self, kind: Kind, at: &At<'_>, value: &mut Value) -> bool {
        if let Value::Object(entries) = value {
            let mut gone = Vec::new();
            for (name, entry) in &mut *entries {
                if !self.object(kind, &at.member(name), entry) {
                    gone.push(name.clone());
                }
            }
            for name in gone {
                entries.shift_remove(&name);
            }
        }
        true
    }

    fn finding<'m, 'a>(&'m mut self, at: &'m At<'a>) -> Finding<'m, 'a> {
        Finding {
            places: self.places,
            diagnostics: self.diagnostics,
            at,
        }
    }
}

/// The text in a member.
fn text<'a>(members: &'a Members, name: &str) -> Option<&'a str> {
    members.get(name)?.as_str()
}

fn insert(members: &mut Members, name: &str, value: impl Into<Value>) {
    members.insert(name.to_owned(), value.into());
}

/// What kind of value it is, in words.
fn described(value: &Value) -> &'static str {
    match value {
        Value::Null => "nothing",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "a text",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}
