//! Turns a reference and the path of the file it is in into a path.
//!
//! Must not know: the disk. Paths here are text with `/` between the parts.

use std::path::Path;

/// Whether the reference has a scheme, like `https://…` or `file:…`.
pub(super) fn is_url(reference: &str) -> bool {
    if reference.starts_with("//") {
        return true;
    }
    match reference.split_once(':') {
        // One letter is a drive of Windows, not a scheme.
        Some((scheme, _)) => {
            scheme.len() > 1
                && scheme.starts_with(|first: char| first.is_ascii_alphabetic())
                && scheme
                    .chars()
                    .all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'))
        }
        None => false,
    }
}

/// The paths that a reference may mean where it is in the file `from`:
/// as it is written, and with its percent-encoding undone (RFC 3986 §2.1).
pub(super) fn candidates(from: &str, reference: &str) -> Vec<String> {
    let written = join(from, reference);
    let decoded = join(from, &percent_decoded(reference));
    if decoded == written {
        vec![written]
    } else {
        vec![written, decoded]
    }
}

/// A path as text: `/` between its parts, no `.` and no `..` that could go.
pub(super) fn normal(path: &str) -> String {
    let path = path.replace('\\', "/");
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." if parts.last().is_some_and(|last| *last != "..") => {
                parts.pop();
            }
            ".." if path.starts_with('/') => {}
            part => parts.push(part),
        }
    }
    let joined = parts.join("/");
    if path.starts_with('/') {
        format!("/{joined}")
    } else {
        joined
    }
}

/// A path of the system as diagnostics show it: `/` between its parts, and no
/// `.` or `..` that could go.
pub fn shown(path: &Path) -> String {
    normal(&path.to_string_lossy())
}

/// Undoes percent-encoding; what is not encoded right stays as it is.
pub(crate) fn percent_decoded(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let encoded = text
            .get(at + 1..at + 3)
            .filter(|_| byte == b'%')
            .and_then(|digits| u8::from_str_radix(digits, 16).ok());
        at += if encoded.is_some() { 3 } else { 1 };
        decoded.push(encoded.unwrap_or(byte));
    }
    String::from_utf8(decoded).unwrap_or_else(|_| text.to_owned())
}

fn join(from: &str, reference: &str) -> String {
    let absolute = reference.starts_with('/') || reference.get(1..2) == Some(":");
    match from.rsplit_once('/') {
        Some((folder, _)) if !absolute => normal(&format!("{folder}/{reference}")),
        _ => normal(reference),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_resolve_against_the_folder_of_their_file() {
        for (from, reference, expected) in [
            ("spec/a.yaml", "b.yaml", "spec/b.yaml"),
            ("spec/a.yaml", "./b/../c.yaml", "spec/c.yaml"),
            ("spec/a.yaml", "../b.yaml", "b.yaml"),
            ("a.yaml", "../b.yaml", "../b.yaml"),
            ("a.yaml", "../../b.yaml", "../../b.yaml"),
            ("/s/a.yaml", "../../b.yaml", "/b.yaml"),
            ("spec/a.yaml", "/b.yaml", "/b.yaml"),
            ("spec/a.yaml", r"sub\b.yaml", "spec/sub/b.yaml"),
        ] {
            assert_eq!(join(from, reference), expected, "{reference} in {from}");
        }
    }

    #[test]
    fn urls_are_told_from_paths() {
        for (reference, expected) in [
            ("https://a/b", true),
            ("file:///etc/passwd", true),
            ("//host/x", true),
            ("urn:x", true),
            ("a.yaml", false),
            ("./a:b.yaml", false),
            ("c:/x.yaml", false),
        ] {
            assert_eq!(is_url(reference), expected, "{reference}");
        }
    }

    #[test]
    fn percent_encoding_is_undone_where_it_is_sound() {
        assert_eq!(percent_decoded("a%20b%7Bc%7D"), "a b{c}");
        assert_eq!(percent_decoded("100%"), "100%");
        assert_eq!(percent_decoded("%ff"), "%ff");
        assert_eq!(percent_decoded("%é"), "%é");
    }
}
