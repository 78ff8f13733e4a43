//! Runs a command: reads, generates, writes or compares, and prints what there
//! is to say.

use std::io::{IsTerminal, Write};
use std::mem::ManuallyDrop;
use std::path::{Path, PathBuf};

use simgen::internal::diagnostic::{Diagnostic, Severity};
use simgen::internal::lock::LOCK;
use simgen::internal::output::{
    Difference, Hashes, OutputError, changed_since, compare, is_fresh, stamp, write, write_renamed,
};
use simgen::internal::report::{ReportOptions, render, render_json};
use simgen::internal::source::{FileSystem, ReadOptions, Sources};
use simgen::{Generated, GeneratedFile, Project, Single};

use super::arguments::{MessageFormat, Source, What};
use super::derived;
use super::failure::Failure;
use super::release;
use super::release::Gate;

/// Writes the crate.
pub(crate) fn generate(what: &What, bump: bool, rename_from: Option<&str>) -> Result<(), Failure> {
    if what.since.is_some() && !bump {
        return Err(Failure::usage(
            "`--since` names the release that `--bump` compares with; add `--bump`, or leave it out",
        ));
    }
    release::clear_leftovers(what).map_err(|error| Failure::output(&error))?;
    if bump {
        release::bump(what)?;
    }
    if let Some(folder) = fresh(what) {
        say(&format!("{}/: up to date\n", shown(&folder)));
        return Ok(());
    }
    let made = files(what)?;
    let (folder, files) = (made.folder, made.files);
    let done = match rename_from {
        Some(old) => write_renamed(&folder, &files, old),
        None => write(&folder, &files),
    };
    let done = done.map_err(|error| Failure::output(&error))?;
    for line in overwritten(what, &folder, &done.edited) {
        say(&line);
    }
    if let Some(inputs) = made.inputs {
        stamp(&folder, inputs).map_err(|error| Failure::output(&error))?;
    }
    let count = |count: usize, word: &str| match count {
        1 => format!("1 file {word}"),
        count => format!("{count} files {word}"),
    };
    let mut parts = vec![
        count(done.written, "written"),
        format!("{} unchanged", done.unchanged),
    ];
    if done.removed > 0 {
        parts.push(format!("{} removed", done.removed));
    }
    let text = format!("{}/: {}", shown(&folder), parts.join(", "));
    note(what.message_format, &text);
    Ok(())
}

/// From this many files on, it was hardly a person who changed them.
const MANY: usize = 4;

/// Says which changes are gone: one by one, or how many where another revision was
/// checked out.
fn overwritten(what: &What, folder: &Path, paths: &[String]) -> Vec<String> {
    if paths.len() >= MANY && what.message_format == MessageFormat::Human {
        let line = format!(
            "note: {} files were changed since simgen wrote them here, `{}` first; the changes \
             are overwritten\n",
            paths.len(),
            shown(&folder.join(&paths[0]))
        );
        return vec![line];
    }
    let paths = paths.iter().map(|path| shown(&folder.join(path)));
    let lines = paths.map(|path| {
        let message =
            format!("`{path}` was changed since simgen wrote it; the change is overwritten");
        match what.message_format {
            MessageFormat::Human => format!("warning: {message}\n"),
            MessageFormat::Json => {
                let object = serde_json::json!({
                    "severity": "warning",
                    "code": "edited-file",
                    "message": message,
                    "file": path,
                });
                format!("{object}\n")
            }
        }
    });
    lines.collect()
}

/// Compares the crate with what is there.
pub(crate) fn check(what: &What, gate: Gate) -> Result<(), Failure> {
    let made = files(what)?;
    let (folder, files) = (made.folder, made.files);
    let differences = compare(&folder, &files).map_err(|error| Failure::output(&error))?;
    let left = release::leftovers(what);
    if differences.is_empty() && !left.is_empty() {
        print(&left);
        return Err(match what.message_format {
            MessageFormat::Human => Failure::Reported,
            MessageFormat::Json => Failure::refused("unfinished", left.trim_end()),
        });
    }
    if differences.is_empty() {
        let text = format!("{}/: up to date, {} files", shown(&folder), files.len());
        note(what.message_format, &text);
        return release::covered(what, gate);
    }
    let mut text = left;
    text.extend(differences.iter().map(Difference::to_string));
    let changed = changed_since(&folder).map_err(|error| Failure::output(&error))?;
    for path in changed {
        text.push_str(&format!(
            "changed since simgen wrote it: {path}; `simgen generate` overwrites the change\n"
        ));
    }
    let is_in_the_way = |found: &Difference| matches!(found, Difference::InTheWay { .. });
    let does = match differences.iter().any(is_in_the_way) {
        true => "refuses to replace what is in the way",
        false => "writes them",
    };
    let verdict = format!(
        "{}/ is stale: {} of {} files differ; `simgen generate` {does}",
        shown(&folder),
        differences.len(),
        files.len()
    );
    print(&format!("{text}{verdict}\n"));
    Err(match what.message_format {
        MessageFormat::Human => Failure::Reported,
        MessageFormat::Json => Failure::refused("stale", verdict).about(Some(shown(&folder))),
    })
}

