//! Compares a text with its snapshot, and finds snapshots that nobody asks for.

use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use crate::case::{self, Case};
use crate::{bundle, fixtures, rejected, spec};

/// Compares every text with the snapshot of its name, and only then fails:
/// those who change the emitter see all that changes, in one run.
pub(crate) fn compare(texts: impl IntoIterator<Item = (String, String)>) {
    let mut settings = insta::Settings::clone_current();
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    let failed: Vec<String> = texts
        .into_iter()
        .filter_map(|(name, text)| {
            let compare = || settings.bind(|| insta::assert_snapshot!(name.as_str(), text));
            catch_unwind(AssertUnwindSafe(compare)).err()?;
            Some(name)
        })
        .collect();
    assert!(
        failed.is_empty(),
        "{} snapshots differ from the output: {}",
        failed.len(),
        failed.join(", ")
    );
}

#[test]
fn every_snapshot_belongs_to_a_test() {
    let mut expected: BTreeSet<String> = BTreeSet::new();
    expected.extend(spec::snapshots().into_iter().map(|(name, _)| name));
    expected.extend(Case::all(".").iter().map(fixtures::snapshot_name));
    expected.extend(Case::all("rejected").iter().map(rejected::snapshot_name));
    expected.insert(bundle::SNAPSHOT.to_owned());
    let found: BTreeSet<String> = case::entries(Path::new("snapshots"))
        .iter()
        .filter_map(|path| Some(path.file_name()?.to_str()?.to_owned()))
        .filter(|file| !file.ends_with(".new"))
        .map(|file| file.trim_end_matches(".snap").to_owned())
        .collect();
    let unreferenced: Vec<&String> = found.difference(&expected).collect();
    assert!(
        unreferenced.is_empty(),
        "remove the snapshots that no test compares: {unreferenced:?}"
    );
}
