//! Compares the crate with its last release: what version it must have, and
//! what its changelog says.

use std::path::{Path, PathBuf};

use jiff::Timestamp;
use jiff::tz::TimeZone;
use simgen::Project;
use simgen::internal::change::{Report, covers, is_lower, next_version, of_generator};
use simgen::internal::change_report::{add_entry, changelog, has_entry};
use simgen::internal::config;
use simgen::internal::output::{OutputError, clear_beside, content_of, left_beside, replace_text};
use simgen::internal::report::{ReportOptions, render};
use simgen::internal::source::{Disk, ReadOptions, shown};

use super::arguments::{MessageFormat, What};
use super::failure::Failure;
use super::last_release::{NoRelease, Release, named, tagged, tagged_or_versioned};
use super::run::{nearest_config, note, print, report};

/// The file, below the crate's folder, that says what is new in each version.
pub(super) const CHANGELOG: &str = "CHANGELOG.md";

/// How much a version must cover.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Gate {
    /// What it does not cover is said, and nothing more.
    Note,
    /// What changed since the last release, which must be found.
    Release,
    /// Nothing: there is no earlier release.
    First,
}

/// What has changed since the last release.
struct Since {
    /// What the release is called: a tag or a commit.
    release: String,
    /// The version it has.
    version: String,
    report: Report,
}

/// Moves the version as far as the change since the last release asks for, and
/// adds an entry to the changelog.
pub(super) fn bump(what: &What) -> Result<(), Failure> {
    let path = config_path(what)?;
    let project = read(what, &path)?;
    let since = release(what, &path, &project, Gate::Note);
    let since = since.and_then(|release| since_release(what, &path, &project, &release));
    let since = since.map_err(|missing| refused(&missing))?;
    let Some(class) = since.report.class() else {
        let text = format!("nothing changed since {}", since.release);
        note(what.message_format, &text);
        return Ok(());
    };
    let version = match covers(&since.version, &project.config.version, class) {
        true => project.config.version.clone(),
        false => next_version(&since.version, class),
    };
    let date = today().map_err(Failure::usage)?;
    let failed = |error: OutputError| Failure::output(&error);
    let text = content_of(&path).map_err(failed)?;
    let Some(text) = config::with_version(&text, &version) else {
        return Err(Failure::refused(
            "release",
            "the configuration has no version to move",
        ));
    };
    replace_text(&path, &text).map_err(failed)?;
    let log = folder(what, &project)?.join(CHANGELOG);
    let old = content_of(&log).unwrap_or_default();
    let entry = changelog(&version, &date, &since.report);
    replace_text(&log, &add_entry(&old, &version, &entry)).map_err(failed)?;
    let text = format!(
        "{} since {} ({}): version {version}, and an entry in {}",
        class.as_str(),
        since.release,
        since.version,
        shown(&log)
    );
    note(what.message_format, &text);
    Ok(())
}

/// Removes what a stopped `--bump` left beside the files that it replaces.
pub(super) fn clear_leftovers(what: &What) -> Result<(), OutputError> {
    bumped(what).iter().try_for_each(|path| clear_beside(path))
}

/// The files that `--bump` replaces.
fn bumped(what: &What) -> Vec<PathBuf> {
    let config = what.config.clone().or_else(nearest_config);
    let Some(config) = config.filter(|_| what.document.is_none()) else {
        return Vec::new();
    };
    let folder = what.out.clone().or_else(|| Project::output_of(&config));
    let log = folder.map(|folder| folder.join(CHANGELOG));
    std::iter::once(config).chain(log).collect()
}

/// What a stopped `--bump` left, a line each.
pub(super) fn leftovers(what: &What) -> String {
    let bumped = bumped(what).into_iter();
    let left = bumped.filter_map(|path| Some((left_beside(&path)?, path)));
    let lines = left.map(|(left, path)| {
        format!(
            "unfinished: {}: simgen was stopped while it wrote `{}`; `simgen generate --bump` \
             completes that\n",
            shown(&left),
            shown(&path)
        )
    });
    lines.collect()
}

