//! What a package says of itself to registries and their users.

/// The keys of `Cargo.toml` that no code depends on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Metadata {
    /// An SPDX expression.
    pub license: Option<String>,
    /// Who wrote it: `Name` or `Name <address>`.
    pub authors: Vec<String>,
    /// Where the crate's source lives.
    pub repository: Option<String>,
    /// A page about it.
    pub homepage: Option<String>,
    /// Where its documentation is, if not on docs.rs.
    pub documentation: Option<String>,
    /// Words to find it by.
    pub keywords: Vec<String>,
    /// Categories of crates.io.
    pub categories: Vec<String>,
}
