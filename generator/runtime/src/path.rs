//! Turns a path template and its values into a path that leads to this resource and no other.
//!
//! It does not know the server.

use super::encoding::push_template;

/// Why a path cannot be built.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum PathError {
    /// A parameter of the template has no value.
    Missing(String),
    /// The value is empty, or would make a segment of the path `.`, `..` or empty.
    Unsafe(String),
}

/// Puts encoded values into a template, and the result after `base`. `values` gives the
/// encoded text for a name.
///
/// A segment that holds a parameter may not come out empty, `.` or `..`, because a
/// URL parser would drop it and the request would reach another resource.
pub(super) fn expand<'a>(
    base: &str,
    template: &str,
    values: impl Fn(&str) -> Option<&'a str>,
) -> Result<String, PathError> {
    let mut path = String::with_capacity(base.len() + template.len() + 40);
    path.push_str(base);
    for (index, segment) in template.split('/').enumerate() {
        if index > 0 {
            path.push('/');
        }
        let start = path.len();
        let parameter = expand_segment(segment, &values, &mut path)?;
        if let (Some(name), "" | "." | "..") = (parameter, &path[start..]) {
            return Err(PathError::Unsafe(name.to_owned()));
        }
    }
    Ok(path)
}

/// Appends one segment; answers the name of its last parameter.
fn expand_segment<'t, 'a>(
    segment: &'t str,
    values: &impl Fn(&str) -> Option<&'a str>,
    path: &mut String,
) -> Result<Option<&'t str>, PathError> {
    let mut rest = segment;
    let mut last = None;
    while let Some((literal, name, after)) = split_parameter(rest) {
        push_template(path, literal);
        let value = values(name).ok_or_else(|| PathError::Missing(name.to_owned()))?;
        if matches!(value, "" | "." | "..") {
            return Err(PathError::Unsafe(name.to_owned()));
        }
        path.push_str(value);
        last = Some(name);
        rest = after;
    }
    push_template(path, rest);
    Ok(last)
}

/// Splits at the first `{name}`.
fn split_parameter(segment: &str) -> Option<(&str, &str, &str)> {
    let (literal, rest) = segment.split_once('{')?;
    let (name, after) = rest.split_once('}')?;
    Some((literal, name, after))
}
