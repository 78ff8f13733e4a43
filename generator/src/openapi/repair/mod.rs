//! Repairs what people and their tools commonly get wrong, so that `openapiv3`
//! can read it; every change is reported where it is.
//!
//! Each rule is a function on one object, in [`RULES`] under the kind of
//! object that it is for, or in [`SCHEMA_RULES`]. What follows from the shape of a member alone (a
//! number where a text is due) is in `shape`. Must not know: references; they
//! are bundled already.

mod contradiction;
mod document;
mod finding;
mod json_schema;
mod later;
mod parameter;
mod path;
mod repeated;
mod requirement;
mod rule;
mod scalar;
mod schema;
mod security;
mod server;
mod shape;
mod status;
mod suspicious;
#[cfg(test)]
mod tests;
mod types;
mod values;

use foldhash::{HashSet, HashSetExt as _};
use serde_json::{Map, Value};

use self::finding::{Finding, Unmet};
use self::rule::{Members, Rule, has_parts};
use super::bundle::DEFECT;
use super::cursor::Cursor;
use super::foreign;
use super::grammar::{self, Kind, Shape, is_known, member};
use super::lookup;
use super::nearest::nearest;
use super::oddities;
use super::places::Places;
use super::version::Version;
use crate::diagnostic::{Code, Diagnostics};
use crate::source::{Place, Pointer, Sources};

/// Every rule but those for schemas, in the order in which they run on an
/// object: outer objects before what is in them.
const RULES: &[(Kind, &[Rule])] = &[
    (Kind::Document, document::DOCUMENT),
    (Kind::Info, document::INFO),
    (Kind::Server, document::SERVER),
    (Kind::ServerVariable, document::SERVER_VARIABLE),
    (Kind::Components, document::COMPONENTS),
    (Kind::Paths, document::PATHS),
    (Kind::PathItem, document::PATH_ITEM),
    (Kind::Operation, document::OPERATION),
    (Kind::RequestBody, document::REQUEST_BODY),
    (Kind::Responses, document::RESPONSES),
    (Kind::Response, document::RESPONSE),
    (Kind::Parameter, parameter::PARAMETER),
    (Kind::Header, parameter::HEADER),
    (Kind::Encoding, parameter::ENCODING),
    (Kind::Server, server::SERVER),
    (Kind::ServerVariable, server::SERVER_VARIABLE),
    (Kind::Document, server::SERVERS),
    (Kind::PathItem, server::SERVERS),
    (Kind::Operation, server::SERVERS),
    (Kind::Document, repeated::DOCUMENT),
    (Kind::Operation, repeated::OPERATION),
    (Kind::ServerVariable, repeated::SERVER_VARIABLE),
    (Kind::Paths, path::PATHS),
    (Kind::Responses, status::RESPONSES),
    (Kind::Operation, suspicious::OPERATION),
    (Kind::RequestBody, suspicious::CONTENT),
    (Kind::Response, suspicious::CONTENT),
    (Kind::SecurityScheme, security::SCHEME),
    (Kind::Flows, security::FLOWS),
    (Kind::Flow, security::FLOW),
    (Kind::PathItem, later::PATH_ITEM),
    (Kind::Flows, later::FLOWS),
    (Kind::Operation, later::PARAMETERS),
    (Kind::PathItem, later::PARAMETERS),
    (Kind::Discriminator, later::DISCRIMINATOR),
];

/// Those for schemas, most of which concern few of them: each is asked only
/// where the member is there that it is about.
const SCHEMA_RULES: [&[(&str, Rule)]; 6] = [
    schema::SCHEMA,
    json_schema::SCHEMA,
    contradiction::SCHEMA,
    suspicious::SCHEMA,
    repeated::SCHEMA,
    requirement::SCHEMA,
];

/// Repairs a bundled document in place.
pub(super) fn repair(
    version: Version,
    sources: &Sources,
    tree: &mut Members,
    places: &mut Places,
    diagnostics: &mut Diagnostics,
) {
    let root = places.place(&Pointer::root());
    let mut repairer = Repairer {
        version,
        sources,
        places,
        diagnostics,
        as_texts: HashSet::new(),
        noted: HashSet::new(),
        unmet: Vec::new(),
        extended: HashSet::new(),
        composed: 0,
    };
    repairer.members(Kind::Document, &Cursor::top("", root), tree);
    let as_texts = repairer.as_texts;
    requirement::report(repairer.unmet, &repairer.extended, diagnostics);
    oddities::report_inexact(sources, &as_texts, diagnostics);
}

