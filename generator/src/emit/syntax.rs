//! Builds syntax trees of the few shapes that repeat thousands of times in a
//! large crate: comments, fields, types, calls.
//!
//! What is quoted is easier to read, and has to be parsed before it can be
//! printed, which takes ten times as long. So the frames are quoted, and what
//! repeats within them is built and [put in](fill).
//!
//! May not know: the IR, nor what is made of the shapes.

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::quote;
use syn::parse::{Parse, Parser};
use syn::punctuated::Punctuated;
use syn::{
    AngleBracketedGenericArguments, Arm, AttrStyle, Attribute, Block, Expr, ExprArray, ExprAssign,
    ExprCall, ExprField, ExprLit, ExprMatch, ExprMethodCall, ExprPath, ExprReference, ExprStruct,
    ExprTry, Field, FieldValue, Fields, FieldsNamed, FnArg, GenericArgument, ImplItem, ImplItemFn,
    Item, ItemImpl, Lit, LitBool, LitStr, Member, Meta, MetaNameValue, Pat, PatIdent, PatPath,
    PatType, Path, PathArguments, PathSegment, Receiver, ReceiverKind, ReturnType, Safety,
    Signature, Stmt, TraitBound, Type, TypeImplTrait, TypeParamBound, TypePath, TypeTuple, Variant,
    Visibility,
};

/// What the tokens say.
///
/// # Panics
///
/// Where the emitter quoted what is not Rust: a bug of simgen, never of a
/// document, because everything a document says is in literals by now.
pub(super) fn parsed<T: Parse>(tokens: TokenStream) -> T {
    syn::parse2(tokens).expect("the emitter writes Rust")
}

/// The items that the tokens are; panics as [`parsed`].
pub(super) fn items(tokens: TokenStream) -> Vec<Item> {
    if tokens.is_empty() {
        return Vec::new();
    }
    let file: syn::File = parsed(tokens);
    debug_assert!(
        file.attrs.is_empty(),
        "what is said of a file stands beside its items"
    );
    file.items
}

/// The attributes that the tokens are; panics as [`parsed`].
pub(super) fn attributes(tokens: TokenStream) -> Vec<Attribute> {
    if tokens.is_empty() {
        return Vec::new();
    }
    let parser = Attribute::parse_outer;
    parser
        .parse2(tokens)
        .expect("the emitter writes attributes")
}

/// `#[name]`
pub(super) fn marked(name: &str) -> Attribute {
    attribute(Meta::Path(joined(name).into()))
}

/// `#[doc = "text"]`
pub(super) fn doc(words: &str) -> Attribute {
    attribute(Meta::NameValue(MetaNameValue {
        path: joined("doc").into(),
        eq_token: Default::default(),
        value: text(words),
    }))
}

fn attribute(meta: Meta) -> Attribute {
    Attribute {
        pound_token: Default::default(),
        style: AttrStyle::Outer,
        bracket_token: Default::default(),
        meta,
    }
}

/// `first::second`
pub(super) fn path(parts: impl IntoIterator<Item = Ident>) -> Path {
    Path {
        leading_colon: None,
        segments: parts.into_iter().map(PathSegment::from).collect(),
    }
}

/// A type by its name.
pub(super) fn named(name: impl Into<Path>) -> Type {
    Type::Path(TypePath {
        attrs: Vec::new(),
        qself: None,
        path: name.into(),
    })
}

/// `Map<K, V>`
pub(super) fn generic(name: impl Into<Path>, arguments: impl IntoIterator<Item = Type>) -> Type {
    named(with_arguments(name.into(), arguments))
}

fn with_arguments(mut name: Path, arguments: impl IntoIterator<Item = Type>) -> Path {
    if let Some(last) = name.segments.last_mut() {
        last.arguments = PathArguments::AngleBracketed(angles(arguments));
    }
    name
}

/// `<K, V>`
fn angles(arguments: impl IntoIterator<Item = Type>) -> AngleBracketedGenericArguments {
    AngleBracketedGenericArguments {
        colon2_token: None,
        lt_token: Default::default(),
        args: arguments.into_iter().map(GenericArgument::Type).collect(),
        gt_token: Default::default(),
    }
}

/// `()`
pub(super) fn unit() -> Type {
    Type::Tuple(TypeTuple {
        attrs: Vec::new(),
        paren_token: Default::default(),
        elems: Punctuated::new(),
    })
}

