//! Turns names into the words of a list.

/// `` `a`, `b` and `c` ``; nothing for no name.
pub(super) fn listed<'n>(names: impl IntoIterator<Item = &'n str>) -> Option<String> {
    let names: Vec<_> = names.into_iter().map(|name| format!("`{name}`")).collect();
    match names.split_last()? {
        (last, []) => Some(last.clone()),
        (last, first) => Some(format!("{} and {last}", first.join(", "))),
    }
}

#[cfg(test)]
mod tests {
    use super::listed;

    #[test]
    fn the_last_name_comes_after_and() {
        for (names, expected) in [
            (&[][..], None),
            (&["a"], Some("`a`")),
            (&["a", "b"], Some("`a` and `b`")),
            (&["a", "b", "c"], Some("`a`, `b` and `c`")),
        ] {
            assert_eq!(listed(names.iter().copied()).as_deref(), expected);
        }
    }
}
