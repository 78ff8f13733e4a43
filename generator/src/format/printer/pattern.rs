//! Prints patterns.

use syn::{Pat, PatIdent};

use super::ty::{In, path};
use super::{list, name};

pub(super) fn pattern(out: &mut String, of: &Pat) -> Option<()> {
    match of {
        Pat::Ident(of) => return binding(out, of),
        Pat::Wild(of) if of.attrs.is_empty() => out.push('_'),
        Pat::Rest(of) if of.attrs.is_empty() => out.push_str(".."),
        Pat::Path(of) if of.attrs.is_empty() && of.qself.is_none() => {
            return path(out, &of.path, In::Expression);
        }
        Pat::TupleStruct(of) if of.attrs.is_empty() && of.qself.is_none() => {
            path(out, &of.path, In::Expression)?;
            out.push('(');
            list(out, &of.elems, pattern)?;
            out.push(')');
        }
        _ => return None,
    }
    Some(())
}

fn binding(out: &mut String, of: &PatIdent) -> Option<()> {
    if !of.attrs.is_empty() || of.by_ref.is_some() || of.subpat.is_some() {
        return None;
    }
    if of.mutability.is_some() {
        out.push_str("mut ");
    }
    name(out, &of.ident);
    Some(())
}
