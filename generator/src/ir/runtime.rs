//! Where a crate has the code from that sends its requests.

/// The crate `simgen-runtime`, as a part of the generated crate or beside it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Runtime {
    /// Its sources are copied into the crate, which then stands alone.
    #[default]
    Vendored,
    /// The crate depends on it.
    Crate {
        /// The version that the manifest asks for, as Cargo reads it.
        version: String,
        /// Its folder as the manifest names it; none for a registry's.
        path: Option<String>,
    },
}
