//! Finds what tells the events of an API apart: a property or a header whose values the document
//! lists, or what `simgen.toml` says.

use foldhash::{HashMap, HashMapExt as _};
use indexmap::{IndexMap, IndexSet};

use crate::config::WebhookSettings;
use crate::diagnostic::{Code, Diagnostics};
use crate::ir::{Literal, Shape, ToldBy, TypeRef, Types, Webhook};
use crate::names;

/// How many properties within one another are looked at.
const LEVELS: u8 = 2;

/// What tells events apart, and the one that does not have it.
pub(super) struct Found {
    pub(super) told_by: ToldBy,
    pub(super) unnamed: Option<usize>,
}

/// Fills in the values of each event; nothing where there are no events.
pub(super) fn find(
    types: &Types,
    events: &mut [Webhook],
    settings: &WebhookSettings,
    diagnostics: &mut Diagnostics,
) -> Option<Found> {
    let first = events.first()?.place.clone();
    for (value, name) in &settings.events {
        if !events.iter().any(|event| event.name == *name) {
            let message = format!("`simgen.toml` names the event `{name}`, which is not there");
            diagnostics.warning(Code::UnknownName, first.clone(), message);
            let all = events.iter().map(|event| event.name.as_str());
            let all = names::listed(all.take(MOST_LISTED), "and").unwrap_or_default();
            diagnostics.help(format!("name one of {all} for `{value}`"));
        }
    }
    let marks: Vec<Marks> = events.iter().map(|event| Marks::of(types, event)).collect();
    let found = match configured(settings) {
        Some(told_by) => {
            let mark = match &told_by {
                ToldBy::Property(path) => Some(Mark::Property(path.clone())),
                ToldBy::Header(name) => Some(Mark::Header(name.clone())),
                _ => None,
            };
            if let Some(mark) = mark {
                Candidate::of(&marks, &mark).give(events);
            }
            Found {
                told_by,
                unnamed: None,
            }
        }
        None if events.len() == 1 => Found {
            told_by: ToldBy::Single,
            unnamed: None,
        },
        None => by_document(types, events, &marks, diagnostics),
    };
    for (value, name) in &settings.events {
        if let Some(event) = events.iter_mut().find(|event| event.name == *name) {
            event.values.push(value.clone());
        }
    }
    Some(found)
}

/// More are not listed in a message.
const MOST_LISTED: usize = 5;

fn configured(settings: &WebhookSettings) -> Option<ToldBy> {
    let path = settings.event_property.as_deref();
    let path = path.map(|path| path.split('.').map(str::to_owned).collect());
    match (settings.event_header.clone(), path) {
        (Some(header), Some(path)) => Some(ToldBy::Both(header, path)),
        (Some(header), None) => Some(ToldBy::Header(header)),
        (None, Some(path)) => Some(ToldBy::Property(path)),
        (None, None) => None,
    }
}

fn by_document(
    types: &Types,
    events: &mut [Webhook],
    marks: &[Marks],
    diagnostics: &mut Diagnostics,
) -> Found {
    let all = marks.iter().flat_map(|marks| marks.0.keys());
    let all: IndexSet<&Mark> = all.collect();
    let candidates = all.into_iter().map(|mark| Candidate::of(marks, mark));
    // Of several that tell the same, the first counts, as `max_by_key` takes the last.
    let candidates: Vec<Candidate<'_>> = candidates.collect();
    let best = candidates.iter().rev().max_by_key(|found| found.score());
    let best = best.filter(|found| found.score() > 1 && found.score() * 2 >= events.len());
    let Some(best) = best else {
        report(
            types,
            events,
            diagnostics,
            &(0..events.len()).collect::<Vec<_>>(),
        );
        return Found {
            told_by: ToldBy::Caller,
            unnamed: None,
        };
    };
    best.give(events);
    let unnamed = best.unnamed();
    let is_untold = |index: &usize| events[*index].values.is_empty() && Some(*index) != unnamed;
    let untold: Vec<usize> = (0..events.len()).filter(is_untold).collect();
    if !untold.is_empty() {
        report(types, events, diagnostics, &untold);
    }
    Found {
        told_by: match best.mark.clone() {
            Mark::Property(path) => ToldBy::Property(path),
            Mark::Header(name) => ToldBy::Header(name),
        },
        unnamed,
    }
}

/// Where an event may say what it is.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Mark {
    Property(Vec<String>),
    Header(String),
}

/// The values that an event has in each place, where the document lists them.
struct Marks(IndexMap<Mark, Vec<String>>);

impl Marks {
    fn of(types: &Types, event: &Webhook) -> Self {
        let mut marks = IndexMap::new();
        for (path, values) in of_type(types, &event.payload, LEVELS) {
            marks.insert(Mark::Property(path), values);
        }
        for header in event
            .headers
            .iter()
            .filter(|header| !header.values.is_empty())
        {
            let name = header.wire_name.as_str().to_owned();
            marks.insert(Mark::Header(name), header.values.clone());
        }
        Self(marks)
    }
}

