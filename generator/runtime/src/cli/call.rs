//! Turns the arguments of a subcommand into a request, sends it as the client does, and
//! says what came of it.
//!
//! It does not know how anything is written.

use std::io;

use clap::ArgMatches;
use tokio::runtime::Builder;

use super::super::config::config_error::ConfigError;
use super::super::metadata::api_details::{ApiDetails, OperationDetails};
use super::super::request::client_core::{Answered, Shared};
use super::super::request::request_values::RequestValues;
use super::super::response::error::UndocumentedStatus;
use super::super::send::answer::Answer;
use super::super::send::sender::Sending;
use super::command::{DRY_RUN, INCLUDE, OUTPUT, YES};
use super::exit::Stop;
use super::failure::Failing;
use super::{Io, Program, ask, body, curl, output, redact, settings, subcommand, value};

/// Does what a subcommand says.
pub(super) fn call(
    program: &Program,
    api: &'static ApiDetails,
    details: &'static OperationDetails,
    matches: &ArgMatches,
    io: &mut Io<'_>,
) -> Result<(), Stop> {
    let mut draft = RequestValues::default();
    let is_shown = matches.get_flag(DRY_RUN);
    let sensitive = is_shown.then_some(api.description.sensitive);
    let redacted = parameters(details, matches, sensitive, &mut draft)?;
    body::set(details, matches, io, &mut draft)?;
    let config = match is_shown {
        true => settings::for_show(program, api, matches, io)?,
        false => settings::for_call(program, api, matches, io)?,
    };
    let shared = Shared::new(config.settings, api.description)?;
    let failing = Failing { api, details };
    let sending = shared.prepare(&details.operation.description, &mut draft);
    let sending = sending.map_err(|unanswered| failing.unanswered(unanswered))?;
    if is_shown {
        return curl::show(program, api, &sending, redacted, io);
    }
    if !matches.get_flag(YES) && ask::is_needed(details, io) {
        ask::confirm(api, details, &sending, matches, io)?;
    }
    let answered = send(&failing, &shared, sending)?;
    if matches.get_flag(INCLUDE) {
        include(&answered.answer, io)?;
    }
    report(&failing, answered, matches, io)
}

/// Sets every parameter that was given, and the defaults that the document requires. Where
/// the request is only shown, what is sensitive is left out of them; the names of those
/// parameters are returned.
fn parameters(
    details: &OperationDetails,
    matches: &ArgMatches,
    shown_without: Option<&[&str]>,
    draft: &mut RequestValues,
) -> Result<Vec<&'static str>, Stop> {
    let mut redacted = Vec::new();
    for (index, details) in details.parameters.iter().enumerate() {
        let given = matches.get_many::<String>(&subcommand::argument(index));
        let given: Vec<&str> = given.into_iter().flatten().map(String::as_str).collect();
        let (parameter, given) = match (given.as_slice(), &details.default) {
            ([], None) => continue,
            ([], Some(default)) => (details.parameter.defaulted(), std::slice::from_ref(default)),
            (given, _) => (details.parameter, given),
        };
        let mut value = value::value(details, given).map_err(Stop::usage)?;
        if let Some(sensitive) = shown_without
            && redact::parameter(&parameter, &mut value, sensitive)
        {
            redacted.push(parameter.name);
        }
        draft.set(parameter, value);
    }
    Ok(redacted)
}

/// Sends a request and waits for what comes of it.
fn send(failing: &Failing, shared: &Shared, sending: Box<Sending>) -> Result<Answered, Stop> {
    let runtime = Builder::new_current_thread().enable_all().build();
    let runtime = runtime.map_err(|error| ConfigError::Transport(error.into()))?;
    let answered = runtime.block_on(shared.call(sending));
    answered.map_err(|unanswered| failing.unanswered(unanswered))
}

/// The head of an answer, as `curl --include` has it.
fn include(answer: &Answer, io: &mut Io<'_>) -> io::Result<()> {
    writeln!(io.stderr, "HTTP {}", answer.status)?;
    for (name, value) in &answer.headers {
        let value = String::from_utf8_lossy(value.as_bytes());
        writeln!(io.stderr, "{name}: {value}")?;
    }
    writeln!(io.stderr)
}

/// Writes a success to standard output; all else is a reason to stop.
fn report(
    failing: &Failing,
    answered: Answered,
    matches: &ArgMatches,
    io: &mut Io<'_>,
) -> Result<(), Stop> {
    let details = failing.details;
    let answer = &answered.answer;
    let is_listed = || {
        details
            .answers
            .iter()
            .any(|listed| listed.status.covers(answer.status))
    };
    let status = answer.status.as_u16();
    let is_success = (200..300).contains(&status) || status < 400 && is_listed();
    if !is_success {
        return Err(failing.refused(answered, matches.get_flag(INCLUDE)));
    }
    let form = matches.get_one::<String>(OUTPUT).map(String::as_str);
    output::write(answer, form, io)?;
    match (details.operation.read)(answer) {
        Some(Ok(())) => Ok(()),
        Some(Err(cause)) => Err(failing.undescribed(answered, &cause)),
        None => Err(failing.undescribed(answered, &UndocumentedStatus)),
    }
}
