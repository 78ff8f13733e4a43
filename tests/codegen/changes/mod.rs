//! Every kind of change has the class that the tables beside this file say,
//! and so has its reverse.
//!
//! A case is a list of edits of `base.yaml`; both sides of it are lowered and
//! compared. Every change has a cause: nothing is only seen in Rust.

mod edit;
mod judges;
mod locked;
mod seeded;
mod shared;
mod streams;

use std::fs;
use std::path::Path;

use serde_json::{Value, json};
use simgen::Project;
use simgen::internal::change::{Change, Report};
use simgen::internal::source::Sources;

use crate::case;
use edit::{edited, texts};

/// One kind of change.
struct Kind {
    name: String,
    /// Of the change, and of its reverse.
    classes: [String; 2],
    /// What each of the reports must name.
    kinds: Vec<String>,
    sides: [Value; 2],
}

#[test]
fn every_kind_of_change_has_its_class() {
    let kinds = kinds();
    assert!(kinds.len() >= 60, "only {} kinds of change", kinds.len());
    let wrong: Vec<String> = kinds.iter().flat_map(mistakes).collect();
    assert!(wrong.is_empty(), "{}\n{}", wrong.len(), wrong.join("\n"));
}

/// What the API sends: `.ci/semver` does not judge it, as no call depends on it.
#[test]
fn every_kind_of_change_of_events_has_its_class() {
    let kinds = table(Path::new("changes/unjudged/webhooks.yaml"));
    assert!(kinds.len() >= 12, "only {} kinds of change", kinds.len());
    let wrong: Vec<String> = kinds.iter().flat_map(mistakes).collect();
    assert!(wrong.is_empty(), "{}\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn no_change_is_reported_of_what_is_the_same() {
    let base = base();
    let report = report(&base, &base);
    assert_eq!(report.changes, [], "{report:#?}");
}

#[test]
fn undeclared_properties_that_become_secrets_are_reported() {
    let bag = "/components/schemas/Shop/properties/bag";
    let size = json!({"type": "object", "properties": {"size": {"type": "integer"}}});
    let values = json!({"put": format!("{bag}/additionalProperties"), "value": {"type": "string"}});
    let old = edited(base(), &json!([{"put": bag, "value": size}, values]));
    let secret = json!({"put": format!("{bag}/additionalProperties/format"), "value": "password"});
    let new = edited(old.clone(), &json!([secret]));
    for (old, new, expected) in [
        (&old, &new, "is a secret"),
        (&new, &old, "is no longer a secret"),
    ] {
        let changes = report(old, new).changes;
        let [change] = changes.as_slice() else {
            panic!("{changes:#?}");
        };
        assert_eq!(change.kind, "secrecy-changed");
        assert!(change.what.ends_with(expected), "{}", change.what);
    }
}

#[test]
fn bodies_that_become_secrets_are_reported() {
    let part = "/paths/~1pets~1{id}~1{part}";
    for (schema, name) in [
        (
            format!("{part}/put/requestBody/content/text~1plain/schema"),
            "the body",
        ),
        (
            format!("{part}/get/responses/200/content/text~1plain/schema"),
            "the response of status 200",
        ),
        (
            "/paths/~1pets/get/responses/404/content/application~1json/schema".to_owned(),
            "the response of status 404",
        ),
    ] {
        let secret = json!({"type": "string", "format": "password"});
        let plain = json!([{"put": schema, "value": {"type": "string"}}]);
        let old = edited(base(), &plain);
        let new = edited(old.clone(), &json!([{"put": schema, "value": secret}]));
        for (old, new, expected) in [
            (&old, &new, "is a secret"),
            (&new, &old, "is no longer a secret"),
        ] {
            let changes = report(old, new).changes;
            let [change] = changes.as_slice() else {
                panic!("{changes:#?}");
            };
            assert_eq!(change.kind, "secrecy-changed");
            assert_eq!(change.what, format!("{name} {expected}"));
        }
    }
}

fn mistakes(kind: &Kind) -> Vec<String> {
    let [old, new] = &kind.sides;
    let reports = [report(old, new), report(new, old)];
    let mut mistakes = Vec::new();
    for (index, report) in reports.iter().enumerate() {
        let class = report.class().map_or("none", |class| class.as_str());
        let wanted = kind.kinds.get(index);
        let is_explained = |change: &Change| !change.why.is_empty() && change.kind != "follows";
        let is_named =
            wanted.is_none_or(|wanted| report.changes.iter().any(|change| change.kind == wanted));
        if class != kind.classes[index] || !is_named || !report.changes.iter().all(is_explained) {
            let (name, expected) = (&kind.name, &kind.classes[index]);
            let way = ["there", "back"][index];
            let found = report.changes.iter().map(|change| {
                format!(
                    "\n    {} {} {}: {} {:?}",
                    change.class.as_str(),
                    change.kind,
                    change.what,
                    change.why,
                    change.rust
                )
            });
            mistakes.push(format!(
                "{name} ({way}): {class}, not {expected} {wanted:?}{}",
                found.collect::<String>()
            ));
        }
    }
    mistakes
}

/// Every case of every table.
fn kinds() -> Vec<Kind> {
    let tables = case::entries(Path::new("changes")).into_iter();
    let tables = tables.filter(|path| path.extension().is_some_and(|kind| kind == "yaml"));
    let tables = tables.filter(|path| !path.ends_with("base.yaml"));
    tables.flat_map(|path| table(&path)).collect()
}

fn table(path: &Path) -> Vec<Kind> {
    let cases = yaml(path);
    let cases = cases
        .as_array()
        .unwrap_or_else(|| panic!("{path:?} is no list"));
    cases.iter().map(kind).collect()
}

fn kind(case: &Value) -> Kind {
    let text = |member: &str| {
        let value = case[member].as_str();
        value
            .unwrap_or_else(|| panic!("{case} has no {member}"))
            .to_owned()
    };
    let old = edited(base(), &case["before"]);
    let new = edited(old.clone(), &case["edits"]);
    assert_ne!(old.to_string(), new.to_string(), "{case} changes nothing");
    Kind {
        name: text("name"),
        classes: [text("class"), text("back")],
        kinds: texts(&case["kinds"]),
        sides: [old, new],
    }
}

fn base() -> Value {
    yaml(Path::new("changes/base.yaml"))
}

fn yaml(path: &Path) -> Value {
    let text = fs::read_to_string(path).unwrap_or_else(|error| panic!("{path:?}: {error}"));
    serde_yaml::from_str(&text).unwrap_or_else(|error| panic!("{path:?}: {error}"))
}

/// What simgen says of two documents.
///
/// # Panics
///
/// Where it has anything to say about either: the cases are valid documents.
pub(crate) fn report(old: &Value, new: &Value) -> Report {
    let (old, new) = (project(old), project(new));
    let compared = simgen::diff(&old, &new);
    compared
        .report
        .unwrap_or_else(|| panic!("{:?} {:?}", compared.old, compared.new))
}

fn project(document: &Value) -> Project {
    let sources = Sources::from_texts([("openapi.json", document.to_string())]);
    let root = sources.find("openapi.json").expect("it was just added");
    Project {
        config: case::config("pets", root),
        sources,
        output: None,
        runtime: None,
    }
}
