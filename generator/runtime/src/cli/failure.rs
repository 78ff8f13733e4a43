//! Turns a call that failed into the lines that say so: what happened, what the service
//! says, and what to do.
//!
//! It does not know any service.

use std::convert::Infallible;
use std::error::Error as StdError;
use std::fmt::Display;

use serde_json::Value;

use super::super::json::strict_json::parse;
use super::super::metadata::api_metadata::{ApiMetadata, OperationMetadata};
use super::super::metadata::body_metadata::ResponseMetadata;
use super::super::metadata::status::Status;
use super::super::request::builder::failed;
use super::super::request::client_core::{CompletedCall, FailedCall};
use super::super::response::call_context::CallContext;
use super::super::response::error::{ApiError, Error, Failure};
use super::exit::{Exit, Stop};
use super::{pretty, subcommand, words};

/// The call that failed.
pub(super) struct Failing {
    pub(super) api: &'static ApiMetadata,
    pub(super) metadata: &'static OperationMetadata,
}

/// Properties of error bodies whose text is for people.
const FOR_PEOPLE: &[&str] = &[
    "detail",
    "description",
    "error",
    "error_description",
    "message",
    "reason",
    "text",
    "title",
];

impl Failing {
    /// A request that could not be put together, or got no response that can be read.
    pub(super) fn failed(&self, failed_call: FailedCall) -> Stop {
        let error = failed::<Infallible>(failed_call);
        let (exit, help) = match &error {
            Error::InvalidInput(_) => (Exit::Usage, "change the arguments"),
            Error::Credentials(failure) if failure.cause().is_transient() => (
                Exit::NoResponse,
                "try again later: the token endpoint does not respond",
            ),
            Error::Credentials(_) => (
                Exit::Settings,
                "check the credentials; `--help` of the program says where they come from",
            ),
            Error::TooLarge(_) => (Exit::Undescribed, "ask for less at once"),
            _ => (
                Exit::NoResponse,
                "check the network and `--base-url`, and try again",
            ),
        };
        let mut lines = vec![self.error(&error)];
        let mut source = error.source().and_then(StdError::source);
        while let Some(cause) = source {
            lines.push(format!("  because: {cause}"));
            source = cause.source();
        }
        if error.may_have_been_applied() {
            lines.push("  it may have been done all the same: look before trying again".to_owned());
        }
        lines.push(format!("help: {help}"));
        stop(exit, &lines)
    }

    /// A response that is an error, with its whole body if that is wanted.
    pub(super) fn refused(&self, completed: CompletedCall, with_body: bool) -> Stop {
        let status = completed.response.status;
        let body = completed.response.body.clone();
        let listed = self.listed(status);
        let error = ApiError {
            context: completed.context(),
            body: Box::new(()),
        };
        let mut lines = vec![self.error(&error)];
        lines.extend(messages(&body).into_iter().map(|text| format!("  {text}")));
        match listed.map(|listed| words::line(self.api, listed.words)) {
            Some(text) if text.is_empty() => {}
            Some(text) => lines.push(format!("  {} means: {text}", status.as_u16())),
            None => lines.push("  the document does not list this status".to_owned()),
        }
        lines.push(format!("help: {}", self.help(&error)));
        if with_body && !body.is_empty() {
            lines.push(String::new());
            let text = String::from_utf8_lossy(&body);
            lines.push(match parse(&body) {
                Ok(_) => pretty::indented(&text).trim_end().to_owned(),
                Err(_) => text.into_owned(),
            });
        }
        stop(Exit::of(status), &lines)
    }

    /// A success that the document does not describe; its body is written by now.
    pub(super) fn undescribed(&self, completed: CompletedCall, cause: &dyn Display) -> Stop {
        let failure = Failure {
            context: completed.context(),
            cause: cause.to_string(),
        };
        let help = "the call was done; the response above is what came";
        stop(
            Exit::Undescribed,
            &[self.error(&failure), format!("help: {help}")],
        )
    }

    /// An error, which names the operation, by the name of its command.
    fn error(&self, error: &dyn Display) -> String {
        let text = error.to_string();
        let operation = self.metadata.operation.description.id;
        let rest = text.strip_prefix(operation).unwrap_or(&text);
        match rest.starts_with(':') {
            true => format!("error: {}{rest}", subcommand::name(self.metadata)),
            false => format!("error: {text}"),
        }
    }

    /// What the document says of a status: of several, the most specific.
    fn listed(&self, status: http::StatusCode) -> Option<&'static ResponseMetadata> {
        let listed = self.metadata.errors.iter().chain(self.metadata.successes);
        let mut listed: Vec<_> = listed
            .filter(|listed| listed.status.covers(status))
            .collect();
        listed.sort_by_key(|listed| match listed.status.exact() {
            Some(_) => 0,
            None if listed.status == Status::any() => 2,
            None => 1,
        });
        listed.first().copied()
    }

    fn help(&self, context: &CallContext) -> String {
        let status = context.status().map_or(0, |status| status.as_u16());
        match status {
            401 => "check the credentials; `--help` of the program says where they come from"
                .to_owned(),
            403 => match self.scopes().as_slice() {
                [] => "ask for access, or use credentials that have it".to_owned(),
                scopes => format!("use credentials with the scope {}", scopes.join(" or ")),
            },
            404 | 410 => match self.path_names().as_slice() {
                [] => "check `--base-url` and `--api-version`".to_owned(),
                names => format!("check {}", names.join(" and ")),
            },
            409 | 412 => "look at its present state, and try again".to_owned(),
            429 => match context.retry_after() {
                Some(pause) => format!("try again in {} s", pause.as_secs()),
                None => "try again later".to_owned(),
            },
            400..=499 => "change the request; `--dry-run` shows it".to_owned(),
            _ if context.may_have_been_applied() => {
                "it may have been done all the same: look, and try again later".to_owned()
            }
            _ => "try again later".to_owned(),
        }
    }

    fn scopes(&self) -> Vec<&'static str> {
        let security = self.metadata.operation.description.security;
        let scopes = security
            .iter()
            .copied()
            .flatten()
            .flat_map(|needed| needed.scopes);
        let mut scopes: Vec<&str> = scopes.copied().collect();
        scopes.dedup();
        scopes
    }

    fn path_names(&self) -> Vec<String> {
        let description = &self.metadata.operation.description;
        let path = self.api.description.path_of(description);
        let names = path
            .split('{')
            .skip(1)
            .filter_map(|rest| rest.split_once('}'));
        names.map(|(name, _)| format!("`{name}`")).collect()
    }
}

fn stop(exit: Exit, lines: &[String]) -> Stop {
    Stop {
        exit,
        text: format!("{}\n", lines.join("\n")),
    }
}

/// The texts for people in the body of an error, each once.
fn messages(body: &[u8]) -> Vec<String> {
    let mut found = Vec::new();
    if let Ok(value) = parse(body) {
        collect(&value, false, &mut found);
    }
    found
}

fn collect(value: &Value, is_for_people: bool, found: &mut Vec<String>) {
    match value {
        Value::String(text) => {
            let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
            if is_for_people && !text.is_empty() && !found.contains(&text) {
                found.push(text);
            }
        }
        Value::Array(elements) => elements
            .iter()
            .for_each(|element| collect(element, is_for_people, found)),
        Value::Object(object) => {
            for (name, value) in object {
                let name = name.to_ascii_lowercase();
                let single = name.strip_suffix('s').unwrap_or(&name);
                let is_named = |wanted: &&str| *wanted == name || *wanted == single;
                collect(value, FOR_PEOPLE.iter().any(is_named), found);
            }
        }
        _ => {}
    }
}
