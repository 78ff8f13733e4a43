//! What comes of the fixtures is Rust that compiles without a warning.
//!
//! All fixtures are modules of one crate, because they share the runtime then:
//! it is compiled once. A crate without any operation proves that no part of
//! the runtime counts on being used.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use simgen::GeneratedFile;
use simgen::internal::config::{Config, Module};
use simgen::internal::source::{FileSystem, ReadOptions, Sources};

use crate::case::{self, Case};
use crate::{bounds, fixtures, project, public, secrets, spec, streams, versions, webhooks};

const CHECK: [&str; 4] = ["check", "--workspace", "--lib", "--examples"];

#[test]
fn all_fixtures_compile_without_a_warning() {
    project::cargo(
        workspace(),
        &[&CHECK[..], &["--no-default-features"]].concat(),
    );
}

#[test]
fn all_fixtures_compile_with_blocking_calls_and_the_double() {
    let features = [
        "--no-default-features",
        "--features",
        "blocking,mock,webhooks",
    ];
    project::cargo(workspace(), &[&CHECK[..], &features].concat());
}

/// Operations, their table, errors and types are in several files each.
#[test]
fn what_stands_in_several_files_compiles_and_is_documented() {
    let package = [
        "-p",
        "many-operations",
        "--no-deps",
        "--no-default-features",
    ];
    let features = ["--features", "blocking,cli,jiff,mock,tower,uuid"];
    let check = ["check", "-p", "many-operations", "--no-default-features"];
    project::cargo(workspace(), &[&check[..], &features].concat());
    project::cargo(workspace(), &[&["doc"][..], &package, &features].concat());
}

/// Versions of which each has something to itself: their tests run, and the examples in the
/// documentation of their operations and of the runtime.
#[test]
fn versions_that_differ_in_an_operation_compile_and_work() {
    let package = ["-p", "versions", "--no-default-features"];
    let features = ["--features", "blocking,cli,mock"];
    for (command, rest) in [
        (&["test", "--test", "versions"][..], &[][..]),
        (&["test", "--doc"], &["pets"]),
        (&["test", "--doc"], &["runtime"]),
        (&["doc", "--no-deps"], &[]),
    ] {
        project::cargo(workspace(), &[command, &package, &features, rest].concat());
    }
    // The examples of a copied runtime need none of its features.
    let examples = ["test", "--doc"];
    project::cargo(
        workspace(),
        &[&examples[..], &package, &["runtime"]].concat(),
    );
}

/// The package's own tests run, and the examples of its documentation.
#[test]
fn responses_that_come_item_by_item_are_read_over_sockets() {
    let package = ["-p", "streams-both-forms", "--no-default-features"];
    let features = ["--features", "blocking,mock"];
    for test in [&["test", "--test", "streams"][..], &["test", "--doc"]] {
        let filter: &[&str] = if test.len() == 2 { &["chats"] } else { &[] };
        project::cargo(workspace(), &[test, &package, &features, filter].concat());
    }
}

/// The package's own tests run.
#[test]
fn bodies_that_are_secrets_as_a_whole_are_not_shown() {
    let package = ["-p", "sensitive-bodies", "--no-default-features"];
    let features = ["--features", "blocking,cli,mock"];
    let test = ["test", "--test", "secrets"];
    project::cargo(workspace(), &[&test[..], &package, &features].concat());
}

/// The package's own tests run, and the examples of its modules.
#[test]
fn events_that_an_api_sends_are_verified_and_decoded() {
    let package = ["-p", "events", "--no-default-features"];
    let features = ["--features", "webhooks"];
    for (command, features) in [
        (&["test", "--test", "events"][..], &features[..]),
        (&["test", "--doc", "webhooks"], &features),
        // Without verification, decoding is there.
        (&["test", "--test", "events"], &[]),
    ] {
        project::cargo(workspace(), &[command, &package, features].concat());
    }
}

/// Tags of a large API are features, of which a program may turn on none.
#[test]
fn a_large_crate_compiles_without_a_warning_whatever_is_on() {
    for features in [
        "",
        "cats",
        "full",
        "blocking,cli,mock",
        "blocking,cats,cli,full,mock",
        "webhook-events",
        "webhook-events,webhooks",
    ] {
        let check = ["check", "-p", "large", "--lib", "--no-default-features"];
        project::cargo(
            workspace(),
            &[&check[..], &["--features", features]].concat(),
        );
    }
}

