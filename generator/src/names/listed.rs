//! Turns names into the words of a list.

/// `` `a`, `b` and `c` ``, where that is the word; nothing for no name.
pub fn listed<'n>(names: impl IntoIterator<Item = &'n str>, word: &str) -> Option<String> {
    let names: Vec<_> = names.into_iter().map(|name| format!("`{name}`")).collect();
    match names.split_last()? {
        (last, []) => Some(last.clone()),
        (last, first) => Some(format!("{} {word} {last}", first.join(", "))),
    }
}

#[cfg(test)]
mod tests {
    use super::listed;

    #[test]
    fn the_last_name_comes_after_the_word() {
        for (names, expected) in [
            (&[][..], None),
            (&["a"], Some("`a`")),
            (&["a", "b"], Some("`a` and `b`")),
            (&["a", "b", "c"], Some("`a`, `b` and `c`")),
        ] {
            assert_eq!(listed(names.iter().copied(), "and").as_deref(), expected);
        }
    }
}
