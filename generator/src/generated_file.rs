//! One file of a crate, in memory: what is generated, compared and written.

/// One file of the crate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GeneratedFile {
    /// Below the crate's folder, `/` between its parts.
    pub path: String,
    /// What is in it.
    pub text: String,
}
