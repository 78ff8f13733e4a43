//! Turns options and the program's own variables into how connections are made, and that into
//! options of curl.
//!
//! It does not know the settings files of a crate.

use clap::ArgMatches;
use secrecy::ExposeSecret as _;
use url::Url;

use super::super::auth::secret::secret;
use super::super::config::config_error::ConfigError;
use super::super::config::connections::{Connections, Place, Said, SaidOfConnections};
use super::super::config::origin::Origin;
use super::super::config::source_values::SourceValues;
use super::command::{CA_CERTIFICATE, CLIENT_CERTIFICATE, CLIENT_KEY, PROXY};
use super::curl::word;
use super::variables::Variables;
use super::{Console, Program, variables};

/// The options, in the order of the settings.
const OPTIONS: [&str; 4] = [PROXY, CA_CERTIFICATE, CLIENT_CERTIFICATE, CLIENT_KEY];

/// What the options say, or else the program's own variables, or else those that the crate
/// names.
pub(super) fn of(
    program: &Program,
    matches: &ArgMatches,
    io: &Console<'_>,
) -> Result<Connections, ConfigError> {
    let option = |name: &str| {
        let value = matches.get_one::<String>(name).cloned().map(secret);
        let name = format!("--{name}");
        Ok(Said { name, value })
    };
    let options = said(OPTIONS, option)?;
    let names = Variables::of(program);
    let names = [
        &*names.proxy,
        &*names.ca_certificate,
        &*names.client_certificate,
        &*names.client_key,
    ];
    let variable = |name: &str| {
        let value = variables::text(name, io)?.map(secret);
        let name = name.to_owned();
        Ok(Said { name, value })
    };
    let variables = said(names, variable)?;
    let found = place(io, &of_option).connections(&options)?;
    let found = found.or(place(io, &of_variable).connections(&variables)?);
    match program.sources {
        Some(sources) => {
            let in_env = SourceValues::in_env(sources, io.environment)?;
            Ok(found.or(in_env.connections(io.environment)?))
        }
        None => Ok(found),
    }
}

/// What a place says that has these names for the settings.
fn said(
    names: [&str; 4],
    say: impl Fn(&str) -> Result<Said, ConfigError>,
) -> Result<SaidOfConnections, ConfigError> {
    let [proxy, ca_certificate, client_certificate, client_key] = names;
    Ok(SaidOfConnections {
        proxy: say(proxy)?,
        ca_certificate: say(ca_certificate)?,
        client_certificate: say(client_certificate)?,
        client_key: say(client_key)?,
        ..SaidOfConnections::default()
    })
}

fn place<'p>(io: &'p Console<'_>, origin: &'p dyn Fn(&str) -> Origin) -> Place<'p> {
    Place {
        file: None,
        environment: io.environment,
        origin,
    }
}

fn of_option(name: &str) -> Origin {
    let name = name.trim_start_matches('-');
    let found = OPTIONS.into_iter().find(|option| *option == name);
    Origin::Option(found.unwrap_or_default())
}

fn of_variable(name: &str) -> Origin {
    Origin::Variables(vec![name.to_owned()])
}

/// Options of curl for a request to this URL, and whether a password is missing in them. Only
/// https goes by the proxy.
pub(super) fn in_curl(connections: &Connections, url: &Url) -> (Vec<String>, bool) {
    let mut parts = Vec::new();
    let mut is_redacted = false;
    if url.scheme() != "https" {
        return (parts, is_redacted);
    }
    if let Some(proxy) = &connections.proxy {
        let shown = match (&proxy.origin, Url::parse(proxy.value.expose_secret())) {
            (Origin::Variables(names), _) if names.len() == 1 => format!("\"${}\"", names[0]),
            (_, Ok(mut url)) => {
                is_redacted = !url.username().is_empty() || url.password().is_some();
                // A URL of http takes both.
                let _ = url.set_username("");
                let _ = url.set_password(None);
                word(url.as_str())
            }
            (_, Err(_)) => word(""),
        };
        parts.push(format!("--proxy {shown}"));
    }
    let files =
        |name: &str, files: &[String]| files.first().map(|file| format!("{name} {}", word(file)));
    parts.extend(
        connections
            .roots
            .iter()
            .filter_map(|root| files("--cacert", &root.files)),
    );
    if let Some(identity) = &connections.identity {
        parts.extend(files("--cert", &identity.files));
        parts.extend(files("--key", identity.files.get(1..).unwrap_or_default()));
    }
    (parts, is_redacted)
}
