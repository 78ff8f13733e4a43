//! Turns a crate in memory into files on disk, or into the difference from them.
//!
//! Must not know: anything above it. It touches nothing outside the folder it is
//! given, and in it only files that the lock file lists.

mod compare;
mod create;
mod error;
mod folder;
mod operations;
mod owned;
mod plan;
mod replace;
mod staging;
mod stamp;
#[cfg(test)]
mod tests;
mod write;

pub use compare::{Difference, changed_since, compare};
pub use create::create;
pub use error::OutputError;
pub use staging::{STAGING, clear_beside, left_beside};
pub use stamp::{Hashes, STAMP, is_fresh, stamp};
pub use write::{Written, content_of, replace_text, write, write_renamed};
