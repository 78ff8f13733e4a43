//! Turns a tree into YAML or JSON.

use std::sync::LazyLock;

use regress::Regex;
use serde_json::{Map, Value};

use super::DocumentFormat;
use crate::openapi::{Local, Scalar, Scalars, is_decimal};

/// What YAML 1.1 takes for a number, a boolean, a date, a time or a sign of its own
/// (<https://yaml.org/type/>), and YAML 1.2 for a text or another number. Many readers
/// know only the older version; `serde_yaml` only the newer one.
static AMBIGUOUS: LazyLock<Regex> = LazyLock::new(|| {
    let forms = [
        "[-+]?0b[01_]+",
        "[-+]?0x[0-9a-fA-F_]+",
        "[-+]?0o?[0-7_]+",
        "[-+]?[0-9][0-9_,]*",
        "[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\\.[0-9_]*)?",
        "[-+]?[0-9_]*\\.[0-9_]*(?:[eE][-+]?[0-9]+)?",
        "[-+]?[0-9][0-9_]*(?:\\.[0-9_]*)?[eE][-+]?[0-9]+",
        "[-+]?\\.(?:inf|Inf|INF)",
        "\\.(?:nan|NaN|NAN)",
        "[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:(?:[Tt]|[ \\t]+)[-+:.0-9 TtZz]*)?",
        "y|Y|yes|Yes|YES|n|N|no|No|NO",
        "on|On|ON|off|Off|OFF",
        "=|<<",
    ];
    Regex::new(&format!("^(?:{})$", forms.join("|"))).expect("the expression is constant")
});

/// No ambiguous text is longer.
const LONGEST: usize = 80;

/// The text of a document.
pub(super) fn document(local: Local, format: DocumentFormat) -> String {
    let Local { tree, mut scalars } = local;
    match format {
        DocumentFormat::Json => {
            let text = serde_json::to_string_pretty(&tree).expect("a tree has only text keys");
            let open = format!("\"{}", scalars.mark_text());
            filled(&text, &open, ".\"", &scalars, json) + "\n"
        }
        DocumentFormat::Yaml => {
            let tree = unambiguous(tree, &mut scalars);
            let text = serde_yaml::to_string(&tree).expect("a tree has only text keys");
            filled(&text, scalars.mark_text(), ".", &scalars, yaml)
        }
    }
}

/// The tree with a mark for each text and number that YAML needs other words for.
fn unambiguous(value: Value, scalars: &mut Scalars) -> Value {
    match value {
        Value::Object(members) => {
            let members = members.into_iter().map(|(name, value)| {
                let name = quoted(name, scalars);
                (name, unambiguous(value, scalars))
            });
            Value::Object(members.collect::<Map<_, _>>())
        }
        Value::Array(elements) => elements
            .into_iter()
            .map(|element| unambiguous(element, scalars))
            .collect(),
        Value::String(text) => Value::String(quoted(text, scalars)),
        Value::Number(number) if number.is_f64() && !is_decimal(&number.to_string()) => {
            let words = number.to_string();
            Value::String(scalars.add(Scalar {
                words,
                value: Value::Number(number),
                is_json: true,
            }))
        }
        other => other,
    }
}

/// The text, or a mark for it in quotes.
fn quoted(text: String, scalars: &mut Scalars) -> String {
    if text.len() > LONGEST || AMBIGUOUS.find(&text).is_none() {
        return text;
    }
    scalars.add(Scalar {
        words: format!("'{text}'"),
        value: Value::String(text),
        is_json: false,
    })
}

/// The text with the words of scalars in place of their marks.
fn filled(
    text: &str,
    open: &str,
    close: &str,
    scalars: &Scalars,
    words: fn(&Scalar) -> String,
) -> String {
    let mut filled = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once(open) {
        filled.push_str(before);
        let (number, after) = after.split_once(close).expect("a mark is complete");
        let scalar = number.parse().ok().and_then(|number| scalars.get(number));
        filled.push_str(&words(scalar.expect("a mark has its scalar")));
        rest = after;
    }
    filled.push_str(rest);
    filled
}

fn json(scalar: &Scalar) -> String {
    match is_decimal(&scalar.words) {
        true => scalar.words.clone(),
        false => scalar.value.to_string(),
    }
}

fn yaml(scalar: &Scalar) -> String {
    if !scalar.is_json || is_decimal(&scalar.words) {
        return scalar.words.clone();
    }
    match scalar.value.as_f64() {
        Some(number) => with_point(&format!("{number:e}")),
        None => scalar.value.to_string(),
    }
}

/// A number with an exponent as YAML 1.1 has it: with a point and a sign.
fn with_point(number: &str) -> String {
    let (digits, exponent) = number.split_once('e').unwrap_or((number, "0"));
    let point = if digits.contains('.') { "" } else { ".0" };
    let sign = if exponent.starts_with('-') { "" } else { "+" };
    format!("{digits}{point}e{sign}{exponent}")
}
