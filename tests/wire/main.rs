//! What the generated client does on a wire: each request, each answer, of
//! each API version. May not know: the generator.

// Each version has types of its own, so the same tests are compiled once for each.
#![expect(
    clippy::duplicate_mod,
    reason = "the same tests prove both API versions"
)]

mod clock;
mod config;
mod faults;
mod recording;
mod server;
mod shell;

#[path = "."]
mod v2024 {
    use sailpoint_sim::v2024 as api;

    /// The module's name, which is also the last part of the base URL.
    const VERSION: &str = "v2024";

    mod each_version;
}

#[path = "."]
mod v2025 {
    use sailpoint_sim::v2025 as api;

    /// The module's name, which is also the last part of the base URL.
    const VERSION: &str = "v2025";

    mod each_version;
}
