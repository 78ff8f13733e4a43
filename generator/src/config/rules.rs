//! The rules for the names and the version that a configuration gives.

use crate::names::is_taken;

/// Cargo's rule, so that what we write is a package.
pub(crate) fn is_package_name(name: &str) -> bool {
    name.starts_with(|first: char| first.is_ascii_alphabetic())
        && name
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'))
        && syn::parse_str::<syn::Ident>(&name.replace('-', "_")).is_ok()
        && !is_taken(name)
}

/// What [`is_package_name`] asks for, between other words.
macro_rules! package_rule {
    ($before:literal, $after:literal) => {
        concat!(
            $before,
            "letters, digits, `-` and `_`, a letter first, and neither a keyword of Rust nor a \
             name that Cargo, the toolchain or a dependency has",
            $after
        )
    };
}

/// What [`is_module_name`] asks for, between other words. The names are those that every crate
/// has at its root, or that its code uses.
macro_rules! module_rule {
    ($before:literal, $after:literal) => {
        concat!(
            $before,
            "small letters, digits and `_`, a letter first, and neither a keyword of Rust nor \
             `cli`, `mock`, `runtime`, `serde_json`, `settings`, `shared` or `simgen_runtime`",
            $after
        )
    };
}

pub(super) use {module_rule, package_rule};

/// What [`is_package_name`] asks for.
pub(crate) const PACKAGE_RULE: &str = package_rule!("", "");

/// What [`is_module_name`] asks for.
pub(crate) const MODULE_RULE: &str = module_rule!("", "");

/// A module of Rust whose name needs no change.
pub(crate) fn is_module_name(name: &str) -> bool {
    name.starts_with(|first: char| first.is_ascii_lowercase())
        && name
            .chars()
            .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
        && syn::parse_str::<syn::Ident>(name).is_ok()
        && !MODULE_RULE.contains(&format!("`{name}`"))
}

/// Semantic Versioning 2.0, as cargo reads it.
pub(crate) fn is_version(version: &str) -> bool {
    semver::Version::parse(version).is_ok()
}

#[cfg(test)]
mod tests {
    use super::is_version;

    #[test]
    fn versions_are_semantic() {
        for (version, expected) in [
            ("0.1.0", true),
            ("1.2.3-rc.1+b.5", true),
            ("1.2", false),
            ("v1.2.3", false),
            ("01.2.3", false),
            ("1.2.3-", false),
            ("1.2.3-01", false),
            ("2024-01-01", false),
        ] {
            assert_eq!(is_version(version), expected, "{version}");
        }
    }
}
