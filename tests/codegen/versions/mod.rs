//! A package of several versions, of which one writes an operation itself: that one alone is
//! emitted twice, and the crate is what it was to its users.

use std::collections::BTreeMap;

use simgen::internal::config::{Config, Module};
use simgen::internal::diagnostic::Diagnostics;
use simgen::internal::ir;
use simgen::internal::source::Sources;
use simgen::{GeneratedFile, Project};

use crate::case;

/// What the documents refer to.
const COMMON: &str = "
paths:
  pets:
    get:
      operationId: listPets
      tags: [Pets]
      summary: List all pets
      responses:
        '200': {description: Ok., content: {application/json: {schema: {type: array, items: {$ref: '#/schemas/Pet'}}}}}
        '404': {description: No., content: {application/json: {schema: {$ref: '#/schemas/Problem'}}}}
    post:
      operationId: addPet
      tags: [Pets]
      summary: Add a pet
      requestBody: {required: true, content: {application/json: {schema: {$ref: '#/schemas/Pet'}}}}
      responses:
        '201': {description: Ok., content: {application/json: {schema: {$ref: '#/schemas/Pet'}}}}
        '404': {description: No., content: {application/json: {schema: {$ref: '#/schemas/Problem'}}}}
  pet:
    get:
      operationId: getPet
      tags: [Pets]
      summary: Get one pet
      parameters: [{name: id, in: path, required: true, schema: {type: string}}]
      responses:
        '200': {description: Ok., content: {application/json: {schema: {$ref: '#/schemas/Pet'}}}}
        '404': {description: No., content: {application/json: {schema: {$ref: '#/schemas/Problem'}}}}
  removal:
    delete:
      operationId: deletePet
      tags: [Pets]
      summary: Remove a pet
      parameters: [{name: id, in: path, required: true, schema: {type: string}}]
      responses:
        '204': {description: Gone.}
        '404': {description: No., content: {application/json: {schema: {$ref: '#/schemas/Problem'}}}}
schemas:
  Pet: {type: object, required: [name], properties: {id: {type: string, readOnly: true}, name: {type: string}}}
  Problem: {type: object, properties: {cause: {type: string}}}
";

/// The operation that a version may write itself.
const SHARED: &str = "{$ref: 'common.yaml#/paths/pet'}";
const OWN: &str = "
    get:
      operationId: getPet
      tags: [Pets]
      summary: Get one pet, or all of it
      parameters:
      - {name: id, in: path, required: true, schema: {type: string}}
      - {name: deep, in: query, schema: {type: boolean}}
      responses:
        '200': {description: Ok., content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}}
        '404': {description: No., content: {application/json: {schema: {$ref: '#/components/schemas/Problem'}}}}
";

const REMOVAL: &str = "  /pets/{id}/removal: {$ref: 'common.yaml#/paths/removal'}\n";

/// A version with the path of one pet, and what follows it.
fn document(name: &str, pet: &str, rest: &str) -> String {
    format!(
        "openapi: 3.0.3
info: {{title: Pets, version: {name}}}
servers: [{{url: 'https://pets.example.com/{name}'}}]
paths:
  /pets: {{$ref: 'common.yaml#/paths/pets'}}
  /pets/{{id}}: {pet}
{rest}components:
  schemas:
    Pet: {{$ref: 'common.yaml#/schemas/Pet'}}
    Problem: {{$ref: 'common.yaml#/schemas/Problem'}}
"
    )
}

/// The sources and configuration of these documents, as `v1`, `v2`, ….
fn package(documents: &[(&str, &str)]) -> (Sources, Config) {
    let documents = documents.iter().zip(1..);
    let texts = documents.map(|((pet, rest), number)| document(&format!("v{number}"), pet, rest));
    package_of(texts.collect())
}

fn package_of(documents: Vec<String>) -> (Sources, Config) {
    let named = documents.into_iter().zip(1..);
    let named = named.map(|(text, number)| (format!("v{number}.yaml"), text));
    let common = ("common.yaml".to_owned(), COMMON.to_owned());
    let named: Vec<_> = named.chain([common]).collect();
    let sources = Sources::from_texts(named.clone());
    let modules = named.iter().filter(|(name, _)| *name != "common.yaml");
    let modules = modules.map(|(name, _)| Module {
        name: name.trim_end_matches(".yaml").to_owned(),
        document: sources.find(name).expect("it was given"),
        document_name: name.clone(),
        webhooks: Default::default(),
    });
    let modules: Vec<_> = modules.collect();
    let config = Config {
        lists_api: true,
        ..case::config("versions", modules[0].document)
    };
    (sources, Config { modules, ..config })
}

