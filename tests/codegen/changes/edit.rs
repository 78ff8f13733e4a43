//! Turns a document and a list of edits into another document.

use serde_json::Value;

/// Applies edits in order:
///
/// - `put: <pointer>, value: <any>`: sets a member or element; `-` appends
/// - `drop: <pointer>`: removes a member
/// - `rename: <pointer>, to: <name>`: gives a member another name, in its place
/// - `reorder: <pointer>, first: <name or index>`: moves one to the front
pub(super) fn edited(document: Value, edits: &Value) -> Value {
    let mut document = document;
    for edit in edits.as_array().into_iter().flatten() {
        let pointer = |verb: &str| edit.get(verb).and_then(Value::as_str);
        if let Some(at) = pointer("put") {
            put(&mut document, at, edit["value"].clone());
        } else if let Some(at) = pointer("drop") {
            let (parent, name) = split(at);
            let parent = members(&mut document, parent);
            parent
                .shift_remove(&name)
                .unwrap_or_else(|| panic!("there is no {at}"));
        } else if let Some(at) = pointer("rename") {
            let (parent, name) = split(at);
            let to = edit["to"].as_str().unwrap_or_else(|| panic!("{edit}"));
            let parent = members(&mut document, parent);
            let renamed = |(key, value): (String, Value)| {
                (if key == name { to.to_owned() } else { key }, value)
            };
            *parent = std::mem::take(parent).into_iter().map(renamed).collect();
        } else if let Some(at) = pointer("reorder") {
            reorder(&mut document, at, &edit["first"]);
        } else {
            panic!("no such edit: {edit}");
        }
    }
    document
}

fn put(document: &mut Value, at: &str, value: Value) {
    let (parent, name) = split(at);
    let parent = document
        .pointer_mut(parent)
        .unwrap_or_else(|| panic!("there is no {parent}"));
    match parent {
        Value::Array(elements) if name == "-" => elements.push(value),
        Value::Array(elements) => {
            let index: usize = name.parse().unwrap_or_else(|_| panic!("{at}"));
            elements[index] = value;
        }
        parent => drop(
            parent
                .as_object_mut()
                .expect("an object")
                .insert(name, value),
        ),
    }
}

fn reorder(document: &mut Value, at: &str, first: &Value) {
    let found = document
        .pointer_mut(at)
        .unwrap_or_else(|| panic!("there is no {at}"));
    match found {
        Value::Array(elements) => {
            let index = first.as_u64().and_then(|index| usize::try_from(index).ok());
            let element = elements.remove(index.expect("an index"));
            elements.insert(0, element);
        }
        found => {
            let members = found.as_object_mut().expect("an object");
            let name = first.as_str().expect("a name");
            let value = members
                .shift_remove(name)
                .unwrap_or_else(|| panic!("there is no {name}"));
            members.shift_insert(0, name.to_owned(), value);
        }
    }
}

fn members<'d>(document: &'d mut Value, at: &str) -> &'d mut serde_json::Map<String, Value> {
    let found = document.pointer_mut(at).and_then(Value::as_object_mut);
    found.unwrap_or_else(|| panic!("there is no object at {at}"))
}

/// The parent's pointer and the last token, unescaped.
fn split(at: &str) -> (&str, String) {
    let (parent, token) = at
        .rsplit_once('/')
        .unwrap_or_else(|| panic!("{at} is no pointer"));
    (parent, token.replace("~1", "/").replace("~0", "~"))
}

/// The texts of a list; none where there is no list.
pub(super) fn texts(list: &Value) -> Vec<String> {
    let texts = list.as_array().into_iter().flatten();
    texts
        .filter_map(|text| text.as_str().map(str::to_owned))
        .collect()
}
