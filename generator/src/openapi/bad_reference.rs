//! Why a reference means nothing, and how that is told.

use serde_json::Value;

use super::grammar::{Kind, members};
use super::lookup;
use super::nearest::nearest;
use super::version::Version;
use crate::diagnostic::{Code, Diagnostics, Reported};
use crate::source::{Place, Pointer, Refusal, Sources};

/// Why a reference means nothing.
#[derive(Clone, Debug)]
pub(super) struct BadReference {
    pub(super) code: Code,
    /// Where the trouble is: the reference itself, or one that it leads through.
    pub(super) place: Place,
    pub(super) message: String,
    pub(super) label: Option<String>,
    pub(super) help: Option<String>,
}

impl BadReference {
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

/// Why an object with a `$ref` that is not a text, or an empty one, refers to nothing. Every
/// object is asked, so where it is, is made text only if something is wrong.
pub(super) fn not_a_reference(
    sources: &Sources,
    at: impl FnOnce() -> Place,
    value: &Value,
) -> Option<BadReference> {
    let found = lookup::of(value, "$ref")?;
    let message = match found {
        Value::String(text) if !text.trim().is_empty() => return None,
        Value::String(_) => return Some(empty(&at())),
        Value::Null => "this `$ref` is null, so it refers to nothing",
        _ => "this `$ref` is not a text, so it refers to nothing",
    };
    let place = reference_place(&at());
    let help = match (sources.hash_without_quotes(&place), found) {
        (Some(text), Value::Null) => {
            format!("put the reference in quotes, because `#` begins a comment: `$ref: '{text}'`")
        }
        _ => AS_A_TEXT.to_owned(),
    };
    Some(BadReference {
        code: Code::InvalidReference,
        place,
        message: message.to_owned(),
        label: None,
        help: Some(help),
    })
}

const AS_A_TEXT: &str = "write a reference in quotes, as in `$ref: '#/components/schemas/Name'`";

pub(super) fn empty(at: &Place) -> BadReference {
    BadReference {
        code: Code::InvalidReference,
        place: reference_place(at),
        message: "this `$ref` is empty, so it refers to nothing".to_owned(),
        label: None,
        help: Some(AS_A_TEXT.to_owned()),
    }
}

/// Where the component is that a reference names, when it does not say where, or says
/// it as another version of OpenAPI does: `#/definitions/A`, `/components/schemas/A`, `A`.
pub(super) fn moved(tree: Option<&Value>, text: &str) -> Option<String> {
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
    let is_section = members(Version::V3_2, Kind::Components).any(|(known, _)| known == name);
    (components.contains_key(*name) && !is_section).then(|| {
        format!("`{name}` is right below `components`; a schema must be below `components/schemas`")
    })
}

pub(super) fn reference_place(at: &Place) -> Place {
    Place {
        file: at.file,
        pointer: at.pointer.child("$ref"),
    }
}

pub(super) fn nothing(at: &Place, text: &str, help: Option<String>) -> BadReference {
    BadReference {
        code: Code::UnresolvedReference,
        place: reference_place(at),
        message: format!("nothing at `{text}`"),
        label: Some("leads nowhere".to_owned()),
        help,
    }
}

pub(super) fn cycle(at: &Place, text: &str) -> BadReference {
    BadReference {
        code: Code::ReferenceCycle,
        place: reference_place(at),
        message: format!("`{text}` leads back to itself through references only"),
        label: Some("never arrives anywhere".to_owned()),
        help: Some("let one of the references be what it should mean".to_owned()),
    }
}

pub(super) fn refused(
    sources: &Sources,
    at: &Place,
    text: &str,
    refusal: &Refusal,
) -> BadReference {
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
    BadReference {
        code,
        place: reference_place(at),
        message,
        label: None,
        help,
    }
}
