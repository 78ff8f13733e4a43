//! Finds the name that was meant by one that is not there.

/// So many names are looked at, so that thousands of names that are not there take no
/// longer each than the first.
const MOST_NAMES: usize = 5_000;

/// So many of them are compared letter by letter.
const MOST_COMPARED: usize = 200;

/// The name nearest to one that is not there, if one is near at all.
pub(crate) fn nearest<'a>(
    wanted: &str,
    names: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    let length = wanted.chars().count();
    let furthest = length.div_ceil(3);
    let letters = letters(wanted);
    names
        .into_iter()
        .take(MOST_NAMES)
        // Names are at least as far apart as their lengths are.
        .filter(|name| name.chars().count().abs_diff(length) <= furthest)
        .filter(|name| fewest_edits(&letters, name) <= furthest)
        .take(MOST_COMPARED)
        .map(|name| (strsim::damerau_levenshtein(wanted, name), name))
        // Where every letter differs, only capitals may.
        .filter(|(distance, name)| {
            *distance <= furthest && (*distance < length || name.eq_ignore_ascii_case(wanted))
        })
        .min_by_key(|(distance, name)| (!name.eq_ignore_ascii_case(wanted), *distance))
        .map(|(_, name)| name)
}

/// How often each byte is in a text, those of one remainder together.
fn letters(text: &str) -> [i32; 32] {
    let mut counts = [0; 32];
    for byte in text.bytes() {
        counts[usize::from(byte % 32)] += 1;
    }
    counts
}

/// Names are at least as far apart as the letters that only one of them has: an
/// edit takes away one, of at most four bytes, and adds one.
fn fewest_edits(letters: &[i32; 32], name: &str) -> usize {
    let others = self::letters(name);
    let differing = letters.iter().zip(others);
    let differing: u32 = differing.map(|(one, other)| one.abs_diff(other)).sum();
    differing.div_ceil(8) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_name_that_is_near_is_suggested() {
        let names = ["ErrorResponse", "Pet", "Pets", "Owner"];
        for (wanted, expected) in [
            ("ErrorRespons", Some("ErrorResponse")),
            ("ErorResponce", Some("ErrorResponse")),
            ("Petts", Some("Pets")),
            ("Onwer", Some("Owner")),
            ("Error", None),
            ("Responses", None),
            ("Cat", None),
            ("", None),
        ] {
            let near = nearest(wanted, names);
            assert_eq!(near, expected, "{wanted}");
        }
    }
}
