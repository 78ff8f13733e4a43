//! What the optional features do, with the HTTP library and its sockets, because most of it is the
//! work of that library.

#[cfg(feature = "gzip")]
mod gzip;
#[cfg(all(feature = "http2", any(feature = "rustls", feature = "native-tls")))]
mod http2;
mod layers;
#[cfg(any(feature = "rustls", feature = "native-tls"))]
mod proxy;
#[cfg(any(feature = "rustls", feature = "native-tls"))]
mod tls;
#[cfg(feature = "tracing")]
mod tracing;

/// Marks the process that a test started to run itself in other environment.
const CHILD: &str = "SIMGEN_TEST_OF";

/// Runs a test again in a process with these variables. Variables of this process are
/// those of all its tests at once, so none may change them.
#[cfg(any(feature = "rustls", feature = "native-tls", feature = "tracing"))]
fn run_again(test: &str, variables: &[(&str, &str)]) {
    let program = std::env::current_exe().expect("the test is a program");
    let mut command = std::process::Command::new(program);
    for name in ["NO_PROXY", "ALL_PROXY", "HTTP_PROXY", "HTTPS_PROXY"] {
        command.env_remove(name).env_remove(name.to_lowercase());
    }
    let output = command
        .args(["--exact", test, "--nocapture"])
        .env(CHILD, test)
        .envs(variables.iter().copied())
        .output()
        .expect("the test can be run again");
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{said}{output:?}");
    assert!(said.contains("1 passed"), "there is such a test: {said}");
}

/// Whether this process is the one that [`run_again`] started.
#[cfg(any(feature = "rustls", feature = "native-tls", feature = "tracing"))]
fn is_run_again() -> bool {
    std::env::var_os(CHILD).is_some()
}
