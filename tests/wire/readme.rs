//! The README's Rust, compiled, and run where it needs no tenant.
//!
//! Each block of the page is a test of the documentation, so this is a library: cargo
//! takes such tests from libraries alone.

#![doc = include_str!("README.md")]
