//! Turns JSON pointers into lines and columns, once there is something to print.

use foldhash::{HashMap, HashMapExt as _};

use super::file::SourceFile;
use super::lines::{Cursor, Lines};
use super::location::{Location, line_start};
use super::{FileId, Place, Pointer, Sources, locate_json, locate_yaml};

impl Sources {
    /// Finds places in the text, each file scanned once. For a pointer to
    /// something that is not there it is the nearest parent that is; none
    /// where a file could not be read.
    pub fn locate(&self, places: &[&Place]) -> Vec<Option<Location>> {
        let mut wanted: HashMap<FileId, Wanted> = HashMap::new();
        for place in places {
            let wanted = wanted.entry(place.file).or_default();
            for prefix in prefixes(&place.pointer) {
                wanted.entry(prefix.to_owned()).or_insert(None);
            }
        }
        for (file, wanted) in &mut wanted {
            find(self.file(*file), wanted);
        }
        places
            .iter()
            .map(|place| {
                let found = wanted.get(&place.file)?;
                prefixes(&place.pointer).find_map(|prefix| found.get(prefix).cloned().flatten())
            })
            .collect()
    }
}

impl Sources {
    /// The text after `#` where a YAML member is null because its text has no
    /// quotes: in `$ref: #/a` everything after the colon is a comment.
    pub(crate) fn hash_without_quotes(&self, place: &Place) -> Option<&str> {
        let file = self.file(place.file);
        let text = file.text.as_str();
        if file.tree.as_ref().is_ok_and(|tree| tree.is_json) {
            return None;
        }
        let location = self.locate(&[place]).pop().flatten()?;
        let start = line_start(text, location.span.start);
        let line = text.get(start..)?.lines().next()?;
        let name = place.pointer.tokens().last()?;
        let is_element = name.parse::<usize>().is_ok();
        let key = line.find(name.as_ref()).filter(|_| !is_element);
        let from = key.map_or(0, |at| at + name.len());
        let hash = from + line.get(from..)?.find(" #")? + 1;
        let between = line
            .get(from..hash)?
            .trim_start_matches(['"', '\'', ':', '-', ' ']);
        if !between.is_empty() {
            return None;
        }
        let word = line.get(hash..)?.split_whitespace().next()?;
        (word.len() > 1).then_some(word)
    }
}

/// The pointers that somebody asks for, and their parents up to the root.
pub(super) type Wanted = HashMap<String, Option<Location>>;

/// The pointer, its parent, and so on up to the root.
fn prefixes(pointer: &Pointer) -> impl Iterator<Item = &str> {
    std::iter::successors(Some(pointer.as_str()), |longer| {
        longer.rfind('/').and_then(|end| longer.get(..end))
    })
}

fn find(file: &SourceFile, wanted: &mut Wanted) {
    match &file.tree {
        Err(broken) => {
            let lines = Lines::new(&file.text);
            for (pointer, place) in wanted.iter_mut() {
                let number = pointer.strip_prefix('/').and_then(|text| text.parse().ok());
                let further =
                    number.and_then(|number: usize| broken.further.get(number.checked_sub(1)?));
                let found = further.copied().or(broken.position);
                *place = found.map(|(line, column)| lines.spot(line, column));
            }
        }
        Ok(tree) if tree.is_json && find_in_json(&file.text, wanted).is_some() => {}
        Ok(_) => locate_yaml::find(&file.text, wanted),
    }
}

