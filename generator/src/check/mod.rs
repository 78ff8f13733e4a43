//! Finds what needs the whole picture of an API to be seen.
//!
//! Must not know: how things are emitted.

mod discriminator;
mod example;
mod name;
mod overlap;
mod union;

use crate::diagnostic::Diagnostics;
use crate::ir::Api;

/// Checks one API.
pub fn api(api: &Api, diagnostics: &mut Diagnostics) {
    name::are_whole(api, diagnostics);
    discriminator::is_a_property_of_variants(api, diagnostics);
    union::tells_variants_apart(api, diagnostics);
    example::are_values_of_their_types(api, diagnostics);
}
