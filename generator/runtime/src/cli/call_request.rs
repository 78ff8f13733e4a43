//! Turns the arguments of a subcommand into a request: the one that is sent, and the one
//! that may be shown.
//!
//! It does not know how either is written.

use clap::ArgMatches;

use super::super::config::connections::Connections;
use super::super::metadata::api_metadata::{ApiMetadata, OperationMetadata};
use super::super::request::client_core::Shared;
use super::super::request::request_values::RequestValues;
use super::super::send::left::Left;
use super::super::send::sender::PreparedRequest;
use super::exit::Stop;
use super::failure::Failing;
use super::{Console, Program, body, redact, settings, settings_help, subcommand, value};

/// A subcommand and its arguments.
pub(super) struct Called<'c> {
    pub(super) program: &'c Program,
    pub(super) api: &'static ApiMetadata,
    pub(super) metadata: &'static OperationMetadata,
    pub(super) matches: &'c ArgMatches,
}

/// A request without credentials and other secrets.
pub(super) struct Shown {
    pub(super) prepared: Box<PreparedRequest>,
    /// How connections would be made.
    pub(super) connections: Connections,
    /// The parameters that lost something.
    pub(super) redacted: Vec<&'static str>,
    /// Whether the whole body may be secret.
    pub(super) hides_body: bool,
}

/// The request with all that was given.
pub(super) fn of(called: &Called<'_>, io: &mut Console<'_>) -> Result<RequestValues, Stop> {
    let mut values = RequestValues::default();
    parameters(called, None, &mut values)?;
    body::set(called.metadata, called.matches, io, &mut values)?;
    values.finish();
    values.left = Left::Items;
    Ok(values)
}

/// The same request as it may be shown, with what stands for credentials. Of the body only
/// the copy that is shown is without secrets.
pub(super) fn shown(
    called: &Called<'_>,
    values: &mut RequestValues,
    io: &mut Console<'_>,
) -> Result<Shown, Stop> {
    let Called {
        program,
        api,
        metadata,
        matches,
    } = *called;
    let mut copy = RequestValues::default();
    let redacted = parameters(called, Some(api.description.sensitive), &mut copy)?;
    copy.body = values.copied_body();
    copy.error = values.error.take();
    let config = settings::for_show(program, api, matches, io)?;
    let connections = config.settings.connections.clone();
    let shared = Shared::new(config.settings, api.description);
    let shared = shared.map_err(|error| settings_help::stop(program, api, error))?;
    let prepared = shared.prepare(&metadata.operation.description, &mut copy);
    let failing = Failing { api, metadata };
    Ok(Shown {
        prepared: prepared.map_err(|failed_call| failing.failed(failed_call))?,
        connections,
        redacted,
        hides_body: metadata.hides_body(),
    })
}

/// Sets every parameter that was given, and the defaults that the document requires. Where
/// the request is only shown, what is sensitive is left out of them; the names of those
/// parameters are returned.
fn parameters(
    called: &Called<'_>,
    shown_without: Option<&[&str]>,
    values: &mut RequestValues,
) -> Result<Vec<&'static str>, Stop> {
    let mut redacted = Vec::new();
    for (index, metadata) in called.metadata.parameters.iter().enumerate() {
        let given = called
            .matches
            .get_many::<String>(&subcommand::argument(index));
        let given: Vec<&str> = given.into_iter().flatten().map(String::as_str).collect();
        let (parameter, given) = match (given.as_slice(), &metadata.default) {
            ([], None) => continue,
            ([], Some(default)) => (
                metadata.parameter.defaulted(),
                std::slice::from_ref(default),
            ),
            (given, _) => (metadata.parameter, given),
        };
        let mut value = value::value(metadata, given).map_err(Stop::usage)?;
        if let Some(sensitive) = shown_without
            && redact::parameter(&parameter, &mut value, sensitive)
        {
            redacted.push(parameter.name);
        }
        values.set(parameter, value);
    }
    Ok(redacted)
}
