//! Turns findings into text for people: rustc's form, with the line and a caret.
//!
//! Must not know: where the text goes, or what a finding means.

mod excerpt;
mod json;
mod likes;
#[cfg(test)]
mod tests;

use annotate_snippets::{AnnotationKind, Element, Group, Level, Renderer};

use crate::diagnostic::{Diagnostic, Severity};
use crate::source::{Location, Place, Sources};
use excerpt::{Excerpt, excerpt, without_controls};
use likes::{Likes, choose};

pub use json::render_json;

/// What is printed, and how.
#[derive(Clone, Copy, Debug, Default)]
pub struct ReportOptions {
    /// Colours, for a terminal.
    pub colour: bool,
    /// Every finding in full. Without it notes are only counted, and of many
    /// findings that are alike only the first are in full: see [`render`].
    pub verbose: bool,
    /// The option with which the reader sees every finding, as in `--verbose`;
    /// empty where there is none.
    pub option_for_all: &'static str,
}

/// A finding, and where it is in the text.
type Placed<'a> = (&'a Diagnostic, Option<Location>);

/// Renders findings sorted by place, those without a place first.
///
/// Findings are alike when they have the same severity and code, and the same
/// message but for the names in it. Of those that are alike the first three are
/// shown in full, fewer where there are many kinds. The others follow at the end:
/// warnings as their number and their first places, errors as one line each.
pub fn render(sources: &Sources, diagnostics: &[Diagnostic], options: ReportOptions) -> String {
    let renderer = if options.colour {
        Renderer::styled()
    } else {
        Renderer::plain()
    };
    let (shown, hidden): (Vec<&Diagnostic>, Vec<&Diagnostic>) = diagnostics
        .iter()
        .partition(|found| options.verbose || found.severity != Severity::Note);
    let pairs = sorted(sources, &shown);
    let chosen = choose(&pairs, options.verbose);
    let mut text = String::new();
    for (found, location) in &chosen.in_full {
        text.push_str(&one(&renderer, sources, found, location.as_ref()));
        text.push_str("\n\n");
    }
    for likes in &chosen.others {
        text.push_str(&others(&renderer, sources, likes));
    }
    let is_short = !chosen.others.is_empty();
    text.push_str(&left_out(hidden.len(), is_short, options.option_for_all));
    text
}

/// Pairs each finding with its place in the text, in the order of files, lines
/// and columns, then by their words. Documents that share a file find the same
/// things in it, which are there once.
fn sorted<'a>(sources: &Sources, diagnostics: &[&'a Diagnostic]) -> Vec<Placed<'a>> {
    let placed: Vec<&Place> = diagnostics
        .iter()
        .filter_map(|found| found.place.as_ref())
        .collect();
    let mut locations = sources.locate(&placed).into_iter();
    let mut pairs: Vec<Placed<'a>> = diagnostics
        .iter()
        .map(|found| {
            let location = found.place.as_ref().and_then(|_| locations.next());
            (*found, found.spot_or(|| location.flatten()))
        })
        .collect();
    pairs.sort_by_key(|(found, location)| {
        let file = found.place.as_ref().map(|place| place.file);
        let spot = location.as_ref().map(|at| (at.line, at.column));
        (file, spot, &found.message)
    });
    pairs.dedup_by(|(one, _), (other, _)| one == other);
    pairs
}

fn level(severity: Severity) -> Level<'static> {
    match severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    }
}

