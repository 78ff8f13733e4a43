//! Turns a program's name into the variables of its own, and what they hold into credentials.
//!
//! It does not know the settings that a crate has beside them.

use std::ffi::OsString;

use super::super::auth::credentials::Credentials;
use super::super::config::config_error::ConfigError;
use super::super::config::origin::Origin;
use super::super::metadata::api_metadata::ApiMetadata;
use super::super::metadata::description::SecuritySchemeKind;
use super::command::{CA_CERTIFICATE, CLIENT_CERTIFICATE, CLIENT_KEY, PROXY};
use super::name::kebab;
use super::{Console, Program, target};

/// The program's own variables, named after it, and whether the API has a use for them.
pub(super) struct Variables {
    pub(super) base_url: String,
    pub(super) server: String,
    pub(super) token: String,
    pub(super) api_key: String,
    pub(super) user: String,
    pub(super) password: String,
    pub(super) proxy: String,
    pub(super) ca_certificate: String,
    pub(super) client_certificate: String,
    pub(super) client_key: String,
    client_id: String,
    client_secret: String,
}

/// Which kinds of credentials some scheme of the API takes.
pub(super) struct Kinds {
    pub(super) token: bool,
    client: bool,
    pub(super) basic: bool,
    pub(super) api_key: bool,
}

impl Variables {
    pub(super) fn of(program: &Program) -> Self {
        let prefix = in_capitals(program.name);
        let name = |end: &str| format!("{prefix}_{end}");
        Self {
            base_url: name("BASE_URL"),
            server: name("SERVER"),
            token: name("TOKEN"),
            api_key: name("API_KEY"),
            user: name("USER"),
            password: name("PASSWORD"),
            proxy: name("PROXY"),
            ca_certificate: name("CA_CERTIFICATE"),
            client_certificate: name("CLIENT_CERTIFICATE"),
            client_key: name("CLIENT_KEY"),
            client_id: name("CLIENT_ID"),
            client_secret: name("CLIENT_SECRET"),
        }
    }
}

impl Variables {
    /// The one for a variable of the document's servers.
    pub(super) fn server_variable(&self, name: &str) -> String {
        format!("{}_{}", self.server, in_capitals(&kebab(name)))
    }
}

/// `pet-store` as `PET_STORE`.
fn in_capitals(name: &str) -> String {
    let letters = name.chars().map(|found| match found {
        found if found.is_ascii_alphanumeric() => found.to_ascii_uppercase(),
        _ => '_',
    });
    letters.collect()
}

