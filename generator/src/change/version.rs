//! Turns a class and a version into the next version (Semantic Versioning 2.0,
//! and Cargo's reading of it for versions below 1.0.0).

use semver::{BuildMetadata, Prerelease, Version};

use super::Class;

/// The version that a change of this class asks for after another. Below
/// 1.0.0 the middle number is the one that a breaking change moves. A
/// pre-release promises nothing, so after one it is the release itself.
pub fn next_version(version: &str, class: Class) -> String {
    let Ok(mut next) = Version::parse(version) else {
        return version.to_owned();
    };
    match (class, next.major) {
        _ if !next.pre.is_empty() => {}
        (Class::Major, 0) | (Class::Minor, 1..) => {
            (next.minor, next.patch) = (next.minor.saturating_add(1), 0);
        }
        (Class::Major, _) => {
            (next.major, next.minor, next.patch) = (next.major.saturating_add(1), 0, 0);
        }
        (Class::Minor, 0) | (Class::Patch | Class::Docs, _) => {
            next.patch = next.patch.saturating_add(1);
        }
    }
    (next.pre, next.build) = (Prerelease::EMPTY, BuildMetadata::EMPTY);
    next.to_string()
}

/// Whether going from one version to another says that a change of this class
/// may have happened.
pub fn covers(old: &str, new: &str, class: Class) -> bool {
    let needed = next_version(old, class);
    let all = [old, new, &needed].map(Version::parse);
    let [Ok(old), Ok(new), Ok(needed)] = all else {
        return false;
    };
    if !old.pre.is_empty() {
        return new.cmp_precedence(&old).is_gt();
    }
    // A pre-release of a version covers what that version covers.
    let numbers = |version: &Version| (version.major, version.minor, version.patch);
    numbers(&new) >= numbers(&needed)
}

/// Whether one version comes before another.
pub fn is_lower(one: &str, other: &str) -> bool {
    match (Version::parse(one), Version::parse(other)) {
        (Ok(one), Ok(other)) => one.cmp_precedence(&other).is_lt(),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_class_decides_which_number_moves() {
        for (version, class, expected) in [
            ("1.2.3", Class::Major, "2.0.0"),
            ("1.2.3", Class::Minor, "1.3.0"),
            ("1.2.3", Class::Patch, "1.2.4"),
            ("1.2.3", Class::Docs, "1.2.4"),
            ("0.2.3", Class::Major, "0.3.0"),
            ("0.2.3", Class::Minor, "0.2.4"),
            ("0.2.3+5", Class::Minor, "0.2.4"),
            ("0.2.3-rc.1", Class::Patch, "0.2.3"),
            ("1.0.0-rc.1", Class::Major, "1.0.0"),
        ] {
            assert_eq!(
                next_version(version, class),
                expected,
                "{version} {class:?}"
            );
            assert!(covers(version, expected, class), "{version} {class:?}");
            assert!(!covers(version, version, class), "{version} {class:?}");
        }
    }

    #[test]
    fn pre_releases_promise_nothing_and_cover_what_their_release_covers() {
        for (old, new, class, expected) in [
            ("1.0.0-rc.1", "1.0.0-rc.2", Class::Major, true),
            ("1.0.0-rc.2", "1.0.0-rc.1", Class::Minor, false),
            ("0.1.0", "0.2.0-rc.1", Class::Major, true),
            ("0.1.0", "0.1.1-rc.1", Class::Major, false),
        ] {
            assert_eq!(covers(old, new, class), expected, "{old} {new} {class:?}");
        }
    }
}
