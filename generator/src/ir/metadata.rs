//! What a package says of itself to registries and their users.

/// What no code depends on: keys of `Cargo.toml`, and the guide.
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
    /// The pages of its guide, in order.
    pub guide: Vec<GuidePage>,
}

/// A page of Markdown that people wrote, for `docs/guide` of the crate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GuidePage {
    /// The file's path, as the configuration writes it.
    pub path: String,
    /// What is in the file.
    pub text: String,
}

impl GuidePage {
    /// The name of the file, without its folders.
    pub fn file_name(&self) -> &str {
        self.path.rsplit('/').next().unwrap_or(&self.path)
    }
}
