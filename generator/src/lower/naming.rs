//! What an inline schema is called, should it need a name.

use std::borrow::Cow;

use super::context::Context;
use super::node::Node;
use crate::names::RustIdent;
use crate::source::Pointer;

/// Between the parts of a name, so that case conversion sees the seam.
const SEAM: char = ' ';

/// The words of a name, and the file the type would be in.
#[derive(Clone, Debug)]
pub(super) struct Naming {
    pub(super) words: String,
    pub(super) file: RustIdent,
}

impl Naming {
    /// The words of what this naming's last part belongs to.
    pub(super) fn owner(&self) -> &str {
        self.words
            .rsplit_once(SEAM)
            .map_or(&self.words, |(owner, _)| owner)
    }

    /// The naming for a part of what this one names.
    pub(super) fn part(&self, words: &str) -> Self {
        Self {
            words: format!("{}{SEAM}{words}", self.words),
            file: self.file.clone(),
        }
    }
}

/// The naming for a schema inside a component: named for where it is declared,
/// so that all who inherit a property share its type, in whichever order they come.
pub(super) fn declared_at(context: &Context<'_>, node: &Node<'_>) -> Option<Naming> {
    let mut tokens = tokens_below(&node.at, "schemas")?;
    let name = tokens.next()?;
    let id = context.component(&name)?;
    let mut words = name.into_owned();
    let mut part = |part: &str| {
        words.push(SEAM);
        words.push_str(part);
    };
    while let Some(keyword) = tokens.next() {
        match keyword.as_ref() {
            "properties" => part(&tokens.next()?),
            "items" => part("Item"),
            "additionalProperties" | "unevaluatedProperties" => part("Value"),
            "patternProperties" => {
                tokens.next()?;
                part("Value");
            }
            "prefixItems" => {
                let number: usize = tokens.next()?.parse().ok()?;
                part(&format!("Item {}", number + 1));
            }
            "oneOf" | "anyOf" => {
                let number: usize = tokens.next()?.parse().ok()?;
                part(&format!("Variant {}", number + 1));
            }
            // An `allOf` is part of what its owner is, and an index alone says nothing.
            _ => {}
        }
    }
    Some(Naming {
        words,
        file: context.types.get(id).file.clone(),
    })
}

/// The component of this kind that holds this pointer.
pub(super) fn component_of(at: &Pointer, kind: &str) -> Option<String> {
    tokens_below(at, kind)?.next().map(Cow::into_owned)
}

/// The rest of the way, where it leads through the components of this kind.
fn tokens_below<'p>(
    at: &'p Pointer,
    kind: &str,
) -> Option<impl Iterator<Item = Cow<'p, str>> + use<'p>> {
    let mut tokens = at.tokens();
    (tokens.next()? == "components" && tokens.next()? == kind).then_some(tokens)
}
