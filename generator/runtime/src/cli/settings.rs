//! Turns options, environment and files into the settings of a client.
//!
//! It does not know which operation is called.

use std::ffi::OsString;
use std::io;
use std::path::Path;
use std::time::Duration;

use clap::ArgMatches;

use super::super::credentials::Kind;
use super::super::{
    ApiDetails, Config, ConfigError, CredentialSources, Credentials, RetryPolicy, Surroundings,
};
use super::command::{ALLOW_HTTP, ATTEMPTS, BASE_URL, TIMEOUT};
use super::exit::Stop;
use super::variables::{self, Kinds, Variables};
use super::{Io, Program};

/// The settings of a call, credentials included.
pub(super) fn for_call(
    program: &Program,
    api: &ApiDetails,
    matches: &ArgMatches,
    io: &Io<'_>,
) -> Result<Config, Stop> {
    let config = found(program, api, matches, io)?;
    Ok(with_options(config, matches))
}

/// The settings of a request that is only shown: where credentials would be, there is
/// what stands for them, and none need to be found.
pub(super) fn for_show(
    program: &Program,
    api: &ApiDetails,
    matches: &ArgMatches,
    io: &mut Io<'_>,
) -> Result<Config, Stop> {
    let mut config = match found(program, api, matches, io) {
        Ok(config) => config,
        Err(ConfigError::Missing { .. }) => with_own_base_url(program, matches, io)?,
        Err(error) => return Err(error.into()),
    };
    if config.base_url.is_none() {
        config = with_own_server(config, api, io)?;
    }
    let kinds = Kinds::of(api);
    let given: Vec<_> = std::mem::take(&mut config.credentials);
    let has = |wanted: fn(&Kind) -> bool| {
        given.is_empty() || given.iter().any(|(_, credentials)| wanted(&credentials.0))
    };
    if kinds.token && has(|kind| !matches!(kind, Kind::Basic(..) | Kind::ApiKey(_))) {
        config = config.with_credentials(Credentials::token(STAND_IN_TOKEN));
    }
    if kinds.basic && has(|kind| matches!(kind, Kind::Basic(..))) {
        config = config.with_credentials(Credentials::basic("user", "password"));
    }
    if kinds.api_key && has(|kind| matches!(kind, Kind::ApiKey(_))) {
        config = config.with_credentials(Credentials::api_key(STAND_IN_KEY));
    }
    Ok(with_options(config, matches))
}

/// The document's own server, which a call with credentials would not take unasked
/// where a part of it is only a default.
fn with_own_server(mut config: Config, api: &ApiDetails, io: &mut Io<'_>) -> Result<Config, Stop> {
    let variables = api
        .description
        .servers
        .first()
        .map_or(&[][..], |server| server.variables);
    for variable in variables {
        config = config.with_server_variable(variable.name, variable.default);
    }
    if !variables.is_empty() {
        writeln!(
            io.stderr,
            "note: no base URL is set, so this shows the document's own"
        )?;
    }
    Ok(config)
}

/// Stands for a token. No character of it is encoded anywhere.
pub(super) const STAND_IN_TOKEN: &str = "stands-for-the-access-token";
/// Stands for a key.
pub(super) const STAND_IN_KEY: &str = "stands-for-the-api-key";

fn with_options(mut config: Config, matches: &ArgMatches) -> Config {
    if matches.get_flag(ALLOW_HTTP) {
        config = config.with_http_on_loopback();
    }
    if let Some(seconds) = matches.get_one::<u64>(TIMEOUT) {
        config = config.with_timeout(Duration::from_secs(*seconds));
    }
    if let Some(count) = matches.get_one::<u32>(ATTEMPTS) {
        config = config.with_retry(RetryPolicy::new().with_max_attempts(*count));
    }
    config
}

/// The program's own credentials first, then the sources that the crate has.
fn found(
    program: &Program,
    api: &ApiDetails,
    matches: &ArgMatches,
    io: &Io<'_>,
) -> Result<Config, ConfigError> {
    let own = variables::credentials(program, api, io)?;
    let base_url = base_url(program, matches, io)?;
    let Some(sources) = program.sources else {
        return Ok(own
            .into_iter()
            .fold(with_base_url(base_url), Config::with_credentials));
    };
    let loaded = match &base_url {
        Some(url) if has_credentials(sources, io) => {
            let surroundings = WithBaseUrl {
                name: sources.env_base_url,
                url,
                rest: io.surroundings,
            };
            Config::load_in(sources, &surroundings)
        }
        _ => Config::load_in(sources, io.surroundings),
    };
    if own.is_empty() {
        let config = loaded?;
        return Ok(match base_url {
            Some(url) => config.with_base_url(url),
            None => config,
        });
    }
    // With credentials of its own, all that is wanted of the sources is where to go.
    let elsewhere = loaded.ok().and_then(|config| config.base_url);
    let config = with_base_url(base_url.or(elsewhere));
    Ok(own.into_iter().fold(config, Config::with_credentials))
}

fn with_own_base_url(
    program: &Program,
    matches: &ArgMatches,
    io: &Io<'_>,
) -> Result<Config, ConfigError> {
    let env = |sources: &CredentialSources| variables::text(sources.env_base_url, io);
    let elsewhere = program.sources.map(env).transpose()?.flatten();
    Ok(with_base_url(base_url(program, matches, io)?.or(elsewhere)))
}

fn with_base_url(url: Option<String>) -> Config {
    match url {
        Some(url) => Config::new().with_base_url(url),
        None => Config::new(),
    }
}

fn base_url(
    program: &Program,
    matches: &ArgMatches,
    io: &Io<'_>,
) -> Result<Option<String>, ConfigError> {
    match matches.get_one::<String>(BASE_URL) {
        Some(url) => Ok(Some(url.clone())),
        None => variables::text(&Variables::of(program).base_url, io),
    }
}

fn has_credentials(sources: &CredentialSources, io: &Io<'_>) -> bool {
    let names = [sources.env_client_id, sources.env_client_secret];
    let mut given = names
        .into_iter()
        .filter_map(|name| io.surroundings.variable(name));
    given.any(|value| !value.is_empty())
}

/// Surroundings in which the variable with the base URL is set.
struct WithBaseUrl<'a> {
    name: &'a str,
    url: &'a str,
    rest: &'a dyn Surroundings,
}

impl Surroundings for WithBaseUrl<'_> {
    fn variable(&self, name: &str) -> Option<OsString> {
        match name == self.name {
            true => Some(self.url.into()),
            false => self.rest.variable(name),
        }
    }

    fn read(&self, path: &Path) -> io::Result<String> {
        self.rest.read(path)
    }
}
