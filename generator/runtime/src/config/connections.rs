//! Turns what the settings say of connections into what these are made with, and keeps where
//! each part comes from.
//!
//! It does not know in which order places are tried.
//!
//! A settings file may be somebody else's, as in a folder that was cloned. A proxy and an
//! authority of such a file together see all that is sent to any host. So what comes from a
//! file is used with the credentials of that file and no others.

use std::path::{Path, PathBuf};
use std::time::Duration;

use secrecy::zeroize::Zeroizing;
use secrecy::{ExposeSecret as _, SecretSlice, SecretString};

use super::super::send::http_client::{ClientIdentity, Pem};
use super::config_error::ConfigError;
use super::environment::{Environment, expanded};
use super::origin::Origin;

/// What the settings of connections are called in one place: variables, or keys of a file.
#[derive(Clone, Copy, Debug)]
pub struct ConnectionNames {
    /// The URL of a proxy, as [`ConfigFor::with_proxy`] takes it.
    ///
    /// [`ConfigFor::with_proxy`]: super::client_config::ConfigFor::with_proxy
    pub proxy: Option<&'static str>,
    /// The path of a file of authorities in PEM.
    pub ca_certificate: Option<&'static str>,
    /// The path of a file with the client's certificate in PEM.
    pub client_certificate: Option<&'static str>,
    /// The path of a file with its private key in PEM; that of the certificate by default.
    pub client_key: Option<&'static str>,
    /// How many idle connections to a host are kept.
    pub pool_max_idle_per_host: Option<&'static str>,
    /// For how many seconds an idle connection is kept.
    pub pool_idle_timeout: Option<&'static str>,
}

impl ConnectionNames {
    /// A place that says nothing of connections.
    pub const NONE: Self = Self {
        proxy: None,
        ca_certificate: None,
        client_certificate: None,
        client_key: None,
        pool_max_idle_per_host: None,
        pool_idle_timeout: None,
    };
}

/// By which way connections go, whom they trust, and who they say that the client is.
#[derive(Clone, Default)]
pub(crate) struct Connections {
    pub(crate) proxy: Option<Placed<SecretString>>,
    /// Authorities that are trusted beside those of the platform.
    pub(crate) roots: Vec<Placed<Pem>>,
    pub(crate) identity: Option<Placed<ClientIdentity>>,
    /// How many idle connections to a host are kept.
    pub(crate) idle_per_host: Option<usize>,
    /// How long an idle connection is kept.
    pub(crate) idle_limit: Option<Duration>,
}

/// A part of the settings, and where it comes from.
#[derive(Clone)]
pub(crate) struct Placed<T> {
    pub(crate) value: T,
    pub(crate) origin: Origin,
    /// What errors call it.
    pub(crate) called: String,
    /// The files that it was read from, as the settings name them.
    pub(crate) files: Vec<String>,
}

impl<T> Placed<T> {
    /// What the program says in code.
    pub(crate) fn by_program(value: T, function: &str) -> Self {
        Self {
            value,
            origin: Origin::Program,
            called: format!("`Config::{function}`"),
            files: Vec::new(),
        }
    }
}

/// One setting as a place has it.
#[derive(Default)]
pub(crate) struct Said {
    /// What errors call it: a variable, an option, a key.
    pub(crate) name: String,
    pub(crate) value: Option<SecretString>,
}

/// What one place says of connections.
#[derive(Default)]
pub(crate) struct SaidOfConnections {
    pub(crate) proxy: Said,
    pub(crate) ca_certificate: Said,
    pub(crate) client_certificate: Said,
    pub(crate) client_key: Said,
    pub(crate) pool_max_idle_per_host: Said,
    pub(crate) pool_idle_timeout: Said,
}

impl SaidOfConnections {
    /// Reads each setting that has a name.
    pub(crate) fn read<E>(
        names: &ConnectionNames,
        text: impl Fn(&'static str) -> Result<Said, E>,
        number: impl Fn(&'static str) -> Result<Said, E>,
    ) -> Result<Self, E> {
        let read = |name: Option<&'static str>| name.map_or_else(|| Ok(Said::default()), &text);
        let count = |name: Option<&'static str>| name.map_or_else(|| Ok(Said::default()), &number);
        Ok(Self {
            proxy: read(names.proxy)?,
            ca_certificate: read(names.ca_certificate)?,
            client_certificate: read(names.client_certificate)?,
            client_key: read(names.client_key)?,
            pool_max_idle_per_host: count(names.pool_max_idle_per_host)?,
            pool_idle_timeout: count(names.pool_idle_timeout)?,
        })
    }
}

/// A place that says something of connections.
pub(crate) struct Place<'p> {
    /// The settings file, where it is one; its settings name files beside it.
    pub(crate) file: Option<(&'p str, &'p Path)>,
    pub(crate) environment: &'p dyn Environment,
    /// The origin of a setting of this name.
    pub(crate) origin: &'p dyn Fn(&str) -> Origin,
}

impl Place<'_> {
    /// What connections are made with by this place. It reads the files that are named.
    pub(crate) fn connections(&self, said: &SaidOfConnections) -> Result<Connections, ConfigError> {
        let roots = self.file_of(&said.ca_certificate)?;
        Ok(Connections {
            proxy: said.proxy.value.clone().map(|value| Placed {
                value,
                origin: (self.origin)(&said.proxy.name),
                called: self.called(&said.proxy.name),
                files: Vec::new(),
            }),
            roots: roots.into_iter().collect(),
            identity: self.identity(said)?,
            idle_per_host: self.number(&said.pool_max_idle_per_host)?,
            idle_limit: self
                .number(&said.pool_idle_timeout)?
                .map(Duration::from_secs),
        })
    }

