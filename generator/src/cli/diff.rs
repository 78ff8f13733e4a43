//! Runs `simgen diff`: finds both sides, compares them, prints what changes.
//!
//! May not know: what a change is.

use std::io::IsTerminal;
use std::path::{Path, PathBuf};
use std::thread;

use simgen::change::{Class, Report, next_version};
use simgen::diagnostic::Diagnostic;
use simgen::present::{Places, json, markdown, terminal};
use simgen::report::{ReportOptions, render};
use simgen::source::{ReadOptions, Revision, Sources};
use simgen::{Project, Single};

use super::Stop;
use super::arguments::{Denied, Format, Sides};
use super::run::{nearest_config, print, say, stopped};

/// Compares two sides; refused where a change is denied.
pub(crate) fn run(sides: &Sides) -> Result<(), Stop> {
    let (old, new) = thread::scope(|scope| {
        let old = scope.spawn(|| side(sides, Some(&sides.old)));
        let new = side(sides, sides.new.as_deref());
        let old = old.join();
        let old = old.unwrap_or_else(|panic| std::panic::resume_unwind(panic));
        (old, new)
    });
    let (old, new) = (old.map_err(Unusable::say)?, new.map_err(Unusable::say)?);
    let compared = simgen::diff(&old, &new);
    let Some(report) = compared.report.as_ref().filter(|_| !compared.is_refused()) else {
        for (project, diagnostics) in [(&old, &compared.old), (&new, &compared.new)] {
            say(&render(
                &project.sources,
                diagnostics,
                ReportOptions::default(),
            ));
        }
        return Err(stopped(
            "error: nothing is compared because of the errors above",
        ));
    };
    let places = Places::find(report, &old.sources, &new.sources);
    print(&text(sides.format, report, &places, &old.config.version));
    match sides.deny.map(class) {
        Some(denied) if report.class().is_some_and(|class| class >= denied) => {
            let word = denied.as_str();
            Err(stopped(&format!(
                "error: there is a change that is denied: {word} or more"
            )))
        }
        _ => Ok(()),
    }
}

fn text(format: Format, report: &Report, places: &Places, version: &str) -> String {
    match format {
        Format::Json => json(report, places),
        Format::Markdown => markdown(report, places),
        Format::Terminal => {
            let colour = std::io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none();
            let mut text = terminal(report, places, colour);
            if let Some(class) = report.class() {
                let next = next_version(version, class);
                text.push_str(&format!("after {version} comes {next}, at least\n"));
            }
            text
        }
    }
}

fn class(denied: Denied) -> Class {
    match denied {
        Denied::Major => Class::Major,
        Denied::Minor => Class::Minor,
        Denied::Patch => Class::Patch,
    }
}

/// Why a side can't be read. It is said when both have been, in their order.
struct Unusable {
    stop: Stop,
    text: String,
}

impl Unusable {
    fn usage(message: &str) -> Self {
        Self {
            stop: Stop::Usage,
            text: format!("error: {message}\n"),
        }
    }

    fn say(self) -> Stop {
        say(&self.text);
        self.stop
    }
}

/// A path where there is one, else a revision.
fn side(sides: &Sides, name: Option<&str>) -> Result<Project, Unusable> {
    let options = ReadOptions {
        allowed: sides.allow_path.clone(),
        ..ReadOptions::default()
    };
    let Some(name) = name else {
        return read(&config(sides)?, &options);
    };
    let path = Path::new(name);
    if path.is_dir() {
        let found = ["simgen.toml", "spec/simgen.toml"].map(|file| path.join(file));
        let config = found.into_iter().find(|config| config.is_file());
        let config = config
            .ok_or_else(|| Unusable::usage(&format!("there is no simgen.toml in `{name}`")))?;
        return read(&config, &options);
    }
    if path.extension().is_some_and(|kind| kind == "toml") {
        return read(path, &options);
    }
    if path.is_file() {
        return document(path, &options);
    }
    revision(sides, name, &options)
}

fn config(sides: &Sides) -> Result<PathBuf, Unusable> {
    let given = sides.config.clone().or_else(nearest_config);
    given.ok_or_else(|| {
        Unusable::usage("there is no spec/simgen.toml here or above; name one with `--config`")
    })
}

fn read(config: &Path, options: &ReadOptions) -> Result<Project, Unusable> {
    Project::read(config, options).map_err(|found| rejected(&found.sources, &found.diagnostics))
}

fn document(path: &Path, options: &ReadOptions) -> Result<Project, Unusable> {
    let single = Single {
        document: path.to_owned(),
        name: "api".to_owned(),
        module: "api".to_owned(),
        strict: false,
    };
    Project::single(&single, options).map_err(|message| Unusable::usage(&message))
}

fn revision(sides: &Sides, name: &str, options: &ReadOptions) -> Result<Project, Unusable> {
    let config = config(sides)?;
    let folder = std::env::current_dir().unwrap_or_default();
    let revision = Revision::find(name, &folder).map_err(|error| {
        Unusable::usage(&format!(
            "`{name}` is no file, no folder, and no revision: {error}"
        ))
    })?;
    Project::read_from(&revision, &config, options)
        .map_err(|found| rejected(&found.sources, &found.diagnostics))
}

fn rejected(sources: &Sources, diagnostics: &[Diagnostic]) -> Unusable {
    Unusable {
        stop: Stop::Refused,
        text: render(sources, diagnostics, ReportOptions::default()),
    }
}
