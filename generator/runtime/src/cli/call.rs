//! Turns the arguments of a subcommand into a request, sends it as the client does, and
//! says what came of it.
//!
//! It does not know how anything is written.

use std::io::{self, Write as _};

use clap::ArgMatches;
use http::StatusCode;

use super::super::metadata::api_metadata::{ApiMetadata, OperationMetadata};
use super::super::request::client_core::{CompletedCall, Shared};
use super::super::response::error::UndocumentedStatus;
use super::super::send::raw_response::RawResponse;
use super::call_request::Called;
use super::command::{DEBUG, DRY_RUN, INCLUDE, YES};
use super::exit::Stop;
use super::failure::Failing;
use super::output::View;
use super::wait::Ended;
use super::{
    Console, Program, ask, call_request, curl, debug, items, output, settings, settings_help, wait,
};

/// Does what a subcommand says.
pub(super) fn call(
    program: &Program,
    api: &'static ApiMetadata,
    metadata: &'static OperationMetadata,
    matches: &ArgMatches,
    io: &mut Console<'_>,
) -> Result<(), Stop> {
    let view = View::of(matches)?;
    let called = Called {
        program,
        api,
        metadata,
        matches,
    };
    let mut values = call_request::of(&called, io)?;
    if matches.get_flag(DRY_RUN) {
        let shown = call_request::shown(&called, &mut values, io)?;
        return curl::show(program, api, &shown, io);
    }
    let config = settings::for_call(program, api, matches, io)?;
    let shared = Shared::new(config.settings, api.description);
    let shared = shared.map_err(|error| settings_help::stop(program, api, error))?;
    let shown = match matches.get_flag(DEBUG) {
        true => Some(call_request::shown(&called, &mut values, io)?),
        false => None,
    };
    let failing = Failing { api, metadata };
    let prepared = shared.prepare(&metadata.operation.description, &mut values);
    let prepared = prepared.map_err(|failed_call| failing.failed(failed_call))?;
    if !matches.get_flag(YES) && ask::is_needed(metadata) {
        ask::confirm(api, metadata, &prepared, matches, io)?;
    }
    if let Some(shown) = &shown {
        debug::request(program, api, shown, io)?;
    }
    let began = io.clock.now();
    let Ended { runtime, ended } = wait::send(&shared, prepared, io)?;
    if shown.is_some() {
        let response = match &ended {
            Ok(completed) => Some(&*completed.response),
            Err(failed_call) => failed_call.context.response.as_deref(),
        };
        let passed = io.clock.now().saturating_duration_since(began);
        debug::response(api, metadata, response, passed, io)?;
    }
    let mut completed = ended.map_err(|failed_call| failing.failed(failed_call))?;
    if matches.get_flag(INCLUDE) {
        include(&completed.response, io)?;
    }
    if items::write(&runtime, &mut completed, &view, io)? {
        return Ok(());
    }
    report(&failing, completed, &view, matches, io)
}

/// The head of a response, as `curl --include` has it.
fn include(response: &RawResponse, io: &mut Console<'_>) -> io::Result<()> {
    writeln!(io.stderr, "HTTP {}", response.status)?;
    for (name, value) in &response.headers {
        let value = String::from_utf8_lossy(value.as_bytes());
        writeln!(io.stderr, "{name}: {value}")?;
    }
    writeln!(io.stderr)
}

/// Writes a success to standard output; all else is a reason to stop.
fn report(
    failing: &Failing,
    completed: CompletedCall,
    view: &View<'_>,
    matches: &ArgMatches,
    io: &mut Console<'_>,
) -> Result<(), Stop> {
    let metadata = failing.metadata;
    let response = &completed.response;
    let is_listed = || {
        metadata
            .successes
            .iter()
            .any(|listed| listed.status.covers(response.status))
    };
    let status = response.status.as_u16();
    let is_success = (200..300).contains(&status) || status < 400 && is_listed();
    if !is_success {
        return Err(failing.refused(completed, matches.get_flag(INCLUDE)));
    }
    output::write(response, view, io)?;
    if response.body.is_empty() {
        writeln!(io.stderr, "{}", done(metadata, response))?;
    }
    match (metadata.operation.read)(response) {
        Some(Ok(())) => Ok(()),
        Some(Err(cause)) => Err(failing.undescribed(completed, &cause)),
        None => Err(failing.undescribed(completed, &UndocumentedStatus)),
    }
}

/// What is said of a success that has nothing to show.
fn done(metadata: &OperationMetadata, response: &RawResponse) -> &'static str {
    match (response.status, metadata.operation.description.method) {
        (StatusCode::ACCEPTED, _) => "accepted",
        (_, "DELETE") => "deleted",
        _ => "done",
    }
}
