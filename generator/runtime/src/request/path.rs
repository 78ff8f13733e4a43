//! Turns a path template and its values into a path that leads to this resource and no other.
//!
//! It does not know the server.

use super::encoding::push_template;

/// Why a path cannot be built.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum PathError {
    /// A parameter of the template has no value.
    Missing(String),
    /// The value is empty, `.` or `..`.
    Unsafe(String),
}

/// Puts encoded values into a template, and the result after `base`. `values` gives the
/// encoded text for a name.
///
/// No segment that holds a parameter may come out empty, `.` or `..`, because a URL
/// parser would drop it and the request would reach another resource (RFC 3986 §5.2.4).
/// So no value may be one of these, whether it is a whole segment or a part of one: any
/// other holds another character or a third dot, and whatever is beside it the
/// segment does, too.
pub(crate) fn expand<'a>(
    base: &str,
    template: &str,
    values: impl Fn(&str) -> Option<&'a str>,
) -> Result<String, PathError> {
    let mut path = String::with_capacity(base.len() + template.len() + 40);
    path.push_str(base);
    let mut rest = template;
    while let Some((literal, name, after)) = split_parameter(rest) {
        push_template(&mut path, literal);
        let value = values(name).ok_or_else(|| PathError::Missing(name.to_owned()))?;
        if matches!(value, "" | "." | "..") {
            return Err(PathError::Unsafe(name.to_owned()));
        }
        path.push_str(value);
        rest = after;
    }
    push_template(&mut path, rest);
    Ok(path)
}

/// Splits at the first `{name}`.
fn split_parameter(template: &str) -> Option<(&str, &str, &str)> {
    let (literal, rest) = split_at(template, b'{')?;
    let (name, after) = split_at(rest, b'}')?;
    Some((literal, name, after))
}

/// Splits at an ASCII character. Every call does so, and a loop over the few bytes of a
/// template is a tenth of the code that the standard library searches long texts with.
fn split_at(text: &str, separator: u8) -> Option<(&str, &str)> {
    let at = text.bytes().position(|byte| byte == separator)?;
    Some((&text[..at], &text[at + 1..]))
}
