//! The rules between the layers (`generator/README.md`), read off the code.

mod code;
mod face;
mod graph;
mod imports;
mod layers;
mod modules;
mod pages;
mod reserved;
mod rooms;
mod sealed;
mod style;

use std::fs;

use syn::visit::Visit;

use crate::project;
use code::Code;

/// The only files that touch the disk.
const ON_DISK: &[&str] = &["output/", "source/disk.rs", "cli", "main.rs", "build.rs"];

/// The only files that print.
/// What examples print is in quotes in `emit/example`.
const PRINTING: &[&str] = &["main.rs", "cli", "emit/example"];

#[test]
fn nothing_can_fail_while_code_is_emitted() {
    for file in in_layer(&code::below("generator/src"), "emit/") {
        for signature in signatures(&file.syntax) {
            assert!(!signature.contains("Result"), "{}: {signature}", file.path);
        }
    }
}

#[test]
fn only_the_command_line_prints() {
    let printing = [
        "print",
        "println",
        "eprint",
        "eprintln",
        "dbg",
        "std::io::stdout",
        "std::io::stderr",
    ];
    named_only_in(PRINTING, &printing);
}

#[test]
fn only_disk_and_output_touch_files() {
    named_only_in(ON_DISK, &["std::fs", "fs::File", "File::open"]);
}

#[test]
fn output_depends_on_no_clock_and_no_order_of_hashes() {
    for file in code::below("generator/src") {
        let forbidden = [
            "std::time::Instant",
            "std::time::SystemTime",
            "SystemTime",
            "Instant",
            "std::env",
        ];
        let allowed = PRINTING.iter().any(|place| file.path.starts_with(place));
        let broken: Vec<_> = file
            .names
            .iter()
            .filter(|name| is_any(name, &forbidden))
            .collect();
        assert!(
            allowed || broken.is_empty(),
            "{} names {broken:?}",
            file.path
        );
    }
    for layer in ["emit/", "ir/", "format/"] {
        for file in in_layer(&code::below("generator/src"), layer) {
            let hashes = file
                .names
                .iter()
                .any(|name| name.contains("HashMap") || name.contains("HashSet"));
            assert!(!hashes, "{} has a hash map", file.path);
        }
    }
}

#[test]
fn the_generator_knows_no_vendor() {
    let root = project::root().join("generator");
    for path in project::files_below(&root) {
        let Ok(text) = fs::read_to_string(&path) else {
            continue;
        };
        let shown = path
            .strip_prefix(&root)
            .unwrap_or(&path)
            .to_string_lossy()
            .into_owned();
        let is_test = ["tests/", "benches/"]
            .iter()
            .any(|part| shown.contains(part));
        let code = text
            .split("#[cfg(test)]\nmod tests {")
            .next()
            .unwrap_or_default()
            .to_lowercase();
        for vendor in ["sailpoint", "identitynow"] {
            let is_free = is_test || shown.ends_with("tests.rs") || !code.contains(vendor);
            assert!(is_free, "{shown} speaks of {vendor}");
        }
    }
}

#[test]
fn the_runtime_can_be_copied_anywhere() {
    for file in code::below("generator/runtime/src") {
        // `crate` alone is a visibility.
        let of_crate = |name: &&String| name.starts_with("crate::");
        let outside =
            |name: &&String| of_crate(name) || is_any(name, &["simgen", "simgen_runtime"]);
        let outside: Vec<&String> = file.names.iter().filter(outside).collect();
        assert!(outside.is_empty(), "{} names {outside:?}", file.path);
        let names_client = file.names.iter().any(|name| is_any(name, &["reqwest"]));
        assert_eq!(
            names_client,
            ["send/http_client.rs", "send/transport.rs"].contains(&&*file.path),
            "{} and reqwest",
            file.path
        );
    }
}

#[test]
fn every_module_says_what_it_is_for() {
    for folder in ["generator/src", "generator/runtime/src", "tests"] {
        for path in project::files_below(&project::root().join(folder)) {
            if path.extension().is_some_and(|kind| kind == "rs") {
                let text = fs::read_to_string(&path).unwrap_or_default();
                assert!(
                    text.starts_with("//! "),
                    "{path:?} does not begin with `//!`"
                );
            }
        }
    }
}

fn in_layer<'c>(code: &'c [Code], layer: &str) -> impl Iterator<Item = &'c Code> {
    code.iter().filter(move |file| file.path.starts_with(layer))
}

/// Whether a path is one of these, or leads into one of them.
fn is_any(name: &str, forbidden: &[&str]) -> bool {
    forbidden.iter().any(|path| {
        let rest = name.strip_prefix(path);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with("::"))
    })
}

fn named_only_in(places: &[&str], names: &[&str]) {
    for file in code::below("generator/src") {
        let allowed = places.iter().any(|place| file.path.starts_with(place));
        let found: Vec<&String> = file
            .names
            .iter()
            .filter(|name| is_any(name, names))
            .collect();
        assert!(allowed || found.is_empty(), "{} names {found:?}", file.path);
    }
}

fn signatures(syntax: &syn::File) -> Vec<String> {
    struct Signatures(Vec<String>);
    impl Visit<'_> for Signatures {
        fn visit_signature(&mut self, signature: &syn::Signature) {
            use quote::ToTokens;
            self.0.push(signature.output.to_token_stream().to_string());
        }
    }
    let mut found = Signatures(Vec::new());
    found.visit_file(syntax);
    found.0
}
