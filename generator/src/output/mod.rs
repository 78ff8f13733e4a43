//! Turns a crate in memory into files on disk, or into the difference from them.
//!
//! May not know: anything above it.