fn generated(documents: &[(&str, &str)]) -> Vec<GeneratedFile> {
    files_of(package(documents))
}

fn files_of((sources, config): (Sources, Config)) -> Vec<GeneratedFile> {
    let generated = simgen::generate(&sources, &config);
    assert!(!generated.files.is_empty(), "{:#?}", generated.diagnostics);
    generated.files
}

/// A crate of three versions: the second lacks an operation, and the third writes one itself.
pub(crate) fn three() -> Vec<GeneratedFile> {
    let mut files = generated(&[(SHARED, REMOVAL), (SHARED, ""), (OWN, REMOVAL)]);
    files.push(GeneratedFile {
        path: "tests/versions.rs".to_owned(),
        text: include_str!("test.rs").to_owned(),
    });
    files
}

fn text<'f>(files: &'f [GeneratedFile], path: &str) -> &'f str {
    let mut all = files.iter();
    let found = all.find(|file| file.path == path);
    found.map_or("", |file| &file.text)
}

fn no_path_twice(files: &[GeneratedFile]) {
    let mut count: BTreeMap<&str, usize> = BTreeMap::new();
    for file in files {
        *count.entry(&file.path).or_default() += 1;
    }
    assert!(count.values().all(|count| *count == 1), "{count:#?}");
}

#[test]
fn an_operation_stands_where_it_is_written_and_no_path_twice() {
    let files = three();
    no_path_twice(&files);
    for (path, definitions) in [
        ("src/shared/pets.rs", "AddPet DeletePet GetPet ListPets"),
        ("src/v1/pets.rs", ""),
        ("src/v2/pets.rs", ""),
        ("src/v3/pets.rs", "GetPet"),
    ] {
        let lines = text(&files, path).lines();
        let names = lines.filter_map(|line| line.strip_prefix("pub struct "));
        let mut names: Vec<_> = names.filter_map(|line| line.split('<').next()).collect();
        names.sort_unstable();
        assert_eq!(names.join(" "), definitions, "{path}");
    }
    let own = text(&files, "src/v3/pets.rs");
    let client = own.split("\npub struct ").next().unwrap_or_default();
    assert_eq!(client.matches("pub fn ").count(), 4, "{client}");
}

#[test]
fn the_page_of_a_version_has_its_operations_and_a_link_to_the_others() {
    let files = three();
    let own = text(&files, "docs/v3/pets.md");
    assert!(own.contains("](../shared/pets.md)"), "{own}");
    assert!(own.contains("## `get_pet`") && !own.contains("## `list_pets`"));
    assert!(own.contains("../shared/pets.md#list_pets"), "{own}");
    assert_eq!(text(&files, "docs/v2/pets.md"), "");
    let shared = text(&files, "docs/shared/pets.md");
    assert!(
        shared.contains("Holds for `v1`, `v2` and `v3`."),
        "{shared}"
    );
    for (operation, holders) in [
        ("get_pet", "\n\nHolds for `v1` and `v2`."),
        ("delete_pet", "\n\nHolds for `v1` and `v3`."),
        ("list_pets", "\n\nList all pets"),
    ] {
        let start = format!("## `{operation}`{holders}");
        assert!(shared.contains(&start), "{start}\n{shared}");
    }
    let index = text(&files, "docs/README.md");
    for link in [
        "[Pets](v3/pets.md) and [Pets](shared/pets.md)",
        "[`get_pet`](v3/pets.md#get_pet)",
        "[`list_pets`](shared/pets.md#list_pets)",
    ] {
        assert!(index.contains(link), "{link}\n{index}");
    }
}

/// Types that only some versions share are on one page with the others, which says so.
#[test]
fn one_page_has_the_types_that_any_versions_share() {
    let all = ["v1", "v2"].map(|name| document(name, SHARED, REMOVAL));
    let last = document("v3", SHARED, REMOVAL);
    let is_kept = |line: &&str| !line.contains("paths/pet") && !line.contains("Pet:");
    let last: Vec<_> = last.lines().filter(is_kept).collect();
    let documents = all.into_iter().chain([last.join("\n")]);
    let files = files_of(package_of(documents.collect()));
    no_path_twice(&files);
    let page = text(&files, "docs/shared/models.md");
    for part in [
        "# Models of `shared`\n\n[All pages](../README.md)\n\nHolds for `v1`, `v2` and `v3`.\n",
        "## `Pet`\n\nHolds for `v1` and `v2`.\n",
    ] {
        assert!(page.contains(part), "{part}\n{page}");
    }
    assert_eq!(page.matches("Holds for").count(), 2, "{page}");
}

