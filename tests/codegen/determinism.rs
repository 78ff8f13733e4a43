//! The same API gives the same crate: every time, in whatever order its
//! schemas are, and however it is spread over files.

use std::collections::BTreeMap;

use serde_json::{Map, Value};
use simgen::internal::source::Sources;

use crate::case::{self, Case};

#[test]
fn generating_twice_gives_the_same() {
    for case in Case::all(".").iter().chain(&Case::all("rejected")) {
        let ((_, first), (_, second)) = (case.generate(), case.generate());
        assert_eq!(first.files, second.files, "{}", case.name);
        assert_eq!(first.diagnostics, second.diagnostics, "{}", case.name);
    }
}

#[test]
fn the_order_of_component_schemas_changes_nothing() {
    // Names that collide are given in document order, so those cases differ.
    let mut cases = Case::all(".");
    cases.retain(|case| !case.name.starts_with("names/"));
    for case in cases {
        let (sources, root) = case.sources();
        let tree = &sources.file(root).tree.as_ref().expect("readable").value;
        let mut turned = tree.clone();
        let Some(Value::Object(schemas)) = turned.pointer_mut("/components/schemas") else {
            continue;
        };
        let reversed: Map<String, Value> = std::mem::take(schemas).into_iter().rev().collect();
        *schemas = reversed;
        let texts = sources.files().map(|(id, file)| {
            let is_root = id == root;
            let text = if is_root {
                turned.to_string()
            } else {
                file.text.clone()
            };
            (file.path.clone(), text)
        });
        let shuffled = Sources::from_texts(texts.collect::<Vec<_>>());
        same(&case.name, (&sources, root), (&shuffled, root));
    }
}

#[test]
fn the_same_api_in_one_file_or_in_several_gives_the_same() {
    let whole = Case::named("determinism/one_file");
    let split = Case::named("determinism/several_files");
    let (one, one_root) = whole.sources();
    let (several, several_root) = split.sources();
    assert!(several.files().count() > 4, "the case is not split");
    same("determinism", (&one, one_root), (&several, several_root));
}

type Document<'s> = (&'s Sources, simgen::internal::source::FileId);

/// The dump and every file are the same.
fn same(name: &str, first: Document<'_>, second: Document<'_>) {
    let dumps = [first, second].map(|(sources, root)| case::dump(sources, root));
    assert_eq!(dumps[0], dumps[1], "{name}");
    let [first, second] = [first, second].map(|(sources, root)| files(sources, root));
    for (path, text) in &first {
        let other = second.get(path).map(String::as_str);
        assert_eq!(Some(text.as_str()), other, "{name}: {path}");
    }
    assert_eq!(first.len(), second.len(), "{name}");
}

fn files(sources: &Sources, root: simgen::internal::source::FileId) -> BTreeMap<String, String> {
    let generated = simgen::generate(sources, &case::config("same", root));
    let files = generated.files.into_iter();
    files.map(|file| (file.path, file.text)).collect()
}
