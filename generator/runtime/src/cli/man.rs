//! Turns the commands into manual pages, from what `--help` says.
//!
//! It does not know where a page goes.

use clap::Command;
use clap_mangen::Man;

use super::super::metadata::api_metadata::ApiMetadata;
use super::exit::Stop;
use super::{Program, example};

/// The page of the program, or of one of its commands.
pub(super) fn page(
    program: &Program,
    api: &ApiMetadata,
    mut command: Command,
    name: Option<&str>,
) -> Result<Vec<u8>, Stop> {
    command.build();
    let command = match name {
        None => command,
        Some(name) => {
            let found = command.find_subcommand(name).cloned();
            let title = format!("{}-{name}", program.name);
            let found = found.ok_or_else(|| Stop::usage(format!("there is no command {name}")))?;
            let found = found.name(title);
            let marked = found.get_after_long_help().map(ToString::to_string);
            match marked {
                Some(marked) => found.after_long_help(example::put(program, api, &marked)),
                None => found,
            }
        }
    };
    let mut page = Vec::new();
    Man::new(command).render(&mut page)?;
    Ok(page)
}
