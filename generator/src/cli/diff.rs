//! Runs `simgen diff`: finds both sides, compares them, prints what changes.

use std::io::IsTerminal;
use std::path::{Path, PathBuf};
use std::thread;

use simgen::internal::change::{Class, Report, next_version};
use simgen::internal::change_report::{Places, json, markdown, terminal};
use simgen::internal::source::ReadOptions;
use simgen::{Project, Rejected, Single};

use super::arguments::{Denied, Format, MessageFormat, Sides};
use super::failure::Failure;
use super::last_release::{named, tagged_or_versioned};
use super::run::{nearest_config, note, print, rendered, say};

/// How every finding can be seen.
const ALL: &str = "--message-format json";

/// Compares two sides; refused where a change is denied.
pub(crate) fn run(sides: &Sides) -> Result<(), Failure> {
    let (old, new) = both(sides)?;
    let compared = format!("comparing {} with {}", old.name, new.name);
    note(sides.message_format, &compared);
    let (old, new) = (old.project, new.project);
    let compared = simgen::diff(&old, &new);
    let Some(report) = compared.report.as_ref().filter(|_| !compared.is_refused()) else {
        for (project, diagnostics) in [(&old, &compared.old), (&new, &compared.new)] {
            let format = sides.message_format;
            say(&rendered(format, false, ALL, &project.sources, diagnostics));
        }
        let text = "error: nothing is compared because of the errors above";
        note(sides.message_format, text);
        return Err(Failure::Reported);
    };
    let places = Places::find(report, &old.sources, &new.sources);
    print(&text(sides.format, report, &places, &old.config.version));
    match sides.deny.map(class) {
        Some(denied) if report.class().is_some_and(|class| class >= denied) => {
            let word = denied.as_str();
            let text = format!("there is a change that is denied: {word} or more");
            Err(Failure::refused("denied", text))
        }
        _ => Ok(()),
    }
}

/// Something to compare.
struct Side {
    /// What it is called: a path, or a revision as git prints it.
    name: String,
    project: Project,
}

impl Side {
    fn new(name: &str, project: Project) -> Self {
        let name = name.to_owned();
        Self { name, project }
    }
}

/// Both sides, read on a thread each.
fn both(sides: &Sides) -> Result<(Side, Side), Failure> {
    let last = match &sides.old {
        Some(_) => None,
        None => Some(last_release(sides)?),
    };
    let old = sides.old.as_deref().or(last.as_deref());
    let (old, new) = thread::scope(|scope| {
        let old = scope.spawn(|| side(sides, old));
        let new = side(sides, sides.new.as_deref());
        let old = old.join();
        let old = old.unwrap_or_else(|panic| std::panic::resume_unwind(panic));
        (old, new)
    });
    Ok((old?, new?))
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

fn options(sides: &Sides) -> ReadOptions {
    ReadOptions {
        allowed: sides.allow_path.clone(),
        ..ReadOptions::default()
    }
}

/// A path where there is one, else a revision; what the configuration says now
/// where nothing is named.
fn side(sides: &Sides, name: Option<&str>) -> Result<Side, Failure> {
    let options = options(sides);
    let Some(name) = name else {
        return Ok(Side::new(
            "the working tree",
            read(sides, &config(sides)?, &options)?,
        ));
    };
    let path = Path::new(name);
    if path.is_dir() {
        let found = ["simgen.toml", "spec/simgen.toml"].map(|file| path.join(file));
        let config = found.into_iter().find(|config| config.is_file());
        let config =
            config.ok_or_else(|| Failure::usage(format!("there is no simgen.toml in `{name}`")))?;
        return Ok(Side::new(name, read(sides, &config, &options)?));
    }
    if path.extension().is_some_and(|kind| kind == "toml") {
        return Ok(Side::new(name, read(sides, path, &options)?));
    }
    if path.is_file() {
        return Ok(Side::new(name, document(path, &options)?));
    }
    revision(sides, name, &options)
}

/// The release that a change is compared with unless another side is named.
fn last_release(sides: &Sides) -> Result<String, Failure> {
    let path = config(sides)?;
    let project = read(sides, &path, &options(sides))?;
    let found = tagged_or_versioned(&project.config.name, &path);
    let found = found.map_err(|missing| {
        let why = format!("no release to compare with: {}", missing.why);
        Failure::usage(format!("{why}; name a revision, a folder or a document"))
    })?;
    if let Some(instead) = &found.instead {
        note(sides.message_format, &format!("note: {instead}"));
    }
    Ok(found.revision.name().to_owned())
}

fn config(sides: &Sides) -> Result<PathBuf, Failure> {
    let given = sides.config.clone().or_else(nearest_config);
    given.ok_or_else(|| {
        Failure::usage("there is no spec/simgen.toml here or above; name one with `--config`")
    })
}

fn read(sides: &Sides, config: &Path, options: &ReadOptions) -> Result<Project, Failure> {
    Project::read(config, options).map_err(|found| rejected(sides.message_format, &found))
}

fn document(path: &Path, options: &ReadOptions) -> Result<Project, Failure> {
    let single = Single {
        document: path.to_owned(),
        name: Some("api".to_owned()),
        module: "api".to_owned(),
        strict: false,
    };
    Project::single(&single, options).map_err(Failure::usage)
}

fn revision(sides: &Sides, name: &str, options: &ReadOptions) -> Result<Side, Failure> {
    let config = config(sides)?;
    let found = named(name, &config).map_err(|missing| {
        let why = format!(
            "`{name}` is not a file or a folder here, and {}",
            missing.why
        );
        Failure::usage(why).with_help(missing.help)
    })?;
    let project = Project::read_from(&found.revision, &config, options)
        .map_err(|found| rejected(sides.message_format, &found))?;
    Ok(Side::new(found.revision.name(), project))
}

fn rejected(format: MessageFormat, found: &Rejected) -> Failure {
    Failure::Found(rendered(
        format,
        false,
        ALL,
        &found.sources,
        &found.diagnostics,
    ))
}