/// Prints what a package needs that generates the client in its build script.
pub(crate) fn dependencies(source: Source, message_format: MessageFormat) -> Result<(), Failure> {
    let what = What {
        // The package's name and folder make no difference.
        name: source.document.is_some().then(|| "client".to_owned()),
        out: Some(PathBuf::from("client")),
        module: "api".to_owned(),
        document: source.document,
        config: source.config,
        allow_path: source.allow_path,
        message_format,
        ..What::default()
    };
    let mut project = project(&what)?;
    // The package that takes the code in is here.
    project.point_to_runtime(Some(Path::new(".")));
    print(&in_memory(&what, &project)?.dependencies());
    Ok(())
}

/// The folder, where it is what the last run made of the same input.
fn fresh(what: &What) -> Option<PathBuf> {
    let config = what.config.clone().or_else(nearest_config)?;
    let folder = Project::output_of(&config).filter(|_| is_plain(what))?;
    is_fresh(&folder, &config).then_some(folder)
}

/// Whether the run does what the configuration says and nothing else.
fn is_plain(what: &What) -> bool {
    what.document.is_none()
        && what.out.is_none()
        && what.only.is_empty()
        && what.skip.is_empty()
        && what.allow_path.is_empty()
        && !what.strict
        && !what.verbose
        && what.message_format == MessageFormat::Human
}

/// What a run made in memory.
struct Made {
    folder: PathBuf,
    files: Vec<GeneratedFile>,
    /// What they are made of, where the same again is not worth a run: it would make the same,
    /// and there was nothing to say that should be said again.
    inputs: Option<Hashes>,
}

/// Generates in memory, and reports. Nothing is left to fail but the disk.
fn files(what: &What) -> Result<Made, Failure> {
    // The process ends soon, and what was read with it.
    let mut project = ManuallyDrop::new(project(what)?);
    project.config.selection.only.extend_from_slice(&what.only);
    project.config.selection.skip.extend_from_slice(&what.skip);
    let folder = match (&what.out, &project.output) {
        (Some(folder), _) | (None, Some(folder)) => folder.clone(),
        (None, None) if what.document.is_some() => derived::folder(&project.config.name)?,
        (None, None) => return Err(Failure::usage("say where the crate goes with `--out DIR`")),
    };
    derived::say(what, &project.config.name, &folder);
    if what.out.is_some() {
        project.point_to_runtime(Some(&folder));
        let read = project.read_lock(&FileSystem, &folder);
        let path = folder.join(LOCK);
        read.map_err(|source| Failure::output(&OutputError::Lock { path, source }))?;
    }
    if let Some(word) = project.config.selection.word_in_both() {
        let message =
            format!("`{word}` is given to `--only` and to `--skip`; leave one of them out");
        return Err(Failure::usage(message));
    }
    refuse_cut(what, &project)?;
    let generated = in_memory(what, &project)?;
    let is_note = |found: &Diagnostic| found.severity == Severity::Note;
    Ok(Made {
        folder,
        inputs: (is_plain(what) && generated.diagnostics.iter().all(is_note))
            .then(|| project.input_hashes()),
        files: generated.files,
    })
}

