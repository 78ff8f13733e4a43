//! Nothing that a document says becomes code: with hostile words in every
//! place where an author may write freely, the same items come out.

use quote::ToTokens;
use serde_json::Value;
use simgen::internal::source::Sources;
use syn::visit_mut::VisitMut;

use crate::case::{self, Case};

/// Ends of strings, comments, attributes and code blocks; line breaks,
/// characters that change the direction, and what looks like a placeholder.
const HOSTILE: &str = "\"#;*/ }])] fn evil() {} /* \\ \" r#\" \"## \u{202e}\u{2066}\r\n\
    ```\npub struct Evil;\n```\n\n    indented\n#[evil] //! {0} {name} ${x} `tick [`link`] \
    <script>&amp;</script> \u{0}\u{7}\u{2028}\u{feff}'a \\u{1F980} //";

/// Members whose text is the author's own and never a name.
const WORDS: &[&str] = &[
    "title",
    "description",
    "summary",
    "example",
    "pattern",
    "termsOfService",
    "bearerFormat",
];

#[test]
fn hostile_words_give_the_same_items_as_plain_ones() {
    for case in Case::all(".") {
        let (sources, root) = case.sources();
        if sources.files().count() > 1 {
            continue;
        }
        let plain = &sources.file(root).tree.as_ref().expect("readable").value;
        let [mut plain, mut hostile] = [plain.clone(), plain.clone()];
        let swapped = replace(&mut plain, "plain words");
        replace(&mut hostile, HOSTILE);
        assert!(swapped > 0, "{} has no words", case.name);
        let [plain, hostile] = [plain, hostile].map(|tree| items(&tree));
        for ((path, plain), (other, hostile)) in plain.iter().zip(&hostile) {
            assert_eq!(path, other, "{}", case.name);
            assert_eq!(plain, hostile, "{}: {path}", case.name);
        }
        assert_eq!(plain.len(), hostile.len(), "{}", case.name);
    }
}

#[test]
fn hostile_words_leave_no_trojan_source() {
    let mut tree = serde_json::json!({
        "openapi": "3.0.3", "info": {"title": "", "version": ""}, "paths": {},
        "components": {"schemas": {"A": {"type": "object", "description": "",
            "properties": {"b": {"type": "string", "description": ""}}}}}
    });
    replace(&mut tree, HOSTILE);
    for file in generate(&tree) {
        let found = file.text.chars().find(|character| {
            let is_bidi = matches!(character, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
            is_bidi || (character.is_control() && *character != '\n' && *character != '\t')
        });
        assert_eq!(found, None, "{}", file.path);
    }
}

/// Puts these words wherever an author may write freely. A title on a schema
/// names inline types, so it stays.
fn replace(tree: &mut Value, words: &str) -> usize {
    let mut swapped = replace_below(tree, words, false);
    if let Some(info) = tree.get_mut("info").and_then(Value::as_object_mut) {
        for (name, text) in [("title", words), ("version", words)] {
            info.insert(name.to_owned(), Value::String(text.to_owned()));
            swapped += 1;
        }
    }
    swapped
}

fn replace_below(tree: &mut Value, words: &str, names_properties: bool) -> usize {
    match tree {
        Value::Object(members) => {
            let entries = members.iter_mut().map(|(name, value)| {
                let is_words = WORDS.contains(&name.as_str()) && name != "title";
                if !names_properties && is_words && value.is_string() {
                    *value = Value::String(words.to_owned());
                    return 1;
                }
                replace_below(value, words, name == "properties" || name == "mapping")
            });
            entries.sum()
        }
        Value::Array(elements) => {
            let elements = elements.iter_mut();
            elements
                .map(|value| replace_below(value, words, false))
                .sum()
        }
        _ => 0,
    }
}

/// Each file's items, without docs and with empty literals.
fn items(tree: &Value) -> Vec<(String, String)> {
    let files = generate(tree).into_iter();
    let rust =
        files.filter(|file| file.path.ends_with(".rs") && !file.path.starts_with("src/runtime/"));
    rust.map(|file| {
        let mut syntax = syn::parse_file(&file.text)
            .unwrap_or_else(|error| panic!("{}: {error}\n{}", file.path, file.text));
        Bare.visit_file_mut(&mut syntax);
        // Long words make the formatter break a list, and end it with a comma.
        let tokens = syntax.to_token_stream().to_string();
        let tokens = tokens.replace(" ,)", ")").replace(" ,]", "]");
        (file.path, tokens.replace(" , >", " >"))
    })
    .collect()
}

fn generate(tree: &Value) -> Vec<simgen::GeneratedFile> {
    let sources = Sources::from_texts([("openapi.json", tree.to_string())]);
    let root = sources.find("openapi.json").expect("just added");
    let generated = simgen::generate(&sources, &case::config("hostile", root));
    assert!(!generated.files.is_empty(), "{:#?}", generated.diagnostics);
    generated.files
}

/// Strips what a document's words may change.
struct Bare;

impl VisitMut for Bare {
    fn visit_attributes_mut(&mut self, attributes: &mut Vec<syn::Attribute>) {
        attributes.retain(|attribute| !attribute.path().is_ident("doc"));
    }

    fn visit_lit_str_mut(&mut self, literal: &mut syn::LitStr) {
        *literal = syn::LitStr::new("", literal.span());
    }
}
