//! Examples of a document that are no values of their types.

use crate::diagnostic::{Code, Diagnostics};
use crate::ir::{Api, BodyKind, Field, Operation, Payload, Shape, TypeDef, Types};
use crate::source::Place;

/// Reports every example that a client could neither send nor read.
pub(super) fn are_values_of_their_types(api: &Api, diagnostics: &mut Diagnostics) {
    let types = &api.types;
    for (_, def) in types.iter() {
        let Shape::Struct(shape) = &def.shape else {
            continue;
        };
        for field in shape.fields.iter().filter(|field| !fits(types, field)) {
            let name = format!("`{}`", field.wire_name.as_str());
            report(of_field(def, field), &name, diagnostics);
        }
    }
    for operation in api.operations() {
        of_operation(types, operation, diagnostics);
    }
    for example in &api.other_examples {
        if !types.fits(&example.ty, &example.value) {
            let message = format!("the example `{}` is no value of its schema", example.name);
            diagnostics.note(Code::InvalidExample, example.place.clone(), message);
        }
    }
}

fn fits(types: &Types, field: &Field) -> bool {
    let shown = field.example.as_ref();
    shown.is_none_or(|shown| types.fits_field(field, Some(shown)))
}

fn of_operation(types: &Types, operation: &Operation, diagnostics: &mut Diagnostics) {
    for parameter in &operation.parameters {
        let shown = parameter.example.as_ref();
        if shown.is_some_and(|shown| !types.fits(&parameter.ty, shown)) {
            let name = format!("the parameter `{}`", parameter.wire_name.as_str());
            report(below(&operation.place, &["parameters"]), &name, diagnostics);
        }
    }
    if let Some(body) = &operation.body
        && let (BodyKind::Json(ty), Some(shown)) = (&body.kind, &body.example)
        && !types.fits(ty, shown)
    {
        report(
            below(&operation.place, &["requestBody"]),
            "the body",
            diagnostics,
        );
    }
    let responses = operation.responses();
    for content in responses.flat_map(|response| &response.contents) {
        if let (Payload::Json(ty), Some(shown)) = (&content.payload, &content.example)
            && !types.fits(ty, shown)
        {
            let name = format!(
                "a response to {} {}",
                operation.method.as_str(),
                operation.path
            );
            report(below(&operation.place, &["responses"]), &name, diagnostics);
        }
    }
}

fn report(place: Place, name: &str, diagnostics: &mut Diagnostics) {
    let message =
        format!("the example of {name} is no value of its schema; it is not shown as one");
    diagnostics.note(Code::InvalidExample, place, message);
}

fn of_field(def: &TypeDef, field: &Field) -> Place {
    let name = field.wire_name.as_str();
    below(&def.origin.place, &["properties", name, "example"])
}

fn below(place: &Place, names: &[&str]) -> Place {
    let pointer = names
        .iter()
        .fold(place.pointer.clone(), |pointer, name| pointer.child(name));
    Place {
        file: place.file,
        pointer,
    }
}
