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

#[expect(dead_code, reason = "it is only compiled: there is no tenant to call")]
mod readme;

mod readme_double;

#[test]
fn the_readme_shows_a_test_that_runs() {
    shows(include_str!("readme_double.rs"));
}

#[test]
fn the_readme_shows_a_program_that_compiles() {
    shows(include_str!("readme.rs"));
}

/// Whether the README has a file of these tests, but for the line about it.
fn shows(program: &str) {
    let readme = include_str!("../../README.md").replace("\r\n", "\n");
    let program = program.replace("\r\n", "\n");
    let (_, program) = program
        .split_once("\n\n")
        .expect("a line about it, then the program");
    assert!(
        readme.contains(program),
        "README.md does not have this program:\n{program}"
    );
}
