//! Turns options, environment and files into the settings of a client.
//!
//! It does not know which operation is called.

use std::ffi::OsString;
use std::io;
use std::path::Path;
use std::time::Duration;

use clap::ArgMatches;
use clap::parser::ValueSource;
use secrecy::SecretString;
use url::Url;

use super::super::credentials::Kind;
use super::super::place::Place;
use super::super::settings::host_in_files;
use super::super::{
    ApiDetails, Config, ConfigError, CredentialSources, Credentials, RetryPolicy, Surroundings,
};
use super::command::{ALLOW_HTTP, ATTEMPTS, BASE_URL, TIMEOUT};
use super::exit::Stop;
use super::variables::{self, Kinds, Variables};
use super::{Io, Program, words};

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
        Err(missing @ ConfigError::Missing { .. }) => {
            writeln!(io.stderr, "note: a call would stop here: {missing}")?;
            with_own_base_url(program, matches, io)?
        }
        Err(error) => return Err(error.into()),
    };
    config.check_places()?;
    name_places(&config, matches, io)?;
    // What stands for credentials is nobody's secret.
    config.base_url_place = Place::Program;
    if config.base_url.is_none() {
        config = with_own_server(config, api, io)?;
    }
    let kinds = Kinds::of(api);
    let given: Vec<_> = std::mem::take(&mut config.credentials);
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
    Ok(with_options(config, matches))
}

/// Says where each setting comes from.
fn name_places(config: &Config, matches: &ArgMatches, io: &mut Io<'_>) -> io::Result<()> {
    let mut places = match &config.base_url {
        Some(_) => vec![("base URL", &config.base_url_place)],
        None => Vec::new(),
    };
    let credentials = config.credentials.iter();
    places.extend(credentials.map(|given| ("credentials", &given.place)));
    for (setting, place) in places {
        writeln!(
            io.stderr,
            "note: {setting} from {}",
            words::printable(&place.to_string())
        )?;
    }
    for option in [ALLOW_HTTP, TIMEOUT, ATTEMPTS] {
        if matches.value_source(option) == Some(ValueSource::CommandLine) {
            writeln!(io.stderr, "note: {option} from {}", Place::Option(option))?;
        }
    }
    Ok(())
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

/// The program's own credentials first, then the sources that the crate has. Where the
/// host and the credentials come from different places, a client refuses them.
fn found(
    program: &Program,
    api: &ApiDetails,
    matches: &ArgMatches,
    io: &Io<'_>,
) -> Result<Config, ConfigError> {
    let own = variables::credentials(program, api, io)?;
    let base_url = base_url(program, matches, io)?;
    let config = match program.sources {
        Some(sources) if own.is_empty() => return from_sources(sources, base_url, io),
        // With credentials of its own, all that is wanted of the sources is where to go.
        Some(sources) => with_base_url(host(sources, base_url, io)?),
        None => with_base_url(base_url),
    };
    Ok(own.into_iter().fold(config, |mut config, (own, place)| {
        config.give(None, own, place);
        config
    }))
}

/// The settings of the crate's sources, at a base URL that goes before theirs.
fn from_sources(
    sources: &CredentialSources,
    base_url: Option<(String, Place)>,
    io: &Io<'_>,
) -> Result<Config, ConfigError> {
    let Some((url, place)) = base_url else {
        return Config::load_in(sources, io.surroundings);
    };
    let mut config = match has_credentials(sources, io) {
        true => Config::load_in(
            sources,
            &WithBaseUrl {
                name: sources.env_base_url,
                url: &url,
                rest: io.surroundings,
            },
        )?,
        false => Config::load_in(sources, io.surroundings)?,
    };
    // Who names the host that the file has anyway takes it from nowhere else.
    let is_same = config.base_url.as_deref().map(origin) == Some(origin(&url));
    let place = match &config.base_url_place {
        Place::File(path) if is_same => Place::File(path.clone()),
        _ => place,
    };
    config.set_base_url(url, place);
    Ok(config)
}

/// Scheme, host and port of a URL; none where it is none.
fn origin(url: &str) -> Option<String> {
    let url = Url::parse(url).ok()?;
    Some(url.origin().ascii_serialization())
}

/// Where to go with credentials that are not of the crate's sources.
fn host(
    sources: &CredentialSources,
    base_url: Option<(String, Place)>,
    io: &Io<'_>,
) -> Result<Option<(String, Place)>, ConfigError> {
    let in_env = || variable(sources.env_base_url, io);
    let known = match base_url {
        Some(known) => Some(known),
        None => in_env()?,
    };
    Ok(known.or_else(|| host_in_files(sources, io.surroundings)))
}

fn with_own_base_url(
    program: &Program,
    matches: &ArgMatches,
    io: &Io<'_>,
) -> Result<Config, ConfigError> {
    let known = match (base_url(program, matches, io)?, program.sources) {
        (None, Some(sources)) => variable(sources.env_base_url, io)?,
        (known, _) => known,
    };
    Ok(with_base_url(known))
}

fn with_base_url(known: Option<(String, Place)>) -> Config {
    let mut config = Config::new();
    if let Some((url, place)) = known {
        config.set_base_url(url, place);
    }
    config
}

/// The base URL of the command line, or of the program's own variable.
fn base_url(
    program: &Program,
    matches: &ArgMatches,
    io: &Io<'_>,
) -> Result<Option<(String, Place)>, ConfigError> {
    match matches.get_one::<String>(BASE_URL) {
        Some(url) => Ok(Some((url.clone(), Place::Option(BASE_URL)))),
        None => variable(&Variables::of(program).base_url, io),
    }
}

/// A variable that is not empty, and where that is.
fn variable(name: &str, io: &Io<'_>) -> Result<Option<(String, Place)>, ConfigError> {
    let text = variables::text(name, io)?;
    Ok(text.map(|text| (text, Place::Variables(vec![name.to_owned()]))))
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

    fn read_settings(&self, path: &Path) -> io::Result<SecretString> {
        self.rest.read_settings(path)
    }
}
