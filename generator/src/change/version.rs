//! Turns a class and a version into the next version (Semantic Versioning 2.0,
//! and Cargo's reading of it for versions below 1.0.0).
//!
//! May not know: what changed.

use super::Class;

/// The version that a change of this class asks for after another. Below
/// 1.0.0 the middle number is the one that a breaking change moves.
pub fn next_version(version: &str, class: Class) -> String {
    let Some([major, minor, patch]) = numbers(version) else {
        return version.to_owned();
    };
    match (class, major) {
        (Class::Major, 0) => format!("0.{}.0", minor + 1),
        (Class::Major, _) => format!("{}.0.0", major + 1),
        (Class::Minor, 1..) => format!("{major}.{}.0", minor + 1),
        (Class::Minor, 0) | (Class::Patch | Class::Docs, _) => {
            format!("{major}.{minor}.{}", patch + 1)
        }
    }
}

/// Whether going from one version to another says that a change of this class
/// may have happened.
pub fn covers(old: &str, new: &str, class: Class) -> bool {
    match (numbers(&next_version(old, class)), numbers(new)) {
        (Some(needed), Some(new)) => new >= needed,
        _ => false,
    }
}

fn numbers(version: &str) -> Option<[u64; 3]> {
    let core = version.split(['-', '+']).next()?;
    let mut numbers = core.split('.').map(|part| part.parse().ok());
    Some([numbers.next()??, numbers.next()??, numbers.next()??])
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
            ("0.2.3-rc.1", Class::Patch, "0.2.4"),
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
}
