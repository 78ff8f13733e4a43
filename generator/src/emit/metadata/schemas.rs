//! Turns the document's schemas into a file of JSON that the mock server reads.

use crate::emit::header;
use crate::format::{Content, EmittedFile};
use crate::ir::Api;

/// `metadata/schemas.json`: one schema a line, so that a change of one changes one line.
pub(super) fn file(api: &Api) -> EmittedFile {
    let comment = serde_json::Value::from(header::plain(api)).to_string();
    let text = format!(
        "{{\"$comment\": {comment},\n\"$defs\": {},\n\"operations\": {}\n}}\n",
        object(&api.schemas.components),
        object(&api.schemas.operations)
    );
    EmittedFile {
        path: format!("src/{}/metadata/schemas.json", api.folder()),
        header: String::new(),
        content: Content::Text(text),
    }
}

fn object(members: &[(String, String)]) -> String {
    if members.is_empty() {
        return "{}".to_owned();
    }
    let lines = members.iter().map(|(name, schema)| {
        let name = serde_json::Value::from(name.as_str());
        format!("{name}: {schema}")
    });
    let lines: Vec<String> = lines.collect();
    format!("{{\n{}\n}}", lines.join(",\n"))
}
