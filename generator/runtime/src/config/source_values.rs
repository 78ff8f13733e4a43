//! Turns one place where settings may be into those that do, and what is missing there.
//!
//! It does not know in which order places are tried.

use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};

use secrecy::{ExposeSecret as _, SecretString};

use super::super::auth::credentials::ClientCredentials;
use super::super::auth::secret::secret;
use super::client_config::Settings;
use super::config_error::ConfigError;
use super::connections::{Connections, Place, Said, SaidOfConnections};
use super::environment::{Environment, expanded};
use super::load::{CredentialFile, CredentialSources};
use super::origin::Origin;
use super::server_choice::ServerChoice;
use super::servers::ServerSettings;
use super::settings_file::{Node, number_at, parse, value_at};

/// What one place holds.
pub(crate) struct SourceValues {
    pub(crate) place: String,
    /// Whether that is the environment.
    is_env: bool,
    base_url: Setting,
    client_id: Setting,
    client_secret: Setting,
    /// Which of the document's servers, and the values of their variables.
    server: Option<Setting>,
    server_variables: Vec<(&'static str, Setting)>,
    /// Whether nothing here has to say where the API is served.
    pub(crate) is_server_known: bool,
    /// Whether it is about these settings, though it may hold none of them.
    is_begun: bool,
    /// What it says of connections; the environment's goes before that of any other place.
    connections: SaidOfConnections,
    /// The settings file itself.
    path: Option<PathBuf>,
}

/// A setting that a place has or has not.
type Setting = Said;

impl SourceValues {
    pub(crate) fn in_env(
        sources: &CredentialSources,
        environment: &dyn Environment,
    ) -> Result<Self, ConfigError> {
        let read = |name: &'static str| {
            let value = match environment.variable(name).map(OsString::into_string) {
                Some(Ok(text)) => {
                    Some(secret(text)).filter(|text| !text.expose_secret().is_empty())
                }
                Some(Err(_)) => return Err(ConfigError::source(name, "is not a text")),
                None => None,
            };
            let name = name.to_owned();
            Ok(Setting { name, value })
        };
        Ok(Self {
            place: "the environment".to_owned(),
            is_env: true,
            base_url: read(sources.env_base_url)?,
            client_id: read(sources.env_client_id)?,
            client_secret: read(sources.env_client_secret)?,
            server: sources.env_server.map(read).transpose()?,
            server_variables: each(sources.env_server_variables, read)?,
            is_server_known: false,
            is_begun: false,
            connections: SaidOfConnections::read(&sources.env_connections, read, read)?,
            path: None,
        })
    }

    /// `None` where there is no such file, or no home folder for it to be in.
    pub(super) fn in_file(
        file: &CredentialFile,
        environment: &dyn Environment,
    ) -> Result<Option<Self>, ConfigError> {
        let Some(path) = expanded(file.path, environment) else {
            return Ok(None);
        };
        match environment.read_settings(&path) {
            Ok(text) => Self::in_text(file.path, &path, text.expose_secret(), file).map(Some),
            Err(error) if is_absence(error.kind()) => Ok(None),
            Err(source) => Err(ConfigError::UnreadableFile {
                path: file.path.to_owned(),
                source,
            }),
        }
    }