    fn identity(
        &self,
        said: &SaidOfConnections,
    ) -> Result<Option<Placed<ClientIdentity>>, ConfigError> {
        let key = self.file_of(&said.client_key)?;
        let Some(found) = self.file_of(&said.client_certificate)? else {
            return match key {
                None => Ok(None),
                Some(_) => Err(self.wrong(
                    &said.client_key.name,
                    "is a key without a client certificate".to_owned(),
                )),
            };
        };
        let (key, key_file) = match key {
            Some(key) => (Some(key.value.text), key.files),
            None => (None, Vec::new()),
        };
        Ok(Some(Placed {
            value: ClientIdentity {
                certificates: found.value,
                key,
            },
            origin: found.origin,
            called: found.called,
            files: found.files.into_iter().chain(key_file).collect(),
        }))
    }

    /// The text of the file that a setting names.
    fn file_of(&self, said: &Said) -> Result<Option<Placed<Pem>>, ConfigError> {
        let Some(path) = &said.value else {
            return Ok(None);
        };
        let path = path.expose_secret();
        let text = self.environment.read_settings(&self.resolved(path));
        let text = text.map_err(|error| {
            let reason = format!("cannot read `{path}`: {error}");
            self.wrong(&said.name, reason)
        })?;
        let called = self.called(&said.name);
        Ok(Some(Placed {
            value: Pem {
                text: SecretSlice::from(text.expose_secret().as_bytes().to_vec()),
                place: format!("`{path}`, which {called} names"),
            },
            origin: (self.origin)(&said.name),
            called,
            files: vec![path.to_owned()],
        }))
    }

    /// A path of a settings file starts at its folder; `~/` is the home folder.
    fn resolved(&self, path: &str) -> PathBuf {
        let path = expanded(path, self.environment).unwrap_or_else(|| PathBuf::from(path));
        match self.file.and_then(|(_, file)| file.parent()) {
            Some(folder) => folder.join(path),
            None => path,
        }
    }

    fn number<N: std::str::FromStr>(&self, said: &Said) -> Result<Option<N>, ConfigError> {
        let Some(text) = &said.value else {
            return Ok(None);
        };
        let number = text.expose_secret().trim().parse();
        let reason = "is no whole number".to_owned();
        let number = number.map_err(|_| self.wrong(&said.name, reason));
        number.map(Some)
    }

    fn called(&self, name: &str) -> String {
        match self.file {
            Some((shown, _)) => format!("`{name}` in {shown}"),
            None => format!("`{name}`"),
        }
    }

    fn wrong(&self, name: &str, reason: String) -> ConfigError {
        match self.file {
            Some((shown, _)) => ConfigError::source(shown, format!("`{name}` {reason}")),
            None => ConfigError::source(name, reason),
        }
    }
}

impl Connections {
    /// These, and of the others what these do not say.
    pub(crate) fn or(self, others: Self) -> Self {
        Self {
            proxy: self.proxy.or(others.proxy),
            roots: match self.roots.is_empty() {
                true => others.roots,
                false => self.roots,
            },
            identity: self.identity.or(others.identity),
            idle_per_host: self.idle_per_host.or(others.idle_per_host),
            idle_limit: self.idle_limit.or(others.idle_limit),
        }
    }

    /// What says by which way requests go and who may read them, with its place.
    pub(crate) fn ways(&self) -> impl Iterator<Item = (&str, &Origin)> {
        let proxy = self.proxy.iter();
        let proxy = proxy.map(|proxy| (proxy.called.as_str(), &proxy.origin));
        let roots = self.roots.iter();
        proxy.chain(roots.map(|root| (root.called.as_str(), &root.origin)))
    }

    /// The place of the client's certificate.
    pub(crate) fn identity_origin(&self) -> Option<&Origin> {
        self.identity.as_ref().map(|identity| &identity.origin)
    }
}

/// Bytes of the program as a text that is wiped.
pub(crate) fn pem(bytes: Vec<u8>, function: &str) -> Pem {
    let bytes = Zeroizing::new(bytes);
    Pem {
        text: SecretSlice::from(bytes.to_vec()),
        place: format!("what `Config::{function}` got"),
    }
}
