//! Turns what is known of the runtime beforehand into items of a crate.

use std::collections::BTreeMap;

use super::Item;
use super::paths::Paths;

/// A public item of the runtime, in a crate that makes its module public and
/// nothing else of it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Known {
    /// The path that identifies it: `runtime::Config::new`.
    pub(crate) path: &'static str,
    /// `pub fn runtime::Config::new() -> Self`
    pub(crate) signature: &'static str,
    /// Marked `#[deprecated]`.
    pub(crate) deprecated: bool,
    /// As in [`Item`].
    pub(crate) traits: &'static [&'static str],
}

/// Adds them under the paths by which users of this crate name them.
pub(super) fn add(items: &mut BTreeMap<String, Item>, paths: &Paths<'_>, runtime: &[Known]) {
    let exported = paths.exported();
    for known in runtime {
        let (name, public) = renamed(&exported, known.path);
        let members = &known.path[name.len()..];
        if name != public && members.is_empty() {
            items.insert(name.to_owned(), alias(name, public));
        }
        let signature = match name == public {
            true => known.signature.to_owned(),
            false => known.signature.replacen(name, public, 1),
        };
        let item = Item {
            signature,
            deprecated: known.deprecated,
            traits: known.traits.iter().map(|name| (*name).to_owned()).collect(),
        };
        items.insert(format!("{public}{members}"), item);
    }
}

/// What a path begins with that users name in another way, and how; the path
/// itself where they don't.
fn renamed<'p>(exported: &'p BTreeMap<String, String>, path: &'p str) -> (&'p str, &'p str) {
    let shorter = |name: &&'p str| name.rsplit_once("::").map(|(shorter, _)| shorter);
    let mut names = std::iter::successors(Some(path), shorter);
    let found = names.find_map(|name| Some((name, exported.get(name)?.as_str())));
    found.unwrap_or((path, path))
}

/// `pub use Config as runtime::Config`
fn alias(name: &str, public: &str) -> Item {
    Item {
        signature: format!("pub use {public} as {name}"),
        ..Item::default()
    }
}

#[cfg(test)]
mod tests {
    use super::Known;
    use crate::public_api::Outlines;

    #[test]
    fn what_the_root_exports_is_called_as_it_is_there() {
        let known = |path, signature| Known {
            path,
            signature,
            deprecated: false,
            traits: &["Clone"],
        };
        let runtime = [
            known("runtime", "pub mod runtime"),
            known("runtime::Config", "pub struct runtime::Config"),
            known(
                "runtime::Config::new",
                "pub fn runtime::Config::new() -> Self",
            ),
            known("runtime::ConfigError", "pub enum runtime::ConfigError"),
            known("runtime::cli::Exit::Done", "pub runtime::cli::Exit::Done"),
        ];
        let root = syn::parse_str::<syn::File>(
            "pub mod runtime; pub use runtime::Config; pub use runtime::cli::Exit;",
        );
        let mut outlines = Outlines::default();
        outlines.add("src/lib.rs", root.expect("Rust").items);
        assert_eq!(
            outlines.public_api_with(&runtime).to_string(),
            "pub struct Config: Clone\n\
             pub fn Config::new() -> Self: Clone\n\
             pub Exit::Done: Clone\n\
             pub mod runtime: Clone\n\
             pub use Config as runtime::Config\n\
             pub enum runtime::ConfigError: Clone\n"
        );
    }
}
