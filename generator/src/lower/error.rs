//! Turns the error responses of operations into enums, which operations share
//! where they mean the same by each status.

use foldhash::{HashMap, HashSet};

use super::response::Lowered;
use super::response_headers;
use crate::ir::{
    ErrorCase, ErrorContent, ErrorEnum, ErrorEnumId, Header, OperationId, Payload, ResponseHeaders,
    StatusPattern,
};
use crate::names::{self, Namespace, PRELUDE, RustIdent};

type Meaning = Vec<(StatusPattern, Payload, Vec<ErrorContent>)>;

/// The enums of a document while its operations are lowered.
#[derive(Default)]
pub(super) struct Errors {
    names: Namespace,
    all: Vec<ErrorEnum>,
    /// The enums of each resource by their names.
    by_name: HashMap<(String, RustIdent), usize>,
    /// The first enum of each resource that means this by its statuses.
    by_meaning: HashMap<(String, Meaning), usize>,
    /// The resources that have one.
    tags: HashSet<String>,
}

impl Errors {
    /// All of them, where [`ErrorEnumId`]s find them.
    pub(super) fn into_enums(self) -> Vec<ErrorEnum> {
        self.all
    }

    /// The operations of a resource that document the same errors share an enum,
    /// and so do those that shared one before, as long as no status means two
    /// things: a further status is then one variant more, and no operation's error
    /// becomes another type. The first is named for the resource, others for
    /// their operation.
    pub(super) fn claim(
        &mut self,
        tag: &str,
        id: &str,
        known: Option<&str>,
        responses: &Lowered,
    ) -> Option<ErrorEnumId> {
        let (cases, headers) = (cases(responses), headers(responses));
        if cases.is_empty() {
            return None;
        }
        let shared = known.and_then(names::known_name);
        let shared = shared.and_then(|name| self.by_name.get(&(tag.to_owned(), name)));
        let shared = shared.filter(|index| agree(&self.all[**index].cases, &cases));
        let same = || self.by_meaning.get(&(tag.to_owned(), meaning(&cases)));
        let index = match shared.or_else(|| same().filter(|_| known.is_none())) {
            Some(index) => *index,
            None => self.declare(tag, id, known),
        };
        if !headers.is_empty() {
            self.add_headers(index, &headers);
        }
        let error = &mut self.all[index];
        error.operations.push(OperationId::new(id));
        let before = (tag.to_owned(), meaning(&error.cases));
        for case in cases {
            let mut known = error.cases.iter_mut();
            match known.find(|known| known.status == case.status) {
                // What is a secret of one operation is not shown of any.
                Some(known) => known.sensitive |= case.sensitive,
                None => error.cases.push(case),
            }
        }
        error.cases.sort_by_key(|case| case.status);
        let after = (tag.to_owned(), meaning(&error.cases));
        if before != after && self.by_meaning.get(&before) == Some(&index) {
            self.by_meaning.remove(&before);
        }
        self.by_meaning.entry(after).or_insert(index);
        Some(ErrorEnumId(index))
    }

    fn declare(&mut self, tag: &str, id: &str, known: Option<&str>) -> usize {
        let name = self.name(tag, id, known);
        let index = self.all.len();
        self.by_name.insert((tag.to_owned(), name.clone()), index);
        self.tags.insert(tag.to_owned());
        self.all.push(ErrorEnum {
            name,
            operations: Vec::new(),
            cases: Vec::new(),
            headers: None,
        });
        index
    }

    fn add_headers(&mut self, index: usize, headers: &[Header]) {
        let error = &mut self.all[index];
        let all = match &mut error.headers {
            Some(all) => all,
            none => {
                let wanted = names::type_name(&format!("{} Headers", error.name));
                none.insert(ResponseHeaders {
                    name: self.names.claim(wanted),
                    headers: Vec::new(),
                })
            }
        };
        response_headers::add(&mut all.headers, headers);
    }

    /// The name that the enum had before, while nothing else has it.
    fn name(&mut self, tag: &str, id: &str, known: Option<&str>) -> RustIdent {
        let kept = known.and_then(names::known_name);
        if let Some(kept) = kept.filter(|name| !self.names.has(name)) {
            return self.names.claim(kept);
        }
        let is_first = !self.tags.contains(tag);
        let words = format!("{} Error", if is_first { tag } else { id });
        self.names.claim_beside(names::type_name(&words), PRELUDE)
    }
}

/// The documented errors: exact statuses, then ranges, then `default`.
fn cases(responses: &Lowered) -> Vec<ErrorCase> {
    let all = responses.responses.iter();
    let errors = all.filter(|response| !response.status.is_success());
    let mut cases: Vec<_> = errors.map(|error| ErrorCase::of(error)).collect();
    cases.sort_by_key(|case| case.status);
    cases
}

/// Every header that an error of the operation may have.
fn headers(responses: &Lowered) -> Vec<Header> {
    let mut all = Vec::new();
    for headers in responses.error_headers() {
        response_headers::add(&mut all, headers);
    }
    all
}

/// What the statuses mean, which is equal where [`agree`] says so and both have the same ones.
fn meaning(cases: &[ErrorCase]) -> Meaning {
    let parts = cases.iter();
    parts
        .map(|case| (case.status, case.payload.clone(), case.others.clone()))
        .collect()
}

/// Whether each status that both have means the same.
fn agree(one: &[ErrorCase], other: &[ErrorCase]) -> bool {
    one.iter().all(|case| {
        let same = other.iter().find(|found| found.status == case.status);
        same.is_none_or(|found| found.payload == case.payload && found.others == case.others)
    })
}
