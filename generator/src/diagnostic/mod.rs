//! What simgen has to say about a document: a code, a sentence, a place, a repair.
//!
//! Must not know: how anything is printed (`report` does that), or OpenAPI's model.

use foldhash::HashMap;

use crate::source::{Location, Place, Sources};

pub use crate::diagnostic_code::{Code, Example};

/// One finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// What kind of finding.
    pub code: Code,
    /// How bad it is.
    pub severity: Severity,
    /// One line: what is wrong, with the names involved.
    pub message: String,
    /// Where; none only where there is no document yet.
    pub place: Option<Place>,
    /// A few words beside the caret.
    pub label: Option<String>,
    /// How to repair it: what to write instead.
    pub help: Option<String>,
    /// Where exactly in the text, if that is not where the value at `place` is.
    pub spot: Option<Location>,
    /// A second place in the same file that belongs to it.
    pub also: Option<Also>,
    /// Whether it is about the name of the member at `place`, and not about its value.
    pub is_of_name: bool,
}

impl Diagnostic {
    /// Where it is in the text. Where there are many, [`Sources::locate`] finds
    /// their places in one pass.
    pub fn location(&self, sources: &Sources) -> Option<Location> {
        let located = || sources.locate(&[self.place.as_ref()?]).pop().flatten();
        self.spot_or(located)
    }

    /// The exact place if it is known, or else what of the place of the value is meant.
    pub(crate) fn spot_or(&self, located: impl FnOnce() -> Option<Location>) -> Option<Location> {
        self.spot.clone().or_else(|| match self.is_of_name {
            true => located().map(Location::of_key),
            false => located(),
        })
    }
}

/// A second place of a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Also {
    /// Where, in the file of the finding.
    pub location: Location,
    /// A few words beside it.
    pub label: String,
}

/// How bad a finding is. It follows from what the finding does to the output.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Severity {
    /// Nothing is written.
    Error,
    /// A type, a name or what is sent is not what the document says, or is a
    /// guess. Under `strict` every warning is an error.
    Warning,
    /// The output is the same as without the finding; only documentation and
    /// examples may differ.
    Note,
}

/// Proof that a diagnostic says why there is no value. Made only by
/// [`Diagnostics`], so an `Err(Reported)` can't be a silent failure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reported(());

/// The findings of one run, in the order in which they were made.
#[derive(Debug, Default)]
pub struct Diagnostics {
    list: Vec<Diagnostic>,
    /// Where each finding is in the list: a schema that several places use
    /// may be looked at more than once.
    known: HashMap<(Code, Option<Place>, String), usize>,
    newest: usize,
    strict: bool,
}

impl Diagnostics {
    /// An empty list. `strict` makes an error of every warning.
    pub fn new(strict: bool) -> Self {
        Self {
            strict,
            ..Self::default()
        }
    }

    /// The document as a whole can't be used.
    pub fn error(
        &mut self,
        code: Code,
        place: Option<Place>,
        message: impl Into<String>,
    ) -> Reported {
        self.add(code, Severity::Error, place, message)
    }

    /// A part of the document can't be used: a warning, so an error when
    /// strict. The caller leaves the part out and says so with [`Self::skipped`].
    pub fn defect(&mut self, code: Code, place: Place, message: impl Into<String>) -> Reported {
        self.add(code, Severity::Warning, Some(place), message)
    }

    /// Something is left out because of a defect already reported. When strict,
    /// that defect is an error and this would only repeat it.
    pub fn skipped(&mut self, code: Code, place: Place, message: impl Into<String>) {
        if !self.strict {
            self.add(code, Severity::Warning, Some(place), message);
        }
    }

    /// A type, a name or what is sent changes, or is a guess: a warning, so an
    /// error when strict.
    pub fn warning(&mut self, code: Code, place: Place, message: impl Into<String>) {
        self.add(code, Severity::Warning, Some(place), message);
    }

    /// Something that changes neither a type nor a name nor what is sent.
    pub fn note(&mut self, code: Code, place: Place, message: impl Into<String>) {
        self.add(code, Severity::Note, Some(place), message);
    }

    /// Adds a few words beside the caret of the newest finding.
    pub fn label(&mut self, label: impl Into<String>) {
        if let Some(newest) = self.list.get_mut(self.newest) {
            newest.label = Some(label.into());
        }
    }

    /// Adds to the newest finding how to repair it.
    pub fn help(&mut self, help: impl Into<String>) {
        if let Some(newest) = self.list.get_mut(self.newest) {
            newest.help = Some(help.into());
        }
    }

    /// Says where exactly in the text the newest finding is.
    pub fn spot(&mut self, spot: Location) {
        if let Some(newest) = self.list.get_mut(self.newest) {
            newest.spot = Some(spot);
        }
    }

    /// Says that the newest finding is about the name of a member, not about its value.
    pub fn of_name(&mut self) {
        if let Some(newest) = self.list.get_mut(self.newest) {
            newest.is_of_name = true;
        }
    }

    /// Adds a second place to the newest finding, in the same file.
    pub fn also(&mut self, location: Location, label: impl Into<String>) {
        if let Some(newest) = self.list.get_mut(self.newest) {
            newest.also = Some(Also {
                location,
                label: label.into(),
            });
        }
    }

    /// Whether any finding is an error.
    pub fn has_errors(&self) -> bool {
        self.list
            .iter()
            .any(|found| found.severity == Severity::Error)
    }

    /// All findings.
    pub fn into_vec(self) -> Vec<Diagnostic> {
        self.list
    }

    fn add(
        &mut self,
        code: Code,
        severity: Severity,
        place: Option<Place>,
        message: impl Into<String>,
    ) -> Reported {
        let severity = match severity {
            Severity::Warning if self.strict => Severity::Error,
            severity => severity,
        };
        let message = message.into();
        let key = (code, place.clone(), message.clone());
        self.newest = *self.known.entry(key).or_insert(self.list.len());
        if self.newest == self.list.len() {
            self.list.push(Diagnostic {
                code,
                severity,
                message,
                place,
                label: None,
                help: None,
                spot: None,
                also: None,
                is_of_name: false,
            });
        }
        Reported(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{Pointer, Sources};

    #[test]
    fn under_strict_every_warning_is_an_error_and_a_note_stays_a_note() {
        use Severity::{Error, Note, Warning};
        let sources = Sources::from_texts([("a.yaml", "a: 1")]);
        let place = Place {
            file: sources.find("a.yaml").expect("it is given"),
            pointer: Pointer::root(),
        };
        for (strict, expected) in [
            (
                false,
                vec![
                    ("error", Error),
                    ("defect", Warning),
                    ("warning", Warning),
                    ("skipped", Warning),
                    ("note", Note),
                ],
            ),
            (
                true,
                vec![
                    ("error", Error),
                    ("defect", Error),
                    ("warning", Error),
                    ("note", Note),
                ],
            ),
        ] {
            let mut found = Diagnostics::new(strict);
            found.error(Code::Syntax, None, "error");
            found.defect(Code::Syntax, place.clone(), "defect");
            found.warning(Code::Syntax, place.clone(), "warning");
            found.skipped(Code::Syntax, place.clone(), "skipped");
            found.note(Code::Syntax, place.clone(), "note");
            let found = found.into_vec();
            let found: Vec<(&str, Severity)> = found
                .iter()
                .map(|found| (found.message.as_str(), found.severity))
                .collect();
            assert_eq!(found, expected, "strict: {strict}");
        }
    }
}
