//! Turns the text of a `$ref` into the place and the value that it means.

use serde_json::{Map, Value};

use super::bad_reference::{
    BadReference, cycle, empty, moved, not_a_reference, nothing, reference_place, refused,
};
use super::cursor::Cursor;
use super::grammar::{Kind, section};
use super::identified;
use super::lookup;
use super::nearest::nearest;
use super::target;
use super::version::Version;
use crate::diagnostic::{Code, Diagnostics};
use crate::source::{Place, Pointer, Sources, escaped, percent_decoded, unescaped};

/// References that lead through more than this many others are cycles, or as good as.
const MOST_HOPS: usize = 64;

/// What a reference means.
#[derive(Clone, Debug)]
pub(super) struct Target<'a> {
    pub(super) place: Place,
    pub(super) value: &'a Value,
    /// The name of the last component on the way that says only `$ref`.
    pub(super) named: Option<String>,
}

/// The text of a reference, if the value is one.
pub(super) fn reference(value: &Value) -> Option<&str> {
    lookup::of(value, "$ref")?.as_str()
}

/// Whether a member beside a `$ref` changes nothing but documentation.
pub(super) fn is_documentation(name: &str) -> bool {
    name.starts_with("x-") || matches!(name, "description" | "summary")
}

/// Reports each member of a path item that is both beside its `$ref` and in what that leads to.
/// OpenAPI does not define which of the two counts (3.0.3 §4.7.9).
pub(super) fn report_conflicts(
    at: &Cursor<'_>,
    members: &Map<String, Value>,
    target: &Value,
    diagnostics: &mut Diagnostics,
) {
    let is_conflict = |name: &str, value: &Value| {
        let other = target.get(name);
        !is_documentation(name) && other.is_some_and(|other| other != value)
    };
    for (name, _) in members
        .iter()
        .filter(|(name, value)| is_conflict(name, value))
    {
        let message = format!("`{name}` is here and in what `$ref` leads to; this one is used");
        diagnostics.defect(Code::Repaired, at.member(name).place(), message);
        diagnostics.of_name();
        diagnostics.help(format!(
            "other tools may use the other one: leave out one `{name}`, or replace `$ref` by the members \
             that are wanted here"
        ));
    }
}

/// Reports a reference that can't be replaced by what it leads to.
pub(super) fn report_cycle(at: &Cursor<'_>, diagnostics: &mut Diagnostics) {
    let message = "this reference leads to something that contains it";
    diagnostics.defect(Code::ReferenceCycle, at.place(), message);
}

/// Whether a schema says something beside its `$ref`, which counts since 3.1.
pub(super) fn says_more(version: Version, kind: Kind, value: &Value) -> bool {
    let members = value.as_object().map_or(0, Map::len);
    version.has_json_schema() && kind == Kind::Schema && members > 1
}

/// Follows a reference through other references to the end. Two exceptions:
/// the schema that a component names and that is itself only a reference to
/// another component stays a stop of its own, because both have names.
pub(super) fn follow<'a>(
    sources: &'a Sources,
    version: Version,
    kind: Kind,
    at: &Place,
    text: &str,
) -> Result<Target<'a>, BadReference> {
    if text.trim().is_empty() {
        return Err(empty(at));
    }
    let mut stop: Option<Target<'a>> = None;
    let hops = &mut 0;
    let mut current = resolve(sources, version, at, text, hops)?;
    let mut named = None;
    loop {
        if let Some(failure) = not_a_reference(sources, || current.place.clone(), current.value) {
            return Err(failure);
        }
        let next = reference(current.value);
        let next = next.filter(|_| !says_more(version, kind, current.value));
        let Some(next) = next else {
            check_kind(sources, kind, at, text, &current)?;
            current.named = named;
            return Ok(stop.unwrap_or(current));
        };
        let following = resolve(sources, version, &current.place, next, hops)?;
        if let Some(name) = component_name(kind, &current.place.pointer) {
            let next_is_named = component_name(kind, &following.place.pointer).is_some();
            if kind == Kind::Schema && next_is_named && stop.is_none() {
                stop = Some(current);
            }
            named = Some(name);
        }
        current = following;
    }
}

/// Refuses a target of another kind than the reference needs.
fn check_kind(
    sources: &Sources,
    kind: Kind,
    at: &Place,
    text: &str,
    found: &Target<'_>,
) -> Result<(), BadReference> {
    let Ok(tree) = &sources.file(found.place.file).tree else {
        return Ok(());
    };
    let pointer = &found.place.pointer;
    let Some(what) = target::misfit(kind, &tree.value, pointer, found.value) else {
        return Ok(());
    };
    let (file, _) = text.split_once('#').unwrap_or((text, ""));
    let needed = match kind {
        // Who follows a reference in place of a map asks for no kind.
        Kind::Document => "a map",
        kind => target::words(kind),
    };
    let help = if pointer.as_str().is_empty() {
        target::within(kind, &tree.value)
    } else {
        target::meant(kind, &tree.value, pointer)
    };
    let help = match help {
        Some(place) => format!("did you mean `{file}{place}`?"),
        None => match section(kind) {
            Some(section) => format!("refer to {needed}, such as one of `#/components/{section}`"),
            None => format!("refer to {needed}"),
        },
    };
    Err(BadReference {
        code: Code::InvalidReference,
        place: reference_place(at),
        message: format!("`{text}` leads to {what}, but {needed} is needed here"),
        label: None,
        help: Some(help),
    })
}

