//! Turns a request that changes or deletes something into a question to the person at
//! the terminal.
//!
//! It does not know what the request holds.

use std::io::Write as _;

use clap::ArgMatches;

use super::super::metadata::api_metadata::{ApiMetadata, OperationMetadata};
use super::super::metadata::parameter::Location;
use super::super::metadata::parameter_metadata::ParameterMetadata;
use super::super::send::sender::PreparedRequest;
use super::exit::{Exit, Stop};
use super::subcommand::BODY;
use super::{Console, words};

/// Whether there is a reason to ask.
pub(super) fn is_needed(metadata: &OperationMetadata) -> bool {
    matches!(metadata.operation.description.method, "PUT" | "DELETE")
}

/// Goes on only where the answer is yes, and stops where there is nobody to ask.
pub(super) fn confirm(
    api: &ApiMetadata,
    metadata: &OperationMetadata,
    prepared: &PreparedRequest,
    matches: &ArgMatches,
    io: &mut Console<'_>,
) -> Result<(), Stop> {
    if !io.stdin_is_terminal {
        let words = format!(
            "{} asks for confirmation, and standard input is not a terminal: pass `--yes`",
            prepared.head.method
        );
        return Err(Stop::usage(words));
    }
    let body = matches.try_get_one::<String>(BODY).ok().flatten();
    if body.is_some_and(|body| body == "-") {
        let words = "standard input is the body, so nothing can be confirmed there: pass `--yes`";
        return Err(Stop::usage(words));
    }
    let what = match metadata.summary {
        "" => metadata.command.to_owned(),
        summary => words::line(api, summary),
    };
    let target = target(metadata, prepared);
    write!(
        io.stderr,
        "{} {target}\n{what}: continue? [y/N] ",
        prepared.head.method
    )?;
    io.stderr.flush()?;
    let mut answer = String::new();
    io.stdin.read_line(&mut answer)?;
    match answer.trim().to_ascii_lowercase().as_str() {
        "y" | "yes" => Ok(()),
        _ => Err(Stop {
            exit: Exit::Unsaid,
            text: "nothing was sent\n".to_owned(),
        }),
    }
}

/// The URL without what may be secret: its query, which may hold a key, and the values in
/// its path where the document marks one as sensitive.
fn target(metadata: &OperationMetadata, prepared: &PreparedRequest) -> String {
    let is_secret = |metadata: &ParameterMetadata| {
        metadata.parameter.sensitive && metadata.parameter.location == Location::Path
    };
    if metadata.parameters.iter().any(is_secret) {
        let origin = prepared.head.url.origin().ascii_serialization();
        return format!("{origin} {}", metadata.operation.description.path);
    }
    let mut url = prepared.head.url.clone();
    url.set_query(None);
    url.into()
}
