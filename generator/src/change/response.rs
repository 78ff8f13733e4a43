//! Compares what comes back from two operations, and the enums of errors.

use std::sync::Arc;

use super::matched::{Matched, matched};
use super::pair::Pair;
use super::pending_change::{PendingChange, operation_path, scope, within};
use super::{Class, Side, Subject, alternative, response_headers};
use crate::ir::{
    Api, ErrorCase, ErrorEnum, Operation, OperationId, Payload, StatusPattern, StatusResponse,
    ty_text,
};

/// Statuses, their payloads, and what is asked for.
pub(super) fn compare(pair: &Pair<'_, Operation>) -> Vec<PendingChange> {
    let mut pending_changes = Vec::new();
    let has_same_status =
        |before: &Arc<StatusResponse>, after: &Arc<StatusResponse>| before.status == after.status;
    for response in matched(&pair.old.responses, &pair.new.responses, has_same_status) {
        match response {
            Matched::Removed(before) => pending_changes.push(removed(pair, before)),
            Matched::Kept(before, after) => pending_changes.extend(changed(pair, before, after)),
            Matched::Added(after) => pending_changes.push(added(pair, after)),
        }
    }
    pending_changes.extend(headers(pair));
    pending_changes.extend(alternative::compare(pair));
    if pending_changes.is_empty() && asked_for(pair.old) != asked_for(pair.new) {
        let what = format!(
            "responses are asked for as `{}`",
            pair.new.accept().join(", ")
        );
        pending_changes.push(pair.pending(
            "accept-changed",
            Class::Patch,
            what,
            "only what is sent differs",
        ));
    }
    pending_changes
}

/// What goes into `Accept`, whatever the caller asks for.
fn asked_for(operation: &Operation) -> Vec<Vec<&str>> {
    let others = operation.alternatives.iter();
    let others = others.map(|other| operation.accept_as(other));
    std::iter::once(operation.accept()).chain(others).collect()
}

/// The headers of successes.
fn headers(pair: &Pair<'_, Operation>) -> Vec<PendingChange> {
    let paths = (
        operation_path(pair.apis.0, pair.old),
        operation_path(pair.apis.1, pair.new),
    );
    let module = |path: &str| {
        path.rsplit_once("::")
            .map_or("", |(module, _)| module)
            .to_owned()
    };
    let headers = response_headers::Pair {
        apis: pair.apis,
        old: pair.old.headers.as_ref(),
        new: pair.new.headers.as_ref(),
        modules: (module(&paths.0), module(&paths.1)),
        alias: format!("{}::Headers", paths.1),
        whose: "successes",
    };
    let place = within(&pair.new.place, &["responses"]);
    response_headers::compare(&headers, |kind, class, what, why| {
        pair.pending(kind, class, what, why).at(Side::New, &place)
    })
}

/// The types that a status shows itself in.
fn claim(
    pair: &Pair<'_, Operation>,
    pending: PendingChange,
    status: StatusPattern,
) -> PendingChange {
    let mut pending = pending;
    for (api, operation) in [(pair.apis.0, pair.old), (pair.apis.1, pair.new)] {
        let path = operation_path(api, operation);
        if status == StatusPattern::Exact(404) {
            let optional = format!("{path}::optional");
            let blocking = format!("{optional}<Blocking>");
            pending = pending.claims(optional).claims(blocking);
        }
        let is_success = operation.output().statuses().contains(&status);
        // Where the document names no success, `default` says what one holds.
        let is_named = operation
            .responses
            .iter()
            .any(|found| found.status.is_success());
        let gives_output = status == StatusPattern::Default && !is_named;
        if is_success || gives_output {
            pending = pending.claims(format!("{path}::Output"));
            if let Some(name) = &operation.output_enum {
                let module = path.rsplit_once("::").map_or("", |(module, _)| module);
                pending = pending.root(format!("{module}::{name}"));
            }
        }
        if is_success {
            continue;
        }
        if let Some(id) = operation.errors {
            let error = &api.errors[id.0];
            pending = pending.claims(format!("{path}::Error"));
            let path = error_path(api, error);
            let variants = error.case(status).into_iter().flat_map(ErrorCase::variants);
            for variant in variants {
                pending = pending.claims(format!("{path}::{}", variant.ident));
            }
            pending = pending.claims(path);
        } else {
            pending = pending.claims(format!("{path}::Error"));
        }
    }
    pending
}

fn error_path(api: &Api, error: &ErrorEnum) -> String {
    format!("{}::errors::{}", api.module, error.name)
}

fn at(
    pair: &Pair<'_, Operation>,
    pending: PendingChange,
    side: Side,
    status: StatusPattern,
) -> PendingChange {
    let place = match side {
        Side::Old => &pair.old.place,
        Side::New => &pair.new.place,
    };
    pending.at(side, &within(place, &["responses", &status.to_string()]))
}

fn removed(pair: &Pair<'_, Operation>, before: &StatusResponse) -> PendingChange {
    let status = before.status;
    let what = format!("the status {status} is no longer documented");
    let why = "what a response of this status holds is no longer decoded";
    let pending = pair.pending("status-removed", Class::Minor, what, why);
    claim(pair, at(pair, pending, Side::Old, status), status)
}

