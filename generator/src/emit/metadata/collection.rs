//! Turns collections into their part of the table.

use proc_macro2::TokenStream;
use quote::quote;

use super::entry::raw;
use crate::emit::example::json_value;
use crate::emit::feature;
use crate::emit::scope::Scope;
use crate::ir::{
    Access, Api, Collection, Feature, Field, OperationId, Presence, Primitive, Shape, TypeRef,
    Types, WireName,
};

/// `&[CollectionMetadata { path: "/pets", … }]`
pub(super) fn list(scope: &Scope<'_>, api: &Api) -> TokenStream {
    let entries = api.collections.iter().map(|found| entry(scope, api, found));
    quote!(&[#(#entries),*])
}

fn entry(scope: &Scope<'_>, api: &Api, collection: &Collection) -> TokenStream {
    let condition = feature::condition(feature_of(api, collection));
    let ty = scope.runtime("CollectionMetadata");
    let Collection {
        path, item_path, ..
    } = collection;
    let id = collection.id.as_str();
    let fields: &[Field] = match &api.types.get(collection.item).shape {
        Shape::Struct(shape) => &shape.fields,
        _ => &[],
    };
    let id_is_number = fields
        .iter()
        .any(|field| field.wire_name == collection.id && is_number(&api.types, &field.ty));
    let name = |operation: &Option<OperationId>| match operation.as_ref().map(OperationId::as_str) {
        Some(name) => quote!(Some(#name)),
        None => quote!(None),
    };
    let (list, create) = (name(&collection.list), name(&collection.create));
    let (put, delete) = (name(&collection.put), name(&collection.delete));
    let get = collection.get.as_str();
    let patch = collection.patch.iter().map(OperationId::as_str);
    let types = &api.types;
    let server_set: Vec<&str> = collection.server_set.iter().map(WireName::as_str).collect();
    let times = fields
        .iter()
        .filter(|field| server_set.contains(&field.wire_name.as_str()) && is_time(types, field))
        .map(|field| field.wire_name.as_str());
    let write_only = fields
        .iter()
        .filter(|field| field.access == Access::WriteOnly)
        .map(|field| field.wire_name.as_str());
    let required = fields.iter().filter_map(|field| required(types, field));
    quote! {
        #condition
        #ty {
            path: #path,
            item_path: #item_path,
            id: #id,
            id_is_number: #id_is_number,
            list: #list,
            create: #create,
            get: #get,
            put: #put,
            patch: &[#(#patch),*],
            delete: #delete,
            server_set: &[#(#server_set),*],
            times: &[#(#times),*],
            write_only: &[#(#write_only),*],
            required: &[#(#required),*],
        }
    }
}

/// What turns on the tag of the operation that reads one.
fn feature_of<'a>(api: &'a Api, collection: &Collection) -> Option<&'a Feature> {
    let mut resources = api.resources.iter();
    let resource = resources.find(|resource| {
        let mut operations = resource.operations.iter();
        operations.any(|operation| operation.id == collection.get)
    });
    resource.and_then(|resource| resource.feature.as_ref())
}

/// `("name", r#""Tom""#)`, where responses must have it.
fn required(types: &Types, field: &Field) -> Option<TokenStream> {
    let is_required = matches!(field.presence, Presence::Required | Presence::Nullable);
    let value = is_required.then(|| json_value::of_field(types, field))??;
    let (name, value) = (field.wire_name.as_str(), raw(&value.to_string()));
    Some(quote!((#name, #value)))
}

fn is_time(types: &Types, field: &Field) -> bool {
    *types.resolve(&field.ty) == TypeRef::Primitive(Primitive::Timestamp)
}

fn is_number(types: &Types, ty: &TypeRef) -> bool {
    use Primitive::{I32, I64, U32, U64};
    matches!(types.resolve(ty), TypeRef::Primitive(I32 | I64 | U32 | U64))
}
