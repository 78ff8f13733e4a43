//! Prints paths, types and generics.

use syn::{
    AngleBracketedGenericArguments, GenericArgument, GenericParam, Generics, Lifetime, Path,
    PathArguments, PathSegment, ReturnType, TraitBound, Type, TypeFnPtr, TypeParam, TypeParamBound,
};

use super::{list, name};

/// Where a path is, which decides how its generics begin.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum In {
    /// `Vec<T>`
    Type,
    /// `Vec::<T>`
    Expression,
}

pub(super) fn path(out: &mut String, path: &Path, within: In) -> Option<()> {
    for (index, segment) in path.segments.iter().enumerate() {
        if index > 0 || path.leading_colon.is_some() {
            out.push_str("::");
        }
        self::segment(out, segment, within)?;
    }
    Some(())
}

pub(super) fn segment(out: &mut String, of: &PathSegment, within: In) -> Option<()> {
    name(out, &of.ident);
    match &of.arguments {
        PathArguments::None => Some(()),
        PathArguments::AngleBracketed(arguments) => angles(out, arguments, within),
        PathArguments::Parenthesized(_) => None,
    }
}

/// `<'_, T>` or `::<T>`
pub(super) fn angles(
    out: &mut String,
    arguments: &AngleBracketedGenericArguments,
    within: In,
) -> Option<()> {
    if arguments.args.is_empty() {
        return Some(());
    }
    if within == In::Expression {
        out.push_str("::");
    }
    out.push('<');
    let is_lifetime = |argument: &GenericArgument| matches!(argument, GenericArgument::Lifetime(_));
    // The printer puts them first.
    let mut others = arguments.args.iter().skip_while(|found| is_lifetime(found));
    if others.any(is_lifetime) {
        return None;
    }
    list(out, &arguments.args, argument)?;
    out.push('>');
    Some(())
}

fn argument(out: &mut String, argument: &GenericArgument) -> Option<()> {
    match argument {
        GenericArgument::Lifetime(found) => lifetime(out, found),
        GenericArgument::Type(found) => return ty(out, found),
        GenericArgument::AssocType(found) if found.generics.is_none() => {
            name(out, &found.ident);
            out.push_str(" = ");
            return ty(out, &found.ty);
        }
        _ => return None,
    }
    Some(())
}

pub(super) fn lifetime(out: &mut String, lifetime: &Lifetime) {
    out.push('\'');
    name(out, &lifetime.ident);
}

pub(super) fn ty(out: &mut String, of: &Type) -> Option<()> {
    match of {
        Type::Path(of) if of.qself.is_none() => path(out, &of.path, In::Type),
        Type::Reference(of) => {
            out.push('&');
            if let Some(found) = &of.lifetime {
                lifetime(out, found);
                out.push(' ');
            }
            if of.mutability.is_some() {
                out.push_str("mut ");
            }
            ty(out, &of.elem)
        }
        Type::ImplTrait(of) => {
            out.push_str("impl ");
            bounds(out, &of.bounds)
        }
        Type::Tuple(of) => {
            out.push('(');
            list(out, &of.elems, ty)?;
            if of.elems.len() == 1 {
                out.push(',');
            }
            out.push(')');
            Some(())
        }
        Type::FnPtr(of) => function(out, of),
        Type::Slice(of) => {
            out.push('[');
            ty(out, &of.elem)?;
            out.push(']');
            Some(())
        }
        _ => None,
    }
}

/// `fn(First) -> Output`
fn function(out: &mut String, of: &TypeFnPtr) -> Option<()> {
    let is_plain = of.lifetimes.is_none() && of.unsafety.is_none() && of.abi.is_none();
    if !is_plain || of.variadic.is_some() {
        return None;
    }
    out.push_str("fn(");
    list(out, &of.inputs, |out, input| match &input.name {
        Some(_) => None,
        None => ty(out, &input.ty),
    })?;
    out.push(')');
    if let ReturnType::Type(_, output) = &of.output {
        out.push_str(" -> ");
        ty(out, output)?;
    }
    Some(())
}

/// `First + Second`
fn bounds<'t>(
    out: &mut String,
    bounds: impl IntoIterator<Item = &'t TypeParamBound>,
) -> Option<()> {
    for (index, bound) in bounds.into_iter().enumerate() {
        if index > 0 {
            out.push_str(" + ");
        }
        match bound {
            TypeParamBound::Lifetime(found) => lifetime(out, found),
            TypeParamBound::Trait(found) if is_plain(found) => path(out, &found.path, In::Type)?,
            _ => return None,
        }
    }
    Some(())
}

fn is_plain(bound: &TraitBound) -> bool {
    bound.paren_token.is_none() && bound.lifetimes.is_none() && bound.maybe.is_none()
}

/// `<M>`; what has a clause is not printed here.
pub(super) fn generics(out: &mut String, generics: &Generics) -> Option<()> {
    if generics.where_clause.is_some() {
        return None;
    }
    if generics.params.is_empty() {
        return Some(());
    }
    out.push('<');
    list(out, &generics.params, |out, parameter| match parameter {
        GenericParam::Type(found) => parameter_of(out, found),
        GenericParam::Lifetime(found) if found.attrs.is_empty() && found.bounds.is_empty() => {
            lifetime(out, &found.lifetime);
            Some(())
        }
        _ => None,
    })?;
    out.push('>');
    Some(())
}

/// `M: Mode = Async`
fn parameter_of(out: &mut String, parameter: &TypeParam) -> Option<()> {
    if !parameter.attrs.is_empty() {
        return None;
    }
    name(out, &parameter.ident);
    if !parameter.bounds.is_empty() {
        out.push_str(": ");
        bounds(out, &parameter.bounds)?;
    }
    if let Some((_, default)) = &parameter.default {
        out.push_str(" = ");
        ty(out, default)?;
    }
    Some(())
}
