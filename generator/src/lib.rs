//! simgen reads OpenAPI documents and writes Rust client crates.
//!
//! ```text
//! files ─► source ─► openapi ─► lower ─► ir ─► check ─► emit ─► format ─► output
//! ```
//!
//! [`Builder`] generates a crate from a `build.rs`. [`generate`] is the whole of it without
//! the disk: from texts in memory to files in memory, and diagnostics. Everything that can
//! fail has failed before the first token is emitted. [`Project`] reads a `simgen.toml` or
//! one document, [`write`](fn@write) writes a crate's files, [`diff`] says what a change means for the
//! crate's users, and [`bundle`] makes one file of a document of several.

mod build;
mod bundle;
mod change;
mod change_report;
mod check;
mod config;
mod diagnostic;
mod diagnostic_code;
mod diff;
mod emit;
mod format;
mod generate;
mod generated_file;
mod ir;
mod lock;
mod lower;
mod names;
mod openapi;
mod output;
mod parallel;
mod project;
mod public_api;
mod report;
mod source;

pub use build::{BuildError, Builder, Built};
pub use bundle::{Bundled, DocumentFormat, bundle};
pub use change::{Change, Class, Report, RustChange, Scope, Side, Subject};
pub use config::{Config, Module, Rejected, Selection, WebhookSettings};
pub use diagnostic::{Also, Code, Diagnostic, Example, Severity};
pub use diff::{Compared, diff};
pub use generate::{Generated, generate};
pub use generated_file::GeneratedFile;
pub use ir::{
    ConnectionNames, CredentialFile, CredentialSources, FileFormat, GuidePage, Metadata, Runtime,
};
pub use lock::{Lock, LockError};
pub use output::{OutputError, Written, write};
pub use project::{Project, Single};
pub use report::{ReportOptions, render, render_json};
pub use source::{
    Disk, FileId, FileSystem, Location, Place, Pointer, ReadOptions, SourceFile, Sources,
};

/// What simgen's own program, tests and benchmarks use. It changes without notice.
#[doc(hidden)]
pub mod internal {
    pub use crate::generate::{lower_all, public_api_of};

    pub mod change {
        pub use crate::change::*;
    }
    pub mod change_report {
        pub use crate::change_report::*;
    }
    pub mod check {
        pub use crate::check::*;
    }
    pub mod config {
        pub use crate::config::*;
    }
    pub mod diagnostic {
        pub use crate::diagnostic::*;
    }
    pub mod emit {
        pub use crate::emit::*;
    }
    pub mod format {
        pub use crate::format::*;
    }
    pub mod ir {
        pub use crate::ir::*;
    }
    pub mod lock {
        pub use crate::lock::*;
    }
    pub mod lower {
        pub use crate::lower::*;
    }
    pub mod names {
        pub use crate::names::*;
    }
    pub mod openapi {
        pub use crate::openapi::*;
    }
    pub mod output {
        pub use crate::output::*;
    }
    pub mod public_api {
        pub use crate::public_api::*;
    }
    pub mod report {
        pub use crate::report::*;
    }
    pub mod source {
        pub use crate::source::*;
    }
}
