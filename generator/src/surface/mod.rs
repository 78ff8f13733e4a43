//! What a user of a crate can name: every public item with its signature.
//!
//! May not know: the IR. A signature is read off the very items that are
//! emitted, so that it is decided in one place; [`read`] does that, and
//! everything here is plain data.

mod compare;
mod expand;
mod modules;
mod paths;
mod read;
mod spelling;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

pub use compare::{Effect, Line, compare};
pub use read::read;

/// The public items of a crate by the path that identifies them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Surface(pub(crate) BTreeMap<String, Item>);

/// One public item.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Item {
    /// `pub fn v1::Client<M>::list(&self) -> Request<ListPets, M>`
    pub signature: String,
    /// Marked `#[deprecated]`.
    pub deprecated: bool,
    /// The traits that the emitted code gives to a type, derived ones included.
    pub traits: BTreeSet<String>,
}

impl Surface {
    /// One item, by its path.
    pub fn get(&self, path: &str) -> Option<&Item> {
        self.0.get(path)
    }

    /// Every item by its path, sorted.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Item)> {
        self.0.iter().map(|(path, item)| (path.as_str(), item))
    }
}

/// One item on one line: `#[deprecated] pub struct v1::Pet: Clone + Debug`.
impl fmt::Display for Item {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.deprecated {
            out.write_str("#[deprecated] ")?;
        }
        out.write_str(&self.signature)?;
        if !self.traits.is_empty() {
            let traits: Vec<&str> = self.traits.iter().map(String::as_str).collect();
            write!(out, ": {}", traits.join(" + "))?;
        }
        Ok(())
    }
}

/// The content of `api.txt`.
impl fmt::Display for Surface {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.values().try_for_each(|item| writeln!(out, "{item}"))
    }
}
