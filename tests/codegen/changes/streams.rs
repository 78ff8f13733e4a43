//! A body that becomes a stream, and a stream of other items, break programs.

use serde_json::{Value, json};
use simgen::internal::change::Class;

use super::edit::edited;
use super::{base, report};

const CONTENT: &str = "/paths/~1shops/get/responses/200/content";

#[test]
fn bodies_streams_and_their_items_are_told_apart() {
    let stream = |schema: &str| {
        let schema = json!({"$ref": format!("#/components/schemas/{schema}")});
        let put = format!("{CONTENT}/text~1event-stream");
        json!({"put": put, "value": {"schema": schema}})
    };
    let drop = json!({"drop": format!("{CONTENT}/application~1json")});
    let with = |edits: Value| edited(base(), &edits);
    let (body, both) = (base(), with(json!([stream("Pet")])));
    let only = with(json!([stream("Pet"), drop]));
    let other = with(json!([stream("Problem"), drop]));
    let both_other = with(json!([stream("Problem")]));
    for (old, new, class, kind) in [
        (&body, &only, Class::Major, "response-retyped"),
        (&only, &body, Class::Major, "response-retyped"),
        (&only, &other, Class::Major, "response-retyped"),
        (&body, &both, Class::Minor, "alternative-added"),
        (&both, &body, Class::Major, "alternative-removed"),
        (&both, &both_other, Class::Major, "alternative-changed"),
    ] {
        let report = report(old, new);
        let mut changes = report.changes.iter();
        let found = changes.find(|change| change.kind == kind);
        let found = found.unwrap_or_else(|| panic!("{kind}: {report:#?}"));
        assert_eq!(found.class, class, "{kind}: {report:#?}");
        let follows = |change: &&simgen::internal::change::Change| change.kind == "follows";
        let highest = report.changes.iter().filter(|found| !follows(found));
        assert_eq!(highest.map(|change| change.class).max(), Some(class));
    }
}
