//! The Rust of the README and of the guide, compiled, and run where it needs no tenant.
//!
//! Each block of the pages is a test of the documentation, so this is a library: cargo
//! takes such tests from libraries alone.

#![doc = include_str!("README.md")]
#![doc = include_str!("guide/client.md")]
#![doc = include_str!("guide/errors-and-retries.md")]
#![doc = include_str!("guide/testing.md")]
#![doc = include_str!("guide/command-line.md")]
#![doc = include_str!("guide/changing-the-api.md")]