/// Says what the crate was compared with, and whether its version covers the
/// change; refused where the gate asks for that.
pub(super) fn covered(what: &What, gate: Gate) -> Result<(), Failure> {
    if what.document.is_some() {
        return Ok(());
    }
    let path = config_path(what)?;
    let project = read(what, &path)?;
    let found = release(what, &path, &project, gate);
    let found = found.and_then(|release| since_release(what, &path, &project, &release));
    let since = match (found, gate) {
        (Ok(since), Gate::First) => {
            let text = format!(
                "`--first` is wrong: {} is a release of this crate",
                since.release
            );
            return Err(Failure::refused("release", text));
        }
        (Ok(since), _) => since,
        (Err(missing), Gate::First) if missing.may_be_first => {
            note(
                what.message_format,
                &format!("nothing is compared: {}", missing.why),
            );
            return Ok(());
        }
        (Err(missing), Gate::Note) => {
            note(
                what.message_format,
                &format!("not compared with a release: {}", missing.why),
            );
            return Ok(());
        }
        (Err(missing), _) => return Err(refused(&missing)),
    };
    match verdict(&since, &project.config.version) {
        Ok(covered) => {
            note(what.message_format, &covered);
            note_missing_entry(what, &project, &since);
            Ok(())
        }
        Err(message) if gate == Gate::Note => {
            note(what.message_format, &format!("note: {message}"));
            Ok(())
        }
        Err(message) if what.message_format == MessageFormat::Json => {
            Err(Failure::refused("release", message))
        }
        Err(message) => {
            print(&format!("{message}\n"));
            Err(Failure::Reported)
        }
    }
}

/// Says where a new version has no entry in a changelog: a stopped `--bump` may have moved
/// the version and nothing more.
fn note_missing_entry(what: &What, project: &Project, since: &Since) {
    let version = &project.config.version;
    let log = folder_of(what, project).map(|folder| folder.join(CHANGELOG));
    let Some(log) = log.filter(|log| log.is_file() && *version != since.version) else {
        return;
    };
    if content_of(&log).is_ok_and(|text| !has_entry(&text, version)) {
        let text = format!(
            "note: `{}` has no entry of version {version}; `simgen generate --bump` adds it",
            shown(&log)
        );
        note(what.message_format, &text);
    }
}

/// Whether a version covers a change, in words.
fn verdict(since: &Since, version: &str) -> Result<String, String> {
    let (release, released) = (&since.release, &since.version);
    if is_lower(version, released) {
        return Err(format!(
            "version {version} is lower than that of {release} ({released})"
        ));
    }
    match since.report.class() {
        None => Ok(format!("nothing changed since {release} ({released})")),
        Some(class) if covers(released, version, class) => Ok(format!(
            "version {version} covers what changed since {release} ({released}): {}",
            class.as_str()
        )),
        Some(class) => Err(format!(
            "version {version} does not cover what changed since {release} ({released}): {} asks \
             for {}; `simgen generate --bump` moves it, `simgen diff {release}` shows why",
            class.as_str(),
            next_version(released, class),
        )),
    }
}

/// What the gate compares with. Only a release keeps its promise: the commit
/// that set a version may have come after the change.
fn release(what: &What, path: &Path, project: &Project, gate: Gate) -> Result<Release, NoRelease> {
    let package = &project.config.name;
    let found = match (&what.since, gate) {
        (Some(revision), _) => named(revision, path),
        (None, Gate::Note) => tagged_or_versioned(package, path),
        (None, Gate::Release | Gate::First) => tagged(package, path),
    }?;
    if let Some(instead) = &found.instead {
        note(what.message_format, &format!("note: {instead}"));
    }
    Ok(found)
}

