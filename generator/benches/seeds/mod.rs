//! Twenty changes spread over any document in one file, and whether a
//! comparison finds those and no others.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::{fs, io};

use serde_json::{Value, json};

/// So many of each kind.
const OF_EACH: usize = 4;

/// A document before and after.
pub(crate) struct Seeded {
    old: Value,
    new: Value,
    /// How many changes of a kind there are.
    expected: BTreeMap<&'static str, usize>,
}

impl Seeded {
    /// None where the document has not enough that could be changed.
    pub(crate) fn read(document: &Path) -> io::Result<Option<Self>> {
        let text = fs::read_to_string(document)?;
        // JSON is YAML, but a parser of YAML takes ten times as long for it.
        let parsed = serde_json::from_str(&text).map_err(io::Error::other);
        let old: Value =
            parsed.or_else(|_| serde_yaml::from_str(&text).map_err(io::Error::other))?;
        Ok(Self::of(old))
    }

    fn of(old: Value) -> Option<Self> {
        let mut new = old.clone();
        let mut expected = BTreeMap::new();
        for pointer in spread(&schemas(&old), 0)? {
            add(
                &mut new,
                &format!("{pointer}/properties"),
                "seeded",
                json!({ "type": "string" }),
            )?;
            *expected.entry("optional-property-added").or_default() += 1;
        }
        let operations = operations(&old);
        for pointer in spread(&operations, 0)? {
            add(&mut new, &pointer, "summary", json!("Seeded words."))?;
            *expected.entry("words-changed").or_default() += 1;
        }
        for pointer in spread(&operations, 1)? {
            add(&mut new, &pointer, "deprecated", json!(true))?;
            *expected.entry("deprecated").or_default() += 1;
        }
        for pointer in spread(&operations, 2)? {
            let operation = new.pointer_mut(&pointer)?.as_object_mut()?;
            let parameters = operation.entry("parameters").or_insert_with(|| json!([]));
            let seeded = json!({ "name": "seeded", "in": "query", "schema": { "type": "string" } });
            parameters.as_array_mut()?.push(seeded);
            *expected.entry("optional-parameter-added").or_default() += 1;
        }
        for pointer in spread(&operations, 3)? {
            let id = format!(
                "seeded{}",
                expected.len() * OF_EACH + expected.get("operation-added").copied().unwrap_or(0)
            );
            let tags = new
                .pointer(&pointer)?
                .get("tags")
                .cloned()
                .unwrap_or(json!([]));
            let operation = json!({ "operationId": id, "tags": tags, "responses": { "204": { "description": "Done." } } });
            add(
                &mut new,
                "/paths",
                &format!("/{id}"),
                json!({ "delete": operation }),
            )?;
            *expected.entry("operation-added").or_default() += 1;
        }
        Some(Self { old, new, expected })
    }

    /// Writes both sides as JSON.
    pub(crate) fn write(&self, folder: &Path) -> io::Result<[PathBuf; 2]> {
        let paths = ["old.json", "new.json"].map(|name| folder.join(name));
        for (path, side) in paths.iter().zip([&self.old, &self.new]) {
            fs::write(path, side.to_string())?;
        }
        Ok(paths)
    }

    /// `20 changes seeded, 20 of them found, 0 others`
    pub(crate) fn compared(&self, report: &[u8]) -> String {
        let report: Value = serde_json::from_slice(report).unwrap_or_default();
        let mut left = self.expected.clone();
        let mut others = Vec::new();
        for change in report["changes"].as_array().into_iter().flatten() {
            let kind = change["kind"].as_str().unwrap_or_default();
            match left.get_mut(kind).filter(|left| **left > 0) {
                Some(left) => *left -= 1,
                None => others.push(format!("{kind} {}", change["name"])),
            }
        }
        let seeded: usize = self.expected.values().sum();
        let missed: usize = left.values().sum();
        format!(
            "{seeded} changes seeded, {} of them found, {} others: {others:?}",
            seeded - missed,
            others.len(),
        )
    }
}

fn add(document: &mut Value, pointer: &str, member: &str, value: Value) -> Option<()> {
    let object = document.pointer_mut(pointer)?.as_object_mut()?;
    object.insert(member.to_owned(), value);
    Some(())
}

/// Every fourth part of a list from one of its beginnings on, so that no two
/// kinds of change meet; none where the list is too short.
fn spread(pointers: &[String], first: usize) -> Option<Vec<String>> {
    let step = pointers.len() / OF_EACH;
    let spread = (0..OF_EACH).map(|index| pointers.get(index * step + first).cloned());
    (step > OF_EACH).then(|| spread.collect())?
}

/// Objects with properties that no other schema is made of: what is added to
/// part of an `allOf` changes two types.
fn schemas(document: &Value) -> Vec<String> {
    let mut parts = BTreeSet::new();
    collect_parts(document, false, &mut parts);
    let schemas = document
        .pointer("/components/schemas")
        .and_then(Value::as_object);
    let plain = |schema: &Value| {
        schema["type"] == "object"
            && schema["properties"].is_object()
            && schema.get("discriminator").is_none()
    };
    schemas
        .into_iter()
        .flatten()
        .filter(|(name, schema)| plain(schema) && !parts.contains(name.as_str()))
        .map(|(name, _)| format!("/components/schemas/{}", escaped(name)))
        .collect()
}

fn collect_parts<'v>(value: &'v Value, is_part: bool, parts: &mut BTreeSet<&'v str>) {
    match value {
        Value::Object(members) => {
            for (name, member) in members {
                if let (true, "$ref", Value::String(target)) = (is_part, name.as_str(), member) {
                    parts.extend(target.rsplit('/').next());
                }
                let combines = matches!(name.as_str(), "allOf" | "oneOf" | "anyOf");
                collect_parts(member, combines, parts);
            }
        }
        Value::Array(members) => members
            .iter()
            .for_each(|member| collect_parts(member, is_part, parts)),
        _ => {}
    }
}

/// Operations with an id that are not deprecated.
fn operations(document: &Value) -> Vec<String> {
    const METHODS: [&str; 5] = ["get", "put", "post", "patch", "delete"];
    let mut found = Vec::new();
    for (path, item) in document["paths"].as_object().into_iter().flatten() {
        for method in METHODS {
            let is_plain = item[method]["operationId"].is_string()
                && item[method]["summary"].is_string()
                && item[method]["deprecated"] != json!(true);
            if is_plain {
                found.push(format!("/paths/{}/{method}", escaped(path)));
            }
        }
    }
    found
}

fn escaped(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}
