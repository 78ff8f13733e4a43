//! Turns one type into the lines that make a value of it.

use syn::Stmt;

use super::site::Site;
use super::{json_value, patch, value};
use crate::emit::ident::joined;
use crate::emit::syntax;
use crate::format;
use crate::ir::{Access, Api, Field, Literal, Presence, Shape, Struct, TypeId, TypeRef, Types};
use crate::names;

/// So many optional properties are shown of a type, and of each type in it.
const MOST: usize = 5;
const MOST_WITHIN: usize = 2;

/// An import, and a value with what the document shows; none where a value can't be shown,
/// or no program makes one by its parts.
pub(crate) fn lines(api: &Api, id: TypeId) -> Option<Vec<String>> {
    let site = Site::of(api);
    let def = api.types.get(id);
    let Shape::Struct(shape) = &def.shape else {
        return None;
    };
    let made = match patch::change(&site, id, shape) {
        Some(change) => syntax::parsed(change),
        None => {
            let shown = json_value::of(&api.types, &TypeRef::named(id), None)?;
            let shown = brief(&api.types, shape, &shown, MOST);
            value::object(&site, id, shape, &shown)?
        }
    };
    let models = syntax::import([site.krate(), site.module()], [joined("models")]);
    let name = names::value_name(def.name.as_str());
    let binding = syntax::bind(name.as_str(), made);
    let mut lines = format::statements(vec![Stmt::Item(models)]);
    lines.push(String::new());
    lines.extend(format::statements(vec![binding]));
    Some(lines)
}

/// The value with no more than so many of the properties that may be left out.
fn brief(types: &Types, shape: &Struct, value: &Literal, most: usize) -> Literal {
    let mut others = 0;
    let fields = shape.fields.iter().filter_map(|field| {
        let shown = value.member(field.wire_name.as_str())?;
        if is_optional(field) {
            others += usize::from(field.access != Access::ReadOnly);
            if others > most {
                return None;
            }
        }
        let name = field.wire_name.as_str().to_owned();
        Some((name, within(types, &field.ty, shown)))
    });
    Literal::Object(fields.collect())
}

fn is_optional(field: &Field) -> bool {
    matches!(
        field.presence,
        Presence::Optional | Presence::OptionalNullable
    )
}

/// The same of what is in the value.
fn within(types: &Types, ty: &TypeRef, value: &Literal) -> Literal {
    match (types.resolve(ty), value) {
        (TypeRef::Named { id, .. }, Literal::Object(_)) => match &types.get(*id).shape {
            Shape::Struct(shape) => brief(types, shape, value, MOST_WITHIN),
            _ => value.clone(),
        },
        (TypeRef::List(element), Literal::List(items)) => {
            let items = items.iter().take(MOST_WITHIN);
            Literal::List(items.map(|item| within(types, element, item)).collect())
        }
        (TypeRef::Object, Literal::Object(members)) => {
            Literal::Object(members.iter().take(MOST_WITHIN).cloned().collect())
        }
        _ => value.clone(),
    }
}
