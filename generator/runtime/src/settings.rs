//! Turns environment variables and files into settings.
//!
//! Which variables, files and keys there are, only the generated crate knows.

use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};

use serde_json::Value;

use super::settings_file::{parse, value_at};
use super::{Config, ConfigError, Credentials};

/// Where settings are looked for.
#[derive(Clone, Copy, Debug)]
pub struct CredentialSources {
    /// The environment variable with the base URL.
    pub env_base_url: &'static str,
    /// The environment variable with the client's id.
    pub env_client_id: &'static str,
    /// The environment variable with the client's secret.
    pub env_client_secret: &'static str,
    /// The files, in the order in which they are tried.
    pub files: &'static [CredentialFile],
}

/// A file with settings, and the keys under which they stand in it.
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
}

/// The format of a settings file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileFormat {
    /// JSON (RFC 8259).
    Json,
    /// YAML 1.2.
    Yaml,
}

/// What settings are read from: the computer's own environment, or a test's.
pub trait Surroundings {
    /// An environment variable.
    fn variable(&self, name: &str) -> Option<OsString>;

    /// A file's text.
    ///
    /// # Errors
    ///
    /// Where there is no such file or it cannot be read.
    fn read(&self, path: &Path) -> io::Result<String>;
}

/// The computer's own environment and files.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemSurroundings;

impl Surroundings for SystemSurroundings {
    fn variable(&self, name: &str) -> Option<OsString> {
        std::env::var_os(name)
    }

    fn read(&self, path: &Path) -> io::Result<String> {
        std::fs::read_to_string(path)
    }
}

impl Config {
    /// Reads the environment variables.
    ///
    /// # Errors
    ///
    /// Where one is missing or empty; the error names it.
    pub fn from_env_with(sources: &CredentialSources) -> Result<Self, ConfigError> {
        Self::from_env_in(sources, &SystemSurroundings)
    }

    /// As [`Self::from_env_with`], in other surroundings.
    ///
    /// # Errors
    ///
    /// Where one is missing or empty; the error names it.
    pub fn from_env_in(
        sources: &CredentialSources,
        surroundings: &dyn Surroundings,
    ) -> Result<Self, ConfigError> {
        Found::in_env(sources, surroundings)?.config()
    }

    /// Reads one file, by the keys of the sources' file of the same format: YAML where
    /// the name ends in `.yaml` or `.yml`, JSON otherwise.
    ///
    /// # Errors
    ///
    /// Where it cannot be read, or a key is missing; the error names it.
    pub fn from_file_with(
        path: impl AsRef<Path>,
        sources: &CredentialSources,
    ) -> Result<Self, ConfigError> {
        let path = path.as_ref();
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
        let text = SystemSurroundings.read(path);
        let text = text.map_err(|source| ConfigError::UnreadableFile {
            path: shown.clone(),
            source,
        })?;
        Found::in_text(&shown, &text, file)?.config()
    }

    /// Tries the environment variables, then each file. The first place that has any of
    /// the settings must have them all.
    ///
    /// # Errors
    ///
    /// Where no place has any, a place has only some, or a file cannot be read; the
    /// error names what is missing and where it was looked for.
    pub fn load_with(sources: &CredentialSources) -> Result<Self, ConfigError> {
        Self::load_in(sources, &SystemSurroundings)
    }

    /// As [`Self::load_with`], in other surroundings.
    ///
    /// # Errors
    ///
    /// As there.
    pub fn load_in(
        sources: &CredentialSources,
        surroundings: &dyn Surroundings,
    ) -> Result<Self, ConfigError> {
        let in_env = Found::in_env(sources, surroundings)?;
        if !in_env.is_empty() {
            return in_env.config();
        }
        let mut looked_in = vec![in_env.place.clone()];
        for file in sources.files {
            match Found::in_file(file, surroundings)? {
                Some(found) if !found.is_empty() => return found.config(),
                Some(found) => looked_in.push(format!("{} (has none of them)", found.place)),
                None => looked_in.push(format!("{} (not there)", file.path)),
            }
        }
        Err(ConfigError::Missing {
            names: in_env.names(),
            looked_in,
        })
    }
}

