//! Turns the text of a `$ref` into the place and the value that it means.
//!
//! May not know: what stands there, nor what it will be called.

use serde_json::{Map, Value};

use super::at::At;
use super::nearest::nearest;
use super::structure::{Kind, members, section};
use super::target;
use crate::diagnostic::{Code, Diagnostics, Reported};
use crate::source::{Place, Pointer, Refusal, Sources, percent_decoded};

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

/// Why a reference means nothing.
#[derive(Clone, Debug)]
pub(super) struct Failure {
    code: Code,
    /// Where the trouble is: the reference itself, or one that it leads through.
    place: Place,
    message: String,
    label: Option<String>,
    help: Option<String>,
}

impl Failure {
    pub(super) fn place(&self) -> &Place {
        &self.place
    }

    /// The same where the reference is a value, not a `$ref` below it.
    pub(super) fn at_value(mut self) -> Self {
        let pointer = self.place.pointer.as_str();
        if let Some(value) = pointer.strip_suffix("/$ref") {
            self.place.pointer = Pointer::from_escaped(value);
        }
        self
    }

    pub(super) fn report(self, diagnostics: &mut Diagnostics) -> Reported {
        let reported = diagnostics.defect(self.code, self.place, self.message);
        if let Some(label) = self.label {
            diagnostics.label(label);
        }
        if let Some(help) = self.help {
            diagnostics.help(help);
        }
        reported
    }
}

/// The text of a reference, if the value is one.
pub(super) fn reference(value: &Value) -> Option<&str> {
    value.get("$ref")?.as_str()
}

/// Whether a member beside a `$ref` changes nothing but documentation.
pub(super) fn is_documentation(name: &str) -> bool {
    name.starts_with("x-") || matches!(name, "description" | "summary")
}

/// Reports each member of a path item that is both beside its `$ref` and in what that leads to.
/// OpenAPI does not define which of the two counts (3.0.3 §4.7.9).
pub(super) fn report_conflicts(
    at: &At<'_>,
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
        diagnostics.defect(Code::Mended, at.member(name).place(), message);
        diagnostics.of_name();
        diagnostics.help(format!(
            "other tools may use the other one: leave out one `{name}`, or replace `$ref` by the members \
             that are wanted here"
        ));
    }
}

/// Why an object with a `$ref` that is no text, or an empty one, refers to nothing.
pub(super) fn not_a_reference(sources: &Sources, at: &Place, value: &Value) -> Option<Failure> {
    let found = value.get("$ref")?;
    let message = match found {
        Value::String(text) if !text.trim().is_empty() => return None,
        Value::String(_) => return Some(empty(at)),
        Value::Null => "this `$ref` is null, so it refers to nothing",
        _ => "this `$ref` is not a text, so it refers to nothing",
    };
    let place = reference_place(at);
    let help = match (sources.hash_without_quotes(&place), found) {
        (Some(text), Value::Null) => {
            format!("put the reference in quotes, because `#` begins a comment: `$ref: '{text}'`")
        }
        _ => AS_A_TEXT.to_owned(),
    };
    Some(Failure {
        code: Code::InvalidReference,
        place,
        message: message.to_owned(),
        label: None,
        help: Some(help),
    })
}

const AS_A_TEXT: &str = "write a reference in quotes, as in `$ref: '#/components/schemas/Name'`";

fn empty(at: &Place) -> Failure {
    Failure {
        code: Code::InvalidReference,
        place: reference_place(at),
        message: "this `$ref` is empty, so it refers to nothing".to_owned(),
        label: None,
        help: Some(AS_A_TEXT.to_owned()),
    }
}

