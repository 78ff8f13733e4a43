//! Builds expressions and statements.

use proc_macro2::{Ident, Literal, Span, TokenStream};
use syn::{
    Arm, Expr, ExprArray, ExprAssign, ExprAwait, ExprCall, ExprClosure, ExprField, ExprLit,
    ExprMacro, ExprMatch, ExprMethodCall, ExprPath, ExprReference, ExprStruct, ExprTry, ExprTuple,
    ExprUnary, FieldValue, Lit, LitBool, Local, LocalInit, Member, Pat, PatIdent, PatPath,
    PatTupleStruct, Path, ReturnType, Stmt, Type, UnOp,
};

use super::brackets::{brace, bracket, paren};
use super::ty::turbofish;
use super::{below, invoked, listed, path};
use crate::emit::ident::joined;

/// `"text"`
pub(crate) fn text(text: &str) -> Expr {
    literal(quoted(text))
}

/// `"text"`, as a token.
pub(crate) fn quoted(text: &str) -> Literal {
    if text.contains('\0') {
        return Literal::string(text);
    }
    // Most of a text needs no escape, and to escape each character by itself is most of the time.
    let is_special = |byte: u8| !matches!(byte, b' '..=b'~') || matches!(byte, b'"' | b'\\');
    let mut quoted = String::with_capacity(text.len() + text.len() / 8 + 2);
    quoted.push('"');
    let mut rest = text;
    while let Some(special) = rest.bytes().position(is_special) {
        let (plain, others) = rest.split_at(special);
        quoted.push_str(plain);
        let mut characters = others.chars();
        quoted.extend(characters.next().into_iter().flat_map(char::escape_debug));
        rest = characters.as_str();
    }
    quoted.extend([rest, "\""]);
    quoted.parse().unwrap_or_else(|_| Literal::string(text))
}

/// A literal, as it is.
pub(crate) fn literal(token: Literal) -> Expr {
    Expr::Lit(ExprLit {
        attrs: Vec::new(),
        lit: Lit::Verbatim(token),
    })
}

/// `true`
pub(crate) fn truth(value: bool) -> Expr {
    Expr::Lit(ExprLit {
        attrs: Vec::new(),
        lit: Lit::Bool(LitBool::new(value, Span::call_site())),
    })
}

/// What has this name.
pub(crate) fn name(name: impl Into<Path>) -> Expr {
    Expr::Path(ExprPath {
        attrs: Vec::new(),
        qself: None,
        path: name.into(),
    })
}

/// `self`
pub(crate) fn itself() -> Expr {
    name(joined("self"))
}

/// `Self::Name`
pub(crate) fn of_self(name: Ident) -> Path {
    path([joined("Self"), name])
}

/// `of.name`
pub(crate) fn member(of: Expr, name: Ident) -> Expr {
    Expr::Field(ExprField {
        attrs: Vec::new(),
        base: Box::new(of),
        dot_token: Default::default(),
        member: Member::Named(name),
    })
}

/// `of.0`
pub(crate) fn element(of: Expr, index: usize) -> Expr {
    Expr::Field(ExprField {
        attrs: Vec::new(),
        base: Box::new(of),
        dot_token: Default::default(),
        member: Member::Unnamed(index.into()),
    })
}

/// `&of`
pub(crate) fn reference(of: Expr) -> Expr {
    Expr::Reference(ExprReference {
        attrs: Vec::new(),
        and_token: Default::default(),
        mutability: None,
        expr: Box::new(of),
    })
}

/// `|value| value`
pub(crate) fn unchanged() -> Expr {
    let value = joined("value");
    Expr::Closure(ExprClosure {
        attrs: Vec::new(),
        lifetimes: None,
        modifiers: Default::default(),
        constness: None,
        asyncness: None,
        capture: None,
        inputs_begin: Default::default(),
        inputs: std::iter::once(binding(value.clone())).collect(),
        inputs_end: Default::default(),
        output: ReturnType::Default,
        body: Box::new(name(value)),
    })
}

/// `of?`
pub(crate) fn tried(of: Expr) -> Expr {
    Expr::Try(ExprTry {
        attrs: Vec::new(),
        expr: Box::new(of),
        question_token: Default::default(),
    })
}

/// `of.await`
pub(crate) fn awaited(of: Expr) -> Expr {
    Expr::Await(ExprAwait {
        attrs: Vec::new(),
        base: Box::new(of),
        dot_token: Default::default(),
        await_token: Default::default(),
    })
}

/// The pattern that gives a value this name.
pub(super) fn binding(name: Ident) -> Pat {
    Pat::Ident(PatIdent {
        attrs: Vec::new(),
        by_ref: None,
        mutability: None,
        ident: name,
        subpat: None,
    })
}

/// `let name = value;`
pub(crate) fn bind(name: &str, value: Expr) -> Stmt {
    Stmt::Local(Local {
        attrs: Vec::new(),
        modifiers: Default::default(),
        let_token: Default::default(),
        pat: binding(joined(name)),
        init: Some(LocalInit {
            eq_token: Default::default(),
            expr: Box::new(value),
            diverge: None,
        }),
        semi_token: Default::default(),
    })
}

/// `function(first, second)`
pub(crate) fn call(function: impl Into<Path>, arguments: impl IntoIterator<Item = Expr>) -> Expr {
    Expr::Call(ExprCall {
        attrs: Vec::new(),
        func: Box::new(name(function)),
        paren_token: paren(),
        args: arguments.into_iter().collect(),
    })
}

