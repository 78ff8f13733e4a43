//! Compares what comes back from two operations, and the enums of errors.
//!
//! May not know: how a status is matched.

use super::draft::{Draft, operation_path, scope, within};
use super::pair::Pair;
use super::{Class, Side, Subject, alternative, response_headers};
use crate::ir::{Api, ErrorEnum, Operation, Output, Payload, ResponseCase, StatusPattern, ty_text};

/// Statuses, their payloads, and what is asked for.
pub(super) fn compare(pair: &Pair<'_, Operation>) -> Vec<Draft> {
    let mut drafts = Vec::new();
    for before in &pair.old.responses {
        if case(pair.new, before.status).is_none() {
            drafts.push(removed(pair, before));
        }
    }
    for after in &pair.new.responses {
        match case(pair.old, after.status) {
            Some(before) => drafts.extend(changed(pair, before, after)),
            None => drafts.push(added(pair, after)),
        }
    }
    drafts.extend(headers(pair));
    drafts.extend(alternative::compare(pair));
    if drafts.is_empty() && asked_for(pair.old) != asked_for(pair.new) {
        let what = format!(
            "responses are asked for as `{}`",
            pair.new.accept.join(", ")
        );
        drafts.push(pair.draft(
            "accept-changed",
            Class::Patch,
            what,
            "only what is sent differs",
        ));
    }
    drafts
}

/// What goes into `Accept`, whatever the caller asks for.
fn asked_for(operation: &Operation) -> Vec<&Vec<String>> {
    let others = operation.alternatives.iter().map(|other| &other.accept);
    std::iter::once(&operation.accept).chain(others).collect()
}

/// The headers of successes.
fn headers(pair: &Pair<'_, Operation>) -> Vec<Draft> {
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
        pair.draft(kind, class, what, why).at(Side::New, &place)
    })
}

fn case(operation: &Operation, status: StatusPattern) -> Option<&ResponseCase> {
    operation
        .responses
        .iter()
        .find(|case| case.status == status)
}

/// `404`
pub(super) fn text(status: StatusPattern) -> String {
    match status {
        StatusPattern::Exact(code) => code.to_string(),
        StatusPattern::Range(hundreds) => format!("{hundreds}XX"),
        StatusPattern::Default => "default".to_owned(),
    }
}

fn is_success(operation: &Operation, status: StatusPattern) -> bool {
    match &operation.output {
        Output::One { statuses, .. } => statuses.contains(&status),
        Output::Many(output) => output.cases.iter().any(|case| case.status == status),
    }
}

/// Whether a success is read as this response, though the document names none.
fn gives_output(operation: &Operation, status: StatusPattern) -> bool {
    let is_named = |case: &ResponseCase| is_success(operation, case.status);
    status == StatusPattern::Default && !operation.responses.iter().any(is_named)
}

/// The types that a status shows itself in.
fn claim(pair: &Pair<'_, Operation>, draft: Draft, status: StatusPattern) -> Draft {
    let mut draft = draft;
    for (api, operation) in [(pair.apis.0, pair.old), (pair.apis.1, pair.new)] {
        let path = operation_path(api, operation);
        if status == StatusPattern::Exact(404) {
            let optional = format!("{path}::optional");
            let blocking = format!("{optional}<Blocking>");
            draft = draft.claims(optional).claims(blocking);
        }
        let is_success = is_success(operation, status);
        if is_success || gives_output(operation, status) {
            draft = draft.claims(format!("{path}::Output"));
            if let Output::Many(output) = &operation.output {
                let module = path.rsplit_once("::").map_or("", |(module, _)| module);
                draft = draft.root(format!("{module}::{}", output.name));
            }
        }
        if is_success {
            continue;
        }
        if let Some(id) = operation.errors {
            let error = &api.errors[id.0];
            draft = draft.claims(format!("{path}::Error"));
            let path = error_path(api, error);
            if let Some(case) = error.cases.iter().find(|case| case.status == status) {
                let others = case.others.iter().map(|other| &other.ident);
                for ident in std::iter::once(&case.ident).chain(others) {
                    draft = draft.claims(format!("{path}::{ident}"));
                }
            }
            draft = draft.claims(path);
        } else {
            draft = draft.claims(format!("{path}::Error"));
        }
    }
    draft
}

fn error_path(api: &Api, error: &ErrorEnum) -> String {
    format!("{}::errors::{}", api.module, error.name)
}

fn at(pair: &Pair<'_, Operation>, draft: Draft, side: Side, status: StatusPattern) -> Draft {
    let place = match side {
        Side::Old => &pair.old.place,
        Side::New => &pair.new.place,
    };
    draft.at(side, &within(place, &["responses", &text(status)]))
}

