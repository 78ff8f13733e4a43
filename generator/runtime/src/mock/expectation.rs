//! Turns how often a test wants calls into whether they came so often.
//!
//! It does not know when that is asked.

use std::any::TypeId;
use std::fmt;
use std::ops::{Range, RangeFrom, RangeFull, RangeInclusive, RangeTo, RangeToInclusive};

use super::condition::{Condition, all_hold};
use super::recorded::RecordedRequest;

/// How many calls are expected: a number, or a range of numbers.
///
/// ```
/// # use simgen_runtime::Calls;
/// let twice: Calls = 2.into();
/// let at_least_once: Calls = (1..).into();
/// let at_most_three_times: Calls = (..=3).into();
/// assert_eq!(twice, (2..=2).into());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Calls {
    least: usize,
    most: usize,
}

impl Calls {
    fn has(self, count: usize) -> bool {
        (self.least..=self.most).contains(&count)
    }
}

impl From<usize> for Calls {
    fn from(count: usize) -> Self {
        (count..=count).into()
    }
}

impl From<RangeInclusive<usize>> for Calls {
    fn from(range: RangeInclusive<usize>) -> Self {
        let (least, most) = range.into_inner();
        Self { least, most }
    }
}

impl From<Range<usize>> for Calls {
    /// A range without a number is never met.
    fn from(range: Range<usize>) -> Self {
        match range.end.checked_sub(1) {
            Some(most) => (range.start..=most).into(),
            None => Self { least: 1, most: 0 },
        }
    }
}

impl From<RangeFrom<usize>> for Calls {
    fn from(range: RangeFrom<usize>) -> Self {
        (range.start..=usize::MAX).into()
    }
}

impl From<RangeTo<usize>> for Calls {
    fn from(range: RangeTo<usize>) -> Self {
        (0..range.end).into()
    }
}

impl From<RangeToInclusive<usize>> for Calls {
    fn from(range: RangeToInclusive<usize>) -> Self {
        (0..=range.end).into()
    }
}

impl From<RangeFull> for Calls {
    fn from(_: RangeFull) -> Self {
        (0..=usize::MAX).into()
    }
}

impl fmt::Display for Calls {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let calls = |count| if count == 1 { "call" } else { "calls" };
        match (self.least, self.most) {
            (least, most) if least == most => write!(f, "{least} {}", calls(least)),
            (least, usize::MAX) => write!(f, "at least {least} {}", calls(least)),
            (0, most) => write!(f, "at most {most} {}", calls(most)),
            (least, most) => write!(f, "{least} to {most} calls"),
        }
    }
}

/// Calls of an operation that a test expects.
#[derive(Clone, Debug)]
pub(super) struct Expectation {
    pub(super) of: TypeId,
    pub(super) operation: &'static str,
    pub(super) conditions: Vec<Condition>,
    pub(super) expected: Calls,
    /// How many came.
    pub(super) count: usize,
}

impl Expectation {
    /// Counts a request, where it is one of them.
    pub(super) fn see(&mut self, request: &RecordedRequest) {
        if request.of == Some(self.of) && all_hold(&self.conditions, request) {
            self.count += 1;
        }
    }

    /// What is wrong, in a sentence.
    pub(super) fn unmet(&self) -> Option<String> {
        if self.expected.has(self.count) {
            return None;
        }
        let conditions = self.conditions.iter().map(Condition::to_string);
        let conditions = conditions.collect::<Vec<_>>().join(" and ");
        let words = match conditions.as_str() {
            "" => String::new(),
            conditions => format!(" where {conditions}"),
        };
        let (operation, expected, count) = (self.operation, self.expected, self.count);
        Some(format!(
            "{operation}{words}: expected {expected}, got {count}"
        ))
    }
}