/// `impl Into<T>`
pub(super) fn implementing(name: Ident, argument: Type) -> Type {
    let bound = TypeParamBound::Trait(TraitBound {
        paren_token: None,
        lifetimes: None,
        modifiers: Default::default(),
        maybe: None,
        path: with_arguments(name.into(), [argument]),
    });
    Type::ImplTrait(TypeImplTrait {
        attrs: Vec::new(),
        impl_token: Default::default(),
        bounds: [bound].into_iter().collect(),
    })
}

/// `name::<T>`
pub(super) fn with_type(name: &str, argument: Type) -> PathSegment {
    let mut arguments = angles([argument]);
    arguments.colon2_token = Some(Default::default());
    PathSegment {
        ident: joined(name),
        arguments: PathArguments::AngleBracketed(arguments),
    }
}

/// A field that users see: `pub name: ty`
pub(super) fn field(attributes: Vec<Attribute>, name: Ident, ty: Type) -> Field {
    Field {
        attrs: attributes,
        vis: Visibility::Public(Default::default()),
        modifiers: Default::default(),
        ident: Some(name),
        colon_token: Some(Default::default()),
        ty,
        default: None,
    }
}

/// `{ pub first: First, pub second: Second }`
pub(super) fn fields(fields: impl IntoIterator<Item = Field>) -> Fields {
    Fields::Named(FieldsNamed {
        brace_token: Default::default(),
        named: listed(fields),
    })
}

/// A variant that holds nothing.
pub(super) fn variant(attributes: Vec<Attribute>, name: Ident) -> Variant {
    Variant {
        attrs: attributes,
        ident: name,
        fields: Fields::Unit,
        discriminant: None,
    }
}

/// `"text"`
pub(super) fn text(text: &str) -> Expr {
    Expr::Lit(ExprLit {
        attrs: Vec::new(),
        lit: Lit::Str(LitStr::new(text, Span::call_site())),
    })
}

/// A literal, as it is.
pub(super) fn literal(token: Literal) -> Expr {
    Expr::Lit(ExprLit {
        attrs: Vec::new(),
        lit: Lit::Verbatim(token),
    })
}

/// `true`
pub(super) fn truth(value: bool) -> Expr {
    Expr::Lit(ExprLit {
        attrs: Vec::new(),
        lit: Lit::Bool(LitBool::new(value, Span::call_site())),
    })
}

/// What has this name.
pub(super) fn name(name: impl Into<Path>) -> Expr {
    Expr::Path(ExprPath {
        attrs: Vec::new(),
        qself: None,
        path: name.into(),
    })
}

/// `self`
pub(super) fn itself() -> Expr {
    name(joined("self"))
}

/// `Self::Name`
pub(super) fn of_self(name: Ident) -> Path {
    path([joined("Self"), name])
}

/// `of.name`
pub(super) fn member(of: Expr, name: Ident) -> Expr {
    Expr::Field(ExprField {
        attrs: Vec::new(),
        base: Box::new(of),
        dot_token: Default::default(),
        member: Member::Named(name),
    })
}

/// `&of`
pub(super) fn reference(of: Expr) -> Expr {
    Expr::Reference(ExprReference {
        attrs: Vec::new(),
        and_token: Default::default(),
        mutability: None,
        expr: Box::new(of),
    })
}

/// `of?`
pub(super) fn tried(of: Expr) -> Expr {
    Expr::Try(ExprTry {
        attrs: Vec::new(),
        expr: Box::new(of),
        question_token: Default::default(),
    })
}

/// `function(first, second)`
pub(super) fn call(function: impl Into<Path>, arguments: impl IntoIterator<Item = Expr>) -> Expr {
    Expr::Call(ExprCall {
        attrs: Vec::new(),
        func: Box::new(name(function)),
        paren_token: Default::default(),
        args: arguments.into_iter().collect(),
    })
}

/// `of.method(first, second)`
pub(super) fn method(of: Expr, name: &str, arguments: impl IntoIterator<Item = Expr>) -> Expr {
    Expr::MethodCall(ExprMethodCall {
        attrs: Vec::new(),
        receiver: Box::new(of),
        dot_token: Default::default(),
        method: joined(name),
        turbofish: None,
        paren_token: Default::default(),
        args: arguments.into_iter().collect(),
    })
}

/// `&[first, second]`
pub(super) fn slice(elements: impl IntoIterator<Item = Expr>) -> Expr {
    reference(Expr::Array(ExprArray {
        attrs: Vec::new(),
        bracket_token: Default::default(),
        elems: elements.into_iter().collect(),
    }))
}

/// `name: value`, or just `name` where they are the same.
pub(super) fn assigned(name: Ident, value: Expr) -> FieldValue {
    let is_same = matches!(&value, Expr::Path(found) if found.path.is_ident(&name));
    FieldValue {
        attrs: Vec::new(),
        member: Member::Named(name),
        colon_token: (!is_same).then(Default::default),
        expr: value,
    }
}

