//! What an inline schema is called, should it need a name.
//!
//! May not know: what the schema says.

use super::context::Context;
use super::node::Node;
use crate::names::RustIdent;
use crate::source::Pointer;

/// The words of a name, and the file the type would stand in.
#[derive(Clone, Debug)]
pub(super) struct Hint {
    pub(super) words: String,
    pub(super) file: RustIdent,
}

impl Hint {
    /// The words of what this hint's last part belongs to.
    pub(super) fn owner(&self) -> &str {
        self.words
            .rsplit_once(' ')
            .map_or(&self.words, |(owner, _)| owner)
    }

    /// The hint for a part of what this one names.
    pub(super) fn part(&self, words: &str) -> Self {
        // A space, so that case conversion sees the seam.
        Self {
            words: format!("{} {words}", self.words),
            file: self.file.clone(),
        }
    }
}

/// The hint for a schema inside a component: named for where it is declared,
/// so that all who inherit a property share its type, whoever comes first.
pub(super) fn declared_at(context: &Context<'_>, node: &Node<'_>) -> Option<Hint> {
    let mut tokens = component_tokens(&node.at)?;
    let name = tokens.next()?;
    let id = context.component(&name)?;
    let mut hint = Hint {
        words: name,
        file: context.types.get(id).file.clone(),
    };
    while let Some(keyword) = tokens.next() {
        hint = match keyword.as_str() {
            "properties" => hint.part(&tokens.next()?),
            "items" => hint.part("Item"),
            "additionalProperties" => hint.part("Value"),
            "oneOf" | "anyOf" => {
                let number: usize = tokens.next()?.parse().ok()?;
                hint.part(&format!("Variant {}", number + 1))
            }
            // An `allOf` is part of what its owner is, and an index alone says nothing.
            _ => hint,
        };
    }
    Some(hint)
}

/// The component of this kind that holds this pointer.
pub(super) fn component_of(at: &Pointer, kind: &str) -> Option<String> {
    let mut tokens = at.tokens();
    (tokens.next()? == "components" && tokens.next()? == kind).then(|| tokens.next())?
}

fn component_tokens(at: &Pointer) -> Option<impl Iterator<Item = String>> {
    let mut tokens = at.tokens();
    (tokens.next()? == "components" && tokens.next()? == "schemas").then_some(tokens)
}
