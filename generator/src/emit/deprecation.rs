//! Turns `deprecated: true` into `#[deprecated]`, with what the document names instead, and
//! into the permission that our own code needs to use such a thing.

use quote::quote;
use syn::Attribute;

use super::{markdown, syntax};
use crate::ir::Doc;

/// `#[deprecated = "Use `name` instead."]`
pub(super) fn attribute(is_deprecated: bool, doc: &Doc) -> Option<Attribute> {
    is_deprecated.then(|| syntax::valued("deprecated", &note(doc)))
}

/// `#[expect(deprecated, reason = "…")]`, for code of the crate itself that reads and writes
/// such a thing.
pub(super) fn expect(uses_deprecated: bool) -> Option<Attribute> {
    uses_deprecated.then(|| {
        let reason = "deprecated properties are read and written all the same";
        syntax::list("expect", quote!(deprecated, reason = #reason))
    })
}

/// A sentence about a deprecated thing, where there is no attribute to say it: on pages and
/// at types, whose attribute would warn wherever a program names another type that has them.
pub(super) fn sentence(is_deprecated: bool) -> Option<String> {
    is_deprecated
        .then(|| "**Deprecated.** The API's document says not to use it any more.".to_owned())
}

/// The sentence by which the document names the replacement, else the one that says why.
fn note(doc: &Doc) -> String {
    const NAMES_REPLACEMENT: &[&str] = &[
        " instead",
        "replaced by",
        "replaced with",
        "superseded by",
        "in favor of",
        "in favour of",
        "migrate to",
        "deprecated: use ",
        "deprecated, use ",
        "deprecated. use ",
    ];
    /// More is no note.
    const MOST: usize = 200;
    let texts = [&doc.summary, &doc.text].map(|text| text.as_deref().unwrap_or_default());
    let texts = texts.map(markdown::line);
    let sentences = texts.iter().flat_map(|text| sentences(text));
    let short: Vec<&str> = sentences.filter(|text| text.len() <= MOST).collect();
    let says = |wanted: &[&str], text: &str| {
        let text = text.to_lowercase();
        wanted.iter().any(|words| text.contains(words))
    };
    let explains = |text: &str| says(&["deprecat"], text) && text.split(' ').count() > 4;
    let found = short
        .iter()
        .find(|text| says(NAMES_REPLACEMENT, text))
        .or_else(|| short.iter().find(|text| explains(text)));
    match found {
        Some(sentence) => (*sentence).to_owned(),
        None => "the API's document marks it as deprecated".to_owned(),
    }
}

/// The sentences of a text: a full stop ends one where a capital letter or code follows.
/// One word in front ("Deprecated.") belongs to what follows.
fn sentences(text: &str) -> Vec<&str> {
    let mut sentences = Vec::new();
    let mut start = 0;
    for (stop, _) in text.match_indices(". ") {
        let begins = text[stop + 2..].starts_with(|next: char| next.is_uppercase() || next == '`');
        let last = text[start..stop].rsplit(". ").next().unwrap_or_default();
        let is_word = last.chars().all(char::is_alphabetic);
        if begins && !is_word {
            sentences.push(&text[start..=stop]);
            start = stop + 2;
        }
    }
    sentences.push(&text[start..]);
    sentences
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_note_is_the_sentence_that_names_the_replacement() {
        let otherwise = "the API's document marks it as deprecated";
        for (text, wanted) in [
            ("", otherwise),
            ("The number of things.", otherwise),
            ("Deprecated.", otherwise),
            ("This is deprecated.", otherwise),
            ("Use this to count.", otherwise),
            ("The size. Use `count` instead.", "Use `count` instead."),
            (
                "The size, e.g. 3. Replaced by `count`",
                "Replaced by `count`",
            ),
            (
                "Old. Deprecated. Use `b`. More.",
                "Old. Deprecated. Use `b`.",
            ),
            (
                "The size. Deprecated in favor of\n`count`. It is slow.",
                "Deprecated in favor of `count`.",
            ),
            (
                "The size. It was deprecated in version 3 and will go.",
                "It was deprecated in version 3 and will go.",
            ),
        ] {
            let doc = Doc {
                text: Some(text.to_owned()),
                ..Doc::default()
            };
            assert_eq!(note(&doc), wanted, "{text:?}");
        }
    }
}
