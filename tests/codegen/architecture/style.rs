//! Rules of style that no lint has: the order of imports, and parameters that are not tuples.

use std::fs;
use std::path::Path;

use syn::visit::{self, Visit};
use syn::{FnArg, Pat, Signature};

use crate::project;

/// Where all code is.
const FOLDERS: &[&str] = &[
    "generator/benches",
    "generator/runtime/src",
    "generator/runtime/tests",
    "generator/src",
    "generator/tests",
    "tests/codegen",
    "tests/wire",
];

/// Below these are inputs and outputs of tests.
const DATA: &[&str] = &["tests/codegen/fixtures/", "tests/codegen/build-script/"];

/// Every file of Rust: its path and its text.
fn files() -> impl Iterator<Item = (String, String)> {
    let root = project::root();
    let paths = FOLDERS
        .iter()
        .flat_map(move |folder| project::files_below(&project::root().join(folder)));
    let rust = paths.filter(|path| path.extension().is_some_and(|kind| kind == "rs"));
    let named = rust.map(move |path| {
        let name = path.strip_prefix(&root).unwrap_or(&path);
        (name.to_string_lossy().replace('\\', "/"), text(&path))
    });
    named.filter(|(name, _)| !DATA.iter().any(|data| name.starts_with(data)))
}

fn text(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{path:?}: {error}"))
}

/// What the path of an import begins with. Imports are in this order, with an empty line
/// between two kinds and none between two of a kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Root {
    Standard,
    OtherCrate,
    Own,
}

fn root(path: &str, file: &str) -> Root {
    let first = path.split([':', ';', ' ', '{']).next().unwrap_or_default();
    match first {
        "std" | "core" | "alloc" => Root::Standard,
        "" | "crate" | "self" | "super" => Root::Own,
        name if file.contains(&format!("mod {name};")) => Root::Own,
        name if file.contains(&format!("mod {name} {{")) => Root::Own,
        _ => Root::OtherCrate,
    }
}

/// What a file begins with, beside imports.
const BEGINNING: &[&str] = &["//", "#", "mod ", "pub mod ", "pub use ", "pub(", "extern "];

/// `use Kind as K;`: a short name of what is imported above.
fn is_alias(line: &str) -> bool {
    let path = line.strip_prefix("use ");
    path.is_some_and(|path| path.starts_with(char::is_uppercase))
}

/// What is wrong with the order of the imports that a file begins with.
fn disorder(file: &str) -> Option<String> {
    let mut last: Option<Root> = None;
    let (mut is_within, mut is_separate) = (false, false);
    for line in file.lines() {
        if is_within {
            is_within = !line.ends_with(';');
        } else if is_alias(line) {
            break;
        } else if let Some(path) = line.strip_prefix("use ") {
            let root = root(path, file);
            let is_right = |last| match is_separate {
                true => last < root,
                false => last == root,
            };
            if let Some(last) = last.filter(|last| !is_right(*last)) {
                return Some(format!("{root:?} follows {last:?}: {line}"));
            }
            last = Some(root);
            (is_within, is_separate) = (!line.ends_with(';'), false);
        } else if line.is_empty() {
            is_separate = true;
        } else if BEGINNING.iter().any(|start| line.starts_with(start)) {
            is_within = line.contains("use ") && !line.ends_with(';');
        } else {
            break;
        }
    }
    None
}

#[test]
fn imports_are_in_three_groups() {
    for (text, is_right) in [
        (
            "use std::fs;\n\nuse syn::Item;\n\nuse super::x;\nuse crate::y;\n",
            true,
        ),
        ("use std::{\n    fs,\n};\nuse syn::Item;\n", false),
        ("use syn::Item;\n\nuse std::fs;\n", false),
        ("use crate::y;\n\nuse super::x;\n", false),
        ("mod own;\n\nuse std::fs;\n\nuse own::Own;\n", true),
        (
            "#[cfg(unix)]\nuse std::fs;\n#[cfg(unix)]\nuse syn::Item;\n",
            false,
        ),
    ] {
        assert_eq!(disorder(text).is_none(), is_right, "{text}");
    }
    let broken = files().filter_map(|(path, text)| Some(format!("{path}: {}", disorder(&text)?)));
    let broken: Vec<String> = broken.collect();
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

/// Functions of several parameters of which one is a tuple that is taken apart at once. What
/// takes a single one is meant for iterators of such.
#[derive(Default)]
struct Tuples(Vec<String>);

impl Visit<'_> for Tuples {
    fn visit_signature(&mut self, signature: &Signature) {
        let has_tuple = signature.inputs.iter().any(|input| match input {
            FnArg::Typed(typed) => matches!(*typed.pat, Pat::Tuple(_)),
            FnArg::Receiver(_) => false,
        });
        if has_tuple && signature.inputs.len() > 1 {
            self.0.push(signature.ident.to_string());
        }
        visit::visit_signature(self, signature);
    }
}

/// A group of values that has a meaning has a name, so it is a struct; one that has none is
/// several parameters.
#[test]
fn no_function_takes_a_tuple_apart() {
    let mut broken = Vec::new();
    for (path, text) in files() {
        let syntax = syn::parse_file(&text).unwrap_or_else(|error| panic!("{path}: {error}"));
        let mut tuples = Tuples::default();
        tuples.visit_file(&syntax);
        broken.extend(tuples.0.iter().map(|name| format!("{path}: `{name}`")));
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}
