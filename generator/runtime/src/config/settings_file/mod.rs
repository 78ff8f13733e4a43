//! Turns the text of a settings file into a tree, and a dotted key into a value of it.
//!
//! It does not know which keys mean what. Its errors never show a value, and the memory of
//! its values is wiped when they are dropped.

use secrecy::zeroize::Zeroize as _;
use secrecy::{ExposeSecret as _, SecretString};

use super::load::FileFormat;

mod json;
mod yaml;

/// A value of a settings file.
pub(crate) enum Node {
    /// Null.
    Absent,
    Text(SecretString),
    /// A whole number, as a text.
    Whole(SecretString),
    /// Any other number or a boolean, which no setting is.
    Other,
    List,
    Mapping(Vec<(String, Node)>),
}

/// Reads a settings file.
pub(crate) fn parse(text: &str, format: FileFormat) -> Result<Node, String> {
    match format {
        FileFormat::Json => json::parse(text),
        FileFormat::Yaml => yaml::parse(text),
    }
}

/// The text under a dotted key, of which `{env}` is `environment`. Empty and null are
/// as good as absent.
pub(crate) fn value_at<'n>(
    content: &'n Node,
    key: &str,
    environment: &str,
) -> Result<Option<&'n SecretString>, String> {
    match node_at(content, key, environment) {
        Some(Node::Text(text)) => Ok(Some(text).filter(|text| !text.expose_secret().is_empty())),
        None | Some(Node::Absent) => Ok(None),
        Some(_) => Err(format!("`{key}` is not a text")),
    }
}

/// The same of a whole number, which may be a text.
pub(crate) fn number_at<'n>(
    content: &'n Node,
    key: &str,
    environment: &str,
) -> Result<Option<&'n SecretString>, String> {
    match node_at(content, key, environment) {
        Some(Node::Whole(number)) => Ok(Some(number)),
        _ => value_at(content, key, environment),
    }
}

fn node_at<'n>(content: &'n Node, key: &str, environment: &str) -> Option<&'n Node> {
    let mut node = content;
    for step in key.split('.') {
        // The name of an environment may hold dots, so it is put in after the key is taken apart.
        let step = if step == "{env}" { environment } else { step };
        node = node.get(step)?;
    }
    Some(node)
}

impl Node {
    /// The value of a mapping's key.
    pub(crate) fn get(&self, key: &str) -> Option<&Self> {
        match self {
            Self::Mapping(entries) => {
                let mut entries = entries.iter();
                entries.find(|(name, _)| name == key).map(|(_, node)| node)
            }
            _ => None,
        }
    }

    /// Whether it has keys.
    pub(crate) fn is_mapping(&self) -> bool {
        matches!(self, Self::Mapping(_))
    }
}

/// Adds an entry to a mapping; `Err` where its key is there already.
fn add(entries: &mut Vec<(String, Node)>, key: String, node: Node) -> Result<(), &'static str> {
    if entries.iter().any(|(name, _)| *name == key) {
        return Err("a key that occurs twice");
    }
    entries.push((key, node));
    Ok(())
}

/// Takes a text over, and wipes the memory that it had.
fn taken(mut text: String) -> Node {
    let copy = SecretString::from(text.as_str());
    text.zeroize();
    Node::Text(copy)
}
