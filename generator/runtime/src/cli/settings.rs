//! Turns options, environment and files into the settings of a client.
//!
//! It does not know which operation is called.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use clap::ArgMatches;
use clap::parser::ValueSource;
use url::Url;

use super::super::auth::credentials::{Credentials, Kind};
use super::super::config::client_config::Config;
use super::super::config::config_error::ConfigError;
use super::super::config::load::{CredentialSources, load, servers_in_files};
use super::super::config::origin::Origin;
use super::super::config::servers::ServerSettings;
use super::super::config::source_values::SourceValues;
use super::super::metadata::api_metadata::ApiMetadata;
use super::super::send::retry::RetryPolicy;
use super::command::{ALLOW_HTTP, ATTEMPTS, TIMEOUT};
use super::exit::Stop;
use super::variables::Kinds;
use super::{Console, Program, connections, settings_help, target, variables};

/// The settings of a call, credentials included.
pub(super) fn for_call(
    program: &Program,
    api: &ApiMetadata,
    matches: &ArgMatches,
    io: &Console<'_>,
) -> Result<Config, Stop> {
    let config = found(program, api, matches, io);
    let config = config.map_err(|error| settings_help::stop(program, api, error))?;
    Ok(with_options(config, matches, io))
}

/// The settings of a request that is only shown: where credentials would be, there is
/// what stands for them, and none need to be found.
pub(super) fn for_show(
    program: &Program,
    api: &ApiMetadata,
    matches: &ArgMatches,
    io: &mut Console<'_>,
) -> Result<Config, Stop> {
    let stop = |error| settings_help::stop(program, api, error);
    let mut config = match found(program, api, matches, io) {
        Ok(config) => config,
        Err(missing @ ConfigError::Missing { .. }) => {
            io.note(&format!("a call would stop here: {missing}"))?;
            without_credentials(program, api, matches, io).map_err(stop)?
        }
        Err(error) => return Err(stop(error)),
    };
    config.settings.check_places().map_err(stop)?;
    name_places(&config, matches, io)?;
    // What stands for credentials is nobody's secret.
    config.settings.servers.is_for_show = true;
    if !config.settings.servers.is_said() && !target::variables(api).is_empty() {
        io.note("no base URL is set, so this shows the document's own")?;
    }
    let kinds = Kinds::of(api);
    let given: Vec<_> = std::mem::take(&mut config.settings.credentials);
    let has = |wanted: fn(&Kind) -> bool| {
        given.is_empty() || given.iter().any(|given| wanted(&given.credentials.0))
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
    Ok(with_options(config, matches, io))
}

/// Says where each setting comes from.
fn name_places(config: &Config, matches: &ArgMatches, io: &mut Console<'_>) -> io::Result<()> {
    let servers = &config.settings.servers;
    let mut places = match (&servers.base_url, servers.is_said()) {
        (Some(_), _) => vec![("base URL", &servers.origin)],
        (None, true) => vec![("server", &servers.origin)],
        (None, false) => Vec::new(),
    };
    let credentials = config.settings.credentials.iter();
    places.extend(credentials.map(|given| ("credentials", &given.origin)));
    let connections = &config.settings.connections;
    let proxy = connections.proxy.iter();
    places.extend(proxy.map(|proxy| ("proxy", &proxy.origin)));
    let roots = connections.roots.iter();
    places.extend(roots.map(|root| ("certificate authorities", &root.origin)));
    let identity = connections.identity_origin();
    places.extend(identity.map(|origin| ("client certificate", origin)));
    for (setting, place) in places {
        io.note(&format!("{setting} from {place}"))?;
    }
    for option in [ALLOW_HTTP, TIMEOUT, ATTEMPTS] {
        if matches.value_source(option) == Some(ValueSource::CommandLine) {
            io.note(&format!("{option} from {}", Origin::Option(option)))?;
        }
    }
    Ok(())
}

/// Stands for a token. No character of it is encoded anywhere.
pub(super) const STAND_IN_TOKEN: &str = "stands-for-the-access-token";
/// Stands for a key.
pub(super) const STAND_IN_KEY: &str = "stands-for-the-api-key";

fn with_options(mut config: Config, matches: &ArgMatches, io: &Console<'_>) -> Config {
    config.settings.clock = Arc::clone(&io.clock);
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

/// The program's own credentials first, then the sources that the crate has. Where the
/// host and the credentials come from different places, a client refuses them.
fn found(
    program: &Program,
    api: &ApiMetadata,
    matches: &ArgMatches,
    io: &Console<'_>,
) -> Result<Config, ConfigError> {
    let own = variables::credentials(program, api, io)?;
    let given = target::of(program, api, matches, io)?;
    let connections = connections::of(program, matches, io)?;
    let mut config = Config::new();
    match program.sources {
        Some(sources) if own.is_empty() => {
            let mut config = from_sources(sources, given, io)?;
            config.settings.connections = connections.or(config.settings.connections);
            return Ok(config);
        }
        // With credentials of its own, all that is wanted of the sources is where to go.
        Some(sources) => config.settings.servers = servers(sources, given, io)?,
        None => config.settings.servers = given.unwrap_or_default(),
    }
    config.settings.connections = connections;
    Ok(own.into_iter().fold(config, |mut config, (own, place)| {
        config.settings.give(None, own, place);
        config
    }))
}

/// The settings of the crate's sources, at a server that goes before theirs.
fn from_sources(
    sources: &CredentialSources,
    given: Option<ServerSettings>,
    io: &Console<'_>,
) -> Result<Config, ConfigError> {
    let mut settings = load(sources, io.environment, given.is_some())?;
    let Some(mut given) = given else {
        return Ok(Config::of(settings));
    };
    // Who names the host that the file has anyway takes it from nowhere else.
    let origin_of = |servers: &ServerSettings| servers.base_url.as_deref().and_then(origin);
    let known = origin_of(&settings.servers);
    if let Origin::File(path) = &settings.servers.origin
        && known.is_some()
        && known == origin_of(&given)
    {
        given.origin = Origin::File(path.clone());
    }
    settings.servers = given;
    Ok(Config::of(settings))
}

/// Scheme, host and port of a URL; none where it is none.
fn origin(url: &str) -> Option<String> {
    let url = Url::parse(url).ok()?;
    Some(url.origin().ascii_serialization())
}

/// Where to go with credentials that are not of the crate's sources.
fn servers(
    sources: &CredentialSources,
    given: Option<ServerSettings>,
    io: &Console<'_>,
) -> Result<ServerSettings, ConfigError> {
    if let Some(given) = given {
        return Ok(given);
    }
    let in_env = SourceValues::in_env(sources, io.environment)?.servers();
    let known = Some(in_env).filter(ServerSettings::is_said);
    let known = known.or_else(|| servers_in_files(sources, io.environment));
    Ok(known.unwrap_or_default())
}

/// The server alone, from the environment where the options do not say it.
fn without_credentials(
    program: &Program,
    api: &ApiMetadata,
    matches: &ArgMatches,
    io: &Console<'_>,
) -> Result<Config, ConfigError> {
    let mut config = Config::new();
    config.settings.connections = connections::of(program, matches, io)?;
    config.settings.servers = match (target::of(program, api, matches, io)?, program.sources) {
        (Some(given), _) => given,
        (None, Some(sources)) => SourceValues::in_env(sources, io.environment)?.servers(),
        (None, None) => ServerSettings::default(),
    };
    Ok(config)
}