/// The properties of a type whose values are listed, by the way to each.
fn of_type(types: &Types, ty: &TypeRef, levels: u8) -> IndexMap<Vec<String>, Vec<String>> {
    let mut found = IndexMap::new();
    let TypeRef::Named { id, .. } = types.resolve(ty) else {
        return found;
    };
    let Some(levels) = levels.checked_sub(1) else {
        return found;
    };
    match &types.get(*id).shape {
        Shape::Struct(shape) => {
            for field in &shape.fields {
                let name = field.wire_name.as_str();
                if let Some(values) = values(types, &field.ty) {
                    found.insert(vec![name.to_owned()], values);
                }
                for (path, values) in of_type(types, &field.ty, levels) {
                    let path = std::iter::once(name.to_owned()).chain(path);
                    found.insert(path.collect(), values);
                }
            }
        }
        Shape::Union(shape) => {
            // What all alternatives have, with the values of each.
            let mut all = shape.variants.iter();
            let Some(first) = all.next() else {
                return found;
            };
            found = of_type(types, &first.ty, levels + 1);
            for variant in all {
                let mut other = of_type(types, &variant.ty, levels + 1);
                found.retain(|path, _| other.contains_key(path));
                for (path, values) in &mut found {
                    values.extend(other.shift_remove(path).into_iter().flatten());
                }
            }
            if let Some(discriminator) = &shape.discriminator {
                let tags = shape.variants.iter().flat_map(|variant| &variant.tags);
                let path = vec![discriminator.wire_name.as_str().to_owned()];
                found.insert(path, tags.cloned().collect());
            }
        }
        Shape::Enum(_) | Shape::Alias(_) => {}
    }
    found
}

/// The texts that a property may have, where those are listed.
fn values(types: &Types, ty: &TypeRef) -> Option<Vec<String>> {
    let TypeRef::Named { id, .. } = types.resolve(ty) else {
        return None;
    };
    let Shape::Enum(shape) = &types.get(*id).shape else {
        return None;
    };
    let values = shape.values.iter().map(|value| match &value.value {
        Literal::String(text) => Some(text.clone()),
        _ => None,
    });
    values.collect()
}

/// What one place says of all events.
struct Candidate<'m> {
    mark: &'m Mark,
    /// The values of each event that are those of no other one; nothing where it does not have the
    /// place.
    values: Vec<Option<Vec<&'m String>>>,
}

impl<'m> Candidate<'m> {
    fn of(marks: &'m [Marks], mark: &'m Mark) -> Self {
        let mut counts: HashMap<&String, usize> = HashMap::new();
        for marks in marks {
            let own: IndexSet<&String> = marks.0.get(mark).into_iter().flatten().collect();
            own.into_iter()
                .for_each(|value| *counts.entry(value).or_default() += 1);
        }
        let own = marks.iter().map(|marks| {
            let values = marks.0.get(mark)?;
            let is_own = values.iter().all(|value| counts.get(value) == Some(&1));
            Some(values.iter().filter(|_| is_own).collect())
        });
        Self {
            mark,
            values: own.collect(),
        }
    }

    /// The only event that does not have the place.
    fn unnamed(&self) -> Option<usize> {
        let mut without = (0..self.values.len()).filter(|index| self.values[*index].is_none());
        let first = without.next()?;
        without.next().is_none().then_some(first)
    }

    /// How many events it tells.
    fn score(&self) -> usize {
        let told = self
            .values
            .iter()
            .flatten()
            .filter(|values| !values.is_empty());
        told.count() + usize::from(self.unnamed().is_some())
    }

    fn give(&self, events: &mut [Webhook]) {
        for (event, values) in events.iter_mut().zip(&self.values) {
            let values = values.iter().flatten();
            event.values = values.map(|value| (*value).clone()).collect();
        }
    }
}

/// Says which events have to be named by the caller, and which key would help.
fn report(types: &Types, events: &[Webhook], diagnostics: &mut Diagnostics, untold: &[usize]) {
    let Some(first) = untold.first().and_then(|index| events.get(*index)) else {
        return;
    };
    let mut names: Vec<&str> = untold
        .iter()
        .map(|index| events[*index].name.as_str())
        .collect();
    let more = names.len().saturating_sub(MOST_LISTED);
    names.truncate(MOST_LISTED);
    let mut message = "nothing in the document tells these events apart: ".to_owned();
    message += &names::listed(names, "and").unwrap_or_default();
    if more > 0 {
        message += &format!(", and {more} more");
    }
    diagnostics.note(Code::UntoldEvents, first.place.clone(), message);
    diagnostics.help(format!(
        "{} below `[module.webhooks]` in `simgen.toml`, or name the event in `decode_as`",
        key(types, events)
    ));
}

/// The key that is most likely to tell events apart.
fn key(types: &Types, events: &[Webhook]) -> String {
    let sounds_right = |name: &str| {
        let name = name.to_ascii_lowercase();
        ["event", "type", "topic", "action"]
            .iter()
            .any(|word| name.contains(word))
    };
    let in_all = |name: &str| {
        let has = |event: &Webhook| {
            event
                .headers
                .iter()
                .any(|one| one.wire_name.as_str() == name)
        };
        events.iter().all(has)
    };
    let headers = events.iter().flat_map(|event| &event.headers);
    let mut headers = headers.map(|header| header.wire_name.as_str());
    if let Some(name) = headers.find(|name| sounds_right(name) && in_all(name)) {
        return format!("write `event-header = \"{name}\"`");
    }
    let properties = |event: &Webhook| match types.resolve(&event.payload) {
        TypeRef::Named { id, .. } => match &types.get(*id).shape {
            Shape::Struct(shape) => {
                let names = shape
                    .fields
                    .iter()
                    .map(|field| field.wire_name.as_str().to_owned());
                names.collect()
            }
            _ => Vec::new(),
        },
        _ => Vec::new(),
    };
    let all: Vec<Vec<String>> = events.iter().map(properties).collect();
    let is_in_all = |name: &&String| all.iter().all(|names| names.contains(name));
    let mut first = all.iter().flatten().filter(|name| sounds_right(name));
    match first.find(is_in_all) {
        Some(name) => format!("write `event-property = \"{name}\"`"),
        None => "write `event-property` or `event-header`".to_owned(),
    }
}
