//! Turns the error answers of operations into enums, which operations share
//! where they mean the same by each status.
//!
//! May not know: what else an operation is.

use super::{answer_headers, response};
use crate::ir::{AnswerHeaders, ErrorEnum, ErrorEnumId, Header, ResponseCase};
use crate::names::{self, Namespace, PRELUDE, RustIdent};

/// The enums of a document while its operations are lowered.
#[derive(Default)]
pub(super) struct Errors {
    names: Namespace,
    /// With the resource that each is for.
    all: Vec<(String, ErrorEnum)>,
}

impl Errors {
    /// All of them, where [`ErrorEnumId`]s find them.
    pub(super) fn into_enums(self) -> Vec<ErrorEnum> {
        self.all.into_iter().map(|(_, error)| error).collect()
    }

    /// The operations of a resource that document the same errors share an enum,
    /// and so do those that shared one before, as long as no status means two
    /// things: a further status is then one variant more, and no operation's error
    /// becomes another type. The first is named for the resource, others for
    /// their operation.
    pub(super) fn claim(
        &mut self,
        (tag, id): (&str, &str),
        known: Option<&str>,
        cases: Vec<ResponseCase>,
        headers: &[Header],
    ) -> Option<ErrorEnumId> {
        if cases.is_empty() {
            return None;
        }
        let shared = |(owner, error): &(String, ErrorEnum)| {
            owner == tag && known == Some(error.name.as_str()) && agree(&error.cases, &cases)
        };
        let same =
            |(owner, error): &(String, ErrorEnum)| owner == tag && is_same(&error.cases, &cases);
        let index = self
            .all
            .iter()
            .position(shared)
            .or_else(|| self.all.iter().position(same).filter(|_| known.is_none()))
            .unwrap_or_else(|| {
                let name = self.name((tag, id), known);
                let error = ErrorEnum {
                    name,
                    operations: Vec::new(),
                    cases: Vec::new(),
                    headers: None,
                };
                self.all.push((tag.to_owned(), error));
                self.all.len() - 1
            });
        if !headers.is_empty() {
            self.add_headers(index, headers);
        }
        let error = &mut self.all[index].1;
        error.operations.push(id.to_owned());
        for case in cases {
            if error.cases.iter().all(|known| known.status != case.status) {
                error.cases.push(case);
            }
        }
        error.cases.sort_by_key(|case| case.status);
        Some(ErrorEnumId(index))
    }

    fn add_headers(&mut self, index: usize, headers: &[Header]) {
        let error = &mut self.all[index].1;
        let all = match &mut error.headers {
            Some(all) => all,
            none => {
                let wanted = names::type_name(&format!("{} Headers", error.name));
                none.insert(AnswerHeaders {
                    name: self.names.claim(wanted),
                    headers: Vec::new(),
                })
            }
        };
        answer_headers::add(&mut all.headers, headers);
    }

    /// The name that the enum had before, while nothing else has it.
    fn name(&mut self, (tag, id): (&str, &str), known: Option<&str>) -> RustIdent {
        let kept = known.and_then(names::known_name);
        if let Some(kept) = kept.filter(|name| !self.names.has(name)) {
            return self.names.claim(kept);
        }
        let is_first = self.all.iter().all(|(owner, _)| owner != tag);
        let words = format!("{} Error", if is_first { tag } else { id });
        self.names.claim_beside(names::type_name(&words), PRELUDE)
    }
}

/// Every header that an error of the operation may have.
pub(super) fn headers(responses: &response::Lowered, errors: &[ResponseCase]) -> Vec<Header> {
    let statuses: Vec<_> = errors.iter().map(|case| case.status).collect();
    let mut all = Vec::new();
    for headers in response::headers_of(responses, &statuses) {
        answer_headers::add(&mut all, headers);
    }
    all
}

/// Whether both have the same statuses, and each means the same.
fn is_same(one: &[ResponseCase], other: &[ResponseCase]) -> bool {
    let statuses =
        |cases: &[ResponseCase]| cases.iter().map(|case| case.status).collect::<Vec<_>>();
    statuses(one) == statuses(other) && agree(one, other)
}

/// Whether each status that both have means the same.
fn agree(one: &[ResponseCase], other: &[ResponseCase]) -> bool {
    one.iter().all(|case| {
        let same = other.iter().find(|found| found.status == case.status);
        same.is_none_or(|found| found.payload == case.payload && found.others == case.others)
    })
}
