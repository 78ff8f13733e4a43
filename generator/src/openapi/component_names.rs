//! Turns the places that references lead to into names of components.
//!
//! The root document's own components keep their names whatever else is bundled.

use foldhash::{HashMap, HashSet};

use super::grammar::METHODS;
use crate::source::{Place, Sources};

/// The names given so far. Looked up only; what is printed keeps an order of its own.
#[derive(Debug, Default)]
pub(super) struct Names {
    taken: HashSet<(&'static str, String)>,
    given: HashMap<(&'static str, Place), String>,
}

impl Names {
    /// The root's own component: nobody else gets this name.
    pub(super) fn reserve(&mut self, section: &'static str, name: &str) {
        self.taken.insert((section, name.to_owned()));
    }

    /// Says that a place is known by this name, unless it has one already.
    pub(super) fn give(&mut self, section: &'static str, place: Place, name: &str) {
        let named = self.given.entry((section, place));
        named.or_insert_with(|| name.to_owned());
    }

    /// The name of a place, if it has one.
    pub(super) fn get(&self, section: &'static str, place: &Place) -> Option<&str> {
        // A tuple key needs an owned place to look up; places are short.
        let name = self.given.get(&(section, place.clone()))?;
        Some(name)
    }

    /// Names a place: as wished, with a number where somebody has that name.
    pub(super) fn invent(&mut self, section: &'static str, place: Place, wish: &str) -> String {
        let mut name = wish.to_owned();
        let mut number = 1;
        while !self.taken.insert((section, name.clone())) {
            number += 1;
            name = format!("{wish}{number}");
        }
        self.given.insert((section, place), name.clone());
        name
    }
}

/// The name that a place suggests: the component's, else the last word of the
/// pointer that says something, else the file's.
pub(super) fn suggested(sources: &Sources, place: &Place) -> String {
    let tokens: Vec<_> = place.pointer.tokens().collect();
    let component = match tokens.as_slice() {
        [components, _, name] if components == "components" => Some(name),
        _ => None,
    };
    let word = component
        .or_else(|| tokens.iter().rev().find(|token| says_something(token)))
        .or_else(|| tokens.last());
    let name = match word {
        Some(word) => clean(word),
        None => clean(stem(&sources.file(place.file).path)),
    };
    if name.is_empty() {
        "Unnamed".to_owned()
    } else {
        name
    }
}

fn stem(path: &str) -> &str {
    let file = path.rsplit('/').next().unwrap_or(path);
    file.split_once('.').map_or(file, |(stem, _)| stem)
}

/// Words that are in every document say nothing about one place.
fn says_something(token: &str) -> bool {
    const STRUCTURE: &[&str] = &[
        "schema",
        "schemas",
        "items",
        "properties",
        "additionalProperties",
        "allOf",
        "oneOf",
        "anyOf",
        "not",
        "content",
        "responses",
        "parameters",
        "requestBody",
        "headers",
        "default",
        "components",
        "definitions",
        "paths",
    ];
    !STRUCTURE.contains(&token)
        && !METHODS.contains(&token)
        && !token.contains('/')
        && token.contains(|c: char| c.is_alphabetic())
}

/// Component names hold only letters, digits, `.`, `-` and `_` (OpenAPI 3.0.3 §4.7.7).
fn clean(word: &str) -> String {
    let kept = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_');
    word.split(|c| !kept(c))
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join("_")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Pointer;

    #[test]
    fn names_come_from_the_component_the_pointer_or_the_file() {
        let sources = Sources::from_texts([("a/Pet Shop.v1.yaml", "{}")]);
        let file = sources.find("a/Pet Shop.v1.yaml").expect("it was given");
        for (pointer, expected) in [
            ("", "Pet_Shop"),
            ("/components/schemas/default", "default"),
            ("/components/schemas/Pet/properties/owner", "owner"),
            ("/components/schemas/Pet/properties/tags/items", "tags"),
            (
                "/paths/~1a~1b/get/responses/200/content/application~1json/schema",
                "schema",
            ),
            ("/definitions/Cat", "Cat"),
        ] {
            let place = Place {
                file,
                pointer: Pointer::from_escaped(pointer),
            };
            assert_eq!(suggested(&sources, &place), expected, "{pointer}");
        }
    }

    #[test]
    fn collisions_are_numbered_and_never_touch_reserved_names() {
        let sources = Sources::from_texts([("a.yaml", "{}")]);
        let file = sources.find("a.yaml").expect("it was given");
        let place = |pointer: &str| Place {
            file,
            pointer: Pointer::from_escaped(pointer),
        };
        let mut names = Names::default();
        names.reserve("schemas", "Pet");
        assert_eq!(names.invent("schemas", place("/a"), "Pet"), "Pet2");
        assert_eq!(names.invent("schemas", place("/b"), "Pet"), "Pet3");
        assert_eq!(names.invent("responses", place("/b"), "Pet"), "Pet");
        assert_eq!(names.get("schemas", &place("/a")), Some("Pet2"));
    }
}
