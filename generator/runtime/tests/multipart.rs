//! Multipart bodies (RFC 7578).

use serde_json::{Map, Value, json};
use simgen_runtime::{File, Form, JsonError, Model, ObjectReader, ObjectWriter};

struct Upload {
    id: Option<String>,
    title: String,
    tags: Vec<String>,
    meta: Option<Value>,
    file: File,
}

impl Model for Upload {
    fn read(_: &mut ObjectReader) -> Result<Self, JsonError> {
        unreachable!("only written here")
    }

    fn write(&self, object: &mut ObjectWriter) {
        object.read_only().optional("id", &self.id);
        object.required("title", &self.title);
        object.required("tags", &self.tags);
        object.optional_json("meta", &self.meta);
        object.required("file", &self.file);
        object.rest(&Map::new());
    }
}

fn upload() -> Upload {
    Upload {
        id: Some("never sent".to_owned()),
        title: "A \"title\"".to_owned(),
        tags: vec!["a".to_owned(), "b".to_owned()],
        meta: Some(json!({"deep": [1]})),
        file: File::new(vec![0_u8, 255]).with_name("photo\".png\r\nX: y"),
    }
}

#[test]
fn a_model_becomes_a_part_per_property() {
    let form = Form::of(&upload());
    let expected = Form::new()
        .text("title", "A \"title\"")
        .text("tags", "a")
        .text("tags", "b")
        .json("meta", json!({"deep": [1]}))
        .file("file", upload().file);
    assert_eq!(form, expected);
}

#[test]
fn a_file_shows_its_size_and_not_its_bytes() {
    let shown = format!("{:?}", File::from("secret text").with_name("n"));
    assert!(shown.contains("size: 11"), "{shown}");
    assert!(!shown.contains("secret"), "{shown}");
}
