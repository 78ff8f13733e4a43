//! Unions whose variants can't be told apart.

use super::overlap::takes;
use crate::diagnostic::{Code, Diagnostics};
use crate::ir::{Api, Guard, Shape, Types, Union, Webhooks};

/// Reports every variant that an earlier one always wins over. Where a union is only
/// sent, the caller says which variant it is, and nothing is lost.
pub(super) fn tells_variants_apart(api: &Api, diagnostics: &mut Diagnostics) {
    let is_only_sent = only_sent(api);
    for (id, def) in api.types.iter() {
        let Shape::Union(union) = &def.shape else {
            continue;
        };
        if union.discriminator.is_some() {
            continue;
        }
        let Some((winner, loser)) = hidden(&api.types, union) else {
            continue;
        };
        let message = format!(
            "in `{}`, whatever is `{}` is taken for `{}`, which comes first",
            def.name, union.variants[loser].ident, union.variants[winner].ident,
        );
        let place = def.origin.place.clone();
        if is_only_sent[id.index()] {
            diagnostics.note(Code::AmbiguousUnion, place, message);
        } else {
            diagnostics.warning(Code::AmbiguousUnion, place, message);
        }
        diagnostics.help("add a `discriminator`, let them `require` different properties, or put the narrower one first");
    }
}

/// The types that requests have and responses don't; by their index.
fn only_sent(api: &Api) -> Vec<bool> {
    let bodies = api.operations().flat_map(|operation| &operation.body);
    let bodies = bodies.flat_map(|body| body.types());
    let parameters = api.operations().flat_map(|operation| &operation.parameters);
    let parameters = parameters.map(|parameter| &parameter.ty);
    let sent = api.types.reached(bodies.chain(parameters));
    let received = {
        let webhooks = api.webhooks.iter().flat_map(Webhooks::payloads);
        api.types.received(&api.resources, &api.errors, webhooks)
    };
    let both = sent.into_iter().zip(received);
    both.map(|(sent, received)| sent && !received).collect()
}

/// So many variants are compared, each with those before it.
const MOST_COMPARED: usize = 500;

/// The first pair in which the earlier variant passes all that the later would.
fn hidden(types: &Types, union: &Union) -> Option<(usize, usize)> {
    (0..union.variants.len().min(MOST_COMPARED)).find_map(|loser| {
        let narrow = &union.variants[loser];
        (0..loser)
            .find(|winner| {
                let wide = &union.variants[*winner];
                covers(&wide.guard, &narrow.guard) && takes(types, &wide.ty, &narrow.ty)
            })
            .map(|winner| (winner, loser))
    })
}

/// Whether whatever passes `narrow` passes `wide` too.
fn covers(wide: &Guard, narrow: &Guard) -> bool {
    match (wide, narrow) {
        (Guard::Any, _) => true,
        (Guard::String, Guard::OneOf(_))
        | (Guard::Number, Guard::Integer)
        | (Guard::Number | Guard::Integer, Guard::OneOfIntegers(_)) => true,
        (Guard::OneOf(wide), Guard::OneOf(narrow)) => {
            narrow.iter().all(|value| wide.contains(value))
        }
        (Guard::OneOfIntegers(wide), Guard::OneOfIntegers(narrow)) => {
            narrow.iter().all(|value| wide.contains(value))
        }
        (Guard::Object(wide), Guard::Object(narrow)) => {
            wide.iter().all(|name| narrow.contains(name))
        }
        _ => wide == narrow,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ir::WireName;

    fn object(names: &[&str]) -> Guard {
        Guard::Object(names.iter().map(|name| WireName::new(*name)).collect())
    }

    #[test]
    fn a_guard_covers_those_that_ask_for_more() {
        for (wide, narrow, expected) in [
            (Guard::Any, Guard::Array, true),
            (Guard::Array, Guard::Any, false),
            (Guard::String, Guard::OneOf(vec!["a".to_owned()]), true),
            (Guard::OneOf(vec!["a".to_owned()]), Guard::String, false),
            (Guard::Number, Guard::Integer, true),
            (Guard::Integer, Guard::OneOfIntegers(vec![1]), true),
            (
                Guard::OneOfIntegers(vec![1, 2]),
                Guard::OneOfIntegers(vec![2]),
                true,
            ),
            (Guard::OneOfIntegers(vec![1]), Guard::Integer, false),
            (Guard::Integer, Guard::Number, false),
            (object(&["a"]), object(&["a", "b"]), true),
            (object(&["a", "b"]), object(&["a"]), false),
            (Guard::Array, object(&[]), false),
        ] {
            assert_eq!(covers(&wide, &narrow), expected, "{wide:?} over {narrow:?}");
        }
    }
}
