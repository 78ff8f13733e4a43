//! Builds items, and what they are made of.

use proc_macro2::Ident;
use syn::{
    Attribute, Expr, Field, Fields, FieldsNamed, FieldsUnnamed, GenericParam, Generics, ImplItem,
    ImplItemConst, ImplItemType, Item, ItemConst, ItemEnum, ItemImpl, ItemMod, ItemStatic,
    ItemStruct, ItemUse, Path, StaticMutability, Type, TypeParam, UseGroup, UseName, UsePath,
    UseTree, Variant, Visibility,
};

use super::brackets::{brace, paren};
use super::listed;
use crate::emit::ident::joined;

/// A field that users see: `pub name: ty`
pub(crate) fn field(attributes: Vec<Attribute>, name: Ident, ty: Type) -> Field {
    Field {
        attrs: attributes,
        vis: Visibility::Public(Default::default()),
        ident: Some(name),
        colon_token: Some(Default::default()),
        ..unnamed(ty)
    }
}

/// A field of a tuple.
fn unnamed(ty: Type) -> Field {
    Field {
        attrs: Vec::new(),
        vis: Visibility::Inherited,
        modifiers: Default::default(),
        ident: None,
        colon_token: None,
        ty,
        default: None,
    }
}

/// `{ pub first: First, pub second: Second }`
pub(crate) fn fields(fields: impl IntoIterator<Item = Field>) -> Fields {
    Fields::Named(FieldsNamed {
        brace_token: brace(),
        named: listed(fields),
    })
}

/// `use path::name;` or `use path::{first, second};`
pub(crate) fn import(
    path: impl IntoIterator<Item = Ident, IntoIter: DoubleEndedIterator>,
    names: impl IntoIterator<Item = Ident>,
) -> Item {
    import_as(Vec::new(), Visibility::Inherited, path, names)
}

/// `pub use path::name;`
pub(crate) fn export(
    condition: Option<Attribute>,
    path: Ident,
    names: impl IntoIterator<Item = Ident>,
) -> Item {
    let visibility = Visibility::Public(Default::default());
    import_as(condition.into_iter().collect(), visibility, [path], names)
}

/// `#[doc(inline)] pub use path::{first, second};`, for what has its documentation here.
pub(crate) fn export_inline(
    condition: Option<Attribute>,
    path: impl IntoIterator<Item = Ident, IntoIter: DoubleEndedIterator>,
    names: impl IntoIterator<Item = Ident>,
) -> Item {
    let inline = super::list("doc", quote::quote!(inline));
    let attributes = condition.into_iter().chain([inline]).collect();
    let visibility = Visibility::Public(Default::default());
    import_as(attributes, visibility, path, names)
}

fn import_as(
    attributes: Vec<Attribute>,
    visibility: Visibility,
    path: impl IntoIterator<Item = Ident, IntoIter: DoubleEndedIterator>,
    names: impl IntoIterator<Item = Ident>,
) -> Item {
    let name = |ident| UseTree::Name(UseName { ident });
    let mut names: Vec<UseTree> = names.into_iter().map(name).collect();
    let leaves = if names.len() == 1 {
        names.remove(0)
    } else {
        UseTree::Group(UseGroup {
            brace_token: brace(),
            items: names.into_iter().collect(),
        })
    };
    let tree = path.into_iter().rev().fold(leaves, |tree, ident| {
        UseTree::Path(UsePath {
            ident,
            colon2_token: Default::default(),
            tree: Box::new(tree),
        })
    });
    Item::Use(ItemUse {
        attrs: attributes,
        vis: visibility,
        use_token: Default::default(),
        leading_colon: None,
        tree,
        semi_token: Default::default(),
    })
}

/// `pub mod name;`
pub(crate) fn public_module(condition: Option<Attribute>, name: Ident) -> Item {
    module_as(condition, Visibility::Public(Default::default()), name)
}

/// `mod name;`
pub(crate) fn module(condition: Option<Attribute>, name: Ident) -> Item {
    module_as(condition, Visibility::Inherited, name)
}

fn module_as(condition: Option<Attribute>, visibility: Visibility, name: Ident) -> Item {
    Item::Mod(ItemMod {
        attrs: condition.into_iter().collect(),
        vis: visibility,
        unsafety: None,
        mod_token: Default::default(),
        ident: name,
        content: None,
        semi: Some(Default::default()),
    })
}

/// `pub struct Name<P = Default>(Held);`
pub(crate) fn wrapper(
    attributes: Vec<Attribute>,
    name: Ident,
    parameter: &str,
    default: Type,
    held: Type,
) -> Item {
    let parameter = TypeParam {
        default: Some((Default::default(), default)),
        ..joined(parameter).into()
    };
    let fields = Fields::Unnamed(FieldsUnnamed {
        paren_token: paren(),
        unnamed: std::iter::once(unnamed(held)).collect(),
    });
    Item::Struct(ItemStruct {
        semi_token: Some(Default::default()),
        generics: generic(parameter),
        ..struct_item(attributes, name, fields)
    })
}

