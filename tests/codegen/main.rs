//! What the generator emits, held from the outside: snapshots, refusals,
//! freshness, determinism, hostile input, and the rules of its architecture.
//!
//! Never imports the generated crate, so a broken output still leaves the
//! tests that explain it.
//!
//! `INSTA_UPDATE=always cargo test -p codegen-tests` accepts new output; read
//! the difference before you commit it.

mod architecture;
mod bounds;
mod build_script;
mod bundle;
mod case;
mod changes;
mod compile;
mod config;
mod determinism;
mod dialects;
mod facts;
mod fixtures;
mod formatted;
mod freshness;
mod injection;
mod migration;
mod mutation;
mod names;
mod pages;
mod project;
mod public;
#[cfg(unix)]
mod readme;
mod rejected;
mod round_trip;
mod secrets;
mod snapshot;
mod spec;
mod streams;
mod versions;
mod webhooks;
mod wrong;
