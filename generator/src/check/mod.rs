//! Finds what needs the whole picture.
//!
//! May not know: how things are emitted.
use crate::diagnostic::Diagnostics;
use crate::ir::Api;

/// Checks one API.
pub fn api(api: &Api, diagnostics: &mut Diagnostics) {
    let _ = (api, diagnostics);
}
