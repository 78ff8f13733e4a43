//! Turns text into a JSON tree: JSON through serde_json, everything else
//! through serde_yaml, both within bounds of depth, time and memory.

use serde::Deserialize;
use serde::de::{DeserializeSeed, IgnoredAny};

use super::tree::{BOMB, Budget};
use super::{Broken, Oddity, OddityKind, Pointer, Tree, oddity, trouble};
use crate::diagnostic_code::Code;

/// How many brackets may be open at once. Both parsers stop at a depth of 128
/// when they build the tree, but the YAML scanner looks at every open bracket
/// again for each token before that.
const MOST_OPEN_BRACKETS: usize = 2_000;

/// What a tree may cost when aliases are expanded: so much, and so much for
/// each byte of the text. An entry costs
/// [`super::tree::ENTRY`], a text its length.
const BUDGET: u64 = 4 << 20;
const BUDGET_PER_BYTE: u64 = 24;

/// Parses one file. The path decides only which parser's words are reported.
pub(super) fn parse(path: &str, text: &str) -> Result<Tree, Broken> {
    if let Some(page) = trouble::markup(text) {
        return Err(page);
    }
    parse_either(path, text).map_err(|broken| trouble::explained(text, broken))
}

fn parse_either(path: &str, text: &str) -> Result<Tree, Broken> {
    if text.trim().is_empty() {
        return Err(broken(Code::Syntax, "the file is empty", None));
    }
    let looks_like_json = trouble::looks_like_json(text);
    let error = if looks_like_json || path.ends_with(".json") {
        match parse_json(text) {
            Ok(tree) => return Ok(tree),
            Err(error) => Some(error),
        }
    } else {
        None
    };
    if most_open_brackets(text) > MOST_OPEN_BRACKETS {
        return Err(broken(
            Code::TooComplex,
            "the file is nested too deep",
            None,
        ));
    }
    match error {
        None => parse_yaml(text),
        Some(error) if trouble::is_json_with_comments(text) => Err(error),
        // Nearly all JSON is YAML, and some that is not JSON is YAML all the same.
        Some(error) if error.code == Code::Syntax => {
            parse_yaml(text).map_err(|other| if looks_like_json { error } else { other })
        }
        Some(error) => Err(error),
    }
}

fn parse_json(text: &str) -> Result<Tree, Broken> {
    let budget = Budget::new(u64::MAX);
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let value = budget
        .root()
        .deserialize(&mut deserializer)
        .and_then(|value| deserializer.end().map(|()| value));
    match value {
        Ok(value) => {
            let twice = budget.duplicates();
            let mut tree = budget.tree(value, true);
            if !twice.is_empty() {
                tree.oddities = oddity::in_json(text, twice);
            }
            Ok(tree)
        }
        Err(error) => {
            let position = (error.line() > 0).then(|| (error.line(), error.column().max(1)));
            let text = error.to_string();
            let message = text.split(" at line ").next().unwrap_or(&text);
            Err(classified(message, position))
        }
    }
}

fn parse_yaml(text: &str) -> Result<Tree, Broken> {
    let limit = BUDGET.saturating_add(BUDGET_PER_BYTE.saturating_mul(text.len() as u64));
    let budget = Budget::new(limit);
    let mut documents = serde_yaml::Deserializer::from_str(text);
    let first = documents.next();
    match first.map(|document| budget.root().deserialize(document)) {
        Some(Ok(value)) => {
            // Only the first document of a stream counts; OpenAPI knows no others.
            let has_second = documents.next().is_some_and(says_something);
            let oddities = oddities(text, &budget, has_second);
            let mut tree = budget.tree(value, false);
            tree.oddities = oddities;
            Ok(tree)
        }
        Some(Err(error)) => {
            let position = error.location().map(|at| (at.line(), at.column()));
            let words = error.to_string();
            let message = words.split(" at line ").next().unwrap_or(&words);
            let mut found = classified(message, position);
            if found.message == BOMB {
                // The parser gives up where the budget ends, which tells nobody anything.
                found.position = first_alias(text).or(found.position);
            }
            found.unclosed = open_quote(&words).map(Box::new);
            if let Some((position, reference)) = reference_without_quotes(text) {
                found.position = Some(position);
                found.help = Some(format!(
                    "put the reference in quotes, because `#` begins a comment: `$ref: '{reference}'`"
                ));
            }
            Err(found)
        }
        None => Err(broken(Code::Syntax, "the file is empty", None)),
    }
}