fn added(pair: &Pair<'_, Operation>, after: &StatusResponse) -> PendingChange {
    let status = after.status;
    let (kind, why) = if status.is_success() {
        (
            "success-status-added",
            "a response of this status is a success",
        )
    } else {
        (
            "error-status-added",
            "a response of this status is an error with a type",
        )
    };
    let what = format!("the status {status} is documented");
    let pending = pair.pending(kind, Class::Minor, what, why);
    claim(pair, at(pair, pending, Side::New, status), status)
}

fn changed(
    pair: &Pair<'_, Operation>,
    old: &StatusResponse,
    new: &StatusResponse,
) -> Vec<PendingChange> {
    let status = new.status;
    let mut pending_changes = Vec::new();
    if held(pair.apis.0, old) != held(pair.apis.1, new) {
        let what = format!("the response of status {status} holds something else");
        pending_changes.push(pair.pending(
            "response-retyped",
            Class::Minor,
            what,
            "what is decoded has another type",
        ));
    }
    let what = format!("the response of status {status}");
    pending_changes.extend(pair.secrecy(&what, old.sensitive, new.sensitive));
    if old.doc != new.doc {
        let what = format!("the words about the status {status} changed");
        pending_changes.push(pair.pending(
            "words-changed",
            Class::Docs,
            what,
            "only the documentation differs",
        ));
    }
    pending_changes
        .into_iter()
        .map(|pending| claim(pair, at(pair, pending, Side::New, new.status), new.status))
        .collect()
}

/// What a body is decoded as, and that of an error in each media type.
fn held<'r>(api: &Api, response: &'r StatusResponse) -> (String, Vec<(&'r str, String)>) {
    let is_error = !response.status.is_success();
    let others = response.others().filter(|_| is_error);
    let others = others.map(|(ident, other)| (ident.as_str(), payload(api, &other.payload)));
    (payload(api, response.payload()), others.collect())
}

pub(super) fn payload(api: &Api, payload: &Payload) -> String {
    match payload {
        Payload::Empty => "nothing".to_owned(),
        Payload::Json(ty) => ty_text(&api.types, ty),
        Payload::Text => "text".to_owned(),
        Payload::Bytes => "bytes".to_owned(),
        Payload::Stream(stream) => match stream.ty() {
            Some(ty) => format!("a stream of {}", ty_text(&api.types, ty)),
            None => "a stream of events".to_owned(),
        },
    }
}

/// Enums of errors that are on one side only: operations that document other
/// errors than before no longer share one.
pub(super) fn errors(old: &Api, new: &Api) -> Vec<PendingChange> {
    let mut pending_changes = Vec::new();
    let has = |api: &Api, name: &str| api.errors.iter().any(|error| error.name.as_str() == name);
    for (api, other, side) in [(old, new, Side::Old), (new, old, Side::New)] {
        for error in &api.errors {
            if has(other, error.name.as_str()) {
                continue;
            }
            let scope = scope(api, Subject::Error, error.name.as_str());
            let operations: Vec<_> = error.operations.iter().map(OperationId::as_str).collect();
            let operations = operations.join("`, `");
            let pending = match side {
                Side::Old => PendingChange::new(
                    &scope,
                    "error-enum-removed",
                    Class::Major,
                    format!("the enum of the errors of `{operations}` is gone"),
                    "the operations document no error, or share another enum",
                ),
                Side::New => PendingChange::new(
                    &scope,
                    "error-enum-added",
                    Class::Minor,
                    format!("`{operations}` have an enum of errors of their own"),
                    "there is more to use",
                ),
            };
            let name = format!("errors::{}", error.name);
            pending_changes.push(pending.root(error_path(api, error)).serves(Some(name)));
        }
    }
    pending_changes.extend(usual(old, new));
    for before in &old.errors {
        let after = new.errors.iter().find(|after| after.name == before.name);
        pending_changes.extend(
            after
                .iter()
                .flat_map(|after| error_headers((old, new), before, after)),
        );
    }
    pending_changes
}

/// Another default of the alias of a module's errors.
fn usual(old: &Api, new: &Api) -> Option<PendingChange> {
    let name = |api: &Api| api.usual_error().map(|error| error.name.to_string());
    let (before, after) = (name(old), name(new));
    if before == after {
        return None;
    }
    let scope = scope(new, Subject::Error, after.as_deref().unwrap_or_default());
    let what = "`Error` without a parameter stands for the errors of other operations";
    let why = "most operations document other errors than before";
    let pending = PendingChange::new(
        &scope,
        "usual-error-changed",
        Class::Minor,
        what.to_owned(),
        why,
    );
    let [old, new] = [old, new].map(|api| format!("{}::Error", api.module));
    Some(pending.claims(old).claims(new))
}

/// The headers of an enum of errors that is on both sides.
fn error_headers(apis: (&Api, &Api), old: &ErrorEnum, new: &ErrorEnum) -> Vec<PendingChange> {
    let scope = scope(apis.1, Subject::Error, new.name.as_str());
    let module = |api: &Api| format!("{}::errors", api.module);
    let headers = response_headers::Pair {
        apis,
        old: old.headers.as_ref(),
        new: new.headers.as_ref(),
        modules: (module(apis.0), module(apis.1)),
        alias: format!("{}::Headers", error_path(apis.1, new)),
        whose: "errors",
    };
    response_headers::compare(&headers, |kind, class, what, why| {
        PendingChange::new(&scope, kind, class, what, why)
    })
}
