//! The obstacle course of names (`fixtures/names`): what its snapshots can't say.

use std::collections::BTreeSet;

use simgen::internal::source::Sources;
use syn::punctuated::Punctuated;
use syn::visit::Visit;

use crate::case::{self, Case};

#[test]
fn no_property_is_lost_however_it_is_called() {
    let case = Case::named("names/properties");
    let (_, generated) = case.generate();
    let code = case::text(&generated, "src/api/models/properties.rs").expect("a file of its own");
    let literals = literals(code);
    let properties = document(&case)["components"]["schemas"]["Properties"]["properties"].clone();
    let properties = properties.as_object().expect("an object").clone();
    assert!(properties.len() > 30, "the course is not there");
    for name in properties.keys() {
        assert!(literals.contains(name), "{name:?} is not read or written");
    }
}

#[test]
fn a_schema_that_is_added_at_the_end_renames_none_before_it() {
    for case in ["names/schemas", "names/characters"].map(Case::named) {
        let before = types(&case.dump());
        let mut changed = document(&case);
        let schemas = changed["components"]["schemas"].as_object_mut();
        let schemas = schemas.expect("the case has schemas");
        for name in ["OPTION", "Struct", "snake-Case", "Gr\u{f6}sse", "a b c"] {
            schemas.insert(name.to_owned(), serde_json::json!({ "type": "string" }));
        }
        let after = types(&dump(&changed));
        assert!(after.len() > before.len());
        let renamed: Vec<_> = before.difference(&after).collect();
        assert!(renamed.is_empty(), "{}: {renamed:?}", case.name);
    }
}

/// A fixture's tree.
fn document(case: &Case) -> serde_json::Value {
    let (sources, root) = case.sources();
    let tree = sources.file(root).tree.as_ref();
    tree.expect("the fixture can be read").value.clone()
}

fn dump(document: &serde_json::Value) -> String {
    let sources = Sources::from_texts([("openapi.json", document.to_string())]);
    let root = sources.find("openapi.json").expect("just added");
    case::dump(&sources, root)
}

/// The lines of a dump that begin a type.
fn types(dump: &str) -> BTreeSet<String> {
    let heads = ["struct ", "enum ", "union ", "alias "];
    dump.lines()
        .filter(|line| heads.iter().any(|head| line.starts_with(head)))
        .map(str::to_owned)
        .collect()
}

/// Every string literal of a file.
fn literals(code: &str) -> BTreeSet<String> {
    #[derive(Default)]
    struct Literals(BTreeSet<String>);
    impl Visit<'_> for Literals {
        fn visit_lit_str(&mut self, literal: &syn::LitStr) {
            self.0.insert(literal.value());
        }

        /// A model's properties are what its macro is called with.
        fn visit_macro(&mut self, called: &syn::Macro) {
            let arguments = Punctuated::<syn::Expr, syn::Token![,]>::parse_terminated;
            if let Ok(arguments) = called.parse_body_with(arguments) {
                arguments
                    .iter()
                    .for_each(|argument| self.visit_expr(argument));
            }
        }
    }
    let file = syn::parse_file(code).expect("the emitter writes Rust");
    let mut found = Literals::default();
    found.visit_file(&file);
    found.0
}