/// The first `$ref: #…` within braces, whose end is in the comment then. The
/// parser misses the brace somewhere below.
fn reference_without_quotes(text: &str) -> Option<((usize, usize), &str)> {
    text.lines().enumerate().find_map(|(index, line)| {
        let at = line
            .find("$ref: #")
            .filter(|at| line[..*at].contains('{'))?;
        let reference = line.get(at + "$ref: ".len()..)?;
        let end = reference.find([' ', '}', ',']).unwrap_or(reference.len());
        let column = line.get(..at)?.chars().count() + 1;
        Some(((index + 1, column), reference.get(..end)?))
    })
}

/// Whether a document is more than a mark of its beginning.
fn says_something(document: serde_yaml::Deserializer<'_>) -> bool {
    !matches!(Option::<IgnoredAny>::deserialize(document), Ok(None))
}

/// What the tree does not hold of a YAML text. Nearly every text has nothing of
/// this, so the scanner that keeps places runs only where there is a sign of it.
fn oddities(text: &str, budget: &Budget, has_second: bool) -> Vec<Oddity> {
    let (twice, tags) = (budget.duplicates(), budget.tags());
    // YAML's own tags leave no trace in the tree.
    let may_have_tags = || {
        let mut marks = text.match_indices("!!");
        marks.any(|(at, _)| text[..at].ends_with([' ', '\t', '\n', '[', '{', ',']))
    };
    if twice.is_empty() && tags.is_empty() && !has_second && !may_have_tags() {
        return Vec::new();
    }
    if let Some(found) = oddity::in_yaml(text) {
        return found;
    }
    let twice = twice.into_iter().map(|at| (OddityKind::Twice, at));
    let tags = tags
        .into_iter()
        .map(|at| (OddityKind::Tag("!".to_owned()), at));
    let second = has_second.then(|| (OddityKind::SecondDocument, Pointer::root()));
    twice
        .chain(tags)
        .chain(second)
        .map(|(kind, pointer)| Oddity::at(kind, pointer))
        .collect()
}

/// Where the parser says that a quote begins which is never closed.
fn open_quote(words: &str) -> Option<(usize, usize)> {
    let (_, rest) = words.split_once("while scanning a quoted scalar at line ")?;
    let (line, column) = rest.split_once(" column ")?;
    Some((line.parse().ok()?, column.trim().parse().ok()?))
}

/// Line and column of the first thing that looks like an alias: `*name`.
fn first_alias(text: &str) -> Option<(usize, usize)> {
    let is_before = |byte: u8| matches!(byte, b' ' | b'[' | b',' | b'{');
    text.lines().enumerate().find_map(|(index, line)| {
        let bytes = line.as_bytes();
        let star = bytes
            .windows(3)
            .position(|at| is_before(at[0]) && at[1] == b'*' && at[2].is_ascii_alphanumeric())?;
        Some((index + 1, star + 2))
    })
}

fn classified(message: &str, position: Option<(usize, usize)>) -> Broken {
    if message.contains(BOMB) || message.contains("repetition limit") {
        broken(Code::TooComplex, BOMB, position)
    } else if message.contains("recursion limit") {
        broken(Code::TooComplex, "the file is nested too deep", position)
    } else {
        broken(Code::Syntax, message, position)
    }
}

fn broken(code: Code, message: &str, position: Option<(usize, usize)>) -> Broken {
    Broken {
        code,
        message: message.to_owned(),
        help: None,
        position,
        further: Vec::new(),
        unclosed: None,
    }
}

