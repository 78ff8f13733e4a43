//! Turns validation keywords (OpenAPI 3.0.3 §4.7.24) into words: a client
//! documents constraints, the server enforces them.

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

/// `not`: no type says what a value must not be, so the documentation does.
pub(super) fn not() -> Vec<String> {
    vec!["The document rules out some of these values (`not`); the server tells.".to_owned()]
}
