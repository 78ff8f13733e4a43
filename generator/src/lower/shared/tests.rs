//! What several documents have in common, and where each has it.

use std::collections::BTreeSet;

use crate::config::{Config, Module, Selection, Streams};
use crate::diagnostic::Diagnostics;
use crate::ir::{Api, Metadata, OperationId, Package, Runtime};
use crate::source::Sources;

/// Schemas that documents refer to; `Part` is used by `Pet`.
const COMMON: &str = "
Pet: {type: object, properties: {part: {$ref: 'common.yaml#/Part'}}}
Part: {type: object, properties: {a: {type: string}}}
Toy: {type: object, properties: {a: {type: string}}}
Problem: {type: object, properties: {a: {type: string}}}
";

/// A document with one operation, and these schemas beside those that it refers to.
fn document(schemas: &str) -> String {
    format!(
        "openapi: 3.0.3
info: {{title: A, version: '1'}}
paths:
  /pets:
    get:
      operationId: getPets
      tags: [Pets]
      responses:
        '200': {{description: Ok., content: {{application/json: {{schema: {{$ref: '#/components/schemas/Pet'}}}}}}}}
        '404': {{description: No., content: {{application/json: {{schema: {{$ref: '#/components/schemas/Problem'}}}}}}}}
components:
  schemas:
{schemas}    Problem: {{$ref: 'common.yaml#/Problem'}}
"
    )
}

const SAME: &str = "    Pet: {$ref: 'common.yaml#/Pet'}\n    Toy: {$ref: 'common.yaml#/Toy'}\n";

fn package(documents: &[String]) -> Package {
    package_with(COMMON, documents)
}

/// The same with this text in `common.yaml`.
fn package_with(common: &str, documents: &[String]) -> Package {
    let mut texts = vec![("common.yaml".to_owned(), common.to_owned())];
    let named = documents.iter().enumerate();
    texts.extend(named.map(|(index, text)| (format!("v{index}.yaml"), text.clone())));
    let names: Vec<String> = texts[1..].iter().map(|(name, _)| name.clone()).collect();
    let sources = Sources::from_texts(texts);
    let modules = names.iter().map(|name| Module {
        name: name.trim_end_matches(".yaml").to_owned(),
        document: sources.find(name).expect("it was given"),
        document_name: name.clone(),
        webhooks: Default::default(),
    });
    let config = Config {
        name: "pets".to_owned(),
        version: "1.0.0".to_owned(),
        description: None,
        metadata: Metadata::default(),
        runtime: Runtime::default(),
        modules: modules.collect(),
        credentials: None,
        error_summary: Vec::new(),
        streams: Streams::default(),
        lists_api: false,
        lock: None,
        strict: false,
        selection: Selection::default(),
    };
    let mut diagnostics = Diagnostics::new(false);
    crate::generate::lower_all(&sources, &config, &mut diagnostics).expect("they are documents")
}

fn models(package: &Package) -> Vec<Vec<&str>> {
    let shared = package.apis.iter().map(|api| &api.shared.models);
    let names = shared.map(|names| names.iter().map(String::as_str).collect());
    names.collect()
}

#[test]
fn what_is_the_same_at_the_same_place_is_shared() {
    let package = package(&[document(SAME), document(SAME)]);
    let all = vec!["part", "pet", "problem", "toy"];
    assert_eq!(models(&package), [all.clone(), all]);
    // The newest document is the one that it is emitted from.
    assert_eq!(package.shared.len(), 1);
    let part = &package.shared[0];
    assert_eq!(part.module.as_str(), "v1");
    assert!(part.is_shared && part.shared.schemas);
    assert_eq!(part.shared, package.apis[1].shared);
    let errors = BTreeSet::from(["PetsError".to_owned()]);
    assert_eq!(part.shared.errors, errors);
    // Each document has a place of its own for its operations.
    assert!(part.shared.operations.is_empty());
}

#[test]
fn only_what_differs_and_what_names_it_is_emitted_twice() {
    let own_part = "    Pet: {type: object, properties: {part: {type: string}}}\n    Toy: {$ref: 'common.yaml#/Toy'}\n";
    let package = package(&[document(SAME), document(own_part), document(SAME)]);
    let all = vec!["part", "pet", "problem", "toy"];
    let few = vec!["problem", "toy"];
    assert_eq!(models(&package), [all.clone(), few, all]);
}

/// The same text at two places is not one schema: one may change without the other.
#[test]
fn the_same_text_at_two_places_is_not_shared() {
    let own = "    Pet: {type: object}\n";
    let package = package(&[document(own), document(own)]);
    assert_eq!(models(&package), [["problem"], ["problem"]]);
}

