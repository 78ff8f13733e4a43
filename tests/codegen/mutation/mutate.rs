//! Changes to documents that authors, tools and accidents make.

use serde_json::{Map, Value, json};

use super::dice::Dice;

const NAMES: &[&str] = &[
    "",
    " ",
    "self",
    "Self",
    "type",
    "$ref",
    "a/b~c",
    "Ünï",
    "\u{202e}",
    "r#x",
    "1",
    "_",
    "-",
    "{id}",
    "/{id}/{id",
    "application/json; charset=\"",
    "Option",
    "default",
    "4XX",
    "999",
    "quote\"d",
    "line\nbreak",
    "x-simgen-defect",
    "nullable",
    "allOf",
    "discriminator",
];

const REFERENCES: &[&str] = &[
    "#",
    "#/",
    "#/paths",
    "#/info",
    "#/components/schemas",
    "#/components/schemas/~0~1",
    "other.yaml#/a",
    "../x.yaml",
    "https://example.com/a.json",
    "#/components/schemas/Pet%20",
];

/// Changes one place of a tree.
pub(super) fn tree(root: &mut Value, dice: &mut Dice) {
    let pointers = pointers(root);
    let Some(pointer) = dice.one_of(&pointers).cloned() else {
        return;
    };
    let other = dice
        .one_of(&pointers)
        .and_then(|other| root.pointer(other))
        .cloned();
    let reference = reference(&pointers, dice);
    let Some(value) = root.pointer_mut(&pointer) else {
        return;
    };
    match dice.below(9) {
        0 => *value = scalar(dice),
        1 => *value = other.unwrap_or_default(),
        2 => *value = json!({ "$ref": reference }),
        3 => drop_one(value, dice),
        4 => rename_one(value, dice),
        5 => wrap(value, dice),
        6 => insert(value, other.unwrap_or_default(), dice),
        7 => reorder(value),
        _ => *value = typed(dice),
    }
}

/// Changes one place of a text.
pub(super) fn text(text: &str, dice: &mut Dice) -> String {
    let mut lines: Vec<&str> = text.lines().collect();
    let at = dice.below(lines.len());
    match dice.below(6) {
        0 if !lines.is_empty() => {
            lines.remove(at);
        }
        1 => lines.insert(
            at,
            lines
                .get(dice.below(lines.len()))
                .copied()
                .unwrap_or("a: b"),
        ),
        2 => lines.truncate(at),
        3 => return at_character(text, dice),
        4 => lines.insert(
            at,
            dice.one_of(&["  - x", "\t", "? a", "<<: *b", "--- ", "'", "&a [*a]"])
                .copied()
                .unwrap_or_default(),
        ),
        _ => lines.reverse(),
    }
    lines.join("\n")
}

fn at_character(text: &str, dice: &mut Dice) -> String {
    let mut characters: Vec<char> = text.chars().collect();
    let at = dice.below(characters.len());
    let odd = [
        '"', '\'', '{', '}', '[', ':', '\u{0}', '\u{feff}', '🦀', '\n', '*', '&', '#',
    ];
    match (dice.one_of(&odd), characters.get_mut(at)) {
        (Some(odd), Some(character)) => *character = *odd,
        (Some(odd), None) => characters.push(*odd),
        (None, _) => {}
    }
    characters.into_iter().collect()
}

fn pointers(root: &Value) -> Vec<String> {
    fn collect(value: &Value, at: &str, found: &mut Vec<String>) {
        found.push(at.to_owned());
        match value {
            Value::Object(members) => {
                for (name, member) in members {
                    let token = name.replace('~', "~0").replace('/', "~1");
                    collect(member, &format!("{at}/{token}"), found);
                }
            }
            Value::Array(elements) => {
                for (index, element) in elements.iter().enumerate() {
                    collect(element, &format!("{at}/{index}"), found);
                }
            }
            _ => {}
        }
    }
    let mut found = Vec::new();
    collect(root, "", &mut found);
    // The root is kept an object: what else it could be is a matter of a few cases.
    found.remove(0);
    found
}

fn reference(pointers: &[String], dice: &mut Dice) -> String {
    match (dice.below(3), dice.one_of(pointers)) {
        (0, _) | (_, None) => dice
            .one_of(REFERENCES)
            .copied()
            .unwrap_or_default()
            .to_owned(),
        (_, Some(pointer)) => format!("#{pointer}"),
    }
}

fn scalar(dice: &mut Dice) -> Value {
    let text = dice.one_of(NAMES).copied().unwrap_or_default();
    match dice.below(9) {
        0 => Value::Null,
        1 => json!(true),
        2 => json!(-1),
        3 => json!(u64::MAX),
        4 => json!(1e308),
        5 => json!([]),
        6 => json!({}),
        7 => json!([text, null, 1, text]),
        _ => json!(text),
    }
}

fn typed(dice: &mut Dice) -> Value {
    let types = [
        "string", "number", "integer", "boolean", "object", "array", "null", "file",
    ];
    let formats = [
        "date",
        "date-time",
        "byte",
        "binary",
        "uuid",
        "int32",
        "float",
        "password",
        "",
    ];
    let mut schema = json!({
        "type": dice.one_of(&types),
        "format": dice.one_of(&formats),
        "nullable": dice.below(2) == 0,
    });
    match dice.below(5) {
        0 => schema["enum"] = json!(["a", "A", "a b", null, 1, true]),
        1 => schema["default"] = scalar(dice),
        2 => schema["additionalProperties"] = scalar(dice),
        3 => schema["items"] = scalar(dice),
        _ => schema["properties"] = json!({ "self": {}, "a": { "type": "string" } }),
    }
    schema
}

fn drop_one(value: &mut Value, dice: &mut Dice) {
    match value {
        Value::Object(members) => {
            let name = members.keys().nth(dice.below(members.len())).cloned();
            members.shift_remove(&name.unwrap_or_default());
        }
        Value::Array(elements) if !elements.is_empty() => {
            let at = dice.below(elements.len());
            elements.remove(at);
        }
        other => *other = Value::Null,
    }
}

fn rename_one(value: &mut Value, dice: &mut Dice) {
    if let Value::Object(members) = value {
        let chosen = dice.below(members.len());
        let odd = dice.one_of(NAMES).copied().unwrap_or_default();
        *members = std::mem::take(members)
            .into_iter()
            .enumerate()
            .map(|(index, (name, member))| {
                let name = if index == chosen {
                    odd.to_owned()
                } else {
                    name
                };
                (name, member)
            })
            .collect::<Map<String, Value>>();
    }
}

fn wrap(value: &mut Value, dice: &mut Dice) {
    let inner = value.take();
    let keyword = dice.one_of(&[
        "allOf",
        "oneOf",
        "anyOf",
        "not",
        "items",
        "additionalProperties",
    ]);
    let keyword = keyword.copied().unwrap_or_default();
    *value = match dice.below(3) {
        0 => json!({ keyword: [inner, { "type": "string" }] }),
        1 => json!({ keyword: inner }),
        _ => json!([inner]),
    };
}

fn insert(value: &mut Value, other: Value, dice: &mut Dice) {
    let odd = dice.one_of(NAMES).copied().unwrap_or_default();
    match value {
        Value::Object(members) => {
            members.insert(odd.to_owned(), other);
        }
        Value::Array(elements) => elements.push(other),
        text => *text = json!(odd),
    }
}

fn reorder(value: &mut Value) {
    match value {
        Value::Object(members) => *members = std::mem::take(members).into_iter().rev().collect(),
        Value::Array(elements) => elements.reverse(),
        _ => {}
    }
}
