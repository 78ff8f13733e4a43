//! What the generated client does on a wire: each request, each response, of
//! each API version. Must not know: the generator.

// Each version has types of its own, so the same tests are compiled once for each.
#![expect(
    clippy::duplicate_mod,
    reason = "the same tests prove all API versions"
)]

mod clock;
mod config;
mod faults;
mod newest_sdk;
mod recording;
mod server;
mod shell;

/// The same tests for a version: its base path, and the path of its integrations.
macro_rules! version {
    ($version:ident, $base:literal, $integrations:literal) => {
        #[path = "."]
        mod $version {
            use sailpoint_sim::$version as api;

            /// The path of the version's base URL.
            const BASE: &str = $base;

            /// Where the integrations are.
            const INTEGRATIONS: &str = $integrations;

            mod each_version;
        }
    };
}

version!(v2024, "/v2024", "/v2024/sim-integrations");
version!(v2025, "/v2025", "/v2025/sim-integrations");
version!(v2026, "/v2026", "/v2026/sim-integrations");
version!(v1, "", "/sim-integrations/v1");
