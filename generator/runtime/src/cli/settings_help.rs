//! Turns settings that make no client into the error that says which option or variable
//! would.
//!
//! It does not know where settings were looked for.

use super::super::config::config_error::ConfigError;
use super::super::config::server::NOT_ALLOWED;
use super::super::metadata::api_metadata::ApiMetadata;
use super::Program;
use super::command::{ALLOW_HTTP, BASE_URL};
use super::exit::{Exit, Stop};
use super::variables::{Kinds, Variables};

/// The reason to stop, with what helps.
pub(super) fn stop(program: &Program, api: &ApiMetadata, error: ConfigError) -> Stop {
    let help = match &error {
        ConfigError::Missing { .. } => missing(program, api),
        ConfigError::InvalidSetting { reason, .. } if reason == NOT_ALLOWED => {
            format!("`--{ALLOW_HTTP}` allows plain http to localhost")
        }
        _ => format!("`{} --help` says where settings come from", program.name),
    };
    Stop::new(Exit::Settings, format!("{error}\nhelp: {help}"))
}

/// The variables that a call needs at least.
fn missing(program: &Program, api: &ApiMetadata) -> String {
    let (own, kinds) = (Variables::of(program), Kinds::of(api));
    let mut ways = Vec::new();
    if kinds.token {
        ways.push(format!("`{}`", own.token));
    }
    if let Some(sources) = program.sources {
        let (id, secret) = (sources.env_client_id, sources.env_client_secret);
        ways.push(format!("`{id}` and `{secret}`"));
    }
    if kinds.basic {
        ways.push(format!("`{}` and `{}`", own.user, own.password));
    }
    if kinds.api_key {
        ways.push(format!("`{}`", own.api_key));
    }
    let url = &own.base_url;
    let server = format!("set `{url}`, or give `--{BASE_URL} URL`");
    match ways.as_slice() {
        [] => server,
        ways => format!("{server}; to sign in, set {}", ways.join(", or ")),
    }
}
