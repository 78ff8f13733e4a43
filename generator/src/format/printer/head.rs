//! Prints what is before a block: visibility, signatures.

use syn::{FnArg, Pat, Receiver, ReceiverKind, ReturnType, Safety, Signature, Visibility};

use super::pattern::pattern;
use super::ty::{In, generics, lifetime, path, ty};
use super::{list, name};

/// `pub(crate) `, with the space that follows.
pub(super) fn visibility(out: &mut String, of: &Visibility) -> Option<()> {
    match of {
        Visibility::Public(_) => out.push_str("pub "),
        Visibility::Inherited => {}
        Visibility::Restricted(of) if of.in_token.is_none() => {
            out.push_str("pub(");
            path(out, &of.path, In::Type)?;
            out.push_str(") ");
        }
        Visibility::Restricted(_) => return None,
    }
    Some(())
}

/// `async fn name(self, first: First) -> Output`
pub(super) fn signature(out: &mut String, of: &Signature) -> Option<()> {
    let is_plain = matches!(of.safety, Safety::Default) && of.abi.is_none();
    if !is_plain || of.variadic.is_some() {
        return None;
    }
    if of.constness.is_some() {
        out.push_str("const ");
    }
    if of.asyncness.is_some() {
        out.push_str("async ");
    }
    out.push_str("fn ");
    name(out, &of.ident);
    generics(out, &of.generics)?;
    out.push('(');
    list(out, &of.inputs, argument)?;
    out.push(')');
    if let ReturnType::Type(_, output) = &of.output {
        out.push_str(" -> ");
        ty(out, output)?;
    }
    Some(())
}

fn argument(out: &mut String, of: &FnArg) -> Option<()> {
    match of {
        FnArg::Receiver(of) => receiver(out, of),
        FnArg::Typed(of)
            if of.attrs.is_empty() && matches!(*of.pat, Pat::Ident(_) | Pat::Wild(_)) =>
        {
            pattern(out, &of.pat)?;
            out.push_str(": ");
            ty(out, &of.ty)
        }
        FnArg::Typed(_) => None,
    }
}

fn receiver(out: &mut String, of: &Receiver) -> Option<()> {
    if !of.attrs.is_empty() {
        return None;
    }
    let mutability = match &of.kind {
        ReceiverKind::Value => of.mutability,
        ReceiverKind::Reference(_, name, mutability) => {
            out.push('&');
            if let Some(name) = name {
                lifetime(out, name);
                out.push(' ');
            }
            *mutability
        }
        _ => return None,
    };
    if mutability.is_some() {
        out.push_str("mut ");
    }
    out.push_str("self");
    Some(())
}