/// `Type::function(first, second)`
pub(crate) fn call_of(
    ty: impl Into<Path>,
    function: &str,
    arguments: impl IntoIterator<Item = Expr>,
) -> Expr {
    call(below(ty.into(), joined(function)), arguments)
}

/// `of.method(first, second)`
pub(crate) fn method(of: Expr, name: &str, arguments: impl IntoIterator<Item = Expr>) -> Expr {
    Expr::MethodCall(method_call(of, name, arguments))
}

fn method_call(of: Expr, name: &str, arguments: impl IntoIterator<Item = Expr>) -> ExprMethodCall {
    ExprMethodCall {
        attrs: Vec::new(),
        receiver: Box::new(of),
        dot_token: Default::default(),
        method: joined(name),
        turbofish: None,
        paren_token: paren(),
        args: arguments.into_iter().collect(),
    }
}

/// `of.method::<T>()`
pub(crate) fn method_of(of: Expr, name: &str, ty: Type) -> Expr {
    Expr::MethodCall(ExprMethodCall {
        turbofish: Some(turbofish(ty)),
        ..method_call(of, name, [])
    })
}

/// `&[first, second]`
pub(crate) fn slice(elements: impl IntoIterator<Item = Expr>) -> Expr {
    reference(array(elements))
}

/// `&["first", "second"]`
pub(crate) fn texts(texts: impl IntoIterator<Item: AsRef<str>>) -> Expr {
    slice(texts.into_iter().map(|found| text(found.as_ref())))
}

/// `[first, second]`
pub(crate) fn array(elements: impl IntoIterator<Item = Expr>) -> Expr {
    Expr::Array(ExprArray {
        attrs: Vec::new(),
        bracket_token: bracket(),
        elems: elements.into_iter().collect(),
    })
}

/// `(first, second)`; `()` of nothing.
pub(crate) fn tuple(elements: impl IntoIterator<Item = Expr>) -> Expr {
    Expr::Tuple(ExprTuple {
        attrs: Vec::new(),
        paren_token: paren(),
        elems: elements.into_iter().collect(),
    })
}

/// `name!(tokens)`
pub(crate) fn expanded(name: Path, tokens: TokenStream) -> Expr {
    Expr::Macro(ExprMacro {
        attrs: Vec::new(),
        mac: invoked(name, tokens),
    })
}

/// `name: value`, or just `name` where they are the same.
pub(crate) fn assigned(name: Ident, value: Expr) -> FieldValue {
    let is_same = matches!(&value, Expr::Path(found) if found.path.is_ident(&name));
    FieldValue {
        attrs: Vec::new(),
        member: Member::Named(name),
        colon_token: (!is_same).then(Default::default),
        expr: value,
    }
}

/// `Name { first: 1, second: 2 }`
pub(crate) fn record(name: impl Into<Path>, fields: impl IntoIterator<Item = FieldValue>) -> Expr {
    Expr::Struct(ExprStruct {
        attrs: Vec::new(),
        qself: None,
        path: name.into(),
        brace_token: brace(),
        fields: listed(fields),
        dot2_token: None,
        rest: None,
    })
}

/// `match self { … }`
pub(crate) fn cases(arms: impl IntoIterator<Item = Arm>) -> Expr {
    Expr::Match(ExprMatch {
        attrs: Vec::new(),
        match_token: Default::default(),
        expr: Box::new(itself()),
        brace_token: brace(),
        arms: arms.into_iter().collect(),
    })
}

/// `Self::Name => value,`
pub(crate) fn arm(variant: Ident, value: Expr) -> Arm {
    let variant = PatPath {
        attrs: Vec::new(),
        qself: None,
        path: of_self(variant),
    };
    arm_of(Pat::Path(variant), value)
}

/// `Self::Name(held) => value,`
pub(crate) fn arm_with(variant: Ident, held: Ident, value: Expr) -> Arm {
    let variant = PatTupleStruct {
        attrs: Vec::new(),
        qself: None,
        path: of_self(variant),
        paren_token: paren(),
        elems: std::iter::once(binding(held)).collect(),
    };
    arm_of(Pat::TupleStruct(variant), value)
}

fn arm_of(pattern: Pat, value: Expr) -> Arm {
    Arm {
        attrs: Vec::new(),
        pat: pattern,
        fat_arrow_token: Default::default(),
        body: Box::new(value),
        comma: Some(Default::default()),
    }
}

/// `left = right`
pub(crate) fn assignment(left: Expr, right: Expr) -> Expr {
    Expr::Assign(ExprAssign {
        attrs: Vec::new(),
        left: Box::new(left),
        eq_token: Default::default(),
        right: Box::new(right),
    })
}

/// `*of`
pub(crate) fn pointee(of: Expr) -> Expr {
    Expr::Unary(ExprUnary {
        attrs: Vec::new(),
        op: UnOp::Deref(Default::default()),
        expr: Box::new(of),
    })
}

/// `value;`
pub(crate) fn done(value: Expr) -> Stmt {
    Stmt::Expr(value, Some(Default::default()))
}

/// A block's value.
pub(crate) fn value(value: Expr) -> Stmt {
    Stmt::Expr(value, None)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_quoted_as_its_token_is() {
        for text in [
            "",
            "plain",
            "it's \"so\" \\ \n\r\t",
            "\0",
            "\u{1}7",
            "\u{0}7",
            "größe \u{301}",
            "\u{202e}\u{200b}\u{10ffff}",
        ] {
            let token = Literal::string(text).to_string();
            assert_eq!(quoted(text).to_string(), token);
        }
    }
}
