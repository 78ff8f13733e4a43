//! What several modules have in common is compared under each path, and a module that has
//! something of its own from now on is a change of its own.

use simgen::Project;
use simgen::internal::change::{Change, Class, Report};
use simgen::internal::config::{Config, Module};
use simgen::internal::source::Sources;

use crate::case;

/// What both documents refer to.
const COMMON: &str = "
paths:
  /pets:
    post:
      operationId: addPet
      tags: [Pets]
      requestBody: {content: {application/json: {schema: {$ref: '#/schemas/Pet'}}}}
      responses:
        '200': {description: Ok., content: {application/json: {schema: {$ref: '#/schemas/Pet'}}}}
        '404': {description: No., content: {application/json: {schema: {$ref: 'common.yaml#/schemas/Problem'}}}}
schemas:
  Pet: {type: object, properties: {part: {$ref: '#/schemas/Part'}}}
  Part: {type: object, properties: {a: {type: string}, kind: {type: string, enum: [x, y]}}}
  Problem: {type: object, properties: {a: {type: string}}}
";

/// A document that takes everything from another one, but for the body of errors.
fn document(common: &str) -> String {
    let schemas = [
        ("Pet", common),
        ("Part", common),
        ("Problem", "common.yaml"),
    ];
    let schemas =
        schemas.map(|(name, file)| format!("    {name}: {{$ref: '{file}#/schemas/{name}'}}\n"));
    format!(
        "openapi: 3.0.3\ninfo: {{title: A, version: '1'}}\n\
         paths:\n  /pets: {{$ref: '{common}#/paths/~1pets'}}\n\
         components:\n  schemas:\n{}",
        schemas.concat()
    )
}

/// Two modules, with the text of what is common to them and of what the second has for it.
fn project(first: &str, second: &str) -> Project {
    let is_same = first == second;
    let own = if is_same { "common.yaml" } else { "own.yaml" };
    let sources = Sources::from_texts([
        ("v1.yaml", document("common.yaml")),
        ("v2.yaml", document(own)),
        ("common.yaml", first.to_owned()),
        ("own.yaml", second.to_owned()),
    ]);
    let modules = ["v1", "v2"].map(|name| Module {
        name: name.to_owned(),
        document: sources.find(&format!("{name}.yaml")).expect("it was given"),
        document_name: format!("{name}.yaml"),
        webhooks: Default::default(),
    });
    let config = Config {
        modules: modules.to_vec(),
        ..case::config("pets", modules[0].document)
    };
    Project {
        config,
        sources,
        output: None,
        runtime: None,
    }
}

fn report(old: &Project, new: &Project) -> Report {
    let compared = simgen::diff(old, new);
    let findings = format!("{:?} {:?}", compared.old, compared.new);
    let report = compared.report.unwrap_or_else(|| panic!("{findings}"));
    let is_explained = |change: &Change| change.kind != "follows";
    assert!(report.changes.iter().all(is_explained), "{report:#?}");
    report
}

fn summary(report: &Report) -> Vec<(&str, &str, &str)> {
    let changes = report.changes.iter();
    changes
        .map(|change| {
            (
                change.scope.module.as_str(),
                change.kind,
                change.class.as_str(),
            )
        })
        .collect()
}

#[test]
fn a_module_that_gets_its_own_is_a_change_of_its_own() {
    let more = COMMON.replace(
        "{a: {type: string}, kind",
        "{a: {type: string}, b: {type: string}, kind",
    );
    let (both, parted) = (project(COMMON, COMMON), project(COMMON, &more));
    let found = report(&both, &parted);
    let added = ("v2", "optional-property-added", "minor");
    assert_eq!(
        summary(&found),
        [("v2", "no-longer-shared", "major"), added]
    );
    let lines: Vec<_> = found.changes[0].rust.iter().collect();
    let names = [
        "errors::PetsError",
        "models::Part",
        "models::PartKind",
        "models::Pet",
    ];
    for name in names {
        let line = format!("pub use v1::{name} as v2::{name}");
        let is_listed = lines
            .iter()
            .any(|found| found.before.as_ref() == Some(&line));
        assert_eq!(is_listed, name != "errors::PetsError", "{line}: {lines:#?}");
    }
    // What is new is said at the property alone.
    assert_eq!(found.changes[1].rust.len(), 2, "{found:#?}");
    let back = report(&parted, &both);
    assert_eq!(summary(&back)[0], ("v2", "shared", "major"));
}

#[test]
fn a_change_of_what_is_shared_is_one_of_each_module() {
    let more = COMMON.replace(
        "{a: {type: string}, kind",
        "{a: {type: string}, b: {type: string}, kind",
    );
    let found = report(&project(COMMON, COMMON), &project(&more, &more));
    assert_eq!(found.class(), Some(Class::Minor));
    let kinds = [
        ("v1", "optional-property-added", "minor"),
        ("v2", "optional-property-added", "minor"),
    ];
    assert_eq!(summary(&found), kinds);
    for change in &found.changes {
        let module = &change.scope.module;
        let line = format!("pub {module}::models::Part::b: Option<String>");
        let after = change.rust.iter().filter_map(|line| line.after.as_ref());
        assert!(after.into_iter().any(|found| *found == line), "{change:#?}");
    }
}
