//! Types with each shape, presence and access.

use super::{def, doc, field, ident, object, text};
use crate::ir::{
    Access, Discriminator, Doc, Enum, EnumBase, EnumValue, Guard, JsonPatch, Literal, Presence,
    Primitive, Rest, Shape, TypeId, TypeRef, Types, Union, Variant, WireName,
};

/// The types' ids by name, as the operations need them.
pub(super) struct Named {
    pub(super) pet: TypeId,
    pub(super) problem: TypeId,
    pub(super) patch_body: TypeId,
    pub(super) sort: TypeId,
    pub(super) alias: TypeId,
}

/// Every type of the sample.
pub(super) fn all() -> (Types, Named) {
    let mut types = Types::default();
    let values = [("asc", "Ascending"), ("desc", "Descending")];
    let sort = types.push(def("Sort", "sort", string_enum(&values)));
    let animal = animal(&mut types);
    let patch_body = patch_body(&mut types);
    let tags = Shape::Alias(list(text()));
    let alias = types.push(def("Tags", "tags", tags));
    let pet = pet(&mut types, animal, alias);
    let detail = field("detail\"Code*/", "detail_code", text(), Presence::Optional);
    let problem = types.push(structure("Problem", "problem", vec![detail]));
    oddities(&mut types);
    let named = Named {
        pet,
        problem,
        patch_body,
        sort,
        alias,
    };
    (types, named)
}

/// A union with a discriminator.
fn animal(types: &mut Types) -> TypeId {
    let lives = field(
        "lives",
        "lives",
        TypeRef::Primitive(Primitive::I32),
        Presence::Optional,
    );
    let cat = types.push(structure("Cat", "cat", vec![lives]));
    let float = || TypeRef::Primitive(Primitive::F64);
    let fields = vec![
        field("petType", "pet_type", text(), Presence::Required),
        field("weight", "weight", float(), Presence::Required),
    ];
    let mut dog = object(fields, Rest::Typed(float()));
    dog.rest_ident = ident("others");
    let mut dog = def("Dog", "dog", Shape::Struct(dog));
    dog.is_eq = false;
    let dog = TypeRef::Named {
        id: types.push(dog),
        boxed: true,
    };
    let union = Union {
        discriminator: Some(Discriminator {
            wire_name: WireName::new("petType"),
        }),
        variants: vec![
            variant("Cat", TypeRef::named(cat), &["cat"], Guard::Any),
            variant("Dog", dog, &["dog", "hound"], Guard::Any),
        ],
        fallback: ident("Unknown"),
    };
    let mut animal = def("Animal", "animal", Shape::Union(union));
    animal.is_eq = false;
    types.push(animal)
}

const OPS: &[(&str, &str)] = &[
    ("add", "Add"),
    ("remove", "Remove"),
    ("replace", "Replace"),
    ("move", "Move"),
    ("copy", "Copy"),
    ("test", "Test"),
];

/// A JSON Patch, and a union without a discriminator around it.
fn patch_body(types: &mut Types) -> TypeId {
    let op = types.push(def(
        "JsonPatchOperationOp",
        "json_patch_operation",
        string_enum(OPS),
    ));
    let fields = vec![
        field("op", "op", TypeRef::named(op), Presence::Required),
        field("path", "path", text(), Presence::Required),
        field("from", "from", text(), Presence::Optional),
        field("value", "value", TypeRef::Json, Presence::Optional),
    ];
    let mut patch = object(fields, Rest::Json);
    let ops = OPS
        .iter()
        .map(|(wire_name, name)| ((*wire_name).to_owned(), ident(name)));
    patch.json_patch = Some(JsonPatch {
        ops: Some(ops.collect()),
        has_from: true,
        has_value: true,
    });
    let patch = Shape::Struct(patch);
    let patch = types.push(def("JsonPatchOperation", "json_patch_operation", patch));
    let operations = || list(TypeRef::named(patch));
    let wrapped = field("operations", "operations", operations(), Presence::Optional);
    let wrapped = types.push(structure("JsonPatch", "json_patch", vec![wrapped]));
    let object = Guard::Object(vec![WireName::new("operations")]);
    let number = TypeRef::Primitive(Primitive::I64);
    let union = Union {
        discriminator: None,
        variants: vec![
            variant("Operations", operations(), &[], Guard::Array),
            variant("JsonPatch", TypeRef::named(wrapped), &[], object),
            variant("Text", text(), &[], Guard::OneOf(vec!["none".into()])),
            variant("Number", number, &[], Guard::Integer),
        ],
        fallback: ident("Unknown"),
    };
    types.push(def("PatchBody", "patch_body", Shape::Union(union)))
}