#[test]
fn the_list_of_what_is_public_and_the_dumps_say_what_is_shared() {
    let api = three();
    let api = text(&api, "api.txt");
    for (line, is_there) in [
        ("pub use v1::pets::GetPet as v2::pets::GetPet", true),
        ("pub use v1::pets::GetPet as v3::pets::GetPet", false),
        ("pub use v1::pets::ListPets as v3::pets::ListPets", true),
        ("pub struct v3::pets::GetPet", true),
    ] {
        let found = api.lines().any(|found| found.starts_with(line));
        assert_eq!(found, is_there, "{line}\n{api}");
    }
    let (sources, config) = package(&[(SHARED, ""), (OWN, "")]);
    let mut diagnostics = Diagnostics::new(false);
    let package = simgen::internal::lower_all(&sources, &config, &mut diagnostics);
    let package = package.expect("the documents are right");
    let dump = ir::dump(&package.apis[1]);
    assert!(dump.contains("GET /pets list_pets shared"), "{dump}");
    assert!(dump.contains("GET /pets/{id} get_pet: GetPet"), "{dump}");
    let shared: String = package.shared.iter().map(ir::dump).collect();
    assert!(!shared.contains("get_pet"), "{shared}");
}

/// Which lines of Rust come and go, as a reviewer sees them.
#[test]
fn an_operation_that_moves_to_a_version_changes_little_else() {
    let before = generated(&[(SHARED, REMOVAL), (SHARED, REMOVAL), (SHARED, REMOVAL)]);
    let after = generated(&[(SHARED, REMOVAL), (OWN, REMOVAL), (SHARED, REMOVAL)]);
    let changed = |path: &str| {
        let [before, after] = [&before, &after].map(|files| text(files, path));
        before != after
    };
    let paths = before.iter().chain(&after).map(|file| file.path.as_str());
    let mut paths: Vec<_> = paths.filter(|path| changed(path)).collect();
    paths.sort_unstable();
    paths.dedup();
    let expected = [
        "api.txt",
        "docs/README.md",
        "docs/shared/pets.md",
        "docs/v2/pets.md",
        "src/lib.rs",
        "src/v2/metadata/mod.rs",
        "src/v2/metadata/pets.rs",
        "src/v2/pets.rs",
    ];
    assert_eq!(paths, expected);
}

#[test]
fn a_comparison_names_the_operation_that_is_no_longer_shared() {
    let [old, new] = [SHARED, OWN].map(|second| {
        let (sources, config) = package(&[(SHARED, ""), (second, "")]);
        Project {
            config,
            sources,
            output: None,
            runtime: None,
        }
    });
    let report = simgen::diff(&old, &new).report;
    let report = report.expect("the documents are right");
    let parted = report.changes.iter();
    let parted = parted.filter(|change| change.kind == "no-longer-shared");
    let lines = parted.flat_map(|change| &change.rust);
    let lines: Vec<_> = lines.filter_map(|line| line.before.as_deref()).collect();
    assert_eq!(lines, ["pub use v1::pets::GetPet as v2::pets::GetPet"]);
}

/// One that can't be read at all, before and after one in which something else is wrong.
#[test]
fn what_is_wrong_in_a_document_is_reported_whatever_another_one_is() {
    let unread = "openapi: 2.0.0\n".to_owned();
    let wrong = document("v2", "{$ref: 'common.yaml#/paths/none'}", "");
    for documents in [[unread.clone(), wrong.clone()], [wrong, unread]] {
        let (sources, config) = package_of(documents.to_vec());
        let found = simgen::generate(&sources, &config).diagnostics;
        let codes = found.iter().map(|found| found.code.as_str());
        let codes: std::collections::BTreeSet<_> = codes.collect();
        for code in ["unresolved-reference", "unsupported-version"] {
            assert!(codes.contains(code), "{code}: {codes:?}\n{documents:?}");
        }
    }
}
