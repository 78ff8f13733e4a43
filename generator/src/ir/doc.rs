//! What the document says in words.

/// Words of the document, still CommonMark as its author wrote them.
/// `emit` makes them safe for rustdoc.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Doc {
    /// One line: `summary` or `title`.
    pub summary: Option<String>,
    /// Any length: `description`.
    pub text: Option<String>,
    /// One line each about constraints, formats, examples and defaults.
    pub notes: Vec<String>,
    /// `externalDocs`: description and URL.
    pub link: Option<(String, String)>,
}

impl Doc {
    /// True where the document said nothing.
    pub fn is_empty(&self) -> bool {
        self == &Self::default()
    }
}