#[test]
fn of_two_groups_with_one_name_the_first_is_shared() {
    let other = COMMON.replace("type: string", "type: integer");
    let other: String = other
        .lines()
        .map(|line| {
            format!(
                "    {}\n",
                line.replace("common.yaml#/", "#/components/schemas/")
            )
        })
        .collect();
    let [v1, v2] = [document(SAME), document(&other)];
    let package = package(&[v1.clone(), v2.clone(), v2, v1]);
    let all = vec!["part", "pet", "problem", "toy"];
    assert_eq!(models(&package)[0], all);
    assert_eq!(models(&package)[3], all);
    assert_eq!(models(&package)[1], ["problem"]);
}

#[test]
fn one_document_shares_nothing() {
    let package = package(&[document(SAME)]);
    assert_eq!(models(&package), [[""; 0]]);
    assert!(package.shared.is_empty());
}

/// A path item of `common.yaml`, at a path of each document's own.
fn document_with_paths(first: &str, second: &str) -> String {
    format!(
        "openapi: 3.0.3
info: {{title: A, version: '1'}}
paths:
  {first}: {{$ref: 'common.yaml#/items/pets'}}
  {second}: {{$ref: 'common.yaml#/items/pet'}}
"
    )
}

/// Path items beside the schemas.
const ITEMS: &str = "
items:
  pets:
    get: {operationId: getPets, tags: [Pets], responses: {'204': {description: No.}}}
  pet:
    get: {operationId: getPet, tags: [Pets], responses: {'204': {description: No.}}}
";

#[test]
fn an_operation_is_shared_wherever_each_document_has_its_path() {
    let old = document_with_paths("/pets", "/pet");
    let new = document_with_paths("/pets/v1", "/pet");
    let common = format!("{COMMON}{ITEMS}");
    let package = package_with(&common, &[old.clone(), old, new]);
    for api in package.apis.iter().chain(&package.shared) {
        assert_eq!(shared_of(api), ["get_pets", "get_pet"], "{}", api.module);
    }
    // It is emitted with the path of the newest document, and the others say theirs.
    let own = |index: usize| package.apis[index].own_paths.as_slice();
    let elsewhere = [(OperationId::new("getPets"), "/pets".to_owned())];
    assert_eq!([own(0), own(1), own(2)], [&elsewhere[..], &elsewhere, &[]]);
    let shared = package.shared[0].operations();
    let shared: Vec<_> = shared
        .map(|found| (found.path.as_str(), found.other_paths.len()))
        .collect();
    assert_eq!(shared, [("/pets/v1", 2), ("/pet", 0)]);
    let modules = package.shared[0]
        .operations()
        .flat_map(|found| &found.other_paths);
    let modules: Vec<_> = modules.map(|other| other.module.as_str()).collect();
    assert_eq!(modules, ["v0", "v1"]);
}

/// The operations of an API that are in the shared module, in the order of that module.
fn shared_of(api: &Api) -> Vec<&str> {
    let shared = api.shared.operations.get("pets");
    let places = shared.into_iter().flat_map(|shared| &shared.places);
    let mut places: Vec<_> = places.map(|(name, place)| (place, name.as_str())).collect();
    places.sort_unstable();
    places.into_iter().map(|(_, name)| name).collect()
}

/// The operations that are emitted in the module of an API, or in the shared one.
fn own_of(api: &Api) -> Vec<&str> {
    let own = api.own_resources().iter();
    let own = own.flat_map(|resource| &resource.operations);
    own.map(|operation| operation.ident.as_str()).collect()
}

const OK: &str =
    "{description: Ok., content: {application/json: {schema: {$ref: 'common.yaml#/Pet'}}}}";

/// Packages of documents with two operations, of which some write the second themselves.
fn package_of_own(writes_own: &[bool]) -> Package {
    let common = format!("{COMMON}{ITEMS}")
        .replace("{'204': {description: No.}}", &format!("{{'200': {OK}}}"));
    let same = document_with_paths("/pets", "/pet");
    let get = format!(
        "{{get: {{operationId: getPet, tags: [Pets], summary: New., responses: {{'200': {OK}}}}}}}"
    );
    let changed = same.replace("{$ref: 'common.yaml#/items/pet'}", &get);
    assert_ne!(same, changed);
    let documents = writes_own.iter().map(|own| match own {
        true => changed.clone(),
        false => same.clone(),
    });
    package_with(&common, &documents.collect::<Vec<_>>())
}