/// Counts without looking at quotes or comments, so it is an upper bound;
/// prose never has so many unmatched brackets.
fn most_open_brackets(text: &str) -> usize {
    let mut open = 0_usize;
    let mut most = 0;
    for byte in text.bytes() {
        match byte {
            b'[' | b'{' => {
                open += 1;
                most = most.max(open);
            }
            b']' | b'}' => open = open.saturating_sub(1),
            _ => {}
        }
    }
    most
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn yaml_becomes_the_json_it_means() {
        for (text, expected) in [
            ("200: {a: 1}", json!({"200": {"a": 1}})),
            ("a: !Thing {b: [1]}", json!({"a": {"b": [1]}})),
            ("a: !!str 5", json!({"a": "5"})),
            ("a: 2020-01-02", json!({"a": "2020-01-02"})),
            ("a: .inf\nb: .nan", json!({"a": null, "b": null})),
            (
                "a: 123456789012345678901234567890",
                json!({"a": 1.2345678901234568e29}),
            ),
            (
                "true: x\nnull: y\n1.5: z",
                json!({"true": "x", "null": "y", "1.5": "z"}),
            ),
            (
                "base: &b {x: 1, y: 2}\nc: {<<: *b, y: 3}",
                json!({"base": {"x": 1, "y": 2}, "c": {"y": 3, "x": 1}}),
            ),
            ("--- \na: 1\n---\nb: 2", json!({"a": 1})),
            ("{a: 1,}", json!({"a": 1})),
        ] {
            let tree = parse("x.yaml", text).expect(text);
            assert_eq!(tree.value, expected, "{text}");
        }
    }

    #[test]
    fn the_last_of_two_members_counts_and_is_noticed() {
        for text in ["a: {b: 1, b: 2}", r#"{"a": {"b": 1, "b": 2}}"#] {
            let tree = parse("x.yaml", text).expect(text);
            assert_eq!(tree.value, json!({"a": {"b": 2}}));
            let [twice] = tree.oddities.as_slice() else {
                panic!("{:?}", tree.oddities)
            };
            assert_eq!(twice.kind, OddityKind::Twice);
            assert_eq!(twice.pointer, Pointer::from_escaped("/a/b"));
            let columns = [&twice.first, &twice.spot].map(|at| at.as_ref().map(|at| at.column));
            let first = text.find('b').expect("a key") + usize::from(!text.starts_with('{'));
            let second = text.rfind('b').expect("a key") + usize::from(!text.starts_with('{'));
            assert_eq!(columns, [Some(first), Some(second)], "{text}");
        }
    }

    #[test]
    fn broken_files_say_where() {
        for (path, text, code, position) in [
            ("x.yaml", "", Code::Syntax, None),
            ("x.yaml", "a: [1\nb: 2", Code::Syntax, Some((2, 2))),
            ("x.json", "{\"a\": 1\n\"b\": 2}", Code::Syntax, Some((2, 1))),
            ("x.yaml", "a: *nothing", Code::Syntax, Some((1, 4))),
        ] {
            let broken = parse(path, text).expect_err(text);
            assert_eq!((broken.code, broken.position), (code, position), "{text}");
        }
    }

    #[test]
    fn whatever_is_too_deep_or_expands_to_too_much_is_refused() {
        let laughs: String = (1..40)
            .map(|n| {
                format!(
                    "a{n}: &a{n} [{}]\n",
                    vec![format!("*a{}", n - 1); 9].join(", ")
                )
            })
            .collect();
        let wide = format!(
            "a: &a [{}]\nb: [{}]",
            "x, ".repeat(50_000),
            "*a, ".repeat(50_000)
        );
        let long = format!(
            "a: &a {}\nb: [{}]",
            "x".repeat(100_000),
            "*a, ".repeat(50_000)
        );
        for (name, text) in [
            ("billion laughs", format!("a0: &a0 lol\n{laughs}")),
            ("wide", wide),
            ("long", long),
            ("brackets", "[".repeat(100_000)),
            ("braces", "{a: ".repeat(100_000)),
            ("yaml brackets", format!("a: {}", "[".repeat(1_900))),
            ("dashes", "- ".repeat(100_000)),
            ("questions", "? ".repeat(20_000)),
            ("self", "a: &a [*a]".to_owned()),
        ] {
            let started = std::time::Instant::now();
            let broken = parse("x.yaml", &text).expect_err(name);
            eprintln!("{name}: {:?} {broken:?}", started.elapsed());
            assert!(
                matches!(broken.code, Code::TooComplex | Code::Syntax),
                "{name}"
            );
        }
    }
}
