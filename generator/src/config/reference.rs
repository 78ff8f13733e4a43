//! Turns the tables of keys into `docs/simgen-toml.md`. Only a test does that, so that the page
//! can't say anything else than the code.

use std::path::Path;
use std::{env, fs};

use super::file::parse;
use super::keys::{Key, Kind, Presence, ROOT};

const HEAD: &str = "\
# simgen.toml

What `simgen generate` makes of which documents. By default it is `spec/simgen.toml` of the current
folder or the nearest folder above; `--config FILE` names another one. A key that is not listed here is an error.

This page is made from the code: `INSTA_UPDATE=always cargo test -p simgen config::` writes it.

An editor completes and checks the file by [`simgen.schema.json`](simgen.schema.json), which
`simgen schema` prints. With [Taplo](https://taplo.tamasfe.dev/), which is in the extension *Even Better
TOML* too, the first line of the file says where the schema is:

```toml
#:schema ./simgen.schema.json
```
";

/// The page.
fn page() -> String {
    let mut page = HEAD.to_owned();
    page.push_str("\n## All tables\n\n");
    page.push_str(&rows(ROOT, ""));
    page.push_str(&example("", ROOT));
    for key in ROOT {
        add(&mut page, key, "");
    }
    page
}

/// The section of a table, and those of the tables in it.
fn add(page: &mut String, key: &Key, above: &str) {
    let keys = key.kind.keys();
    if keys.is_empty() {
        return;
    }
    let path = format!("{above}{}", key.name);
    page.push_str(&format!(
        "\n## `{}`\n\n{}\n\n",
        header(&path, key.kind),
        key.meaning
    ));
    let below = format!("{path}.");
    page.push_str(&rows(keys, &below));
    page.push_str(&example(&header(&path, key.kind), keys));
    for key in keys {
        add(page, key, &below);
    }
}

/// `[package]`, `[[module]]`
fn header(path: &str, kind: Kind) -> String {
    match kind {
        Kind::Tables(_) => format!("[[{path}]]"),
        _ => format!("[{path}]"),
    }
}

fn rows(keys: &[Key], above: &str) -> String {
    let rows = keys.iter().map(|key| {
        let presence = match key.presence {
            Presence::Required => "required".to_owned(),
            Presence::Default(value) => format!("`{value}`"),
            Presence::Optional(words) => words.to_owned(),
        };
        let kind = kind(key, above);
        format!(
            "| `{}` | {kind} | {presence} | {} |\n",
            key.name, key.meaning
        )
    });
    let rows: String = rows.collect();
    format!("| key | type | without it | meaning |\n|---|---|---|---|\n{rows}")
}

fn kind(key: &Key, above: &str) -> String {
    let link = |words: &str| {
        let anchor = format!("{above}{}", key.name).replace('.', "");
        format!("[{words}](#{anchor})")
    };
    match key.kind {
        Kind::Text(_) => "string".to_owned(),
        Kind::Word(words) => {
            let words: Vec<String> = words.iter().map(|word| format!("`\"{word}\"`")).collect();
            words.join(" or ")
        }
        Kind::Flag => "boolean".to_owned(),
        Kind::Texts { most: None, .. } => "list of strings".to_owned(),
        Kind::Texts {
            most: Some(most), ..
        } => format!("list of at most {most} strings"),
        Kind::TextMap => "table of strings".to_owned(),
        Kind::Table(_) => link("table"),
        Kind::Tables(_) => link("list of tables"),
        Kind::WordOrTable(word, _) => format!("`\"{word}\"` or {}", link("table")),
    }
}

/// The table with all of its keys, as a block; nothing for one that has only tables.
fn example(header: &str, keys: &[Key]) -> String {
    match lines(header, keys) {
        lines if lines.is_empty() => lines,
        lines => format!("\n```toml\n{lines}```\n"),
    }
}

fn lines(header: &str, keys: &[Key]) -> String {
    let own = keys.iter().filter(|key| !key.example.is_empty());
    let own: String = own
        .map(|key| format!("{} = {}\n", key.name, key.example))
        .collect();
    match own.is_empty() || header.is_empty() {
        true => own,
        false => format!("{header}\n{own}"),
    }
}

/// Compares a text with the file that is committed, below this package's folder. Where snapshots
/// are to be updated, the file too.
pub(super) fn is_as_committed(path: &str, text: &str) {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    if env::var_os("INSTA_UPDATE").is_some_and(|update| update == "always") {
        fs::write(&file, text).expect("the file can be written");
    }
    let committed = fs::read_to_string(&file).unwrap_or_default();
    assert!(
        committed.replace("\r\n", "\n") == text,
        "{path} is stale: `INSTA_UPDATE=always cargo test -p simgen config::` writes it"
    );
}

#[test]
fn the_committed_page_is_made_from_the_keys() {
    is_as_committed("docs/simgen-toml.md", &page());
}

/// A line of a configuration.
struct Line {
    /// The key in it; empty for the header of a table.
    path: String,
    text: String,
    presence: Presence,
}

/// All examples in one configuration.
fn all() -> Vec<Line> {
    let mut found = Vec::new();
    add_lines(&mut found, "", ROOT);
    found
}

fn add_lines(found: &mut Vec<Line>, above: &str, keys: &[Key]) {
    // A table has its own lines before those of its tables.
    let own = keys.iter().filter(|key| key.kind.keys().is_empty());
    found.extend(own.map(|key| Line {
        path: format!("{above}{}", key.name),
        text: format!("{} = {}", key.name, key.example),
        presence: key.presence,
    }));
    for key in keys.iter().filter(|key| !key.kind.keys().is_empty()) {
        let path = format!("{above}{}", key.name);
        found.push(Line {
            path: String::new(),
            text: header(&path, key.kind),
            presence: key.presence,
        });
        add_lines(found, &format!("{path}."), key.kind.keys());
    }
}

fn text_of<'l>(lines: impl IntoIterator<Item = &'l Line>) -> String {
    let lines = lines.into_iter();
    lines.map(|line| format!("{}\n", line.text)).collect()
}

#[test]
fn the_examples_are_a_configuration() {
    let text = text_of(&all());
    assert!(parse(&text).is_ok(), "{text}\n{:?}", parse(&text));
}

/// A key that the tables have and the parser does not read would be documented, and do nothing.
#[test]
fn every_key_is_read() {
    let lines = all();
    let keys = lines.iter().filter(|line| !line.path.is_empty());
    for key in keys {
        let wrong = lines.iter().map(|line| match line.path == key.path {
            true => format!(
                "{} = 1979-05-27\n",
                key.text.split(" = ").next().unwrap_or_default()
            ),
            false => format!("{}\n", line.text),
        });
        let text: String = wrong.collect();
        let found = parse(&text).expect_err(&key.path);
        assert_eq!(found.len(), 1, "{}: {found:?}", key.path);
        let message = &found[0].message;
        assert!(
            message.starts_with("invalid type"),
            "{}: {message}",
            key.path
        );
    }
}

#[test]
fn a_key_is_required_where_its_table_says_so() {
    let lines = all();
    let keys = lines.iter().filter(|line| !line.path.is_empty());
    for key in keys {
        let text = text_of(lines.iter().filter(|line| line.path != key.path));
        let is_wrong = parse(&text).is_err();
        assert_eq!(is_wrong, key.presence == Presence::Required, "{}", key.path);
    }
}
