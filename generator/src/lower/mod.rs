//! Turns a document into the IR: the only translator.
//!
//! May not know: tokens.
use crate::config::{Config, Module};
use crate::diagnostic::Diagnostics;
use crate::ir::Api;
use crate::openapi::Document;

/// Lowers one document.
pub fn api(
    document: &Document,
    module: &Module,
    config: &Config,
    diagnostics: &mut Diagnostics,
) -> Api {
    let _ = (document, module, config, diagnostics);
    unimplemented!()
}
