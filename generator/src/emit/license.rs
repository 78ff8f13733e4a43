//! Turns a package's license into the texts that must come with its copies.

use crate::format::{Content, EmittedFile};
use crate::ir::Package;

/// The text of the Apache License, as it is published.
const APACHE: &str = include_str!("../../LICENSE-APACHE");

/// The text of the MIT License, with simgen's own line.
const MIT: &str = include_str!("../../LICENSE-MIT");

/// Who holds the copyright of simgen, in that text.
const OWN_HOLDERS: &str = "The simgen authors";

/// A text for each license of the expression that has one here, as `LICENSE-…`.
pub(super) fn files(package: &Package) -> impl Iterator<Item = EmittedFile> + use<> {
    let mit = MIT.replacen(OWN_HOLDERS, &holders(package), 1);
    let texts = [("MIT", mit), ("Apache-2.0", APACHE.to_owned())];
    let named = named(package);
    texts
        .into_iter()
        .filter(move |(id, _)| named.contains(id))
        .map(|(id, text)| EmittedFile {
            path: file_name(id).to_owned(),
            header: String::new(),
            content: Content::Text(text),
        })
}

/// The names of the files with the texts.
pub(super) fn file_names(package: &Package) -> Vec<&'static str> {
    named(package).into_iter().map(file_name).collect()
}

fn file_name(id: &str) -> &'static str {
    match id {
        "MIT" => "LICENSE-MIT",
        _ => "LICENSE-APACHE",
    }
}

/// Which of the two licenses the package's expression names.
fn named(package: &Package) -> Vec<&'static str> {
    let license = package.metadata.license.as_deref().unwrap_or_default();
    let expression = spdx::Expression::parse_mode(license, spdx::ParseMode::LAX);
    let Ok(expression) = expression else {
        return Vec::new();
    };
    let ids = expression
        .requirements()
        .filter_map(|named| named.req.license.id());
    let ids: Vec<&str> = ids.map(|id| id.name).collect();
    let known = ["MIT", "Apache-2.0"].into_iter();
    known.filter(|id| ids.contains(id)).collect()
}

/// `Jane Doe, John Roe`; without authors nobody is named.
fn holders(package: &Package) -> String {
    let authors = package.metadata.authors.iter();
    let names = authors.map(|author| author.split('<').next().unwrap_or_default().trim());
    let names: Vec<&str> = names.filter(|name| !name.is_empty()).collect();
    match names.is_empty() {
        true => format!("The {} authors", package.name),
        false => names.join(", "),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::emit::sample;

    fn emitted(license: Option<&str>, authors: &[&str]) -> Vec<(String, String)> {
        let mut package = sample::package();
        package.metadata.license = license.map(str::to_owned);
        package.metadata.authors = authors.iter().map(|author| (*author).to_owned()).collect();
        let files = files(&package).map(|file| match file.content {
            Content::Text(text) => (file.path, text),
            Content::Rust(_) => panic!("a license is not a program"),
        });
        files.collect()
    }

    #[test]
    fn each_license_that_the_expression_names_has_its_text() {
        for (license, expected) in [
            (None, &[][..]),
            (Some("MIT"), &["LICENSE-MIT"]),
            (
                Some("MIT OR Apache-2.0"),
                &["LICENSE-MIT", "LICENSE-APACHE"],
            ),
            (Some("Apache-2.0/MIT"), &["LICENSE-MIT", "LICENSE-APACHE"]),
            (Some("Apache-2.0 WITH LLVM-exception"), &["LICENSE-APACHE"]),
            (Some("(MIT AND BSD-3-Clause) OR ISC"), &["LICENSE-MIT"]),
            (Some("MIT-0 OR BSD-3-Clause"), &[]),
            (Some("LicenseRef-MIT"), &[]),
        ] {
            let files = emitted(license, &[]);
            let paths: Vec<&str> = files.iter().map(|(path, _)| path.as_str()).collect();
            assert_eq!(paths, expected, "{license:?}");
        }
    }

    #[test]
    fn the_line_of_copyright_names_the_authors() {
        for (authors, expected) in [
            (&[][..], "Copyright (c) The pet-store authors"),
            (
                &["Jane Doe <jane@example.com>", "Zoë"],
                "Copyright (c) Jane Doe, Zoë",
            ),
            (
                &["<jane@example.com>"],
                "Copyright (c) The pet-store authors",
            ),
        ] {
            let files = emitted(Some("MIT OR Apache-2.0"), authors);
            let lines: Vec<&str> = files[0].1.lines().collect();
            assert_eq!(lines[2], expected);
            assert_eq!(files[1].1, APACHE);
        }
    }

    #[test]
    fn the_apache_license_is_the_published_text() {
        let published = "cfc7749b96f63bd31c3c42b5c471bf756814053e847c10f3eb003417bc523d30";
        assert_eq!(crate::lock::hash(APACHE.as_bytes()), published);
        assert_eq!(MIT.matches(OWN_HOLDERS).count(), 1);
    }
}