/// `pub struct Name { … }`
pub(crate) fn structure(attributes: Vec<Attribute>, name: Ident, fields: Fields) -> Item {
    Item::Struct(struct_item(attributes, name, fields))
}

fn struct_item(attributes: Vec<Attribute>, name: Ident, fields: Fields) -> ItemStruct {
    ItemStruct {
        attrs: attributes,
        vis: Visibility::Public(Default::default()),
        struct_token: Default::default(),
        ident: name,
        generics: Default::default(),
        fields,
        semi_token: None,
    }
}

/// `impl Of { … }`, or `impl Name for Of { … }`
pub(crate) fn block(name: Option<Path>, of: Type, members: Vec<ImplItem>) -> ItemImpl {
    ItemImpl {
        attrs: Vec::new(),
        modifiers: Default::default(),
        unsafety: None,
        impl_token: Default::default(),
        generics: Default::default(),
        trait_: name.map(|name| (name, Default::default())),
        self_ty: Box::new(of),
        brace_token: brace(),
        items: members,
    }
}

/// `<M>`
pub(crate) fn generics(name: &str) -> Generics {
    generic(joined(name).into())
}

fn generic(parameter: TypeParam) -> Generics {
    Generics {
        lt_token: Some(Default::default()),
        params: [GenericParam::Type(parameter)].into_iter().collect(),
        gt_token: Some(Default::default()),
        where_clause: None,
    }
}

/// `type Name = Of;`
pub(crate) fn associated(name: &str, of: Type) -> ImplItem {
    ImplItem::Type(ImplItemType {
        attrs: Vec::new(),
        vis: Visibility::Inherited,
        modifiers: Default::default(),
        type_token: Default::default(),
        ident: joined(name),
        generics: Default::default(),
        eq_token: Default::default(),
        ty: of,
        semi_token: Default::default(),
    })
}

/// `const NAME: Of = value;`
pub(crate) fn constant(name: &str, of: Type, value: Expr) -> ImplItem {
    ImplItem::Const(ImplItemConst {
        attrs: Vec::new(),
        vis: Visibility::Inherited,
        modifiers: Default::default(),
        const_token: Default::default(),
        ident: joined(name),
        generics: Default::default(),
        colon_token: Default::default(),
        ty: of,
        eq_token: Default::default(),
        expr: value,
        semi_token: Default::default(),
    })
}

/// `const NAME: Of = value;`, beside other items.
pub(crate) fn constant_item(name: Ident, of: Type, value: Expr) -> Item {
    Item::Const(ItemConst {
        attrs: Vec::new(),
        vis: Visibility::Inherited,
        modifiers: Default::default(),
        const_token: Default::default(),
        ident: name,
        generics: Default::default(),
        colon_token: Default::default(),
        ty: Box::new(of),
        eq_token: Default::default(),
        expr: Box::new(value),
        semi_token: Default::default(),
    })
}

/// `static NAME: Of = value;`
pub(crate) fn static_item(
    visibility: Visibility,
    name: Ident,
    of: Type,
    value: Expr,
) -> ItemStatic {
    ItemStatic {
        attrs: Vec::new(),
        vis: visibility,
        static_token: Default::default(),
        mutability: StaticMutability::None,
        ident: name,
        colon_token: Default::default(),
        ty: Box::new(of),
        eq_token: Default::default(),
        expr: Box::new(value),
        semi_token: Default::default(),
    }
}

/// A variant that holds one thing, or nothing.
pub(crate) fn variant(attributes: Vec<Attribute>, name: Ident, held: Option<Type>) -> Variant {
    let fields = held.map(|ty| FieldsUnnamed {
        paren_token: paren(),
        unnamed: std::iter::once(unnamed(ty)).collect(),
    });
    Variant {
        attrs: attributes,
        ident: name,
        fields: fields.map_or(Fields::Unit, Fields::Unnamed),
        discriminant: None,
    }
}

/// `pub enum Name { … }`, non-exhaustive.
pub(crate) fn enumeration(
    attributes: impl IntoIterator<Item = Attribute>,
    name: Ident,
    variants: impl IntoIterator<Item = Variant>,
) -> Item {
    let open = super::marked("non_exhaustive");
    Item::Enum(ItemEnum {
        attrs: attributes.into_iter().chain([open]).collect(),
        vis: Visibility::Public(Default::default()),
        enum_token: Default::default(),
        ident: name,
        generics: Default::default(),
        brace_token: brace(),
        variants: variants.into_iter().collect(),
    })
}
