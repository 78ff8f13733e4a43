//! Reports what a file says and its tree does not hold: members that are
//! twice, tags, further documents, numbers too large.

use foldhash::HashSet;

use crate::diagnostic::{Code, Diagnostics};
use crate::source::{FileId, Oddity, OddityKind, Place, Sources};

/// Reports the oddities of every file.
pub(super) fn report(sources: &Sources, diagnostics: &mut Diagnostics) {
    for (file, source) in sources.files() {
        let oddities = source.tree.as_ref().map_or(&[][..], |tree| &tree.oddities);
        for oddity in oddities {
            one(file, oddity, diagnostics);
        }
    }
}

fn one(file: FileId, oddity: &Oddity, diagnostics: &mut Diagnostics) {
    let place = Place {
        file,
        pointer: oddity.pointer.clone(),
    };
    match &oddity.kind {
        OddityKind::Twice => twice(place, oddity, diagnostics),
        OddityKind::SecondDocument => {
            let message = "a second YAML document begins here, which is not read";
            diagnostics.defect(Code::IgnoredYaml, place, message);
            diagnostics.help("move it into a file of its own, or remove the `---` between them");
        }
        OddityKind::Tag(tag) => {
            let message = format!("the tag `{tag}` is ignored; its value is read without it");
            diagnostics.defect(Code::IgnoredYaml, place, message);
            diagnostics.help("remove the tag; OpenAPI documents hold only what JSON has");
        }
    }
    if let Some(spot) = &oddity.spot {
        diagnostics.spot(spot.clone());
    }
}

fn twice(place: Place, oddity: &Oddity, diagnostics: &mut Diagnostics) {
    let pointer = place.pointer.clone();
    let name = pointer.tokens().last().unwrap_or_default();
    let line = oddity
        .first
        .as_ref()
        .map(|first| format!(", first in line {}", first.line));
    let line = line.unwrap_or_default();
    let message = format!("`{name}` occurs twice in this object{line}; only the last one is read");
    diagnostics.defect(Code::DuplicateMember, place, message);
    diagnostics.label("the last one");
    diagnostics.help(format!("remove one `{name}`, or put both together"));
    if let Some(first) = &oddity.first {
        diagnostics.also(first.clone(), "the first one");
    }
}

/// Reports numbers that JSON can't hold, but for those that were read as texts.
pub(super) fn report_inexact(
    sources: &Sources,
    as_texts: &HashSet<Place>,
    diagnostics: &mut Diagnostics,
) {
    for (file, source) in sources.files() {
        let inexact = source.tree.as_ref().map_or(&[][..], |tree| &tree.inexact);
        for pointer in inexact {
            let place = Place {
                file,
                pointer: pointer.clone(),
            };
            let value = source
                .tree
                .as_ref()
                .ok()
                .and_then(|tree| tree.value.pointer(pointer.as_str()));
            let written = value.and_then(|value| source.written(pointer, value));
            let Some(written) = written.filter(|_| !as_texts.contains(&place)) else {
                continue;
            };
            if is_exact(&written) {
                continue;
            }
            let message = format!("`{written}` is a number that JSON can't hold");
            diagnostics.defect(Code::IgnoredYaml, place, message);
            diagnostics.help("write a smaller number, or put it in quotes if a text is meant");
        }
    }
}

/// Whether a number's digits all count: those of a fraction or with an exponent
/// are taken for as many as they need, those of an integer are meant one by one.
fn is_exact(written: &str) -> bool {
    let digits = written.trim_start_matches(['-', '+']);
    if !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return digits.starts_with(|first: char| first.is_ascii_digit());
    }
    digits
        .parse::<f64>()
        .is_ok_and(|value| digits == format!("{value:.0}") || digits == format!("{value}"))
}
