//! Turns JSON into the part of it that a JSON Pointer (RFC 6901) leads to, token by token
//! as it came.
//!
//! It takes what it gets to be JSON, and does not know what is done with the part.

/// The part, or for a list whose elements the pointer does not number, the part of each of
/// them; `None` where there is none.
pub(super) fn at(json: &str, pointer: &str) -> Option<String> {
    let json = json.trim();
    let steps: Vec<String> = steps(pointer);
    let is_of_each = json.starts_with('[') && !steps.first().is_none_or(|step| is_index(step));
    if !is_of_each {
        return below(json, &steps).map(str::to_owned);
    }
    let parts = elements(json).map(|element| below(element, &steps).unwrap_or("null"));
    Some(format!("[{}]", parts.collect::<Vec<_>>().join(",")))
}

/// The elements of an array.
pub(super) fn elements(json: &str) -> impl Iterator<Item = &str> {
    members(json).map(|(_, element)| element)
}

fn steps(pointer: &str) -> Vec<String> {
    let steps = pointer.split('/').skip(1);
    let plain = |step: &str| step.replace("~1", "/").replace("~0", "~");
    steps.map(plain).collect()
}

/// An index has no zero before it (RFC 6901 §4).
fn is_index(step: &str) -> bool {
    let is_number = !step.is_empty() && step.bytes().all(|found| found.is_ascii_digit());
    is_number && (step == "0" || !step.starts_with('0'))
}

fn below<'j>(json: &'j str, steps: &[String]) -> Option<&'j str> {
    let Some((step, steps)) = steps.split_first() else {
        return Some(json);
    };
    let part = match json.as_bytes().first()? {
        b'[' if is_index(step) => elements(json).nth(step.parse().ok()?),
        b'{' => {
            let is_named = |name: &str| {
                let name = serde_json::from_str::<String>(name);
                name.is_ok_and(|name| name == *step)
            };
            let mut members = members(json);
            members.find_map(|(name, value)| is_named(name).then_some(value))
        }
        _ => None,
    };
    below(part?, steps)
}

/// Name, empty in an array, and value of each member.
fn members(json: &str) -> impl Iterator<Item = (&str, &str)> {
    let is_object = json.starts_with('{');
    let mut rest = json.get(1..).unwrap_or_default();
    std::iter::from_fn(move || {
        let mut next = || {
            rest = rest.trim_start_matches(|found: char| {
                found.is_ascii_whitespace() || matches!(found, ',' | ':')
            });
            if rest.is_empty() || rest.starts_with(['}', ']']) {
                return None;
            }
            let (value, after) = rest.split_at(length(rest));
            rest = after;
            Some(value)
        };
        match is_object {
            true => Some((next()?, next()?)),
            false => Some(("", next()?)),
        }
    })
}

/// How many bytes the value at the start has.
fn length(json: &str) -> usize {
    let (mut depth, mut in_text, mut is_escaped) = (0_usize, false, false);
    for (index, found) in json.bytes().enumerate() {
        if in_text {
            in_text = is_escaped || found != b'"';
            is_escaped = found == b'\\' && !is_escaped;
            if !in_text && depth == 0 {
                return index + 1;
            }
            continue;
        }
        match found {
            b'"' => in_text = true,
            b'{' | b'[' => depth += 1,
            b'}' | b']' if depth == 0 => return index,
            b'}' | b']' => {
                depth -= 1;
                if depth == 0 {
                    return index + 1;
                }
            }
            b',' | b':' if depth == 0 => return index,
            found if found.is_ascii_whitespace() && depth == 0 => return index,
            _ => {}
        }
    }
    json.len()
}

#[cfg(test)]
mod tests {
    use super::at;

    #[test]
    fn a_part_is_as_it_came() {
        let json = r#" { "a" : 1.50e1, "b/c~d": [ "x\"y]", {"e": [ ]} , null],"f\u0067":true, "": {"":0} } "#;
        for (pointer, expected) in [
            ("/a", Some("1.50e1")),
            ("/b~1c~0d/0", Some(r#""x\"y]""#)),
            ("/b~1c~0d/1", Some(r#"{"e": [ ]}"#)),
            ("/b~1c~0d/1/e", Some("[ ]")),
            ("/b~1c~0d/2", Some("null")),
            ("/b~1c~0d/3", None),
            ("/b~1c~0d/00", None),
            ("/b~1c~0d/-", None),
            ("/fg", Some("true")),
            ("/fg/x", None),
            ("//", Some("0")),
            ("/x", None),
            ("", Some(json.trim())),
        ] {
            assert_eq!(at(json, pointer).as_deref(), expected, "{pointer}");
        }
        let list = r#"[{"a": 1}, {"b": 2}, 3, {"a": "x"}]"#;
        for (pointer, expected) in [
            ("/a", Some(r#"[1,null,null,"x"]"#)),
            ("/0", Some(r#"{"a": 1}"#)),
            ("/3/a", Some(r#""x""#)),
            ("/4", None),
            ("", Some(list)),
        ] {
            assert_eq!(at(list, pointer).as_deref(), expected, "{pointer}");
        }
        assert_eq!(at("[]", "/a").as_deref(), Some("[]"));
        assert_eq!(at("7", "/a"), None);
    }
}