/// Generates and reports; refused where there is an error.
fn in_memory(what: &What, project: &Project) -> Result<Generated, Failure> {
    let generated = project.generate();
    if let Some((word, nearest)) = generated.unknown.first() {
        let nearest = nearest
            .as_ref()
            .map(|near| format!("; did you mean `{near}`?"))
            .unwrap_or_default();
        let message = format!("no operation has the id, `METHOD /path` or tag `{word}`{nearest}");
        return Err(Failure::usage(message));
    }
    if generated.selects_nothing {
        return Err(Failure::usage("`--only` and `--skip` leave no operation"));
    }
    report(what, &project.sources, &generated.diagnostics);
    let errors = generated
        .diagnostics
        .iter()
        .filter(|found| found.severity == Severity::Error)
        .count();
    let those = match errors {
        0 => return Ok(generated),
        1 => "the error".to_owned(),
        errors => format!("the {errors} errors"),
    };
    let text = format!("error: nothing is written because of {those} above");
    note(what.message_format, &text);
    Err(Failure::Reported)
}

/// A part of the documents must not replace the crate of all of them.
fn refuse_cut(what: &What, project: &Project) -> Result<(), Failure> {
    let Some(own) = project.output.as_ref() else {
        return Ok(());
    };
    let is_own = what.out.as_ref().is_none_or(|out| is_same_folder(out, own));
    if !is_own || what.only.is_empty() && what.skip.is_empty() {
        return Ok(());
    }
    Err(Failure::usage(format!(
        "`--only` and `--skip` would remove the other operations from the crate in `{}`; say with \
         `--out DIR` where the smaller crate goes",
        shown(own)
    )))
}

fn is_same_folder(one: &Path, other: &Path) -> bool {
    match (one.canonicalize(), other.canonicalize()) {
        (Ok(one), Ok(other)) => one == other,
        _ => one == other,
    }
}

fn project(what: &What) -> Result<Project, Failure> {
    let options = ReadOptions {
        allowed: what.allow_path.clone(),
        ..ReadOptions::default()
    };
    if let Some(document) = &what.document {
        let single = Single {
            document: document.clone(),
            name: what.name.clone(),
            module: what.module.clone(),
            strict: what.strict,
        };
        return Project::single(&single, &options).map_err(Failure::usage);
    }
    let config = match &what.config {
        Some(config) => config.clone(),
        None => nearest_config().ok_or_else(|| {
            Failure::usage("there is no spec/simgen.toml here or above; name one with `--config`, or a document")
        })?,
    };
    match Project::read(&config, &options) {
        Ok(mut project) => {
            project.config.strict |= what.strict;
            Ok(project)
        }
        Err(rejected) => {
            report(what, &rejected.sources, &rejected.diagnostics);
            Err(Failure::Reported)
        }
    }
}

/// `spec/simgen.toml` of this folder or the nearest above, as a path from here.
pub(super) fn nearest_config() -> Option<PathBuf> {
    let here = std::env::current_dir().ok()?;
    let mut up = PathBuf::new();
    for _ in here.ancestors() {
        let config = up.join("spec/simgen.toml");
        if config.is_file() {
            return Some(config);
        }
        up.push("..");
    }
    None
}

pub(super) fn report(what: &What, sources: &Sources, diagnostics: &[Diagnostic]) {
    let (format, verbose) = (what.message_format, what.verbose);
    let text = rendered(format, verbose, "--verbose", sources, diagnostics);
    say(&text);
}

/// Findings as people or programs read them.
pub(super) fn rendered(
    format: MessageFormat,
    verbose: bool,
    option_for_all: &'static str,
    sources: &Sources,
    diagnostics: &[Diagnostic],
) -> String {
    if format == MessageFormat::Json {
        return render_json(sources, diagnostics);
    }
    let colour = std::io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none();
    let options = ReportOptions {
        colour,
        verbose,
        option_for_all,
    };
    render(sources, diagnostics, options)
}

/// To standard error, for people only.
pub(super) fn note(format: MessageFormat, text: &str) {
    if format == MessageFormat::Human {
        say(&format!("{text}\n"));
    }
}

/// The folder without what only the way to it needs.
pub(super) fn shown(folder: &Path) -> String {
    let text = simgen::internal::source::shown(folder);
    if text.is_empty() {
        ".".to_owned()
    } else {
        text
    }
}

/// To standard error. Nobody is left to tell when that is gone.
pub(super) fn say(text: &str) {
    let _ = std::io::stderr().lock().write_all(text.as_bytes());
}

/// To standard output; a reader that has seen enough is not an error.
pub(super) fn print(text: &str) {
    let _ = std::io::stdout().lock().write_all(text.as_bytes());
}
