//! Where blank lines are between items, and between what is in a block.

use proc_macro2::TokenStream;
use syn::{ImplItem, Item, Visibility};

/// Blank lines between items, and between the functions of a block.
pub(super) fn spaced(mut items: Vec<Item>) -> Vec<Item> {
    for item in &mut items {
        if let Item::Impl(block) = item {
            let members = std::mem::take(&mut block.items);
            block.items = separate(members, blank_member, members_stay_together);
        }
    }
    separate(items, blank_item, items_stay_together)
}

/// prettyplease has no notion of blank lines; an empty item prints as one.
fn separate<T>(items: Vec<T>, blank: fn() -> T, together: fn(&T, &T) -> bool) -> Vec<T> {
    let mut spaced = Vec::with_capacity(items.len() * 2);
    for item in items {
        if spaced.last().is_some_and(|above| !together(above, &item)) {
            spaced.push(blank());
        }
        spaced.push(item);
    }
    spaced
}

fn blank_item() -> Item {
    Item::Verbatim(TokenStream::new())
}

fn blank_member() -> ImplItem {
    ImplItem::Verbatim(TokenStream::new())
}

/// Imports form a block, and so do declarations of modules.
pub(super) fn items_stay_together(above: &Item, below: &Item) -> bool {
    match (above, below) {
        (Item::Use(above), Item::Use(below)) => is_public(&above.vis) == is_public(&below.vis),
        (Item::Mod(above), Item::Mod(below)) => is_public(&above.vis) == is_public(&below.vis),
        _ => false,
    }
}

fn is_public(visibility: &Visibility) -> bool {
    matches!(visibility, Visibility::Public(_))
}

/// `type Output = …; type Error = …;`
pub(super) fn members_stay_together(above: &ImplItem, below: &ImplItem) -> bool {
    matches!((above, below), (ImplItem::Type(_), ImplItem::Type(_)))
}
