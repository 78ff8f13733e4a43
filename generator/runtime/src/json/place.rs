//! Turns the way to a value inside JSON into an error that names it.
//!
//! It is a list on the stack, from the value up to the document, and costs nothing but that
//! until something does not fit. It never sees a value.

use std::cell::Cell;

use serde::de;

use super::json_error::JsonError;

/// Where in a document a value is that is being read.
#[derive(Clone, Copy)]
pub struct Place<'p> {
    above: Option<&'p Place<'p>>,
    step: Step<'p>,
}

#[derive(Clone, Copy)]
enum Step<'p> {
    /// The whole document, whose reader gets the error here.
    Document(&'p Cell<Option<JsonError>>),
    /// The whole document, whose reader has nothing but the text of the error.
    Anywhere,
    /// A value that is only tried: nobody reads the error.
    Trial,
    Property(&'p str),
    Element(usize),
}

impl<'p> Place<'p> {
    /// The whole document. The mismatch, if there is one, is put there.
    pub(crate) fn document(mismatch: &'p Cell<Option<JsonError>>) -> Self {
        Self::first(Step::Document(mismatch))
    }

    /// The whole document, read for serde: the error's text has all that is known.
    pub fn anywhere() -> Self {
        Self::first(Step::Anywhere)
    }

    /// A value that may fit or not.
    pub(super) fn trial() -> Self {
        Self::first(Step::Trial)
    }

    /// A property of the object that is here.
    pub(super) fn property(&'p self, name: &'p str) -> Self {
        Self {
            above: Some(self),
            step: Step::Property(name),
        }
    }

    /// An element of the array that is here.
    pub(super) fn element(&'p self, index: usize) -> Self {
        Self {
            above: Some(self),
            step: Step::Element(index),
        }
    }

    fn first(step: Step<'p>) -> Self {
        Self { above: None, step }
    }

    /// Says what was expected here and what was found, in words.
    #[cold]
    pub(super) fn mismatch<E: de::Error>(&self, expected: &str, found: &'static str) -> E {
        match self.tell(expected, found) {
            Some(error) => E::custom(error),
            None => E::custom("a mismatch"),
        }
    }

    /// Says that a property which must be there is absent.
    #[cold]
    pub(super) fn absent<E: de::Error>(&self, property: &str) -> E {
        self.property(property).mismatch("a value", "nothing")
    }

    fn tell(&self, expected: &str, found: &'static str) -> Option<JsonError> {
        if self.is_trial() {
            return None;
        }
        let mut error = JsonError::new(expected.to_owned(), found);
        let mut place = self;
        loop {
            match place.step {
                Step::Property(name) => error = error.in_property(name),
                Step::Element(index) => error = error.in_element(index),
                Step::Document(mismatch) => mismatch.set(Some(error.clone())),
                Step::Anywhere | Step::Trial => {}
            }
            match place.above {
                Some(above) => place = above,
                None => return Some(error),
            }
        }
    }

    fn is_trial(&self) -> bool {
        let mut places = std::iter::successors(Some(self), |place| place.above);
        places.any(|place| matches!(place.step, Step::Trial))
    }
}

/// Without names, which may come from the server.
impl std::fmt::Debug for Place<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Place").finish_non_exhaustive()
    }
}