struct Repairer<'p, 'd> {
    version: Version,
    sources: &'p Sources,
    places: &'p mut Places,
    diagnostics: &'d mut Diagnostics,
    /// Scalars that were read as the texts that they are in the file.
    as_texts: HashSet<Place>,
    /// Keywords that were noted, once for the document.
    noted: HashSet<&'static str>,
    /// Requirements that their own schema can't meet.
    unmet: Vec<Unmet>,
    /// The component schemas that are a part of others.
    extended: HashSet<String>,
    /// How many of the schemas that we are in have parts.
    composed: usize,
}

impl Repairer<'_, '_> {
    /// Repairs one object; false where it should go.
    fn object(&mut self, kind: Kind, at: &Cursor<'_>, value: &mut Value) -> bool {
        if kind != Kind::Schema && lookup::of(value, DEFECT).is_some() {
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

    fn members(&mut self, kind: Kind, at: &Cursor<'_>, members: &mut Members) {
        if kind != Kind::Schema && members.contains_key("$ref") {
            return;
        }
        // Rules add what has to be there, which says nothing of what was meant.
        let is_unknown = |name: &String| !is_known(self.version, kind, name);
        let written: Option<Vec<String>> = match members.keys().any(is_unknown) {
            true => Some(members.keys().cloned().collect()),
            false => None,
        };
        self.apply_rules(kind, at, members);
        if let Some(written) = written {
            self.report_unknown(kind, at, members, &written);
        }
        let mut gone = Vec::new();
        let is_composed = kind == Kind::Schema && has_parts(members);
        self.composed += usize::from(is_composed);
        for (name, value) in &mut *members {
            if !self.member(member(self.version, kind, name), &at.member(name), value) {
                gone.push(name.clone());
            }
        }
        self.composed -= usize::from(is_composed);
        if !gone.is_empty() {
            for name in gone {
                members.shift_remove(&name);
            }
            // What was left out may be something that has to be there.
            self.apply_rules(kind, at, members);
        }
        if is_composed {
            self.extended.extend(requirement::extended(members));
        }
    }

    /// A member that OpenAPI does not have does nothing, which is hard to see.
    fn report_unknown(
        &mut self,
        kind: Kind,
        at: &Cursor<'_>,
        members: &mut Members,
        written: &[String],
    ) {
        let version = self.version;
        for name in members.keys().filter(|name| !is_known(version, kind, name)) {
            let place = self.places.place(&at.member(name).pointer());
            let message = format!("OpenAPI {version} has no `{name}` here; it is not read");
            if name == "$comment" {
                self.diagnostics.note(Code::UnknownMember, place, message);
                self.diagnostics.of_name();
                continue;
            }
            let known = grammar::members(self.version, kind).map(|(known, _)| *known);
            // `bundle` adds components where there are none.
            let is_empty = |known: &str| {
                let value = members.get(known).and_then(Value::as_object);
                known == "components" && value.is_some_and(Map::is_empty)
            };
            let known = known
                .filter(|known| is_empty(known) || !written.iter().any(|written| written == known));
            let meant = || nearest(name, known).map(|name| format!("did you mean `{name}`?"));
            let help = foreign::instead(version, kind, name).or_else(meant);
            // JSON Schema lets everybody add keywords; what is nearly one of its own is a slip.
            if kind == Kind::Schema && version.has_json_schema() && help.is_none() {
                self.diagnostics.note(Code::UnknownMember, place, message);
                self.diagnostics.of_name();
                continue;
            }
            self.diagnostics.defect(Code::UnknownMember, place, message);
            self.diagnostics.of_name();
            if let Some(help) = help {
                self.diagnostics.help(help);
            }
        }
        if kind == Kind::Schema {
            members.retain(|name, _| is_known(version, kind, name));
        }
    }

    fn apply_rules(&mut self, kind: Kind, at: &Cursor<'_>, members: &mut Members) {
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

    /// Repairs one member; false where it should go.
    fn member(&mut self, shape: Shape, at: &Cursor<'_>, value: &mut Value) -> bool {
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

    fn elements(&mut self, kind: Kind, at: &Cursor<'_>, value: &mut Value) -> bool {
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

    fn entries(&mut self, kind: Kind, at: &Cursor<'_>, value: &mut Value) -> bool {
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

    fn finding<'m, 'a>(&'m mut self, at: &'m Cursor<'a>) -> Finding<'m, 'a> {
        Finding {
            version: self.version,
            sources: self.sources,
            as_texts: &mut self.as_texts,
            noted: &mut self.noted,
            unmet: &mut self.unmet,
            is_within_composed: self.composed > 0,
            places: self.places,
            diagnostics: self.diagnostics,
            at,
        }
    }
}