/// Follows a reference through other references to the end. Two exceptions:
/// the schema that a component names and that is itself only a reference to
/// another component stays a stop of its own, because both have names.
pub(super) fn follow<'a>(
    sources: &'a Sources,
    kind: Kind,
    at: &Place,
    text: &str,
) -> Result<Target<'a>, Failure> {
    if text.trim().is_empty() {
        return Err(empty(at));
    }
    let mut stop: Option<Target<'a>> = None;
    let hops = &mut 0;
    let mut current = resolve(sources, at, text, hops)?;
    let mut named = None;
    loop {
        if let Some(failure) = not_a_reference(sources, &current.place, current.value) {
            return Err(failure);
        }
        let Some(next) = reference(current.value) else {
            check_kind(sources, kind, at, text, &current)?;
            current.named = named;
            return Ok(stop.unwrap_or(current));
        };
        let following = resolve(sources, &current.place, next, hops)?;
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
) -> Result<(), Failure> {
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
    Err(Failure {
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
    at: &Place,
    text: &str,
    hops: &mut usize,
) -> Result<Target<'a>, Failure> {
    *hops += 1;
    if *hops > MOST_HOPS {
        return Err(cycle(at, text));
    }
    let (file, fragment) = text.split_once('#').unwrap_or((text, ""));
    let file = sources
        .look_up(at.file, file)
        .map_err(|refusal| refused(sources, at, text, &refusal))?;
    let tree = match &sources.file(file).tree {
        Ok(tree) => &tree.value,
        Err(broken) => {
            return Err(Failure {
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
    let start = Target {
        place: Place {
            file,
            pointer: Pointer::root(),
        },
        value: tree,
        named: None,
    };
    walk(sources, at, text, fragment, start, hops)
}

/// Goes down the pointer; where a reference stands in the way, through it.
fn walk<'a>(
    sources: &'a Sources,
    at: &Place,
    text: &str,
    fragment: &str,
    start: Target<'a>,
    hops: &mut usize,
) -> Result<Target<'a>, Failure> {
    let mut target = start;
    let tree = start_tree(sources, &target);
    if !fragment.is_empty() && !fragment.starts_with('/') {
        return Err(nothing(at, text, moved(tree, text)));
    }
    for token in Pointer::from_escaped(fragment).tokens() {
        let mut found = child(target.value, &token);
        if found.is_none()
            && let Some(next) = reference(target.value)
        {
            target = resolve(sources, &target.place, next, hops)?;
            found = child(target.value, &token);
        }
        let Some((name, value)) = found else {
            let meant = moved(tree, text).or_else(|| similar(target.value, &token));
            return Err(nothing(at, text, meant));
        };
        target = Target {
            place: Place {
                file: target.place.file,
                pointer: target.place.pointer.child(name),
            },
            value,
            named: None,
        };
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
    Some(rest.replace("~1", "/").replace("~0", "~"))
}

/// The member whose name is nearest to one that is not there, as a pointer has it.
fn similar(value: &Value, token: &str) -> Option<String> {
    let names = value.as_object()?.keys().map(String::as_str);
    let name = nearest(token, names)?.replace('~', "~0").replace('/', "~1");
    Some(format!("did you mean `{name}`?"))
}

/// The tree of the file that a target is in.
fn start_tree<'a>(sources: &'a Sources, target: &Target<'_>) -> Option<&'a Value> {
    let tree = &sources.file(target.place.file).tree;
    Some(&tree.as_ref().ok()?.value)
}

/// Where the component is that a reference names, when it does not say where, or says
/// it as another version of OpenAPI does: `#/definitions/A`, `/components/schemas/A`, `A`.
fn moved(tree: Option<&Value>, text: &str) -> Option<String> {
    let components = tree?.get("components")?.as_object()?;
    let (file, path) = match text.split_once('#') {
        Some((file, fragment)) => (file, fragment),
        None => ("", text),
    };
    let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
    let (name, within) = parts.split_last()?;
    let is_in = |section: &str| {
        let entries = components.get(section).and_then(Value::as_object);
        entries.is_some_and(|entries| entries.contains_key(*name))
    };
    let said = within.last().and_then(|section| match *section {
        "definitions" => Some("schemas"),
        section => nearest(section, components.keys().map(String::as_str)),
    });
    let sections = said.into_iter().chain(["schemas"]);
    let sections = sections.chain(components.keys().map(String::as_str));
    if let Some(section) = sections.into_iter().find(|section| is_in(section)) {
        return Some(format!(
            "did you mean `{file}#/components/{section}/{name}`?"
        ));
    }
    let is_section = members(Kind::Components)
        .iter()
        .any(|(known, _)| known == name);
    (components.contains_key(*name) && !is_section).then(|| {
        format!("`{name}` is right below `components`; a schema must be below `components/schemas`")
    })
}

fn reference_place(at: &Place) -> Place {
    Place {
        file: at.file,
        pointer: at.pointer.child("$ref"),
    }
}

fn nothing(at: &Place, text: &str, help: Option<String>) -> Failure {
    Failure {
        code: Code::UnresolvedReference,
        place: reference_place(at),
        message: format!("nothing at `{text}`"),
        label: Some("leads nowhere".to_owned()),
        help,
    }
}

fn cycle(at: &Place, text: &str) -> Failure {
    Failure {
        code: Code::ReferenceCycle,
        place: reference_place(at),
        message: format!("`{text}` leads back to itself through references only"),
        label: Some("never arrives anywhere".to_owned()),
        help: Some("let one of the references be what it should mean".to_owned()),
    }
}

fn refused(sources: &Sources, at: &Place, text: &str, refusal: &Refusal) -> Failure {
    let (code, message) = crate::source::describe(refusal);
    let help = match refusal {
        Refusal::Outside(path) => {
            let folder = path.rsplit_once('/').map_or(".", |(folder, _)| folder);
            Some(format!("allow the folder with `--allow-path {folder}`"))
        }
        Refusal::Network => Some("save a copy beside the document and refer to that".to_owned()),
        Refusal::Unreadable(path, _) => {
            let others = sources.files().filter(|(file, _)| *file != at.file);
            let names = others.map(|(_, file)| file.path.as_str());
            let own = sources.file(at.file).tree.as_ref().ok();
            let own = own.and_then(|tree| moved(Some(&tree.value), text));
            match nearest(path, names) {
                _ if own.is_some() => own,
                Some(near) => Some(format!("did you mean `{near}`?")),
                // Swagger let people write only the name.
                None if !text.contains(['/', '.', '#']) => {
                    Some(format!("did you mean `#/components/schemas/{text}`?"))
                }
                None => None,
            }
        }
    };
    let code = match refusal {
        // The file is not the document's; what is broken is the reference.
        Refusal::Unreadable(..) => Code::UnresolvedReference,
        _ => code,
    };
    Failure {
        code,
        place: reference_place(at),
        message,
        label: None,
        help,
    }
}
