//! Turns implementations, and calls of the runtime's macros, into what they
//! add to public types.

use proc_macro2::TokenStream;
use syn::Item as Syntax;

use super::modules::Way;
use super::read::Reader;

/// Traits that say nothing to a user: the runtime asks for them.
const INTERNAL: &[&str] = &[
    "ErrorBody",
    "IntegerEnum",
    "Items",
    "Json",
    "Operation",
    "ResponseHeaders",
    "Rest<'de, A>",
    "Sealed",
    "StreamingOperation",
    "StringEnum",
    "ValueEnum",
];

/// What the runtime's macros give to the type that they are called with.
const GIVEN: &[(&str, &[&str])] = &[
    ("model", SERDE),
    ("union", SERDE),
    ("integer_enum", SERDE),
    ("string_enum", SERDE),
    ("value_enum", SERDE),
    ("integer_enum", &["Display", "From<i64>"]),
    (
        "string_enum",
        &[
            "AsRef<str>",
            "Display",
            "From<&str>",
            "From<String>",
            "FromStr",
        ],
    ),
    ("error_body", &["Display", "Error"]),
    ("value_enum", &["From<Value>"]),
    ("operation", &["Debug", "IntoFuture", "Operation"]),
    (
        "streaming_operation",
        &["Debug", "IntoFuture", "Operation", "StreamingOperation"],
    ),
];

const SERDE: &[&str] = &["Deserialize<'de>", "Serialize"];

impl Reader<'_> {
    /// The functions and traits that a block adds to a public type.
    pub(super) fn block(&mut self, way: &Way, item: &Syntax) {
        if let Syntax::Macro(call) = item {
            self.given(way, call);
        }
        let Syntax::Impl(block) = item else { return };
        let syn::Type::Path(of) = &*block.self_ty else {
            return;
        };
        let Some(public) = self.paths.resolve(way, &of.path) else {
            return;
        };
        let path = public.join("::");
        match &block.trait_ {
            Some((of_trait, _)) => self.implementation(way, &path, of_trait, block),
            None => self.functions(way, &path, &of.path, block),
        }
    }

    /// `string_enum!(Colour);`
    fn given(&mut self, way: &Way, call: &syn::ItemMacro) {
        let name = call.mac.path.segments.last().map(|last| &last.ident);
        // A model's properties may follow.
        let of = |input: syn::parse::ParseStream<'_>| {
            let of = input.parse::<syn::Path>()?;
            input.parse::<TokenStream>().map(|_| of)
        };
        let Ok(of) = call.mac.parse_body_with(of) else {
            return;
        };
        let public = self.paths.resolve(way, &of);
        let (Some(name), Some(public)) = (name, public) else {
            return;
        };
        let path = public.join("::");
        for (_, traits) in GIVEN.iter().filter(|(called, _)| name == called) {
            traits
                .iter()
                .for_each(|given| self.gives(&path, (*given).to_owned()));
        }
    }

    fn implementation(&mut self, way: &Way, path: &str, of: &syn::Path, block: &syn::ItemImpl) {
        let name = self.spell_trait(way, of);
        if !INTERNAL.contains(&name.as_str()) {
            self.gives(path, name);
        }
        for member in &block.items {
            if let syn::ImplItem::Type(found) = member {
                let member = format!("{path}::{}", found.ident);
                let ty = self.spell(way, found.ty.clone());
                self.add(member.clone(), &[], format!("type {member} = {ty}"));
            }
        }
    }

    fn functions(&mut self, way: &Way, path: &str, of: &syn::Path, block: &syn::ItemImpl) {
        let arguments = of.segments.last().map(|last| last.arguments.clone());
        let arguments = self.spell_tokens(way, &arguments);
        for member in &block.items {
            let syn::ImplItem::Fn(found) = member else {
                continue;
            };
            let call = self.call(way, &found.sig);
            let name = &found.sig.ident;
            let attributes = [block.attrs.as_slice(), &found.attrs].concat();
            let signature = format!("pub fn {path}{arguments}::{name}{call}");
            let mut key = format!("{path}::{name}");
            // `GetPet<Async>` and `GetPet<Blocking>` have methods of one name.
            if self.items.contains_key(&key) {
                key.push_str(&arguments);
            }
            // A property may be called like a function.
            if self.items.contains_key(&key) {
                key.push_str("()");
            }
            self.add(key, &attributes, signature);
        }
    }
}