/// What one place holds: each setting's name there, and its value.
struct Found {
    place: String,
    base_url: (String, Option<String>),
    client_id: (String, Option<String>),
    client_secret: (String, Option<String>),
}

impl Found {
    fn in_env(
        sources: &CredentialSources,
        surroundings: &dyn Surroundings,
    ) -> Result<Self, ConfigError> {
        let read = |name: &'static str| {
            let text = match surroundings.variable(name).map(OsString::into_string) {
                Some(Ok(text)) => Some(text).filter(|text| !text.is_empty()),
                Some(Err(_)) => return Err(ConfigError::source(name, "is no text")),
                None => None,
            };
            Ok((name.to_owned(), text))
        };
        Ok(Self {
            place: "the environment".to_owned(),
            base_url: read(sources.env_base_url)?,
            client_id: read(sources.env_client_id)?,
            client_secret: read(sources.env_client_secret)?,
        })
    }

    /// `None` where there is no such file, or no home folder for it to be in.
    fn in_file(
        file: &CredentialFile,
        surroundings: &dyn Surroundings,
    ) -> Result<Option<Self>, ConfigError> {
        let Some(path) = resolve(file.path, surroundings) else {
            return Ok(None);
        };
        match surroundings.read(&path) {
            Ok(text) => Self::in_text(file.path, &text, file).map(Some),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(source) => Err(ConfigError::UnreadableFile {
                path: file.path.to_owned(),
                source,
            }),
        }
    }

    fn in_text(place: &str, text: &str, file: &CredentialFile) -> Result<Self, ConfigError> {
        let invalid = |reason: String| ConfigError::source(place, reason);
        let content = parse(text, file.format).map_err(invalid)?;
        let environment = match file.environment {
            Some(key) => value_at(&content, key, "").map_err(invalid)?,
            None => None,
        };
        let read = |key: &str| read_key(&content, key, environment.as_deref()).map_err(invalid);
        Ok(Self {
            place: place.to_owned(),
            base_url: read(file.base_url)?,
            client_id: read(file.client_id)?,
            client_secret: read(file.client_secret)?,
        })
    }

    fn is_empty(&self) -> bool {
        self.base_url.1.is_none() && self.client_id.1.is_none() && self.client_secret.1.is_none()
    }

    fn names(&self) -> Vec<String> {
        let all = [&self.base_url, &self.client_id, &self.client_secret];
        let missing = all.into_iter().filter(|(_, value)| value.is_none());
        missing.map(|(name, _)| name.clone()).collect()
    }

    fn config(self) -> Result<Config, ConfigError> {
        let names = self.names();
        match (self.base_url.1, self.client_id.1, self.client_secret.1) {
            (Some(url), Some(id), Some(secret)) => Ok(Config::new()
                .with_base_url(url)
                .with_credentials(Credentials::client_credentials(id, secret))),
            _ => Err(ConfigError::Missing {
                names,
                looked_in: vec![self.place],
            }),
        }
    }
}

/// A setting's name as the file has it, and its value.
fn read_key(
    content: &Value,
    key: &str,
    environment: Option<&str>,
) -> Result<(String, Option<String>), String> {
    match environment {
        None if key.contains("{env}") => Ok((key.to_owned(), None)),
        environment => {
            let environment = environment.unwrap_or_default();
            let value = value_at(content, key, environment)?;
            Ok((key.replace("{env}", environment), value))
        }
    }
}

/// The path of a settings file; `None` where it is in the home folder and there is none.
fn resolve(path: &str, surroundings: &dyn Surroundings) -> Option<PathBuf> {
    let Some(inside) = path.strip_prefix("~/") else {
        return Some(PathBuf::from(path));
    };
    let home = ["HOME", "USERPROFILE"];
    let home = home
        .into_iter()
        .find_map(|name| surroundings.variable(name))?;
    (!home.is_empty()).then(|| PathBuf::from(home).join(inside))
}
