//! Turns two projects into what changes for users of the crate.
//!
//! May not know: where the projects come from.

use std::thread;

use crate::Project;
use crate::change::{Crate, Report, report};
use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::generate::{lower_all, public_surface};
use crate::ir::Package;
use crate::surface::Surface;

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

/// Compares two projects. The sides are looked at side by side.
pub fn diff(old: &Project, new: &Project) -> Compared {
    let (old, new) = thread::scope(|scope| {
        let old = scope.spawn(|| Half::of(old));
        let new = Half::of(new);
        (old.join().unwrap_or_default(), new)
    });
    let report = match (&old.content, &new.content) {
        (Some(old), Some(new)) => Some(report(side(old), side(new))),
        _ => None,
    };
    Compared {
        report,
        old: old.diagnostics,
        new: new.diagnostics,
    }
}

/// One side, read.
#[derive(Default)]
struct Half {
    content: Option<(Package, Surface)>,
    diagnostics: Vec<Diagnostic>,
}

impl Half {
    fn of(project: &Project) -> Self {
        let mut diagnostics = Diagnostics::new(project.config.strict);
        let package = lower_all(&project.sources, &project.config, &mut diagnostics);
        let is_refused = diagnostics.has_errors();
        let content = package.filter(|_| !is_refused).map(|package| {
            let surface = public_surface(&package);
            (package, surface)
        });
        Self {
            content,
            diagnostics: diagnostics.into_vec(),
        }
    }
}

fn side((package, surface): &(Package, Surface)) -> Crate<'_> {
    Crate { package, surface }
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
