//! Turns the words that people search for into aliases of an item, where rustdoc's search
//! does not find it by its name.

use quote::quote;
use syn::Attribute;

use super::syntax;
use crate::ir::{Method, Operation};

/// `#[doc(alias("update"))]`; nothing where the name says each word already.
pub(super) fn attribute<'w>(
    name: &str,
    words: impl IntoIterator<Item = &'w str>,
) -> Option<Attribute> {
    let is_needed = |word: &&str| *word != name && is_searchable(word) && !says(name, word);
    let mut aliases: Vec<&str> = Vec::new();
    for word in words.into_iter().filter(is_needed) {
        if !aliases.contains(&word) {
            aliases.push(word);
        }
    }
    let quoted = aliases.iter().map(|alias| syntax::quoted(alias));
    (!aliases.is_empty()).then(|| syntax::list("doc", quote!(alias(#(#quoted),*))))
}

/// What an operation does, in the words of those who search: by its method, and by whether its
/// path ends with a parameter.
pub(super) fn verbs(operation: &Operation) -> &'static [&'static str] {
    match (operation.method, operation.path.ends_with('}')) {
        (Method::Get, false) => &["list"],
        (Method::Get, true) => &["get"],
        (Method::Post, false) => &["create"],
        (Method::Put, _) => &["update"],
        (Method::Patch, _) => &["update", "patch"],
        (Method::Delete, _) => &["delete"],
        _ => &[],
    }
}

/// Whether the search takes the word: it reads anything else as a part of a signature.
fn is_searchable(word: &str) -> bool {
    let is_letter = |found: char| found == '_' || found.is_alphanumeric();
    !word.is_empty() && word.chars().all(is_letter)
}

/// Whether the search finds a name by a word: it looks at neither capitals nor underscores.
fn says(name: &str, word: &str) -> bool {
    let compared = |text: &str| text.replace('_', "").to_lowercase();
    compared(name).contains(&compared(word))
}

#[cfg(test)]
mod tests {
    use quote::ToTokens as _;

    use super::attribute;

    #[test]
    fn only_what_the_search_does_not_find_has_an_alias() {
        for (name, words, expected) in [
            (
                "get_pets",
                ["list", "getPets"].as_slice(),
                Some(r#"alias ("list")"#),
            ),
            ("list_pets", &["list"], None),
            ("AccessProfile", &["ACCESS_PROFILE"], None),
            ("type_", &["type"], None),
            ("n2fa", &["2fa"], None),
            ("name2", &["Name"], None),
            ("groesse", &["größe"], Some(r#"alias ("größe")"#)),
            // The search refuses these words.
            ("x_rate", &["X-Rate"], None),
            ("plus", &["+", ""], None),
            (
                "patch_pet",
                &["update", "patch", "change", "update"],
                Some(r#"alias ("update" , "change")"#),
            ),
        ] {
            let found = attribute(name, words.iter().copied());
            let found = found.map(|found| found.meta.to_token_stream().to_string());
            let expected = expected.map(|expected| format!("doc ({expected})"));
            assert_eq!(found, expected, "{name}");
        }
    }
}
