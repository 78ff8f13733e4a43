//! Turns two projects into what changes for users of the crate.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::mpsc::{self, Receiver};
use std::thread;

use crate::Project;
use crate::change::{Crate, Report, report};
use crate::config::Config;
use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::generate::{public_api_of, read_and_lower};
use crate::ir::Package;
use crate::lock::{KnownNames, Lock};
use crate::public_api::PublicApi;

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

/// Compares two projects, each read on a thread of its own. A new side that has
/// no names of its own goes by those of the old one, as it would if it were
/// generated over it. In the old side no warning is an error.
pub fn diff(old: &Project, new: &Project) -> Compared {
    let (tell, told) = mpsc::channel();
    let (old, new) = thread::scope(|scope| {
        let old = scope.spawn(move || {
            let names = |package: &Package| {
                // Nobody listens where the new side has names, or can't be read.
                let _ = tell.send(Lock::names_of(package));
            };
            // What was generated then is compared, whatever is an error now.
            let diagnostics = Diagnostics::new(false);
            side(old, diagnostics, || Cow::Borrowed(&old.config), names)
        });
        let diagnostics = Diagnostics::new(new.config.strict);
        let new = side(new, diagnostics, || named(&new.config, &told), |_| {});
        let old = old.join();
        let old = old.unwrap_or_else(|panic| std::panic::resume_unwind(panic));
        (old, new)
    });
    let report = match (&old.package, &new.package) {
        (Some(before), Some(after)) => Some(report(
            Crate {
                package: before,
                public_api: &old.public_api,
            },
            Crate {
                package: after,
                public_api: &new.public_api,
            },
        )),
        _ => None,
    };
    Compared {
        report,
        old: old.found,
        new: new.found,
    }
}

/// One side, as far as it can be used.
struct Side {
    package: Option<Package>,
    public_api: PublicApi,
    found: Vec<Diagnostic>,
}

/// Reads without the names of the other side, and lowers with them.
fn side<'c>(
    project: &Project,
    mut diagnostics: Diagnostics,
    named: impl FnOnce() -> Cow<'c, Config>,
    tell: impl FnOnce(&Package),
) -> Side {
    let (sources, config) = (&project.sources, &project.config);
    let (package, _) = read_and_lower(sources, config, named, &mut diagnostics);
    let package = package.filter(|_| !diagnostics.has_errors());
    let public_api = package.as_ref().map(|package| {
        tell(package);
        public_api_of(package)
    });
    Side {
        package,
        public_api: public_api.unwrap_or_default(),
        found: diagnostics.into_vec(),
    }
}

/// The configuration with the names of the other side, where it has none.
fn named<'c>(config: &'c Config, told: &Receiver<BTreeMap<String, KnownNames>>) -> Cow<'c, Config> {
    let mut config = Cow::Borrowed(config);
    let has_names = |lock: &Lock| !lock.names.is_empty();
    if !config.lock.as_ref().is_some_and(has_names)
        && let Ok(names) = told.recv()
    {
        let lock = config.to_mut().lock.get_or_insert_default();
        lock.names = names;
    }
    config
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
