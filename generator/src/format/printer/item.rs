//! Prints items, and what is in them.

use syn::{
    Attribute, Expr, Field, Fields, Ident, ImplItem, ImplItemFn, Item, ItemEnum, ItemImpl,
    ItemStruct, Macro, StaticMutability, Type, Variant, Visibility,
};

use super::head::{signature, visibility};
use super::line::{close, open, unit};
use super::statement::{statement, valued};
use super::table::{is_long_chain, is_wide, table};
use super::tokens::{attributes, invocation};
use super::ty::{In, generics, path, ty};
use super::{list, name, vertical};
use crate::format::lines::TAB;
use crate::format::spacing::members_stay_together;

/// Writes an item, whatever is before it; what it has written is to be taken back where it gives
/// none.
pub(in crate::format) fn item(out: &mut String, item: &Item) -> Option<()> {
    match item {
        Item::Struct(item) => structure(out, item)?,
        Item::Enum(item) => enumeration(out, item)?,
        Item::Impl(item) => implementation(out, item)?,
        Item::Macro(item) if item.ident.is_none() => {
            attributes(out, &item.attrs, 0)?;
            called(out, &item.mac)?;
        }
        Item::Const(item) if item.generics.params.is_empty() => {
            attributes(out, &item.attrs, 0)?;
            let mut line = String::new();
            visibility(&mut line, &item.vis)?;
            constant(&mut line, "const ", &item.ident, &item.ty)?;
            constant_value(out, &mut line, &item.expr)?;
        }
        Item::Static(item) if matches!(item.mutability, StaticMutability::None) => {
            attributes(out, &item.attrs, 0)?;
            let mut line = String::new();
            visibility(&mut line, &item.vis)?;
            constant(&mut line, "static ", &item.ident, &item.ty)?;
            constant_value(out, &mut line, &item.expr)?;
        }
        Item::Type(item) if item.generics.params.is_empty() => {
            attributes(out, &item.attrs, 0)?;
            let mut line = String::new();
            visibility(&mut line, &item.vis)?;
            named_type(&mut line, &item.ident, &item.ty)?;
            unit(out, &line, 0)?;
        }
        _ => return None,
    }
    Some(())
}

/// `name!(tokens);`
fn called(out: &mut String, of: &Macro) -> Option<()> {
    let begin = out.len();
    if vertical::invocation(out, of).is_some() {
        return Some(());
    }
    out.truncate(begin);
    let mut line = String::new();
    invocation(&mut line, of)?;
    line.push(';');
    unit(out, &line, 0)
}

/// `const NAME: Type = `
fn constant(line: &mut String, keyword: &str, name: &Ident, of: &Type) -> Option<()> {
    line.push_str(keyword);
    super::name(line, name);
    line.push_str(": ");
    ty(line, of)?;
    line.push_str(" = ");
    Some(())
}

/// The value of a constant and a semicolon.
fn constant_value(out: &mut String, line: &mut String, of: &Expr) -> Option<()> {
    if !is_wide(of) && !is_long_chain(line, of)? {
        let (begin, name) = (out.len(), line.len());
        if valued(out, line, of, 0).is_some() {
            return Some(());
        }
        if let Expr::Struct(_) = of {
            return None;
        }
        out.truncate(begin);
        line.truncate(name);
    }
    out.push_str(line);
    table(out, of, 0)?;
    out.push_str(";\n");
    Some(())
}

/// `type Name = Type;`
fn named_type(line: &mut String, name: &Ident, of: &Type) -> Option<()> {
    line.push_str("type ");
    super::name(line, name);
    line.push_str(" = ");
    ty(line, of)?;
    line.push(';');
    Some(())
}

fn structure(out: &mut String, item: &ItemStruct) -> Option<()> {
    attributes(out, &item.attrs, 0)?;
    let mut line = String::new();
    visibility(&mut line, &item.vis)?;
    line.push_str("struct ");
    name(&mut line, &item.ident);
    generics(&mut line, &item.generics)?;
    match &item.fields {
        Fields::Named(fields) if !fields.named.is_empty() => {
            open(out, &line, 0)?;
            for field in &fields.named {
                line.clear();
                attributes(out, &field.attrs, TAB)?;
                name_and_type(&mut line, field)?;
                line.push(',');
                unit(out, &line, TAB)?;
            }
            close(out, 0);
            Some(())
        }
        Fields::Unnamed(fields) => {
            line.push('(');
            list(&mut line, &fields.unnamed, name_and_type_alone)?;
            line.push_str(");");
            unit(out, &line, 0)
        }
        _ => None,
    }
}

