//! Turns the title of a document into the name of a package.

/// The most characters that crates.io takes.
const LONGEST: usize = 64;

/// Names that Cargo refuses because its own folders have them, crates of every toolchain, and one
/// that Cargo makes no package with.
const TAKEN: &[&str] = &[
    "alloc",
    "build",
    "core",
    "deps",
    "examples",
    "incremental",
    "proc-macro",
    "proc_macro",
    "std",
    "test",
];

/// The packages that a generated crate depends on, which its own binary and examples name beside it.
const DEPENDENCIES: &str = env!("SIMGEN_RUNTIME_DEPENDENCIES");

/// The words in ASCII and small letters with `-` between them, as far as the name of a package
/// goes; empty where there are none.
///
/// `GitHub v3 REST API` → `github-v3-rest-api`
pub fn package_name(words: &str) -> String {
    let text = deunicode::deunicode(words).replace('\'', "");
    let text = text.to_ascii_lowercase();
    let words = text.split(|c: char| !c.is_ascii_alphanumeric());
    let mut name = String::new();
    for word in words.filter(|word| !word.is_empty()) {
        let separator = if name.is_empty() { "" } else { "-" };
        if name.len() + separator.len() + word.len() > LONGEST {
            break;
        }
        name.push_str(separator);
        name.push_str(word);
    }
    name
}

/// Whether a package can't have this name, though its characters are right.
pub fn is_taken(package: &str) -> bool {
    let name = package.to_ascii_lowercase();
    let crate_name = name.replace('-', "_");
    let mut dependencies = DEPENDENCIES.split(' ').chain(["simgen-runtime"]);
    TAKEN.contains(&name.as_str())
        || super::WINDOWS_FILES.contains(&name.as_str())
        || dependencies.any(|dependency| dependency.replace('-', "_") == crate_name)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two crates of one name can't both be named.
    #[test]
    fn a_package_is_not_called_as_its_dependency() {
        let runtime = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("runtime/Cargo.toml");
        let manifest = std::fs::read_to_string(runtime).expect("it is there");
        let manifest: toml::Table = toml::from_str(&manifest).expect("it is TOML");
        let dependencies = manifest["dependencies"].as_table().expect("it has some");
        assert!(dependencies.len() > 10);
        for name in dependencies.keys() {
            assert!(is_taken(name), "{name}");
            assert!(is_taken(&name.replace('-', "_")), "{name}");
        }
        assert!(!is_taken("pets") && !is_taken("http-client"));
    }

    #[test]
    fn a_title_becomes_small_words() {
        let long = "pets ".repeat(40);
        let expected = "pets-".repeat(12) + "pets";
        for (title, name) in [
            ("Pets", "pets"),
            ("GitHub v3 REST API", "github-v3-rest-api"),
            (
                "Swagger Petstore - OpenAPI 3.0",
                "swagger-petstore-openapi-3-0",
            ),
            ("  The \"Börse\" (beta)\n", "the-borse-beta"),
            ("名前", "ming-qian"),
            ("Don't", "dont"),
            ("snake_case", "snake-case"),
            ("***", ""),
            ("", ""),
            (&long, &expected),
            (&"a".repeat(65), ""),
        ] {
            assert_eq!(package_name(title), name, "{title:?}");
        }
    }
}
