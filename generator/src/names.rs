//! Turns words into Rust identifiers: case, keywords, collisions.
//!
//! May not know: OpenAPI.
/// A valid Rust identifier; made only here.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct RustIdent(String);
impl RustIdent {
    /// Takes text that is an identifier already.
    #[cfg(test)]
    pub(crate) fn for_test(text: &str) -> Self {
        Self(text.to_owned())
    }

    /// Its text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}