fn removed(pair: &Pair<'_, Operation>, before: &ResponseCase) -> Draft {
    let status = before.status;
    let what = format!("the status {} is no longer documented", text(status));
    let why = "what a response of this status holds is no longer decoded";
    let draft = pair.draft("status-removed", Class::Minor, what, why);
    claim(pair, at(pair, draft, Side::Old, status), status)
}

fn added(pair: &Pair<'_, Operation>, after: &ResponseCase) -> Draft {
    let status = after.status;
    let (kind, why) = if is_success(pair.new, status) {
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
    let what = format!("the status {} is documented", text(status));
    let draft = pair.draft(kind, Class::Minor, what, why);
    claim(pair, at(pair, draft, Side::New, status), status)
}

fn changed(pair: &Pair<'_, Operation>, old: &ResponseCase, new: &ResponseCase) -> Vec<Draft> {
    let status = text(new.status);
    let mut drafts = Vec::new();
    let held = |api: &Api, case: &ResponseCase, operation: &Operation| {
        let is_error = !is_success(operation, case.status);
        let others = case.others.iter().filter(|_| is_error);
        let others = others.map(|other| (other.ident.clone(), payload(api, &other.payload)));
        let others: Vec<_> = others.collect();
        (payload(api, &case.payload), others)
    };
    let before = held(pair.apis.0, old, pair.old);
    let after = held(pair.apis.1, new, pair.new);
    if before != after {
        let what = format!("the response of status {status} holds something else");
        drafts.push(pair.draft(
            "response-retyped",
            Class::Minor,
            what,
            "what is decoded has another type",
        ));
    }
    if is_success(pair.old, old.status) != is_success(pair.new, new.status) {
        let what = format!("the status {status} is a success on one side only");
        drafts.push(pair.draft(
            "status-meaning-changed",
            Class::Minor,
            what,
            "other statuses decide what a success is",
        ));
    }
    if old.doc != new.doc {
        let what = format!("the words about the status {status} changed");
        drafts.push(pair.draft(
            "words-changed",
            Class::Docs,
            what,
            "only the documentation differs",
        ));
    }
    drafts
        .into_iter()
        .map(|draft| claim(pair, at(pair, draft, Side::New, new.status), new.status))
        .collect()
}

pub(super) fn payload(api: &Api, payload: &Payload) -> String {
    match payload {
        Payload::Empty => "nothing".to_owned(),
        Payload::Json(ty) => ty_text(&api.types, ty),
        Payload::Text => "text".to_owned(),
        Payload::Bytes => "bytes".to_owned(),
    }
}

/// Enums of errors that are on one side only: operations that document other
/// errors than before no longer share one.
pub(super) fn errors(old: &Api, new: &Api) -> Vec<Draft> {
    let mut drafts = Vec::new();
    let has = |api: &Api, name: &str| api.errors.iter().any(|error| error.name.as_str() == name);
    for (api, other, side) in [(old, new, Side::Old), (new, old, Side::New)] {
        for error in &api.errors {
            if has(other, error.name.as_str()) {
                continue;
            }
            let scope = scope(api, Subject::Error, error.name.as_str());
            let operations = error.operations.join("`, `");
            let draft = match side {
                Side::Old => Draft::new(
                    &scope,
                    "error-enum-removed",
                    Class::Major,
                    format!("the enum of the errors of `{operations}` is gone"),
                    "the operations document no error, or share another enum",
                ),
                Side::New => Draft::new(
                    &scope,
                    "error-enum-added",
                    Class::Minor,
                    format!("`{operations}` have an enum of errors of their own"),
                    "there is more to use",
                ),
            };
            let name = format!("errors::{}", error.name);
            drafts.push(draft.root(error_path(api, error)).serves(Some(name)));
        }
    }
    drafts.extend(usual(old, new));
    for before in &old.errors {
        let after = new.errors.iter().find(|after| after.name == before.name);
        drafts.extend(
            after
                .iter()
                .flat_map(|after| error_headers((old, new), before, after)),
        );
    }
    drafts
}

/// Another default of the alias of a module's errors.
fn usual(old: &Api, new: &Api) -> Option<Draft> {
    let name = |api: &Api| api.usual_error().map(|error| error.name.to_string());
    let (before, after) = (name(old), name(new));
    if before == after {
        return None;
    }
    let scope = scope(new, Subject::Error, after.as_deref().unwrap_or_default());
    let what = "`Error` without a parameter stands for the errors of other operations";
    let why = "most operations document other errors than before";
    let draft = Draft::new(
        &scope,
        "usual-error-changed",
        Class::Minor,
        what.to_owned(),
        why,
    );
    let [old, new] = [old, new].map(|api| format!("{}::Error", api.module));
    Some(draft.claims(old).claims(new))
}

/// The headers of an enum of errors that is on both sides.
fn error_headers(apis: (&Api, &Api), old: &ErrorEnum, new: &ErrorEnum) -> Vec<Draft> {
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
        Draft::new(&scope, kind, class, what, why)
    })
}
