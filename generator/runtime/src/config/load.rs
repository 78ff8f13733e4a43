//! Turns environment variables and files into settings.
//!
//! Which variables, files and keys there are, only the generated crate knows.

use std::path::Path;

use secrecy::ExposeSecret as _;

use super::client_config::{ConfigFor, SettingFiles, SettingSources, Settings};
use super::config_error::ConfigError;
use super::connections::ConnectionNames;
use super::environment::{Environment, SystemEnvironment};
#[cfg(feature = "cli")]
use super::servers::ServerSettings;
use super::source_values::SourceValues;

/// Where settings are looked for.
#[derive(Clone, Copy, Debug)]
pub struct CredentialSources {
    /// The environment variable with the base URL.
    pub env_base_url: &'static str,
    /// The environment variable with the client's id.
    pub env_client_id: &'static str,
    /// The environment variable with the client's secret.
    pub env_client_secret: &'static str,
    /// The environment variable that chooses one of the document's servers, as
    /// [`ConfigFor::with_server`] does. Where it is set, no base URL is needed.
    pub env_server: Option<&'static str>,
    /// Variables of the document's servers, each with the environment variable that sets
    /// it. Where one is set, no base URL is needed.
    pub env_server_variables: &'static [(&'static str, &'static str)],
    /// The environment variables that say how connections are made. They go before what a file
    /// says of that.
    pub env_connections: ConnectionNames,
    /// The files, in the order in which they are tried.
    pub files: &'static [CredentialFile],
}

/// A file with settings, and the keys under which they are in it.
#[derive(Clone, Copy, Debug)]
pub struct CredentialFile {
    /// Its path; `~/` at the start is the home folder.
    pub path: &'static str,
    /// Its format.
    pub format: FileFormat,
    /// The key that names the environment in use, if the file has several.
    pub environment: Option<&'static str>,
    /// The key of the base URL: dots go into objects, `{env}` is the environment in use.
    pub base_url: &'static str,
    /// The key of the client's id.
    pub client_id: &'static str,
    /// The key of the client's secret.
    pub client_secret: &'static str,
    /// The key that chooses one of the document's servers.
    pub server: Option<&'static str>,
    /// Variables of the document's servers, each with its key.
    pub server_variables: &'static [(&'static str, &'static str)],
    /// The keys that say how connections are made. They count with the credentials of the same
    /// file alone. A path in the file starts at its folder.
    pub connections: ConnectionNames,
}

/// The format of a settings file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileFormat {
    /// JSON (RFC 8259).
    Json,
    /// YAML 1.2.
    Yaml,
}

impl<S: SettingSources> ConfigFor<S> {
    /// Settings from the environment variables that the package names.
    ///
    /// # Errors
    ///
    /// Where one is missing or empty; the error names it.
    pub fn from_env() -> Result<Self, ConfigError> {
        Self::from_env_in(&SystemEnvironment)
    }

    /// As [`Self::from_env`], in other environment.
    ///
    /// # Errors
    ///
    /// As there.
    pub fn from_env_in(environment: &dyn Environment) -> Result<Self, ConfigError> {
        let found = SourceValues::in_env(&S::SOURCES, environment)?;
        let connections = found.connections(environment)?;
        let mut settings = found.settings()?;
        settings.connections = connections;
        Ok(Self::of(settings))
    }
}

impl<S: SettingFiles> ConfigFor<S> {
    /// Settings from one file, written like one of those that the package names: YAML
    /// where the name ends in `.yaml` or `.yml`, JSON otherwise.
    ///
    /// # Errors
    ///
    /// Where it cannot be read, or a key is missing; the error names it.
    pub fn from_file(path: impl AsRef<Path>) -> Result<Self, ConfigError> {
        in_file(&S::SOURCES, path.as_ref()).map(Self::of)
    }

    /// Settings from the environment variables, or else from the first of the files that
    /// there is. The first place that has any of the settings must have them all.
    ///
    /// # Errors
    ///
    /// Where no place has any, a place has only some, or a file cannot be read; the
    /// error names what is missing and where it was looked for.
    pub fn load() -> Result<Self, ConfigError> {
        Self::load_in(&SystemEnvironment)
    }

    /// As [`Self::load`], in other environment.
    ///
    /// # Errors
    ///
    /// As there.
    pub fn load_in(environment: &dyn Environment) -> Result<Self, ConfigError> {
        load(&S::SOURCES, environment, false).map(Self::of)
    }
}

fn in_file(sources: &CredentialSources, path: &Path) -> Result<Settings, ConfigError> {
    let yaml = path
        .extension()
        .is_some_and(|end| end == "yaml" || end == "yml");
    let format = if yaml {
        FileFormat::Yaml
    } else {
        FileFormat::Json
    };
    let shown = path.display().to_string();
    let Some(file) = sources.files.iter().find(|file| file.format == format) else {
        return Err(ConfigError::source(
            shown,
            "its format is not known for settings",
        ));
    };
    let text = SystemEnvironment.read_settings(path);
    let text = text.map_err(|source| ConfigError::UnreadableFile {
        path: shown.clone(),
        source,
    })?;
    let found = SourceValues::in_text(&shown, path, text.expose_secret(), file)?;
    let connections = found.connections(&SystemEnvironment)?;
    let mut settings = found.settings()?;
    settings.connections = connections;
    Ok(settings)
}

/// Looks into the environment, then into each file. Where the server is known already, no
/// place has to name it.
pub(crate) fn load(
    sources: &CredentialSources,
    environment: &dyn Environment,
    is_server_known: bool,
) -> Result<Settings, ConfigError> {
    let mut in_env = SourceValues::in_env(sources, environment)?;
    in_env.is_server_known = is_server_known;
    let of_env = in_env.connections(environment)?;
    if !in_env.is_empty() {
        let mut settings = in_env.settings()?;
        settings.connections = of_env;
        return Ok(settings);
    }
    let mut looked_in = vec![in_env.place.clone()];
    for file in sources.files {
        match SourceValues::in_file(file, environment)? {
            Some(mut found) if !found.is_empty() => {
                found.is_server_known = is_server_known;
                let connections = of_env.or(found.connections(environment)?);
                let mut settings = found.settings()?;
                settings.connections = connections;
                return Ok(settings);
            }
            Some(found) => looked_in.push(format!("{} (has none of them)", found.place)),
            None => looked_in.push(format!("{} (not there)", file.path)),
        }
    }
    Err(ConfigError::Missing {
        names: in_env.missing(),
        looked_in,
    })
}

/// The server that the first of the files names, whatever else it holds. A file that can't be
/// used names none.
#[cfg(feature = "cli")]
pub(crate) fn servers_in_files(
    sources: &CredentialSources,
    environment: &dyn Environment,
) -> Option<ServerSettings> {
    sources.files.iter().find_map(|file| {
        let found = SourceValues::in_file(file, environment).ok()??;
        Some(found.servers()).filter(ServerSettings::is_said)
    })
}
