//! What a user of a crate can name: every public item with its signature.
//!
//! Must not know: the IR. A signature is read off the very items that are
//! emitted, so that it is decided in one place: outlines are what is kept
//! of them, and a [`PublicApi`] is plain data. Nor the rest of simgen: the build
//! script uses this module too, and reads the runtime with it.

mod block;
mod expand;
mod modules;
mod outline;
mod paths;
mod read;
mod runtime;
mod signature;
mod spelling;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

pub(crate) use runtime::Known;

use modules::Modules;

/// The public items of a crate by the path that identifies them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PublicApi(BTreeMap<String, Item>);

/// One public item.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Item {
    /// `pub fn v1::Client<M>::list(&self) -> ListPets<M>`
    pub signature: String,
    /// Marked `#[deprecated]`.
    pub deprecated: bool,
    /// The traits that the emitted code gives to a type, derived ones included.
    pub traits: BTreeSet<String>,
}

/// What can be seen of the files of a crate from elsewhere.
#[derive(Default)]
pub(crate) struct Outlines(Modules);

impl Outlines {
    /// Adds a file, by its path below the crate's folder.
    pub(crate) fn add(&mut self, path: &str, items: Vec<syn::Item>) {
        modules::add(&mut self.0, path, items);
    }

    /// What they make public; of the runtime only what they themselves name.
    pub(crate) fn public_api(&self) -> PublicApi {
        self.public_api_with(&[])
    }

    /// What they and the runtime make public.
    pub(crate) fn public_api_with(&self, runtime: &[Known]) -> PublicApi {
        read::read(&self.0, runtime)
    }
}

impl PublicApi {
    /// Every item by its path.
    pub fn items(&self) -> &BTreeMap<String, Item> {
        &self.0
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
impl fmt::Display for PublicApi {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.values().try_for_each(|item| writeln!(out, "{item}"))
    }
}
