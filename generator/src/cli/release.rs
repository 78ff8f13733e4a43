//! Compares the crate with its last release: what version it must have, and
//! what its changelog says.
//!
//! May not know: what a change is.

use std::path::{Path, PathBuf};

use simgen::change::{Class, Report, covers, next_version, of_generator};
use simgen::output::{content_of, replace_text};
use simgen::present::{add_entry, changelog};
use simgen::report::{ReportOptions, render};
use simgen::source::{Disk, ReadOptions, Revision, shown};
use simgen::{Project, config};

use super::Stop;
use super::arguments::What;
use super::run::{nearest_config, print, say, stopped, usage};

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
pub(super) fn bump(what: &What) -> Result<(), Stop> {
    let path = config_path(what)?;
    let Some(since) = since(what, &path)? else {
        return Err(usage(
            "there is no earlier release to compare with; name one with `--since REVISION`",
        ));
    };
    let project = read(what, &path)?;
    let Some(class) = since.report.class() else {
        say(&format!("nothing changed since {}\n", since.release));
        return Ok(());
    };
    let version = match covers(&since.version, &project.config.version, class) {
        true => project.config.version.clone(),
        false => next_version(&since.version, class),
    };
    let failed = |error: simgen::output::OutputError| stopped(&format!("error: {error}"));
    let text = content_of(&path).map_err(failed)?;
    let Some(text) = config::with_version(&text, &version) else {
        return Err(stopped("error: the configuration has no version to move"));
    };
    replace_text(&path, &text).map_err(failed)?;
    let folder = folder(what, &project)?;
    let log = folder.join("CHANGELOG.md");
    let old = content_of(&log).unwrap_or_default();
    let entry = changelog(&version, &since.report);
    replace_text(&log, &add_entry(&old, &version, &entry)).map_err(failed)?;
    say(&format!(
        "{} since {} ({}): version {version}, and an entry in {}\n",
        class.as_str(),
        since.release,
        since.version,
        shown(&log)
    ));
    Ok(())
}

/// Says where the version does not cover the change since the last release;
/// refused where that is asked for.
pub(super) fn covered(what: &What, must: bool) -> Result<(), Stop> {
    if what.document.is_some() {
        return Ok(());
    }
    let path = config_path(what)?;
    let since = match since(what, &path) {
        Ok(Some(since)) => since,
        // Not every crate is in a repository, or has been released.
        Ok(None) => return Ok(()),
        Err(stop) => return if must { Err(stop) } else { Ok(()) },
    };
    let version = read(what, &path)?.config.version;
    let Some(class) = since.report.class() else {
        return Ok(());
    };
    if class == Class::Docs || covers(&since.version, &version, class) {
        return Ok(());
    }
    let message = format!(
        "version {version} does not cover what changed since {} ({}): {} asks for {}; \
         `simgen generate --bump` moves it, `simgen diff {}` shows why\n",
        since.release,
        since.version,
        class.as_str(),
        next_version(&since.version, class),
        since.release,
    );
    if must {
        print(&message);
        return Err(Stop::Refused);
    }
    say(&format!("note: {message}"));
    Ok(())
}

fn config_path(what: &What) -> Result<PathBuf, Stop> {
    let path = what.config.clone().or_else(nearest_config);
    path.ok_or_else(|| {
        usage("a version is moved in a configuration: there is no spec/simgen.toml here or above")
    })
}

fn read(what: &What, path: &Path) -> Result<Project, Stop> {
    let project = Project::read(path, &options(what));
    project.map_err(|_| stopped("error: the configuration can't be read"))
}

fn folder(what: &What, project: &Project) -> Result<PathBuf, Stop> {
    let folder = what.out.clone().or_else(|| project.output.clone());
    folder.ok_or_else(|| usage("say where the crate goes with `--out DIR`"))
}

fn options(what: &What) -> ReadOptions {
    ReadOptions {
        allowed: what.allow_path.clone(),
        ..ReadOptions::default()
    }
}

/// The change since the release that is asked for, the last tag like `v1.2.3`,
/// or else the commit that gave the crate the version it has.
fn since(what: &What, path: &Path) -> Result<Option<Since>, Stop> {
    let here = std::env::current_dir().unwrap_or_default();
    let new = read(what, path)?;
    let folder = folder(what, &new)?;
    let failed = |error: std::io::Error| stopped(&format!("error: {error}"));
    let release = match &what.since {
        Some(revision) => Some(revision.clone()),
        None => release(&here, path, &folder, &options(what)).map_err(failed)?,
    };
    let Some(release) = release else {
        return Ok(None);
    };
    let revision = Revision::find(&release, &here).map_err(failed)?;
    let old = match Project::read_from(&revision, path, &options(what)) {
        Ok(old) => old,
        // A release that was found, not named, may be from before simgen was used.
        Err(_) if what.since.is_none() => return Ok(None),
        Err(rejected) => {
            let options = ReportOptions::default();
            say(&render(&rejected.sources, &rejected.diagnostics, options));
            return Err(Stop::Refused);
        }
    };
    let compared = simgen::diff(&old, &new);
    if compared.is_refused() {
        return Err(stopped(&format!(
            "error: the documents can't be compared with those of {release}"
        )));
    }
    let mut report = compared.report.unwrap_or_default();
    let list = folder.join("api.txt");
    let was = revision
        .canonical(&list)
        .and_then(|list| revision.read(&list, u64::from(u32::MAX)));
    if let Ok(was) = was {
        let is = new.generate();
        let is = is.files.iter().find(|file| file.path == "api.txt");
        let is = is.map_or("", |file| &file.text);
        report
            .changes
            .extend(of_generator(&String::from_utf8_lossy(&was), is, &report));
    }
    Ok(Some(Since {
        release,
        version: old.config.version,
        report,
    }))
}

fn release(
    here: &Path,
    path: &Path,
    folder: &Path,
    options: &ReadOptions,
) -> std::io::Result<Option<String>> {
    if let Some(tag) = Revision::last_release(here)? {
        return Ok(Some(tag));
    }
    let head = Revision::find("HEAD", here)?;
    let Ok(committed) = Project::read_from(&head, path, options) else {
        return Ok(None);
    };
    let words = format!("version = \"{}\"", committed.config.version);
    Revision::that_wrote(&words, &folder.join("Cargo.toml"), here)
}