/// The change since a release.
fn since_release(
    what: &What,
    path: &Path,
    new: &Project,
    release: &Release,
) -> Result<Since, NoRelease> {
    let revision = &release.revision;
    let name = revision.name();
    let has_config = revision
        .canonical(Path::new(&shown(path)))
        .and_then(|path| revision.read(&path, 0));
    if has_config.is_err() {
        let why = format!("{name} has no `{}`", shown(path));
        return Err(NoRelease::new(why).that_may_be_first());
    }
    let unreadable = |what: &str| NoRelease::new(format!("{what} of {name} can't be read"));
    let old = Project::read_from(revision, path, &options(what)).map_err(|rejected| {
        let found = render(
            &rejected.sources,
            &rejected.diagnostics,
            ReportOptions::default(),
        );
        unreadable("the configuration").with_help(found.trim_end())
    })?;
    let compared = simgen::diff(&old, new);
    if compared.is_refused() {
        let show = format!("`simgen diff {name}` shows why");
        return Err(unreadable("the documents").with_help(show));
    }
    let mut report = compared.report.unwrap_or_default();
    let list = folder_of(what, new).map(|folder| shown(&folder.join("api.txt")));
    let was = list.and_then(|list| {
        let list = revision.canonical(Path::new(&list)).ok()?;
        revision.read(&list, u64::from(u32::MAX)).ok()
    });
    if let Some(was) = was {
        let is = new.generate();
        let is = is.files.iter().find(|file| file.path == "api.txt");
        let is = is.map_or("", |file| &file.text);
        let changes = of_generator(&String::from_utf8_lossy(&was), is, &report);
        report.changes.extend(changes);
    }
    Ok(Since {
        release: name.to_owned(),
        version: old.config.version,
        report,
    })
}

/// The day, by UTC. `SOURCE_DATE_EPOCH` is another one, in seconds since 1970,
/// as tools that make things reproducible give it.
fn today() -> Result<String, String> {
    let now = match std::env::var("SOURCE_DATE_EPOCH") {
        Err(_) => Timestamp::now(),
        Ok(given) => {
            let seconds = given.parse().ok();
            let time = seconds.and_then(|seconds| Timestamp::from_second(seconds).ok());
            time.ok_or_else(|| format!("SOURCE_DATE_EPOCH is not a number of seconds: `{given}`"))?
        }
    };
    Ok(now.to_zoned(TimeZone::UTC).date().to_string())
}

fn config_path(what: &What) -> Result<PathBuf, Failure> {
    let path = what.config.clone().or_else(nearest_config);
    path.ok_or_else(|| {
        Failure::usage(
            "a version is moved in a configuration: there is no spec/simgen.toml here or above",
        )
    })
}

fn read(what: &What, path: &Path) -> Result<Project, Failure> {
    let project = Project::read(path, &options(what));
    project.map_err(|rejected| {
        report(what, &rejected.sources, &rejected.diagnostics);
        Failure::Reported
    })
}

fn folder(what: &What, project: &Project) -> Result<PathBuf, Failure> {
    folder_of(what, project)
        .ok_or_else(|| Failure::usage("say where the crate goes with `--out DIR`"))
}

fn folder_of(what: &What, project: &Project) -> Option<PathBuf> {
    what.out.clone().or_else(|| project.output.clone())
}

fn options(what: &What) -> ReadOptions {
    ReadOptions {
        allowed: what.allow_path.clone(),
        ..ReadOptions::default()
    }
}

fn refused(missing: &NoRelease) -> Failure {
    let first = missing
        .may_be_first
        .then_some("`simgen check --release --first` says that there has been no release");
    let help: Vec<&str> = missing.help.as_deref().into_iter().chain(first).collect();
    let help = (!help.is_empty()).then(|| help.join("; "));
    let text = format!("no release to compare with: {}", missing.why);
    Failure::refused("release", text).with_help(help)
}
