//! The command line: arguments in, exit codes out; the only place that prints.
//!
//! May not know: how any of it is done.

mod cli;

use std::process::ExitCode;

fn main() -> ExitCode {
    cli::run()
}