    /// Reads a file's text; `place` is what errors call the file.
    pub(crate) fn in_text(
        place: &str,
        path: &Path,
        text: &str,
        file: &CredentialFile,
    ) -> Result<Self, ConfigError> {
        let invalid = |reason: String| ConfigError::source(place, reason);
        let content = parse(text, file.format).map_err(invalid)?;
        let environment = match file.environment {
            Some(key) => Some((key, value_at(&content, key, "").map_err(invalid)?)),
            None => None,
        };
        // A file that names an environment, or has some, is not one of something else.
        let outermost = file.base_url.split('.').next().unwrap_or_default();
        let is_begun = environment.as_ref().is_some_and(|(_, name)| {
            name.is_some() || content.get(outermost).is_some_and(Node::is_mapping)
        });
        let environment = environment
            .as_ref()
            .map(|(key, name)| (*key, name.map(|name| name.expose_secret())));
        let read = |key: &'static str| {
            Setting::in_file(&content, key, environment, value_at).map_err(invalid)
        };
        let number = |key: &'static str| {
            Setting::in_file(&content, key, environment, number_at).map_err(invalid)
        };
        Ok(Self {
            place: place.to_owned(),
            is_env: false,
            base_url: read(file.base_url)?,
            client_id: read(file.client_id)?,
            client_secret: read(file.client_secret)?,
            server: file.server.map(read).transpose()?,
            server_variables: each(file.server_variables, read)?,
            is_server_known: false,
            is_begun,
            connections: SaidOfConnections::read(&file.connections, read, number)?,
            path: Some(path.to_owned()),
        })
    }

    /// Whether it says nothing of the settings.
    pub(crate) fn is_empty(&self) -> bool {
        let credentials = [&self.client_id, &self.client_secret];
        let mut settings = self.places().chain(credentials);
        !self.is_begun && settings.all(|setting| setting.value.is_none())
    }

    /// The names of the settings that it does not hold.
    pub(crate) fn missing(&self) -> Vec<String> {
        let knows_server =
            self.is_server_known || self.places().any(|setting| setting.value.is_some());
        let base_url = Some(&self.base_url).filter(|_| !knows_server);
        let settings = base_url.into_iter();
        let settings = settings.chain([&self.client_id, &self.client_secret]);
        let missing = settings.filter(|setting| setting.value.is_none());
        let mut names: Vec<_> = missing.map(|setting| setting.name.clone()).collect();
        // Where the environment in use is not named, that is the one thing missing.
        names.dedup();
        names
    }

    /// The settings, where all of them are there.
    pub(crate) fn settings(self) -> Result<Settings, ConfigError> {
        let names = self.missing();
        let (Some(id), Some(secret), true) = (
            &self.client_id.value,
            &self.client_secret.value,
            names.is_empty(),
        ) else {
            return Err(ConfigError::Missing {
                names,
                looked_in: vec![self.place],
            });
        };
        let mut settings = Settings {
            servers: self.servers(),
            ..Settings::default()
        };
        let client = ClientCredentials::of(id.expose_secret(), secret.clone());
        let origin = self.origin_of(&[&self.client_id, &self.client_secret]);
        settings.give(None, client.into(), origin);
        Ok(settings)
    }

    /// What connections are made with by this place. It reads the files that are named.
    pub(crate) fn connections(
        &self,
        environment: &dyn Environment,
    ) -> Result<Connections, ConfigError> {
        let origin = |name: &str| match self.is_env {
            true => Origin::Variables(vec![name.to_owned()]),
            false => Origin::File(self.place.clone()),
        };
        let file = self.path.as_deref();
        let place = Place {
            file: file.map(|path| (self.place.as_str(), path)),
            environment,
            origin: &origin,
        };
        place.connections(&self.connections)
    }

    fn origin_of(&self, settings: &[&Setting]) -> Origin {
        match self.is_env {
            true => {
                let names = settings.iter().map(|setting| setting.name.clone());
                Origin::Variables(names.collect())
            }
            false => Origin::File(self.place.clone()),
        }
    }

    /// What it says of servers, whatever else it lacks.
    pub(crate) fn servers(&self) -> ServerSettings {
        let text = |setting: &Setting| Some(setting.value.as_ref()?.expose_secret().to_owned());
        let variables = self.server_variables.iter();
        let variables =
            variables.filter_map(|(name, setting)| Some(((*name).to_owned(), text(setting)?)));
        let server = self.server.as_ref().and_then(text);
        let server = server.as_deref().map(ServerChoice::from_text);
        let said: Vec<_> = self
            .places()
            .filter(|setting| setting.value.is_some())
            .collect();
        let origin = match said.is_empty() {
            true => Origin::default(),
            false => self.origin_of(&said),
        };
        ServerSettings {
            base_url: text(&self.base_url),
            choices: server.into_iter().collect(),
            variables: variables.collect(),
            origin,
            ..ServerSettings::default()
        }
    }

    /// The settings that say where the API is served.
    fn places(&self) -> impl Iterator<Item = &Setting> {
        let variables = self.server_variables.iter().map(|(_, setting)| setting);
        std::iter::once(&self.base_url)
            .chain(&self.server)
            .chain(variables)
    }
}

/// Reads each variable of the document's servers.
fn each(
    variables: &[(&'static str, &'static str)],
    read: impl Fn(&'static str) -> Result<Setting, ConfigError>,
) -> Result<Vec<(&'static str, Setting)>, ConfigError> {
    let read = |(variable, name): &(&'static str, &'static str)| Ok((*variable, read(name)?));
    variables.iter().map(read).collect()
}

/// What is under a key of a file.
type ValueAt = for<'n> fn(&'n Node, &str, &str) -> Result<Option<&'n SecretString>, String>;

impl Said {
    /// Reads a key; `environment` is the key that names the environment in use, and its name.
    fn in_file(
        content: &Node,
        key: &str,
        environment: Option<(&str, Option<&str>)>,
        value_at: ValueAt,
    ) -> Result<Self, String> {
        let name = match environment {
            Some((named_by, None)) if key.contains("{env}") => {
                let name = named_by.to_owned();
                return Ok(Self { name, value: None });
            }
            Some((_, Some(name))) => name,
            _ => "",
        };
        Ok(Self {
            value: value_at(content, key, name)?.cloned(),
            name: key.replace("{env}", name),
        })
    }
}

fn is_absence(kind: io::ErrorKind) -> bool {
    matches!(kind, io::ErrorKind::NotFound | io::ErrorKind::NotADirectory)
}
