//! Turns the arguments of a subcommand into a request, sends it as the client does, and
//! says what came of it.
//!
//! It does not know how anything is written.

use std::io::{self, Write as _};

use clap::ArgMatches;
use http::StatusCode;

use super::super::metadata::api_metadata::{ApiDetails, OperationDetails};
use super::super::request::client_core::{Answered, Shared};
use super::super::response::error::UndocumentedStatus;
use super::super::send::raw_response::Answer;
use super::call_request::Called;
use super::command::{DEBUG, DRY_RUN, INCLUDE, YES};
use super::exit::Stop;
use super::failure::Failing;
use super::output::View;
use super::{
    Console, Program, ask, call_request, curl, debug, output, settings, settings_help, wait,
};

/// Does what a subcommand says.
pub(super) fn call(
    program: &Program,
    api: &'static ApiDetails,
    details: &'static OperationDetails,
    matches: &ArgMatches,
    io: &mut Console<'_>,
) -> Result<(), Stop> {
    let view = View::of(matches)?;
    let called = Called {
        program,
        api,
        details,
        matches,
    };
    let mut draft = call_request::of(&called, io)?;
    if matches.get_flag(DRY_RUN) {
        let shown = call_request::shown(&called, &mut draft, io)?;
        return curl::show(program, api, &shown, io);
    }
    let config = settings::for_call(program, api, matches, io)?;
    let shared = Shared::new(config.settings, api.description);
    let shared = shared.map_err(|error| settings_help::stop(program, api, error))?;
    let shown = match matches.get_flag(DEBUG) {
        true => Some(call_request::shown(&called, &mut draft, io)?),
        false => None,
    };
    let failing = Failing { api, details };
    let sending = shared.prepare(&details.operation.description, &mut draft);
    let sending = sending.map_err(|unanswered| failing.unanswered(unanswered))?;
    if !matches.get_flag(YES) && ask::is_needed(details) {
        ask::confirm(api, details, &sending, matches, io)?;
    }
    if let Some(shown) = &shown {
        debug::request(program, api, shown, io)?;
    }
    let began = io.clock.now();
    let ended = wait::send(&shared, sending, io)?;
    if shown.is_some() {
        let answer = match &ended {
            Ok(answered) => Some(&*answered.answer),
            Err(unanswered) => unanswered.context.answer.as_deref(),
        };
        let passed = io.clock.now().saturating_duration_since(began);
        debug::response(api, answer, passed, io)?;
    }
    let answered = ended.map_err(|unanswered| failing.unanswered(unanswered))?;
    if matches.get_flag(INCLUDE) {
        include(&answered.answer, io)?;
    }
    report(&failing, answered, &view, matches, io)
}

/// The head of an answer, as `curl --include` has it.
fn include(answer: &Answer, io: &mut Console<'_>) -> io::Result<()> {
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
    view: &View<'_>,
    matches: &ArgMatches,
    io: &mut Console<'_>,
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
    output::write(answer, view, io)?;
    if answer.body.is_empty() {
        writeln!(io.stderr, "{}", done(details, answer))?;
    }
    match (details.operation.read)(answer) {
        Some(Ok(())) => Ok(()),
        Some(Err(cause)) => Err(failing.undescribed(answered, &cause)),
        None => Err(failing.undescribed(answered, &UndocumentedStatus)),
    }
}

/// What is said of a success that has nothing to show.
fn done(details: &OperationDetails, answer: &Answer) -> &'static str {
    match (answer.status, details.operation.description.method) {
        (StatusCode::ACCEPTED, _) => "accepted",
        (_, "DELETE") => "deleted",
        _ => "done",
    }
}
