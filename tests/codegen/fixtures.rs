//! Every fixture: its IR, what simgen says about it, and the emitted text of
//! what the case is about.

use std::collections::BTreeSet;

use simgen::internal::ir::Runtime;

use crate::case::{self, Case, text};
use crate::{rejected, snapshot};

/// The cases that are generated, whatever is said about them.
pub(crate) fn accepted() -> Vec<Case> {
    let mut cases = Case::all(".");
    cases.retain(|case| !case.name.starts_with("rejected/"));
    cases
}

/// `fixtures__<concept>_<case>`
pub(crate) fn snapshot_name(case: &Case) -> String {
    format!("fixtures__{}", case.ident())
}

#[test]
fn fixtures_give_their_ir_and_their_code() {
    snapshot::compare(
        accepted()
            .iter()
            .map(|case| (snapshot_name(case), outcome(case))),
    );
}

#[test]
fn every_fixture_shows_a_file_that_is_emitted() {
    for case in accepted() {
        let (_, generated) = case.generate();
        let shows = case.shows();
        assert!(!shows.is_empty(), "{} begins with no `# shows:`", case.name);
        for path in shows {
            let files: Vec<&str> = generated.files.iter().map(|f| f.path.as_str()).collect();
            assert!(
                files.contains(&path.as_str()),
                "{} shows `{path}`, which is none of {files:#?}",
                case.name
            );
        }
    }
}

#[test]
fn a_crate_beside_the_runtime_imports_only_what_its_manifest_lists() {
    for case in accepted() {
        let (sources, root) = case.sources();
        let config = simgen::Config {
            runtime: Runtime::Crate {
                version: "0.1.0".to_owned(),
                path: None,
            },
            ..case::config("beside", root)
        };
        let generated = simgen::generate(&sources, &config);
        let manifest: toml::Table = text(&generated, "Cargo.toml")
            .and_then(|manifest| manifest.parse().ok())
            .expect("it is TOML");
        let mut known: BTreeSet<String> = ["beside", "crate", "self", "std", "super"]
            .map(str::to_owned)
            .into();
        let dependencies = manifest["dependencies"].as_table().expect("a table");
        known.extend(dependencies.keys().map(|name| name.replace('-', "_")));
        let library = generated.files.iter();
        for file in library.filter(|file| file.path.starts_with("src/")) {
            let imports = file
                .text
                .lines()
                .filter_map(|line| line.strip_prefix("use "));
            for import in imports {
                let end = import.find([':', ';']).unwrap_or(import.len());
                let root = &import[..end];
                assert!(
                    known.contains(root),
                    "{}: {}: {import}",
                    case.name,
                    file.path
                );
            }
        }
    }
}

fn outcome(case: &Case) -> String {
    let (sources, generated) = case.generate();
    let mut parts = vec![case.dump()];
    if !generated.diagnostics.is_empty() {
        parts.push(rejected::rendered(&sources, &generated.diagnostics));
    }
    for path in case.shows() {
        let found = text(&generated, &path).unwrap_or("(not emitted)\n");
        parts.push(format!("──── {path}\n{found}"));
    }
    parts.join("\n")
}