#[test]
fn words_of_documents_are_good_rustdoc() {
    documentation();
}

#[test]
fn api_txt_lists_what_rustdoc_sees_as_public() {
    for (package, folder) in [("sailpoint_sim", "product"), ("all_fixtures", "fixtures")] {
        let list = workspace().join("crates").join(folder).join("api.txt");
        let api = fs::read_to_string(&list).unwrap_or_else(|error| panic!("{list:?}: {error}"));
        let differences = public::differences(&api, &documentation().join(package));
        let shown = differences.join("\n");
        assert!(differences.is_empty(), "{package}\n{shown}");
    }
}

/// The folder of what rustdoc writes, once it has.
fn documentation() -> PathBuf {
    static WRITTEN: OnceLock<()> = OnceLock::new();
    WRITTEN.get_or_init(|| {
        let packages = ["-p", "all-fixtures", "-p", "sailpoint-sim", "--no-deps"];
        let features = [
            "--no-default-features",
            "--features",
            "blocking,cli,jiff,mock,tower,uuid,webhooks",
        ];
        project::cargo(workspace(), &[&["doc"][..], &packages, &features].concat());
    });
    workspace().join("target/doc")
}

/// One workspace for all of these tests, so that dependencies are compiled once.
pub(crate) fn workspace() -> &'static Path {
    static WORKSPACE: OnceLock<PathBuf> = OnceLock::new();
    WORKSPACE.get_or_init(|| {
        let workspace = project::scratch("compile");
        let mut defective = Case::all("rejected");
        defective.retain(|case| !case.is_configuration() && !case.generate().1.files.is_empty());
        let empty = Case::named("servers/none").generate().1.files;
        let accepted = fixtures::accepted();
        let mut all = together("all-fixtures", &accepted);
        all.extend(examples("all_fixtures", &accepted));
        all.push(user_of_deprecated());
        let crates = [
            ("fixtures", all),
            ("defective", together("all-defective", &defective)),
            ("empty", empty),
            ("large", large()),
            ("product", spec::vendored()),
            ("many", many_operations()),
            ("versions", versions::three()),
            ("secrets", secrets::package()),
            ("streams", streams::package()),
            ("events", webhooks::package()),
        ];
        for (folder, files) in crates {
            project::write_crate(&workspace.join("crates").join(folder), &files);
        }
        workspace
    })
}

/// A program that names what a document calls deprecated: each expectation is a warning of its
/// own where the compiler has nothing to say there.
fn user_of_deprecated() -> GeneratedFile {
    let text = r#"//! Names what is deprecated.

#![expect(missing_docs, reason = "public, so that nobody has to call it")]

use all_fixtures::deprecated_everything::{Client, models::Thing, old_things::GetOldHeaders};

#[expect(deprecated, reason = "a header")]
pub fn header(headers: &GetOldHeaders) -> Option<&String> {
    headers.x_old.as_ref()
}

pub fn call(client: &Client) {
    #[expect(deprecated, reason = "a call, and its parameter")]
    let _ = client.get_old().page(1);
}

fn main() {
    let thing = Thing::new("Tom");
    #[expect(deprecated, reason = "a field")]
    let _ = &thing.nick;
    #[expect(deprecated, reason = "what sets it")]
    let _ = thing.with_nick("Tommy");
}
"#;
    GeneratedFile {
        path: "examples/deprecated.rs".to_owned(),
        text: text.to_owned(),
    }
}

/// A crate whose files are cut into pieces.
fn many_operations() -> Vec<GeneratedFile> {
    let text = bounds::many(520).to_string();
    let sources = Sources::from_texts([("openapi.json", text)]);
    let root = sources.find("openapi.json").expect("it is given");
    let generated = simgen::generate(&sources, &case::config("many-operations", root));
    let has_pieces_of = |folder: &str| {
        let mut files = generated.files.iter();
        files.any(|file| file.path.starts_with(folder))
    };
    for folder in ["things/", "metadata/things/", "errors/", "models/top_"] {
        assert!(has_pieces_of(&format!("src/api/{folder}")), "{folder}");
    }
    generated.files
}