#[test]
fn a_version_that_writes_an_operation_itself_has_that_one_to_itself_and_shares_the_others() {
    let both = ["get_pets", "get_pet"];
    let (first, second) = (&both[..1], &both[1..]);
    type Names<'a> = &'a [&'a str];
    // Which documents write the second operation; the shared operations, and the own ones.
    let cases: [(&[bool], Names<'_>, &[Names<'_>]); 5] = [
        (&[false, false], &both, &[&[], &[]]),
        (&[false, true], first, &[second, second]),
        (&[false, true, false], &both, &[&[], second, &[]]),
        // The last one has not all of them, so another one is what they are emitted from.
        (&[false, false, true], &both, &[&[], &[], second]),
        (&[true, true], first, &[second, second]),
    ];
    for (writes_own, shared, own) in cases {
        let package = package_of_own(writes_own);
        let emitted: Vec<_> = package.shared.iter().flat_map(own_of).collect();
        assert_eq!(emitted, shared, "{writes_own:?}");
        let found: Vec<_> = package.apis.iter().map(own_of).collect();
        assert_eq!(found, own, "{writes_own:?}");
        for (api, writes_own) in package.apis.iter().zip(writes_own) {
            assert_eq!(api.shares_whole(&api.resources[0]), shared_of(api) == both);
            assert!(api.operations().count() == 2, "{writes_own}");
        }
        let pets = vec!["part", "pet"];
        assert_eq!(models(&package), vec![pets; writes_own.len()]);
    }
}

/// An operation that only some have is no part of what the others list.
#[test]
fn a_version_lists_the_shared_operations_that_it_has() {
    let common = format!("{COMMON}{ITEMS}");
    let both = document_with_paths("/pets", "/pet");
    let one = both.replace("  /pet: {$ref: 'common.yaml#/items/pet'}\n", "");
    assert_ne!(both, one);
    let package = package_with(&common, &[both.clone(), both, one]);
    let shared = package.apis.iter().map(shared_of);
    let all = ["get_pets", "get_pet"];
    assert_eq!(shared.collect::<Vec<_>>(), [&all[..], &all, &all[..1]]);
    let whole = package.apis.iter();
    let whole = whole.map(|api| api.shares_whole(&api.resources[0]));
    assert_eq!(whole.collect::<Vec<_>>(), [true, true, false]);
    // A resource is emitted from one document: that with most of it.
    let owners = package.shared.iter();
    let owners = owners.filter(|owner| !owner.shared.operations.is_empty());
    let owners: Vec<_> = owners.map(|owner| owner.module.as_str()).collect();
    assert_eq!(owners, ["v1"]);
}

/// Nor is an enum of errors another one for it; it names the operations of all.
#[test]
fn a_version_with_an_operation_more_shares_errors() {
    let no =
        "{description: No., content: {application/json: {schema: {$ref: 'common.yaml#/Pet'}}}}";
    let items = ITEMS.replace("{'204': {description: No.}}", &format!("{{'404': {no}}}"));
    let both = document_with_paths("/pets", "/pet");
    let one = both.replace("  /pet: {$ref: 'common.yaml#/items/pet'}\n", "");
    let package = package_with(&format!("{COMMON}{items}"), &[both, one]);
    assert_eq!(
        package.apis.iter().map(shared_of).collect::<Vec<_>>(),
        [["get_pets"]; 2]
    );
    let errors = package.shared.iter().flat_map(|api| &api.errors);
    let users: Vec<_> = errors.map(|error| error.operations.as_slice()).collect();
    assert_eq!(users, [["getPets", "getPet"].map(OperationId::new)]);
}

/// Where no document has all that others share, those that have most of it share.
#[test]
fn operations_that_the_owner_of_the_resource_does_not_have_are_not_shared() {
    let common = format!("{COMMON}{ITEMS}");
    let both = document_with_paths("/pets", "/pet");
    let first = both.replace("  /pet: {$ref: 'common.yaml#/items/pet'}\n", "");
    let second = both.replace("  /pets: {$ref: 'common.yaml#/items/pets'}\n", "");
    let package = package_with(&common, &[first.clone(), second.clone(), first, second]);
    let own = package.apis.iter().map(own_of).collect::<Vec<_>>();
    assert_eq!(own, [vec!["get_pets"], vec![], vec!["get_pets"], vec![]]);
    let emitted: Vec<_> = package.shared.iter().flat_map(own_of).collect();
    assert_eq!(emitted, ["get_pet"]);
}
