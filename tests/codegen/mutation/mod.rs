//! Whatever is done to a document, simgen does not panic, and what it writes
//! is Rust: every fixture, taken apart at random places by the same dice each time.

mod dice;
mod mutate;

use std::panic::{AssertUnwindSafe, catch_unwind};

use serde_json::Value;
use simgen::internal::source::Sources;
use simgen::{Generated, generate};

use crate::case::{self, Case};
use dice::Dice;

/// Mutants of each fixture; more find more, and take longer.
const MUTANTS: u64 = 4;

#[test]
fn mutated_documents_give_rust_or_findings_and_never_a_panic() {
    for (number, tree) in trees().into_iter().enumerate() {
        for round in 0..MUTANTS {
            let mut dice = Dice::thrown(number as u64 * 1_000 + round);
            let mut mutant = tree.clone();
            for _ in 0..=dice.below(5) {
                mutate::tree(&mut mutant, &mut dice);
            }
            check("openapi.json", &mutant.to_string());
        }
    }
}

#[test]
fn mutated_texts_give_rust_or_findings_and_never_a_panic() {
    for (number, case) in cases().iter().enumerate() {
        let text = std::fs::read_to_string(&case.root).unwrap_or_default();
        for round in 0..MUTANTS {
            let mut dice = Dice::thrown(number as u64 * 1_000 + round + 500);
            let mut mutant = text.clone();
            for _ in 0..=dice.below(4) {
                mutant = mutate::text(&mutant, &mut dice);
            }
            check("openapi.yaml", &mutant);
        }
    }
}

/// Accepted fixtures and rejected ones.
fn cases() -> Vec<Case> {
    let mut cases = Case::all(".");
    cases.extend(Case::all("rejected"));
    cases
}

fn trees() -> Vec<Value> {
    let cases = cases();
    let trees = cases.iter().filter_map(|case| {
        let (sources, root) = case.sources();
        let tree = sources.file(root).tree.as_ref().ok()?;
        Some(tree.value.clone())
    });
    let trees: Vec<Value> = trees.collect();
    assert!(trees.len() > 50, "the fixtures are not there");
    trees
}

fn check(path: &str, text: &str) {
    let outcome = catch_unwind(AssertUnwindSafe(|| generated(path, text)));
    let Ok(generated) = outcome else {
        panic!("simgen panics at this document:\n{text}");
    };
    for file in generated.files {
        let is_inside =
            !file.path.starts_with('/') && !file.path.split('/').any(|part| part == "..");
        assert!(is_inside, "{:?} leads out, from\n{text}", file.path);
        if file.path.ends_with(".json") {
            let parsed: Result<Value, _> = serde_json::from_str(&file.text);
            assert!(parsed.is_ok(), "{}: {parsed:?}, from\n{text}", file.path);
        } else if file.path.starts_with("src/api/") {
            let parsed = syn::parse_file(&file.text);
            assert!(
                parsed.is_ok(),
                "{}: {:?}, from\n{text}",
                file.path,
                parsed.err()
            );
        }
    }
}

fn generated(path: &str, text: &str) -> Generated {
    let sources = Sources::from_texts([(path, text.to_owned())]);
    let root = sources.find(path).expect("it was given");
    generate(&sources, &case::config("mutant", root))
}
