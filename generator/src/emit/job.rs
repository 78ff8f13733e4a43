//! Emits files once they are asked for, on whichever thread.

use crate::format::EmittedFile;

/// Emits one file, or a few that belong together. The syntax of a large API takes many times
/// the memory of its text, and can't be given to another thread; what makes it can.
pub struct Job<'a>(Box<dyn FnOnce() -> Vec<EmittedFile> + Send + 'a>);

impl<'a> Job<'a> {
    /// One file.
    pub(super) fn one(emit: impl FnOnce() -> EmittedFile + Send + 'a) -> Self {
        Self(Box::new(move || vec![emit()]))
    }

    /// None, one or a few.
    pub(super) fn some<I>(emit: impl FnOnce() -> I + Send + 'a) -> Self
    where
        I: IntoIterator<Item = EmittedFile>,
    {
        Self(Box::new(move || emit().into_iter().collect()))
    }

    /// The files.
    pub fn run(self) -> Vec<EmittedFile> {
        self.0()
    }
}
