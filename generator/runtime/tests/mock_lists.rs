//! The mock server gives the part of a list that a request asks for.

use serde_json::{Value, json};
use simgen_runtime::{
    ApiDescription, ApiMetadata, CollectionMetadata, Config, Core, MockBuilder, OperationMetadata,
    Parameter, ParameterMetadata, RequestBuilder, ResourceMetadata, ResponseMetadata, Status,
    ValueKind,
};

use crate::mock;
use crate::support::operation;

operation!(ListItems, "GET", "/items", &[]);
operation!(GetItem, "GET", "/items/{id}", &[]);

static DESCRIPTION: ApiDescription = ApiDescription {
    title: "Items",
    package: "items",
    ..mock::DESCRIPTION
};

const fn number(name: &'static str) -> ParameterMetadata {
    ParameterMetadata::new(Parameter::query(name), ValueKind::Integer)
}

static API: ApiMetadata = ApiMetadata {
    module: "v1",
    description: &DESCRIPTION,
    resources: &[ResourceMetadata {
        tag: "",
        text: "",
        operations: &[
            OperationMetadata::of::<ListItems>("list-items")
                .parameters(&[number("offset"), number("limit")])
                .successes(&[ResponseMetadata::json(Status::exactly(200))
                    .example(r#"[{"id":"a"},{"id":"b"},{"id":"c"}]"#)]),
            OperationMetadata::of::<GetItem>("get-item")
                .parameters(&[ParameterMetadata::new(
                    Parameter::path("id"),
                    ValueKind::Text,
                )])
                .successes(&[ResponseMetadata::json(Status::exactly(200)).example("{}")]),
        ],
    }],
    collections: &[CollectionMetadata {
        path: "/items",
        item_path: "/items/{id}",
        id: "id",
        id_is_number: false,
        list: Some("ListItems"),
        create: None,
        get: "GetItem",
        put: None,
        patch: &[],
        delete: None,
        server_set: &[],
        times: &[],
        write_only: &[],
        required: &[],
    }],
    schemas: "{}",
};

static APIS: &[&ApiMetadata] = &[&API];

#[tokio::test]
async fn offset_and_limit_select_a_part_of_a_list() {
    let server = MockBuilder::new(APIS).start();
    let server = server.expect("a port of this computer is free");
    let config: Config = server.config();
    let core = Core::new(config, &DESCRIPTION).expect("the settings are complete");
    let cases: [(Option<i64>, Option<i64>, &[&str]); 6] = [
        (None, None, &["a", "b", "c"]),
        (Some(1), None, &["b", "c"]),
        (None, Some(2), &["a", "b"]),
        (Some(1), Some(1), &["b"]),
        (Some(3), Some(1), &[]),
        (None, Some(0), &[]),
    ];
    for (offset, limit, expected) in cases {
        let mut request = RequestBuilder::new(&core);
        for (name, value) in [("offset", offset), ("limit", limit)] {
            if let Some(value) = value {
                request = request.set(Parameter::query(name), &value);
            }
        }
        let list = ListItems(request).await.expect("a list");
        let ids: Vec<Value> = expected.iter().map(|id| json!({ "id": id })).collect();
        assert_eq!(list, Value::Array(ids), "{offset:?} {limit:?}");
    }
}
