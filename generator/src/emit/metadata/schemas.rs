//! Turns the document's schemas into a file of JSON that the mock server reads.

use crate::emit::header;
use crate::format::{Content, EmittedFile};
use crate::ir::Api;

/// `metadata/schemas.json`: one schema a line, so that a change of one changes one line.
pub(super) fn file(api: &Api) -> EmittedFile {
    let components = api.schemas.components.iter();
    let components = components.map(|(name, schema)| (name.as_str(), schema.as_str()));
    let operations = api.schemas.operations.iter();
    let operations = operations.map(|(id, schemas)| (id.as_str(), schemas.as_str()));
    let comment = serde_json::Value::from(header::plain(api)).to_string();
    let text = format!(
        "{{\"$comment\": {comment},\n\"$defs\": {},\n\"operations\": {}\n}}\n",
        object(components),
        object(operations)
    );
    EmittedFile {
        path: format!("src/{}/metadata/schemas.json", api.folder()),
        header: String::new(),
        content: Content::Text(text),
    }
}

fn object<'a>(members: impl Iterator<Item = (&'a str, &'a str)>) -> String {
    let lines = members.map(|(name, schema)| {
        let name = serde_json::Value::from(name);
        format!("{name}: {schema}")
    });
    let lines: Vec<String> = lines.collect();
    if lines.is_empty() {
        return "{}".to_owned();
    }
    format!("{{\n{}\n}}", lines.join(",\n"))
}