impl Kinds {
    pub(super) fn of(api: &ApiMetadata) -> Self {
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
pub(super) fn help(program: &Program, api: &ApiMetadata) -> String {
    let rows = rows(program, api);
    let widest = rows.iter().map(|(name, _)| name.len()).max();
    let widest = widest.unwrap_or_default();
    let rows = rows
        .iter()
        .map(|(name, words)| format!("  {name:widest$}  {words}"));
    let first = "Settings come from the options above, then from these environment variables:";
    let lines = std::iter::once(first.to_owned()).chain(rows);
    let files = program.sources.map(|sources| sources.files);
    let files: Vec<&str> = files.into_iter().flatten().map(|file| file.path).collect();
    let files = (!files.is_empty()).then(|| {
        format!(
            "or, if none of them has credentials, from the first of these files that is there: {}",
            files.join(", ")
        )
    });
    lines.chain(files).collect::<Vec<_>>().join("\n")
}

/// The variables that are of use for an API, with what they hold.
fn rows(program: &Program, api: &ApiMetadata) -> Vec<(String, String)> {
    let (own, kinds) = (Variables::of(program), Kinds::of(api));
    let mut rows = Vec::new();
    let mut say = |applies: bool, name: &str, words: &str| {
        if applies {
            rows.push((name.to_owned(), words.to_owned()));
        }
    };
    say(true, &own.base_url, "the base URL of the API");
    let has_several =
        api.description.servers.len() > 1 || !api.description.operation_servers.is_empty();
    say(has_several, &own.server, "as `--server`");
    for name in target::variables(api) {
        let words = format!("the server variable `{name}`");
        say(true, &own.server_variable(name), &words);
    }
    say(kinds.token, &own.token, "an access token");
    let has_client = kinds.client && program.sources.is_none();
    say(has_client, &own.client_id, "the OAuth client id");
    say(has_client, &own.client_secret, "the OAuth client secret");
    say(kinds.basic, &own.user, "the user of basic authentication");
    say(kinds.basic, &own.password, "the password");
    say(kinds.api_key, &own.api_key, "an API key");
    for (name, option) in [
        (&own.proxy, PROXY),
        (&own.ca_certificate, CA_CERTIFICATE),
        (&own.client_certificate, CLIENT_CERTIFICATE),
        (&own.client_key, CLIENT_KEY),
    ] {
        say(true, name, &format!("as `--{option}`"));
    }
    let Some(sources) = program.sources else {
        return rows;
    };
    say(true, sources.env_base_url, "the base URL of the API");
    say(true, sources.env_client_id, "the OAuth client id");
    say(true, sources.env_client_secret, "the OAuth client secret");
    say(
        sources.env_server.is_some(),
        sources.env_server.unwrap_or_default(),
        "as `--server`",
    );
    for (variable, name) in sources.env_server_variables {
        say(true, name, &format!("the server variable `{variable}`"));
    }
    let names = &sources.env_connections;
    for (name, option) in [
        (names.proxy, PROXY),
        (names.ca_certificate, CA_CERTIFICATE),
        (names.client_certificate, CLIENT_CERTIFICATE),
        (names.client_key, CLIENT_KEY),
    ] {
        let words = format!("as `--{option}`");
        say(name.is_some(), name.unwrap_or_default(), &words);
    }
    rows
}

/// The credentials that the program's own variables hold, of kinds that the API takes, with
/// the variables.
pub(super) fn credentials(
    program: &Program,
    api: &ApiMetadata,
    io: &Console<'_>,
) -> Result<Vec<(Credentials, Origin)>, ConfigError> {
    let (names, kinds) = (Variables::of(program), Kinds::of(api));
    let mut all = Vec::new();
    let mut add = |credentials: Credentials, names: &[&str]| {
        let names = names.iter().map(|name| (*name).to_owned()).collect();
        all.push((credentials, Origin::Variables(names)));
    };
    if kinds.client
        && program.sources.is_none()
        && let Some((id, secret)) = pair(&names.client_id, &names.client_secret, io)?
    {
        let client = Credentials::client_credentials(id, secret);
        add(client.into(), &[&names.client_id, &names.client_secret]);
    }
    if kinds.token
        && let Some(token) = text(&names.token, io)?
    {
        add(Credentials::token(token), &[&names.token]);
    }
    if kinds.basic
        && let Some((user, password)) = pair(&names.user, &names.password, io)?
    {
        add(
            Credentials::basic(user, password),
            &[&names.user, &names.password],
        );
    }
    if kinds.api_key
        && let Some(key) = text(&names.api_key, io)?
    {
        add(Credentials::api_key(key), &[&names.api_key]);
    }
    Ok(all)
}

/// Both of two variables, or neither.
fn pair(
    first: &str,
    second: &str,
    io: &Console<'_>,
) -> Result<Option<(String, String)>, ConfigError> {
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

/// A variable that is not empty.
pub(super) fn text(name: &str, io: &Console<'_>) -> Result<Option<String>, ConfigError> {
    match io.environment.variable(name).map(OsString::into_string) {
        Some(Ok(text)) => Ok(Some(text).filter(|text| !text.is_empty())),
        Some(Err(_)) => Err(ConfigError::source(name, "is not a text")),
        None => Ok(None),
    }
}
