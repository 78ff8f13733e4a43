//! Turns objects into structs and the code that reads and writes them.
//!
//! May not know: where an object is used.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::doc::{self, DocComment};
use super::scope::Scope;
use super::{constructor, ident, json_patch, markdown, models, types};
use crate::ir::{Access, Field, Presence, Rest, Struct, TypeDef, TypeRef};

/// The struct and everything that belongs to it.
pub(super) fn items(scope: &Scope<'_>, def: &TypeDef, shape: &Struct) -> TokenStream {
    let name = ident(&def.name);
    let definition = definition(scope, def, shape);
    let functions = constructor::block(scope, def, shape);
    let patch = json_patch::block(scope, def, shape);
    let model = model(scope, &name, shape);
    let debug = debug(scope, &name, shape);
    let serde = scope.runtime("model");
    quote!(#definition #functions #patch #model #debug #serde!(#name);)
}

/// Whether each field may be left out, so that the struct has a default.
pub(super) fn is_default(shape: &Struct) -> bool {
    !shape.fields.iter().any(constructor::is_argument)
}

/// A field that holds any JSON: `null` is one of its values, so it is optional at most.
pub(super) fn is_json(scope: &Scope<'_>, field: &Field) -> bool {
    matches!(scope.types().resolve(&field.ty), TypeRef::Json)
}

/// The field's presence, `null` counted as a value where any JSON is one.
pub(super) fn presence(scope: &Scope<'_>, field: &Field) -> Presence {
    match (is_json(scope, field), field.presence) {
        (true, Presence::Nullable) => Presence::Required,
        (true, Presence::OptionalNullable) => Presence::Optional,
        (_, presence) => presence,
    }
}

/// `pub struct Pet { pub name: String, pub rest: Map<String, Value> }`
fn definition(scope: &Scope<'_>, def: &TypeDef, shape: &Struct) -> TokenStream {
    let docs = models::type_doc(def).outer();
    let derives = derives(scope, def, shape);
    let name = ident(&def.name);
    let fields = shape.fields.iter().map(|field| self::field(scope, field));
    let rest = rest(scope, shape);
    quote! {
        #docs
        #[derive(#(#derives),*)]
        #[non_exhaustive]
        pub struct #name { #(#fields,)* #rest }
    }
}

/// `Clone, Debug, PartialEq`, and what every part allows.
fn derives(scope: &Scope<'_>, def: &TypeDef, shape: &Struct) -> Vec<TokenStream> {
    let rest_is_eq = match &shape.rest {
        Rest::Json => true,
        Rest::Typed(ty) => scope.types().is_eq(ty),
    };
    let mut derives = vec![quote!(Clone)];
    if !has_secret(shape) {
        derives.push(quote!(Debug));
    }
    if is_default(shape) {
        derives.push(quote!(Default));
    }
    derives.push(quote!(PartialEq));
    if def.is_eq && rest_is_eq {
        derives.push(quote!(Eq));
        derives.push(quote!(Hash));
    }
    derives
}

/// `pub name: Option<String>`
fn field(scope: &Scope<'_>, field: &Field) -> TokenStream {
    let docs = field_doc(field).outer();
    let name = ident(&field.ident);
    let ty = types::with_presence(scope, &field.ty, presence(scope, field));
    quote!(#docs pub #name: #ty)
}

/// What is said of a property.
fn field_doc(field: &Field) -> DocComment {
    let wire_name = markdown::code(field.wire_name.as_str());
    let notes = notes(field).join(" ");
    DocComment::of(&field.doc, &format!("The property {wire_name}."))
        .block(notes.lines().map(str::to_owned))
}

/// What is worth knowing of a property beside the document's words.
pub(super) fn notes(field: &Field) -> Vec<String> {
    let notes = [
        doc::deprecated(field.deprecated),
        doc::access(field.access),
        doc::default(field.default.as_ref()),
    ];
    notes.into_iter().flatten().collect()
}

/// `pub rest: Map<String, Value>`
fn rest(scope: &Scope<'_>, shape: &Struct) -> TokenStream {
    let name = ident(&shape.rest_ident);
    match &shape.rest {
        Rest::Json => {
            let ty = types::object(scope);
            quote!(#[doc = " Properties that the document does not declare."] pub #name: #ty)
        }
        Rest::Typed(element) => {
            let ty = types::map(scope, element);
            quote!(#[doc = " Every other property, by name."] pub #name: #ty)
        }
    }
}

/// `impl Model for Pet { … }`
fn model(scope: &Scope<'_>, name: &Ident, shape: &Struct) -> TokenStream {
    let model = scope.runtime("Model");
    let read = read(scope, shape);
    let write = write(scope, shape);
    quote!(impl #model for #name { #read #write })
}

/// `fn read(object: &mut ObjectReader) -> Result<Self, JsonError> { … }`
fn read(scope: &Scope<'_>, shape: &Struct) -> TokenStream {
    let reader = scope.runtime("ObjectReader");
    let result = quote!(Result);
    let error = scope.runtime("JsonError");
    let fields = shape.fields.iter().map(|field| read_field(scope, field));
    let rest_name = ident(&shape.rest_ident);
    let rest = match shape.rest {
        Rest::Json => quote!(object.rest()),
        Rest::Typed(_) => quote!(object.typed_rest()?),
    };
    quote! {
        fn read(object: &mut #reader) -> #result<Self, #error> {
            Ok(Self { #(#fields,)* #rest_name: #rest })
        }
    }
}

/// `name: object.optional("name")?`
fn read_field(scope: &Scope<'_>, field: &Field) -> TokenStream {
    let name = ident(&field.ident);
    let wire_name = field.wire_name.as_str();
    let method = method(scope, field);
    quote!(#name: object.#method(#wire_name)?)
}

/// `fn write(&self, object: &mut ObjectWriter) { … }`
fn write(scope: &Scope<'_>, shape: &Struct) -> TokenStream {
    let writer = scope.runtime("ObjectWriter");
    let fields = shape.fields.iter().map(|field| write_field(scope, field));
    let rest_name = ident(&shape.rest_ident);
    let rest = match shape.rest {
        Rest::Json => quote!(object.rest(&self.#rest_name);),
        Rest::Typed(_) => quote!(object.typed_rest(&self.#rest_name);),
    };
    quote! {
        fn write(&self, object: &mut #writer) { #(#fields)* #rest }
    }
}

/// `object.read_only().optional("name", &self.name);`
fn write_field(scope: &Scope<'_>, field: &Field) -> TokenStream {
    let name = ident(&field.ident);
    let wire_name = field.wire_name.as_str();
    let method = method(scope, field);
    let read_only = match field.access {
        Access::ReadOnly => quote!(.read_only()),
        Access::ReadWrite | Access::WriteOnly => TokenStream::new(),
    };
    quote!(object #read_only.#method(#wire_name, &self.#name);)
}

/// The reader's and writer's method for this presence.
fn method(scope: &Scope<'_>, field: &Field) -> Ident {
    super::joined(match presence(scope, field) {
        Presence::Required => "required",
        Presence::Optional if is_json(scope, field) => "optional_json",
        Presence::Optional => "optional",
        Presence::Nullable => "nullable",
        Presence::OptionalNullable => "optional_nullable",
    })
}

fn has_secret(shape: &Struct) -> bool {
    shape.fields.iter().any(|field| field.sensitive)
}

/// `impl fmt::Debug for Login { … }`, where a derived one would show a secret.
fn debug(scope: &Scope<'_>, name: &Ident, shape: &Struct) -> TokenStream {
    if !has_secret(shape) {
        return TokenStream::new();
    }
    let fmt = scope.import("std", "fmt");
    let text = name.to_string();
    let fields = shape.fields.iter().map(|field| debug_field(scope, field));
    let rest = ident(&shape.rest_ident);
    let rest_text = shape.rest_ident.as_str();
    quote! {
        impl #fmt::Debug for #name {
            fn fmt(&self, out: &mut #fmt::Formatter<'_>) -> #fmt::Result {
                out.debug_struct(#text)#(#fields)*.field(#rest_text, &self.#rest).finish()
            }
        }
    }
}

/// `.field("password", &Redacted)`
fn debug_field(scope: &Scope<'_>, field: &Field) -> TokenStream {
    let name = ident(&field.ident);
    let text = field.ident.as_str();
    if field.sensitive {
        let redacted = scope.runtime("Redacted");
        quote!(.field(#text, &#redacted))
    } else {
        quote!(.field(#text, &self.#name))
    }
}
