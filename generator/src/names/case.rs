//! Turns words into `snake_case` and `UpperCamelCase`.
//!
//! A word ends before whatever is neither letter nor digit, before a capital after a small
//! letter (`petId`), and before a capital that a small letter follows (`HTTPMethod`).
//! Digits belong to the word that they are in.

/// `HTTP method`, `httpMethod` and `HTTPMethod` as `http_method`.
pub(super) fn snake(text: &str) -> String {
    let mut name = String::with_capacity(text.len() + 8);
    for word in words(text) {
        if !name.is_empty() {
            name.push('_');
        }
        name.extend(word.chars().map(|c| c.to_ascii_lowercase()));
    }
    name
}

/// The same as `HttpMethod`.
pub(super) fn upper_camel(text: &str) -> String {
    let mut name = String::with_capacity(text.len());
    for word in words(text) {
        let (first, rest) = word.split_at(1);
        name.extend(first.chars().map(|c| c.to_ascii_uppercase()));
        name.extend(rest.chars().map(|c| c.to_ascii_lowercase()));
    }
    name
}

/// The words of a text in ASCII.
fn words(text: &str) -> impl Iterator<Item = &str> {
    let runs = text.split(|c: char| !c.is_ascii_alphanumeric());
    runs.flat_map(|mut rest| {
        std::iter::from_fn(move || {
            let word;
            (word, rest) = rest.split_at(word_end(rest.as_bytes()));
            (!word.is_empty()).then_some(word)
        })
    })
}

/// Where the first word of letters and digits ends.
fn word_end(run: &[u8]) -> usize {
    // The last letter: a digit is as the letter before it.
    let mut letter = 0_u8;
    for (at, pair) in run.windows(2).enumerate() {
        let [this, next] = [pair[0], pair[1]];
        if letter.is_ascii_uppercase() && this.is_ascii_uppercase() && next.is_ascii_lowercase() {
            return at;
        }
        if this.is_ascii_alphabetic() {
            letter = this;
        }
        if letter.is_ascii_lowercase() && next.is_ascii_uppercase() {
            return at + 1;
        }
    }
    run.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_end_where_their_case_changes() {
        for (text, expected) in [
            ("", ""),
            ("HTTPMethod", "http_method"),
            ("HTTP method", "http_method"),
            ("petID", "pet_id"),
            ("aB", "a_b"),
            ("ABc", "a_bc"),
            ("A1bC", "a1b_c"),
            ("AB1Cd", "ab1_cd"),
            ("a1B", "a1_b"),
            ("1Ab", "1ab"),
            ("--a__b--", "a_b"),
            ("x2Y3z", "x2_y3z"),
        ] {
            assert_eq!(snake(text), expected, "{text}");
        }
        assert_eq!(upper_camel("HTTPMethod of petId2"), "HttpMethodOfPetId2");
    }
}
