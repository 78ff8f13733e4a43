//! The whole flow, from texts in memory to files in memory.

use crate::config::Config;
use crate::diagnostic::{Diagnostic, Diagnostics, Reported};
use crate::ir::{Api, Package};
use crate::source::Sources;
use crate::surface::{self, Surface};
use crate::{check, emit, format, lower, openapi};

/// The file that lists what is public, one item a line.
const API: &str = "api.txt";

/// What a run gives.
#[derive(Debug)]
pub struct Generated {
    /// Every file of the crate, sorted by path; empty where a diagnostic is an error.
    pub files: Vec<GeneratedFile>,
    /// Everything there is to say, in the order in which it was found.
    pub diagnostics: Vec<Diagnostic>,
}

/// One file of the crate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GeneratedFile {
    /// Below the crate's folder, `/` between its parts.
    pub path: String,
    /// What stands in it.
    pub text: String,
}

/// Generates one crate. Pure: no disk, no clock, no environment.
pub fn generate(sources: &Sources, config: &Config) -> Generated {
    let mut diagnostics = Diagnostics::new(config.strict);
    let package = lower_all(sources, config, &mut diagnostics);
    let files = match package {
        Some(package) if !diagnostics.has_errors() => files(&package),
        _ => Vec::new(),
    };
    Generated {
        files,
        diagnostics: diagnostics.into_vec(),
    }
}

/// The crate's files, and the list of what is public in them.
fn files(package: &Package) -> Vec<GeneratedFile> {
    let mut files = emit::package(package);
    let surface = surface::read(&files);
    files.push(emit::text(package, API, surface.to_string()));
    files.sort_by(|one, other| one.path.cmp(&other.path));
    files.into_iter().map(format::file).collect()
}

/// What a user of the crate can name, the runtime aside, which no document changes.
pub fn public_surface(package: &Package) -> Surface {
    surface::read(&emit::code(package))
}

/// Reads, lowers and checks every document; `None` where one can't be used at all.
pub fn lower_all(
    sources: &Sources,
    config: &Config,
    diagnostics: &mut Diagnostics,
) -> Option<Package> {
    let apis: Result<Vec<Api>, Reported> = config
        .modules
        .iter()
        .map(|module| {
            let document = openapi::read(sources, module.document, diagnostics)?;
            let api = lower::api(&document, module, config, diagnostics);
            check::api(&api, diagnostics);
            Ok(api)
        })
        .collect();
    Some(Package {
        name: config.name.clone(),
        version: config.version.clone(),
        description: config.description.clone(),
        license: config.license.clone(),
        repository: config.repository.clone(),
        credentials: config.credentials.clone(),
        apis: apis.ok()?,
    })
}
