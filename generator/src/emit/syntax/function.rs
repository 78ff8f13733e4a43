//! Builds functions of a type.

use proc_macro2::Ident;
use syn::{
    Attribute, Block, FnArg, ImplItem, ImplItemFn, PatType, ReceiverKind, ReturnType, Safety,
    Signature, Stmt, Type, VisRestricted, Visibility,
};

use super::brackets::{brace, paren};
use super::expression::binding;
use crate::emit::ident::joined;

/// `pub`
pub(crate) fn public() -> Visibility {
    Visibility::Public(Default::default())
}

/// `pub(crate)`
pub(crate) fn of_crate() -> Visibility {
    restricted("crate")
}

/// `pub(super)`
pub(crate) fn of_parent() -> Visibility {
    restricted("super")
}

fn restricted(to: &str) -> Visibility {
    Visibility::Restricted(VisRestricted {
        pub_token: Default::default(),
        paren_token: paren(),
        in_token: None,
        path: Box::new(joined(to).into()),
    })
}

/// Nothing.
pub(crate) fn private() -> Visibility {
    Visibility::Inherited
}

/// How a function takes what it belongs to.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Receiver {
    /// It does not.
    None,
    /// `self`
    Owned,
    /// `mut self`
    Mutable,
    /// `&self`
    Borrowed,
}

/// `fn name(self, first: First) -> Output { … }`
pub(crate) struct Function {
    pub(crate) attributes: Vec<Attribute>,
    pub(crate) visibility: Visibility,
    pub(crate) name: Ident,
    pub(crate) receiver: Receiver,
    pub(crate) arguments: Vec<(Ident, Type)>,
    pub(crate) output: Type,
    pub(crate) body: Vec<Stmt>,
}

impl Function {
    /// The function in a block.
    pub(crate) fn member(self) -> ImplItem {
        let receiver = receiver(self.receiver);
        let arguments = self.arguments.into_iter().map(argument);
        ImplItem::Fn(ImplItemFn {
            attrs: self.attributes,
            vis: self.visibility,
            modifiers: Default::default(),
            sig: Signature {
                constness: None,
                asyncness: None,
                safety: Safety::Default,
                abi: None,
                fn_token: Default::default(),
                ident: self.name,
                generics: Default::default(),
                paren_token: paren(),
                inputs: receiver.into_iter().chain(arguments).collect(),
                variadic: None,
                output: output(self.output),
            },
            block: Block {
                brace_token: brace(),
                stmts: self.body,
            },
        })
    }
}

/// `-> ty`, or nothing for `()`.
pub(super) fn output(ty: Type) -> ReturnType {
    match &ty {
        Type::Tuple(tuple) if tuple.elems.is_empty() => ReturnType::Default,
        _ => ReturnType::Type(Default::default(), Box::new(ty)),
    }
}

fn receiver(receiver: Receiver) -> Option<FnArg> {
    let kind = match receiver {
        Receiver::None => return None,
        Receiver::Owned | Receiver::Mutable => ReceiverKind::Value,
        Receiver::Borrowed => ReceiverKind::Reference(Default::default(), None, None),
    };
    Some(FnArg::Receiver(syn::Receiver {
        attrs: Vec::new(),
        mutability: (receiver == Receiver::Mutable).then(Default::default),
        self_token: Default::default(),
        kind,
    }))
}

/// `name: ty`
fn argument((name, ty): (Ident, Type)) -> FnArg {
    FnArg::Typed(PatType {
        attrs: Vec::new(),
        pat: Box::new(binding(name)),
        colon_token: Default::default(),
        ty: Box::new(ty),
    })
}
