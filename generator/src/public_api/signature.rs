//! Turns types and signatures into text that does not depend on what their
//! file imports.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::visit_mut::VisitMut;

use super::modules::Way;
use super::read::Reader;
use super::spelling::spell;

impl Reader<'_> {
    /// `(&self, id: impl Into<String>) -> PutPet<M>`
    pub(super) fn call(&self, way: &Way, signature: &syn::Signature) -> String {
        let mut signature = signature.clone();
        self.paths.shorten(way).visit_signature_mut(&mut signature);
        for input in &mut signature.inputs {
            if let syn::FnArg::Receiver(receiver) = input
                && matches!(receiver.kind, syn::ReceiverKind::Value)
            {
                receiver.mutability = None;
            }
        }
        let (generics, inputs) = (&signature.generics, &signature.inputs);
        let (bounds, output) = (&signature.generics.where_clause, &signature.output);
        spell(quote!(#generics (#inputs) #output #bounds))
    }

    /// `From<models::Cat>`; the same whether it is derived or written out.
    pub(super) fn spell_trait(&self, way: &Way, path: &syn::Path) -> String {
        let mut path = path.clone();
        self.paths.shorten(way).visit_path_mut(&mut path);
        let last = path.segments.last();
        last.map_or_else(String::new, |last| spell(last.to_token_stream()))
    }

    pub(super) fn spell(&self, way: &Way, mut ty: syn::Type) -> String {
        self.paths.shorten(way).visit_type_mut(&mut ty);
        spell(ty.to_token_stream())
    }

    pub(super) fn spell_tokens(&self, way: &Way, syntax: &impl ToTokens) -> String {
        let tokens = syntax.to_token_stream();
        if tokens.is_empty() {
            return String::new();
        }
        // Anything that is beside a type is parsed as part of one.
        match syn::parse2::<syn::Type>(quote!(X #tokens)) {
            Ok(ty) => {
                let text = self.spell(way, ty);
                text.strip_prefix('X').unwrap_or(&text).to_owned()
            }
            Err(_) => self.fields(way, tokens),
        }
    }

    /// `(models::Pet, String)`
    fn fields(&self, way: &Way, tokens: TokenStream) -> String {
        match syn::parse2::<syn::Type>(tokens.clone()) {
            Ok(syn::Type::Paren(inner)) => format!("({})", self.spell(way, *inner.elem)),
            Ok(ty) => self.spell(way, ty),
            Err(_) => spell(tokens),
        }
    }
}
