//! Runs `simgen bundle`: reads a document with all of its files and writes one.

use std::io::{ErrorKind, Write};
use std::path::Path;

use simgen::internal::output::replace_text;
use simgen::internal::source::{FileSystem, ReadOptions, Sources, shown};
use simgen::{DocumentFormat, bundle};

use super::arguments::{Bundle, MessageFormat, Written};
use super::failure::Failure;
use super::run::{note, rendered, say};

/// Writes the document; refused where something of it would be lost.
pub(super) fn run(what: &Bundle, message_format: MessageFormat) -> Result<(), Failure> {
    let options = ReadOptions {
        allowed: what.allow_path.clone(),
        ..ReadOptions::default()
    };
    let mut sources = Sources::default();
    let root = sources.read(&FileSystem, &what.document, &options);
    if let Some(output) = &what.output {
        refuse_input(&sources, output)?;
    }
    let bundled = bundle(&sources, root, format(what));
    // There are few notes, and each is about something that is not as it was.
    let text = rendered(message_format, true, "", &sources, &bundled.diagnostics);
    say(&text);
    let Some(text) = bundled.text else {
        note(
            message_format,
            "error: nothing is written because of the errors above",
        );
        return Err(Failure::Reported);
    };
    let Some(output) = &what.output else {
        return print(&text);
    };
    write(output, &text)?;
    note(message_format, &format!("{}: written", shown(output)));
    Ok(())
}

/// What the arguments say, else the file's name, else as the document is.
fn format(what: &Bundle) -> DocumentFormat {
    match what.format {
        Some(Written::Yaml) => return DocumentFormat::Yaml,
        Some(Written::Json) => return DocumentFormat::Json,
        None => {}
    }
    let by_name = |path: &Path| {
        let extension = path.extension()?.to_str()?.to_ascii_lowercase();
        match extension.as_str() {
            "json" => Some(DocumentFormat::Json),
            "yaml" | "yml" => Some(DocumentFormat::Yaml),
            _ => None,
        }
    };
    let output = what.output.as_deref().and_then(by_name);
    output
        .or_else(|| by_name(&what.document))
        .unwrap_or(DocumentFormat::Yaml)
}

/// What is read must not be replaced by what is made of it.
fn refuse_input(sources: &Sources, output: &Path) -> Result<(), Failure> {
    let Ok(real) = output.canonicalize() else {
        return Ok(());
    };
    let is_same = |path: &str| {
        Path::new(path)
            .canonicalize()
            .is_ok_and(|path| path == real)
    };
    if sources.files().any(|(_, file)| is_same(&file.path)) {
        return Err(Failure::usage(format!(
            "`{}` is a file of the document itself; name another file with `--output`",
            shown(output)
        )));
    }
    Ok(())
}

/// Puts the text in the place of a file, whole or not at all; a link keeps leading to it.
/// What is there and is not a file, like a pipe, is written to.
fn write(output: &Path, text: &str) -> Result<(), Failure> {
    let real = output.canonicalize().unwrap_or_else(|_| output.to_owned());
    let failed = |error: std::io::Error| {
        let path = shown(output);
        Failure::refused("output", format!("can't write `{path}`: {error}")).about(Some(path))
    };
    match std::fs::metadata(&real) {
        Ok(found) if found.is_dir() => Err(failed(ErrorKind::IsADirectory.into())),
        Ok(found) if !found.is_file() => std::fs::write(&real, text).map_err(failed),
        _ => replace_text(&real, text).map_err(|error| Failure::output(&error)),
    }
}

/// To standard output. A reader that has seen enough is not an error; a full disk is.
fn print(text: &str) -> Result<(), Failure> {
    let mut out = std::io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            let text = format!("can't write to standard output: {error}");
            Err(Failure::refused("output", text))
        }
        _ => Ok(()),
    }
}
