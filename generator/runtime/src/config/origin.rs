//! Turns the places that a host and credentials come from into whether they may meet.
//!
//! It knows neither the host nor the credentials.

use std::fmt;

use super::config_error::ConfigError;

/// Where a setting comes from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) enum Origin {
    /// The program, which says so in code.
    #[default]
    Program,
    /// An option of the command line.
    #[cfg(feature = "cli")]
    Option(&'static str),
    /// Environment variables.
    Variables(Vec<String>),
    /// A settings file.
    File(String),
}

impl Origin {
    /// Whether credentials from `credentials` may go to a host that this place names.
    /// Those of a file go to the host that the same file names. A host that a file names gets
    /// no others: the file may be somebody else's, as in a folder that was cloned. What a program
    /// says of its host is taken at its word.
    pub(super) fn may_get(&self, what: &str, credentials: &Self) -> Result<(), ConfigError> {
        let is_allowed = match (self, credentials) {
            (Self::Program, _) => true,
            (Self::File(_), _) | (_, Self::File(_)) => self == credentials,
            _ => true,
        };
        match is_allowed {
            true => Ok(()),
            false => Err(self.refusal(what, credentials)),
        }
    }

    /// Whether credentials from `credentials` may go by a proxy, or to whom an authority vouches
    /// for, that this place names. A file decides that for its own credentials alone: with both
    /// it could read what goes to any host. Those who set variables, options or code mean it.
    pub(super) fn may_carry(
        &self,
        way: &str,
        what: &str,
        credentials: &Self,
    ) -> Result<(), ConfigError> {
        if !matches!(self, Self::File(_)) || self == credentials {
            return Ok(());
        }
        Err(ConfigError::setting(
            what,
            format!(
                "those from {credentials} are not used with {way}, because a file decides by which \
                 way its own credentials go, and no others; set that where the credentials are \
                 set, or leave it out of {self}"
            ),
        ))
    }

    fn refusal(&self, what: &str, credentials: &Self) -> ConfigError {
        let fix = match (self, credentials) {
            (_, Self::File(_)) => {
                format!("leave {self} out, or set the credentials where the base URL is set")
            }
            (_, Self::Program) => {
                "name the host with `Config::with_base_url`, or use the credentials of that file"
                    .to_owned()
            }
            _ => format!(
                "set the base URL as a variable or option, too, or leave {credentials} out to use \
                 the credentials of that file"
            ),
        };
        ConfigError::setting(
            what,
            format!(
                "those from {credentials} are not sent to the host that {self} names, because \
                 credentials and host must come from one source; {fix}"
            ),
        )
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Program => f.write_str("the program"),
            #[cfg(feature = "cli")]
            Self::Option(name) => write!(f, "the option `--{name}`"),
            Self::Variables(names) => {
                let word = if names.len() == 1 {
                    "variable"
                } else {
                    "variables"
                };
                write!(f, "the {word} `{}`", names.join("`, `"))
            }
            Self::File(path) => write!(f, "the file `{path}`"),
        }
    }
}
