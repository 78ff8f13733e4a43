//! Turns the key `runtime` of a `simgen.toml` into where the crate has the runtime from.

use semver::{Version, VersionReq};

use super::section::Section;
use crate::ir::Runtime;

/// The version of the runtime that the generated code is written for.
const VERSION: &str = env!("SIMGEN_RUNTIME_VERSION");

/// What the key says, and the runtime's folder from the configuration's own, if it has
/// one.
///
/// ```toml
/// runtime = "vendored"
/// ```
///
/// ```toml
/// [runtime]
/// path = "../generator/runtime"
/// version = "0.1.0"
/// ```
pub(super) fn read(file: &Section<'_>) -> (Runtime, Option<String>) {
    if let Some(word) = file.text_if_any("runtime") {
        if word.get_ref() != "vendored" {
            let message = format!(
                "unknown runtime `{}`, expected `\"vendored\"` or a table with `version` and `path`",
                word.get_ref()
            );
            file.is_wrong(message, word.span());
        }
        return (Runtime::Vendored, None);
    }
    let Some(section) = file.section("runtime") else {
        return (Runtime::Vendored, None);
    };
    let (version, path) = (section.text("version"), section.text("path"));
    if let Some(version) = &version
        && !admits(version.get_ref(), VERSION)
    {
        let message = format!("the generated code needs simgen-runtime {VERSION}");
        section.is_wrong(message, version.span());
    }
    let version = version.map_or_else(|| VERSION.to_owned(), |version| version.into_inner());
    let path = path.map(|path| path.into_inner());
    let runtime = Runtime::Crate {
        version,
        path: path.clone(),
    };
    (runtime, path)
}

/// Whether a requirement, as Cargo reads it, admits a version.
fn admits(requirement: &str, version: &str) -> bool {
    let requirement = VersionReq::parse(requirement);
    let version = Version::parse(version);
    requirement.is_ok_and(|requirement| version.is_ok_and(|version| requirement.matches(&version)))
}

#[cfg(test)]
mod tests {
    use super::super::file;
    use super::VERSION;

    /// A configuration with these lines above all others.
    fn with(lines: &str) -> String {
        let rest = "[package]\nname = \"x\"\nversion = \"0.1.0\"\n[[module]]\nname = \"v1\"\ndocument = \"v1.yaml\"\n";
        match lines.starts_with('[') {
            true => format!("{rest}{lines}"),
            false => format!("{lines}{rest}"),
        }
    }

    #[test]
    fn the_runtime_is_a_copy_or_a_crate() {
        use crate::ir::Runtime;
        let of = |version: &str, path: Option<&str>| Runtime::Crate {
            version: version.to_owned(),
            path: path.map(str::to_owned),
        };
        for (lines, expected) in [
            ("", Runtime::Vendored),
            ("runtime = \"vendored\"\n", Runtime::Vendored),
            ("[runtime]\n", of(VERSION, None)),
            ("[runtime]\npath = \"../r\"\n", of(VERSION, Some("../r"))),
            ("[runtime]\nversion = \"0\"\n", of("0", None)),
            ("[runtime]\nversion = \">=0.1\"\n", of(">=0.1", None)),
        ] {
            let read = file::parse(&with(lines)).expect(lines);
            assert_eq!(read.runtime, expected, "{lines}");
        }
    }

    #[test]
    fn a_runtime_that_can_not_be_is_refused_with_its_place() {
        for (lines, message, at) in [
            (
                "runtime = \"copied\"\n",
                "unknown runtime `copied`",
                "\"copied\"",
            ),
            ("runtime = 1\n", "invalid type: integer", "1"),
            (
                "[runtime]\nversion = \"99\"\n",
                "the generated code needs simgen-runtime",
                "\"99\"",
            ),
            (
                "[runtime]\nversion = \"newest\"\n",
                "the generated code needs simgen-runtime",
                "\"newest\"",
            ),
            ("[runtime]\npth = \"../r\"\n", "unknown field `pth`", "pth"),
        ] {
            let text = with(lines);
            let wrong = file::parse(&text).expect_err(lines);
            assert_eq!(wrong.len(), 1, "{wrong:?}");
            assert!(wrong[0].message.starts_with(message), "{wrong:?}");
            assert!(text[wrong[0].span.clone()].starts_with(at), "{wrong:?}");
        }
    }
}
