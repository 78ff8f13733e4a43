//! Turns validation keywords (OpenAPI 3.0.3 §4.7.24) into words: a client
//! documents constraints, the server enforces them.

use super::enumeration;
use super::facets::Facets;

pub(super) fn text(pattern: Option<&str>, min: Option<usize>, max: Option<usize>) -> Vec<String> {
    let mut notes = size("characters", min, max, false);
    notes.extend(pattern.map(|pattern| format!("Matches `{}`.", pattern.replace('`', "'"))));
    notes
}

pub(super) fn number(
    min: Option<(String, bool)>,
    max: Option<(String, bool)>,
    step: Option<String>,
) -> Vec<String> {
    let bound = |limit: Option<(String, bool)>, inclusive: &str, exclusive: &str| {
        limit.map(|(limit, is_exclusive)| {
            format!(
                "{} {limit}.",
                if is_exclusive { exclusive } else { inclusive }
            )
        })
    };
    bound(min, "At least", "More than")
        .into_iter()
        .chain(bound(max, "At most", "Less than"))
        .chain(step.map(|step| format!("A multiple of {step}.")))
        .collect()
}

pub(super) fn size(
    what: &str,
    min: Option<usize>,
    max: Option<usize>,
    unique: bool,
) -> Vec<String> {
    let size = match (min, max) {
        (None, None) | (Some(0), None) => None,
        (Some(min), Some(max)) if min == max => Some(format!("Exactly {min} {what}.")),
        (Some(min), Some(max)) => Some(format!("{min} to {max} {what}.")),
        (Some(min), None) => Some(format!("At least {min} {what}.")),
        (None, Some(max)) => Some(format!("At most {max} {what}.")),
    };
    size.into_iter()
        .chain(unique.then(|| format!("No two {what} are equal.")))
        .collect()
}

/// The values of an `enum` that becomes no enum.
pub(super) fn values(facets: &Facets<'_>) -> Option<String> {
    let values = facets.values.as_ref().filter(|values| !values.is_empty())?;
    let lists_both = values.len() == 2 && values.iter().all(serde_json::Value::is_boolean);
    if lists_both || enumeration::base(facets).is_some() {
        return None;
    }
    let mut shown: Vec<String> = values
        .iter()
        .map(|value| format!("`{}`", value.to_string().replace('`', "'")))
        .collect();
    let last = shown.pop()?;
    Some(if shown.is_empty() {
        format!("Always {last}.")
    } else {
        format!("One of {} or {last}.", shown.join(", "))
    })
}

/// `not`: no type says what a value must not be, so the documentation does.
pub(super) fn not() -> Vec<String> {
    vec!["The document rules out some of these values (`not`); the server tells.".to_owned()]
}
