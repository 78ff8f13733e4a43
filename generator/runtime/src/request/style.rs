//! Turns a parameter's value into text, by the style the document asks for.
//!
//! It follows the table of OpenAPI 3.0.3 §4.7.12.3. It does not know the URL.

use std::borrow::Cow;

use serde_json::{Map, Value};

use super::super::metadata::parameter::{Parameter, Style};
use super::encoding::{component, reserved_allowed};

/// Why a value cannot be written in a style.
pub(crate) type Unwritable = &'static str;

/// A value as text parts, before it is put together.
enum Parts {
    One(String),
    List(Vec<String>),
    Object(Vec<(String, String)>),
}

/// Writes a path parameter, encoded.
pub(super) fn path_text(parameter: &Parameter, value: &Value) -> Result<String, Unwritable> {
    let encode = |text: &str| component(text);
    if parameter.style == Style::Json {
        return Ok(encode(&value.to_string()));
    }
    let explode = parameter.is_exploded();
    let parts = parts(value, &encode)?;
    Ok(match parameter.style {
        Style::Label => format!(".{}", join(&parts, explode, ".")),
        Style::Matrix => matrix(&component(parameter.name), &parts, explode),
        _ => join(&parts, explode, ","),
    })
}

/// Writes a header, which is not encoded.
pub(super) fn header_text<'a>(
    parameter: &Parameter,
    value: &'a Value,
) -> Result<Cow<'a, str>, Unwritable> {
    match value {
        _ if parameter.style == Style::Json => Ok(value.to_string().into()),
        Value::String(text) => Ok(text.into()),
        value => {
            let parts = parts(value, &str::to_owned)?;
            Ok(join(&parts, parameter.is_exploded(), ",").into())
        }
    }
}

/// Writes a query or cookie parameter as encoded pairs of name and value.
pub(crate) fn pairs(
    parameter: &Parameter,
    value: &Value,
) -> Result<Vec<(String, String)>, Unwritable> {
    let encode = |text: &str| match parameter.allow_reserved {
        true => reserved_allowed(text),
        false => component(text),
    };
    let name = component(parameter.name);
    match parameter.style {
        Style::Json => return Ok(vec![(name, encode(&value.to_string()))]),
        Style::DeepObject => return deep_object(&name, value, &encode),
        _ => {}
    }
    let delimiter = match parameter.style {
        Style::SpaceDelimited => "%20",
        Style::PipeDelimited => "%7C",
        _ => ",",
    };
    Ok(match parts(value, &encode)? {
        Parts::List(values) if values.is_empty() => Vec::new(),
        Parts::Object(pairs) if pairs.is_empty() => Vec::new(),
        Parts::List(values) if parameter.is_exploded() => values
            .into_iter()
            .map(|text| (name.clone(), text))
            .collect(),
        Parts::Object(pairs) if parameter.is_exploded() => pairs,
        parts => vec![(name, join(&parts, false, delimiter))],
    })
}

/// Puts parts together: `a,b` for lists, `k,v` or exploded `k=v` for objects.
fn join(parts: &Parts, explode: bool, delimiter: &str) -> String {
    match parts {
        Parts::One(text) => text.clone(),
        Parts::List(values) => values.join(delimiter),
        Parts::Object(pairs) => {
            let between = if explode { "=" } else { delimiter };
            let pair = |(name, value): &(String, String)| format!("{name}{between}{value}");
            pairs.iter().map(pair).collect::<Vec<_>>().join(delimiter)
        }
    }
}

/// `;name=value`, and `;name` where the value is empty (RFC 6570 §3.2.7).
fn matrix(name: &str, parts: &Parts, explode: bool) -> String {
    let pair = |name: &str, value: &str| match value {
        "" => format!(";{name}"),
        value => format!(";{name}={value}"),
    };
    match parts {
        Parts::List(values) if explode => values.iter().map(|value| pair(name, value)).collect(),
        Parts::Object(pairs) if explode => pairs
            .iter()
            .map(|(name, value)| pair(name, value))
            .collect(),
        parts => pair(name, &join(parts, false, ",")),
    }
}

/// `name[key]=value`. Lists and objects inside, of which the standard says nothing, are
/// written as most servers read them: `name[key]=a&name[key]=b` and `name[key][inner]=c`.
fn deep_object(
    name: &str,
    value: &Value,
    encode: &dyn Fn(&str) -> String,
) -> Result<Vec<(String, String)>, Unwritable> {
    let Value::Object(object) = value else {
        return Err("the style deepObject can write nothing but objects");
    };
    let mut pairs = Vec::new();
    push_deep(&mut pairs, name, object, encode)?;
    Ok(pairs)
}

fn push_deep(
    pairs: &mut Vec<(String, String)>,
    prefix: &str,
    object: &Map<String, Value>,
    encode: &dyn Fn(&str) -> String,
) -> Result<(), Unwritable> {
    for (key, value) in object {
        let name = format!("{prefix}%5B{}%5D", component(key));
        match value {
            Value::Object(inner) => push_deep(pairs, &name, inner, encode)?,
            Value::Array(values) => {
                for text in values.iter().filter_map(|value| scalar(value).transpose()) {
                    pairs.push((name.clone(), encode(&text?)));
                }
            }
            value => pairs.extend(scalar(value)?.map(|text| (name, encode(&text)))),
        }
    }
    Ok(())
}

/// Takes a value apart. Null has no text and is left out (RFC 6570 §2.3).
fn parts(value: &Value, encode: &dyn Fn(&str) -> String) -> Result<Parts, Unwritable> {
    Ok(match value {
        Value::Array(values) => {
            let texts = values.iter().filter_map(|value| scalar(value).transpose());
            Parts::List(
                texts
                    .map(|text| text.map(|text| encode(&text)))
                    .collect::<Result<_, _>>()?,
            )
        }
        Value::Object(object) => {
            let mut pairs = Vec::new();
            for (name, value) in object {
                pairs.extend(scalar(value)?.map(|text| (encode(name), encode(&text))));
            }
            Parts::Object(pairs)
        }
        Value::Null => Parts::List(Vec::new()),
        value => Parts::One(encode(&scalar(value)?.unwrap_or_default())),
    })
}

/// The text of a value without parts; `None` for null.
fn scalar(value: &Value) -> Result<Option<String>, Unwritable> {
    match value {
        Value::Null => Ok(None),
        Value::Bool(value) => Ok(Some(value.to_string())),
        Value::Number(number) => Ok(Some(number.to_string())),
        Value::String(text) => Ok(Some(text.clone())),
        Value::Array(_) | Value::Object(_) => {
            Err("only JSON can write lists and objects inside lists and objects")
        }
    }
}
