//! Turns options and the program's own variables into where requests go.
//!
//! It does not know the settings that a crate has beside them.

use std::collections::BTreeMap;

use clap::ArgMatches;

use super::super::config::config_error::ConfigError;
use super::super::config::origin::Origin;
use super::super::config::server_choice::ServerChoice;
use super::super::config::servers::ServerSettings;
use super::super::metadata::api_metadata::ApiMetadata;
use super::command::{BASE_URL, SERVER, SERVER_VARIABLE};
use super::variables::Variables;
use super::{Console, Program, variables};

/// Where requests go by the options, or else by the program's own variables; none where
/// neither says so. It replaces what other settings say.
pub(super) fn of(
    program: &Program,
    api: &ApiMetadata,
    matches: &ArgMatches,
    io: &Console<'_>,
) -> Result<Option<ServerSettings>, ConfigError> {
    let options = from_options(matches);
    if options.is_said() {
        return Ok(Some(options));
    }
    let own = from_variables(program, api, io)?;
    Ok(Some(own).filter(ServerSettings::is_said))
}

/// The variables of the API's servers, those of operations included, each once.
pub(super) fn variables(api: &ApiMetadata) -> Vec<&'static str> {
    let own = api.description.operation_servers.iter().copied();
    let servers = std::iter::once(api.description.servers).chain(own);
    let mut names = Vec::new();
    for variable in servers.flatten().flat_map(|server| server.variables) {
        if !names.contains(&variable.name) {
            names.push(variable.name);
        }
    }
    names
}

fn from_options(matches: &ArgMatches) -> ServerSettings {
    let server = matches.get_one::<String>(SERVER);
    let variables = matches.get_many::<String>(SERVER_VARIABLE);
    let variables = variables.into_iter().flatten();
    let variables = variables.filter_map(|pair| pair.split_once('='));
    let base_url = matches.get_one::<String>(BASE_URL);
    let option = match (base_url, server) {
        (Some(_), _) => BASE_URL,
        (None, Some(_)) => SERVER,
        (None, None) => SERVER_VARIABLE,
    };
    ServerSettings {
        base_url: base_url.cloned(),
        choices: choices(server.map(String::as_str)),
        variables: variables
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .collect(),
        origin: Origin::Option(option),
        ..ServerSettings::default()
    }
}

fn from_variables(
    program: &Program,
    api: &ApiMetadata,
    io: &Console<'_>,
) -> Result<ServerSettings, ConfigError> {
    let names = Variables::of(program);
    let mut said = Vec::new();
    let mut read = |name: String| {
        let value = variables::text(&name, io)?;
        if value.is_some() {
            said.push(name);
        }
        Ok::<_, ConfigError>(value)
    };
    let base_url = read(names.base_url.clone())?;
    let server = read(names.server.clone())?;
    let mut set = BTreeMap::new();
    for name in variables(api) {
        if let Some(value) = read(names.server_variable(name))? {
            set.insert(name.to_owned(), value);
        }
    }
    Ok(ServerSettings {
        base_url,
        choices: choices(server.as_deref()),
        variables: set,
        origin: Origin::Variables(said),
        ..ServerSettings::default()
    })
}

fn choices(server: Option<&str>) -> Vec<ServerChoice> {
    server.map(ServerChoice::from_text).into_iter().collect()
}