/// A struct with each presence, each access and most types.
fn pet(types: &mut Types, animal: TypeId, tags: TypeId) -> TypeId {
    use Presence::{Nullable, Optional, OptionalNullable, Required};
    let id = types.push(structure("Pet", "pet", Vec::new()));
    let parent = TypeRef::Named { id, boxed: true };
    let labels = TypeRef::Map(Box::new(TypeRef::Nullable(Box::new(text()))));
    let primitive = TypeRef::Primitive;
    let mut fields = vec![
        field("id", "id", text(), Optional),
        field("name", "name", text(), Required),
        field("type", "type_", TypeRef::named(animal), Required),
        field("age", "age", primitive(Primitive::I64), Required),
        field("owner", "owner", text(), Nullable),
        field("nick", "nick", text(), OptionalNullable),
        field("born", "born", primitive(Primitive::Timestamp), Optional),
        field("photo", "photo", primitive(Primitive::Base64), Optional),
        field("day", "day", primitive(Primitive::Date), Optional),
        field("tags", "tags", TypeRef::named(tags), Required),
        field("parent", "parent", parent, Optional),
        field("extra", "extra", TypeRef::Json, OptionalNullable),
        field("labels", "labels", labels, Optional),
        field("attributes", "attributes", TypeRef::Object, Optional),
        field("password", "password", text(), Optional),
        field("old", "old", primitive(Primitive::Bool), Optional),
    ];
    fields[0].access = Access::ReadOnly;
    fields[1].doc = doc(NAME_DOC);
    fields[14].access = Access::WriteOnly;
    fields[14].sensitive = true;
    fields[15].deprecated = true;
    fields[15].default = Some(Literal::Bool(false));
    let def = types.get_mut(id);
    def.shape = Shape::Struct(object(fields, Rest::Json));
    def.is_eq = false;
    id
}

const NAME_DOC: &str = "The name. See <b>here</b>: https://example.com/a_b?c=d, or `[Pet]` and \
    [Pet] or <tenant>.\n\n```\nlet x = 1;\n```\n";

/// More required fields than clippy likes, and names that Rust and the runtime use too.
fn oddities(types: &mut Types) {
    let many = (0..9).map(|number| {
        let name = format!("f{number}");
        field(&name, &name, text(), Presence::Required)
    });
    types.push(structure("Many", "many", many.collect()));
    let map = field("map", "map", text(), Presence::Optional);
    let option = types.push(structure("Model", "model", vec![map]));
    let option = field(
        "option",
        "option",
        TypeRef::named(option),
        Presence::Optional,
    );
    types.push(structure("Map", "map", vec![option]));
    types.push(structure("Empty", "empty", Vec::new()));
}

fn structure(name: &str, file: &str, fields: Vec<crate::ir::Field>) -> crate::ir::TypeDef {
    def(name, file, Shape::Struct(object(fields, Rest::Json)))
}

fn list(element: TypeRef) -> TypeRef {
    TypeRef::List(Box::new(element))
}

fn string_enum(values: &[(&str, &str)]) -> Shape {
    Shape::Enum(Enum {
        base: EnumBase::Text,
        values: values
            .iter()
            .map(|(wire_name, name)| EnumValue {
                value: Literal::String((*wire_name).to_owned()),
                ident: ident(name),
                text: None,
            })
            .collect(),
        fallback: ident("Unknown"),
        default: None,
    })
}

fn variant(name: &str, ty: TypeRef, tags: &[&str], guard: Guard) -> Variant {
    Variant {
        ident: ident(name),
        ty,
        tags: tags.iter().map(|tag| (*tag).to_owned()).collect(),
        guard,
        doc: Doc::default(),
    }
}
