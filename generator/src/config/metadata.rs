//! Reads what a package says of itself, by the rules of cargo and crates.io, so that
//! a crate which is generated can be published.

use toml::Spanned;

use super::section::Section;
use crate::ir::Metadata;

/// crates.io's limit.
const LONGEST_KEYWORD: usize = 20;

/// The metadata of `[package]`, as far as it is right.
pub(super) fn read(section: &Section<'_>) -> Metadata {
    let license = section.text("license");
    let license = license.map(|license| checked(section, license, license_error));
    let [repository, homepage, documentation] =
        ["repository", "homepage", "documentation"].map(|key| {
            let url = section.text(key)?;
            Some(checked(section, url, |url| {
                url_error(url).map(str::to_owned)
            }))
        });
    Metadata {
        license,
        authors: words(section, "authors", author_error),
        repository,
        homepage,
        documentation,
        keywords: words(section, "keywords", keyword_error),
        categories: words(section, "categories", category_error),
        guide: Vec::new(),
    }
}

/// The paths of the guide's pages. They end up in one folder, so no two of them have
/// the same name.
pub(super) fn guide(section: &Section<'_>) -> Vec<Spanned<String>> {
    let pages = section.texts("guide");
    let mut names: Vec<&str> = Vec::new();
    for page in &pages {
        let path = page.get_ref();
        let name = path.rsplit('/').next().unwrap_or(path);
        let wrong = |message: &str| section.is_wrong(message, page.span());
        if !is_page_name(name) {
            wrong(
                "a page of the guide is a file `NAME.md`; the name is letters, digits, `-` and `_`",
            );
        } else if names.iter().any(|known| known.eq_ignore_ascii_case(name)) {
            wrong("two pages of the guide have this name");
        }
        names.push(name);
    }
    pages
}

/// `client.md`
fn is_page_name(name: &str) -> bool {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    let stem = name.strip_suffix(".md").unwrap_or_default();
    !stem.is_empty() && stem.chars().all(is_plain)
}

/// The value, reported where it is wrong.
fn checked(
    section: &Section<'_>,
    value: Spanned<String>,
    error: impl Fn(&str) -> Option<String>,
) -> String {
    if let Some(message) = error(value.get_ref()) {
        section.is_wrong(message, value.span());
    }
    value.into_inner()
}

fn words(section: &Section<'_>, key: &str, error: fn(&str) -> Option<&'static str>) -> Vec<String> {
    let error = |word: &str| error(word).map(str::to_owned);
    let words = section.texts(key).into_iter();
    words.map(|word| checked(section, word, error)).collect()
}

fn license_error(license: &str) -> Option<String> {
    let error = expression(license).err()?;
    Some(format!(
        "a license is an SPDX expression like `MIT OR Apache-2.0`, or `LicenseRef-` and a name of your own: {}",
        error.reason
    ))
}

/// An expression as crates.io reads it.
fn expression(license: &str) -> Result<spdx::Expression, spdx::ParseError> {
    let mode = spdx::ParseMode {
        allow_slash_as_or_operator: true,
        allow_deprecated: true,
        ..spdx::ParseMode::STRICT
    };
    spdx::Expression::parse_mode(license, mode)
}

fn url_error(url: &str) -> Option<&'static str> {
    let parsed: Option<http::Uri> = url.parse().ok();
    let is_right = parsed.is_some_and(|url| {
        matches!(url.scheme_str(), Some("http" | "https"))
            && url.host().is_some_and(|host| !host.is_empty())
    });
    (!is_right).then_some("a URL here begins with `https://` or `http://` and a host")
}

fn author_error(author: &str) -> Option<&'static str> {
    let is_wrong = author.trim().is_empty() || author.contains(char::is_control);
    is_wrong.then_some("an author is `Name` or `Name <address>`")
}

fn keyword_error(keyword: &str) -> Option<&'static str> {
    let is_right = keyword.len() <= LONGEST_KEYWORD
        && keyword.starts_with(|first: char| first.is_ascii_alphanumeric())
        && keyword
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '+'));
    (!is_right).then_some(
        "a keyword has at most 20 characters: ASCII letters, digits, `-`, `_` and `+`, a letter \
         or digit first",
    )
}

