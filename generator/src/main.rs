//! The command line: arguments in, exit codes out; the only place that prints.

mod cli;

use std::process::ExitCode;

/// Trees of tokens and of JSON are millions of small values, and the system's
/// allocator takes half of the time of a run for them.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    cli::run()
}
