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

use std::borrow::Cow;
use std::collections::HashSet;

use serde_json::{Map, Value};

use super::DEFECT;
use super::at::At;
use super::foreign;
use super::oddities;
use super::places::Places;
use super::resolve::nearest;
use super::structure::{self, Kind, Shape, is_known, member};
use super::target::{described, words};
use crate::diagnostic::{Code, Diagnostics};
use crate::source::{Place, Pointer, Sources};

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
pub(super) fn mend(
    sources: &Sources,
    tree: &mut Members,
    places: &mut Places,
    diagnostics: &mut Diagnostics,
) {
    let root = places.place(&Pointer::root());
    let mut mender = Mender {
        sources,
        places,
        diagnostics,
        as_texts: HashSet::new(),
    };
    mender.members(Kind::Document, &At::top("", root), tree);
    let as_texts = mender.as_texts;
    oddities::report_inexact(sources, &as_texts, diagnostics);
}

struct Mender<'p, 'd> {
    sources: &'p Sources,
    places: &'p mut Places,
    diagnostics: &'d mut Diagnostics,
    /// Scalars that were read as the texts that they are in the file.
    as_texts: HashSet<Place>,
}

/// Where a rule works, and how it says what it did.
struct Finding<'m, 'a> {
    sources: &'m Sources,
    as_texts: &'m mut HashSet<Place>,
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

    /// The value itself is of the wrong type and is left out.
    fn invalid(&mut self, message: impl Into<String>) {
        let place = self.below(&[]);
        self.diagnostics
            .defect(Code::InvalidDocument, place, message);
    }

    /// A number or boolean as the text that is in the file for it, which is noted.
    /// Where other tools may read another text, that is a warning.
    fn text(&mut self, value: &Value, below: &[&str]) -> Option<String> {
        let (text, is_exact) = self.written(value, below)?;
        if is_exact && !value.is_string() {
            let message = format!("{} is taken for a text", described(value));
            self.noted_below(below, message);
            self.help(format!("put it in quotes: `\"{text}\"`"));
        }
        Some(text)
    }

    /// The text that is in the file for a scalar, and whether every tool reads
    /// this one. If not, that is reported.
    fn written(&mut self, value: &Value, below: &[&str]) -> Option<(String, bool)> {
        if let Value::String(text) = value {
            return Some((text.clone(), true));
        }
        let place = self.below(below);
        let file = self.sources.file(place.file);
        let written = file.written(&place.pointer, value);
        let canonical = match value {
            // JSON has no infinities, which are null in the tree.
            Value::Null => {
                let words = written.as_deref()?;
                let is_null = matches!(words, "" | "~" | "null" | "Null" | "NULL");
                (!is_null).then(|| "null".to_owned())?
            }
            value => shape::as_text(value)?,
        };
        let is_exact = written.as_deref() == Some(canonical.as_str());
        let text = written.map_or(canonical.clone(), Cow::into_owned);
        self.as_texts.insert(place.clone());
        if !is_exact {
            let message = format!(
                "`{text}` without quotes is {}, `{canonical}`; the text is taken as it is written",
                described(value)
            );
            self.diagnostics.warning(Code::UnquotedText, place, message);
            self.help(format!("put it in quotes: `\"{text}\"`"));
        }
        Some((text, is_exact))
    }

    /// What to write instead of a null.
    fn help_for_null(&mut self, below: &[&str], otherwise: &str) {
        let place = self.below(below);
        let help = match self.sources.hash_without_quotes(&place) {
            Some(text) => format!("put it in quotes, because `#` begins a comment: `'{text}'`"),
            None => otherwise.to_owned(),
        };
        self.diagnostics.help(help);
    }

    /// What is at one pointer now was at another.
    fn moved(&mut self, from: &[&str], to: &[&str]) {
        let below = |names: &[&str]| {
            let here = self.at.pointer();
            names.iter().fold(here, |pointer, name| pointer.child(name))
        };
        let (from, to) = (below(from), below(to));
        let place = self.places.place(&from);
        self.places.moved(&to, place);
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

    /// Where the value is that these names lead to.
    fn below(&self, names: &[&str]) -> Place {
        let here = self.at.pointer();
        let pointer = names.iter().fold(here, |pointer, name| pointer.child(name));
        self.places.place(&pointer)
    }

    fn place(&self, name: &str) -> Place {
        self.below(&[name])
    }
}

impl Mender<'_, '_> {
    /// Mends one object; false where it should go.
    fn object(&mut self, kind: Kind, at: &At<'_>, value: &mut Value) -> bool {
        if kind != Kind::Schema && value.get(DEFECT).is_some() {
            return false;
        }
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
        // Rules add what has to be there, which says nothing of what was meant.
        let is_unknown = |name: &String| !is_known(kind, name);
        let written: Vec<String> = match members.keys().any(is_unknown) {
            true => members.keys().cloned().collect(),
            false => Vec::new(),
        };
        self.apply_rules(kind, at, members);
        self.report_unknown(kind, at, members, &written);
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

    /// A member that OpenAPI does not have does nothing, which is hard to see.
    fn report_unknown(&mut self, kind: Kind, at: &At<'_>, members: &Members, written: &[String]) {
        for name in members.keys().filter(|name| !is_known(kind, name)) {
            let place = self.places.place(&at.member(name).pointer());
            let message = format!("OpenAPI 3.0 has no `{name}` here; it is not read");
            if name == "$comment" {
                self.diagnostics.note(Code::UnknownMember, place, message);
                continue;
            }
            self.diagnostics.defect(Code::UnknownMember, place, message);
            let known = structure::members(kind).iter().map(|(known, _)| *known);
            // `bundle` adds components where there are none.
            let is_empty = |known: &str| {
                let value = members.get(known).and_then(Value::as_object);
                known == "components" && value.is_some_and(Map::is_empty)
            };
            let known = known
                .filter(|known| is_empty(known) || !written.iter().any(|written| written == known));
            let meant = || nearest(name, known).map(|name| format!("did you mean `{name}`?"));
            if let Some(help) = foreign::instead(kind, name).or_else(meant) {
                self.diagnostics.help(help);
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
        if value.is_null() && !shape::may_be_null(shape) {
            shape::null(shape, &mut self.finding(at));
            return false;
        }
        match shape {
            Shape::One(kind) => self.object(kind, at, value),
            Shape::SchemaOrBool if value.is_object() => self.object(Kind::Schema, at, value),
            Shape::List(kind) => {
                shape::list(kind, value, &mut self.finding(at)) && self.elements(kind, at, value)
            }
            Shape::Map(kind) => {
                shape::map(kind, value, &mut self.finding(at)) && self.entries(kind, at, value)
            }
            shape => shape::plain(shape, value, &mut self.finding(at)),
        }
    }

    fn elements(&mut self, kind: Kind, at: &At<'_>, value: &mut Value) -> bool {
        let Value::Array(elements) = value else {
            return true;
        };
        let mut kept = Vec::with_capacity(elements.len());
        for (index, mut element) in std::mem::take(elements).into_iter().enumerate() {
            let here = at.element(index);
            if element.is_null() {
                let finding = &mut self.finding(&here);
                finding.invalid("this element of a list is null; it is left out");
                finding.help_for_null(&[], "write what is missing, or remove the element");
            } else if self.object(kind, &here, &mut element) {
                if kept.len() < index {
                    let place = self.places.place(&here.pointer());
                    self.places.moved(&at.element(kept.len()).pointer(), place);
                }
                kept.push(element);
            }
        }
        *elements = kept;
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
            sources: self.sources,
            as_texts: &mut self.as_texts,
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