/// `Self { first: 1, second: 2 }`
pub(super) fn record(fields: impl IntoIterator<Item = FieldValue>) -> Expr {
    Expr::Struct(ExprStruct {
        attrs: Vec::new(),
        qself: None,
        path: joined("Self").into(),
        brace_token: Default::default(),
        fields: listed(fields),
        dot2_token: None,
        rest: None,
    })
}

/// `match self { … }`
pub(super) fn cases(arms: impl IntoIterator<Item = Arm>) -> Expr {
    Expr::Match(ExprMatch {
        attrs: Vec::new(),
        match_token: Default::default(),
        expr: Box::new(itself()),
        brace_token: Default::default(),
        arms: arms.into_iter().collect(),
    })
}

/// `Self::Name => value,`
pub(super) fn arm(variant: Ident, value: Expr) -> Arm {
    Arm {
        attrs: Vec::new(),
        pat: Pat::Path(PatPath {
            attrs: Vec::new(),
            qself: None,
            path: of_self(variant),
        }),
        fat_arrow_token: Default::default(),
        body: Box::new(value),
        comma: Some(Default::default()),
    }
}

/// `left = right`
pub(super) fn assignment(left: Expr, right: Expr) -> Expr {
    Expr::Assign(ExprAssign {
        attrs: Vec::new(),
        left: Box::new(left),
        eq_token: Default::default(),
        right: Box::new(right),
    })
}

/// `pub fn name(mut self, value: ty) -> Self { … }`
pub(super) fn setter(
    attributes: Vec<Attribute>,
    name: Ident,
    ty: Type,
    statements: Vec<Stmt>,
) -> ImplItem {
    let receiver = FnArg::Receiver(Receiver {
        attrs: Vec::new(),
        mutability: Some(Default::default()),
        self_token: Default::default(),
        kind: ReceiverKind::Value,
    });
    let argument = FnArg::Typed(PatType {
        attrs: Vec::new(),
        pat: Box::new(Pat::Ident(PatIdent {
            attrs: Vec::new(),
            by_ref: None,
            mutability: None,
            ident: joined("value"),
            subpat: None,
        })),
        colon_token: Default::default(),
        ty: Box::new(ty),
    });
    ImplItem::Fn(ImplItemFn {
        attrs: attributes,
        vis: Visibility::Public(Default::default()),
        modifiers: Default::default(),
        sig: Signature {
            constness: None,
            asyncness: None,
            safety: Safety::Default,
            abi: None,
            fn_token: Default::default(),
            ident: name,
            generics: Default::default(),
            paren_token: Default::default(),
            inputs: [receiver, argument].into_iter().collect(),
            variadic: None,
            output: ReturnType::Type(Default::default(), Box::new(named(joined("Self")))),
        },
        block: Block {
            brace_token: Default::default(),
            stmts: statements,
        },
    })
}

/// `value;`
pub(super) fn done(value: Expr) -> Stmt {
    Stmt::Expr(value, Some(Default::default()))
}

/// A block's value.
pub(super) fn value(value: Expr) -> Stmt {
    Stmt::Expr(value, None)
}

/// Puts statements into the function of this name, and in the place of what
/// stands for a value in a constant of this name.
pub(super) fn fill(block: &mut ItemImpl, name: &str, statements: Vec<Stmt>) {
    let function = block.items.iter_mut().find_map(|item| match item {
        ImplItem::Fn(found) if found.sig.ident == name => Some(found),
        _ => None,
    });
    let function = function.expect("the frame has the function");
    function.block.stmts = statements;
}

/// The block with a value in the constant of this name.
pub(super) fn set(block: &mut ItemImpl, name: &str, value: Expr) {
    let constant = block.items.iter_mut().find_map(|item| match item {
        ImplItem::Const(found) if found.ident == name => Some(found),
        _ => None,
    });
    constant.expect("the frame has the constant").expr = value;
}

/// `name!(argument);`
pub(super) fn invocation(name: &Path, argument: &Ident) -> Item {
    parsed(quote!(#name!(#argument);))
}

/// A list that ends with a comma.
fn listed<T>(parts: impl IntoIterator<Item = T>) -> Punctuated<T, syn::Token![,]> {
    let mut list: Punctuated<_, _> = parts.into_iter().collect();
    if !list.is_empty() {
        list.push_punct(Default::default());
    }
    list
}

fn joined(text: &str) -> Ident {
    Ident::new(text, Span::call_site())
}