fn one(
    renderer: &Renderer,
    sources: &Sources,
    found: &Diagnostic,
    location: Option<&Location>,
) -> String {
    let level = level(found.severity);
    let title = level.clone().primary_title(found.message.as_str());
    let mut group = Group::with_title(title.id(found.code.as_str()));
    let mut above = String::new();
    let place = found.place.as_ref();
    let label = found.label.as_deref();
    let primary = |place| excerpt(sources, place, label, location, AnnotationKind::Primary);
    match place.map(primary) {
        None => {}
        Some(Excerpt::Whole(element)) => {
            group = group.element(element);
            if let Some(element) = second_place(sources, found) {
                group = group.element(element);
            }
        }
        Some(Excerpt::Cut(origin, snippet)) => {
            // The column is that of the whole line, so it is not left to the snippet.
            above = renderer.render(&[group.element(origin)]);
            above.push('\n');
            group = Group::with_level(level).element(snippet);
        }
    }
    let fix = (found.severity != Severity::Note).then(|| found.code.fix());
    if let Some(help) = found.help.as_deref().or(fix) {
        group = group.element(Level::HELP.message(without_controls(help)));
    }
    above + &renderer.render(&[group])
}

/// The line of the second place, unless it is too long to show.
fn second_place<'a>(sources: &'a Sources, found: &'a Diagnostic) -> Option<Element<'a>> {
    let (place, also) = (found.place.as_ref()?, found.also.as_ref()?);
    let (label, location) = (Some(also.label.as_str()), Some(&also.location));
    match excerpt(sources, place, label, location, AnnotationKind::Context) {
        Excerpt::Whole(element) => Some(element),
        Excerpt::Cut(..) => None,
    }
}

/// How many places of warnings that are alike are named.
const NAMED_PLACES: usize = 3;

/// Findings like others that are in full already.
fn others(renderer: &Renderer, sources: &Sources, likes: &Likes<'_, '_>) -> String {
    let first = likes.others.first().map(|(found, _)| *found);
    let Some(first) = first else {
        return String::new();
    };
    let message = format!("{} more like this: {}", likes.others.len(), likes.message);
    let title = level(first.severity)
        .primary_title(message.as_str())
        .id(first.code.as_str());
    let mut text = renderer.render(&[Group::with_title(title)]);
    text.push('\n');
    if first.severity == Severity::Error {
        for (found, location) in &likes.others {
            text.push_str(&line(sources, found, location.as_ref()));
        }
        text.push('\n');
        return text;
    }
    let named = likes.others.iter().take(NAMED_PLACES);
    let places: Vec<String> = named
        .map(|(found, location)| spot(sources, found, location.as_ref()))
        .collect();
    let dots = match likes.others.len() > NAMED_PLACES {
        true => ", …",
        false => "",
    };
    text.push_str(&format!("  --> {}{dots}\n\n", places.join(", ")));
    text
}

/// An error in one line.
fn line(sources: &Sources, found: &Diagnostic, location: Option<&Location>) -> String {
    let place = spot(sources, found, location);
    let message = without_controls(&found.message);
    match found.help.as_deref().map(without_controls) {
        Some(help) => format!("  --> {place}: {message}; {help}\n"),
        None => format!("  --> {place}: {message}\n"),
    }
}

/// `spec/a.yaml:3:7`
fn spot(sources: &Sources, found: &Diagnostic, location: Option<&Location>) -> String {
    let Some(place) = &found.place else {
        return "the configuration".to_owned();
    };
    let path = without_controls(&sources.file(place.file).path);
    match location {
        Some(location) => format!("{path}:{}:{}", location.line, location.column),
        None => path.into_owned(),
    }
}

/// What is not shown, and the option that shows it.
fn left_out(notes: usize, is_short: bool, option: &str) -> String {
    let notes = match notes {
        0 => None,
        1 => Some("1 note about what changes only documentation".to_owned()),
        notes => Some(format!(
            "{notes} notes about what changes only documentation"
        )),
    };
    let shows = match (option, &notes, is_short) {
        ("", ..) => None,
        (_, None, false) => None,
        (_, None, true) => Some("every finding with its line"),
        (_, Some(_), false) => Some("them"),
        (_, Some(_), true) => Some("them, and every finding with its line"),
    };
    let shows = shows.map(|what| format!("`{option}` shows {what}"));
    let parts: Vec<String> = notes.into_iter().chain(shows).collect();
    match parts.as_slice() {
        [] => String::new(),
        parts => format!("note: {}\n", parts.join("; ")),
    }
}
