//! simgen reads OpenAPI documents and writes Rust client crates.
//!
//! ```text
//! files ─► source ─► openapi ─► lower ─► ir ─► check ─► emit ─► format ─► output
//! ```
//!
//! [`generate`] is the whole of it without the disk: from texts in memory to
//! files in memory, and diagnostics. Everything that can fail has failed
//! before the first token is emitted.

mod build;
mod bundle;
pub mod change;
pub mod change_report;
pub mod check;
pub mod config;
pub mod diagnostic;
mod diagnostic_code;
mod diff;
pub mod emit;
pub mod format;
mod generate;
mod generated_file;
pub mod ir;
pub mod lock;
pub mod lower;
pub mod names;
pub mod openapi;
pub mod output;
mod parallel;
mod project;
pub mod public_api;
pub mod report;
pub mod source;

pub use build::{BuildError, Builder, Built};
pub use bundle::{Bundled, DocumentFormat, bundle};
pub use config::Rejected;
pub use diff::{Compared, diff};
pub use generate::{Generated, generate, lower_all, public_api_of};
pub use generated_file::GeneratedFile;
pub use project::{Project, Single};