/// Follows one reference one step. `hops` counts the references on the way
/// here, those within pointers too.
pub(super) fn resolve<'a>(
    sources: &'a Sources,
    version: Version,
    at: &Place,
    text: &str,
    hops: &mut usize,
) -> Result<Target<'a>, BadReference> {
    *hops += 1;
    if *hops > MOST_HOPS {
        return Err(cycle(at, text));
    }
    let (file, fragment) = text.split_once('#').unwrap_or((text, ""));
    let mut within = None;
    let file = match sources.look_up(at.file, file) {
        Ok(file) => file,
        Err(refusal) => {
            let own = sources.file(at.file).tree.as_ref().ok();
            let own = own.filter(|_| version.has_json_schema());
            within = own.and_then(|tree| identified::by_id(tree, file));
            if within.is_none() {
                return Err(refused(sources, at, text, &refusal));
            }
            at.file
        }
    };
    let tree = match &sources.file(file).tree {
        Ok(tree) => &tree.value,
        Err(broken) => {
            return Err(BadReference {
                code: broken.code,
                place: Place {
                    file,
                    pointer: Pointer::root(),
                },
                message: broken.message.clone(),
                label: None,
                help: broken.help.clone(),
            });
        }
    };
    let is_own = file == at.file && version.has_json_schema() && within.is_none();
    if is_own {
        within = identified::holder_of_definitions(tree, &at.pointer, fragment);
    }
    let (pointer, value) = within.unwrap_or((Pointer::root(), tree));
    let start = Target {
        place: Place { file, pointer },
        value,
        named: None,
    };
    walk(sources, version, at, text, start, hops)
}

/// Goes down the pointer; where a reference is in the way, through it.
fn walk<'a>(
    sources: &'a Sources,
    version: Version,
    at: &Place,
    text: &str,
    start: Target<'a>,
    hops: &mut usize,
) -> Result<Target<'a>, BadReference> {
    let mut target = start;
    let fragment = text.split_once('#').map_or("", |(_, fragment)| fragment);
    let file = sources.file(target.place.file).tree.as_ref().ok();
    let tree = file.map(|tree| &tree.value);
    if !fragment.is_empty() && !fragment.starts_with('/') {
        let anchored = file.filter(|_| version.has_json_schema());
        let found = anchored.and_then(|tree| identified::by_anchor(tree, fragment));
        let Some((pointer, value)) = found else {
            return Err(nothing(at, text, moved(tree, text)));
        };
        target.place.pointer = pointer;
        target.value = value;
        return Ok(target);
    }
    for token in Pointer::from_escaped(fragment).tokens() {
        let mut found = child(target.value, &token);
        if found.is_none()
            && let Some(next) = reference(target.value)
        {
            target = resolve(sources, version, &target.place, next, hops)?;
            found = child(target.value, &token);
        }
        let Some((name, value)) = found else {
            let meant = moved(tree, text).or_else(|| similar(target.value, &token));
            return Err(nothing(at, text, meant));
        };
        target.place.pointer.push(&name);
        target.value = value;
        target.named = None;
    }
    Ok(target)
}

/// A member or element, by its name as written or with percent-encoding undone.
fn child<'a>(value: &'a Value, token: &str) -> Option<(String, &'a Value)> {
    match value {
        Value::Object(members) => match members.get(token) {
            Some(found) => Some((token.to_owned(), found)),
            None => {
                let decoded = percent_decoded(token);
                members.get(&decoded).map(|found| (decoded, found))
            }
        },
        Value::Array(elements) => {
            let index: usize = token.parse().ok()?;
            elements.get(index).map(|found| (index.to_string(), found))
        }
        _ => None,
    }
}

/// The name of a component of this kind, if the pointer leads to one.
pub(super) fn component_name(kind: Kind, pointer: &Pointer) -> Option<String> {
    let rest = pointer.as_str().strip_prefix("/components/")?;
    let rest = rest.strip_prefix(section(kind)?)?.strip_prefix('/')?;
    if rest.contains('/') {
        return None;
    }
    Some(unescaped(rest).into_owned())
}

/// The member whose name is nearest to one that is not there, as a pointer has it.
fn similar(value: &Value, token: &str) -> Option<String> {
    let names = value.as_object()?.keys().map(String::as_str);
    let name = escaped(nearest(token, names)?);
    Some(format!("did you mean `{name}`?"))
}
