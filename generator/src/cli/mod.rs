//! Turns arguments into a run of simgen: 0 done, 1 refused, 2 wrong usage.
//!
//! May not know: what a document says.

mod arguments;
mod diff;
mod explain;
mod last_release;
mod release;
mod run;

use std::process::ExitCode;

use clap::Parser;
use clap::error::ErrorKind;

use arguments::{Arguments, Command};
use release::Gate;

/// Why a run does not end with 0. Its text has been printed already.
pub(crate) enum Stop {
    /// Something is wrong with the input or the output.
    Refused,
    /// Something is wrong with the arguments.
    Usage,
}

/// How much the version must cover.
fn gate(release: bool, first: bool) -> Gate {
    match (release, first) {
        (_, true) => Gate::First,
        (true, false) => Gate::Release,
        (false, false) => Gate::Note,
    }
}

/// Runs what the arguments ask for.
pub(crate) fn run() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => {
            // Nobody is left to tell when the terminal is gone.
            let _ = error.print();
            return match error.kind() {
                ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => ExitCode::SUCCESS,
                _ => ExitCode::from(2),
            };
        }
    };
    let done = match arguments.command {
        Command::Generate { what, bump } => run::generate(&what, bump),
        Command::Check {
            what,
            release,
            first,
        } => run::check(&what, gate(release, first)),
        Command::Dependencies(source) => run::dependencies(source),
        Command::Explain { code: Some(code) } => explain::one(&code),
        Command::Explain { code: None } => explain::all(),
        Command::Diff(what) => diff::run(&what),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(Stop::Refused) => ExitCode::from(1),
        Err(Stop::Usage) => ExitCode::from(2),
    }
}
