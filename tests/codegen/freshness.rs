//! The committed crate is what the committed documents give.

use simgen::output::compare;

use crate::{project, spec};

#[test]
fn the_committed_crate_is_what_the_documents_give() {
    let folder = project::root().join("generated");
    let differences = compare(&folder, &spec::files()).unwrap_or_else(|error| panic!("{error}"));
    let shown: String = differences.iter().map(ToString::to_string).collect();
    assert!(
        differences.is_empty(),
        "`generated/` is stale: run `cargo codegen` and commit what it writes\n{shown}"
    );
}
