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
    ApiDetails, Config, ConfigError, CredentialSources, Credentials, RetryPolicy,
    SecuritySchemeKind, Surroundings,
};
use super::command::{ALLOW_HTTP, ATTEMPTS, BASE_URL, TIMEOUT};
use super::exit::Stop;
use super::{Io, Program};

/// The program's own variables, named after it, and whether the API has a use for them.
pub(super) struct Variables {
    pub(super) base_url: String,
    pub(super) token: String,
    pub(super) api_key: String,
    pub(super) user: String,
    pub(super) password: String,
    client_id: String,
    client_secret: String,
}

/// Which kinds of credentials some scheme of the API takes.
struct Kinds {
    token: bool,
    client: bool,
    basic: bool,
    api_key: bool,
}

impl Variables {
    pub(super) fn of(program: &Program) -> Self {
        let prefix: String = program
            .name
            .chars()
            .map(|found| {
                if found.is_ascii_alphanumeric() {
                    found.to_ascii_uppercase()
                } else {
                    '_'
                }
            })
            .collect();
        let name = |end: &str| format!("{prefix}_{end}");
        Self {
            base_url: name("BASE_URL"),
            token: name("TOKEN"),
            api_key: name("API_KEY"),
            user: name("USER"),
            password: name("PASSWORD"),
            client_id: name("CLIENT_ID"),
            client_secret: name("CLIENT_SECRET"),
        }
    }
}

impl Kinds {
    fn of(api: &ApiDetails) -> Self {
        let has = |wanted: fn(&SecuritySchemeKind) -> bool| {
            let mut schemes = api.description.security_schemes.iter();
            schemes.any(|scheme| wanted(&scheme.kind))
        };
        use SecuritySchemeKind::{ApiKey, Basic, OAuth2};
        Self {
            token: has(|kind| !matches!(kind, Basic | ApiKey { .. })),
            client: has(|kind| {
                matches!(
                    kind,
                    OAuth2 {
                        client_credentials_token_url: Some(_)
                    }
                )
            }),
            basic: has(|kind| *kind == Basic),
            api_key: has(|kind| matches!(kind, ApiKey { .. })),
        }
    }
}

/// Where settings come from, for `--help`.
pub(super) fn help(program: &Program, api: &ApiDetails) -> String {
    let (own, kinds) = (Variables::of(program), Kinds::of(api));
    let mut lines = vec!["Settings come from the environment:".to_owned()];
    let mut say = |applies: bool, names: &str, words: &str| {
        if applies {
            lines.push(format!("  {names}  {words}"));
        }
    };
    say(true, &own.base_url, "where the API is served");
    say(kinds.token, &own.token, "an access token");
    let pair = format!("{}, {}", own.client_id, own.client_secret);
    say(
        kinds.client && program.sources.is_none(),
        &pair,
        "client credentials (OAuth 2)",
    );
    say(
        kinds.basic,
        &format!("{}, {}", own.user, own.password),
        "basic authentication",
    );
    say(kinds.api_key, &own.api_key, "a key");
    if let Some(sources) = program.sources {
        let names = [
            sources.env_base_url,
            sources.env_client_id,
            sources.env_client_secret,
        ];
        say(
            true,
            &names.join(", "),
            "base URL and client credentials (OAuth 2)",
        );
        let files: Vec<&str> = sources.files.iter().map(|file| file.path).collect();
        if !files.is_empty() {
            lines.push(format!(
                "or, where it has none, from the first of the files {}",
                files.join(", ")
            ));
        }
    }
    lines.join("\n")
}

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
    io: &Io<'_>,
) -> Result<Config, Stop> {
    let mut config = match found(program, api, matches, io) {
        Ok(config) => config,
        Err(ConfigError::Missing { .. }) => with_own_base_url(program, matches, io)?,
        Err(error) => return Err(error.into()),
    };
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
    let own = own_credentials(program, api, io)?;
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
    let env = |sources: &CredentialSources| text(sources.env_base_url, io);
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
        None => text(&Variables::of(program).base_url, io),
    }
}

fn own_credentials(
    program: &Program,
    api: &ApiDetails,
    io: &Io<'_>,
) -> Result<Vec<Credentials>, ConfigError> {
    let (names, kinds) = (Variables::of(program), Kinds::of(api));
    let mut all = Vec::new();
    if kinds.client
        && program.sources.is_none()
        && let Some((id, secret)) = pair(&names.client_id, &names.client_secret, io)?
    {
        all.push(Credentials::client_credentials(id, secret));
    }
    if kinds.token
        && let Some(token) = text(&names.token, io)?
    {
        all.push(Credentials::token(token));
    }
    if kinds.basic
        && let Some((user, password)) = pair(&names.user, &names.password, io)?
    {
        all.push(Credentials::basic(user, password));
    }
    if kinds.api_key
        && let Some(key) = text(&names.api_key, io)?
    {
        all.push(Credentials::api_key(key));
    }
    Ok(all)
}

/// Both of two variables, or neither.
fn pair(first: &str, second: &str, io: &Io<'_>) -> Result<Option<(String, String)>, ConfigError> {
    let missing = |name: &str| ConfigError::Missing {
        names: vec![name.to_owned()],
        looked_in: vec!["the environment".to_owned()],
    };
    match (text(first, io)?, text(second, io)?) {
        (Some(first), Some(second)) => Ok(Some((first, second))),
        (None, None) => Ok(None),
        (Some(_), None) => Err(missing(second)),
        (None, Some(_)) => Err(missing(first)),
    }
}

fn text(name: &str, io: &Io<'_>) -> Result<Option<String>, ConfigError> {
    match io.surroundings.variable(name).map(OsString::into_string) {
        Some(Ok(text)) => Ok(Some(text).filter(|text| !text.is_empty())),
        Some(Err(_)) => Err(ConfigError::source(name, "is no text")),
        None => Ok(None),
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