/// A field without what is said of it.
fn name_and_type(out: &mut String, field: &Field) -> Option<()> {
    visibility(out, &field.vis)?;
    if let Some(found) = &field.ident {
        name(out, found);
        out.push_str(": ");
    }
    ty(out, &field.ty)?;
    field.default.is_none().then_some(())
}

/// A field of which nothing is said.
fn name_and_type_alone(out: &mut String, field: &Field) -> Option<()> {
    match field.attrs.is_empty() {
        true => name_and_type(out, field),
        false => None,
    }
}

fn enumeration(out: &mut String, item: &ItemEnum) -> Option<()> {
    if item.variants.is_empty() {
        return None;
    }
    attributes(out, &item.attrs, 0)?;
    let mut line = String::new();
    visibility(&mut line, &item.vis)?;
    line.push_str("enum ");
    name(&mut line, &item.ident);
    generics(&mut line, &item.generics)?;
    open(out, &line, 0)?;
    for found in &item.variants {
        line.clear();
        attributes(out, &found.attrs, TAB)?;
        variant(&mut line, found)?;
        line.push(',');
        unit(out, &line, TAB)?;
    }
    close(out, 0);
    Some(())
}

/// A variant without what is said of it.
fn variant(out: &mut String, of: &Variant) -> Option<()> {
    name(out, &of.ident);
    match &of.fields {
        Fields::Unit => {}
        Fields::Unnamed(fields) => {
            out.push('(');
            list(out, &fields.unnamed, name_and_type_alone)?;
            out.push(')');
        }
        Fields::Named(_) => return None,
    }
    of.discriminant.is_none().then_some(())
}

fn implementation(out: &mut String, item: &ItemImpl) -> Option<()> {
    let modifiers = &item.modifiers;
    if item.unsafety.is_some() || modifiers.defaultness.is_some() || modifiers.polarity.is_some() {
        return None;
    }
    attributes(out, &item.attrs, 0)?;
    let mut line = "impl".to_owned();
    generics(&mut line, &item.generics)?;
    line.push(' ');
    if let Some((interface, _)) = &item.trait_ {
        path(&mut line, interface, In::Type)?;
        line.push_str(" for ");
    }
    ty(&mut line, &item.self_ty)?;
    if item.items.is_empty() {
        line.push_str(" {}");
        return unit(out, &line, 0);
    }
    open(out, &line, 0)?;
    for (index, found) in item.items.iter().enumerate() {
        if index > 0 && !members_stay_together(&item.items[index - 1], found) {
            out.push('\n');
        }
        line.clear();
        member(out, found, &mut line)?;
    }
    close(out, 0);
    Some(())
}

fn member(out: &mut String, of: &ImplItem, line: &mut String) -> Option<()> {
    match of {
        ImplItem::Fn(of) => function(out, of, line),
        ImplItem::Const(of) if of.generics.params.is_empty() => {
            begin(out, line, &of.attrs, &of.vis)?;
            constant(line, "const ", &of.ident, &of.ty)?;
            valued(out, line, &of.expr, TAB)
        }
        ImplItem::Type(of) if of.generics.params.is_empty() => {
            begin(out, line, &of.attrs, &of.vis)?;
            named_type(line, &of.ident, &of.ty)?;
            unit(out, line, TAB)
        }
        _ => None,
    }
}

/// What is said of a member, and its visibility.
fn begin(
    out: &mut String,
    line: &mut String,
    said: &[Attribute],
    visible: &Visibility,
) -> Option<()> {
    attributes(out, said, TAB)?;
    visibility(line, visible)
}

fn function(out: &mut String, of: &ImplItemFn, line: &mut String) -> Option<()> {
    if of.modifiers.defaultness.is_some() {
        return None;
    }
    begin(out, line, &of.attrs, &of.vis)?;
    signature(line, &of.sig)?;
    if of.block.stmts.is_empty() {
        line.push_str(" {}");
        return unit(out, line, TAB);
    }
    open(out, line, TAB)?;
    for found in &of.block.stmts {
        line.clear();
        statement(out, line, found, TAB + TAB)?;
    }
    close(out, TAB);
    Some(())
}