/// A slug; whether crates.io has the category, it says itself.
fn category_error(category: &str) -> Option<&'static str> {
    let is_slug = |part: &str| {
        !part.is_empty()
            && part
                .chars()
                .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
    };
    let is_right = category.split("::").all(is_slug);
    (!is_right)
        .then_some("a category is one of https://crates.io/category_slugs, like `api-bindings`")
}

#[cfg(test)]
mod tests {
    use super::super::file::parse;

    fn wrong(line: &str) -> Vec<(String, String)> {
        let text = format!(
            "[package]\nname = 'x'\nversion = '0.1.0'\n{line}\n[[module]]\nname = 'v1'\n\
             document = 'v1.yaml'\n"
        );
        let wrong = parse(&text).err().unwrap_or_default();
        let wrong = wrong.into_iter();
        wrong
            .map(|wrong| (text[wrong.span].to_owned(), wrong.message))
            .collect()
    }

    /// A line, what of it is wrong, and how the message begins.
    const WRONG: &[(&str, &str, &str)] = &[
        ("license = 'MIT or Apache'", "'MIT or Apache'", "a license"),
        ("license = 'Mine'", "'Mine'", "a license"),
        (
            "repository = 'git@example.com:a/b'",
            "'git@example.com:a/b'",
            "a URL",
        ),
        ("homepage = 'example.com'", "'example.com'", "a URL"),
        ("documentation = 'https://'", "'https://'", "a URL"),
        (
            "homepage = 'ftp://example.com'",
            "'ftp://example.com'",
            "a URL",
        ),
        ("authors = ['Jane', ' ']", "' '", "an author"),
        ("authors = 'Jane'", "'Jane'", "invalid type: string"),
        ("authors = ['Jane', 1]", "1", "invalid type: integer"),
        ("keywords = ['two words']", "'two words'", "a keyword"),
        ("keywords = ['-a']", "'-a'", "a keyword"),
        ("keywords = ['schlüssel']", "'schlüssel'", "a keyword"),
        (
            "keywords = ['aaaaaaaaaaaaaaaaaaaaa']",
            "'aaaaaaaaaaaaaaaaaaaaa'",
            "a keyword",
        ),
        (
            "keywords = ['a','b','c','d','e','f']",
            "'f'",
            "crates.io takes at most 5 keywords",
        ),
        (
            "categories = ['API bindings']",
            "'API bindings'",
            "a category",
        ),
        ("categories = ['a::']", "'a::'", "a category"),
        (
            "categories = ['a','b','c','d','e','f']",
            "'f'",
            "crates.io takes at most 5 categories",
        ),
        (
            "guide = ['guide/client.txt']",
            "'guide/client.txt'",
            "a page of the guide",
        ),
        ("guide = ['.md']", "'.md'", "a page of the guide"),
        (
            "guide = ['a/x.md', 'b/X.md']",
            "'b/X.md'",
            "two pages of the guide",
        ),
        ("guide = 'x.md'", "'x.md'", "invalid type: string"),
        (
            "keyword = ['a']",
            "keyword",
            "unknown field `keyword`; did you mean `keywords`?",
        ),
        (
            "licence = 'MIT'",
            "licence",
            "unknown field `licence`; did you mean `license`?",
        ),
        (
            "author = ['Jane']",
            "author",
            "unknown field `author`; did you mean `authors`?",
        ),
    ];

    #[test]
    fn what_a_registry_would_refuse_is_wrong_at_its_place() {
        for (line, at, message) in WRONG {
            let found = wrong(line);
            let [(place, words)] = &found[..] else {
                panic!("{line}: {found:?}");
            };
            assert_eq!(place, *at, "{line}");
            assert!(words.starts_with(message), "{line}: {words}");
        }
    }

    #[test]
    fn what_a_registry_takes_is_right() {
        for line in [
            "license = 'MIT OR Apache-2.0'",
            "license = 'MIT/Apache-2.0'",
            "license = 'GPL-3.0'",
            "license = '(MIT AND BSD-3-Clause) OR Apache-2.0 WITH LLVM-exception'",
            "license = 'LicenseRef-Ours'",
            "repository = 'https://example.com/a/b.git'",
            "homepage = 'http://localhost:8080/#x'",
            "authors = ['Jane Doe <jane@example.com>', 'Zoë']",
            "keywords = ['c++', '2d', 'aaaaaaaaaaaaaaaaaaaa', 'snake_case']",
            "categories = ['api-bindings', 'web-programming::http-client']",
        ] {
            assert_eq!(wrong(line), [], "{line}");
        }
    }
}
