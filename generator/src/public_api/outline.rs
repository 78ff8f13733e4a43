//! Turns an item into what is left of it for those who only use it: no bodies,
//! no words, nothing private.
//!
//! The build script outlines the runtime with this very file, so that no run has to read all of its
//! text.

use syn::punctuated::Punctuated;
use syn::{Attribute, Field, Fields, ImplItem, Item, ItemImpl, Meta, TraitItem, Visibility};

/// What can be seen of an item from elsewhere; imports stay, because paths go
/// through them.
pub(super) fn outline(mut item: Item) -> Option<Item> {
    match &mut item {
        Item::Use(line) => return (!is_hidden(&line.attrs)).then_some(item),
        Item::Mod(found) => {
            strip(&mut found.attrs);
            found.content = None;
        }
        Item::Struct(found) if is_public(&found.vis) => {
            strip(&mut found.attrs);
            retain_public(&mut found.fields);
        }
        Item::Enum(found) if is_public(&found.vis) => {
            strip(&mut found.attrs);
            for variant in &mut found.variants {
                strip(&mut variant.attrs);
                variant
                    .fields
                    .iter_mut()
                    .for_each(|field| field.attrs.clear());
            }
        }
        Item::Trait(found) if is_public(&found.vis) => {
            strip(&mut found.attrs);
            found.items.retain_mut(retain_asked);
        }
        Item::Fn(found) if is_public(&found.vis) => {
            strip(&mut found.attrs);
            found.block.stmts.clear();
        }
        Item::Type(found) if is_public(&found.vis) => strip(&mut found.attrs),
        Item::Const(found) if is_public(&found.vis) => strip(&mut found.attrs),
        Item::Static(found) if is_public(&found.vis) => strip(&mut found.attrs),
        Item::Impl(block) => retain_visible(block),
        // What is called with a type may give it traits.
        Item::Macro(call) if call.ident.is_none() => {}
        _ => return None,
    }
    Some(item)
}

/// What an implementation of a trait must give, or may: not how it is done
/// where they don't.
fn retain_asked(member: &mut TraitItem) -> bool {
    let attributes = match member {
        TraitItem::Fn(found) => {
            let body = found.default.as_mut();
            body.into_iter().for_each(|body| body.stmts.clear());
            &mut found.attrs
        }
        TraitItem::Type(found) => &mut found.attrs,
        TraitItem::Const(found) => &mut found.attrs,
        _ => return false,
    };
    let is_visible = !is_hidden(attributes);
    strip(attributes);
    is_visible
}

/// Of an implementation, the types that it chooses; of other blocks, the
/// functions that anybody may call.
fn retain_visible(block: &mut ItemImpl) {
    strip(&mut block.attrs);
    let is_trait = block.trait_.is_some();
    block.items.retain_mut(|member| match member {
        ImplItem::Type(found) if is_trait => {
            strip(&mut found.attrs);
            true
        }
        ImplItem::Fn(found) if !is_trait => {
            let is_visible = is_public(&found.vis) && !is_hidden(&found.attrs);
            strip(&mut found.attrs);
            found.block.stmts.clear();
            is_visible
        }
        _ => false,
    });
}

fn retain_public(fields: &mut Fields) {
    let (Fields::Named(syn::FieldsNamed { named: list, .. })
    | Fields::Unnamed(syn::FieldsUnnamed { unnamed: list, .. })) = fields
    else {
        return;
    };
    let public = |field: &Field| is_public(&field.vis);
    let kept: Punctuated<_, _> = std::mem::take(list).into_iter().filter(public).collect();
    *list = kept;
    list.iter_mut().for_each(|field| strip(&mut field.attrs));
}

/// Keeps what changes how an item can be used.
fn strip(attributes: &mut Vec<Attribute>) {
    const KEPT: [&str; 4] = ["cfg", "deprecated", "derive", "non_exhaustive"];
    attributes.retain(|attribute| {
        let is_kept = |name: &&str| attribute.path().is_ident(name);
        KEPT.iter().any(is_kept) || hides(attribute)
    });
}

pub(super) fn is_public(visibility: &Visibility) -> bool {
    matches!(visibility, Visibility::Public(_))
}

pub(super) fn is_hidden(attributes: &[Attribute]) -> bool {
    attributes.iter().any(hides)
}

/// `#[doc(hidden)]`
fn hides(attribute: &Attribute) -> bool {
    let Meta::List(list) = &attribute.meta else {
        return false;
    };
    list.path.is_ident("doc") && list.tokens.to_string() == "hidden"
}
