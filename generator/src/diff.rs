//! Turns two projects into what changes for users of the crate.
//!
//! May not know: where the projects come from.

use std::thread;

use crate::Project;
use crate::change::{Crate, Report, report};
use crate::config::Config;
use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::generate::{lower_all, public_surface};
use crate::ir::Package;
use crate::lock::Lock;

/// What a comparison gives.
#[derive(Debug)]
pub struct Compared {
    /// What changes; none where a side can't be used.
    pub report: Option<Report>,
    /// What there is to say about the old side.
    pub old: Vec<Diagnostic>,
    /// What there is to say about the new side.
    pub new: Vec<Diagnostic>,
}

/// Compares two projects. A new side that has no names of its own goes by
/// those of the old one, as it would if it were generated over it.
pub fn diff(old: &Project, new: &Project) -> Compared {
    let (old_package, old_found) = lowered(old, &old.config);
    let mut config = new.config.clone();
    let has_names = config
        .lock
        .as_ref()
        .is_some_and(|lock| !lock.names.is_empty());
    if let Some(package) = old_package.as_ref().filter(|_| !has_names) {
        config.lock = Some(Lock::of(&old.sources, package, &[]));
    }
    let (new_package, new_found) = lowered(new, &config);
    let report = match (&old_package, &new_package) {
        (Some(old), Some(new)) => Some(compared(old, new)),
        _ => None,
    };
    Compared {
        report,
        old: old_found,
        new: new_found,
    }
}

fn lowered(project: &Project, config: &Config) -> (Option<Package>, Vec<Diagnostic>) {
    let mut diagnostics = Diagnostics::new(config.strict);
    let package = lower_all(&project.sources, config, &mut diagnostics);
    let is_refused = diagnostics.has_errors();
    (package.filter(|_| !is_refused), diagnostics.into_vec())
}

/// Both surfaces are read side by side.
fn compared(old: &Package, new: &Package) -> Report {
    let (old_surface, new_surface) = thread::scope(|scope| {
        let old = scope.spawn(|| public_surface(old));
        let new = public_surface(new);
        let old = old.join();
        (
            old.unwrap_or_else(|panic| std::panic::resume_unwind(panic)),
            new,
        )
    });
    let side = |package, surface| Crate { package, surface };
    report(side(old, &old_surface), side(new, &new_surface))
}

impl Compared {
    /// Whether a side can't be used.
    pub fn is_refused(&self) -> bool {
        let found = self.old.iter().chain(&self.new);
        self.report.is_none()
            || found
                .into_iter()
                .any(|found| found.severity == Severity::Error)
    }
}