/// A crate whose tags are features, with all that operations of one tag have to themselves.
fn large() -> Vec<GeneratedFile> {
    let mut text = "openapi: 3.0.3\ninfo: {title: Large, version: '1'}\npaths:\n".to_owned();
    for (tag, number) in ["cats", "dogs"]
        .iter()
        .flat_map(|tag| (0..50).map(move |number| (tag, number)))
    {
        text += &format!(
            "  /{tag}/{number}:
    patch:
      operationId: change-{tag}-{number}
      tags: [{tag}]
      requestBody: {{content: {{application/json-patch+json: {{schema: {{$ref: '#/components/schemas/Patch'}}}}}}}}
      responses:
        '200': {{description: Ok., content: {{application/json: {{schema: {{$ref: '#/components/schemas/Of-{tag}'}}}}}}}}
        '404': {{description: No., content: {{application/json: {{schema: {{$ref: '#/components/schemas/Problem-{tag}'}}}}}}}}
"
        );
    }
    text += "x-webhooks:
  found: {post: {requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/Found'}}}}, responses: {'204': {description: Received.}}}}
components:
  schemas:
    Found: {type: object, properties: {cat: {$ref: '#/components/schemas/Of-cats'}}}
    Of-cats: {type: object, properties: {secret: {type: string, format: password}}}
    Of-dogs: {type: object, properties: {open: {type: object}, both: {$ref: '#/components/schemas/Of-cats'}}}
    Problem-cats: {type: object, properties: {cause: {type: string}}}
    Problem-dogs: {type: object, properties: {cause: {type: string, enum: [a]}}}
    Patch: {type: array, items: {type: object, required: [op, path], properties: {op: {type: string}, path: {type: string}, value: {}}}}
    Unused: {type: object, properties: {a: {$ref: '#/components/schemas/Of-dogs'}}}
";
    let sources = Sources::from_texts([("large.yaml", text)]);
    let document = sources.find("large.yaml").expect("it was given");
    let generated = simgen::generate(&sources, &case::config("large", document));
    assert!(!generated.files.is_empty(), "{:#?}", generated.diagnostics);
    generated.files
}

/// The examples of every case in one program, because a program for each would take
/// minutes. They stay as they are, save for the name of their module.
fn examples(library: &str, cases: &[Case]) -> Vec<GeneratedFile> {
    let mut files = Vec::new();
    let mut root = "//! All examples.\n\n#![allow(dead_code)]\n\n".to_owned();
    for case in cases {
        let (ident, alone) = (case.ident(), case.package().replace('-', "_"));
        let mut module = String::new();
        for mut file in case.generate().1.files {
            let Some(path) = file.path.strip_prefix("examples/") else {
                continue;
            };
            match path.trim_end_matches("/main.rs").trim_end_matches(".rs") {
                "blocking" => module += "#[cfg(feature = \"blocking\")]\nmod blocking;\n",
                "serve" => module += "#[cfg(feature = \"mock\")]\nmod serve;\n",
                name if !name.contains('/') => module += &format!("mod {name};\n"),
                _ => {}
            }
            let path = path.replace("/main.rs", "/mod.rs");
            file.path = format!("examples/every/{ident}/{path}");
            let text = file
                .text
                .replace(&format!("{alone}::"), &format!("{library}::"));
            let module = (format!("{library}::api"), format!("{library}::{ident}"));
            file.text = text.replace(&module.0, &module.1);
            files.push(file);
        }
        if !module.is_empty() {
            root += &format!("mod {ident};\n");
            let path = format!("examples/every/{ident}/mod.rs");
            files.push(GeneratedFile { path, text: module });
        }
    }
    root += "\nfn main() {}\n";
    let path = "examples/every/main.rs".to_owned();
    files.push(GeneratedFile { path, text: root });
    files
}

/// One crate with a module for each case.
fn together(name: &str, cases: &[Case]) -> Vec<GeneratedFile> {
    let mut sources = Sources::default();
    let modules = cases.iter().map(|case| Module {
        name: case.ident(),
        document: sources.read(&FileSystem, &case.root, &ReadOptions::default()),
        document_name: format!("{}.yaml", case.name),
        webhooks: Default::default(),
    });
    let modules: Vec<Module> = modules.collect();
    let root = modules.first().expect("there are fixtures").document;
    let config = Config {
        modules,
        lists_api: true,
        ..case::config(name, root)
    };
    let generated = simgen::generate(&sources, &config);
    assert!(!generated.files.is_empty(), "{:#?}", generated.diagnostics);
    generated.files
}