/// Parents are wanted too, so nothing is below what is not.
fn find_in_json(text: &str, wanted: &mut Wanted) -> Option<()> {
    let mut cursor = Cursor::new(text);
    locate_json::walk(text, |pointer, key, span| {
        let place = wanted.get_mut(pointer);
        let is_wanted = place.is_some();
        if let Some(place) = place {
            let key = key.filter(|key| *key != span);
            let key = key.map(|key| Box::new(cursor.location(key)));
            let found = cursor.location(span);
            *place = Some(Location { key, ..found });
        }
        is_wanted
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const YAML: &str = "\
openapi: 3.0.3
paths:
  /a/b:
    get:
      tags: [x, \"ü y\", z]
      list:
        - first
        - name: n
    empty:
last: |
  text
";

    #[test]
    fn pointers_become_the_place_of_the_value_or_of_its_key() {
        for (pointer, line, column, text) in [
            ("/openapi", 1, 10, "3.0.3"),
            ("/paths", 2, 1, "paths"),
            ("/paths/~1a~1b", 3, 3, "/a/b"),
            ("/paths/~1a~1b/get/tags/1", 5, 17, "\"ü y\""),
            ("/paths/~1a~1b/get/tags/2", 5, 24, "z"),
            ("/paths/~1a~1b/get/list/1/name", 8, 17, "n"),
            ("/paths/~1a~1b/get/list/1", 8, 11, "name"),
            ("/paths/~1a~1b/get/nothing/here", 4, 5, "get"),
            ("/paths/~1a~1b/empty", 9, 5, "empty"),
        ] {
            let sources = Sources::from_texts([("x.yaml", YAML)]);
            let file = sources.find("x.yaml").expect("it was given");
            let place = Place {
                file,
                pointer: Pointer::from_escaped(pointer),
            };
            let found = sources.locate(&[&place]).remove(0).expect(pointer);
            let shown = &YAML[found.span.clone()];
            assert_eq!(
                (found.line, found.column, shown),
                (line, column, text),
                "{pointer}"
            );
        }
    }

    #[test]
    fn a_scalar_knows_the_place_of_its_key() {
        for (path, text, pointer, expected) in [
            (
                "x.yaml",
                YAML,
                "/paths/~1a~1b/get/list/1/name",
                (8, 11, "name"),
            ),
            ("x.yaml", YAML, "/last", (10, 1, "last")),
            ("x.yaml", YAML, "/paths", (2, 1, "paths")),
            ("x.yaml", YAML, "/paths/~1a~1b/get/tags/2", (5, 24, "z")),
            ("x.json", "{\n \"a\":\n 5}", "/a", (2, 2, "\"a\"")),
        ] {
            let sources = Sources::from_texts([(path, text)]);
            let place = Place {
                file: sources.find(path).expect("it was given"),
                pointer: Pointer::from_escaped(pointer),
            };
            let found = sources.locate(&[&place]).remove(0).expect(pointer).of_key();
            let shown = &text[found.span.clone()];
            assert_eq!((found.line, found.column, shown), expected, "{pointer}");
        }
    }

    #[test]
    fn what_only_the_other_scanner_takes_is_searched_by_its_keys() {
        let text = "a:\n  b: [\n    1\n]\n  c:\n    'd': 5\n";
        let sources = Sources::from_texts([("x.yaml", text)]);
        let file = sources.find("x.yaml").expect("it was given");
        assert!(sources.file(file).tree.is_ok());
        let place = Place {
            file,
            pointer: Pointer::from_escaped("/a/c/d"),
        };
        let found = sources.locate(&[&place]).remove(0).expect("a place");
        assert_eq!((found.line, &text[found.span]), (6, "d"));
    }

    #[test]
    fn json_is_located_like_yaml() {
        let text = "{\n\t\"a\": {\"b\": [1, true]}\n}";
        let sources = Sources::from_texts([("x.json", text)]);
        let file = sources.find("x.json").expect("it was given");
        for (pointer, line, column, shown) in [
            ("/a", 2, 2, "\"a\""),
            ("/a/b", 2, 8, "\"b\""),
            ("/a/b/1", 2, 17, "true"),
        ] {
            let place = Place {
                file,
                pointer: Pointer::from_escaped(pointer),
            };
            let found = sources.locate(&[&place]).remove(0).expect(pointer);
            assert_eq!(
                (found.line, found.column, &text[found.span.clone()]),
                (line, column, shown)
            );
        }
    }
}
