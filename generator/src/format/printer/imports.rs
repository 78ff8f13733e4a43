//! Prints imports and declarations of modules.

use syn::{Item, ItemMod, ItemUse, UseTree};

use super::head::visibility;
use super::tokens::attributes;
use super::{list, name};
use crate::format::lines;
use crate::format::spacing::items_stay_together;

/// Imports, or declarations of modules, that are together and will be sorted.
pub(in crate::format) fn imports(items: &[Item]) -> Option<String> {
    let mut out = String::new();
    for (index, item) in items.iter().enumerate() {
        if index > 0 && !items_stay_together(&items[index - 1], item) {
            out.push('\n');
        }
        match item {
            Item::Use(item) => import(&mut out, item, 0)?,
            Item::Mod(item) => module(&mut out, item)?,
            _ => return None,
        }
    }
    Some(out)
}

pub(super) fn import(out: &mut String, item: &ItemUse, indent: usize) -> Option<()> {
    if item.leading_colon.is_some() {
        return None;
    }
    attributes(out, &item.attrs, indent)?;
    lines::indented(out, indent);
    visibility(out, &item.vis)?;
    out.push_str("use ");
    tree(out, &item.tree)?;
    out.push_str(";\n");
    Some(())
}

fn tree(out: &mut String, of: &UseTree) -> Option<()> {
    match of {
        UseTree::Path(of) => {
            name(out, &of.ident);
            out.push_str("::");
            tree(out, &of.tree)
        }
        UseTree::Name(of) => {
            name(out, &of.ident);
            Some(())
        }
        UseTree::Rename(of) => {
            name(out, &of.ident);
            out.push_str(" as ");
            name(out, &of.rename);
            Some(())
        }
        UseTree::Group(of) if of.items.len() > 1 => {
            out.push('{');
            list(out, &of.items, tree)?;
            out.push('}');
            Some(())
        }
        _ => None,
    }
}

fn module(out: &mut String, item: &ItemMod) -> Option<()> {
    if item.content.is_some() || item.unsafety.is_some() {
        return None;
    }
    attributes(out, &item.attrs, 0)?;
    visibility(out, &item.vis)?;
    out.push_str("mod ");
    name(out, &item.ident);
    out.push_str(";\n");
    Some(())
}
